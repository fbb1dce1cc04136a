//! Rows that join two records: the platform lets the same pair be joined twice, and nobody wants that.

use crate::describe::{Later, Records, Refusal, Values};

type Answer<'a> = Later<'a, Result<(), Refusal>>;

/// A role is granted to a user once; grants that came with a group or another role do not count.
pub(super) fn granted_once<'a>(values: &'a dyn Values, records: &'a dyn Records) -> Answer<'a> {
    Box::pin(joined_once(
        values,
        records,
        "sys_user_has_role",
        ["user", "role"],
        &[("inherited", "false")],
    ))
}

/// A user is in a group once.
pub(super) fn member_once<'a>(values: &'a dyn Values, records: &'a dyn Records) -> Answer<'a> {
    Box::pin(joined_once(values, records, "sys_user_grmember", ["group", "user"], &[]))
}

/// A group has a role once.
pub(super) fn group_has_once<'a>(values: &'a dyn Values, records: &'a dyn Records) -> Answer<'a> {
    Box::pin(joined_once(values, records, "sys_group_has_role", ["group", "role"], &[]))
}

/// A role contains another once.
pub(super) fn contained_once<'a>(values: &'a dyn Values, records: &'a dyn Records) -> Answer<'a> {
    Box::pin(joined_once(values, records, "sys_user_role_contains", ["role", "contains"], &[]))
}

/// A client is given a scope once.
pub(super) fn scope_given_once<'a>(values: &'a dyn Values, records: &'a dyn Records) -> Answer<'a> {
    Box::pin(async move {
        let sides = [("oauth_registry", "oauth_entity"), ("auth_scope", "auth_scope")];
        joined(values, records, "oauth_entity_auth_scope_mapping", sides, &[]).await
    })
}

async fn joined_once(
    values: &dyn Values,
    records: &dyn Records,
    table: &str,
    sides: [&'static str; 2],
    among: &[(&str, &str)],
) -> Result<(), Refusal> {
    joined(values, records, table, sides.map(|side| (side, side)), among).await
}

/// `sides` are pairs of attribute and column.
async fn joined(
    values: &dyn Values,
    records: &dyn Records,
    table: &str,
    [(left, left_column), (right, right_column)]: [(&'static str, &'static str); 2],
    among: &[(&str, &str)],
) -> Result<(), Refusal> {
    let (Some(one), Some(other)) = (records.resolve(left).await?, records.resolve(right).await?)
    else {
        return Ok(());
    };
    let mut equal = vec![(left_column, one.as_str()), (right_column, other.as_str())];
    equal.extend_from_slice(among);
    let own = values.text("id").known();
    let found = records.find(table, &equal, &[]).await?;
    let sys_ids = found.iter().filter_map(|row| row.get("sys_id"));
    let Some(there) = sys_ids.map(String::as_str).find(|sys_id| Some(*sys_id) != own) else {
        return Ok(());
    };
    Err(Refusal {
        attribute: Some(right),
        summary: "The two are joined already".into(),
        detail: format!(
            "Nothing was written: the record {there} of {table} joins the same {left} and {right}. Import it (`terraform \
             import` with that sys_id), or set adopt_existing = true to take it over."
        ),
    })
}
