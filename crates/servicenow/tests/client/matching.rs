//! The checked query: no record that does not match, and what is hidden counted.

use servicenow::{Matches, Query, Record, Table};
use simulator::{Seed, Unknowns};

use crate::client;
use crate::server::Server;
use crate::simulated::{admin, simulator};

const TABLE: &str = "/api/now/table/sys_alias";

/// A table of `a`, `B`, `b` and so on: each of these names with the id `0`, `1`, `2`…
async fn server_with(names: &[&str]) -> Server {
    let server = Server::start().await;
    for (n, name) in names.iter().enumerate() {
        let cells = [("name", *name), ("type", "connection")];
        server.tables().add("sys_alias", &n.to_string(), &cells);
    }
    server
}

fn table(server: &Server) -> Table {
    client(&server.url).table("sys_alias")
}

fn named(name: &str) -> Query {
    Query::new().equals("name", name).unwrap()
}

fn ids(matches: &Matches) -> Vec<&str> {
    matches.rows.iter().map(Record::sys_id).collect()
}

#[tokio::test]
async fn what_matches_comes_in_one_request_that_counts() {
    let server = server_with(&["a", "B", "b"]).await;
    let found = table(&server).matching(&named("b"), &["type"], Some(20)).await.unwrap();
    assert_eq!((ids(&found), found.hidden), (vec!["1", "2"], Some(0)));
    assert_eq!(found.rows[0].get("type"), Some("connection"));
    assert_eq!(found.rows[0].get("name"), Some("B"), "asked for, to be checked");
    let none = table(&server).matching(&named("c"), &["type"], Some(20)).await.unwrap();
    assert_eq!((none.rows.len(), none.hidden, none.all_hidden()), (0, Some(0), None));
    assert_eq!(server.count("GET", TABLE), 2);
}

#[tokio::test]
async fn a_dropped_condition_gives_no_wrong_record() {
    let server = server_with(&["a", "b", "c"]).await;
    server.tables().unknown_columns.insert("name".to_owned());
    let table = table(&server);
    for (query, found) in [
        (named("b"), vec!["1"]),
        (named("d"), vec![]),
        (Query::new().is_in("name", &["a", "c", "d"]).unwrap(), vec!["0", "2"]),
        (named("a").or_equals("name", "b").unwrap(), vec!["0", "1"]),
        (Query::new().starts_with("name", "c").unwrap(), vec!["2"]),
        (Query::new().contains("name", "d").unwrap(), vec![]),
        (Query::new().equals_as("name", "?", |stored, _| stored > "a").unwrap(), vec!["1", "2"]),
    ] {
        let matches = table.matching(&query, &["type"], Some(20)).await.unwrap();
        assert_eq!(ids(&matches), found, "{query}");
        assert_eq!(matches.hidden, None, "the count is not one of {query}");
    }
    assert_eq!(server.count("GET", TABLE), 7, "one request each");
}

#[tokio::test]
async fn a_hidden_column_proves_nothing_unless_that_will_do() {
    let server = server_with(&["a", "b"]).await;
    server.tables().hidden_columns.insert("name".to_owned());
    server.tables().unknown_columns.insert("name".to_owned());
    let found = table(&server).matching(&named("a"), &[], Some(20)).await.unwrap();
    assert_eq!((found.rows.len(), found.hidden), (0, None));
    let lenient = Query::new().equals("sys_id", "1").unwrap();
    let lenient = lenient.equals_where_shown("name", "a").unwrap();
    let found = table(&server).matching(&lenient, &["type"], Some(20)).await.unwrap();
    assert_eq!(ids(&found), ["1"]);
}

