//! Mistakes that a configuration shows by itself, before anything is asked of the instance.

use tfplugin::{AttributePath, Step, Value};
use thiserror::Error;

use super::sentence::{quoted, similar};
use crate::describe::{Code, TextKind, shown};
use crate::engine::model::{ID, POLICY, TYPE};

/// What is wrong with a configuration, or odd.
#[derive(Debug, Clone, Error)]
pub(crate) enum Mistake {
    #[error(
        "Attribute of another type\n\
         {name} belongs to type = {}, and this is type = \"{actual}\". Remove {name}, or change the type.",
        quoted(.types, " or ")
    )]
    OtherType { name: String, types: &'static [&'static str], actual: &'static str },
    #[error(
        "Attribute without effect\n\
         {name} has no effect while {flag} is {}. Remove {name}, or set {flag} = {wanted}.",
        !.wanted
    )]
    WithoutEffect { name: String, flag: &'static str, wanted: bool },
    #[error(
        "Unknown type\ntype is {word}, which is none of {known}.{similar} Write one of these.",
        word = shown(.0), known = quoted(.1, ", "), similar = similar(&alike(.0, .1))
    )]
    UnknownType(String, Vec<&'static str>),
    #[error(
        "The secret is given twice\n\
         Both {0} and {0}_wo are set. Keep {0}_wo with {0}_wo_version (never stored), or {0} (stored in the state)."
    )]
    SecretTwice(&'static str),
    #[error("The secret has no version\n{}", no_version(.0, "the secret"))]
    NoVersion(&'static str),
    #[error(
        "A version without a secret\n\
         {0}_wo_version is set without {0}_wo, so there is nothing to send. Set {0}_wo, or remove {0}_wo_version."
    )]
    OnlyVersion(&'static str),
    #[error("Empty text\n{0} must not be empty.")]
    Empty(&'static str),
    #[error("Not a whole number\n{0} takes a whole number.")]
    NotWhole(&'static str),
    /// Some lists differ among releases and instances, so an unlisted word is accepted.
    #[error(
        "Unusual choice\n\
         {name} is {}, which is none of {}.{} The instance stores it as it is; check the spelling.",
        shown(.word), quoted(.words, ", "), similar(&alike(.word, .words))
    )]
    UnusualWord { name: &'static str, words: &'static [&'static str], word: String },
    /// The list is known whole: what uses the record knows no other word.
    #[error(
        "Unknown word\n\
         {name} is {}, which is none of {}.{} Write one of these: the instance would store any word and then do nothing by it.",
        shown(.word), quoted(.words, ", "), similar(&alike(.word, .words))
    )]
    UnknownWord { name: &'static str, words: &'static [&'static str], word: String },
    /// A later release may know more numbers, so one that no word stands for is accepted.
    #[error(
        "Unusual number\n\
         {name} is {}, and no word is known for that number. Known are {}. The instance stores it as it is; check the number.",
        shown(.number), listed(.codes)
    )]
    UnusualNumber { name: &'static str, codes: &'static [Code], number: String },
    /// The instance stores numbers, and this is neither one nor a word for one.
    #[error(
        "Unknown word\n\
         {name} is {}, which is none of {}.{} Write one of these words, or the number that the instance has for it.",
        shown(.text), listed(.codes), similar(&alike(.text, &words(.codes)))
    )]
    UnknownCode { name: &'static str, codes: &'static [Code], text: String },
    /// The text, or the element of the list at this index, is not what it must be.
    #[error("{}\n{name} is {}, which is {}", wrong_kind(*.kind), shown(.text), not_of_kind(*.kind))]
    OtherKind { name: &'static str, index: Option<usize>, kind: TextKind, text: String },
    #[error("The number is too low\n{name} is {number}. It is {least} or more.")]
    TooLow { name: &'static str, least: i64, number: i64 },
    /// The attribute, and the index of the element.
    #[error(
        "A comma in an element\n\
         The instance stores {0} as one text with commas between the elements, so an element cannot hold one. Give each \
         its own element, or write %2C."
    )]
    Comma(&'static str, usize),
    /// The attribute, and the index of the element.
    #[error("An element without text\n{}", empty_element(.0))]
    EmptyElement(&'static str, usize),
    #[error("An element without text\n{}", empty_element(.0))]
    EmptyInSet(&'static str),
    /// The attribute, and the index of the child.
    #[error(
        "An element that is null\n\
         {0}[{1}] is null, and each element of {0} is one row on the instance. Leave it out: [for one in ... : one if one != \
         null] drops elements of that kind."
    )]
    NullChild(&'static str, usize),
    /// What is wrong with the child at this index.
    #[error("{wrong}")]
    InChild { name: &'static str, index: usize, wrong: Box<Mistake> },
    /// The attribute, and those to set instead: the one behind the same column, or those that it follows from.
    #[error("A read-only attribute in the configuration\n{}", read_only(.0, .1))]
    ReadOnly(String, Vec<&'static str>),
    #[error(
        "A read-only attribute in the configuration\n\
         id is the sys_id that the instance gives a new record, and nobody else sets it. Remove id from the configuration. To \
         manage a record that is there already, import it by its sys_id."
    )]
    OwnId,
    /// The attribute, and those by which the data source finds what it shows.
    #[error("A read-only attribute in the configuration\n{}", only_shown(.0, .1))]
    OnlyShown(String, Vec<String>),
    #[error("Unknown deletion policy\ndeletion_policy is {}. {listed}", shown(.policy))]
    UnknownPolicy { policy: String, listed: String },
    #[error(
        "Nothing to restore\n\
         deletion_policy = \"restore\" gives an adopted record its old values back, and adopt_existing is not true. Set \
         adopt_existing = true, or use \"delete\" or \"abandon\"."
    )]
    NothingToRestore,
    /// The operation, the text, and what is wrong with it.
    #[error(
        "Not a duration\n\
         timeouts.{0} is {text}, which is no duration: {2}. Write it like \"90m\".",
        text = shown(.1)
    )]
    NoDuration(&'static str, String, String),
    /// The attribute and the column.
    #[error("Not a column to write\nThe instance keeps {1} itself. Remove it from {0}.")]
    AuditColumn(&'static str, String),
    /// The attribute and the column.
    #[error(
        "Not a column of the table\n\
         {1} leads to another record. Manage that record by its own resource."
    )]
    OtherRecord(&'static str, String),
    /// The column, and the attribute that gives it beside `references`.
    #[error(
        "The column is given twice\n\
         {0} stands in references and in {1}. Keep it in references, by the name of the record that it leads to, or in {1}, as it \
         is stored."
    )]
    ColumnTwice(String, &'static str),
    #[error(
        "Nothing tells which record is meant\n\
         adopt_existing = true takes over a record that is there already, and match_on does not say by which columns that is \
         recognised. Set match_on to columns of fields or references, such as [\"name\"], or remove adopt_existing."
    )]
    NothingToMatch,
    #[error(
        "A column to match is not configured\n\
         match_on names {0}, and neither fields nor references gives that a value. Set it there, or remove it from match_on."
    )]
    NotToMatch(String),
    #[error("The secrets have no version\n{}", no_version("fields", "a secret"))]
    NoVersionOfFields,
    #[error(
        "Not the name of a table\n\
         table takes the name of a table, such as \"sys_choice\", not its label."
    )]
    NoTableName,
    #[error(
        "No column is named\n\
         Neither fields, references nor fields_wo names a column, so nothing of the record would be managed."
    )]
    NoColumn,
    #[error("Not a limit\nlimit takes a whole number above zero. Leave it out for 1000 rows.")]
    NoLimit,
    #[error(
        "A limit on all rows\n\
         all = true reads every row that matches, and limit ends the reading earlier. Keep one of the two."
    )]
    LimitOnAll,
    #[error("Nothing to search for\nSet id, or at least one of {}.", .0.join(", "))]
    NothingToSearchBy(Vec<&'static str>),
}

