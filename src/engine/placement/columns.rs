//! The columns by which one new record is placed, and whether the instance heeded them.

use servicenow::{Record, Row};

use crate::engine::model::{Place, PlaceArgument, SCOPE as APPLICATION};
use crate::engine::problem::{PlaceProblem, Problem};
use crate::engine::session::Work;

/// The column of the domain, in tables that have one.
const DOMAIN: &str = "sys_domain";
/// The column of the application, in the tables of application files.
const SCOPE: &str = "sys_scope";

/// The columns that a new record gets from the provider block. The instance drops those that its table does not have
/// (docs/facts.md#dropped-column), and answers with those that it has.
pub(crate) struct PlaceColumns {
    columns: Vec<(&'static str, Place)>,
}

impl PlaceColumns {
    /// What a new record of the table gets, beside the columns that are taken: the configuration names those.
    pub(crate) fn of(work: &Work, table: &str, taken: impl Fn(&str) -> bool) -> Self {
        let scope = work.placement.scope.clone().map(|scope| (scope_column(table), scope));
        let domain = work.placement.domain.clone().map(|domain| (DOMAIN, domain));
        let columns = scope.into_iter().chain(domain);
        Self { columns: columns.filter(|(column, _)| !taken(column)).collect() }
    }

    /// What a new row gets that belongs to a record of this application, wherever else new records go. Where the
    /// application is not known, it goes where they go.
    pub(crate) fn following(work: &Work, table: &str, application: Option<&str>) -> Self {
        let mut places = Self::of(work, table, |_| false);
        if let Some(sys_id) = application.filter(|sys_id| !sys_id.is_empty()) {
            let column = scope_column(table);
            places.columns.retain(|(placed, _)| *placed != column);
            let argument = PlaceArgument { name: APPLICATION.to_owned(), text: sys_id.to_owned() };
            places.columns.push((column, Place { argument, sys_id: sys_id.to_owned() }));
        }
        places
    }

    /// The row with these columns.
    pub(crate) fn fill(&self, row: Row) -> Row {
        self.columns
            .iter()
            .fold(row, |row, (column, place)| row.set(*column, place.sys_id.as_str()))
    }

    /// The columns to ask for.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(column, _)| *column)
    }

    /// What is to be said of where a record came to lie, in a table of which `scope_column` is known to be the column of
    /// the application.
    pub(crate) fn judge(
        &self,
        work: &Work,
        scope_column: Option<&str>,
        table: &str,
        record: &Record,
    ) -> Vec<Problem> {
        let mut problems = self.misplaced(table, record);
        for (column, place) in &self.columns {
            let is_unseen = scope_column == Some(column) && record.get(column).is_none();
            if is_unseen && work.session.is_first_warning(table, column) {
                let (argument, table) = (place.argument.clone(), table.to_owned());
                problems.push(Problem::Place(PlaceProblem::Unseen { argument, table, column }));
            }
        }
        problems
    }

    /// The problems that the record came to lie elsewhere.
    pub(crate) fn misplaced(&self, table: &str, record: &Record) -> Vec<Problem> {
        let elsewhere = self.columns.iter().filter_map(|(column, place)| {
            let stored = record.get(column)?.to_owned();
            let (argument, table) = (place.argument.clone(), table.to_owned());
            let is_elsewhere = !stored.eq_ignore_ascii_case(&place.sys_id);
            is_elsewhere.then_some(PlaceProblem::Elsewhere { argument, table, column, stored })
        });
        elsewhere.map(Problem::Place).collect()
    }
}

/// The column of the application in this table: connections and credentials have one of their own
/// (docs/facts.md#application-column).
pub(crate) fn scope_column(table: &str) -> &'static str {
    let described = crate::resources::ALL.iter().find(|resource| {
        resource.table == table || resource.variants.iter().any(|variant| variant.table == table)
    });
    described.and_then(|resource| resource.scope_column).unwrap_or(SCOPE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domain() -> PlaceColumns {
        let argument = PlaceArgument { name: "domain".into(), text: "Acme".into() };
        PlaceColumns { columns: vec![(DOMAIN, Place { argument, sys_id: "d1".into() })] }
    }

    fn answered(columns: &[(&'static str, &str)]) -> Record {
        columns.iter().copied().collect()
    }

    #[test]
    fn each_table_has_its_own_column_of_the_application() {
        assert_eq!(scope_column("sys_alias"), "sys_scope");
        assert_eq!(scope_column("http_connection"), "app_scope");
        assert_eq!(scope_column("api_key_credentials"), "application");
        assert_eq!(scope_column("sys_script_include"), "sys_scope");
    }

    #[test]
    fn a_column_that_the_answer_lacks_is_none_of_the_tables() {
        assert!(domain().misplaced("t", &answered(&[("name", "A")])).is_empty());
        assert!(domain().misplaced("t", &answered(&[(DOMAIN, "D1")])).is_empty());
    }

    #[test]
    fn a_record_that_lies_elsewhere_is_an_error_that_names_the_argument() {
        let wrong = domain().misplaced("t", &answered(&[(DOMAIN, "global")]));
        assert_eq!(wrong.len(), 1);
        let told = wrong[0].told().detail;
        assert!(told.contains("domain") && told.contains("\"Acme\""), "{told}");
    }
}
