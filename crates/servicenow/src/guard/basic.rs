//! Whether user names and passwords are taken at all: the restriction of Basic authentication
//! (docs/facts.md#basic-gate).

use super::{OwnIdentity, Write, is_true};
use crate::{Client, Credentials, Error};

pub(super) const TABLE: &str = "sys_properties";
/// What the names of its properties begin with.
const PREFIX: &str = "glide.authenticate.basic_auth.restriction.";

/// Whether a property of the restriction, by the end of its name, may shut somebody out who is in
/// now. It held `before`, and will hold `after` unless it is taken away.
fn may_shut_out(property: &str, before: &str, after: Option<&str>) -> bool {
    match (property, after) {
        (_, Some(after)) if after == before => false,
        // What says that the gate is open may be all that keeps it open.
        ("active" | "enforce", None) => !is_true(before),
        ("active" | "enforce", Some(after)) => is_true(after),
        ("allow_wsao", after) => after.is_some_and(|after| !is_true(after)),
        ("allowed_roles" | "allowed_users", after) => {
            let kept: Vec<&str> = elements(after.unwrap_or_default()).collect();
            elements(before).any(|element| !kept.contains(&element))
        }
        (_, after) => after.is_some_and(|after| !after.is_empty()),
    }
}

fn elements(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|element| !element.is_empty())
}

impl Client {
    /// The property by which the write may shut out whoever signs in as this client does.
    pub(super) async fn closes_basic(
        &self,
        write: Write<'_>,
    ) -> Result<Option<OwnIdentity>, Error> {
        let is_basic = matches!(self.shared.credentials, Credentials::Basic { .. });
        if !is_basic || !write.touches(&["name", "value"]) {
            return Ok(None);
        }
        let there = self.seen(TABLE, write.sys_id, &["name", "value"]).await?;
        let before = |column: &str| there.as_ref().and_then(|row| row.get(column));
        let name = before("name").or_else(|| write.text("name")).unwrap_or_default();
        let renamed = !write.inserts() && write.text("name").is_some_and(|new| new != name);
        let after = write.after(there.as_ref(), "value").unwrap_or_default();
        let after = (!write.deletes() && !renamed).then_some(after);
        let shuts = |end| may_shut_out(end, before("value").unwrap_or_default(), after);
        let property = name.strip_prefix(PREFIX).filter(|end| shuts(end));
        Ok(property.map(|_| OwnIdentity::BasicRestriction { property: name.to_owned() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_the_gate_may_shut_out_and_opening_it_does_not() {
        for property in ["active", "enforce"] {
            assert!(may_shut_out(property, "false", Some("true")), "{property}");
            assert!(may_shut_out(property, "", Some("1")), "{property}");
            assert!(!may_shut_out(property, "true", Some("false")), "{property}");
            assert!(!may_shut_out(property, "true", None), "{property}");
            assert!(may_shut_out(property, "false", None), "{property}: the default may be on");
        }
        assert!(may_shut_out("allow_wsao", "true", Some("false")));
        assert!(!may_shut_out("allow_wsao", "false", Some("true")));
        assert!(may_shut_out("enforcement_date", "", Some("2026-01-01")));
    }

    #[test]
    fn who_is_let_in_is_only_ever_added_to() {
        for property in ["allowed_roles", "allowed_users"] {
            assert!(!may_shut_out(property, "a,b", Some("b, a,c")), "{property}");
            assert!(may_shut_out(property, "a,b", Some("b")), "{property}");
            assert!(may_shut_out(property, "a", None) && !may_shut_out(property, "", None));
        }
    }

    #[test]
    fn what_stays_as_it_is_shuts_nobody_out() {
        assert!(!may_shut_out("active", "true", Some("true")));
        assert!(!may_shut_out("anything", "x", Some("x")));
        assert!(may_shut_out("anything", "x", Some("y")));
    }
}
