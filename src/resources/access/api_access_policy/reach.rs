//! What a policy or a scope is for, of an API: it is said once on an instance.

use crate::describe::{Finding, Given, Records, Refusal, Values};

/// The column that names the API. Which form it has in the instance's own rows, with a slash before it or without, is not
/// established: both name one API (docs/facts.md#api-access-policy).
const PATH: &str = "api_path";

/// Both forms of a path.
pub(in crate::resources::access) fn spellings(path: &str) -> [String; 2] {
    let bare = path.trim_start_matches('/');
    [bare.to_owned(), format!("/{bare}")]
}

/// Whether two stored texts of a column are for the same.
fn agree(column: &str, left: &str, right: &str) -> bool {
    let bare = |text: &str| match column {
        PATH => text.trim_start_matches('/').to_ascii_lowercase(),
        _ => text.to_ascii_lowercase(),
    };
    bare(left) == bare(right)
}

/// The columns, named like the attributes, by which an instance tells what two of a kind are for.
#[derive(Debug, Default)]
pub(in crate::resources::access) struct Reach {
    texts: Vec<(&'static str, String)>,
    flags: Vec<(&'static str, bool)>,
}

impl Reach {
    /// What these attributes say; nothing while one of them is open.
    pub(in crate::resources::access) fn of(
        values: &dyn Values,
        names: &[&'static str],
        pairs: &[(&'static str, &'static str)],
    ) -> Option<Self> {
        let mut reach = Self::default();
        for name in names {
            let text = match values.text(name) {
                Given::Null => String::new(),
                Given::Is(text) => text.to_owned(),
                Given::Unknown => return None,
            };
            reach.texts.push((name, text));
        }
        for (flag, _) in pairs {
            match values.flag(flag) {
                Given::Unknown => return None,
                given => reach.flags.push((flag, given == Given::Is(true))),
            }
        }
        Some(reach)
    }

    /// The same with one more flag.
    pub(in crate::resources::access) fn with_flag(
        mut self,
        name: &'static str,
        is_set: bool,
    ) -> Self {
        self.flags.push((name, is_set));
        self
    }

    /// The name and the sys_id of another row of the table, among those with these values, that is for the same.
    pub(in crate::resources::access) async fn taken(
        &self,
        values: &dyn Values,
        records: &dyn Records,
        (table, equal): (&str, &[(&str, &str)]),
    ) -> Result<Option<String>, Refusal> {
        let texts = self.texts.iter().map(|(name, _)| *name);
        let columns: Vec<&str> = texts.chain(self.flags.iter().map(|(name, _)| *name)).collect();
        let columns: Vec<&str> = columns.into_iter().chain(["name"]).collect();
        let own = values.text("id").known();
        for row in records.find(table, equal, &columns).await? {
            let stored = |column: &str| row.get(column).map(String::as_str).unwrap_or_default();
            let same = self.texts.iter().all(|(name, text)| agree(name, stored(name), text))
                && self.flags.iter().all(|(name, is_set)| (stored(name) == "true") == *is_set);
            let sys_id = stored("sys_id");
            if same && Some(sys_id) != own && !records.may_go(sys_id) {
                return Ok(Some(format!("\"{}\" ({sys_id})", stored("name"))));
            }
        }
        Ok(None)
    }
}

/// Findings where something is for all of a kind and names one of it, or is for none.
pub(in crate::resources::access) fn contradictions(
    values: &dyn Values,
    pairs: &[(&'static str, &'static str)],
) -> Vec<Finding> {
    let mut found = Vec::new();
    for (flag, one) in pairs {
        match (values.flag(flag), values.given(one)) {
            (Given::Is(true), Given::Is(())) => found.push(Finding::error(
                one,
                "All of it, and one of it",
                format!("{flag} is true, so {one} has no effect. Remove one of the two."),
            )),
            (Given::Is(false), Given::Null) => found.push(Finding::warning(
                flag,
                "Neither all of it nor one of it",
                format!("{flag} is false and {one} is not set, so nothing is covered. Set {one}, or remove {flag}."),
            )),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    const PAIRS: &[(&str, &str)] = &[("apply_all_methods", "http_method")];

    fn found(flag: &'static str, method: &'static str) -> Vec<Finding> {
        let pairs = [("apply_all_methods", flag), ("http_method", method)];
        let given: Vec<_> = pairs.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        contradictions(&sample(&given), PAIRS)
    }

    #[test]
    fn a_path_is_for_the_same_api_with_a_slash_before_it_and_without() {
        assert!(agree("api_path", "/now/table", "now/Table"));
        assert!(!agree("api_path", "now/table", "now/stats"));
        assert!(!agree("api_resource", "/incident", "incident"));
        assert_eq!(spellings("/now/table"), ["now/table", "/now/table"]);
        assert_eq!(spellings("now/table"), ["now/table", "/now/table"]);
    }

    #[test]
    fn all_of_it_and_one_of_it_do_not_go_together() {
        let both = found("true", "get");
        assert!(!both[0].warning && both[0].attribute == "http_method");
        let neither = found("false", "");
        assert!(neither[0].warning && neither[0].attribute == "apply_all_methods");
        for (flag, method) in [("false", "get"), ("true", ""), ("", ""), ("", "get"), ("?", "get")]
        {
            assert!(found(flag, method).is_empty(), "{flag} {method}");
        }
    }
}
