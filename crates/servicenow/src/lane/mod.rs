//! Lanes: most requests go each by itself; those that take an elevated role go one after the other
//! through one session that has it (facts §5.8, §7).

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
pub(crate) use session::Session;

use crate::Client;

/// Tables whose records only an elevated session may write (facts §6).
const ELEVATED: &[&str] = &["sys_security_acl", "sys_security_acl_role"];

/// The way a request takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    /// By itself, with its own authorization and without cookies.
    Ordinary,
    /// In the elevated session, alone in it while it is under way.
    Elevated,
}

impl Lane {
    /// The way of a request about `table`; without roles to elevate to there is one way only.
    pub(crate) fn of(table: Option<&str>, elevate_roles: &[String]) -> Self {
        let takes_it = table.is_some_and(|table| ELEVATED.contains(&table));
        if takes_it && !elevate_roles.is_empty() { Self::Elevated } else { Self::Ordinary }
    }
}

impl Client {
    /// Whether writing `table` takes an elevated session and the options name no role for one, so
    /// that the instance will refuse whoever asks.
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
        assert_eq!(Lane::of(Some("sys_security_acl"), &roles), Lane::Elevated);
        assert_eq!(Lane::of(Some("sys_security_acl_role"), &roles), Lane::Elevated);
        for table in [Some("sys_user_role"), Some("sys_user_has_role"), Some("sys_alias"), None] {
            assert_eq!(Lane::of(table, &roles), Lane::Ordinary, "{table:?}");
        }
    }

    #[test]
    fn without_roles_there_is_one_lane() {
        assert_eq!(Lane::of(Some("sys_security_acl"), &[]), Lane::Ordinary);
    }
}
