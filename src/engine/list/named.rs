//! What people call a record: its natural key.

use servicenow::Record;

use crate::describe::Lifecycle;
use crate::engine::lookup::{display, references};
use crate::engine::model::{Columns, ResourceType};

/// Columns by which people know a row of any table beside the one that the dictionary marks, the surest first.
const OF_ANY_ROW: &[&str] =
    &["sys_name", "name", "number", "label", "title", "short_description", "element", "user_name"];

/// The columns of a type's natural key; names instead of sys_ids where it refers to other records.
pub(super) fn key_columns(resource: &ResourceType) -> Vec<String> {
    let description = resource.description;
    let key = description.natural_keys.first().copied().unwrap_or_default();
    let other = match description.lifecycle {
        Lifecycle::Record if !description.import_path.is_empty() => description.import_path,
        _ => description.import_keys,
    };
    let names = if key.is_empty() { other } else { key };
    names.iter().filter_map(|name| references::named_column(resource.field(name)?)).collect()
}

/// The columns to ask for: where the name of another record is hidden, its sys_id is shown.
pub(super) fn asked_columns(key: &[String]) -> impl Iterator<Item = &str> {
    key.iter().flat_map(|column| [column.as_str(), own(column)])
}

/// The record's own column that a path begins with.
fn own(path: &str) -> &str {
    path.split_once('.').map_or(path, |(column, _)| column)
}

/// What people call a record of a type; its sys_id where its key is empty or hidden.
pub(super) fn of_record(columns: &[String], record: &Record) -> String {
    let parts =
        columns.iter().filter_map(|column| shown(record, column).or(shown(record, own(column))));
    let name = parts.collect::<Vec<_>>().join(" / ");
    if name.is_empty() { record.sys_id().to_owned() } else { name }
}

/// The columns that say what people call a row of a table with these columns, the surest first
/// (docs/facts.md#display-columns).
pub(super) fn row_columns(known: &Columns) -> Vec<&str> {
    display::marked(known).into_iter().chain(OF_ANY_ROW.iter().copied()).collect()
}

/// What people call a row of a table with these columns.
pub(super) fn of_row(known: &Columns, record: &Record) -> String {
    let name = row_columns(known).into_iter().find_map(|column| shown(record, column));
    name.unwrap_or(record.sys_id()).to_owned()
}

fn shown<'a>(record: &'a Record, column: &str) -> Option<&'a str> {
    record.get(column).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::model::Column;
    use crate::resources::ALL;

    fn key(name: &str) -> Vec<String> {
        let resource = ALL.iter().find(|resource| resource.name == name).unwrap();
        key_columns(&ResourceType::new(resource))
    }

    #[test]
    fn a_key_of_references_is_made_of_their_names() {
        assert_eq!(key("user_role"), ["user.user_name", "role.name"]);
        assert_eq!(key("acl"), ["type.name", "name", "operation.name"]);
        assert_eq!((key("plugin"), key("application")), (vec!["id".into()], vec!["scope".into()]));
    }

    #[test]
    fn every_type_has_a_name_for_people() {
        for resource in ALL {
            assert!(!key(resource.name).is_empty(), "{}", resource.name);
        }
    }

    #[test]
    fn a_row_is_called_by_the_column_that_is_marked() {
        let column = |display| Column { display, ..Column::default() };
        let known = [("name".to_owned(), column(false)), ("label".to_owned(), column(true))];
        let known: Columns = known.into_iter().collect();
        let record: Record = [("name", "incident"), ("label", "Good")].into_iter().collect();
        assert_eq!(of_row(&known, &record), "Good");
        assert_eq!(of_row(&Columns::new(), &record), "incident");
    }

    #[test]
    fn what_has_no_name_is_called_by_its_sys_id() {
        let record: Record = [("sys_id", "a1"), ("name", "")].into_iter().collect();
        assert_eq!(
            (of_record(&["name".into()], &record), of_row(&Columns::new(), &record)),
            ("a1".into(), "a1".into())
        );
        let record: Record = [("sys_id", "a1"), ("user.user_name", "ann"), ("role.name", "itil")]
            .into_iter()
            .collect();
        assert_eq!(
            of_record(&["user.user_name".into(), "role.name".into()], &record),
            "ann / itil"
        );
    }
}
