//! What a plan comes to for a person: each change with what the configuration says, without what the instance decides.

/// What a plan says of a value that the instance decides.
const OPEN: &str = "(known after apply)";

/// What begins the heading of a change, and its last line.
const HEADING: &str = "  # ";
const END: &str = "    }";

/// What matters of a plan.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Essence {
    /// Each change, and below it what is known of it.
    pub(super) lines: Vec<String>,
    /// How many values the instance decides.
    pub(super) open: usize,
    /// The last line: how much is added, changed and destroyed.
    pub(super) sum: String,
}

/// Reads what `terraform plan` printed.
pub(super) fn essence(text: &str) -> Essence {
    let mut essence = Essence::default();
    // Whether the lines are those of a change; of one, whether they are its attributes.
    let (mut changes, mut is_inside) = (false, false);
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix(HEADING) {
            // What stands in parentheses says why, of the heading above it.
            if !heading.starts_with('(') {
                changes = !is_read(heading);
                essence.lines.extend(changes.then(|| heading.to_owned()));
            }
        } else if line == END {
            is_inside = false;
        } else if is_inside && changes {
            essence.add(line);
        } else if line.ends_with(" {") {
            is_inside = true;
        }
        if let Some(sum) = line.strip_prefix("Plan: ") {
            sum.clone_into(&mut essence.sum);
        }
    }
    essence
}

impl Essence {
    fn add(&mut self, attribute: &str) {
        if attribute.ends_with(OPEN) {
            self.open += 1;
        } else {
            self.lines.push(attribute.trim_start_matches("    ").to_owned());
        }
    }
}

/// A data source that waits for a resource changes nothing.
fn is_read(heading: &str) -> bool {
    heading.ends_with("will be read during apply")
}

/// The warnings among what Terraform printed, by their titles, each once.
pub(super) fn warnings(text: &str) -> Vec<String> {
    let titles = text.lines().filter_map(|line| line.split_once("Warning: ").map(|(_, one)| one));
    let mut titles: Vec<String> = titles.map(|title| title.trim().to_owned()).collect();
    titles.sort();
    titles.dedup();
    titles
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = r#"
Terraform will perform the following actions:

  # data.servicenow_connection_alias.one will be read during apply
  # (depends on a resource or a module with changes pending)
 <= data "servicenow_connection_alias" "one" {
      + id   = (known after apply)
    }

  # servicenow_user.one[0] will be created
  + resource "servicenow_user" "one" {
      + active    = (known after apply)
      + id        = (known after apply)
      + headers   = [
          + {
              + name = "one"
            },
        ]
      + user_name = "one"
    }

Plan: 1 to add, 0 to change, 0 to destroy.

Changes to Outputs:
  + user_name = "one"
"#;

    #[test]
    fn a_change_is_told_with_what_the_configuration_says_of_it() {
        let essence = essence(PLAN);
        let list = ["+ headers   = [", "+ {", "+ name = \"one\"", "},", "]"];
        let first = ["servicenow_user.one[0] will be created"].into_iter();
        let lines: Vec<&str> = first.chain(list).chain(["+ user_name = \"one\""]).collect();
        assert_eq!(essence.lines.iter().map(|line| line.trim()).collect::<Vec<_>>(), lines);
        assert_eq!(
            (essence.open, essence.sum.as_str()),
            (2, "1 to add, 0 to change, 0 to destroy.")
        );
    }

    #[test]
    fn a_warning_is_told_once_and_by_its_title() {
        let text =
            "╷\n│ Warning: Consent is pending\n│ \n│ More.\n╵\n│ Warning: Consent is pending\n";
        assert_eq!(warnings(text), ["Consent is pending"]);
        assert!(warnings("No changes.").is_empty());
    }
}
