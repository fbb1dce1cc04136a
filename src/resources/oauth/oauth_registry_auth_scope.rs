//! `servicenow_oauth_registry_auth_scope`: a scope given to a client.

use crate::describe::{Field, Finding, Findings, Records, Resource, Values, reference};

pub(crate) static RESOURCE: Resource =
    Resource::table("oauth_registry_auth_scope", "oauth_entity_auth_scope_mapping")
        .doc(
            "Gives a scope to a client that calls this instance, from Zurich on. The instance looks at it with every request, so \
             that a change also applies to tokens that are out already.",
        )
        .scope("sys_scope")
        .natural_keys(&[&["oauth_registry", "auth_scope"]])
        .import_path(&["oauth_registry", "auth_scope"])
        .unique()
        .demands(&[the_entry_is_a_client])
        .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("oauth_registry", "oauth_entity")
        .column("oauth_entity")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The client, or an entry of type `oidc_provider`, by sys_id or name."),
    reference("auth_scope", "sys_auth_scope")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The scope, by name or sys_id."),
];

/// The instance gives scopes to those who call it (docs/facts.md#auth-scope).
fn the_entry_is_a_client<'a>(
    values: &'a dyn Values,
    before: Option<&'a dyn Values>,
    records: &'a dyn Records,
) -> Findings<'a> {
    Box::pin(async move {
        if values.brings(before, "oauth_registry").is_none() {
            return Ok(Vec::new());
        }
        let Some(entry) = records.resolve("oauth_registry").await? else { return Ok(Vec::new()) };
        let columns = ["name", "type", "sys_class_name"];
        let Some(found) = records.get("oauth_entity", &entry, &columns).await? else {
            return Ok(Vec::new());
        };
        let text = |column: &str| found.get(column).map_or("", String::as_str);
        let is_third_party =
            text("sys_class_name") == "oauth_entity" && text("type") == "oauth_provider";
        let text = format!(
            "The entry \"{}\" is of type \"oauth_provider\": this instance calls it, and the instance gives auth scopes to clients \
             and OIDC providers only. Scopes that a third party grants are servicenow_oauth_scope.",
            text("name")
        );
        let finding = Finding::error("oauth_registry", "The entry calls nothing here", text);
        Ok(is_third_party.then_some(finding).into_iter().collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};

    #[tokio::test]
    async fn a_third_party_is_given_no_scope_and_whoever_calls_is() {
        let values = sample(&[("oauth_registry", "Acme")]);
        for (class, kind, count) in [
            ("oauth_entity", "oauth_provider", 1),
            ("oauth_entity", "client", 0),
            ("oauth_oidc_entity", "oauth_provider", 0),
            ("oauth_jwt", "client", 0),
        ] {
            let row = [("sys_id", "oauth_registry"), ("type", kind), ("sys_class_name", class)];
            let records = Memory::default().with("oauth_entity", &row);
            let found = the_entry_is_a_client(&values, None, &records).await.unwrap();
            assert_eq!(found.len(), count, "{class} {kind}");
        }
    }
}
