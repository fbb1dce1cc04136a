//! Queries over more than one page.

use servicenow::Query;

use crate::client;
use crate::server::Server;

const TABLE: &str = "/api/now/table/sys_user";

async fn server_with(rows: usize) -> Server {
    let server = Server::start().await;
    for n in 0..rows {
        server.tables().add("sys_user", &format!("{n:05}"), &[("user_name", &format!("user {n}"))]);
    }
    server
}

#[tokio::test]
async fn all_pages_are_fetched_in_the_order_of_ids() {
    let server = server_with(2_500).await;
    let rows =
        client(&server.url).table("sys_user").matching(&Query::new(), &["user_name"], None).await;
    let rows = rows.unwrap().rows;
    assert_eq!(rows.len(), 2_500);
    assert!(rows.iter().zip(0..).all(|(row, n)| row.sys_id() == format!("{n:05}")));
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    let offsets: Vec<_> = seen.iter().map(|seen| seen.parameter("sysparm_offset")).collect();
    assert_eq!(offsets, [None, Some("1000"), Some("2000")]);
    assert!(seen.iter().all(|seen| seen.parameter("sysparm_query") == Some("ORDERBYsys_id")));
    let uncounted: Vec<_> = seen.iter().map(|seen| seen.parameter("sysparm_no_count")).collect();
    assert_eq!(uncounted, [None, Some("true"), Some("true")]);
}

#[tokio::test]
async fn a_page_emptied_by_access_control_is_not_the_end() {
    let server = server_with(2_500).await;
    server.tables().hidden_records.extend((1_000..2_000).map(|n| format!("{n:05}")));
    let table = client(&server.url).table("sys_user");
    assert_eq!(table.matching(&Query::new(), &[], None).await.unwrap().rows.len(), 1_500);
    assert_eq!(table.total(&Query::new()).await.unwrap(), 2_500);
}

#[tokio::test]
async fn without_links_a_full_page_is_followed_by_another() {
    let server = server_with(2_000).await;
    server.tables().without_links = true;
    let table = client(&server.url).table("sys_user");
    assert_eq!(table.matching(&Query::new(), &[], None).await.unwrap().rows.len(), 2_000);
}

#[tokio::test]
async fn a_limit_is_kept_within_and_across_pages() {
    let server = server_with(2_500).await;
    let table = client(&server.url).table("sys_user");
    for (limit, requests) in [(0, 0), (1, 1), (1_000, 1), (1_500, 2), (9_999, 3)] {
        let before = server.count("GET", TABLE);
        let rows = table.matching(&Query::new(), &["user_name"], Some(limit)).await.unwrap().rows;
        assert_eq!(rows.len(), limit.min(2_500));
        assert_eq!(server.count("GET", TABLE) - before, requests, "{limit}");
    }
}

#[tokio::test]
async fn a_limit_is_filled_from_beyond_hidden_records() {
    let server = server_with(30).await;
    server.tables().hidden_records.extend((0..15).map(|n| format!("{n:05}")));
    let table = client(&server.url).table("sys_user");
    let rows = table.matching(&Query::new(), &[], Some(10)).await.unwrap().rows;
    assert_eq!(rows.len(), 10);
    assert_eq!(rows[0].sys_id(), "00015");
}

#[tokio::test]
async fn a_hidden_record_counts_and_a_missing_one_does_not() {
    let server = server_with(3).await;
    server.tables().hidden_records.insert("00001".to_owned());
    let table = client(&server.url).table("sys_user");
    for (sys_id, total) in [("00001", 1), ("00009", 0)] {
        let query = Query::new().equals("sys_id", sys_id).unwrap();
        assert!(table.matching(&query, &[], None).await.unwrap().rows.is_empty());
        assert_eq!(table.total(&query).await.unwrap(), total, "{sys_id}");
    }
}

#[tokio::test]
async fn pages_are_asked_for_one_by_one_and_only_when_wanted() {
    let server = server_with(25).await;
    let table = client(&server.url).table("sys_user");
    let mut pages = table.pages(&Query::new(), &["user_name"], 10);
    for (wanted, requests) in [(10, 1), (10, 2)] {
        assert_eq!(pages.next().await.unwrap().unwrap().len(), wanted);
        assert_eq!(server.count("GET", TABLE), requests);
    }
    assert_eq!((pages.hidden(), pages.total()), (None, Some(25)), "the end is not reached");
    assert_eq!(pages.next().await.unwrap().unwrap().len(), 5);
    assert_eq!(pages.hidden(), Some(0));
    assert_eq!(pages.next().await.unwrap(), None);
    assert_eq!(server.count("GET", TABLE), 3, "the end costs no request");
}

#[tokio::test]
async fn pages_tell_in_the_end_how_many_were_hidden() {
    let server = server_with(25).await;
    server.tables().hidden_records.extend((5..20).map(|n| format!("{n:05}")));
    let table = client(&server.url).table("sys_user");
    let mut pages = table.pages(&Query::new(), &["user_name"], 10);
    let mut came = 0;
    while let Some(page) = pages.next().await.unwrap() {
        came += page.len();
    }
    assert_eq!((came, pages.hidden()), (10, Some(15)));
}

#[tokio::test]
async fn a_dropped_condition_fills_no_page() {
    let server = server_with(25).await;
    server.tables().unknown_columns.insert("no_such_column".to_owned());
    let query = Query::new().equals("no_such_column", "x").unwrap();
    let mut pages = client(&server.url).table("sys_user").pages(&query, &["user_name"], 10);
    while let Some(page) = pages.next().await.unwrap() {
        assert_eq!(page, []);
    }
    assert_eq!(pages.hidden(), None, "the count is that of another query");
}

#[tokio::test]
async fn pages_without_end_are_a_fault_of_the_instance() {
    let server = server_with(3).await;
    server.tables().without_end = true;
    let mut pages = client(&server.url).table("sys_user").pages(&Query::new(), &["user_name"], 10);
    let mut asked = 0;
    let error = loop {
        match pages.next().await {
            Ok(Some(_)) => asked += 1,
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
    };
    assert!(asked < 3, "{asked} pages: {error:?}");
}
