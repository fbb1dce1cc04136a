//! One attribute of a resource, and the column behind it.

use super::codes::Code;
use super::hooks::Derive;
use super::text_kind::TextKind;
use super::words::same;

/// One attribute of a resource and how it is stored on the instance.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "the marks of a field, each independent")]
pub struct Field {
    /// Name of the attribute.
    pub name: &'static str,
    /// Column of the table; `None` when the attribute is no column of it.
    pub column: Option<&'static str>,
    /// What it holds.
    pub holds: FieldType,
    /// Who sets it.
    pub mode: Mode,
    /// What it means, in Markdown.
    pub doc: &'static str,
    /// What it means where a record is only looked up, where that is something else.
    pub seen_as: Option<&'static str>,
    /// Whether a change needs a new record.
    pub replaces: bool,
    /// Unit of a number.
    pub unit: Option<&'static str>,
    /// The variants of the type that have it; empty for all.
    pub only_for: &'static [&'static str],
    /// Attributes whose change may make the instance change this one too.
    pub follows: &'static [&'static str],
    /// The flag, and its value, that must hold for it to be set.
    pub only_while: Option<(&'static str, bool)>,
    /// The variants in which that flag and a default count; empty for all.
    pub ruled_in: &'static [&'static str],
    /// Whether only some instances have the column.
    pub on_some_instances: bool,
    /// Whether the record guards something, which follows from its type: a value that may be lost then fails the write.
    pub guards: bool,
    /// What a text, or each element of a list of texts, must be.
    pub kind: Option<TextKind>,
    /// The least that a number may be.
    pub least: Option<i64>,
    /// The words that a choice takes beside those listed.
    pub further: Further,
    /// The attribute, and its words, with which it holds a secret.
    pub secret_if: Option<(&'static str, &'static [&'static str])>,
    /// Whether somebody signs in with it, beside a secret.
    pub is_credential: bool,
    /// Whether it is a secret in a column for any text: whoever may read the record sees it.
    pub in_clear: bool,
}

/// What a [`Field`] holds. Planning, comparison and storage follow from it.
#[derive(Clone, Copy)]
pub enum FieldType {
    /// Text.
    Text,
    /// An encoded query, which the platform may end in its own way.
    Condition,
    /// One of a few words, and those that [`Field::further`] says.
    Choice(&'static [&'static str]),
    /// One of a few words, each of which stands for a number that the instance stores. A configuration may give either.
    Codes(&'static [Code]),
    /// A whole number.
    Whole,
    /// True or false.
    Flag,
    /// Texts in order, stored with commas between them.
    TextList,
    /// What a file holds, given in this form: sent with the upload that makes the record, never stored and never read.
    Content(Encoding),
    /// A password-like value: never read, never compared; the provider may make one.
    Secret(Option<MadeSecret>),
    /// Another record, by sys_id or natural key.
    Reference(Target),
    /// A set of other records, stored as a comma-separated list of sys_ids.
    References(Target),
    /// A set of other records, joined by rows of a table between them.
    Links(Links),
    /// Rows of another table that are part of this record, as a list of objects.
    Children(Children),
    /// Text computed from these (dot-walked) columns of the record.
    Derived(&'static [&'static str], Derive),
    /// Read-only texts under one name: pairs of attribute and (dot-walked) column.
    Object(&'static [(&'static str, &'static str)]),
}

/// The form in which a configuration gives the content of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As the text that it is.
    Text,
    /// In base64.
    Base64,
}

/// The words that a choice takes beside those listed, with a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Further {
    /// None: another word is wrong.
    Nothing,
    /// These, which older records have.
    Words(&'static [&'static str]),
    /// Any: the list is known in part only, or instances add to it (docs/facts.md#choice-lists).
    Anything,
}

/// When the provider makes a secret that is not configured.
#[derive(Clone, Copy)]
pub struct MadeSecret {
    /// For records of these types.
    pub types: &'static [&'static str],
    /// Unless this flag is on.
    pub unless: &'static str,
}

/// What a reference points to.
#[derive(Clone, Copy)]
pub struct Target {
    /// The table of the record pointed to.
    pub table: &'static str,
    /// Columns that name a record for people, tried in this order.
    pub keys: &'static [&'static str],
    /// A dot-walked column that tells records of the same name apart: `<within>/<key>` is accepted too.
    pub within: Option<&'static str>,
    /// Words that are sys_ids themselves, compared without case.
    pub literals: &'static [&'static str],
    /// Whether a literal is what a new record has anyway, so that it need not be sent.
    pub literal_is_default: bool,
}

/// A set of records joined by rows of a table between them.
#[derive(Clone, Copy)]
pub struct Links {
    /// The table of the joining rows.
    pub table: &'static str,
    /// The column of a joining row that points back to this record.
    pub owner: &'static str,
    /// The column of a joining row that points to the other record.
    pub member: &'static str,
    /// The other record.
    pub target: Target,
    /// Column of the other record, and attribute of this one, that must agree.
    pub same: Option<(&'static str, &'static str)>,
}

/// Rows of another table that people think of as part of a record. The list of them is the whole truth: a row that it does
/// not name is deleted.
#[derive(Clone, Copy)]
pub struct Children {
    /// Their table.
    pub table: &'static str,
    /// The column of a row that points back to the record.
    pub owner: &'static str,
    /// The attributes of each.
    pub fields: &'static [Field],
    /// The attribute that names one within the record; none where its place in the order does.
    pub name: Option<&'static str>,
    /// The column that holds their order, as a number.
    pub order: Option<&'static str>,
    /// Whether the instance deletes them along with the record.
    pub cascades: bool,
}

