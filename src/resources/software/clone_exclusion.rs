//! `servicenow_clone_exclusion`: a table that clones leave out (docs/facts.md#clone-exclusion).

use crate::describe::{Field, Finding, Given, Resource, Values, text};

pub(crate) static RESOURCE: Resource = Resource::table("clone_exclusion", "clone_data_exclude")
    .doc(
        "A table whose rows are not copied when this instance is cloned to another: there it is empty after the clone, and so are the \
         tables that extend it. Beside a `servicenow_clone_preserver` for the same table, the target keeps its own rows. It counts on \
         the instance that is cloned from.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .names_one()
    .import_keys(&["name"])
    .checks(&[the_tables_themselves_are_cloned])
    .fields(FIELDS);

const FIELDS: &[Field] =
    &[text("name").required().doc("Name of the table, such as `syslog_transaction`.")];

/// What an instance cannot do without (docs/facts.md#clone-exclusion).
const TABLES: &str = "sys_db_object";

fn the_tables_themselves_are_cloned(values: &dyn Values) -> Vec<Finding> {
    if values.text("name") != Given::Is(TABLES) {
        return Vec::new();
    }
    vec![Finding::error(
        "name",
        "A table that is always cloned",
        "sys_db_object holds the tables themselves, and an instance does not take it out of a clone. Name the table whose rows are \
         to be left out.",
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn any_table_but_that_of_the_tables_can_be_left_out() {
        let of = |name| the_tables_themselves_are_cloned(&sample(&[("name", name)]));
        assert_eq!(of("sys_db_object")[0].attribute, "name");
        assert!(of("syslog_transaction").is_empty() && of("?").is_empty());
    }
}
