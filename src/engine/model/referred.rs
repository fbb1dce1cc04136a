//! What the references of a record led to when it was last seen. A plan is made twice, before an apply and within it, and
//! both must say the same, whatever has become of the instance in between: so whether another spelling means another record
//! is told by this alone, and no request is made for it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A record that a reference led to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Referred {
    pub(crate) sys_id: String,
    /// What people call it: its keys and its path, as far as they were seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) names: Vec<String>,
}

/// What the references of a record led to, by attribute.
pub(crate) type Targets = BTreeMap<String, Vec<Referred>>;

impl Referred {
    /// Whether this spelling means the record.
    pub(crate) fn is_meant_by(&self, spelling: &str) -> bool {
        let wanted = spelling.trim();
        let is_it = |name: &String| name.trim().to_lowercase() == wanted.to_lowercase();
        self.sys_id.eq_ignore_ascii_case(wanted) || self.names.iter().any(is_it)
    }
}

/// Whether these spellings mean all of these records and no others.
pub(crate) fn are_meant(records: &[Referred], spellings: &[&str]) -> bool {
    let is_spelled = |record: &Referred| spellings.iter().any(|one| record.is_meant_by(one));
    let is_one = |spelling: &&str| records.iter().any(|record| record.is_meant_by(spelling));
    records.iter().all(is_spelled) && spellings.iter().all(is_one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn referred(sys_id: &str, names: &[&str]) -> Referred {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        Referred { sys_id: sys_id.to_owned(), names }
    }

    #[test]
    fn a_record_is_meant_by_its_id_and_by_what_people_call_it() {
        let record = referred("ab", &["Default", "Acme/Default"]);
        for spelling in ["AB", "default", " Default ", "acme/default"] {
            assert!(record.is_meant_by(spelling), "{spelling}");
        }
        assert!(!record.is_meant_by("Acme") && !record.is_meant_by(""));
    }

    #[test]
    fn a_set_is_meant_as_a_whole() {
        let records = [referred("ab", &["One"]), referred("cd", &["Two"])];
        assert!(are_meant(&records, &["two", "ab"]) && are_meant(&[], &[]));
        assert!(!are_meant(&records, &["One"]) && !are_meant(&records, &["One", "Two", "Three"]));
        assert!(!are_meant(&[], &["One"]));
    }
}
