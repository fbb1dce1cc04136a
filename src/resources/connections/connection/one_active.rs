//! An alias has one active connection in a domain, unless it allows several (docs/facts.md#active-connections), and so has a
//! credential (docs/facts.md#shared-credential).

use crate::describe::{Found, Given, Later, Records, Refusal, Values};

/// The sys_id of the domain of all that is in no other.
const GLOBAL: &str = "global";

/// Refuses a second active connection before the request, and names the first.
pub(super) fn on_its_alias<'a>(
    values: &'a dyn Values,
    records: &'a dyn Records,
) -> Later<'a, Result<(), Refusal>> {
    Box::pin(async move {
        if values.flag("active").known() == Some(false) {
            return Ok(());
        }
        match rival(values, records).await? {
            Some(other) => Err(refusal(&other)),
            None => Ok(()),
        }
    })
}

/// The connection that has to be switched off before this one is on: the active one of its alias, or of its credential.
pub(super) fn before_it<'a>(
    values: &'a dyn Values,
    records: &'a dyn Records,
) -> Later<'a, Result<Option<String>, Refusal>> {
    Box::pin(async move {
        if values.flag("active").known() == Some(false) {
            return Ok(None);
        }
        let other = match rival(values, records).await? {
            Some(other) => Some(other),
            None => user_of_its_credential(values, records).await?,
        };
        Ok(other.and_then(|mut other| other.remove("sys_id")))
    })
}

/// The connection that is active on the alias.
async fn rival(values: &dyn Values, records: &dyn Records) -> Result<Option<Found>, Refusal> {
    let Some(alias) = records.resolve("connection_alias").await? else { return Ok(None) };
    // Where many aliases and connections are made together, this saves two requests for each.
    if records.is_first_to_refer_to(&alias) {
        return Ok(None);
    }
    let columns = ["name", "connection_alias.multiple_connections", "sys_domain"];
    let equal = [("connection_alias", alias.as_str()), ("active", "true")];
    let active = records.find("sys_connection", &equal, &columns).await?;
    let (own, domain) = (values.text("id").known(), domain(values, records).await?);
    Ok(active.into_iter().find(|other| is_in_the_way(other, own, &domain)))
}

/// Another active connection of its domain that has the credential.
pub(super) async fn user_of_its_credential(
    values: &dyn Values,
    records: &dyn Records,
) -> Result<Option<Found>, Refusal> {
    let Some(credential) = records.resolve("credential").await? else { return Ok(None) };
    let equal = [("credential", credential.as_str()), ("active", "true")];
    let users = records.find("sys_connection", &equal, &["name", "sys_domain"]).await?;
    let (own, domain) = (values.text("id").known(), domain(values, records).await?);
    let is_other =
        |user: &Found| user.get("sys_id").map(String::as_str) != own && is_of(user, &domain);
    Ok(users.into_iter().find(is_other))
}

/// The domain it runs in: its own, or that of the provider block. One that nobody names is taken for the global one.
async fn domain(values: &dyn Values, records: &dyn Records) -> Result<String, Refusal> {
    let named = match values.text("domain") {
        Given::Is(_) => records.resolve("domain").await?,
        _ => records.domain(),
    };
    Ok(named.unwrap_or_else(|| GLOBAL.to_owned()))
}

/// Whether the record, of which `sys_domain` was asked for, is of the domain.
fn is_of(record: &Found, domain: &str) -> bool {
    let its_domain = record.get("sys_domain").filter(|domain| !domain.is_empty());
    its_domain.map_or(GLOBAL, String::as_str) == domain
}

fn is_in_the_way(other: &Found, own: Option<&str>, domain: &str) -> bool {
    if !is_of(other, domain) {
        return false;
    }
    let several =
        other.get("connection_alias.multiple_connections").is_some_and(|several| several == "true");
    !several && other.get("sys_id").map(String::as_str) != own
}

fn refusal(other: &Found) -> Refusal {
    let name = other.get("name").map_or("", String::as_str);
    let text = format!(
        "Nothing was written: the connection \"{name}\" is active on this alias, and the alias allows one at a time in a domain. \
         Deactivate or delete \"{name}\", manage it instead by adopt_existing = true with its name, set active = false here, or \
         set multiple_connections = true on the alias."
    );
    Refusal::rule("active", "The alias already has an active connection", text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};

    /// The memory resolves the alias to this word.
    const ALIAS: (&str, &str) = ("connection_alias", "connection_alias");

    fn one(several: &str) -> Memory {
        let columns = [
            ("sys_id", "c1"),
            ("name", "First"),
            ALIAS,
            ("active", "true"),
            ("connection_alias.multiple_connections", several),
        ];
        Memory::default().with("sys_connection", &columns)
    }

    #[tokio::test]
    async fn a_second_active_one_is_refused_by_the_name_of_the_first() {
        let refused = on_its_alias(&sample(&[]), &one("false")).await.unwrap_err();
        assert_eq!(refused.attribute(), Some("active"));
        assert!(
            refused.detail().contains("Deactivate or delete \"First\""),
            "{}",
            refused.detail()
        );
    }

    #[tokio::test]
    async fn the_first_on_an_alias_just_made_is_not_looked_for_and_the_second_is() {
        let records = one("false").just_made("connection_alias");
        assert!(on_its_alias(&sample(&[]), &records).await.is_ok());
        assert!(on_its_alias(&sample(&[]), &records).await.is_err());
    }

    #[tokio::test]
    async fn nothing_is_in_the_way_of_a_passive_one_itself_or_an_alias_for_several() {
        assert!(on_its_alias(&sample(&[("active", "false")]), &one("false")).await.is_ok());
        assert!(on_its_alias(&sample(&[("id", "c1")]), &one("false")).await.is_ok());
        assert!(on_its_alias(&sample(&[]), &one("true")).await.is_ok());
        assert!(on_its_alias(&sample(&[]), &Memory::default()).await.is_ok());
        let elsewhere = sample(&[("domain", "ACME")]);
        assert!(on_its_alias(&elsewhere, &one("false")).await.is_ok(), "in another domain");
        let block = one("false").in_domain("ACME");
        assert!(on_its_alias(&sample(&[]), &block).await.is_ok(), "in that of the block");
    }
}
