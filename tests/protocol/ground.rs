//! Records that are there before a test begins, for references to lead to.

use serde_json::{Value as Json, json};
use terraform_provider_servicenow::describe::{Children, Field, FieldType, Links};

use crate::world::World;

/// Puts the records in place.
pub(crate) async fn lay(world: &World) {
    for (name, kind) in [("Ground", "connection"), ("Second", "connection"), ("Tag", "credential")]
    {
        world.insert("sys_alias", json!({ "name": name, "type": kind })).await;
    }
    for (name, class) in [("jdbc", "jdbc_connection"), ("basic", "sys_connection")] {
        for name in [format!("Ground {name}"), format!("Second {name}")] {
            world.insert("sys_alias", json!({ "name": name, "connection_type": class })).await;
        }
    }
    world
        .insert("basic_auth_credentials", json!({ "name": "Ground credential", "user_name": "u" }))
        .await;
    for name in ["Ground registry", "Second registry"] {
        let row = json!({ "name": name, "type": "oauth_provider", "client_id": "c",
            "default_grant_type": "client_credentials", "token_url": "https://ground.example/token" });
        world.insert("oauth_entity", row).await;
    }
    let client =
        world.insert("oauth_entity", json!({ "name": "Ground client", "type": "client" })).await;
    let scope =
        json!({ "name": "Reading", "oauth_entity_scope": "api.read", "oauth_entity": client });
    world.insert("oauth_entity_scope", scope).await;
    let store = json!({ "name": "Ground key store", "type": "key_store" });
    world.insert("sys_certificate", store).await;
    for (table, row) in PLAIN {
        let (column, name) = row;
        world.insert(table, json!({ *column: name })).await;
    }
    let message = json!({ "name": "Ground message", "rest_endpoint": "https://ground.example" });
    world.insert("sys_rest_message", message).await;
    world.later().await;
    let profiles = world.rows("oauth_entity_profile", "default=true").await;
    assert_eq!(profiles.len(), 2, "each registry of a provider has its default profile");
}

/// Gives each of these entries of the registry the scope that a profile can be changed to, and answers their sys_ids.
pub(crate) async fn scopes(world: &World, registries: impl Iterator<Item = String>) -> Vec<String> {
    let mut scopes = Vec::new();
    for registry in registries {
        let row = json!({ "name": "Reading", "oauth_entity_scope": "api.read", "oauth_entity": registry });
        scopes.push(world.insert("oauth_entity_scope", row).await);
    }
    scopes
}

