//! What a credential's aliases and profile have to do with it.

use crate::describe::{
    Finding, Findings, Found, Given, Records, Refusal, Values, looks_like_sys_id,
};

/// An alias that leads to connections is bound by a connection (docs/facts.md#connection-alias-type).
pub(super) fn its_aliases_are_for_credentials<'a>(
    values: &'a dyn Values,
    before: Option<&'a dyn Values>,
    records: &'a dyn Records,
) -> Findings<'a> {
    Box::pin(async move {
        let Given::Is(aliases) = values.texts("aliases") else { return Ok(Vec::new()) };
        let had = before.and_then(|before| before.texts("aliases").known()).unwrap_or_default();
        let mut findings = Vec::new();
        for alias in aliases.into_iter().filter(|alias| !had.contains(alias)) {
            let found = alias_of(records, alias).await?;
            if found.is_some_and(|found| found.get("type").is_some_and(|kind| kind == "connection"))
            {
                findings.push(for_connections(alias));
            }
        }
        Ok(findings)
    })
}

async fn alias_of(records: &dyn Records, spelling: &str) -> Result<Option<Found>, Refusal> {
    if looks_like_sys_id(spelling) {
        return records.get("sys_alias", spelling, &["type"]).await;
    }
    let mut found = records.find("sys_alias", &[("id", spelling)], &["type"]).await?;
    Ok(found.pop())
}

fn for_connections(alias: &str) -> Finding {
    let text = format!(
        "The alias {alias} is of type \"connection\", and the instance refuses a credential on it. Name the credential in a \
         servicenow_connection of that alias instead, or an alias of type \"credential\" here."
    );
    Finding::error("aliases", "The alias is for connections", text)
}

/// The instance gets tokens through a MID server for one grant (docs/facts.md#credential-classes).
pub(super) fn only_client_credentials_go_through_a_mid_server<'a>(
    values: &'a dyn Values,
    before: Option<&'a dyn Values>,
    records: &'a dyn Records,
) -> Findings<'a> {
    Box::pin(async move {
        let had = before.is_some_and(|before| before.flag("use_mid_server") == Given::Is(true));
        let profile = values.brings(before.filter(|_| had), "oauth_profile");
        if values.flag("use_mid_server") != Given::Is(true) || profile.is_none() {
            return Ok(Vec::new());
        }
        let Some(profile) = records.resolve("oauth_profile").await? else { return Ok(Vec::new()) };
        let found = records.get("oauth_entity_profile", &profile, &["grant_type"]).await?;
        let grant = found.and_then(|mut found| found.remove("grant_type"));
        let other = grant.filter(|grant| grant != "client_credentials");
        Ok(other.map(|grant| through_mid(&grant)).into_iter().collect())
    })
}

fn through_mid(grant: &str) -> Finding {
    let text = format!(
        "The OAuth profile has the grant \"{grant}\", and the instance takes use_mid_server with the grant \
         \"client_credentials\" only. Remove use_mid_server, or use a profile of that grant."
    );
    Finding::error("use_mid_server", "Not through a MID server", text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};

    #[tokio::test]
    async fn an_alias_for_connections_is_refused_by_id_and_by_sys_id_and_only_when_it_is_new() {
        let sys_id = "0123456789abcdef0123456789abcdef";
        let alias = |id: &str, kind: &str, sys_id: &str| {
            [("id", id), ("type", kind), ("sys_id", sys_id)]
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
        };
        let mut records = Memory::default();
        for row in [alias("Web", "connection", sys_id), alias("Key", "credential", "a2")] {
            let row: Vec<(&str, &str)> =
                row.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
            records = records.with("sys_alias", &row);
        }
        for (aliases, count) in [("Web", 1), (sys_id, 1), ("Key", 0), ("Key Web", 1), ("Gone", 0)] {
            let values = sample(&[("aliases", aliases)]);
            let found = its_aliases_are_for_credentials(&values, None, &records).await.unwrap();
            assert_eq!(found.len(), count, "{aliases}: {found:?}");
            let again = its_aliases_are_for_credentials(&values, Some(&values), &records).await;
            assert!(again.unwrap().is_empty());
        }
    }

    #[tokio::test]
    async fn a_mid_server_gets_tokens_of_client_credentials_alone() {
        let values = sample(&[("use_mid_server", "true"), ("oauth_profile", "P")]);
        for (grant, count) in [("client_credentials", 0), ("authorization_code", 1)] {
            let row = [("sys_id", "oauth_profile"), ("grant_type", grant)];
            let records = Memory::default().with("oauth_entity_profile", &row);
            let check = only_client_credentials_go_through_a_mid_server;
            assert_eq!(check(&values, None, &records).await.unwrap().len(), count, "{grant}");
            assert!(check(&values, Some(&values), &records).await.unwrap().is_empty());
            let off = sample(&[("oauth_profile", "P")]);
            assert!(check(&off, None, &records).await.unwrap().is_empty());
        }
    }
}
