//! Records that the run replaces: their names stay and lead to other records afterwards, and what the instance keeps of
//! the old ones goes with them. Learned from plans, for whatever refers to such a record is planned after it.

use std::collections::BTreeMap;

use super::is_of;
use super::memory::Memory;
use crate::describe::Target;

/// A record, and the texts that name it, by column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) sys_id: String,
    pub(crate) table: &'static str,
    pub(crate) texts: BTreeMap<&'static str, String>,
}

/// The records that states hold, by their keys, and those among them that are replaced.
#[derive(Default)]
pub(crate) struct Replaced {
    held: Memory<BTreeMap<String, Named>>,
    gone: Memory<Vec<Named>>,
    /// How many had been replaced when a record last had its references sent, by its sys_id.
    sent: Memory<BTreeMap<String, usize>>,
}

impl Replaced {
    /// Notes that a state holds the record under this key.
    pub(crate) fn hold(&self, key: String, record: &Named) {
        self.held.lock().insert(key, record.clone());
    }

    /// Notes that the record is replaced.
    pub(crate) fn note(&self, record: Named) {
        let mut replaced = self.gone.lock();
        if !replaced.contains(&record) {
            replaced.push(record);
        }
    }

    /// Notes that a record of this key is made: one that a state holds goes before it, for two of one key there cannot be.
    /// It may lie in another application where the new one leaves that to the instance.
    pub(crate) fn note_namesake(&self, key: &str, application: Option<(&str, &str)>) {
        let lies_there = |held: &Named| {
            application.is_none_or(|(column, scope)| {
                held.texts.get(column).is_none_or(|held| same(held, scope))
            })
        };
        let held = self.held.lock().get(key).cloned().filter(lies_there);
        if let Some(held) = held {
            self.note(held);
        }
    }

    /// Notes that the references of this record have been sent.
    pub(crate) fn send(&self, sys_id: &str) {
        let count = self.gone.lock().len();
        self.sent.lock().insert(sys_id.to_owned(), count);
    }

    /// Whether the spelling in this record, as it was sent last, names a record that is replaced.
    pub(crate) fn is_meant(&self, sys_id: &str, target: &Target, spelling: &str) -> bool {
        let since = self.sent.lock().get(sys_id).copied().unwrap_or(0);
        let replaced = self.gone.lock();
        let is_it =
            |record: &Named| is_of(record.table, target.table) && record.is(target, spelling);
        replaced.iter().skip(since).any(is_it)
    }
}

impl Named {
    fn is(&self, target: &Target, spelling: &str) -> bool {
        let holds =
            |column: &str, text: &str| self.texts.get(column).is_some_and(|held| same(held, text));
        let by_key = target.keys.iter().any(|key| holds(key, spelling));
        let by_path = target.within.zip(spelling.split_once('/')).is_some_and(|(within, path)| {
            let owner = within.split('.').next().unwrap_or(within);
            holds(owner, path.0) && target.keys.iter().any(|key| holds(key, path.1))
        });
        by_key || by_path
    }
}

fn same(left: &str, right: &str) -> bool {
    left.trim().to_lowercase() == right.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(table: &'static str, texts: &[(&'static str, &str)]) -> Named {
        let texts = texts.iter().map(|(column, text)| (*column, (*text).to_owned())).collect();
        Named { sys_id: "1".to_owned(), table, texts }
    }

    const ROLE: Target = Target::new("sys_user_role", &["name"]);

    #[test]
    fn a_record_is_replaced_when_another_of_its_key_is_made() {
        let replaced = Replaced::default();
        replaced.hold(
            "role name A".into(),
            &record("sys_user_role", &[("name", "A"), ("sys_scope", "global")]),
        );
        replaced.note_namesake("role name B", None);
        assert!(!replaced.is_meant("u", &ROLE, "A"));
        replaced.note_namesake("role name A", Some(("sys_scope", "x_other")));
        assert!(!replaced.is_meant("u", &ROLE, "A"), "one of another application");
        replaced.note_namesake("role name A", Some(("sys_scope", "global")));
        assert!(replaced.is_meant("u", &ROLE, " a") && !replaced.is_meant("u", &ROLE, "B"));
        assert!(!replaced.is_meant("u", &Target::new("sys_user_group", &["name"]), "A"));
    }

    #[test]
    fn what_was_sent_since_leads_to_the_new_record_until_that_is_replaced_too() {
        let replaced = Replaced::default();
        replaced.note(record("sys_user_role", &[("name", "A")]));
        replaced.send("u");
        assert!(!replaced.is_meant("u", &ROLE, "A") && replaced.is_meant("v", &ROLE, "A"));
        replaced.note(record("sys_user_role", &[("name", "A")]));
        assert!(!replaced.is_meant("u", &ROLE, "A"), "the same record once more");
        replaced.note(Named { sys_id: "2".into(), ..record("sys_user_role", &[("name", "A")]) });
        assert!(replaced.is_meant("u", &ROLE, "A"));
    }

    #[test]
    fn a_path_means_it_too_and_a_base_table_its_children() {
        let replaced = Replaced::default();
        let texts = [("name", "Default"), ("oauth_entity", "Acme")];
        replaced.note(record("oauth_entity_profile", &texts));
        replaced.note(record("http_connection", &[("name", "C")]));
        let profile = Target {
            within: Some("oauth_entity.name"),
            ..Target::new("oauth_entity_profile", &["name"])
        };
        assert!(replaced.is_meant("u", &profile, "acme/default"));
        assert!(!replaced.is_meant("u", &profile, "Other/Default"));
        assert!(replaced.is_meant("u", &Target::new("sys_connection", &["name"]), "C"));
    }
}
