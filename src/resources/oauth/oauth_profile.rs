//! `servicenow_oauth_profile`: how tokens of an Application Registry entry are asked for.

use crate::describe::{
    Field, Finding, Findings, Found, Given, Later, Records, Refusal, Resource, Values, choice,
    flag, links, looks_like_sys_id, reference, text,
};

use super::oauth_registry::grant_spelled_in_full;

pub(crate) static RESOURCE: Resource = Resource::table("oauth_profile", "oauth_entity_profile")
    .doc(
        "A profile of an Application Registry entry: the grant and the scopes with which tokens are asked for. \
         Credentials refer to a profile. The instance makes a default one with every `oauth_provider` entry; set \
         `adopt_existing = true` to manage that one.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["oauth_registry", "name"], &["oauth_registry", "is_default"]])
    .import_path(&["oauth_registry", "name"])
    .checks(&[the_jwt_bearer_grant_is_spelled_in_full])
    .demands(&[its_scopes_are_of_its_entry])
    .before_delete(no_credential_refers_to_it)
    .goes_with_while("oauth_registry", "is_default")
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the profile."),
    reference("oauth_registry", "oauth_entity")
        .column("oauth_entity")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The Application Registry entry it belongs to, by sys_id or name."),
    choice(
        "grant_type",
        &[
            "authorization_code", "client_credentials", "password", "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "urn:ietf:params:oauth:grant-type:saml2-bearer",
        ],
    )
    .instance_default()
    .doc("The grant by which tokens are asked for. Left out, it is that of the entry."),
    flag("is_default").column("default").instance_default().doc(
        "Whether it is the entry's default profile. Making one the default unmakes the others.",
    ),
    links("scopes", "oauth_entity_scope")
        .by(&["oauth_entity_scope", "name"])
        .joined_by("oauth_entity_profile_scope", "oauth_entity_profile", "oauth_entity_scope")
        .same("oauth_entity", "oauth_registry")
        .instance_default()
        .doc("The scopes asked for: scope strings of the same entry, or sys_ids of them. When set, exactly these are linked."),
    reference("jwt_provider", "jwt_provider")
        .by(&["name"])
        .doc("The JWT provider that makes the assertions of the JWT bearer grant."),
];

fn the_jwt_bearer_grant_is_spelled_in_full(values: &dyn Values) -> Vec<Finding> {
    grant_spelled_in_full(values, "grant_type")
}

/// A scope given by sys_id may be one of another entry, which the instance refuses (docs/facts.md#oauth-profile); scope
/// strings are looked for among those of the entry anyway.
fn its_scopes_are_of_its_entry<'a>(
    values: &'a dyn Values,
    before: Option<&'a dyn Values>,
    records: &'a dyn Records,
) -> Findings<'a> {
    Box::pin(async move {
        let Given::Is(scopes) = values.texts("scopes") else { return Ok(Vec::new()) };
        let had = before.and_then(|before| before.texts("scopes").known()).unwrap_or_default();
        let ids = scopes.into_iter().filter(|text| looks_like_sys_id(text));
        let new = ids.filter(|scope| !had.contains(scope));
        let new: Vec<&str> = new.collect();
        if new.is_empty() {
            return Ok(Vec::new());
        }
        let Some(entry) = records.resolve("oauth_registry").await? else { return Ok(Vec::new()) };
        let mut findings = Vec::new();
        for scope in new {
            let found = records.get("oauth_entity_scope", scope, &["name", "oauth_entity"]).await?;
            let other = |found: &Found| found.get("oauth_entity").is_some_and(|of| *of != entry);
            findings.extend(found.filter(other).map(|found| of_another_entry(scope, &found)));
        }
        Ok(findings)
    })
}

fn of_another_entry(scope: &str, found: &Found) -> Finding {
    let name = found.get("name").map_or("", String::as_str);
    let text = format!(
        "The scope {scope} (\"{name}\") belongs to another entry of the Application Registry, and the instance links a profile \
         with scopes of its own entry only. Give a scope of that entry, or leave it out."
    );
    Finding::error("scopes", "A scope of another entry", text)
}

/// The instance would delete the profile and leave the credential without one.
fn no_credential_refers_to_it<'a>(
    values: &'a dyn Values,
    records: &'a dyn Records,
) -> Later<'a, Result<(), Refusal>> {
    Box::pin(async move {
        let Some(profile) = values.text("id").known() else { return Ok(()) };
        let users = records
            .find("oauth_2_0_credentials", &[("oauth_entity_profile", profile)], &["name"])
            .await?;
        let names: Vec<_> = users
            .iter()
            .filter_map(|user| user.get("name"))
            .map(|name| format!("\"{name}\""))
            .collect();
        if names.is_empty() {
            return Ok(());
        }
        let text = format!(
            "Nothing was deleted: the OAuth 2.0 credential {} refers to this profile and could no longer get a token. Give the \
             credential another profile or delete it first.",
            names.join(", ")
        );
        Err(Refusal::rule(None, "The OAuth profile is still in use", text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};

    #[tokio::test]
    async fn a_scope_of_another_entry_is_refused_by_the_plan() {
        let scope = "0123456789abcdef0123456789abcdef";
        for (entry, count) in [("oauth_registry", 0), ("another", 1)] {
            let row = [("sys_id", scope), ("name", "read"), ("oauth_entity", entry)];
            let records = Memory::default().with("oauth_entity_scope", &row);
            let values = sample(&[("scopes", scope)]);
            let check = its_scopes_are_of_its_entry;
            assert_eq!(check(&values, None, &records).await.unwrap().len(), count, "{entry}");
            assert!(check(&values, Some(&values), &records).await.unwrap().is_empty());
            assert!(
                check(&sample(&[("scopes", "read")]), None, &records).await.unwrap().is_empty()
            );
        }
    }

    #[tokio::test]
    async fn a_profile_in_use_stays_and_the_refusal_names_every_user() {
        let profile = sample(&[("id", "p1")]);
        let user = |memory: Memory, name: &str, profile: &str| {
            let columns = [("name", name), ("oauth_entity_profile", profile)];
            memory.with("oauth_2_0_credentials", &columns)
        };
        let memory = user(user(user(Memory::default(), "A", "p1"), "B", "p2"), "C", "p1");
        let refused = no_credential_refers_to_it(&profile, &memory).await.unwrap_err();
        assert!(refused.detail().contains("\"A\", \"C\""), "{}", refused.detail());
        let other = sample(&[("id", "p3")]);
        assert!(no_credential_refers_to_it(&other, &memory).await.is_ok());
    }
}
