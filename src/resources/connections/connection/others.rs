//! What a connection's alias and credential have to do with it.

use super::checks::the_builder_has_a_scheme;
use super::one_active::user_of_its_credential;
use crate::describe::{Finding, Findings, Found, Given, Records, Values, newly};

/// The types of connections, and what an alias calls them.
const CLASSES: &[(&str, &str)] =
    &[("http", "http_connection"), ("jdbc", "jdbc_connection"), ("basic", "sys_connection")];

/// The alias is of type connection, and for connections of this type (docs/facts.md#connection-alias-type).
pub(super) fn the_alias_fits<'a>(
    values: &'a dyn Values,
    before: Option<&'a dyn Values>,
    records: &'a dyn Records,
) -> Findings<'a> {
    Box::pin(async move {
        let kind = match values.text("type") {
            Given::Is(kind) => kind,
            Given::Null => "http",
            Given::Unknown => return Ok(Vec::new()),
        };
        let class = CLASSES.iter().find(|(name, _)| *name == kind).map(|(_, class)| *class);
        let (Some(class), Some(_)) = (class, values.brings(before, "connection_alias")) else {
            return Ok(Vec::new());
        };
        let Some(id) = records.resolve("connection_alias").await? else { return Ok(Vec::new()) };
        let columns = ["name", "type", "connection_type"];
        let alias = records.get("sys_alias", &id, &columns).await?;
        Ok(alias.and_then(|alias| misfit(&alias, kind, class)).into_iter().collect())
    })
}

fn misfit(alias: &Found, kind: &str, class: &str) -> Option<Finding> {
    let name = alias.get("name").map_or("", String::as_str);
    if alias.get("type").is_some_and(|kind| kind == "credential") {
        return Some(Finding::error(
            "connection_alias",
            "The alias is for credentials alone",
            format!(
                "The alias \"{name}\" is of type \"credential\", and the instance refuses a connection on it. Name an alias of \
                 type \"connection\", or bind a servicenow_credential to this one by its aliases, without a connection."
            ),
        ));
    }
    let of_alias = alias.get("connection_type").filter(|of_alias| *of_alias != class)?;
    let other = CLASSES.iter().find(|(_, class)| class == of_alias).map(|(kind, _)| *kind);
    let way = other.map_or_else(String::new, |other| format!("Set type = \"{other}\", or name"));
    let way = if way.is_empty() { "Name" } else { way.as_str() };
    Some(Finding::error(
        "connection_alias",
        "The alias is for other connections",
        format!(
            "The alias \"{name}\" leads to connections of its connection_type, \"{of_alias}\", and this one is of type \
             \"{kind}\", so the instance refuses it. {way} an alias whose connection_type is \"{class}\"."
        ),
    ))
}

/// No other active connection of the domain has the credential (docs/facts.md#shared-credential).
pub(super) fn the_credential_is_its_own<'a>(
    values: &'a dyn Values,
    _before: Option<&'a dyn Values>,
    records: &'a dyn Records,
) -> Findings<'a> {
    Box::pin(async move {
        let other = user_of_its_credential(values, records).await?;
        let Some(name) = other.and_then(|mut other| other.remove("name")) else {
            return Ok(Vec::new());
        };
        let text = format!(
            "The connection \"{name}\" is active with this credential, and in a domain the instance takes one active \
             connection for each. Give this one a credential of its own, or deactivate \"{name}\" first."
        );
        Ok(vec![Finding::error(
            "credential",
            "The credential is in use by another connection",
            text,
        )])
    })
}

/// Where the configuration leaves `mutual_auth` out, the instance keeps it, and the plan shows that there is no scheme.
pub(super) fn the_planned_address_has_a_scheme<'a>(
    values: &'a dyn Values,
    before: Option<&'a dyn Values>,
    _records: &'a dyn Records,
) -> Findings<'a> {
    Box::pin(async move { Ok(newly(the_builder_has_a_scheme, values, before)) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};

    /// The memory resolves a reference to the attribute's own name.
    fn alias(kind: &str, connection_type: &str) -> Memory {
        let columns = [
            ("sys_id", "connection_alias"),
            ("name", "Web"),
            ("type", kind),
            ("connection_type", connection_type),
        ];
        Memory::default().with("sys_alias", &columns)
    }

    async fn found(kind: &str, records: &Memory) -> Vec<Finding> {
        let values = sample(&[("type", kind), ("connection_alias", "Web")]);
        the_alias_fits(&values, None, records).await.unwrap()
    }

    #[tokio::test]
    async fn an_alias_of_another_kind_is_refused_and_the_way_out_is_named() {
        let credential = found("http", &alias("credential", "")).await;
        assert!(credential[0].detail.contains("refuses a connection on it"), "{credential:?}");
        let jdbc = found("http", &alias("connection", "jdbc_connection")).await;
        assert!(jdbc[0].detail.contains("Set type = \"jdbc\""), "{jdbc:?}");
        let jms = found("http", &alias("connection", "orch_jms_ds")).await;
        assert!(jms[0].detail.contains(". Name an alias"), "{jms:?}");
        assert!(found("basic", &alias("connection", "sys_connection")).await.is_empty());
    }

    #[tokio::test]
    async fn what_is_not_seen_or_stays_is_not_judged() {
        assert!(found("http", &Memory::default()).await.is_empty());
        assert!(found("?", &alias("credential", "")).await.is_empty());
        let values = sample(&[("type", "http"), ("connection_alias", "Web")]);
        let records = alias("credential", "");
        let findings = the_alias_fits(&values, Some(&values), &records).await.unwrap();
        assert!(findings.is_empty());
    }

    #[tokio::test]
    async fn who_has_the_credential_is_named_and_the_connection_itself_is_not_in_its_way() {
        let columns =
            [("sys_id", "c1"), ("name", "First"), ("credential", "credential"), ("active", "true")];
        let records = Memory::default().with("sys_connection", &columns);
        let of = async |id| {
            let values = sample(&[("id", id)]);
            the_credential_is_its_own(&values, None, &records).await.unwrap()
        };
        assert!(of("c2").await[0].detail.contains("\"First\" is active with this credential"));
        assert!(of("c1").await.is_empty());
    }
}
