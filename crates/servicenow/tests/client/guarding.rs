//! What is refused before it is asked: any write, or one that would end the way in.

use servicenow::{
    Client, Credentials, ErrorKind, Grant, Input, OAuthClient, Options, OwnIdentity, Query, Row,
};
use simulator::{Seed, Simulator};

use crate::server::Server;
use crate::{basic, client_with, options};

#[tokio::test]
async fn a_client_that_only_reads_sends_no_write() {
    let server = Server::start().await;
    server.tables().add("sys_alias", "1", &[("name", "x")]);
    let reading = Options { read_only: true, ..options() };
    let table = client_with(&server.url, basic(), reading).table("sys_alias");
    let row = Row::new().set("name", "y");
    let refusals = [
        table.insert(&row, Input::Stored, &Query::new(), &["name"]).await.unwrap_err(),
        table.update("1", &row, Input::Stored, &["name"]).await.unwrap_err(),
        table.delete("1").await.unwrap_err(),
    ];
    for error in refusals {
        assert!(
            error.is_read_only() && !error.is_retryable() && !error.is_uncertain(),
            "{error:?}"
        );
        assert_eq!(error.table(), Some("sys_alias"));
    }
    assert!(server.seen().is_empty());
    assert_eq!(table.get("1", &["name"]).await.unwrap().unwrap().get("name"), Some("x"));
}

fn keeping(simulator: &Simulator, credentials: Credentials) -> Client {
    client_with(simulator.url(), credentials, Options { keeps_own_identity: true, ..options() })
}

fn signed_in(user: &str) -> Credentials {
    Credentials::Basic { username: user.into(), password: user.into() }
}

async fn id(client: &Client, table: &str, column: &str, value: &str) -> String {
    let query = Query::new().equals(column, value).unwrap();
    let found = client.table(table).matching(&query, &[column], Some(1)).await.unwrap();
    found.rows[0].sys_id().to_owned()
}

#[tokio::test]
async fn the_user_in_use_is_neither_deleted_nor_deactivated_and_others_are() {
    let simulator = Simulator::builder().seed(Seed::Customer).start().await.unwrap();
    let client = keeping(&simulator, signed_in("admin"));
    let (users, own) =
        (client.table("sys_user"), id(&client, "sys_user", "user_name", "admin").await);
    let off = Row::new().set("active", "false");
    let expected = OwnIdentity::User { user_name: "admin".into() };
    let error = users.update(&own, &off, Input::Stored, &["active"]).await.unwrap_err();
    assert_eq!(error.is_own_identity(), Some(&expected));
    let error = users.delete(&own).await.unwrap_err();
    assert_eq!(error.is_own_identity(), Some(&expected));
    let harmless = Row::new().set("title", "Administrator");
    users.update(&own, &harmless, Input::Stored, &["title"]).await.unwrap().unwrap();
    let other = id(&client, "sys_user", "user_name", "plain.user").await;
    users.update(&other, &off, Input::Stored, &["active"]).await.unwrap().unwrap();
    let plain = client_with(simulator.url(), signed_in("admin"), options());
    // Without the guard it is sent, and the instance has a rule of its own.
    let refused = plain.table("sys_user").update(&own, &off, Input::Stored, &["active"]).await;
    assert!(matches!(refused.unwrap_err().kind(), ErrorKind::BusinessRule { .. }));
}

#[tokio::test]
async fn the_oauth_client_in_use_keeps_its_secret_and_others_get_new_ones() {
    let simulator = Simulator::builder().seed(Seed::Customer).start().await.unwrap();
    let admin = client_with(simulator.url(), signed_in("admin"), options());
    let entries = admin.table("oauth_entity");
    for name in ["mine", "other"] {
        let row = Row::new().set("name", name).set("type", "client").set("client_id", name);
        let row = row.set_secret("client_secret", "s-1".into());
        entries.insert(&row, Input::Stored, &Query::new(), &["name"]).await.unwrap();
    }
    let grant = Grant::Password { username: "admin".into(), password: "admin".into() };
    let client_secret = Some("s-1".into());
    let oauth = OAuthClient { grant, client_id: "mine".into(), client_secret, scope: None };
    let client = keeping(&simulator, Credentials::OAuth(oauth));
    let rotated = Row::new().set_secret("client_secret", "s-2".into());
    let entries = client.table("oauth_entity");
    let mine = id(&admin, "oauth_entity", "client_id", "mine").await;
    let error = entries.update(&mine, &rotated, Input::Display, &["sys_id"]).await.unwrap_err();
    let expected = OwnIdentity::OAuthClient { client_id: "mine".into() };
    assert_eq!(error.is_own_identity(), Some(&expected));
    let other = id(&admin, "oauth_entity", "client_id", "other").await;
    entries.update(&other, &rotated, Input::Display, &["sys_id"]).await.unwrap().unwrap();
    let renamed = Row::new().set("comments", "still mine");
    entries.update(&mine, &renamed, Input::Stored, &["comments"]).await.unwrap().unwrap();
}
