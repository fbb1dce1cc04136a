//! A write in progress, and what a business rule is that looks at it.
//!
//! The rules themselves stand in `rules/`; the world is given their list when it is made.

use super::Work;
use crate::{dictionary::Table, evidence::Evidence, refusal::Refusal, store::Record};
use std::sync::Arc;

/// How the values of a write are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// As stored values: the Table API's default.
    Stored,
    /// As people see them: `sysparm_input_display_value=true`.
    Display,
    /// As the platform itself writes them: computed columns too, secrets in clear.
    Platform,
}

/// When a rule runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    BeforeInsert,
    BeforeUpdate,
    /// Before an insert or an update.
    BeforeWrite,
    AfterInsert,
    AfterUpdate,
    /// After an insert or an update.
    AfterWrite,
    BeforeDelete,
    AfterDelete,
}

/// A business rule of the platform.
pub(crate) struct Rule {
    /// The name that an abort quotes.
    pub(crate) name: &'static str,
    /// The tables it watches, and all that extend them; none means every table.
    pub(crate) tables: &'static [&'static str],
    pub(crate) when: When,
    pub(crate) evidence: Evidence,
    pub(crate) apply: fn(&mut Change<'_>) -> Result<(), Refusal>,
}

/// A write in progress, as a rule sees it.
pub(crate) struct Change<'a> {
    pub(crate) work: &'a Work<'a>,
    /// The real class of the row.
    pub(crate) table: &'a Arc<Table>,
    /// The row before an update.
    pub(crate) previous: Option<&'a Record>,
    pub(crate) record: Record,
    pub(crate) meaning: Meaning,
}

impl Change<'_> {
    /// A value of the row as it is about to be.
    pub(crate) fn get(&self, column: &str) -> &str {
        self.record.value(column)
    }

    /// Sets a value; a column the table does not have is left alone.
    pub(crate) fn set(&mut self, column: &str, text: impl Into<String>) {
        if self.table.column(column).is_some() {
            self.record.insert(column.to_owned(), text.into());
        }
    }

    /// Whether the column holds `true`.
    pub(crate) fn is(&self, column: &str) -> bool {
        self.get(column) == "true"
    }

    /// Whether this write changes the column; on an insert, whether it is filled.
    pub(crate) fn changes(&self, column: &str) -> bool {
        self.get(column) != self.previous.map_or("", |row| row.value(column))
    }

    /// The records of the table with these values, this one left out.
    pub(crate) fn others(
        &self,
        table: &str,
        equal: &[(&str, &str)],
    ) -> Result<Vec<Record>, Refusal> {
        let mut rows = self.work.find(table, equal)?;
        rows.retain(|row| row.value("sys_id") != self.get("sys_id"));
        Ok(rows)
    }

    /// The abort of the rule of that name.
    pub(crate) fn abort(&self, rule: &Rule) -> Refusal {
        Refusal::rule(&self.table.name, rule.name)
    }

    /// The abort of a rule that says why. Its words are a message of the session: whether the answer
    /// to a request holds them is a switch (docs/facts.md#abort-words).
    pub(crate) fn abort_saying(&self, rule: &Rule, words: impl Into<String>) -> Refusal {
        let shown = self.work.world.unknowns.abort_words_shown;
        let words = if shown { words.into() } else { String::new() };
        Refusal::BusinessRule { table: self.table.name.clone(), rule: rule.name.to_owned(), words }
    }

    /// Runs the rules for the table at a moment of the write.
    pub(crate) fn run(&mut self, when: When) -> Result<(), Refusal> {
        for rule in self.work.world.rules.iter().filter(|rule| rule.when == when) {
            if rule.tables.is_empty() || rule.tables.iter().any(|table| self.table.is_a(table)) {
                (rule.apply)(self)?;
            }
        }
        Ok(())
    }
}
