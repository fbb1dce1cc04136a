//! Who calls, and what they may read and write.

mod acl;
mod api_key;
mod api_path;
mod api_policy;
mod api_rule;
mod authenticate;
mod basic_gate;
mod session;
mod stock;
mod token_scope;

pub(crate) use acl::{Guard, covers, guard, permits};
pub(crate) use authenticate::authenticate;
pub(crate) use session::{Session, Sessions, cookies_of, note_session, set_cookies};
pub use stock::RightsError;
pub(crate) use stock::{RowRule, StockRights};

use crate::{
    identity,
    refusal::Refusal,
    store::Record,
    world::{Caller, Work},
};
use std::collections::BTreeSet;

/// The caller a row of `sys_user` stands for, without elevated roles.
pub(crate) fn caller_of(work: &Work<'_>, user: &Record) -> Result<Caller, Refusal> {
    elevated_caller(work, user, &BTreeSet::new())
}

/// The caller that somebody is who signed in to `session`; nobody where they may sign in no more.
pub(crate) fn caller_in_session(
    work: &Work<'_>,
    session: &Session,
) -> Result<Option<Caller>, Refusal> {
    let user = identity::user_with_id(work, &session.user_id)?;
    let user = user.filter(|user| identity::may_sign_in(user));
    user.map(|user| elevated_caller(work, &user, &session.elevated)).transpose()
}

/// The same in a session that elevated to `roles`.
fn elevated_caller(
    work: &Work<'_>,
    user: &Record,
    roles: &BTreeSet<String>,
) -> Result<Caller, Refusal> {
    let roles = identity::roles_of(work, user.value("sys_id"), roles)?;
    Ok(Caller::new(user, roles, acl::in_force(work)?))
}
