//! The input variables and outputs of a configuration.

use hcl::format::{Format, Formatter};
use hcl::{Block, Expression};
use serde::Serialize;

use crate::failure::{Attempt, Failure};

/// A variable or an output.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Declared {
    name: String,
    /// Empty for an output.
    kind: String,
    description: String,
    /// On one line; none where a value must be given.
    default: Option<String>,
    sensitive: bool,
}

/// Every `block` (`variable` or `output`) of `text`, in its order.
pub(super) fn declared(block: &str, text: &str) -> Result<Vec<Declared>, Failure> {
    let body = hcl::parse(text).attempting(format!("read the blocks \"{block}\""))?;
    let blocks = body.blocks().filter(|one| one.identifier() == block);
    blocks.map(|block| Declared::of(block).attempting("write a value")).collect()
}

impl Declared {
    fn of(block: &Block) -> Result<Self, hcl::Error> {
        let argument = |name: &str| {
            let mut own = block.body().attributes().filter(|attribute| attribute.key() == name);
            own.next().map(hcl::Attribute::expr)
        };
        let text = |name: &str| match argument(name) {
            Some(Expression::String(text)) => text.clone(),
            _ => String::new(),
        };
        Ok(Self {
            name: block.labels().first().map(|label| label.as_str().to_owned()).unwrap_or_default(),
            kind: argument("type").map(on_one_line).transpose()?.unwrap_or_default(),
            description: text("description"),
            default: argument("default").map(on_one_line).transpose()?,
            sensitive: argument("sensitive") == Some(&Expression::Bool(true)),
        })
    }
}

fn on_one_line(value: &Expression) -> Result<String, hcl::Error> {
    value.format_string(&mut Formatter::builder().compact(true).build_vec())
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
        let found = declared("variable", TEXT).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].name.as_str(), found[0].kind.as_str()), ("port", "number"));
        assert_eq!(
            (found[0].description.as_str(), found[0].default.as_deref()),
            ("The \"port\".", Some("1"))
        );
        assert!(found[1].sensitive && found[1].default.is_none());
    }

    #[test]
    fn what_stands_on_several_lines_is_read_as_a_whole() {
        let text = "variable \"a\" {\n  type = set(string)\n  default = [\n    \"b\",\n    \"c\",\n  ]\n}\n";
        let found = declared("variable", text).unwrap();
        assert_eq!(found[0].kind, "set(string)");
        assert_eq!(found[0].default.as_deref(), Some("[\"b\", \"c\"]"));
    }

    #[test]
    fn outputs_are_no_variables_and_what_is_no_hcl_is_an_error() {
        let found = declared("output", TEXT).unwrap();
        assert_eq!(found.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["url"]);
        assert!(declared("output", "output \"a\" {").is_err());
    }
}
