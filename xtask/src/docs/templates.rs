//! The templates of the pages, and how they are filled.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

use crate::failure::{Attempt, Failure};

const TEMPLATES: &[(&str, &str)] = &[
    ("index.md", include_str!("../../templates/docs/index.md")),
    ("object.md", include_str!("../../templates/docs/object.md")),
    ("function.md", include_str!("../../templates/docs/function.md")),
    ("guide.md", include_str!("../../templates/docs/guide.md")),
    ("schema.md", include_str!("../../templates/docs/schema.md")),
];

/// Fills the template called `name`. A value that the template asks for and `context` lacks is an error.
pub(super) fn render(name: &str, context: impl Serialize) -> Result<String, Failure> {
    let page = filled(name, context).attempting(format!("fill the template {name}"))?;
    Ok(tidy(&page))
}

fn filled(name: &str, context: impl Serialize) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_filter("cell", |text: String| text.replace('|', "\\|").replace('\n', " "));
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    environment.get_template(name)?.render(Serde(context))
}

/// At most one empty line in a row, and a line break at the end.
fn tidy(page: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in page.lines().map(str::trim_end) {
        if !(line.is_empty() && lines.last().is_none_or(|last| last.is_empty())) {
            lines.push(line);
        }
    }
    format!("{}\n", lines.join("\n").trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_that_is_missing_is_an_error_and_not_a_gap() {
        let failure = render("guide.md", json!({ "title": "A" })).unwrap_err().explained();
        assert!(failure.contains("guide.md"), "{failure}");
    }

    #[test]
    fn a_page_has_no_two_empty_lines_and_ends_with_a_line_break() {
        assert_eq!(tidy("\n\na  \n\n\n\nb\n\n"), "a\n\nb\n");
    }
}
