//! Records that are there before a test begins, for references to lead to.

use serde_json::{Value as Json, json};
use terraform_provider_servicenow::describe::{Field, FieldType, Links};

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
    web_services(world).await;
    world.later().await;
    let profiles = world.rows("oauth_entity_profile", "default=true").await;
    assert_eq!(profiles.len(), 2, "each registry of a provider has its default profile");
}

async fn web_services(world: &World) {
    let message = json!({ "name": "Ground message", "rest_endpoint": "https://ground.example" });
    let message = world.insert("sys_rest_message", message).await;
    let function = json!({ "function_name": "Ground function", "http_method": "get", "rest_message": message });
    world.insert("sys_rest_message_fn", function).await;
    let api = json!({ "name": "Ground API", "service_id": "ground" });
    let api = world.insert("sys_ws_definition", api).await;
    let version = json!({ "version": 1, "version_id": "v1", "web_service_definition": api });
    world.insert("sys_ws_version", version).await;
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
    ("sys_user_group_type", ("name", "ground type")),
    ("cmn_cost_center", ("name", "Ground cost center")),
    ("ldap_server_config", ("name", "Ground directory")),
    ("core_company", ("name", "Ground company")),
    ("cmn_department", ("name", "Ground department")),
    ("cmn_location", ("name", "Ground location")),
    ("cmn_cost_center", ("name", "Ground cost center")),
    ("sysevent_email_template", ("name", "Ground template of mails")),
    ("sys_certificate", ("name", "Ground certificate")),
    ("jwt_keystore_aliases", ("name", "Ground key")),
    ("http_key_auth", ("name", "Ground inbound")),
    ("oauth_jwt", ("name", "Ground signer")),
    ("sys_auth_profile_basic", ("name", "Ground basic")),
    ("sc_catalog", ("title", "Ground catalog")),
    ("sc_category", ("title", "Ground category")),
    ("sc_cat_item", ("name", "Ground item")),
    ("item_option_new_set", ("internal_name", "ground_set")),
    ("item_option_new", ("name", "ground")),
    ("catalog_ui_policy", ("short_description", "Ground policy")),
    ("user_criteria", ("name", "Ground criteria")),
    ("sys_hub_flow", ("name", "Ground flow")),
    ("sys_app", ("scope", "x_ground")),
    ("sys_app_application", ("title", "Ground menu")),
    ("sys_app_category", ("name", "Ground menus")),
    ("sp_css", ("name", "Ground style")),
    ("sp_portal", ("url_suffix", "ground")),
    ("sys_ui_script", ("name", "ground.script")),
    ("cmdb_model", ("name", "Ground model")),
];

/// What a reference attribute can be changed to.
fn target(attribute: &str, table: &str) -> Option<Json> {
    Some(match attribute {
        "oauth_api_script" | "jwt_api_script" | "sso_script" => json!("OAuthUtil"),
        "jwt_provider" => json!("Ground jwt"),
        "mutual_auth_profile" | "protocol_profile" => json!("https"),
        "application_user" | "default_assignee" | "manager" | "user" => json!("itil.user"),
        "application_user" | "manager" | "run_as" | "user" => json!("itil.user"),
        "assignment_group" => json!("Ground group"),
        "application_user" | "manager" | "user" | "contact" | "department_head"
        | "primary_contact" => {
            json!("itil.user")
        }
        "oidc_provider_configuration" => json!("Ground oidc"),
        "connection_alias" => json!("Second"),
        "credential" => json!("Ground credential"),
        "default_mid_server" | "mid_server" => json!("mid-1"),
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
        "parent" if table == "sc_category" => json!("Ground category"),
        "category" if table == "sys_app_category" => json!("Ground menus"),
        "source_scope" | "target_scope" => json!("x_ground"),
        "menu" | "application_menu" => json!("Ground menu"),
        "user_role" => json!("admin"),
        "style_sheet" => json!("Ground style"),
        "portals" => json!(["ground"]),
        "ui_script" => json!("ground.script"),
        "model" => json!("Ground model"),
        "manufacturer" | "cpu_manufacturer" => json!("Ground company"),
        "assigned_to" | "owned_by" | "managed_by" => json!("itil.user"),
        "support_group" => json!("Ground group"),
        "parent" if table == "cmn_location" => json!("Ground location"),
        "parent" if table == "core_company" => json!("Ground company"),
        "parent" if table == "cmn_department" => json!("Ground department"),
        "parent" if table == "cmn_cost_center" => json!("Ground cost center"),
        "parent" => json!("Ground group"),
        "types" => json!(["ground type"]),
        "cost_center" => json!("Ground cost center"),
        "server" => json!("Ground directory"),
        "assignable_by" => json!("admin"),
        "company" => json!("Ground company"),
        "cost_center" => json!("Ground cost center"),
        "primary_location" => json!("Ground location"),
        "managed_by_group" => json!("Ground group"),
        "email_template" => json!("Ground template of mails"),
        "recipient_groups" => json!(["Ground group"]),
        "recipient_users" => json!(["itil.user"]),
        "user_role" => json!("itil"),
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
        "rest_message_function" => json!("Ground function"),
        "basic_auth_profile" => json!("Ground basic"),
        "keystore" => json!("Ground key store"),
        "web_service_definition" => json!("Ground API"),
        "web_service_version" => json!("ground/v1"),
        "enforce_acl" => json!(["snc_platform_rest_api_access"]),
        "catalog" => json!("Ground catalog"),
        "catalogs" => json!(["Ground catalog"]),
        "category" => json!("Ground category"),
        "categories" => json!(["Ground category"]),
        "catalog_item" => json!("Ground item"),
        "variable_set" => json!("ground_set"),
        "question" => json!("ground"),
        "ui_policy" => json!("Ground policy"),
        "available_for" | "not_available_for" => json!(["Ground criteria"]),
        "fulfillment_group" => json!("Ground group"),
        "flow" => json!("Ground flow"),
        "owner" => json!("itil.user"),
        "vendor" => json!("Ground company"),
        "editors" | "users" => json!(["itil.user"]),
        "groups" => json!(["Ground group"]),
        "departments" => json!(["Ground department"]),
        "locations" => json!(["Ground location"]),
        "companies" => json!(["Ground company"]),
        _ => return None,
    })
}

