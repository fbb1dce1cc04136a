//! The shape of a provider's, resource's or data source's configuration.

mod identity;
mod signature;

use crate::{Type, Value};

pub use identity::{IdentityAttribute, IdentitySchema};
pub use signature::{Parameter, Signature};

/// A schema and its version.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Schema {
    /// Raised when the stored form changes; see [`Resource::upgrade`](crate::Resource::upgrade).
    pub version: i64,
    /// The top-level block.
    pub block: Block,
}

/// Attributes and nested blocks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Block {
    /// The attributes, sent in this order.
    pub attributes: Vec<Attribute>,
    /// The nested blocks, sent in this order.
    pub blocks: Vec<NestedBlock>,
    /// Markdown.
    pub description: String,
    /// Why and what instead, if the block is deprecated.
    pub deprecation: Option<String>,
    /// The provider may plan how many of these blocks there are, for callers that [allow
    /// it](crate::Call::computed_blocks_allowed).
    pub computed: bool,
}

/// One attribute.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "the flags of the protocol, each independent")]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: AttributeType,
    /// Markdown.
    pub description: String,
    /// The configuration must set it.
    pub required: bool,
    /// The configuration may set it.
    pub optional: bool,
    /// The provider may set it.
    pub computed: bool,
    /// Masked in Terraform's output.
    pub sensitive: bool,
    /// Never stored.
    pub write_only: bool,
    /// Why and what instead, if it is deprecated.
    pub deprecation: Option<String>,
}

/// What an [`Attribute`] holds.
#[derive(Debug, Clone, PartialEq)]
pub enum AttributeType {
    /// A value of this type.
    Plain(Type),
    /// Objects whose attributes have modes of their own.
    Nested(Nesting, Vec<Attribute>),
}

/// How the objects of a nested attribute are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nesting {
    /// One object.
    Single,
    /// A list of objects.
    List,
    /// A set of objects.
    Set,
    /// Objects under text keys.
    Map,
}

/// A nested block.
#[derive(Debug, Clone, PartialEq)]
pub struct NestedBlock {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub block: Block,
    /// How its blocks are held.
    pub nesting: BlockNesting,
    /// At least so many; 0 for no limit.
    pub min_items: i64,
    /// At most so many; 0 for no limit.
    pub max_items: i64,
}

/// How nested blocks are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockNesting {
    /// At most one.
    Single,
    /// Exactly one, empty when absent.
    Group,
    /// A list.
    List,
    /// A set.
    Set,
    /// Under labels.
    Map,
}

impl Schema {
    /// A schema of version 0 with these attributes and this description, which is Markdown.
    ///
    /// ```
    /// use tfplugin::{Attribute, Schema, Type};
    ///
    /// let text = Attribute::new("text", Type::String, "What the note says.").required();
    /// let schema = Schema::new("A note.", vec![text]);
    /// assert_eq!((schema.version, schema.block.attributes.len()), (0, 1));
    /// ```
    pub fn new(description: impl Into<String>, attributes: Vec<Attribute>) -> Self {
        let block = Block { attributes, description: description.into(), ..Block::default() };
        Self { version: 0, block }
    }

    /// What a configuration can say of an object in this state: null are attributes that only the
    /// provider sets, those that are never stored, and deprecated ones.
    ///
    /// ```
    /// use tfplugin::{Attribute, Schema, Type, Value};
    ///
    /// let text = Attribute::new("text", Type::String, "What the note says.").required();
    /// let id = Attribute::new("id", Type::String, "The id of the note.").computed();
    /// let schema = Schema::new("A note.", vec![text, id]);
    /// let note = [("text".to_owned(), "Buy milk.".into()), ("id".to_owned(), "note-1".into())];
    /// let config = schema.configurable(Value::Map(note.into()));
    /// assert_eq!(config.get("text").as_str(), Some("Buy milk."));
    /// assert!(config.get("id").is_null());
    /// ```
    pub fn configurable(&self, mut state: Value) -> Value {
        keep_configurable(&mut state, &self.block);
        state
    }
}

fn keep_configurable(state: &mut Value, block: &Block) {
    keep_attributes(state, &block.attributes);
    let Value::Map(fields) = state else { return };
    for nested in &block.blocks {
        let alone = matches!(nested.nesting, BlockNesting::Single | BlockNesting::Group);
        for held in objects(fields.get_mut(&nested.name), alone) {
            keep_configurable(held, &nested.block);
        }
    }
}

