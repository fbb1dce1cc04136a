//! What the examples configure, read from their files as Terraform reads them: the blocks of each type, and what they
//! refer to.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use hcl::eval::{Context, Evaluate};
use hcl::{Block, Body, Value};
use serde_json::{Map, Value as Json, json};
use tfplugin::testing::{State, unknown};

use crate::seen::{id, json_of};
use crate::world::{World, full};

/// The example of one resource type: a complete configuration.
pub(crate) struct Example {
    /// The type without its prefix.
    pub(crate) of: String,
    body: Body,
}

/// A block that configures a record.
#[derive(Clone, Copy)]
pub(crate) struct Configured<'a> {
    example: &'a Example,
    block: &'a Block,
}

/// Records that were made for others to refer to, in the order in which they were.
pub(crate) struct Made<'a> {
    context: Context<'a>,
    states: Vec<(String, State)>,
}

impl Example {
    /// The examples of all resource types, by name. They are read once: to parse them costs more than to lead a record
    /// through its life.
    pub(crate) fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<Example>> = LazyLock::new(Example::read);
        &ALL
    }

    fn read() -> Vec<Self> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/resources");
        let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        let mut all: Vec<Self> = folders
            .map(|entry| {
                let name = entry.file_name().into_string().unwrap();
                let text = std::fs::read_to_string(entry.path().join("resource.tf")).unwrap();
                let body = hcl::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
                Self { of: name.trim_start_matches("servicenow_").to_owned(), body }
            })
            .collect();
        all.sort_by(|one, other| one.of.cmp(&other.of));
        all
    }

    /// Its records, in the order in which they are written.
    pub(crate) fn records(&self) -> impl Iterator<Item = Configured<'_>> {
        let blocks = self.body.blocks().filter(|block| block.identifier() == "resource");
        blocks.map(|block| Configured { example: self, block })
    }

    /// A value for each input variable: its default, or a text of its own.
    fn variables(&self) -> Value {
        let blocks = self.body.blocks().filter(|block| block.identifier() == "variable");
        let values = blocks.map(|block| {
            let name = label(block, 0);
            let default = block.body().attributes().find(|attribute| attribute.key() == "default");
            let value = default.and_then(|one| one.expr().evaluate(&Context::new()).ok());
            (name.to_owned(), value.unwrap_or_else(|| Value::from(format!("planted-{name}"))))
        });
        values.collect()
    }
}

impl<'a> Configured<'a> {
    /// Its type without the prefix.
    pub(crate) fn kind(self) -> &'a str {
        label(self.block, 0).trim_start_matches("servicenow_")
    }

    /// What it is called in its configuration: `oauth_registry.shipping`.
    pub(crate) fn address(self) -> String {
        format!("{}.{}", self.kind(), label(self.block, 1))
    }

    /// The variant it names.
    pub(crate) fn variant(self) -> Option<String> {
        let mut attributes = self.block.body().attributes();
        let named = attributes.find(|attribute| attribute.key() == "type")?;
        named.expr().evaluate(&Context::new()).ok()?.as_str().map(str::to_owned)
    }

    /// Makes what it refers to, and what that refers to.
    pub(crate) async fn made(self, world: &World) -> Made<'a> {
        let mut context = Context::new();
        context.declare_var("var", self.example.variables());
        let mut made = Made { context, states: Vec::new() };
        for one in self.needed() {
            let config = one.config(&made);
            let state = world.apply(one.kind(), None, &config).await;
            made.add(one, state);
        }
        made
    }

    /// The blocks it refers to, those first that others among them refer to.
    fn needed(self) -> Vec<Self> {
        let mut needed: Vec<Self> = Vec::new();
        for other in self.example.records().filter(|other| self.refers_to(*other)) {
            needed.extend(other.needed());
            needed.push(other);
        }
        let mut seen = BTreeSet::new();
        needed.retain(|one| seen.insert(one.address()));
        needed
    }

    fn refers_to(self, other: Self) -> bool {
        let address = format!("{}.{}.", label(other.block, 0), label(other.block, 1));
        self.block.body().attributes().any(|one| one.expr().to_string().contains(&address))
    }

    /// Its arguments, with what they refer to left open.
    pub(crate) fn config_left_open(self) -> Json {
        let mut context = Context::new();
        context.declare_var("var", self.example.variables());
        let values = self.block.body().attributes().map(|attribute| {
            let value = attribute.expr().evaluate(&context);
            (
                attribute.key().to_owned(),
                value.map_or_else(|_| unknown(), |value| from_language(&value)),
            )
        });
        Json::Object(values.collect())
    }

    /// Its arguments, with the attributes of what was made in place of the references.
    pub(crate) fn config(self, made: &Made<'_>) -> Json {
        let values = self.block.body().attributes().map(|attribute| {
            let value = attribute.expr().evaluate(&made.context);
            let value = value.unwrap_or_else(|error| panic!("{}: {error}", self.address()));
            (attribute.key().to_owned(), from_language(&value))
        });
        Json::Object(values.collect())
    }
}