/// A further record for a set to hold beside the one of `target`: its table, its row, and its name.
pub(crate) fn further(attribute: &str) -> Option<(&'static str, Json, &'static str)> {
    Some(match attribute {
        "aliases" => ("sys_alias", json!({ "name": "Further", "type": "credential" }), "Further"),
        "mid_servers" => ("ecc_agent", json!({ "name": "mid-2" }), "mid-2"),
        "types" => ("sys_user_group_type", json!({ "name": "further" }), "further"),
        "mid_capabilities" => ("ecc_agent_capability", json!({ "capability": "SSH" }), "SSH"),
        "auth_parameters" => (
            "sys_token_auth_parameter",
            json!({ "parameter_name": "further", "type": "auth_header" }),
            "auth_header/further",
        ),
        "recipient_groups" => ("sys_user_group", json!({ "name": "Further" }), "Further"),
        "recipient_users" => ("sys_user", json!({ "user_name": "further" }), "further"),
        "roles" => ("sys_user_role", json!({ "name": "further" }), "further"),
        "inbound_auth_profiles" => ("std_http_auth", json!({ "name": "Further" }), "Further"),
        "catalogs" => ("sc_catalog", json!({ "title": "Further" }), "Further"),
        "categories" => ("sc_category", json!({ "title": "Further" }), "Further"),
        "available_for" | "not_available_for" => {
            ("user_criteria", json!({ "name": "Further" }), "Further")
        }
        "editors" | "users" => ("sys_user", json!({ "user_name": "further" }), "further"),
        "groups" => ("sys_user_group", json!({ "name": "Further" }), "Further"),
        "departments" => ("cmn_department", json!({ "name": "Further" }), "Further"),
        "locations" => ("cmn_location", json!({ "name": "Further" }), "Further"),
        "companies" => ("core_company", json!({ "name": "Further" }), "Further"),
        "portals" => ("sp_portal", json!({ "url_suffix": "further" }), "further"),
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
        "condition" | "applies_to" | "filter" => json!("active=true"),
        "script" => json!("answer = gs.hasRole('itil');"),
        "base_path" | "relative_path" => json!("/changed"),
        "service_id" => json!("changed"),
        "host" => json!("changed.example"),
        "language" => json!("de"),
        "time_zone" => json!("Europe/Berlin"),
        "expires" | "run_start" => json!("2031-01-31 00:00:00"),
        "run_period" | "run_time" => json!("1970-01-01 02:30:00"),
        "variable" => json!("IO:0123456789abcdef0123456789abcdef"),
        "expires" => json!("2031-01-31 00:00:00"),
        "expires" | "valid_from" | "valid_to" => json!("2031-01-31 00:00:00"),
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
        FieldType::Codes(codes) => {
            json!(codes.iter().rev().map(|(word, _)| *word).find(|word| json!(word) != *now)?)
        }
        // An assertion lives for an hour at most (docs/facts.md#jwt-provider).
        FieldType::Whole if field.name == "expiry_interval" => json!(1234),
        FieldType::Whole => json!(4321),
        FieldType::Flag => json!(now != &json!(true)),
        FieldType::TextList => json!(["https://changed.example/cb"]),
        FieldType::Reference(to)
        | FieldType::References(to)
        | FieldType::Links(Links { target: to, .. }) => target(field.name, to.table)?,
        FieldType::Secret(_) | FieldType::Derived(..) | FieldType::Object(_) => return None,
    })
}