fn keep_attributes(state: &mut Value, attributes: &[Attribute]) {
    let Value::Map(fields) = state else { return };
    for attribute in attributes {
        let held = fields.get_mut(&attribute.name);
        let is_set_by_nobody = !attribute.required && !attribute.optional;
        if is_set_by_nobody || attribute.write_only || attribute.deprecation.is_some() {
            if let Some(held) = held {
                *held = Value::Null;
            }
        } else if let AttributeType::Nested(nesting, inner) = &attribute.kind {
            for held in objects(held, *nesting == Nesting::Single) {
                keep_attributes(held, inner);
            }
        }
    }
}

/// The objects that a nested attribute or block holds: the value itself where it is `alone`.
fn objects(held: Option<&mut Value>, alone: bool) -> Vec<&mut Value> {
    match held {
        Some(held) if alone => vec![held],
        Some(Value::List(elements)) => elements.iter_mut().collect(),
        Some(Value::Map(elements)) => elements.values_mut().collect(),
        _ => Vec::new(),
    }
}

impl Attribute {
    /// An attribute of a plain type that nobody sets yet: say [`required`](Self::required),
    /// [`optional`](Self::optional) or [`computed`](Self::computed). The description is Markdown.
    ///
    /// ```
    /// use tfplugin::{Attribute, AttributeType, Type};
    ///
    /// let pages = Attribute::new("pages", Type::Number, "How many pages; 1 if not set.");
    /// let pages = pages.optional().computed();
    /// assert_eq!(pages.kind, AttributeType::Plain(Type::Number));
    /// assert!(pages.optional && pages.computed && !pages.required);
    /// ```
    pub fn new(name: impl Into<String>, ty: Type, description: impl Into<String>) -> Self {
        Self::of(name, AttributeType::Plain(ty), description)
    }

    /// An attribute that holds objects with attributes of their own.
    ///
    /// ```
    /// use tfplugin::{Attribute, AttributeType, Nesting, Type};
    ///
    /// let text = Attribute::new("text", Type::String, "What the line says.").required();
    /// let lines = Attribute::nested("lines", Nesting::List, vec![text], "The lines.").optional();
    /// let AttributeType::Nested(Nesting::List, inner) = &lines.kind else { panic!("a list") };
    /// assert!(inner[0].required && lines.optional);
    /// ```
    pub fn nested(
        name: impl Into<String>,
        nesting: Nesting,
        attributes: Vec<Attribute>,
        description: impl Into<String>,
    ) -> Self {
        Self::of(name, AttributeType::Nested(nesting, attributes), description)
    }

    fn of(name: impl Into<String>, kind: AttributeType, description: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            kind,
            description: description.into(),
            required: false,
            optional: false,
            computed: false,
            sensitive: false,
            write_only: false,
            deprecation: None,
        }
    }

    /// The configuration must set it.
    ///
    /// ```
    /// use tfplugin::{Attribute, Type};
    ///
    /// let attribute = Attribute::new("text", Type::String, "What it says.").required();
    /// assert!(attribute.required && !attribute.computed);
    /// ```
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The configuration may set it.
    ///
    /// ```
    /// use tfplugin::{Attribute, Type};
    ///
    /// let attribute = Attribute::new("text", Type::String, "What it says.").optional();
    /// assert!(attribute.optional && !attribute.required);
    /// ```
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The provider may set it.
    ///
    /// ```
    /// use tfplugin::{Attribute, Type};
    ///
    /// let attribute = Attribute::new("text", Type::String, "What it says.").computed();
    /// assert!(attribute.computed && !attribute.optional);
    /// ```
    #[must_use]
    pub fn computed(mut self) -> Self {
        self.computed = true;
        self
    }

    /// Terraform masks it in its output.
    ///
    /// ```
    /// use tfplugin::{Attribute, Type};
    ///
    /// let attribute = Attribute::new("text", Type::String, "What it says.").optional().sensitive();
    /// assert!(attribute.sensitive && !attribute.write_only);
    /// ```
    #[must_use]
    pub fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// Terraform never stores it.
    ///
    /// ```
    /// use tfplugin::{Attribute, Type};
    ///
    /// let attribute = Attribute::new("text", Type::String, "What it says.").optional().write_only();
    /// assert!(attribute.write_only && !attribute.sensitive);
    /// ```
    #[must_use]
    pub fn write_only(mut self) -> Self {
        self.write_only = true;
        self
    }

    /// Deprecated: why, and what instead.
    ///
    /// ```
    /// use tfplugin::{Attribute, Type};
    ///
    /// let old = Attribute::new("body", Type::String, "What it says.").optional();
    /// let old = old.deprecated("Use `text`.");
    /// assert_eq!(old.deprecation.as_deref(), Some("Use `text`."));
    /// ```
    #[must_use]
    pub fn deprecated(mut self, message: impl Into<String>) -> Self {
        self.deprecation = Some(message.into());
        self
    }
}
