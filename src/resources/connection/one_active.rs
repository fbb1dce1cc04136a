//! An alias has one active connection, unless it allows several.

use crate::spec::{Found, Later, Records, Refusal, Values};

/// Refuses a second active connection before the request, and names the first.
pub(super) fn on_its_alias<'a>(
    values: &'a dyn Values,
    records: &'a dyn Records,
) -> Later<'a, Result<(), Refusal>> {
    Box::pin(async move {
        if values.flag("active").known() == Some(false) {
            return Ok(());
        }
        let Some(alias) = records.resolve("connection_alias").await? else { return Ok(()) };
        let columns = ["name", "connection_alias.multiple_connections"];
        let active = records
            .find("sys_connection", &[("connection_alias", &alias), ("active", "true")], &columns)
            .await?;
        let own = values.text("id").known();
        match active.iter().find(|other| is_in_the_way(other, own)) {
            Some(other) => Err(refusal(other)),
            None => Ok(()),
        }
    })
}

fn is_in_the_way(other: &Found, own: Option<&str>) -> bool {
    let several =
        other.get("connection_alias.multiple_connections").is_some_and(|several| several == "true");
    !several && other.get("sys_id").map(String::as_str) != own
}

fn refusal(other: &Found) -> Refusal {
    let name = other.get("name").map_or("", String::as_str);
    Refusal {
        attribute: Some("active"),
        summary: "The alias already has an active connection".into(),
        detail: format!(
            "Nothing was written: the connection \"{name}\" is active on this alias, and the alias allows one at a time. \
             Deactivate or delete \"{name}\", manage it instead by adopt_existing = true with its name, set active = false \
             here, or set multiple_connections = true on the alias."
        ),
    }
}
