//! Accounts: users, groups, roles and who has which.

pub(super) mod group;
pub(super) mod group_member;
pub(super) mod group_role;
pub(super) mod role;
pub(super) mod role_contains;
pub(super) mod user;
pub(super) mod user_role;
