//! Mistakes that a configuration shows by itself, before anything is asked of the instance.

use tfplugin::{AttributePath, Diagnostic, Step};

use super::sentence::{error, quoted, warning};
use crate::engine::model::{ID, POLICY, TYPE};

/// What is wrong with a configuration, or odd.
#[derive(Debug, Clone)]
pub(crate) enum Mistake {
    /// The attribute belongs to another type.
    OtherType { name: String, types: &'static [&'static str], actual: &'static str },
    /// The attribute has no effect while a flag is as it is.
    WithoutEffect { name: String, flag: &'static str, wanted: bool },
    /// The type is none of these.
    UnknownType(String, Vec<&'static str>),
    /// The secret is given in both forms.
    SecretTwice(&'static str),
    /// The write-only secret lacks its version.
    NoVersion(&'static str),
    /// There is a version, and no secret.
    OnlyVersion(&'static str),
    /// The text is empty.
    Empty(&'static str),
    /// The number is not a whole one.
    NotWhole(&'static str),
    /// The word is none of the usual ones.
    UnusualWord { name: &'static str, words: &'static [&'static str], word: String },
    /// An element of a list holds a comma: the attribute and the index.
    Comma(&'static str, usize),
    /// The type has no such deletion policy.
    UnknownPolicy { policy: String, listed: String },
    /// Nothing is adopted, so there is nothing to restore.
    NothingToRestore,
    /// The text is no duration: the operation, the text, and what is wrong with it.
    NoDuration(&'static str, String, String),
    /// The instance keeps the column itself: the attribute and the column.
    AuditColumn(&'static str, String),
    /// The column is one of another record: the attribute and the column.
    OtherRecord(&'static str, String),
    /// The write-only columns have no version.
    NoVersionOfFields,
    /// What stands for a table is not the name of one.
    NoTableName,
    /// No column is named.
    NoColumn,
    /// The limit is no number of rows.
    NoLimit,
    /// A data source is given nothing to search by, of these.
    NothingToSearchBy(Vec<&'static str>),
}

impl Mistake {
    pub(super) fn sentence(&self) -> Diagnostic {
        match self {
            Self::OtherType { name, types, actual } => other_type(name, types, actual),
            Self::WithoutEffect { name, flag, wanted } => without_effect(name, flag, *wanted),
            Self::UnknownType(word, listed) => {
                let listed = quoted(listed, ", ");
                error!("Unknown type", "type is \"{word}\". It is one of {listed}.")
                    .at_attribute(TYPE)
            }
            Self::SecretTwice(name) => secret_twice(name),
            Self::NoVersion(name) => no_version("The secret has no version", name, "the secret"),
            Self::NoVersionOfFields => {
                no_version("The secrets have no version", "fields", "a secret")
            }
            Self::OnlyVersion(name) => only_version(name),
            Self::Empty(name) => {
                error!("Empty text", "{name} must not be empty.").at_attribute(name)
            }
            Self::NotWhole(name) => {
                error!("Not a whole number", "{name} takes a whole number.").at_attribute(name)
            }
            Self::UnusualWord { name, words, word } => unusual_word(name, words, word),
            Self::Comma(name, index) => comma(name, *index),
            Self::UnknownPolicy { policy, listed } => {
                error!("Unknown deletion policy", "deletion_policy is \"{policy}\". {listed}")
                    .at_attribute(POLICY)
            }
            Self::NothingToRestore => nothing_to_restore(),
            Self::NoDuration(operation, text, why) => no_duration(operation, text, why),
            Self::AuditColumn(attribute, column) => {
                let text =
                    format!("The instance keeps {column} itself. Remove it from {attribute}.");
                Diagnostic::error("Not a column to write", text).at(key(attribute, column))
            }
            Self::OtherRecord(attribute, column) => error!(
                "Not a column of the table",
                "{column} leads to another record. Manage that record by its own resource."
            )
            .at(key(attribute, column)),
            Self::NoTableName => {
                let text =
                    "table takes the name of a table, such as \"sys_choice\", not its label.";
                Diagnostic::error("Not the name of a table", text).at_attribute("table")
            }
            Self::NoColumn => {
                let text = "Neither fields nor fields_wo names a column, so nothing of the record would be managed.";
                Diagnostic::warning("No column is named", text).at_attribute("fields")
            }
            Self::NoLimit => {
                let text = "limit takes a whole number above zero. Leave it out for 1000 rows.";
                Diagnostic::error("Not a limit", text).at_attribute("limit")
            }
            Self::NothingToSearchBy(keys) => {
                let keys = keys.join(", ");
                error!("Nothing to search for", "Set id, or at least one of {keys}.")
                    .at_attribute(ID)
            }
        }
    }
}

fn key(attribute: &str, column: &str) -> AttributePath {
    AttributePath::attribute(attribute).then(Step::Key(column.to_owned()))
}

fn other_type(name: &str, types: &[&str], actual: &str) -> Diagnostic {
    error!(
        "Attribute of another type",
        "{name} belongs to type = {}, and this is type = \"{actual}\". Remove {name}, or change the type.",
        quoted(types, " or ")
    )
    .at_attribute(name)
}

fn without_effect(name: &str, flag: &str, wanted: bool) -> Diagnostic {
    error!(
        "Attribute without effect",
        "{name} has no effect while {flag} is {}. Remove {name}, or set {flag} = {wanted}.",
        !wanted
    )
    .at_attribute(name)
}

fn secret_twice(name: &str) -> Diagnostic {
    error!(
        "The secret is given twice",
        "Both {name} and {name}_wo are set. Keep {name}_wo with {name}_wo_version (never stored), or {name} (stored in the \
         state)."
    )
    .at_attribute(&format!("{name}_wo"))
}

fn no_version(summary: &str, name: &str, what: &str) -> Diagnostic {
    error!(
        summary,
        "{name}_wo is not stored, so only {name}_wo_version tells when it changed. Set {name}_wo_version = 1, and raise it \
         whenever {what} changes."
    )
    .at_attribute(&format!("{name}_wo_version"))
}

fn only_version(name: &str) -> Diagnostic {
    warning!(
        "A version without a secret",
        "{name}_wo_version is set without {name}_wo, so there is nothing to send. Set {name}_wo, or remove \
         {name}_wo_version."
    )
    .at_attribute(&format!("{name}_wo_version"))
}

/// Choice lists differ among releases and instances, so an unlisted word is accepted.
fn unusual_word(name: &str, words: &[&str], word: &str) -> Diagnostic {
    warning!(
        "Unusual choice",
        "{name} is \"{word}\", which is none of {}. The instance stores it as it is; check the spelling.",
        quoted(words, ", ")
    )
    .at_attribute(name)
}

fn comma(name: &str, index: usize) -> Diagnostic {
    let step = Step::Index(i64::try_from(index).unwrap_or(i64::MAX));
    error!(
        "A comma in an element",
        "The instance stores {name} as one text with commas between the elements, so an element cannot hold one. Give each \
         its own element, or write %2C."
    )
    .at(AttributePath::attribute(name).then(step))
}

fn nothing_to_restore() -> Diagnostic {
    let text = "deletion_policy = \"restore\" gives an adopted record its old values back, and adopt_existing is not true. \
                Set adopt_existing = true, or use \"delete\" or \"abandon\".";
    Diagnostic::error("Nothing to restore", text).at_attribute(POLICY)
}

fn no_duration(operation: &str, given: &str, why: &str) -> Diagnostic {
    error!(
        "Not a duration",
        "timeouts.{operation} is \"{given}\", which is no duration: {why}. Write it like \"90m\"."
    )
    .at(AttributePath::attribute("timeouts").then(Step::Attribute(operation.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_names_its_attribute_and_what_to_do() {
        let sentence = Mistake::NoVersion("password").sentence();
        assert_eq!(sentence.path, Some(AttributePath::attribute("password_wo_version")));
        assert!(sentence.detail.as_str().contains("Set password_wo_version = 1"));
        let sentence =
            Mistake::WithoutEffect { name: "order".into(), flag: "active", wanted: true };
        assert!(sentence.sentence().detail.as_str().contains("while active is false"));
    }
}
