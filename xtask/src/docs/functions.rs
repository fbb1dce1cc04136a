//! The pages of functions, which have a signature in place of a schema.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::failure::Failure;

use super::kinds::PROVIDER;
use super::origins::Origins;
use super::{examples, templates};

/// Their key in Terraform's answer.
const FUNCTIONS: &str = "functions";
/// Their folder under `docs/` and under `examples/`.
const FOLDER: &str = "functions";
/// The file with a complete configuration, in the example's folder.
const EXAMPLE: &str = "function.tf";

/// Every page, by its path below `docs/`.
pub(super) fn pages(
    root: &Path,
    schemas: &Value,
    origins: &Origins,
) -> Result<BTreeMap<String, String>, Failure> {
    let all = schemas[FUNCTIONS].as_object().into_iter().flatten();
    let pages = all.map(|(name, function)| {
        let family = origins.family(name);
        Ok((format!("{FOLDER}/{name}.md"), page(root, name, function, family)?))
    });
    pages.collect()
}

/// What the index lists of them.
pub(super) fn listed(schemas: &Value, origins: &Origins) -> Value {
    let names = schemas[FUNCTIONS].as_object().into_iter().flat_map(|all| all.keys());
    let pages = names.map(|name| (name.as_str(), name.as_str()));
    json!({ "title": "Function", "folder": FOLDER, "families": origins.families(pages) })
}

fn page(root: &Path, name: &str, function: &Value, family: &str) -> Result<String, Failure> {
    let text = |key: &str| function[key].as_str().unwrap_or_default().trim().to_owned();
    let parameters = function["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    let variadic = Some(&function["variadic_parameter"]).filter(|value| value.is_object());
    let shown = |parameter: &Value| {
        json!({
            "name": parameter["name"],
            "type": type_name(&parameter["type"]),
            "description": parameter["description"],
        })
    };
    let context = json!({
        "name": name,
        "provider": PROVIDER,
        "subcategory": family,
        "summary": text("summary"),
        "description": text("description"),
        "example": examples::configuration(&root.join("examples").join(FOLDER).join(name).join(EXAMPLE)),
        "signature": signature(name, parameters, variadic, &function["return_type"]),
        "parameters": parameters.iter().chain(variadic).map(shown).collect::<Vec<_>>(),
    });
    templates::render("function.md", context)
}

fn signature(
    name: &str,
    parameters: &[Value],
    variadic: Option<&Value>,
    returns: &Value,
) -> String {
    let one = |parameter: &Value| {
        let name = parameter["name"].as_str().unwrap_or_default();
        format!("{name} {}", type_name(&parameter["type"]))
    };
    let mut all: Vec<String> = parameters.iter().map(one).collect();
    all.extend(variadic.map(|parameter| format!("{}...", one(parameter))));
    format!("{name}({}) {}", all.join(", "), type_name(returns))
}

/// The type as people write it: `string`, `list of string`.
fn type_name(holds: &Value) -> String {
    match holds {
        Value::String(name) => name.clone(),
        Value::Array(parts) if parts.len() == 2 && !parts[1].is_object() => {
            format!("{} of {}", type_name(&parts[0]), type_name(&parts[1]))
        }
        Value::Array(parts) => parts.first().map(type_name).unwrap_or_default(),
        _ => "dynamic".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schemas() -> Value {
        let text = json!({ "name": "text", "type": "string", "description": "Any text." });
        let more = json!({ "name": "others", "type": ["list", "string"], "description": "More." });
        let function = json!({ "summary": "Whether it is one.", "description": "More of it.",
            "return_type": "bool", "parameters": [text], "variadic_parameter": more });
        json!({ FUNCTIONS: { "is_one": function } })
    }

    #[test]
    fn a_page_has_the_signature_and_each_argument() {
        let folder = tempfile::tempdir().unwrap();
        let example = folder.path().join("examples/functions/is_one");
        std::fs::create_dir_all(&example).unwrap();
        std::fs::write(example.join(EXAMPLE), "terraform {\n}\n\noutput \"is\" {\n}\n").unwrap();
        let pages = pages(folder.path(), &schemas(), &Origins::default()).unwrap();
        let page = &pages["functions/is_one.md"];
        for text in [
            "page_title: \"is_one function - servicenow\"",
            "More of it.",
            "```terraform\noutput \"is\" {\n}\n```",
            "is_one(text string, others list of string...) bool",
            "1. `text` (string) Any text.",
            "1. `others` (list of string) More.",
        ] {
            assert!(page.contains(text), "{text} is not in\n{page}");
        }
    }

    #[test]
    fn a_provider_without_functions_has_no_page_of_them() {
        assert!(pages(Path::new("."), &json!({}), &Origins::default()).unwrap().is_empty());
        assert_eq!(listed(&json!({}), &Origins::default())["families"], json!([]));
    }
}