type Plain = (&'static str, (&'static str, &'static str));

const PLAIN: &[Plain] = &[
    ("jwt_provider", ("name", "Ground jwt")),
    ("oidc_provider_configuration", ("name", "Ground oidc")),
    ("sys_alias_templates", ("name", "Ground template")),
    ("ecc_agent", ("name", "mid-1")),
    ("ecc_agent_cluster", ("name", "cluster-1")),
    ("ecc_agent_application", ("name", "application-1")),
    ("ecc_agent_capability", ("capability", "ALL")),
    ("sys_auth_scope", ("name", "ground_scope")),
    ("sys_user_group", ("name", "Ground group")),
    ("core_company", ("name", "Ground company")),
    ("cmn_department", ("name", "Ground department")),
    ("cmn_location", ("name", "Ground location")),
    ("sys_certificate", ("name", "Ground certificate")),
    ("jwt_keystore_aliases", ("name", "Ground key")),
    ("http_key_auth", ("name", "Ground inbound")),
    ("oauth_jwt", ("name", "Ground signer")),
];

/// What a reference attribute can be changed to.
fn target(attribute: &str, table: &str) -> Option<Json> {
    Some(match attribute {
        "oauth_api_script" | "jwt_api_script" => json!("OAuthUtil"),
        "jwt_provider" => json!("Ground jwt"),
        "mutual_auth_profile" | "protocol_profile" => json!("https"),
        "application_user" | "manager" | "user" => json!("itil.user"),
        "oidc_provider_configuration" => json!("Ground oidc"),
        "connection_alias" => json!("Second"),
        "credential" => json!("Ground credential"),
        "mid_server" => json!("mid-1"),
        "mid_cluster" => json!("cluster-1"),
        "mid_application" => json!("application-1"),
        "mid_capabilities" => json!(["ALL"]),
        "mid_servers" => json!(["mid-1"]),
        "aliases" => json!(["Tag"]),
        "scopes" => json!(["api.read"]),
        "configuration_template" => json!("Ground template"),
        "retry_policy" => json!("Default JDBC Retry Policy"),
        "oauth_profile" => json!("Second registry default_profile"),
        "parent" if table == "sys_update_set" => json!("Default"),
        "parent" => json!("Ground group"),
        "company" => json!("Ground company"),
        "department" => json!("Ground department"),
        "location" => json!("Ground location"),
        "auth_scope" => json!("ground_scope"),
        "certificate" => json!("Ground certificate"),
        "jwt_keystore_alias" => json!("Ground key"),
        "signing_keystore" => json!("Ground key store"),
        "auth_parameters" => json!(["query_parameter/x-sn-apikey"]),
        "roles" => json!(["admin", "snc_internal"]),
        "security_attribute" => json!("UserIsAuthenticated"),
        "inbound_auth_profiles" => json!(["Ground inbound"]),
        "rest_message" => json!("Ground message"),
        _ => return None,
    })
}

/// A further record for a set to hold beside the one of `target`: its table, its row, and its name.
pub(crate) fn further(attribute: &str) -> Option<(&'static str, Json, &'static str)> {
    Some(match attribute {
        "aliases" => ("sys_alias", json!({ "name": "Further", "type": "credential" }), "Further"),
        "mid_servers" => ("ecc_agent", json!({ "name": "mid-2" }), "mid-2"),
        "mid_capabilities" => ("ecc_agent_capability", json!({ "capability": "SSH" }), "SSH"),
        "auth_parameters" => (
            "sys_token_auth_parameter",
            json!({ "parameter_name": "further", "type": "auth_header" }),
            "auth_header/further",
        ),
        "roles" => ("sys_user_role", json!({ "name": "further" }), "further"),
        "inbound_auth_profiles" => ("std_http_auth", json!({ "name": "Further" }), "Further"),
        _ => return None,
    })
}

fn other_text(attribute: &str) -> Json {
    match attribute {
        "login_url" => json!("/login_locate_sso.do"),
        "protocol" => json!("http"),
        "port" | "oracle_port" => json!("8443"),
        name if name.contains("url") => json!("https://changed.example/x"),
        "email" => json!("changed@example.com"),
        "condition" | "applies_to" => json!("active=true"),
        "script" => json!("answer = gs.hasRole('itil');"),
        "base_path" => json!("/changed"),
        "host" => json!("changed.example"),
        "language" => json!("de"),
        "time_zone" => json!("Europe/Berlin"),
        "expires" => json!("2031-01-31 00:00:00"),
        _ => json!("Changed"),
    }
}

/// Another value for a field of a variant than the one it has; none where there is nothing to change it to.
pub(crate) fn another(field: &Field, variant: Option<&str>, now: &Json) -> Option<Json> {
    // An alias leads to connections of one class.
    if let ("connection_alias", Some(class @ ("jdbc" | "basic"))) = (field.name, variant) {
        return Some(json!(format!("Second {class}")));
    }
    Some(match field.holds {
        FieldType::Text | FieldType::Condition => other_text(field.name),
        FieldType::Choice(words) => {
            let fits = |word: &&&str| json!(word) != *now && **word != "password2";
            json!(words.iter().rev().find(fits)?)
        }
        // An assertion lives for an hour at most (docs/facts.md#jwt-provider).
        FieldType::Whole if field.name == "expiry_interval" => json!(1234),
        FieldType::Whole => json!(4321),
        FieldType::Flag => json!(now != &json!(true)),
        FieldType::TextList => json!(["https://changed.example/cb"]),
        FieldType::Reference(to)
        | FieldType::References(to)
        | FieldType::Links(Links { target: to, .. }) => target(field.name, to.table)?,
        FieldType::Children(of_it) => json!([child(&of_it, "Changed"), child(&of_it, "Further")]),
        FieldType::Secret(_) | FieldType::Derived(..) | FieldType::Object(_) => return None,
    })
}

/// A child of this name, with a value in every attribute.
pub(crate) fn child(children: &Children, name: &str) -> Json {
    let value = |own: &'static Field| match another(own, None, &Json::Null) {
        _ if Some(own.name) == children.name => json!(name),
        value => value.expect("a child has plain values"),
    };
    children.fields.iter().map(|own| (own.name.to_owned(), value(own))).collect()
}
