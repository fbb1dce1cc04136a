//! Random queries over random rows give the rows that a plain evaluation in memory gives. How many
//! rounds is said by `SIMULATOR_QUERY_ROUNDS`.

use crate::support::{Instance, id, pdi};
use proptest::{
    prelude::*,
    sample::select,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};

const ROUNDS: u32 = 64;
const QUERIES_EACH: usize = 6;
const TABLE: &str = "sys_app_module";

/// One comparison, in a form both sides understand.
#[derive(Clone, Debug)]
struct Comparison {
    column: &'static str,
    operator: &'static str,
    value: String,
}

/// Groups (`^NQ`) of clauses (`^`) of alternatives (`^OR`), and a column to order by.
#[derive(Clone, Debug)]
struct Query {
    groups: Vec<Vec<Vec<Comparison>>>,
    order: Option<(&'static str, bool)>,
}

const WORDS: &[&str] =
    &["", "a", "ab", "Ab", "b%", "b_c", "7", "12", "a'b", "\"", "\\", "a b", "Ä"];
const TEXTS: &[&str] = &["title", "hint", "application.title", "application.hint"];
const NUMBERS: &[&str] = &["order", "application.order"];
const FLAGS: &[&str] = &["active", "application.active"];
const MOMENTS: &[&str] = &["sys_created_on"];
const TEXT_OPERATORS: &[&str] = &[
    "=",
    "!=",
    "LIKE",
    "NOT LIKE",
    "NOTLIKE",
    "CONTAINS",
    "DOES NOT CONTAIN",
    "STARTSWITH",
    "ENDSWITH",
    "IN",
    "NOT IN",
    "ISEMPTY",
    "ISNOTEMPTY",
    "EMPTYSTRING",
    "ANYTHING",
    "<",
    ">=",
];
const NUMBER_OPERATORS: &[&str] =
    &["=", "!=", "<", "<=", ">", ">=", "ISEMPTY", "ISNOTEMPTY", "BETWEEN", "IN", "NOT IN"];
const FIELD_OPERATORS: &[&str] =
    &["SAMEAS", "NSAMEAS", "GT_FIELD", "LT_FIELD", "GT_OR_EQUALS_FIELD", "LT_OR_EQUALS_FIELD"];

fn comparison() -> impl Strategy<Value = Comparison> {
    let word = || select(WORDS).prop_map(str::to_owned);
    let words = prop::collection::vec(select(WORDS), 1..4).prop_map(|words| words.join(","));
    let text = (select(TEXTS), select(TEXT_OPERATORS), prop_oneof![word(), words]);
    let bound = |number: i64| if number == 4 { "many".to_owned() } else { number.to_string() };
    let numbers = (0..4_i64, 0..5_i64).prop_map(|(a, b)| format!("{}@{}", a.min(b), a.max(b)));
    let number = (select(NUMBERS), select(NUMBER_OPERATORS), (0..5_i64).prop_map(bound), numbers)
        .prop_map(|(column, operator, one, two)| {
            (column, operator, if operator == "BETWEEN" { two } else { one })
        });
    let flags = select(&["true", "false", "1", "0", "TRUE"][..]).prop_map(str::to_owned);
    let flag = (select(FLAGS), select(&["=", "!="][..]), flags);
    let beside = (select(TEXTS), select(FIELD_OPERATORS), select(TEXTS).prop_map(str::to_owned));
    let moments = select(&["2001-01-01", "javascript:gs.daysAgo(1)", "2999-12-31 23:59:59"][..]);
    let moment = (select(MOMENTS), select(&["<", ">"][..]), moments.prop_map(str::to_owned));
    prop_oneof![6 => text, 4 => number, 1 => flag, 2 => beside, 1 => moment]
        .prop_map(|(column, operator, value)| Comparison { column, operator, value })
}

fn query() -> impl Strategy<Value = Query> {
    let clause = prop::collection::vec(comparison(), 1..4);
    let groups = prop::collection::vec(prop::collection::vec(clause, 1..4), 1..3);
    let order = prop::option::of((select(&["title", "order", "hint"][..]), any::<bool>()));
    (groups, order).prop_map(|(groups, order)| Query { groups, order })
}

fn row() -> impl Strategy<Value = Value> {
    let number = prop_oneof![Just(String::new()), (0..4_i64).prop_map(|n| n.to_string())];
    let word = || select(WORDS);
    (word(), word(), number, any::<bool>(), 0..3_usize).prop_map(|(title, hint, order, active, up)| {
        json!({ "title": title, "hint": hint, "order": order, "active": active, "up": up })
    })
}

fn text(query: &Query) -> String {
    let one = |c: &Comparison| match c.operator {
        "ISEMPTY" | "ISNOTEMPTY" | "EMPTYSTRING" | "ANYTHING" => {
            format!("{}{}", c.column, c.operator)
        }
        _ => format!("{}{}{}", c.column, c.operator, c.value),
    };
    let clause = |clause: &Vec<Comparison>| clause.iter().map(one).collect::<Vec<_>>().join("^OR");
    let group =
        |group: &Vec<Vec<Comparison>>| group.iter().map(clause).collect::<Vec<_>>().join("^");
    let order = query.order.map(|(column, descending)| {
        format!("^ORDERBY{}{column}", if descending { "DESC" } else { "" })
    });
    query.groups.iter().map(group).collect::<Vec<_>>().join("^NQ") + &order.unwrap_or_default()
}

fn folded(row: &Value, column: &str) -> String {
    row[column].as_str().unwrap_or_default().to_ascii_lowercase()
}

fn number(text: &str) -> i64 {
    text.parse().unwrap_or(0)
}

fn holds(row: &Value, c: &Comparison) -> bool {
    let stored = folded(row, c.column);
    if NUMBERS.contains(&c.column) {
        return number_holds(&stored, c);
    }
    if MOMENTS.contains(&c.column) {
        // Every row was made between the first and the last of the moments, a moment ago.
        return (c.operator == ">") != c.value.starts_with("2999");
    }
    let mut value = c.value.to_ascii_lowercase();
    if FLAGS.contains(&c.column) {
        value = value.replace('1', "true").replace('0', "false");
    }
    let other = || folded(row, &c.value);
    match c.operator {
        "=" => stored == value,
        "!=" => stored != value,
        "<" => exists(row, c.column) && stored < value,
        ">=" => exists(row, c.column) && stored >= value,
        "LIKE" | "CONTAINS" => exists(row, c.column) && stored.contains(&value),
        "NOT LIKE" | "NOTLIKE" | "DOES NOT CONTAIN" => {
            !(exists(row, c.column) && stored.contains(&value))
        }
        "STARTSWITH" => exists(row, c.column) && stored.starts_with(&value),
        "ENDSWITH" => exists(row, c.column) && stored.ends_with(&value),
        "IN" => exists(row, c.column) && value.split(',').any(|item| item == stored),
        "NOT IN" => !(exists(row, c.column) && value.split(',').any(|item| item == stored)),
        "ISEMPTY" | "EMPTYSTRING" => stored.is_empty(),
        "ISNOTEMPTY" => !stored.is_empty(),
        "ANYTHING" => true,
        "SAMEAS" => both_exist(row, c) && stored == other(),
        "NSAMEAS" => !(both_exist(row, c) && stored == other()),
        "GT_FIELD" => both_exist(row, c) && stored > other(),
        "LT_FIELD" => both_exist(row, c) && stored < other(),
        "GT_OR_EQUALS_FIELD" => both_exist(row, c) && stored >= other(),
        "LT_OR_EQUALS_FIELD" => both_exist(row, c) && stored <= other(),
        other => unreachable!("{other}"),
    }
}

fn number_holds(stored: &str, c: &Comparison) -> bool {
    let (empty, stored) = (stored.is_empty(), number(stored));
    let value = number(&c.value);
    let between = || {
        let (low, high) = c.value.split_once('@').unwrap();
        (number(low)..=number(high)).contains(&stored)
    };
    match c.operator {
        "ISEMPTY" => empty,
        "ISNOTEMPTY" => !empty,
        "!=" | "NOT IN" => empty || stored != value,
        _ if empty => false,
        "=" | "IN" => stored == value,
        "<" => stored < value,
        "<=" => stored <= value,
        ">" => stored > value,
        ">=" => stored >= value,
        "BETWEEN" => between(),
        other => unreachable!("{other}"),
    }
}

/// A column behind a reference exists where the reference is filled.
fn exists(row: &Value, column: &str) -> bool {
    !column.contains('.') || row["application"] != ""
}

fn both_exist(row: &Value, c: &Comparison) -> bool {
    exists(row, c.column) && exists(row, &c.value)
}

fn expected(rows: &[Value], query: &Query) -> Vec<String> {
    let matches = |row: &&Value| {
        let clause = |clause: &Vec<Comparison>| clause.iter().any(|c| holds(row, c));
        query.groups.iter().any(|group| group.iter().all(clause))
    };
    ids(rows.iter().filter(matches))
}

fn ids<'a>(rows: impl Iterator<Item = &'a Value>) -> Vec<String> {
    let mut ids: Vec<String> = rows.map(|row| id(row).to_owned()).collect();
    ids.sort();
    ids
}

