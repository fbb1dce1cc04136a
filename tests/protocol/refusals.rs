//! What `terraform validate` refuses without asking the instance, each naming the attribute and the remedy.

use serde_json::{Value as Json, json};
use terraform_provider_servicenow::describe::FieldType;
use terraform_provider_servicenow::resources;
use tfplugin::testing::unknown;

use crate::seen::{one_error, one_warning, place};
use crate::world::{fresh, full, schema, with};

async fn refused(kind: &str, config: Json, at: &str, words: &[&str]) {
    let said = fresh().validate(&full(kind), config).await;
    one_error(&said, at, words);
}

async fn accepted(kind: &str, config: Json) {
    let said = fresh().validate(&full(kind), config.clone()).await;
    assert!(said.is_empty(), "{config}: {said:#?}");
}

fn provider(more: Json) -> Json {
    with(json!({ "type": "oauth_provider", "name": "Acme", "client_id": "acme" }), more)
}

fn connection(more: Json) -> Json {
    with(json!({ "name": "A", "connection_alias": "x.A" }), more)
}

#[tokio::test]
async fn a_secret_given_twice_is_refused_at_its_write_only_form() {
    let config =
        json!({ "client_secret": "a", "client_secret_wo": "b", "client_secret_wo_version": 1 });
    refused(
        "oauth_registry",
        provider(config),
        "client_secret_wo",
        &["Both client_secret and", "Keep"],
    )
    .await;
}

#[tokio::test]
async fn a_write_only_secret_without_a_version_is_refused_at_the_version() {
    let config = provider(json!({ "client_secret_wo": "b" }));
    refused(
        "oauth_registry",
        config,
        "client_secret_wo_version",
        &["Set client_secret_wo_version = 1"],
    )
    .await;
    let later =
        provider(json!({ "client_secret_wo": unknown(), "client_secret_wo_version": unknown() }));
    accepted("oauth_registry", later).await;
}

#[tokio::test]
async fn a_version_without_a_secret_is_only_remarked_on() {
    let said = fresh()
        .validate(&full("oauth_registry"), provider(json!({ "client_secret_wo_version": 1 })))
        .await;
    one_warning(&said, "client_secret_wo_version", &["Set client_secret_wo, or remove"]);
}

#[tokio::test]
async fn a_host_without_the_url_builder_is_refused() {
    let config = connection(
        json!({ "connection_url": "https://a.example", "url_builder": false, "host": "a.example" }),
    );
    refused("connection", config, "host", &["url_builder is false", "set url_builder = true"])
        .await;
    let config = connection(json!({ "connection_url": "https://a.example", "host": "a.example" }));
    refused("connection", config, "host", &["url_builder is false", "Remove host"]).await;
}

#[tokio::test]
async fn a_connection_url_beside_the_url_builder_is_refused() {
    let config = connection(
        json!({ "connection_url": "https://a.example", "url_builder": true, "host": "a.example" }),
    );
    refused(
        "connection",
        config,
        "connection_url",
        &["url_builder is true", "Remove connection_url"],
    )
    .await;
}

#[tokio::test]
async fn an_address_is_needed_one_way_or_the_other() {
    refused(
        "connection",
        connection(json!({})),
        "connection_url",
        &["set it, or set url_builder = true"],
    )
    .await;
    refused("connection", connection(json!({ "url_builder": true })), "host", &["set host"]).await;
    accepted("connection", connection(json!({ "url_builder": unknown(), "host": "a.example" })))
        .await;
    accepted("connection", connection(json!({ "type": "basic" }))).await;
}

#[tokio::test]
async fn a_built_address_has_a_scheme() {
    let builder = |more: Json| {
        let base = json!({ "url_builder": true, "host": "a.example" });
        connection(with(base, more))
    };
    let words = ["empty address", "protocol = \"https\""];
    refused("connection", builder(json!({ "protocol": "" })), "protocol", &words).await;
    let mutual = builder(json!({ "mutual_auth": true }));
    refused("connection", mutual, "protocol_profile", &["empty address", "Set protocol_profile"])
        .await;
    accepted("connection", builder(json!({ "mutual_auth": true, "protocol_profile": unknown() })))
        .await;
}

#[tokio::test]
async fn the_parts_of_a_connection_are_those_of_its_type() {
    let parts = json!({ "host": "a.example", "port": "22", "protocol": "ssh" });
    for kind in ["basic", "jdbc"] {
        let config = with(parts.clone(), json!({ "type": kind }));
        accepted("connection", connection(config)).await;
        let url = json!({ "type": kind, "connection_url": "https://a.example" });
        refused("connection", connection(url), "connection_url", &["belongs to type"]).await;
    }
    let format =
        json!({ "connection_url": "https://a.example", "format": "com.mysql.jdbc.Driver" });
    refused("connection", connection(format), "format", &["type = \"jdbc\""]).await;
}

