//! `servicenow_connection_alias`: an alias that is there, such as one a spoke brought.

use crate::describe::{
    DataSource, Field, Later, Moment, Records, Refusal, RelatedValues, Values, object, text,
};
use crate::resources::CONNECTION_ALIAS;

pub(super) static DATA_SOURCE: DataSource = DataSource {
    resource: &CONNECTION_ALIAS,
    doc: "Finds a Connection & Credential Alias, such as one that a spoke brought, by `id` (sys_id) or `alias_id`.",
    keys: &["alias_id", "name"],
    extra: EXTRA,
    related: Some(its_active_connection),
};

const EXTRA: &[Field] = &[
    object("application", &[("scope", "sys_scope.scope"), ("name", "sys_scope.name")])
        .doc("The application that the alias belongs to: its `scope` and `name`."),
    text("active_connection_id")
        .no_column()
        .computed()
        .doc("The sys_id of the alias's first active connection; null when it has none."),
];

fn its_active_connection<'a>(
    values: &'a dyn Values,
    records: &'a dyn Records,
    _moment: Moment,
) -> Later<'a, Result<RelatedValues, Refusal>> {
    Box::pin(async move {
        let Some(alias) = values.text("id").known() else { return Ok(Vec::new()) };
        let equal = [("connection_alias", alias), ("active", "true")];
        let found = records.find("sys_connection", &equal, &["order"]).await?;
        let first = found.iter().min_by_key(|connection| {
            connection.get("order").and_then(|order| order.parse::<i64>().ok()).unwrap_or(i64::MAX)
        });
        Ok(vec![(
            "active_connection_id",
            first.and_then(|connection| connection.get("sys_id")).cloned(),
        )])
    })
}