/// Who sets a [`Field`], and what null in the configuration means.
#[derive(Clone, Copy)]
pub enum Mode {
    /// The configuration, always.
    Required,
    /// The configuration. Never configured nor imported: not managed. Dropped from the configuration: cleared.
    Optional,
    /// The configuration, or else this value.
    Default(Literal),
    /// The configuration, or else false while this attribute is set and true while it is not.
    Unless(&'static str),
    /// The configuration, or else, when the record is made, whether that attribute is one of these words, and later
    /// whatever the instance has.
    StartingFor(&'static str, &'static [&'static str]),
    /// The configuration, or else whatever the instance has.
    InstanceDefault,
    /// The configuration, or else the instance once, on creation.
    OrGenerated,
    /// The instance.
    Computed,
    /// The instance, anew whenever one of these attributes changes.
    ComputedFrom(&'static [&'static str]),
    /// The SHA-256 of the content that the configuration gives, or else what the instance has.
    Digest,
}

/// A constant in a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Literal {
    /// True or false.
    Flag(bool),
    /// Text.
    Text(&'static str),
}

impl Further {
    /// Whether it takes this word.
    pub fn takes(self, word: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Words(words) => words.contains(&word),
            Self::Anything => true,
        }
    }
}

impl Target {
    /// A record of this table, named for people by these columns.
    pub const fn new(table: &'static str, keys: &'static [&'static str]) -> Self {
        Self { table, keys, within: None, literals: &[], literal_is_default: false }
    }
}

impl Children {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The column that names one within the record.
    pub fn name_column(&self) -> Option<&'static str> {
        self.field(self.name?)?.column
    }

    /// Whether all is said that tells one from another, of attributes that a child can have.
    pub(super) const fn is_whole(&self) -> bool {
        let (mut index, mut is_named) = (0, self.name.is_none() && self.order.is_some());
        while index < self.fields.len() {
            let field = &self.fields[index];
            if !field.fits_a_child() {
                return false;
            }
            if let Some(name) = self.name {
                is_named |= same(name, field.name) && matches!(field.mode, Mode::Required);
            }
            index += 1;
        }
        is_named && !self.table.is_empty() && !self.owner.is_empty() && index > 0
    }
}

impl Field {
    /// Whether a child can have it: a plain value in a column of its own that depends on nothing else.
    const fn fits_a_child(&self) -> bool {
        let is_plain = matches!(
            self.holds,
            FieldType::Text
                | FieldType::Condition
                | FieldType::Choice(_)
                | FieldType::Codes(_)
                | FieldType::Whole
                | FieldType::Flag
        );
        let is_alone = self.only_for.is_empty()
            && self.follows.is_empty()
            && self.only_while.is_none()
            && self.secret_if.is_none();
        let is_set = matches!(
            self.mode,
            Mode::Required | Mode::Optional | Mode::Default(_) | Mode::InstanceDefault
        );
        is_plain && is_alone && is_set && self.column.is_some() && !self.replaces
    }

    /// Whether the configuration may set it.
    pub const fn is_configurable(&self) -> bool {
        !matches!(self.mode, Mode::Computed | Mode::ComputedFrom(_) | Mode::Digest)
    }

    /// Whether the provider may set it.
    pub const fn is_computed(&self) -> bool {
        !matches!(self.mode, Mode::Required | Mode::Optional)
    }

    /// Whether it is a secret.
    pub const fn is_secret(&self) -> bool {
        matches!(self.holds, FieldType::Secret(_))
    }

    /// Whether it gives the content of a file.
    pub const fn is_content(&self) -> bool {
        matches!(self.holds, FieldType::Content(_))
    }

    /// Whether records of this variant have it.
    pub fn belongs_to(&self, variant: &str) -> bool {
        self.only_for.is_empty() || self.only_for.contains(&variant)
    }

    /// Whether the flag it depends on, and its default, count in this variant; `None` while the variant is not known.
    pub fn is_ruled_in(&self, variant: Option<&str>) -> Option<bool> {
        if self.ruled_in.is_empty() {
            return Some(true);
        }
        variant.map(|variant| self.ruled_in.contains(&variant))
    }

    /// Who sets it in this variant: where its default does not count, the configuration alone.
    pub fn mode_in(&self, variant: Option<&str>) -> Mode {
        match self.mode {
            Mode::Default(_) if self.is_ruled_in(variant) == Some(false) => Mode::Optional,
            mode => mode,
        }
    }

    /// The column it is written to, where it is written with the record itself. A digest is, by way of its content.
    pub fn written_column(&self) -> Option<&'static str> {
        let is_written = self.is_configurable() || matches!(self.mode, Mode::Digest);
        if is_written && !self.is_secret() { self.column } else { None }
    }
}

/// Whether one of the fields has this name; what every file of an application has counts.
pub(super) const fn has(fields: &[Field], name: &str) -> bool {
    let mut index = 0;
    while index < fields.len() {
        if same(fields[index].name, name) {
            return true;
        }
        index += 1;
    }
    same(name, "application_scope")
}

/// Whether they all are names of fields.
pub(super) const fn all_there(fields: &[Field], names: &[&str]) -> bool {
    let mut index = 0;
    while index < names.len() {
        if !has(fields, names[index]) {
            return false;
        }
        index += 1;
    }
    true
}
