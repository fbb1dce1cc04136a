//! The account that the provider signs in as, and its roles.

use std::collections::BTreeSet;

use servicenow::{Error, Query};

use crate::engine::problem::Account;
use crate::engine::session::Work;

/// The account of the session; nothing of it where it cannot be read.
pub(crate) async fn account(work: &Work) -> Account {
    let Ok(user) = work.client.current_user().await else {
        return Account { user_name: String::new(), roles: None };
    };
    let roles = roles_of(work, &user.sys_id).await.ok().flatten();
    Account { user_name: user.user_name, roles }
}

/// The roles of a user. None shown and some counted are roles this user may not see
/// (docs/facts.md#counted-before-access).
pub(crate) async fn roles_of(work: &Work, user: &str) -> Result<Option<BTreeSet<String>>, Error> {
    let query = Query::new().equals_exactly("user", user)?;
    let found = work.client.table("sys_user_has_role").matching(&query, &["role.name"], None).await;
    let found = unless_forbidden(found)?;
    let names: BTreeSet<String> =
        found.rows.iter().filter_map(|row| row.get("role.name")).map(str::to_owned).collect();
    let hidden = names.is_empty() && found.hidden != Some(0);
    Ok((!hidden).then_some(names))
}

/// The answer, or nothing where the account may not ask.
pub(crate) fn unless_forbidden<T: Default>(answer: Result<T, Error>) -> Result<T, Error> {
    match answer {
        Err(error) if error.is_forbidden() => Ok(T::default()),
        other => other,
    }
}