impl Made<'_> {
    fn add(&mut self, one: Configured<'_>, state: State) {
        let kind = label(one.block, 0).to_owned();
        let others = self.states.iter().filter(|(address, _)| is_of(address, one.kind()));
        let all = others.map(|(address, state)| (name_of(address), state));
        let mut records: Map<String, Json> =
            all.map(|(name, state)| (name.to_owned(), json_of(&state.value))).collect();
        records.insert(label(one.block, 1).to_owned(), json_of(&state.value));
        self.context.declare_var(kind, to_language(&Json::Object(records)));
        self.states.push((one.address(), state));
    }

    /// The sys_ids of those of a type.
    pub(crate) fn ids<'s>(&'s self, kind: &'s str) -> impl Iterator<Item = String> + 's {
        self.states.iter().filter(move |(address, _)| is_of(address, kind)).map(|(_, one)| id(one))
    }

    /// Takes everything away again, the last first.
    pub(crate) async fn unmade(self, world: &World) {
        for (address, state) in self.states.into_iter().rev() {
            let kind = address.split('.').next().unwrap();
            let destroyed = world.provider.destroy(&full(kind), state).await;
            destroyed.unwrap_or_else(|said| panic!("{address}: {said:#?}"));
        }
    }
}

fn is_of(address: &str, kind: &str) -> bool {
    address.split('.').next() == Some(kind)
}

fn name_of(address: &str) -> &str {
    address.split('.').next_back().unwrap()
}

fn label(block: &Block, position: usize) -> &str {
    block.labels()[position].as_str()
}

fn from_language(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(truth) => json!(truth),
        Value::Number(number) => {
            number.as_i64().map_or_else(|| json!(number.as_f64()), |n| json!(n))
        }
        Value::String(text) => json!(text),
        Value::Array(elements) => elements.iter().map(from_language).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), from_language(value))).collect()
        }
    }
}

fn to_language(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(truth) => Value::from(*truth),
        Json::Number(number) => Value::from(number.as_i64().expect("a whole number")),
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(elements) => elements.iter().map(to_language).collect(),
        Json::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), to_language(value))).collect()
        }
    }
}

#[test]
fn a_block_needs_what_it_refers_to_and_what_that_refers_to() {
    let text = r#"
variable "secret" { ephemeral = true }
resource "servicenow_a" "one" { name = "One" }
resource "servicenow_b" "two" { owner = servicenow_a.one.id }
resource "servicenow_c" "three" {
  b    = servicenow_b.two.id
  a    = servicenow_a.one.name
  key  = var.secret
  text = <<-EOT
    line
  EOT
}
"#;
    let example = Example { of: "c".to_owned(), body: hcl::parse(text).unwrap() };
    let last = example.records().last().unwrap();
    let needed: Vec<String> = last.needed().into_iter().map(Configured::address).collect();
    assert_eq!((last.kind(), needed), ("c", vec!["a.one".to_owned(), "b.two".to_owned()]));
    let mut context = Context::new();
    context.declare_var("var", example.variables());
    context.declare_var("servicenow_a", to_language(&json!({ "one": { "name": "One" } })));
    context.declare_var("servicenow_b", to_language(&json!({ "two": { "id": "2", "n": 1 } })));
    let config = last.config(&Made { context, states: Vec::new() });
    let expected = json!({ "b": "2", "a": "One", "key": "planted-secret", "text": "line\n" });
    assert_eq!(config, expected);
}
