//! The instance's own dictionary: which columns and choices its tables have, as far as this account may see.

use crate::{
    descriptions::Descriptions,
    error::ProbeError,
    instance::{Instance, Rows, text},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const OF_TABLE: &[&str] = &["name", "super_class.name"];
const OF_COLUMN: &[&str] = &["name", "element", "internal_type", "mandatory", "active"];
const OF_CHOICE: &[&str] = &["name", "element", "value", "inactive"];

/// What the dictionary says of a column.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Its type, such as `boolean`.
    pub(crate) kind: String,
    pub(crate) mandatory: bool,
}

/// What the dictionary shows of one table. Only its own columns are there, not those it inherits
/// (docs/facts.md#dictionary).
#[derive(Debug, Default)]
struct Table {
    columns: BTreeMap<String, Entry>,
    /// Rows that were counted: none when there is no such table.
    counted: usize,
    /// Rows that were counted and not shown.
    hidden: usize,
}

/// The words of one column: whether each is still offered.
pub(crate) type Words = BTreeMap<String, bool>;

/// The choices of one table.
#[derive(Debug, Default)]
struct Choices {
    by_column: BTreeMap<String, Words>,
    hidden: usize,
}

/// What the instance shows of a set of tables and of all that they extend.
#[derive(Debug)]
pub(crate) struct Dictionary {
    /// What each table extends; nothing where it extends nothing.
    parents: BTreeMap<String, Option<String>>,
    tables: BTreeMap<String, Table>,
    choices: BTreeMap<String, Choices>,
    /// Whether `sys_db_object` says what extends what; otherwise it was taken as known.
    pub(crate) shows_parents: bool,
    /// Whether `sys_choice` may be read.
    pub(crate) shows_choices: bool,
}

impl Dictionary {
    /// Reads what there is about every described table.
    pub(crate) async fn read(
        instance: &Instance,
        known: &Descriptions,
    ) -> Result<Self, ProbeError> {
        let wanted: BTreeSet<String> = known.tables().into_iter().map(str::to_owned).collect();
        let mut parents = parents(instance, &wanted).await?;
        let shows_parents = !parents.is_empty();
        for (table, it) in &known.tables {
            parents.entry(table.clone()).or_insert_with(|| it.extends.clone());
        }
        let (tables, choices) = (BTreeMap::new(), BTreeMap::new());
        let mut dictionary = Self { parents, tables, choices, shows_parents, shows_choices: true };
        dictionary.read_tables(instance, &wanted).await?;
        let with_words = known.columns.iter().filter(|row| !row.words.is_empty());
        let with_words = with_words.map(|row| row.table.clone()).collect();
        match dictionary.read_choices(instance, &with_words).await {
            // A refusal is no reason to end: the columns are known.
            Err(ProbeError::Refused { .. }) => dictionary.shows_choices = false,
            read => read?,
        }
        Ok(dictionary)
    }

    async fn read_tables(
        &mut self,
        instance: &Instance,
        wanted: &BTreeSet<String>,
    ) -> Result<(), ProbeError> {
        for name in self.with_ancestors(wanted) {
            let rows = rows_about(instance, "sys_dictionary", &name, OF_COLUMN).await?;
            let table = Table::of(&rows);
            self.tables.insert(name, table);
        }
        if self.tables.values().all(|table| table.columns.is_empty()) {
            let role = "personalize_dictionary";
            return Err(ProbeError::Blind { table: "sys_dictionary", role });
        }
        Ok(())
    }

    async fn read_choices(
        &mut self,
        instance: &Instance,
        wanted: &BTreeSet<String>,
    ) -> Result<(), ProbeError> {
        for name in self.with_ancestors(wanted) {
            let rows = rows_about(instance, "sys_choice", &name, OF_CHOICE).await?;
            let choices = Choices::of(&rows);
            self.choices.insert(name, choices);
        }
        Ok(())
    }

    fn with_ancestors(&self, tables: &BTreeSet<String>) -> BTreeSet<String> {
        tables.iter().flat_map(|table| self.chain(table)).map(str::to_owned).collect()
    }