/// Whether the rows come in the order asked for: texts without case, numbers with empty first.
fn is_ordered(rows: &[Value], query: &Query) -> bool {
    let Some((column, descending)) = query.order else { return true };
    let key = |row: &Value| {
        let text = folded(row, column);
        if column == "order" { (text.parse().unwrap_or(-1_i64), String::new()) } else { (0, text) }
    };
    let keys: Vec<_> = rows.iter().map(key).collect();
    let mut sorted = keys.clone();
    sorted.sort();
    if descending {
        sorted.reverse();
    }
    keys == sorted
}

/// Two menus for the modules to lie in.
async fn menus(instance: &Instance) -> [String; 2] {
    let menu =
        async |record: Value| id(&instance.insert("sys_app_application", record).await).to_owned();
    [
        menu(json!({ "title": "Ab", "hint": "7", "order": "2" })).await,
        menu(json!({ "title": "b_c", "hint": "", "active": "false" })).await,
    ]
}

async fn replace_rows(instance: &Instance, menus: &[String; 2], rows: Vec<Value>) {
    let module = |mut row: Value| {
        let up = usize::try_from(row["up"].as_u64().unwrap()).unwrap();
        row["application"] = json!(menus.get(up).cloned().unwrap_or_default());
        row
    };
    let records: Vec<Value> = rows.into_iter().map(module).collect();
    let process = format!("/{TABLE}.do?JSONv2&sysparm_action");
    let gone = format!("{process}=deleteMultiple&sysparm_query=sys_idISNOTEMPTY");
    assert_eq!(instance.post(&gone, json!({})).await.0, 200);
    let made = instance.post(&format!("{process}=insert"), json!({ "records": records })).await;
    assert_eq!(made.1["records"].as_array().unwrap().len(), records.len());
}