/// How alike two words must be to be worth showing, from 0 to 1.
const ALIKE: f64 = 0.6;

/// The word that was probably meant.
fn words(codes: &[Code]) -> Vec<&'static str> {
    codes.iter().map(|(word, _)| *word).collect()
}

/// Words in quotes, each with the number that it stands for.
fn listed(codes: &[Code]) -> String {
    let codes = codes.iter().map(|(word, number)| format!("\"{word}\" ({number})"));
    codes.collect::<Vec<_>>().join(", ")
}

fn alike(word: &str, words: &[&str]) -> Vec<String> {
    let word = word.to_lowercase();
    let likeness =
        |known: &&&str| strsim::normalized_damerau_levenshtein(&known.to_lowercase(), &word);
    let nearest = words.iter().max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    nearest
        .filter(|known| likeness(known) >= ALIKE)
        .map(|known| quoted(&[*known], ""))
        .into_iter()
        .collect()
}

fn wrong_kind(kind: TextKind) -> &'static str {
    match kind {
        TextKind::Url | TextKind::UrlOrPage(_) | TextKind::Uri => "Not an address",
        TextKind::Email => "Not an e-mail address",
        TextKind::Host => "Not a host",
        TextKind::Moment => "Not a moment",
    }
}

fn not_of_kind(kind: TextKind) -> String {
    let text = match kind {
        TextKind::Url => {
            "no address. Write it whole and without blanks, such as \"https://login.example.com/token\"."
        }
        TextKind::UrlOrPage(endings) => {
            let page =
                endings.first().map_or_else(String::new, |ending| format!(" or \"name.{ending}\""));
            return format!(
                "no address. Write it whole and without blanks, such as \"https://login.example.com/token\", or as a place on this \
                 instance, such as \"/path\"{page}."
            );
        }
        TextKind::Uri => {
            "no address. Write it whole, with its scheme and without blanks, such as \
                          \"https://app.example.com/callback\" or \"com.example.app:/callback\"."
        }
        TextKind::Email => "no e-mail address. Write one address, such as \"team@example.com\".",
        TextKind::Host => {
            "no host. Write its name or number alone, such as \"api.example.com\": scheme, port and path have \
                           attributes of their own."
        }
        TextKind::Moment => "no moment. Write it in UTC, such as \"2030-01-31 00:00:00\".",
    };
    text.to_owned()
}

