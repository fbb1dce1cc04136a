//! `servicenow_oauth_scope`: a scope that a third party grants.

use crate::describe::{Field, Finding, Given, Resource, Values, flag, reference, text};

pub(crate) static RESOURCE: Resource = Resource::table("oauth_scope", "oauth_entity_scope")
    .doc(
        "A scope that a third party grants to this instance. Link it to a profile with `scopes` of \
         `servicenow_oauth_profile`. Scopes of clients that call this instance are `servicenow_auth_scope`.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["oauth_registry", "scope"]])
    .names_one()
    .import_path(&["oauth_registry", "scope"])
    .checks_of_new(&[a_scope_is_one_word])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the scope on the instance."),
    text("scope").column("oauth_entity_scope").required().doc(
        "The scope as it is sent to the third party, such as `offline_access`. Without it the third party is asked for an \
         empty scope and refuses.",
    ),
    reference("oauth_registry", "oauth_entity")
        .column("oauth_entity")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The Application Registry entry of the third party, by sys_id or name."),
    flag("in_default_profile").computed().doc(
        "Whether the instance counts it to the default profile: it calculates that. Link it with `servicenow_oauth_profile`.",
    ),
];

fn a_scope_is_one_word(values: &dyn Values) -> Vec<Finding> {
    match values.text("scope") {
        Given::Is(scope) if scope.contains(char::is_whitespace) => vec![Finding::error(
            "scope",
            "Several scopes in one",
            "Scopes are separated by spaces on the wire, so one with a space in it is several. Make a servicenow_oauth_scope \
             for each.",
        )],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn two_scopes_in_one_text_are_refused() {
        assert_eq!(a_scope_is_one_word(&sample(&[("scope", "a b")]))[0].attribute, "scope");
        assert!(a_scope_is_one_word(&sample(&[("scope", "a.b")])).is_empty());
        assert!(a_scope_is_one_word(&sample(&[("scope", "?")])).is_empty());
    }
}
