//! What is kept with each record beside its state, where nobody edits it. Never a secret.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use servicenow::Record;

use super::referred::Targets;
use super::stamp::{Overwritten, Stamp};

/// The private data of one record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Private {
    /// The host of the instance the record lies on.
    pub(crate) host: String,
    /// Whether it was imported and has not been read since.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) imported: bool,
    /// Where it was moved from a type whose state held more of it than anybody configured, and has not been read since: the
    /// columns that were configured in any case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unsorted: Option<BTreeSet<String>>,
    /// Where it is a row of any table that was of a described type before: whether that took over what is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) adopts: Option<bool>,
    /// How it came into the state, where that was neither adoption nor longer ago than anybody noted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) origin: Option<Origin>,
    /// A word of this state's own, by which this process tells it from another state of the same record; empty after an
    /// import.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) mark: String,
    /// Columns whose stored form differs from the planned spelling, with the stored form; those of children by table and
    /// sys_id too.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) forms: BTreeMap<String, String>,
    /// What its references led to when it was last seen.
    #[serde(skip_serializing_if = "Targets::is_empty")]
    pub(crate) targets: Targets,
    /// What an adopted record held before, in the columns first overwritten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) adopted: Option<Adopted>,
    /// Our last write of it, once a secret of it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) written: Option<Stamp>,
    /// That it was overwritten since a secret of it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) overwritten: Option<Overwritten>,
    /// The rollback of an installation made by us, if the instance named one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rollback: Option<String>,
    /// In the plan of a new object alone: what is kept beside the states that it may replace, by sys_id. Terraform shows
    /// a plan for a tainted object nothing of what is kept beside that.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) replaced: BTreeMap<String, Private>,
}

/// How a record that was not adopted came into the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Origin {
    /// We inserted it.
    Made,
    /// It was there, and was imported.
    Imported,
}

/// What an adopted record held before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Adopted {
    pub(crate) columns: BTreeMap<String, String>,
    /// Linked records by attribute.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) links: BTreeMap<String, Vec<String>>,
    /// The rows of children by attribute, each with the texts of its columns.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) children: BTreeMap<String, Vec<BTreeMap<String, String>>>,
    /// Secrets that were overwritten and cannot be given back, by attribute.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) secrets: Vec<String>,
    /// Whether more was overwritten before anybody noted what that was.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) is_partial: bool,
}

impl Adopted {
    /// The columns, attributes and secrets that were overwritten, as far as that was noted.
    pub(crate) fn overwritten(&self) -> Vec<String> {
        let links = self.links.keys().chain(self.children.keys()).chain(&self.secrets);
        self.columns.keys().chain(links).cloned().collect()
    }
}

impl Private {
    /// That of a record that comes into a state now, on this instance.
    pub(crate) fn on(host: &str) -> Self {
        let mark = format!("{:016x}", rand::random::<u64>());
        Self { host: host.to_owned(), mark, ..Self::default() }
    }

    /// That of a record that an import names.
    pub(crate) fn imported() -> Self {
        Self { imported: true, origin: Some(Origin::Imported), ..Self::default() }
    }

    /// Notes the answer to a write of ours, after which nothing else is known to have been written. Of a record without
    /// secrets nothing is noted.
    pub(crate) fn note_write(&mut self, answer: &Record) {
        if self.written.is_some() {
            self.written = Stamp::of(answer).or(self.written.take());
        }
    }

    /// Notes the answer to the sending of a secret.
    pub(crate) fn note_secret(&mut self, answer: &Record) {
        self.written = Stamp::of(answer);
    }

    /// Compares the record as it is with our last write of it. What was found once stays until the secrets are sent
    /// again: a write of ours does not bring them back.
    pub(crate) fn compare(&mut self, record: &Record, account: Option<&str>) {
        let Some((written, now)) = self.written.as_ref().zip(Stamp::of(record)) else { return };
        self.overwritten = written.overwritten(&now, account).or(self.overwritten.take());
    }

    /// That of a record that another provider made: destroying it deletes it, as it did there. Where it lies the next read
    /// notes.
    pub(crate) fn taken_over() -> Self {
        Self { origin: Some(Origin::Made), ..Self::on("") }
    }

    /// Whether nothing was kept: it is noted with every record where it lies.
    pub(crate) fn is_missing(&self) -> bool {
        self.host.is_empty()
    }

    /// What was kept beside the state of this record, be it in the plan of the object that replaces it.
    pub(crate) fn of(mut self, sys_id: &str) -> Self {
        match self.replaced.remove(sys_id) {
            Some(own) if self.is_missing() => own,
            _ => Self { replaced: BTreeMap::new(), ..self },
        }
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

    fn answer(count: &str, by: &str) -> Record {
        let shown = [
            ("sys_mod_count", count),
            ("sys_updated_on", "2026-11-29 12:00:00"),
            ("sys_updated_by", by),
        ];
        shown.into_iter().collect()
    }

    #[test]
    fn what_was_found_stays_through_a_write_of_ours_and_only_secrets_leave_a_stamp() {
        let mut private = Private::default();
        private.note_write(&answer("0", "us"));
        private.compare(&answer("1", "her"), None);
        assert_eq!((&private.written, &private.overwritten), (&None, &None), "nothing was sent");
        private.note_secret(&answer("1", "us"));
        private.compare(&answer("2", "her"), None);
        assert_eq!(private.overwritten.as_ref().unwrap().stamp.by, "her");
        private.note_write(&answer("3", "us"));
        private.compare(&answer("3", "us"), None);
        assert_eq!(private.overwritten.as_ref().unwrap().stamp.by, "her");
        assert_eq!(Private::decode(&private.encode()), private);
    }

    #[test]
    fn where_the_stamp_is_hidden_nothing_is_known() {
        let mut private = Private::default();
        private.note_secret(&Record::default());
        private.compare(&answer("2", "her"), None);
        assert_eq!(private, Private::default());
        private.note_secret(&answer("1", "us"));
        private.compare(&Record::default(), None);
        assert_eq!(private.overwritten, None);
    }

    #[test]
    fn what_was_kept_beside_a_replaced_state_is_found_in_the_plan_of_the_new_one() {
        let one = Private { origin: Some(Origin::Made), ..Private::on("dev1.example") };
        let replaced = BTreeMap::from([("a".to_owned(), one.clone())]);
        let plan = Private { replaced, ..Private::default() };
        let plan = Private::decode(&plan.encode());
        assert_eq!(plan.clone().of("a"), one);
        assert!(plan.of("b").is_missing());
        assert_eq!(one.clone().of("a"), one, "its own is taken as it is");
    }

    #[test]
    fn two_states_of_one_record_have_marks_of_their_own() {
        assert_ne!(Private::on("dev1.example").mark, Private::on("dev1.example").mark);
        assert_eq!(Private::imported().mark, "");
    }
}
