//! The attributes of a schema, sorted into the sections of a page.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::behind::Behind;

/// A block of a schema: the three sections, and a section for each nested object below.
#[derive(Debug, Default, PartialEq, Serialize)]
pub(super) struct Sections {
    required: Vec<Attribute>,
    optional: Vec<Attribute>,
    read_only: Vec<Attribute>,
    nested: Vec<Nested>,
    /// The names of the write-only attributes.
    write_only: Vec<String>,
    /// Whether a number says when one of these is to be sent again.
    versioned: bool,
}

/// One line of a section.
#[derive(Debug, PartialEq, Serialize)]
struct Attribute {
    name: String,
    /// `String, Sensitive`
    words: String,
    write_only: bool,
    description: String,
    /// What else there is to say of it, in sentences: what stands behind it.
    beside: Vec<String>,
    /// Where its own attributes are listed.
    anchor: Option<String>,
}

/// The attributes of an attribute that is an object.
#[derive(Debug, PartialEq, Serialize)]
struct Nested {
    anchor: String,
    /// `oauth.jwt`
    path: String,
    required: Vec<Attribute>,
    optional: Vec<Attribute>,
    read_only: Vec<Attribute>,
}

impl Sections {
    /// The sections of `schema`, as Terraform shows one.
    pub(super) fn of(schema: &Value) -> Self {
        let mut sections = Self::default();
        let all = collect(members(&schema["block"]), &[], &mut sections);
        (sections.required, sections.optional, sections.read_only) = all;
        let is_version = |attribute: &Attribute| attribute.name.ends_with("_wo_version");
        sections.versioned = sections.optional.iter().any(is_version);
        sections
    }

    /// The same with what stands behind the attributes of these paths.
    pub(super) fn with(mut self, behind: &BTreeMap<String, Behind>) -> Self {
        let attributes = self.required.iter_mut().chain(&mut self.optional);
        for attribute in attributes.chain(&mut self.read_only) {
            attribute.stand_before(behind.get(&attribute.name));
        }
        for nested in &mut self.nested {
            let attributes = nested.required.iter_mut().chain(&mut nested.optional);
            for attribute in attributes.chain(&mut nested.read_only) {
                let path = format!("{}.{}", nested.path, attribute.name);
                attribute.stand_before(behind.get(&path));
            }
        }
        self
    }
}

/// Attributes and nested blocks alike, by name.
fn members(block: &Value) -> Map<String, Value> {
    let mut all = block["attributes"].as_object().cloned().unwrap_or_default();
    for (name, nested) in block["block_types"].as_object().into_iter().flatten() {
        let mut shape = nested["block"].clone();
        shape["nesting_mode"] = nested["nesting_mode"].clone();
        let flag = if nested["min_items"].as_i64() > Some(0) { "required" } else { "optional" };
        let description = shape["description"].clone();
        all.insert(
            name.clone(),
            serde_json::json!({ "nested_type": shape, "description": description, flag: true }),
        );
    }
    all.sort_keys();
    all
}

type Three = (Vec<Attribute>, Vec<Attribute>, Vec<Attribute>);

fn collect(members: Map<String, Value>, path: &[&str], sections: &mut Sections) -> Three {
    let (mut required, mut optional, mut read_only) = (Vec::new(), Vec::new(), Vec::new());
    for (name, schema) in members {
        let path: Vec<&str> = path.iter().copied().chain([name.as_str()]).collect();
        let attribute = Attribute::of(&name, &schema, &path);
        if attribute.write_only {
            sections.write_only.push(path.join("."));
        }
        if let Some(anchor) = attribute.anchor.clone() {
            nest(&schema["nested_type"], anchor, &path, sections);
        }
        match () {
            () if is(&schema, "required") => required.push(attribute),
            () if is(&schema, "optional") => optional.push(attribute),
            () => read_only.push(attribute),
        }
    }
    (required, optional, read_only)
}

fn nest(shape: &Value, anchor: String, path: &[&str], sections: &mut Sections) {
    // The place comes first, so that an object stands before the objects in it.
    let place = sections.nested.len();
    let (required, optional, read_only) = collect(members(shape), path, sections);
    let nested = Nested { anchor, path: path.join("."), required, optional, read_only };
    sections.nested.insert(place, nested);
}

fn is(schema: &Value, flag: &str) -> bool {
    schema[flag] == true
}

impl Attribute {
    fn of(name: &str, schema: &Value, path: &[&str]) -> Self {
        let mut words = vec![kind(schema)];
        words.extend(is(schema, "sensitive").then(|| "Sensitive".to_owned()));
        words.extend(is(schema, "deprecated").then(|| "Deprecated".to_owned()));
        let nested = schema["nested_type"].is_object();
        Self {
            name: name.to_owned(),
            words: words.join(", "),
            write_only: is(schema, "write_only"),
            description: schema["description"].as_str().unwrap_or_default().trim().to_owned(),
            beside: Vec::new(),
            anchor: nested.then(|| format!("nestedatt--{}", path.join("--"))),
        }
    }
}

impl Attribute {
    fn stand_before(&mut self, behind: Option<&Behind>) {
        self.beside = behind.map_or_else(Vec::new, |behind| behind.sentences(&self.description));
    }
}

