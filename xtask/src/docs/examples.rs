//! What a page quotes of an example: the configuration without what every one begins with, and its imports.

use std::fs;
use std::path::Path;

use serde::Serialize;

use crate::failure::{Attempt, Failure};

/// The file with every form of id that an import takes.
const IMPORTS: &str = "import.sh";

/// The first import of an example, as a block of configuration needs it.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Import {
    address: String,
    id: String,
    /// The whole file.
    commands: String,
}

/// The configuration in `file`, or none where there is no such file.
pub(super) fn configuration(file: &Path) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    Some(without_preamble(&text)).filter(|text| !text.is_empty())
}

/// The configuration in `file`, its provider block included.
pub(super) fn configuration_with_provider(file: &Path) -> Result<String, Failure> {
    let text = fs::read_to_string(file).attempting(format!("read {}", file.display()))?;
    Ok(text.trim().to_owned())
}

/// The imports shown in `folder`, or none where it shows none.
pub(super) fn import(folder: &Path) -> Option<Import> {
    let commands = fs::read_to_string(folder.join(IMPORTS)).ok()?.trim().to_owned();
    let mut lines = commands.lines().filter_map(|line| line.strip_prefix("terraform import "));
    let (address, id) = lines.next()?.split_once(' ')?;
    let id = id.trim().trim_matches(['"', '\'']).to_owned();
    Some(Import { address: address.trim_matches('\'').to_owned(), id, commands })
}

/// The configuration without the blocks `terraform` and `provider` and the remarks directly above them.
fn without_preamble(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(str::trim_end);
    let mut kept = Vec::new();
    let mut inside = false;
    for paragraph in paragraphs {
        let first = paragraph.lines().find(|line| !line.trim_start().starts_with('#'));
        inside |=
            first.is_some_and(|line| line == "terraform {" || line.starts_with("provider \""));
        if !inside {
            kept.push(paragraph);
        }
        // A block ends with a brace at the margin; a blank line in it makes no end.
        inside &= !paragraph.lines().any(ends_a_block);
    }
    kept.join("\n\n").trim().to_owned()
}

fn ends_a_block(line: &str) -> bool {
    line == "}" || (line.starts_with("provider \"") && line.ends_with("{}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_configuration_begins_with_is_left_out() {
        let text = "terraform {\n  required_version = \">= 1.11\"\n\n  required_providers {\n  }\n}\n\n\
                    # From the environment.\nprovider \"servicenow\" {}\n\n# A role.\nresource \"servicenow_role\" \"a\" {\n  \
                    name = \"a\"\n\n  description = \"b\"\n}\n";
        assert_eq!(
            without_preamble(text),
            "# A role.\nresource \"servicenow_role\" \"a\" {\n  name = \"a\"\n\n  description = \"b\"\n}"
        );
    }

    #[test]
    fn a_provider_block_with_arguments_is_left_out_as_a_whole() {
        let text = "provider \"servicenow\" {\n  instance = \"a\"\n\n  max_retries = 1\n}\n\ndata \"b\" \"c\" {}\n";
        assert_eq!(without_preamble(text), "data \"b\" \"c\" {}");
    }

    #[test]
    fn the_first_import_is_also_said_as_a_block() {
        let folder = tempfile::tempdir().unwrap();
        let text = "# By name\nterraform import servicenow_role.a \"name:A role\"\n\n# By sys_id\nterraform import \
                    servicenow_role.a 9c573169c611228700193229fff72400\n";
        fs::write(folder.path().join(IMPORTS), text).unwrap();
        let import = import(folder.path()).unwrap();
        assert_eq!(
            (import.address.as_str(), import.id.as_str()),
            ("servicenow_role.a", "name:A role")
        );
        assert_eq!(import.commands, text.trim());
    }

    #[test]
    fn an_example_that_shows_nothing_is_none() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(import(folder.path()), None);
        assert_eq!(configuration(&folder.path().join("resource.tf")), None);
    }
}
