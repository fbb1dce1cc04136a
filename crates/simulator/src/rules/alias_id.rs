//! An alias's id is its scope's name, a dot and its own name; in the global scope its name alone.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Compute alias id",
    tables: &["sys_alias"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    let scope = change.work.fetch("sys_scope", change.get("sys_scope"))?;
    let scope = scope.as_ref().map_or("global", |row| row.value("scope"));
    let id = id(scope, change.get("name"));
    change.set("sys_name", id.clone());
    change.set("id", id);
    Ok(())
}

fn id(scope: &str, name: &str) -> String {
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' }).collect();
    match scope {
        "global" | "" => name,
        scope => format!("{scope}.{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_an_alias_is_scope_dot_name() {
        assert_eq!(id("x_camun_camunda", "Camunda"), "x_camun_camunda.Camunda");
    }

    #[test]
    fn in_the_global_scope_there_is_no_prefix() {
        assert_eq!(id("global", "RPS Customer Demo"), "RPS_Customer_Demo");
    }
}
