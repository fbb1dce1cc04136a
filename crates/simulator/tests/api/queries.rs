//! Random queries give the rows that a plain evaluation in memory gives.

use crate::support::{Instance, pdi};
use proptest::{
    prelude::*,
    sample::select,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};

/// One comparison, in a form both sides understand.
#[derive(Clone, Debug)]
struct Comparison {
    column: &'static str,
    operator: &'static str,
    value: String,
}

/// Groups (`^NQ`) of clauses (`^`) of alternatives (`^OR`).
type Query = Vec<Vec<Vec<Comparison>>>;

const WORDS: &[&str] = &["", "a", "ab", "Ab", "b%", "b_c", "7", "12"];
const TEXTS: &[&str] = &["name", "restrict_to"];
const OPERATORS: &[&str] = &[
    "=",
    "!=",
    "LIKE",
    "NOT LIKE",
    "STARTSWITH",
    "ENDSWITH",
    "IN",
    "NOT IN",
    "ISEMPTY",
    "ISNOTEMPTY",
];
const NUMBER_OPERATORS: &[&str] = &["=", "!=", "<", "<=", ">", ">=", "ISEMPTY", "ISNOTEMPTY"];

fn comparison() -> impl Strategy<Value = Comparison> {
    let text = (select(TEXTS), select(OPERATORS), select(WORDS));
    let text = text.prop_map(|(column, operator, value)| (column, operator, value.to_owned()));
    let number = (select(NUMBER_OPERATORS), 0..4_i64);
    let number = number.prop_map(|(operator, value)| ("count", operator, value.to_string()));
    prop_oneof![text, number].prop_map(|(column, operator, value)| Comparison {
        column,
        operator,
        value,
    })
}

fn query() -> impl Strategy<Value = Query> {
    let clause = prop::collection::vec(comparison(), 1..3);
    prop::collection::vec(prop::collection::vec(clause, 1..3), 1..3)
}

fn text(query: &Query) -> String {
    let one = |c: &Comparison| match c.operator {
        "ISEMPTY" | "ISNOTEMPTY" => format!("{}{}", c.column, c.operator),
        _ => format!("{}{}{}", c.column, c.operator, c.value),
    };
    let clause = |clause: &Vec<Comparison>| clause.iter().map(one).collect::<Vec<_>>().join("^OR");
    let group =
        |group: &Vec<Vec<Comparison>>| group.iter().map(clause).collect::<Vec<_>>().join("^");
    query.iter().map(group).collect::<Vec<_>>().join("^NQ")
}

fn holds(row: &Value, comparison: &Comparison) -> bool {
    let stored = row[comparison.column].as_str().unwrap().to_lowercase();
    let value = comparison.value.to_lowercase();
    let numbers = (stored.parse::<i64>().ok(), value.parse::<i64>().unwrap_or(0));
    let by_number = |test: fn(i64, i64) -> bool| numbers.0.is_some_and(|n| test(n, numbers.1));
    match comparison.operator {
        "=" => stored == value,
        "!=" => stored != value,
        "<" => by_number(|a, b| a < b),
        "<=" => by_number(|a, b| a <= b),
        ">" => by_number(|a, b| a > b),
        ">=" => by_number(|a, b| a >= b),
        "LIKE" => stored.contains(&value),
        "NOT LIKE" => !stored.contains(&value),
        "STARTSWITH" => stored.starts_with(&value),
        "ENDSWITH" => stored.ends_with(&value),
        "IN" => value.split(',').any(|item| item == stored),
        "NOT IN" => !value.split(',').any(|item| item == stored),
        "ISEMPTY" => stored.is_empty(),
        "ISNOTEMPTY" => !stored.is_empty(),
        other => unreachable!("{other}"),
    }
}

fn expected(rows: &[Value], query: &Query) -> Vec<String> {
    let matches = |row: &&Value| {
        query.iter().any(|group| group.iter().all(|clause| clause.iter().any(|c| holds(row, c))))
    };
    names(rows.iter().filter(matches))
}

fn names<'a>(rows: impl Iterator<Item = &'a Value>) -> Vec<String> {
    let mut names: Vec<String> =
        rows.map(|row| row["sys_id"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

async fn filled() -> Instance {
    let instance = pdi().await;
    for (index, word) in WORDS.iter().chain(WORDS).enumerate() {
        let other = WORDS[(index * 5 + 3) % WORDS.len()];
        let count = if index % 5 == 0 { json!("") } else { json!(index % 4) };
        let row = json!({ "name": word, "restrict_to": other, "count": count });
        instance.insert("sys_retry_policy", row).await;
    }
    instance
}

#[tokio::test]
async fn random_queries_agree_with_a_plain_evaluation() {
    let instance = filled().await;
    let rows = instance.rows("sys_retry_policy", "").await;
    let mut runner = TestRunner::new(Config::default());
    for _ in 0..200 {
        let query = query().new_tree(&mut runner).unwrap().current();
        let text = text(&query);
        let found = instance.rows("sys_retry_policy", &text).await;
        assert_eq!(names(found.iter()), expected(&rows, &query), "{text}");
    }
}