#[tokio::test]
async fn a_blank_id_or_secret_and_a_strange_login_page_are_refused() {
    let client = |more: Json| with(json!({ "type": "client", "name": "A" }), more);
    for name in ["client_id", "client_secret"] {
        let config = client(json!({ name: "" }));
        refused("oauth_registry", config, name, &["would make a new one"]).await;
    }
    let strange = client(json!({ "login_url": "https://id.example/login" }));
    refused("oauth_registry", strange, "login_url", &["login_locate_sso.do"]).await;
    accepted("oauth_registry", client(json!({ "login_url": "/oauth_login.do" }))).await;
}

#[tokio::test]
async fn waiting_as_told_over_jdbc_is_refused() {
    let config = json!({ "name": "A", "retry_strategy": "retry_after",
        "connection_type": "jdbc_retry_conditions" });
    refused("retry_policy", config, "retry_strategy", &["only HTTP"]).await;
}

#[tokio::test]
async fn a_timeout_that_is_no_whole_number_is_refused() {
    let half = json!({ "connection_url": "https://a.example", "connection_timeout": 1.5 });
    refused("connection", connection(half), "connection_timeout", &["whole number"]).await;
}

#[tokio::test]
async fn an_attribute_of_another_credential_type_is_refused() {
    let config = json!({ "type": "api_key", "name": "A", "username": "u" });
    refused(
        "credential",
        config,
        "username",
        &["type = \"basic_auth\"", "this is type = \"api_key\"", "Remove username"],
    )
    .await;
    let config =
        json!({ "type": "basic_auth", "name": "A", "api_key_wo": "k", "api_key_wo_version": 1 });
    let said = fresh().validate(&full("credential"), config).await;
    let places: Vec<String> = said.iter().map(place).collect();
    assert_eq!(places, ["api_key_wo", "api_key_wo_version"], "{said:#?}");
    refused(
        "credential",
        json!({ "type": "ssh", "name": "A" }),
        "type",
        &["one of \"basic_auth\""],
    )
    .await;
    accepted("credential", json!({ "type": unknown(), "name": "A", "username": "u" })).await;
}

#[tokio::test]
async fn an_oauth_credential_without_a_profile_is_refused() {
    let config = json!({ "type": "oauth_2_0", "name": "A" });
    refused("credential", config, "oauth_profile", &["needs oauth_profile", "default_profile_id"])
        .await;
    accepted("credential", json!({ "type": "oauth_2_0", "name": "A", "oauth_profile": unknown() }))
        .await;
}

#[tokio::test]
async fn what_a_third_party_in_the_registry_needs_is_demanded() {
    let config = json!({ "type": "oauth_provider", "name": "A" });
    refused("oauth_registry", config, "client_id", &["needs client_id"]).await;
    let urls = provider(json!({ "redirect_urls": ["https://a.example", "https://b.example"] }));
    refused("oauth_registry", urls, "redirect_urls", &["exactly one", "leave redirect_urls out"])
        .await;
    let grant = provider(json!({ "default_grant_type": "jwt_bearer" }));
    let said = fresh().validate(&full("oauth_registry"), grant).await;
    one_error(&said, "default_grant_type", &["urn:ietf:params:oauth:grant-type:jwt-bearer"]);
}

#[tokio::test]
async fn a_public_client_with_a_secret_is_refused() {
    let config =
        json!({ "type": "client", "name": "A", "public_client": true, "client_secret": "s" });
    refused("oauth_registry", config, "client_secret", &["public_client is true", "Remove one"])
        .await;
}

#[tokio::test]
async fn a_comma_inside_one_redirect_url_is_refused_at_that_element() {
    let config = json!({ "type": "client", "name": "A", "redirect_urls": ["https://a.example", "https://b.example,c"] });
    refused("oauth_registry", config, "redirect_urls.1", &["comma", "%2C"]).await;
}

