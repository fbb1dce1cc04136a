//! Blanks around a text are kept, in general; rules take them from single columns
//! (docs/facts.md#blanks).

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};

/// The columns, by table.
const TRIMMED: &[(&str, &str)] = &[
    ("sys_properties", "name"),
    ("sys_user_role", "name"),
    ("sys_user", "user_name"),
    ("oauth_entity", "login_url"),
];

/// Takes the blanks around a name away.
pub(super) static TRIM: Rule = Rule {
    name: "Trim name",
    tables: &["sys_properties", "sys_user_role", "sys_user", "oauth_entity"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: trim,
};

fn trim(change: &mut Change<'_>) -> Result<(), Refusal> {
    for (_, column) in TRIMMED.iter().filter(|(table, _)| change.table.is_a(table)) {
        let trimmed = change.get(column).trim().to_owned();
        change.set(column, trimmed);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_that_is_watched_has_a_column_that_is_trimmed() {
        let tables: Vec<&str> = TRIMMED.iter().map(|(table, _)| *table).collect();
        assert_eq!(TRIM.tables, tables);
    }
}
