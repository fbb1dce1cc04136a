//! The record that an operation is about, as far as every operation names it.

/// The type name of a row of any table.
pub(crate) const ANY_RECORD: &str = "servicenow_record";

/// A record, by its type and its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(crate) type_name: String,
    pub(crate) table: String,
}

impl Subject {
    /// A record of this type in this table.
    pub(crate) fn new(type_name: &str, table: &str) -> Self {
        Self { type_name: type_name.to_owned(), table: table.to_owned() }
    }

    /// Whether it is a row of any table, known by its columns alone.
    pub(crate) fn is_any_record(&self) -> bool {
        self.type_name == ANY_RECORD
    }
}

/// Where a user finds a column in the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Spot {
    /// Behind an attribute of a described type: its name and the column's.
    Attribute(&'static str, &'static str),
    /// Under its own name, in `fields` of a row of any table.
    Column(String),
    /// Under its own name, in `references` of a row of any table.
    Reference(String),
}

impl Spot {
    /// What a user calls it.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Attribute(attribute, _) => attribute,
            Self::Column(column) | Self::Reference(column) => column,
        }
    }

    /// The column.
    pub(crate) fn column(&self) -> &str {
        match self {
            Self::Attribute(_, column) => column,
            Self::Column(column) | Self::Reference(column) => column,
        }
    }
}
