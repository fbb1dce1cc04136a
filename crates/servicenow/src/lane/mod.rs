//! Lanes: most requests go each by itself; those that take an elevated role go one after the other
//! through one session that has it (docs/facts.md#elevation, docs/facts.md#session-order).

mod browse;
mod cookies;
mod elevate;
mod keeper;
mod markup;
mod refusal;
mod session;
mod sign_in;

pub(crate) use keeper::SessionKeeper;
pub use refusal::ElevationRefusal;

use crate::Client;

/// Tables whose records only an elevated session may write (docs/facts.md#elevated-tables).
const ELEVATED: &[&str] = &["sys_security_acl", "sys_security_acl_role"];

/// Whether a request about `table` goes in the elevated session, alone in it while it is under way.
/// Without roles to elevate to there is none, and every request goes by itself.
pub(crate) fn takes_elevation(table: Option<&str>, elevate_roles: &[String]) -> bool {
    table.is_some_and(|table| ELEVATED.contains(&table)) && !elevate_roles.is_empty()
}

impl Client {
    /// Whether writing `table` takes an elevated session and the options name no role for one, so
    /// that the instance will refuse whoever asks.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// assert!(client.needs_elevation("sys_security_acl"));
    /// assert!(!client.needs_elevation("sys_user"));
    /// # Ok(()) }) }
    /// ```
    pub fn needs_elevation(&self, table: &str) -> bool {
        ELEVATED.contains(&table) && self.shared.options.elevate_roles.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_access_rules_take_the_elevated_lane() {
        let roles = ["security_admin".to_owned()];
        assert!(takes_elevation(Some("sys_security_acl"), &roles));
        assert!(takes_elevation(Some("sys_security_acl_role"), &roles));
        for table in [Some("sys_user_role"), Some("sys_user_has_role"), Some("sys_alias"), None] {
            assert!(!takes_elevation(table, &roles), "{table:?}");
        }
    }

    #[test]
    fn without_roles_there_is_one_lane() {
        assert!(!takes_elevation(Some("sys_security_acl"), &[]));
    }
}
