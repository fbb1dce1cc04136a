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