/// The type in words: `Set of String`.
fn kind(schema: &Value) -> String {
    let nested = &schema["nested_type"];
    if nested.is_object() {
        return match nested["nesting_mode"].as_str() {
            Some("single" | "group") | None => "Attributes".to_owned(),
            Some(mode) => format!("Attributes {}", capitalised(mode)),
        };
    }
    words_of(&schema["type"])
}

fn words_of(kind: &Value) -> String {
    match kind {
        Value::String(word) => match word.as_str() {
            "bool" => "Boolean".to_owned(),
            word => capitalised(word),
        },
        Value::Array(parts) => match (parts[0].as_str().unwrap_or_default(), parts.get(1)) {
            ("object" | "tuple", _) | (_, None) => "Object".to_owned(),
            (collection, Some(element)) => {
                format!("{} of {}", capitalised(collection), words_of(element))
            }
        },
        _ => "Dynamic".to_owned(),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn names(attributes: &[Attribute]) -> Vec<&str> {
        attributes.iter().map(|attribute| attribute.name.as_str()).collect()
    }

    #[test]
    fn every_attribute_stands_in_the_section_of_who_sets_it() {
        let sections = Sections::of(&json!({ "block": { "attributes": {
            "url": { "type": "string", "computed": true },
            "name": { "type": "string", "required": true },
            "order": { "type": "number", "optional": true, "computed": true },
        }}}));
        assert_eq!(names(&sections.required), ["name"]);
        assert_eq!(names(&sections.optional), ["order"]);
        assert_eq!(names(&sections.read_only), ["url"]);
    }

    #[test]
    fn an_attribute_says_what_stands_behind_it_also_in_an_object() {
        let text = json!({ "type": "string", "optional": true });
        let rows = json!({ "optional": true, "nested_type": {
            "nesting_mode": "list", "attributes": { "url": text } } });
        let schema = json!({ "block": { "attributes": { "url": text, "rows": rows } } });
        let behind = |place: &str| Behind::in_column(place);
        let all = BTreeMap::from([
            ("url".to_owned(), behind("`url`")),
            ("rows.url".to_owned(), behind("`t.url`")),
        ]);
        let sections = Sections::of(&schema).with(&all);
        assert!(sections.optional[0].beside.is_empty());
        assert_eq!(sections.optional[1].beside, ["Column `url`."]);
        assert_eq!(sections.nested[0].optional[0].beside, ["Column `t.url`."]);
    }

    #[test]
    fn types_are_said_in_words() {
        let said = |kind: Value| words_of(&kind);
        assert_eq!(said(json!("bool")), "Boolean");
        assert_eq!(said(json!(["set", "string"])), "Set of String");
        assert_eq!(said(json!(["list", ["map", "string"]])), "List of Map of String");
        assert_eq!(said(json!(["object", { "a": "string" }])), "Object");
        assert_eq!(said(json!("dynamic")), "Dynamic");
    }

    #[test]
    fn a_secret_says_that_it_is_one_and_a_write_only_one_is_listed() {
        let sections = Sections::of(&json!({ "block": { "attributes": {
            "key_wo": { "type": "string", "optional": true, "sensitive": true, "write_only": true },
            "key_wo_version": { "type": "number", "optional": true },
            "content": { "type": "string", "optional": true, "write_only": true },
        }}}));
        assert_eq!(sections.optional[1].words, "String, Sensitive");
        assert_eq!(sections.write_only, ["content", "key_wo"]);
        assert!(sections.versioned);
    }

    #[test]
    fn an_object_has_a_section_of_its_own_before_those_of_the_objects_in_it() {
        let text = json!({ "type": "string", "optional": true });
        let jwt = json!({ "optional": true, "nested_type": {
            "nesting_mode": "list", "attributes": { "key": text } } });
        let oauth = json!({ "optional": true, "nested_type": {
            "nesting_mode": "single", "attributes": { "jwt": jwt, "scope": text } } });
        let sections = Sections::of(&json!({ "block": { "attributes": { "oauth": oauth } } }));
        let paths: Vec<&str> = sections.nested.iter().map(|nested| nested.path.as_str()).collect();
        assert_eq!(paths, ["oauth", "oauth.jwt"]);
        assert_eq!(sections.nested[1].anchor, "nestedatt--oauth--jwt");
        assert_eq!(names(&sections.nested[0].optional), ["jwt", "scope"]);
        assert_eq!(sections.nested[0].optional[0].words, "Attributes List");
        assert_eq!(sections.optional[0].anchor.as_deref(), Some("nestedatt--oauth"));
    }

    #[test]
    fn a_nested_block_is_listed_like_an_attribute() {
        let sections = Sections::of(&json!({ "block": { "block_types": { "filter": {
            "nesting_mode": "set", "min_items": 1,
            "block": { "attributes": { "name": { "type": "string", "required": true } } },
        }}}}));
        assert_eq!(names(&sections.required), ["filter"]);
        assert_eq!(sections.required[0].words, "Attributes Set");
        assert_eq!(names(&sections.nested[0].required), ["name"]);
    }
}
