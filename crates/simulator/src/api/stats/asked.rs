//! What a request wants to know: figures, groups, and which groups in which order.

use super::measure::{Function, Measure};
use crate::http::Request;
use std::collections::BTreeSet;

/// The parameters of a request, as far as they can be read. What cannot is ignored.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Asked {
    pub(super) measures: Vec<Measure>,
    /// Paths of columns.
    pub(super) groups: Vec<String>,
    pub(super) having: Vec<Having>,
    pub(super) order: Vec<OrderBy>,
}

/// A condition on a figure: `aggregate^field^operator^value` \[D\].
#[derive(Debug, PartialEq)]
pub(super) struct Having {
    pub(super) measure: Measure,
    pub(super) operator: &'static str,
    pub(super) value: f64,
}

/// What groups are ordered by, and whether the largest comes first.
#[derive(Debug, PartialEq)]
pub(super) struct OrderBy {
    pub(super) by: By,
    pub(super) descending: bool,
}

#[derive(Debug, PartialEq)]
pub(super) enum By {
    Figure(Measure),
    Column(String),
}

const OPERATORS: &[&str] = &["=", "!=", "<", "<=", ">", ">="];

impl Asked {
    pub(super) fn of(request: &Request) -> Self {
        let list = |name: &str| items(request.query_value(name).unwrap_or_default());
        let mut measures = Vec::new();
        if request.query_flag("sysparm_count") {
            measures.push(Measure { function: Function::Count, path: String::new() });
        }
        for function in [Function::Avg, Function::Min, Function::Max, Function::Sum] {
            let paths = list(&format!("sysparm_{}_fields", function.word()));
            measures.extend(paths.into_iter().map(|path| Measure { function, path }));
        }
        Self {
            measures,
            groups: list("sysparm_group_by"),
            having: list("sysparm_having").iter().filter_map(|text| having(text)).collect(),
            order: list("sysparm_order_by").iter().map(|text| order(text)).collect(),
        }
    }
}

/// The items of a list, each once.
fn items(list: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let items = list.split(',').map(str::trim).filter(|item| !item.is_empty());
    items.filter(|item| seen.insert(*item)).map(str::to_owned).collect()
}

fn having(text: &str) -> Option<Having> {
    let parts: Vec<&str> = text.split('^').collect();
    let [function, path, operator, value] = parts.as_slice() else { return None };
    let operator = OPERATORS.iter().find(|known| *known == operator)?;
    let measure = Measure { function: Function::named(function)?, path: (*path).to_owned() };
    Some(Having { measure, operator, value: value.trim().parse().ok()? })
}

/// `field`, `AVG^field` or `COUNT`, each with or without `^DESC` \[D\].
fn order(text: &str) -> OrderBy {
    let (text, descending) = match text.strip_suffix("^DESC") {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let (first, path) = text.split_once('^').unwrap_or((text, ""));
    let by = match Function::named(first) {
        Some(function) => By::Figure(Measure { function, path: path.to_owned() }),
        None => By::Column(text.to_owned()),
    };
    OrderBy { by, descending }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> Asked {
        Asked::of(&Request::new("GET", "/", query, http::HeaderMap::new(), Vec::new()))
    }

    fn measure(function: Function, path: &str) -> Measure {
        Measure { function, path: path.to_owned() }
    }

    #[test]
    fn figures_and_groups_are_lists() {
        let asked = asked(
            "sysparm_count=true&sysparm_avg_fields=a, b.c&sysparm_max_fields=d&sysparm_group_by=e,f",
        );
        assert_eq!(
            asked.measures,
            [
                measure(Function::Count, ""),
                measure(Function::Avg, "a"),
                measure(Function::Avg, "b.c"),
                measure(Function::Max, "d")
            ]
        );
        assert_eq!(asked.groups, ["e", "f"]);
    }

    #[test]
    fn conditions_on_figures_have_four_parts() {
        let having = asked("sysparm_having=count^x^>^3,avg^y^=^1.5,nonsense,sum^y^~^1").having;
        assert_eq!(having.len(), 2);
        let first = Having { measure: measure(Function::Count, "x"), operator: ">", value: 3.0 };
        assert_eq!(having[0], first);
    }

    #[test]
    fn an_order_names_a_column_or_a_figure() {
        let order = asked("sysparm_order_by=AVG^state,name^DESC,COUNT^DESC").order;
        let state = By::Figure(measure(Function::Avg, "state"));
        assert_eq!(order[0], OrderBy { by: state, descending: false });
        assert_eq!(order[1], OrderBy { by: By::Column("name".to_owned()), descending: true });
        let count = By::Figure(measure(Function::Count, ""));
        assert_eq!(order[2], OrderBy { by: count, descending: true });
    }
}
