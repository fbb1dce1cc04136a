//! What is kept with each record beside its state, where nobody edits it. Never a secret.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::referred::Targets;

/// The private data of one record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Private {
    /// The host of the instance the record lies on.
    pub(crate) host: String,
    /// Whether it was imported and has not been read since.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) imported: bool,
    /// Columns whose stored form differs from the planned spelling, with the stored form.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) forms: BTreeMap<String, String>,
    /// What its references led to when it was last seen.
    #[serde(skip_serializing_if = "Targets::is_empty")]
    pub(crate) targets: Targets,
    /// What an adopted record held before, in the columns first overwritten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) adopted: Option<Adopted>,
    /// The rollback of an installation made by us, if the instance named one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rollback: Option<String>,
}

/// What an adopted record held before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Adopted {
    pub(crate) columns: BTreeMap<String, String>,
    /// Linked records by attribute.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) links: BTreeMap<String, Vec<String>>,
    /// Secrets that were overwritten and cannot be given back, by attribute.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) secrets: Vec<String>,
}

impl Private {
    /// That of a record on this instance.
    pub(crate) fn on(host: &str) -> Self {
        Self { host: host.to_owned(), ..Self::default() }
    }

    /// Reads private bytes; older or foreign ones count as empty.
    pub(crate) fn decode(bytes: &[u8]) -> Self {
        serde_json::from_slice(bytes).unwrap_or_default()
    }

    /// The bytes to store.
    pub(crate) fn encode(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_data_survives_its_own_form_and_forgives_another() {
        let mut private =
            Private { host: "dev1.example".into(), imported: true, ..Private::default() };
        private.forms.insert("name".into(), "a".into());
        private.adopted =
            Some(Adopted { secrets: vec!["client_secret".into()], ..Adopted::default() });
        assert_eq!(Private::decode(&private.encode()), private);
        assert_eq!(Private::decode(b""), Private::default());
        assert_eq!(Private::decode(b"not json"), Private::default());
    }
}