#[tokio::test]
async fn an_element_that_is_null_or_empty_is_refused_in_every_list_and_set() {
    for resource in resources::ALL {
        let lists = resource.fields.iter().filter(|field| field.is_configurable());
        for field in lists {
            let at = match field.holds {
                FieldType::TextList => format!("{}.1", field.name),
                FieldType::References(_) | FieldType::Links(_) => field.name.to_owned(),
                _ => continue,
            };
            for nothing in [Json::Null, json!(""), json!(" ")] {
                let config = open_but(resource.name, json!({ field.name: [unknown(), nothing] }));
                let said = fresh().validate(&full(resource.name), config).await;
                let about = said.iter().filter(|one| one.detail.contains("null or empty"));
                let about: Vec<_> = about.cloned().collect();
                one_error(&about, &at, &[field.name, "compact"]);
            }
            let open = open_but(resource.name, json!({ field.name: [unknown(), unknown()] }));
            accepted(resource.name, open).await;
        }
    }
    let columns = json!({ "table": "sys_user", "fields": ["name", Json::Null] });
    let said = fresh().validate_data(&full("records"), columns).await;
    one_error(&said, "fields.1", &["null or empty"]);
}

/// All that can be given is open, but for this.
fn open_but(kind: &str, known: Json) -> Json {
    let schema = schema(kind);
    let given = schema.block.attributes.iter().filter(|one| one.required || one.optional);
    let open: Json = given.map(|one| (one.name.clone(), unknown())).collect();
    with(open, known)
}

#[tokio::test]
async fn what_is_open_is_not_set() {
    let of = |more: Json| with(json!({ "type": "api_key", "name": "A" }), more);
    accepted("credential", of(json!({ "username": unknown() }))).await;
    accepted("credential", of(json!({ "password_wo": unknown() }))).await;
    accepted("credential", of(json!({ "api_key_wo": unknown() }))).await;
    let open = json!({ "api_key_wo": unknown(), "api_key_wo_version": unknown() });
    accepted("credential", of(open)).await;
    let host = json!({ "connection_url": "https://a.example", "host": unknown() });
    accepted("connection", connection(host)).await;
    let record = json!({ "table": "cmn_location", "fields": unknown() });
    accepted("record", record).await;
    let record = json!({ "table": "cmn_location", "fields": { "name": "A" }, "fields_wo": unknown(), "deletion_policy": unknown() });
    accepted("record", record).await;
    let property = json!({ "name": "sys_x", "deletion_policy": unknown() });
    accepted("system_property", property).await;
    let policy = json!({ "name": "A", "active": unknown(), "api_path": "now/table" });
    accepted("api_access_policy", policy).await;
}

#[tokio::test]
async fn a_word_that_is_on_no_list_is_only_remarked_on() {
    let said = fresh()
        .validate(&full("oauth_registry"), provider(json!({ "accessible_from": "nobody" })))
        .await;
    one_warning(&said, "accessible_from", &["none of \"public\"", "check the spelling"]);
}

#[tokio::test]
async fn what_a_record_that_is_there_may_have_is_left_to_the_plan() {
    for name in [json!("a,b"), json!("My alias"), unknown()] {
        accepted("connection_alias", json!({ "name": name })).await;
    }
    let builder =
        json!({ "url_builder": true, "host": "a.example", "base_path": "api", "port": "x" });
    accepted("connection", connection(builder)).await;
    let zero = json!({ "connection_url": "https://a.example", "connection_timeout": 0 });
    accepted("connection", connection(zero)).await;
}

#[tokio::test]
async fn a_policy_that_does_not_exist_or_has_nothing_to_restore_is_refused() {
    let config = json!({ "name": "A", "deletion_policy": "keep" });
    refused(
        "connection_alias",
        config,
        "deletion_policy",
        &["\"delete\", \"abandon\", \"restore\""],
    )
    .await;
    let config = json!({ "name": "A", "deletion_policy": "restore" });
    refused("connection_alias", config, "deletion_policy", &["Set adopt_existing = true"]).await;
    accepted(
        "connection_alias",
        json!({ "name": "A", "deletion_policy": "restore", "adopt_existing": true }),
    )
    .await;
}

#[tokio::test]
async fn an_application_is_named_and_has_policies_of_its_own() {
    refused("application", json!({}), "scope", &["Set scope", "app_id"]).await;
    let config = json!({ "scope": "x_a", "deletion_policy": "delete" });
    refused("application", config, "deletion_policy", &["\"abandon\" or \"uninstall\""]).await;
    let config = json!({ "scope": "x_a", "timeouts": { "create": "soon" } });
    refused("application", config, "timeouts.create", &["90m"]).await;
}

#[tokio::test]
async fn an_empty_name_is_refused() {
    refused("connection_alias", json!({ "name": "" }), "name", &["must not be empty"]).await;
}

#[tokio::test]
async fn a_data_source_without_anything_to_search_for_is_refused() {
    let said = fresh().validate_data(&full("connection_alias"), json!({})).await;
    one_error(&said, "id", &["Set id", "alias_id"]);
    let said =
        fresh().validate_data(&full("records"), json!({ "table": "sys_user", "limit": 0 })).await;
    one_error(&said, "limit", &["above zero"]);
}
