//! What the plan can see of a row of any table before it is written, from the dictionary: columns that are not there,
//! texts too long, references that lead nowhere, journals, and mandatory columns left out.

use std::collections::BTreeMap;

use super::{FIELDS, REFERENCES, SECRETS, references, texts};
use crate::engine::lookup::existence;
use crate::engine::model::attributes::is_wholly_known;
use crate::engine::model::{Attributes, Column, Columns, Spot, column_of};
use crate::engine::problem::{ColumnProblem, Problem, Problems};
use crate::engine::session::Work;

/// The column that decides which other columns a row has.
const CLASS: &str = "sys_class_name";

/// The columns that the plan sets or changes.
pub(super) struct Row<'a> {
    table: &'a str,
    known: &'a Columns,
    is_new: bool,
    is_of_the_table: bool,
    changed: BTreeMap<String, String>,
    /// Those that are given by the name of the record that they lead to.
    named: BTreeMap<String, String>,
}

impl<'a> Row<'a> {
    /// The row that is planned, beside the one that there is.
    pub(super) fn of(
        table: &'a str,
        known: &'a Columns,
        prior: Option<&Attributes>,
        planned: &Attributes,
    ) -> Self {
        let changed = |name: &str| {
            let before = prior.map(|prior| texts(prior.get(name))).unwrap_or_default();
            let mut changed = texts(planned.get(name));
            changed.retain(|column, text| before.get(column) != Some(text));
            changed
        };
        let is_of_the_table = planned.get(FIELDS).get(CLASS).is_null();
        let (changed, named) = (changed(FIELDS), changed(REFERENCES));
        Self { table, known, is_new: prior.is_none(), is_of_the_table, changed, named }
    }

    /// The same, where the row is not new after all: one that is there is taken over.
    pub(super) fn taken_over(self, is_taken_over: bool) -> Self {
        Self { is_new: self.is_new && !is_taken_over, ..self }
    }

    /// What would go wrong, and what to know of it.
    pub(super) async fn problems(&self, work: &Work, config: &Attributes) -> Problems {
        let mut problems = self.missing();
        problems.extend(self.misnamed());
        problems.extend(self.too_long());
        problems.extend(self.entries());
        if self.is_new {
            problems.extend(self.left_out(config));
        }
        problems.extend(self.astray(work).await);
        problems
    }

    fn about(&self, column: &str, problem: impl Fn(Spot, String) -> ColumnProblem) -> Problem {
        Problem::Column(problem(Spot::Column(column.to_owned()), self.table.to_owned()))
    }

    /// The columns that the table has not. A row of another class has those of that class.
    fn missing(&self) -> Problems {
        let is_whole = self.is_of_the_table && self.known.contains_key("sys_id");
        let missing =
            self.changed.keys().filter(|name| is_whole && !self.known.contains_key(*name));
        let told =
            |name: &String| self.about(name, |spot, table| ColumnProblem::Missing { spot, table });
        missing.map(told).collect()
    }

    /// The columns that lead to no record of any name.
    fn misnamed(&self) -> Problems {
        let described = (self.table, self.known);
        let mistakes = self
            .named
            .iter()
            .filter_map(|(column, name)| references::mistake(described, column, name));
        let is_told = |one: &ColumnProblem| {
            self.is_of_the_table || !matches!(one, ColumnProblem::Missing { .. })
        };
        mistakes.filter(is_told).map(Problem::Column).collect()
    }

    fn too_long(&self) -> Problems {
        let too_long = self.changed.iter().filter_map(|(column, text)| {
            let (length, limit) = self.known.get(column)?.exceeded_by(text)?;
            Some(self.about(column, |spot, table| ColumnProblem::TooLong {
                spot,
                table,
                length,
                limit,
            }))
        });
        too_long.collect()
    }

    /// The texts that will become entries of journals.
    fn entries(&self) -> Problems {
        let is_entry = |(column, text): &(&String, &String)| {
            !text.is_empty() && column_of(self.known, column).is_journal()
        };
        let entries = self.changed.iter().filter(is_entry);
        let told = entries.map(|(column, _)| {
            let by_name = self.known.is_empty();
            self.about(column, |spot, table| ColumnProblem::Entry { spot, table, by_name })
        });
        told.collect()
    }

    /// The columns that forms want a value in, which a new row would lack.
    fn left_out(&self, config: &Attributes) -> Option<Problem> {
        const MAPS: [&str; 3] = [FIELDS, REFERENCES, SECRETS];
        if !MAPS
            .iter()
            .all(|name| config.get(name).is_null() || config.get(name).as_map().is_some())
        {
            return None;
        }
        let is_given = |name: &str| {
            let of = |attribute| config.get(attribute).get(name);
            MAPS.into_iter().any(|attribute| match of(attribute) {
                value if !is_wholly_known(value) => true,
                value => value.as_str().is_some_and(|text| !text.is_empty()),
            })
        };
        let is_left_out = |(name, column): &(&String, &Column)| {
            column.mandatory
                && !column.read_only
                && column.default.is_empty()
                && !name.starts_with("sys_")
                && !is_given(name)
        };
        let columns: Vec<String> =
            self.known.iter().filter(is_left_out).map(|(name, _)| name.clone()).collect();
        let table = self.table.to_owned();
        (!columns.is_empty()).then_some(Problem::Column(ColumnProblem::LeftOut { columns, table }))
    }

    /// References by sys_id that lead nowhere.
    async fn astray(&self, work: &Work) -> Problems {
        let mut problems = Problems::new();
        let by_id = self.changed.iter().map(|one| (FIELDS, one));
        for (attribute, (column, text)) in
            by_id.chain(self.named.iter().map(|one| (REFERENCES, one)))
        {
            let reference = self.known.get(column).map(|column| column.reference.as_str());
            let Some(target) = reference.filter(|target| !target.is_empty()) else { continue };
            let spot: fn(String) -> Spot =
                if attribute == FIELDS { Spot::Column } else { Spot::Reference };
            let place = existence::Place { attribute, spot: spot(column.clone()), target };
            for sys_id in text.split(',').map(str::trim) {
                problems.extend(existence::astray(work, &place, sys_id).await);
            }
        }
        problems
    }
}
