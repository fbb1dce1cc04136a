//! Users, their roles, and the tokens that stand for them: what signing in and issuing tokens share.

mod roles;
mod scopes;
mod tokens;
mod users;

pub(crate) use roles::{elevating, of_user as roles_of};
pub(crate) use scopes::{USER_ACCOUNT, auth_scopes, is_restricted};
pub(crate) use tokens::{TokenKind, issued, remaining};
pub(crate) use users::{
    may_have_token, may_sign_in, named_like_password, sign_in, user_with_id, with_password,
};
