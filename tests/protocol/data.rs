//! Data sources: one record by its key, or rows of any table.

use serde_json::{Value as Json, json};

use crate::ground;
use crate::seen::{json_of, one_error};
use crate::world::{World, full, under_both};

async fn read(world: &World, kind: &str, config: Json) -> Json {
    let read = world.provider.read_data(&full(kind), config.clone()).await;
    json_of(&read.unwrap_or_else(|said| panic!("{kind} {config}: {said:#?}")))
}

async fn refused(world: &World, kind: &str, config: Json, words: &[&str]) {
    let said = world.provider.read_data(&full(kind), config).await.unwrap_err();
    one_error(&said, "", words);
}

#[tokio::test]
async fn the_alias_of_a_spoke_is_found_with_its_application_and_its_connection() {
    under_both(async |world| {
        world.apply("application", None, &json!({ "scope": "x_camun_camunda" })).await;
        let config = json!({ "alias_id": "x_camun_camunda.Camunda" });
        let alias = read(&world, "connection_alias", config.clone()).await;
        assert_eq!(alias["name"], "Camunda");
        assert_eq!(alias["application"], json!({ "scope": "x_camun_camunda", "name": "Camunda Spoke" }));
        assert_eq!(alias["active_connection_id"], Json::Null);
        let connection = json!({ "name": "C", "connection_alias": alias["id"], "connection_url": "https://a.example" });
        let connection = world.apply("connection", None, &connection).await;
        let alias = read(&world, "connection_alias", config).await;
        assert_eq!(alias["active_connection_id"], json!(crate::seen::id(&connection)));
        let by_id = read(&world, "connection_alias", json!({ "id": alias["id"] })).await;
        assert_eq!(by_id["alias_id"], alias["alias_id"]);
    })
    .await;
}

#[tokio::test]
async fn the_default_profile_of_an_entry_is_found() {
    under_both(async |world| {
        ground::lay(&world).await;
        let config = json!({ "oauth_registry": "Ground registry", "is_default": true });
        let profile = read(&world, "oauth_profile", config).await;
        assert_eq!(profile["name"], "Ground registry default_profile");
        assert_eq!(profile["oauth_registry"], "Ground registry");
    })
    .await;
}

#[tokio::test]
async fn nothing_found_and_several_found_are_errors() {
    let world = World::likely().await;
    ground::lay(&world).await;
    refused(
        &world,
        "connection_alias",
        json!({ "alias_id": "x.None" }),
        &["sys_alias", "Check the spelling"],
    )
    .await;
    refused(&world, "oauth_profile", json!({ "is_default": true }), &["2 records", "Give the id"])
        .await;
    let nobody = json!({ "oauth_registry": "Nobody" });
    let said = world.provider.read_data(&full("oauth_profile"), nobody).await.unwrap_err();
    one_error(&said, "oauth_registry", &["\"Nobody\"", "Check the spelling"]);
}

#[tokio::test]
async fn rows_of_any_table_are_read_with_the_columns_asked_for() {
    let world = World::likely().await;
    let config = json!({ "table": "sys_user_role", "query": "nameSTARTSWITHo^ORDERBYname", "fields": ["name"] });
    let found = read(&world, "records", config).await;
    let names: Vec<&str> = found["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["oauth_admin"]);
    assert_eq!(
        found["records"][0].as_object().unwrap().len(),
        2,
        "the column asked for, and sys_id"
    );
    let limited = read(&world, "records", json!({ "table": "sys_user_role", "limit": 3 })).await;
    assert_eq!(limited["records"].as_array().unwrap().len(), 3);
    let walked = json!({ "table": "sys_user_has_role", "fields": ["role.name"],
        "query": "user.user_name=admin^role.elevated_privilege=false" });
    let walked = read(&world, "records", walked).await;
    assert_eq!(walked["records"][0]["role.name"], "admin");
}

#[tokio::test]
async fn rows_of_a_table_that_is_not_there_are_an_error() {
    let world = World::likely().await;
    refused(
        &world,
        "records",
        json!({ "table": "x_no_such" }),
        &["no table x_no_such", "plugin or application"],
    )
    .await;
}

#[tokio::test]
async fn data_asked_for_before_the_provider_is_known_is_an_error_that_says_why() {
    let provider = crate::world::fresh();
    provider.configure(json!({ "instance_url": tfplugin::testing::unknown() })).await;
    let said =
        provider.read_data(&full("connection_alias"), json!({ "name": "A" })).await.unwrap_err();
    one_error(&said, "", &["instance_url", "Apply what it depends on"]);
}

#[tokio::test]
async fn a_record_of_each_type_is_found_by_what_names_it_and_shows_what_the_resource_has() {
    under_both(async |world| {
        ground::lay(&world).await;
        let built = json!({ "name": "Built", "connection_alias": "Ground", "url_builder": true, "host": "a.example" });
        let cases = [
            ("connection", built, json!({ "name": "Built" })),
            (
                "oauth_registry",
                json!({ "type": "jwt_client", "name": "Signing", "client_id": "signing", "clock_skew": 5 }),
                json!({ "client_id": "signing" }),
            ),
            (
                "credential",
                json!({ "type": "basic_auth", "name": "Basic", "username": "someone", "password": "planted" }),
                json!({ "type": "basic_auth", "name": "Basic" }),
            ),
            ("retry_policy", json!({ "name": "Patient", "retry_count": 3 }), json!({ "name": "Patient" })),
        ];
        for (kind, config, keys) in cases {
            let state = world.apply(kind, None, &config).await;
            for keys in [keys, json!({ "id": crate::seen::id(&state) })] {
                let found = read(&world, kind, keys.clone()).await;
                assert_eq!(found["id"], json!(crate::seen::id(&state)), "{kind} {keys}");
                for (name, value) in config.as_object().unwrap().iter().filter(|(name, _)| *name != "password") {
                    assert_eq!(found[name], *value, "{kind}.{name} by {keys}");
                }
                assert!(!found.to_string().contains("planted"));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_plugin_says_whether_it_is_active() {
    let world = World::likely().await;
    for (plugin_id, active) in [("com.snc.core.oauth", true), ("com.glide.tokenbased_auth", false)]
    {
        let found = read(&world, "plugin", json!({ "plugin_id": plugin_id })).await;
        assert_eq!(found["active"], json!(active), "{plugin_id}");
    }
}
