//! `servicenow_connection_alias`: the name under which flows and spokes know a connection.

use crate::describe::{Field, Finding, Given, Resource, Values, choice, flag, reference, text};

pub(crate) static RESOURCE: Resource = Resource::table("connection_alias", "sys_alias")
    .doc(
        "A Connection & Credential Alias: flows and spokes name the alias, and the alias leads to the connection and \
         credential of this instance.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name", "application_scope"]])
    .import_keys(&["alias_id"])
    .checks(&[the_name_is_made_of_letters_digits_and_underscores, only_connections_can_be_several])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc(
        "Name of the alias: letters, digits and underscores. Renaming changes `alias_id`, by which spokes look it up.",
    ),
    text("alias_id").column("id").computed_from(&["name", "application_scope"]).doc(
        "The id by which spokes look the alias up: `<scope>.<name>`, or just the name in the global scope.",
    ),
    choice("type", &["connection", "credential"])
        .instance_default()
        .replaces()
        .doc("`connection`: it leads to connections. `credential`: it leads to credentials alone."),
    choice("connection_type", &["http_connection", "jdbc_connection", "sys_connection", "orch_jms_ds"])
        .instance_default()
        .replaces()
        .doc("The kind of connection it leads to."),
    text("description").doc("What it is for."),
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
        .doc("What happens when a call fails."),
];

fn the_name_is_made_of_letters_digits_and_underscores(values: &dyn Values) -> Vec<Finding> {
    let Given::Is(name) = values.text("name") else { return Vec::new() };
    if name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_') {
        return Vec::new();
    }
    vec![Finding::error(
        "name",
        "A name with other characters",
        "The name of an alias is made of letters, digits and underscores; everything else becomes an underscore in \
         alias_id, by which spokes look it up.",
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_name_that_would_not_be_its_own_id_is_refused() {
        let check =
            |name| the_name_is_made_of_letters_digits_and_underscores(&sample(&[("name", name)]));
        assert!(check("Camunda_2").is_empty() && check("?").is_empty());
        for name in ["My alias", "a-b", "a.b", "ä"] {
            assert_eq!(check(name).len(), 1, "{name}");
        }
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
