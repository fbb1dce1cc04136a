//! The input variables and outputs of a configuration, read from files that `terraform fmt` formatted.

use serde::Serialize;

/// A variable or an output.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Declared {
    name: String,
    /// Empty for an output.
    kind: String,
    description: String,
    /// As written; none where a value must be given.
    default: Option<String>,
    sensitive: bool,
}

/// Every `block` (`variable` or `output`) of `text`, in its order.
pub(super) fn declared(block: &str, text: &str) -> Vec<Declared> {
    let opening = format!("\n{block} \"");
    let text = format!("\n{text}");
    text.split(&opening).skip(1).filter_map(Declared::parse).collect()
}

impl Declared {
    /// Reads a block after its opening quote.
    fn parse(block: &str) -> Option<Self> {
        let (name, body) = block.split_once('"')?;
        let body = body.split("\n}").next()?;
        let argument = |name: &str| argument(body, name).map(ToOwned::to_owned);
        let quoted = argument("description").unwrap_or_default();
        Some(Self {
            name: name.to_owned(),
            kind: argument("type").unwrap_or_default(),
            description: serde_json::from_str(&quoted).unwrap_or(quoted),
            default: argument("default"),
            sensitive: argument("sensitive").as_deref() == Some("true"),
        })
    }
}

/// The value of an argument of the block itself, not of a block in it.
fn argument<'a>(body: &'a str, name: &str) -> Option<&'a str> {
    body.lines().find_map(|line| {
        let line = line.strip_prefix("  ").filter(|line| !line.starts_with(' '))?;
        let (found, value) = line.split_once('=')?;
        (found.trim() == name).then(|| value.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "variable \"port\" {\n  description = \"The \\\"port\\\".\"\n  type        = number\n  default     = 1\n\n  \
                        validation {\n    condition     = var.port == 2\n    error_message = \"No.\"\n  }\n}\n\n\
                        variable \"secret\" {\n  type      = string\n  sensitive = true\n}\n\n\
                        output \"url\" {\n  value = 1\n}\n";

    #[test]
    fn a_variable_is_read_with_its_type_its_default_and_what_it_is_for() {
        let found = declared("variable", TEXT);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].name.as_str(), found[0].kind.as_str()), ("port", "number"));
        assert_eq!(
            (found[0].description.as_str(), found[0].default.as_deref()),
            ("The \"port\".", Some("1"))
        );
        assert!(found[1].sensitive && found[1].default.is_none());
    }

    #[test]
    fn outputs_are_no_variables() {
        let found = declared("output", TEXT);
        assert_eq!(found.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["url"]);
    }
}