#[tokio::test]
async fn hidden_records_are_counted() {
    let server = server_with(&["a", "b", "b", "b"]).await;
    let table = table(&server);
    for (hidden, seen, all) in [
        (vec!["1"], Some(1), None),
        (vec!["1", "2", "3"], Some(3), Some(3)),
        (vec!["0"], Some(0), None),
    ] {
        server.tables().hidden_records = hidden.iter().map(|id| (*id).to_owned()).collect();
        let found = table.matching(&named("b"), &["type"], Some(20)).await.unwrap();
        assert_eq!((found.hidden, found.all_hidden()), (seen, all), "{hidden:?}");
    }
    assert_eq!(server.count("GET", TABLE), 3, "one request each");
    assert_eq!(table.total(&named("b")).await.unwrap(), 3);
}

#[tokio::test]
async fn beyond_the_limit_nothing_is_said_to_be_hidden() {
    let server = server_with(&["b", "b", "b"]).await;
    let table = table(&server);
    let hidden = async |limit| table.matching(&named("b"), &[], limit).await.unwrap().hidden;
    assert_eq!(hidden(Some(2)).await, None);
    assert_eq!(hidden(Some(3)).await, Some(0));
    assert_eq!(hidden(None).await, Some(0));
    assert_eq!(hidden(Some(0)).await, None);
    assert_eq!(server.count("GET", TABLE), 3);
}

#[tokio::test]
async fn without_a_count_nothing_is_known_of_what_is_hidden() {
    let server = server_with(&["a"]).await;
    server.tables().without_counts = true;
    let found = table(&server).matching(&named("a"), &[], None).await.unwrap();
    assert_eq!((ids(&found), found.hidden), (vec!["0"], None));
}

#[tokio::test]
async fn many_pages_are_counted_once() {
    let server = Server::start().await;
    for n in 0..2_500 {
        server.tables().add("sys_alias", &format!("{n:05}"), &[("name", "a")]);
    }
    server.tables().hidden_records.extend((1_000..2_100).map(|n| format!("{n:05}")));
    let found = table(&server).matching(&named("a"), &[], None).await.unwrap();
    assert_eq!((found.rows.len(), found.hidden), (1_400, Some(1_100)));
    let counted = |seen: &&crate::server::Seen| seen.parameter("sysparm_no_count").is_none();
    assert_eq!(server.seen().iter().filter(counted).count(), 1);
    assert_eq!(server.count("GET", TABLE), 3);
}

#[tokio::test]
async fn conditions_that_are_encoded_already_are_left_to_the_instance() {
    let server = server_with(&["a", "b"]).await;
    let found = table(&server).matching(&Query::new().raw("name=b"), &["type"], None).await;
    let found = found.unwrap();
    assert_eq!((ids(&found), found.hidden), (vec!["1"], Some(0)));
    assert_eq!(found.rows[0].get("name"), None, "not asked for");
}

#[tokio::test]
async fn the_simulated_instance_drops_and_counts_as_well() {
    for unknowns in [Unknowns::likely(), Unknowns::worst()] {
        let simulator = simulator(Seed::Pdi, unknowns).await;
        let roles = admin(&simulator).table("sys_user_role");
        let unknown = Query::new().equals("no_such_column", "x").unwrap();
        match roles.matching(&unknown, &["name"], Some(20)).await {
            Ok(found) => assert_eq!((found.rows.len(), found.hidden), (0, None)),
            Err(error) => assert!(error.is_forbidden(), "as recent releases answer: {error}"),
        }
        let found = roles.matching(&named("ADMIN"), &["name"], Some(20)).await.unwrap();
        assert_eq!((found.rows.len(), found.hidden), (1, Some(0)));
        let walk = Query::new().equals("role.name", "admin").unwrap();
        let granted = admin(&simulator).table("sys_user_has_role");
        let found = granted.matching(&walk, &["user"], Some(20)).await.unwrap();
        assert!(found.rows.iter().all(|row| row.get("role.name") == Some("admin")));
        let all = granted.matching(&walk, &[], Some(20)).await.unwrap();
        assert!(!found.rows.is_empty() && all.rows.len() == found.rows.len());
    }
}