async fn ask(instance: &Instance, query: &str) -> Vec<Value> {
    let fields: Vec<&str> = [TEXTS, NUMBERS, FLAGS, MOMENTS].concat();
    let fields = format!("sys_id,application,{}", fields.join(","));
    let request = instance.request(reqwest::Method::GET, &format!("/api/now/table/{TABLE}"));
    let request = request.query(&[
        ("sysparm_query", query),
        ("sysparm_fields", &fields),
        ("sysparm_exclude_reference_link", "true"),
    ]);
    let (status, body) = crate::support::parts(request.send().await.unwrap()).await;
    assert_eq!(status, 200, "{query}");
    body["result"].as_array().unwrap().clone()
}

#[tokio::test]
async fn random_queries_over_random_rows_agree_with_a_plain_evaluation() {
    let rounds = std::env::var("SIMULATOR_QUERY_ROUNDS").ok().and_then(|text| text.parse().ok());
    let instance = pdi().await;
    let menus = menus(&instance).await;
    let mut runner = TestRunner::new(Config::default());
    let mut matched = 0;
    for _ in 0..rounds.unwrap_or(ROUNDS) {
        let rows = prop::collection::vec(row(), 4..12).new_tree(&mut runner).unwrap().current();
        replace_rows(&instance, &menus, rows).await;
        let rows = ask(&instance, "").await;
        for _ in 0..QUERIES_EACH {
            let query = query().new_tree(&mut runner).unwrap().current();
            let text = text(&query);
            let found = ask(&instance, &text).await;
            assert_eq!(ids(found.iter()), expected(&rows, &query), "{text}\n{rows:#?}");
            assert!(is_ordered(&found, &query), "{text}\n{found:#?}");
            matched += found.len();
        }
    }
    assert!(matched > 0, "no query ever matched: the rounds prove nothing");
}