    /// A table and all that it extends, upwards.
    pub(crate) fn chain<'a>(&'a self, table: &'a str) -> Vec<&'a str> {
        let mut chain = vec![table];
        let parent = |table: &str| self.parents.get(table)?.as_deref();
        while let Some(next) = parent(chain[chain.len() - 1]).filter(|next| !chain.contains(next)) {
            chain.push(next);
        }
        chain
    }

    /// Whether the dictionary has anything about a table.
    pub(crate) fn has_table(&self, table: &str) -> bool {
        self.tables.get(table).is_some_and(|table| table.counted > 0)
    }

    /// Whether a table has a column or inherits it.
    pub(crate) fn has_column(&self, table: &str, column: &str) -> bool {
        let mut chain = self.chain(table).into_iter();
        chain.any(|table| self.own(table).any(|(name, _)| name == column))
    }

    /// The columns that a table declares itself.
    pub(crate) fn own(&self, table: &str) -> impl Iterator<Item = (&str, &Entry)> {
        let columns = self.tables.get(table).into_iter().flat_map(|table| &table.columns);
        columns.map(|(name, entry)| (name.as_str(), entry))
    }

    /// How many rows about a table itself are hidden.
    pub(crate) fn hidden(&self, table: &str) -> usize {
        self.tables.get(table).map_or(0, |table| table.hidden)
    }

    /// The words of a column, from the nearest table that lists any; none where nothing is listed.
    pub(crate) fn words(&self, table: &str, column: &str) -> Option<&Words> {
        let mut listed = self.chain(table).into_iter().filter_map(|table| self.choices.get(table));
        listed.find_map(|choices| choices.by_column.get(column))
    }

    /// How many choices of a table and of those it extends are hidden.
    pub(crate) fn hidden_choices(&self, table: &str) -> usize {
        let listed = self.chain(table).into_iter().filter_map(|table| self.choices.get(table));
        listed.map(|choices| choices.hidden).sum()
    }
}

/// A dictionary that was read nowhere.
#[cfg(test)]
impl Dictionary {
    /// Tables with their columns and how many rows about them are hidden, which of them extend which, and the words of
    /// one column.
    pub(crate) fn sample(
        tables: &[(&str, &[&str], usize)],
        extends: &[(&str, &str)],
        (table, column, words): (&str, &str, &[&str]),
    ) -> Self {
        let entry = |name: &&str| {
            ((*name).to_owned(), Entry { kind: "string".to_owned(), mandatory: false })
        };
        let of = |columns: &[&str], hidden: usize| Table {
            columns: columns.iter().map(entry).collect(),
            counted: columns.len() + hidden,
            hidden,
        };
        let tables =
            tables.iter().map(|(name, columns, hidden)| ((*name).to_owned(), of(columns, *hidden)));
        let parents =
            extends.iter().map(|(name, parent)| ((*name).to_owned(), Some((*parent).to_owned())));
        let words: Words = words.iter().map(|word| ((*word).to_owned(), true)).collect();
        let words = (!words.is_empty()).then(|| (column.to_owned(), words));
        let choices = Choices { by_column: words.into_iter().collect(), hidden: 0 };
        Self {
            parents: parents.collect(),
            tables: tables.collect(),
            choices: BTreeMap::from([(table.to_owned(), choices)]),
            shows_parents: true,
            shows_choices: true,
        }
    }
}

/// What extends what, from `wanted` upwards; nothing when the account may not read it.
async fn parents(
    instance: &Instance,
    wanted: &BTreeSet<String>,
) -> Result<BTreeMap<String, Option<String>>, ProbeError> {
    let mut found = BTreeMap::new();
    let mut next = wanted.clone();
    while !next.is_empty() {
        let names: Vec<&str> = next.iter().map(String::as_str).collect();
        let query = format!("nameIN{}", names.join(","));
        let rows = match instance.rows("sys_db_object", &query, OF_TABLE).await {
            Err(ProbeError::Refused { .. }) => return Ok(found),
            rows => rows?,
        };
        let shown = rows.shown.iter().filter(|row| next.contains(text(&row["name"])));
        let shown: Vec<(String, Option<String>)> = shown.map(extended).collect();
        next = shown.iter().filter_map(|(_, parent)| parent.clone()).collect();
        found.extend(shown);
        next.retain(|name| !found.contains_key(name));
    }
    Ok(found)
}

