//! The kinds of columns, by the platform's own names for them (`sys_dictionary.internal_type`).

use serde::Deserialize;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) enum Kind {
    /// Text.
    Text,
    /// A longer text that may be translated.
    TranslatedText,
    /// A whole number.
    Integer,
    /// A number with a fraction, of a fixed number of digits.
    Decimal,
    /// A number with a fraction.
    Float,
    /// `true` or `false`.
    Boolean,
    /// The sys_id of a row of another table.
    Reference,
    /// Comma-joined sys_ids.
    List,
    /// The domain a row belongs to: a reference that holds the word `global`.
    Domain,
    /// A secret encrypted both ways.
    Password2,
    /// A password hashed one way.
    Password,
    /// Date and time in UTC, `YYYY-MM-DD hh:mm:ss`.
    DateTime,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// A row's own identifier.
    Guid,
    /// A web address.
    Url,
    /// JavaScript.
    Script,
    /// An encoded query.
    Conditions,
    /// JSON text.
    Json,
    /// Variables of the row. An instance keeps them elsewhere; what the column reads as is not established, and here it
    /// is the text that was written.
    Variables,
    /// The table a row really is in.
    ClassName,
    /// Comma-joined role names.
    Roles,
    /// Entries that are added to one another, such as work notes; the column itself holds nothing.
    Journal,
    /// The same, by the name the platform gives the columns of tasks.
    JournalInput,
    /// A time of day, stored as that time on 1970-01-01.
    Time,
    /// A span of time, stored as the moment that long after 1970-01-01 00:00:00.
    Duration,
    /// The same, by its other name.
    PlainDuration,
    /// No column but a table: the type of the dictionary's row for the table itself.
    Collection,
}

const NAMES: &[(Kind, &str)] = &[
    (Kind::Text, "string"),
    (Kind::TranslatedText, "translated_text"),
    (Kind::Integer, "integer"),
    (Kind::Decimal, "decimal"),
    (Kind::Float, "float"),
    (Kind::Boolean, "boolean"),
    (Kind::Reference, "reference"),
    (Kind::List, "glide_list"),
    (Kind::Domain, "domain_id"),
    (Kind::Password2, "password2"),
    (Kind::Password, "password"),
    (Kind::DateTime, "glide_date_time"),
    (Kind::Date, "glide_date"),
    (Kind::Guid, "GUID"),
    (Kind::Url, "url"),
    (Kind::Script, "script"),
    (Kind::Conditions, "conditions"),
    (Kind::Json, "json"),
    (Kind::Variables, "glide_var"),
    (Kind::ClassName, "sys_class_name"),
    (Kind::Roles, "user_roles"),
    (Kind::Journal, "journal"),
    (Kind::JournalInput, "journal_input"),
    (Kind::Time, "glide_time"),
    (Kind::Duration, "glide_duration"),
    (Kind::PlainDuration, "duration"),
    (Kind::Collection, "collection"),
];

impl Kind {
    /// The platform's name for it.
    pub(crate) fn internal_type(self) -> &'static str {
        NAMES.iter().find(|(kind, _)| *kind == self).map_or("string", |(_, name)| name)
    }

    /// The platform's names of all kinds.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(_, name)| *name)
    }

    /// Whether its value is never given out in clear.
    pub(crate) fn is_secret(self) -> bool {
        matches!(self, Self::Password2 | Self::Password)
    }

    /// Whether what is written to it becomes an entry of its own, and it holds nothing itself
    /// (docs/facts.md#journal-columns).
    pub(crate) fn is_journal(self) -> bool {
        matches!(self, Self::Journal | Self::JournalInput)
    }

    /// Whether its value is one sys_id and is answered with a link.
    pub(crate) fn is_link(self) -> bool {
        matches!(self, Self::Reference | Self::Domain)
    }
}

impl TryFrom<String> for Kind {
    type Error = String;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        let found = NAMES.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind);
        found.ok_or_else(|| format!("no column type is called {name}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_found_again_by_its_platform_name() {
        for (kind, name) in NAMES {
            assert_eq!(Kind::try_from((*name).to_owned()), Ok(*kind));
            assert_eq!(kind.internal_type(), *name);
        }
        assert!(Kind::try_from("decimal_dream".to_owned()).is_err());
    }
}
