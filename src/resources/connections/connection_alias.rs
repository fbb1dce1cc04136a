//! `servicenow_connection_alias`: the name under which flows and spokes know a connection.

use std::collections::BTreeMap;

use crate::describe::{
    Field, Finding, Findings, Given, Records, Resource, Values, choice, flag, reference, text,
};

pub(crate) static RESOURCE: Resource = Resource::table("connection_alias", "sys_alias")
    .doc(
        "A Connection & Credential Alias: flows and spokes name the alias, and the alias leads to the connection and \
         credential of this instance.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name", "application_scope"]])
    .names_one()
    .import_keys(&["alias_id"])
    .checks(&[only_connections_can_be_several])
    .checks_of_new(&[the_name_has_no_other_characters])
    .demands(&[several_are_not_active])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc(
        "Name of the alias: letters, digits, blanks and `_ @ . / ( ) # & + - = ! *`. Renaming changes `alias_id`, by which \
         spokes look it up.",
    ),
    text("alias_id").column("id").computed_from(&["name", "application_scope"]).doc(
        "The id by which spokes look the alias up: `<scope>.<name>`, or just the name in the global scope, with `_` in place \
         of each character of the name that is no letter, digit or `_`.",
    ),
    choice("type", &["connection", "credential"])
        .instance_default()
        .replaces()
        .doc(
            "`connection`: it leads to connections. `credential`: it leads to credentials alone. The instance changes neither \
             this nor `connection_type` while active connections or credentials refer to the alias.",
        ),
    choice("connection_type", &["http_connection", "jdbc_connection", "sys_connection", "orch_jms_ds"])
        .or_others()
        .instance_default()
        .replaces()
        .doc("The kind of connection it leads to."),
    text("description").on_some_instances().doc("What it is for."),
    reference("parent", "sys_alias").by(&["id"]).replaces().doc(
        "The alias it is a child of. It then takes over its type, connection type, template and retry policy.",
    ),
    flag("multiple_connections").instance_default().doc("Whether several of its connections may be active at a time."),
    reference("configuration_template", "sys_alias_templates")
        .by(&["name"])
        .doc("The template of the form that creates its connections."),
    reference("retry_policy", "sys_retry_policy")
        .by(&["name"])
        .instance_default()
        .doc("What happens when a call fails. Aliases made in the form have the stock policy of their kind, whatever their type."),
];

/// What a name may hold beside letters and digits (docs/facts.md#alias-names).
const SIGNS: &str = "_ @./()#&+-=!*";

fn the_name_has_no_other_characters(values: &dyn Values) -> Vec<Finding> {
    let Given::Is(name) = values.text("name") else { return Vec::new() };
    let other = |letter: &char| !letter.is_ascii_alphanumeric() && !SIGNS.contains(*letter);
    let Some(other) = name.chars().find(other) else { return Vec::new() };
    vec![Finding::error(
        "name",
        "A name with other characters",
        format!(
            "The name of an alias is made of letters, digits, blanks and the signs _ @ . / ( ) # & + - = ! *, and this one \
             holds {other:?}, so the instance refuses it. Choose another name."
        ),
    )]
}

fn only_connections_can_be_several(values: &dyn Values) -> Vec<Finding> {
    if values.text("type") != Given::Is("credential")
        || values.flag("multiple_connections") != Given::Is(true)
    {
        return Vec::new();
    }
    vec![Finding::error(
        "multiple_connections",
        "A credential alias has no connections",
        "type is \"credential\", so multiple_connections has no meaning. Remove it, or set type = \"connection\".",
    )]
}

/// The instance keeps an alias for several connections as long as it has them (docs/facts.md#alias-changes).
fn several_are_not_active<'a>(
    values: &'a dyn Values,
    before: Option<&'a dyn Values>,
    records: &'a dyn Records,
) -> Findings<'a> {
    Box::pin(async move {
        let was =
            before.is_some_and(|before| before.flag("multiple_connections") == Given::Is(true));
        let ends = was && values.flag("multiple_connections") == Given::Is(false);
        let Some(alias) = values.text("id").known().filter(|_| ends) else { return Ok(Vec::new()) };
        let equal = [("connection_alias", alias), ("active", "true")];
        let active = records.find("sys_connection", &equal, &["name", "sys_domain"]).await?;
        let mut of_domain: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for one in &active {
            let text = |column: &str| one.get(column).map_or("", String::as_str);
            of_domain.entry(text("sys_domain")).or_default().push(text("name"));
        }
        let several = of_domain.values().find(|names| names.len() > 1);
        Ok(several.map(|names| still_active(names)).into_iter().collect())
    })
}

fn still_active(names: &[&str]) -> Finding {
    let mut names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    names.sort_unstable();
    let text = format!(
        "The connections {} are active on the alias, and the instance does not take multiple_connections away while several \
         are, in one domain. Set active = false on all but one of them and apply that first.",
        names.join(", ")
    );
    Finding::error("multiple_connections", "Several connections are active", text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};

    #[test]
    fn a_name_holds_every_character_the_platform_takes_and_no_other() {
        let check = |name| the_name_has_no_other_characters(&sample(&[("name", name)]));
        for name in ["Camunda_2", "?", "My alias", "a-b", "a.b", "@./()#&+-=!*"] {
            assert!(check(name).is_empty(), "{name}");
        }
        for name in ["a,b", "a:b", "ä", "a^b", "a\tb", "\"a\""] {
            assert_eq!(check(name).len(), 1, "{name}");
        }
    }

    #[tokio::test]
    async fn several_stay_allowed_while_several_are_active_in_one_domain() {
        let before = sample(&[("id", "a1"), ("multiple_connections", "true")]);
        let after = sample(&[("id", "a1"), ("multiple_connections", "false")]);
        let with = |memory: Memory, name: &str, domain: &str| {
            let row = [
                ("name", name),
                ("connection_alias", "a1"),
                ("active", "true"),
                ("sys_domain", domain),
            ];
            memory.with("sys_connection", &row)
        };
        let apart = with(with(Memory::default(), "A", "global"), "B", "acme");
        assert!(several_are_not_active(&after, Some(&before), &apart).await.unwrap().is_empty());
        let together = with(apart, "C", "global");
        let found = several_are_not_active(&after, Some(&before), &together).await.unwrap();
        assert!(found[0].detail.contains("\"A\", \"C\" are active"), "{found:?}");
        assert!(several_are_not_active(&after, None, &together).await.unwrap().is_empty());
        assert!(
            several_are_not_active(&before, Some(&before), &together).await.unwrap().is_empty()
        );
    }

    #[test]
    fn only_an_alias_of_connections_takes_several() {
        let check = |kind| {
            only_connections_can_be_several(&sample(&[
                ("type", kind),
                ("multiple_connections", "true"),
            ]))
        };
        assert_eq!(check("credential").len(), 1);
        assert!(check("connection").is_empty() && check("?").is_empty());
    }
}