fn no_version(name: &str, what: &str) -> String {
    format!(
        "{name}_wo is not stored, so only {name}_wo_version tells when it changed. Set {name}_wo_version = 1, and raise it \
         whenever {what} changes."
    )
}

fn empty_element(name: &str) -> String {
    format!(
        "An element of {name} is null or empty, and the instance would store it beside the others. Leave it out: \
         compact([...]) drops elements of that kind, such as a variable that is not set."
    )
}

fn read_only(name: &str, instead: &[&str]) -> String {
    match instead {
        [] => format!("{name} is set by the instance alone. Remove {name} from the configuration."),
        [one] => format!(
            "{name} only shows what the instance has. Set {one} instead, and remove {name}."
        ),
        several => {
            let (last, others) = several.split_last().unwrap_or((&"", &[]));
            let others = others.join(", ");
            format!(
                "{name} only shows what the instance makes of {others} and {last}. Set these instead, and remove {name}."
            )
        }
    }
}

fn only_shown(name: &str, keys: &[String]) -> String {
    let way = match keys {
        [] => String::new(),
        keys => format!(" To choose what is shown, set {}.", keys.join(", ")),
    };
    format!(
        "{name} is shown by the data source and cannot be set. Remove {name} from the configuration.{way}"
    )
}

impl Mistake {
    /// The attribute whose value it is about: a rule of the resource may say more of it.
    pub(crate) fn value_of(&self) -> Option<&'static str> {
        match self {
            Self::UnusualWord { name, .. }
            | Self::UnknownWord { name, .. }
            | Self::UnusualNumber { name, .. }
            | Self::UnknownCode { name, .. }
            | Self::OtherKind { name, .. }
            | Self::TooLow { name, .. } => Some(name),
            _ => None,
        }
    }

    /// Whether it is only to be known.
    pub(super) fn is_warning(&self) -> bool {
        match self {
            Self::OnlyVersion(_)
            | Self::UnusualWord { .. }
            | Self::UnusualNumber { .. }
            | Self::NoColumn => true,
            Self::InChild { wrong, .. } => wrong.is_warning(),
            _ => false,
        }
    }

    /// The elements of a list that say nothing: the instance would store them all the same.
    pub(crate) fn of_elements(
        name: &'static str,
        elements: &[Value],
    ) -> impl Iterator<Item = Self> {
        let says_nothing = |element: &Value| {
            element.is_null() || element.as_str().is_some_and(|text| text.trim().is_empty())
        };
        let empty = elements.iter().enumerate().filter(move |(_, element)| says_nothing(element));
        empty.map(move |(index, _)| Self::EmptyElement(name, index))
    }

    pub(super) fn path(&self) -> AttributePath {
        let named = |name: &str| AttributePath::attribute(name);
        let at = |name: &str, index: usize| {
            named(name).then(Step::Index(i64::try_from(index).unwrap_or(i64::MAX)))
        };
        match self {
            Self::OtherType { name, .. }
            | Self::WithoutEffect { name, .. }
            | Self::ReadOnly(name, _)
            | Self::OnlyShown(name, _) => named(name),
            Self::UnusualWord { name, .. }
            | Self::UnknownWord { name, .. }
            | Self::UnusualNumber { name, .. }
            | Self::UnknownCode { name, .. }
            | Self::TooLow { name, .. }
            | Self::Empty(name)
            | Self::EmptyInSet(name)
            | Self::NotWhole(name)
            | Self::OtherKind { name, index: None, .. } => named(name),
            Self::UnknownType(..) => named(TYPE),
            Self::SecretTwice(name) => named(&format!("{name}_wo")),
            Self::NoVersion(name) | Self::OnlyVersion(name) => named(&format!("{name}_wo_version")),
            Self::NoVersionOfFields => named("fields_wo_version"),
            Self::UnknownPolicy { .. } | Self::NothingToRestore => named(POLICY),
            Self::Comma(name, index)
            | Self::EmptyElement(name, index)
            | Self::NullChild(name, index)
            | Self::OtherKind { name, index: Some(index), .. } => at(name, *index),
            Self::InChild { name, index, wrong } => {
                let steps = wrong.path().0.into_iter();
                steps.fold(at(name, *index), AttributePath::then)
            }
            Self::NoDuration(operation, ..) => {
                named("timeouts").then(Step::Attribute((*operation).to_owned()))
            }
            Self::AuditColumn(attribute, column) | Self::OtherRecord(attribute, column) => {
                named(attribute).then(Step::Key(column.clone()))
            }
            Self::ColumnTwice(column, _) => named("references").then(Step::Key(column.clone())),
            Self::NothingToMatch | Self::NotToMatch(_) => named("match_on"),
            Self::NoTableName => named("table"),
            Self::NoColumn => named("fields"),
            Self::NoLimit | Self::LimitOnAll => named("limit"),
            Self::OwnId | Self::NothingToSearchBy(_) => named(ID),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_names_its_attribute_and_what_to_do() {
        let mistake = Mistake::NoVersion("password");
        assert_eq!(mistake.path(), AttributePath::attribute("password_wo_version"));
        assert!(mistake.to_string().contains("Set password_wo_version = 1"));
        let mistake = Mistake::WithoutEffect { name: "order".into(), flag: "active", wanted: true };
        assert!(mistake.to_string().contains("while active is false"));
    }
}