/// A table and what it extends, in a row of `sys_db_object`.
fn extended(row: &Value) -> (String, Option<String>) {
    let parent = Some(text(&row["super_class.name"])).filter(|parent| !parent.is_empty());
    (text(&row["name"]).to_owned(), parent.map(str::to_owned))
}

/// The rows of the dictionary whose `name` is this table. The instance may widen a query that it does not understand.
async fn rows_about(
    instance: &Instance,
    dictionary: &str,
    table: &str,
    columns: &[&str],
) -> Result<Rows, ProbeError> {
    let query = format!("name={table}^ORDERBYelement");
    let mut rows = instance.rows(dictionary, &query, columns).await?;
    rows.shown.retain(|row| text(&row["name"]) == table);
    Ok(rows)
}

/// Whether a row shows what it is about: a column that the account may not read is left out of it.
fn shows(row: &Value) -> bool {
    row.get("element").is_some()
}

impl Table {
    fn of(rows: &Rows) -> Self {
        let shown: Vec<&Value> = rows.shown.iter().filter(|row| shows(row)).collect();
        let hidden = rows.counted.saturating_sub(shown.len());
        // The table's own row names no column; one that is not active is of no use to anybody.
        let used =
            |row: &&&Value| !text(&row["element"]).is_empty() && text(&row["active"]) != "false";
        let entry = |row: &&Value| {
            let kind = text(&row["internal_type"]).to_owned();
            let entry = Entry { kind, mandatory: text(&row["mandatory"]) == "true" };
            (text(&row["element"]).to_owned(), entry)
        };
        let columns = shown.iter().filter(used).map(entry).collect();
        Self { columns, counted: rows.counted, hidden }
    }
}

impl Choices {
    fn of(rows: &Rows) -> Self {
        let shown: Vec<&Value> = rows.shown.iter().filter(|row| shows(row)).collect();
        let hidden = rows.counted.saturating_sub(shown.len());
        let mut by_column: BTreeMap<String, Words> = BTreeMap::new();
        for row in shown {
            let words = by_column.entry(text(&row["element"]).to_owned()).or_default();
            // There is a row for each language.
            let offered = words.entry(text(&row["value"]).to_owned()).or_default();
            *offered |= text(&row["inactive"]) != "true";
        }
        Self { by_column, hidden }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn rows(shown: &Value, counted: usize) -> Rows {
        Rows { shown: shown.as_array().unwrap().clone(), counted }
    }

    #[test]
    fn what_was_counted_and_not_shown_is_hidden() {
        let shown = json!([
            { "name": "t", "element": "", "internal_type": "collection" },
            { "name": "t", "element": "a", "internal_type": { "value": "string" }, "mandatory": "true" },
            { "name": "t", "element": "gone", "active": "false" },
            { "name": "t" },
        ]);
        let table = Table::of(&rows(&shown, 6));
        assert_eq!((table.counted, table.hidden), (6, 3));
        let names: Vec<_> = table.columns.keys().collect();
        assert_eq!(names, ["a"]);
        assert!(table.columns["a"].mandatory && table.columns["a"].kind == "string");
    }

    #[test]
    fn a_word_is_offered_when_it_is_in_some_language() {
        let shown = json!([
            { "element": "type", "value": "old", "inactive": "true" },
            { "element": "type", "value": "new", "inactive": "true" },
            { "element": "type", "value": "new" },
        ]);
        let choices = Choices::of(&rows(&shown, 3));
        assert_eq!(choices.hidden, 0);
        assert_eq!(
            choices.by_column["type"],
            Words::from([("new".into(), true), ("old".into(), false)])
        );
    }
}
