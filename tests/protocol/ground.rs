//! Records that are there before a test begins, for references to lead to.

use serde_json::{Value as Json, json};
use simulator::{Image, Unknowns};
use terraform_provider_servicenow::describe::{Children, Field, FieldType, Links};
use tokio::sync::Mutex;

use crate::world::World;

/// What instances hold where the records are in place, by their unknowns.
static LAID: Mutex<Vec<(Unknowns, Image)>> = Mutex::const_new(Vec::new());

/// An instance with the records in place. They are laid once for each profile of unknowns, for that takes longer than most of
/// what is tried on them.
pub(crate) async fn world(unknowns: Unknowns) -> World {
    let mut laid = LAID.lock().await;
    let there = laid.iter().find(|(under, _)| *under == unknowns).map(|(_, image)| image.clone());
    let image = if let Some(image) = there {
        image
    } else {
        let world = World::with(unknowns.clone()).await;
        lay(&world).await;
        let image = world.image();
        laid.push((unknowns.clone(), image.clone()));
        image
    };
    drop(laid);
    let world = World::like(image, unknowns).await;
    // When they were laid is over.
    world.later().await;
    world
}

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
    ("ecc_agent_ip_range", ("name", "range-1")),
    ("sys_auth_scope", ("name", "ground_scope")),
    ("sys_user_group", ("name", "Ground group")),
    ("sys_user_group_type", ("name", "ground type")),
    ("cmn_cost_center", ("name", "Ground cost center")),
    ("ldap_server_config", ("name", "Ground directory")),
    ("ldap_ou_config", ("name", "Ground people")),
    ("business_calendar", ("calendar_name", "Ground calendar")),
    ("sys_report", ("title", "Ground report")),
    ("sys_hub_action_type_definition", ("name", "Ground action")),
    ("core_company", ("name", "Ground company")),
    ("cmn_department", ("name", "Ground department")),
    ("cmn_location", ("name", "Ground location")),
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
    ("sys_filter_option_dynamic", ("label", "Ground option")),
    ("sys_ui_macro", ("name", "ground_macro")),
    ("sys_ui_page", ("name", "ground_page")),
    ("sys_ui_view", ("name", "ground")),
    ("sp_widget", ("id", "ground-widget")),
    ("wf_workflow", ("name", "Ground workflow")),
    ("sc_cat_item_delivery_plan", ("name", "Ground plan")),
    ("cmn_building", ("name", "Ground building")),
    ("cmn_schedule", ("name", "Ground schedule")),
    ("sys_notification_category", ("name", "Ground notifications")),
];

/// Names of records that references can be changed to, by their tables.
const TARGETS: &[(&str, &str)] = &[
    ("business_calendar", "Ground calendar"),
    ("catalog_ui_policy", "Ground policy"),
    ("cmdb_model", "Ground model"),
    ("cmn_building", "Ground building"),
    ("cmn_cost_center", "Ground cost center"),
    ("cmn_department", "Ground department"),
    ("cmn_location", "Ground location"),
    ("cmn_schedule", "Ground schedule"),
    ("core_company", "Ground company"),
    ("discovery_credentials", "Ground credential"),
    ("ecc_agent", "mid-1"),
    ("ecc_agent_application", "application-1"),
    ("ecc_agent_capability", "ALL"),
    ("ecc_agent_cluster", "cluster-1"),
    ("ecc_agent_ip_range", "range-1"),
    ("inbound_auth_profile", "Ground inbound"),
    ("item_option_new", "ground"),
    ("item_option_new_set", "ground_set"),
    ("jwt_keystore_aliases", "Ground key"),
    ("jwt_provider", "Ground jwt"),
    ("ldap_ou_config", "Ground people"),
    ("ldap_server_config", "Ground directory"),
    ("oauth_entity_profile", "Second registry default_profile"),
    ("oauth_entity_scope", "api.read"),
    ("oidc_provider_configuration", "Ground oidc"),
    ("sc_cat_item", "Ground item"),
    ("sc_cat_item_delivery_plan", "Ground plan"),
    ("sc_catalog", "Ground catalog"),
    ("sc_category", "Ground category"),
    ("sp_css", "Ground style"),
    ("sp_portal", "ground"),
    ("sp_widget", "ground-widget"),
    ("sys_alias", "Second"),
    ("sys_alias_templates", "Ground template"),
    ("sys_app_application", "Ground menu"),
    ("sys_app_category", "Ground menus"),
    ("sys_auth_profile_basic", "Ground basic"),
    ("sys_auth_scope", "ground_scope"),
    ("sys_certificate", "Ground certificate"),
    ("sys_hub_action_type_definition", "Ground action"),
    ("sys_filter_option_dynamic", "Ground option"),
    ("sys_hub_flow", "Ground flow"),
    ("sys_notification_category", "Ground notifications"),
    ("sys_number", "incident"),
    ("sys_protocol_profile", "https"),
    ("sys_report", "Ground report"),
    ("sys_rest_message", "Ground message"),
    ("sys_rest_message_fn", "Ground function"),
    ("sys_retry_policy", "Default JDBC Retry Policy"),
    ("sys_scope", "x_ground"),
    ("sys_script_include", "OAuthUtil"),
    ("sys_security_acl", "snc_platform_rest_api_access"),
    ("sys_security_attribute", "UserIsAuthenticated"),
    ("sys_token_auth_parameter", "query_parameter/x-sn-apikey"),
    ("sys_ui_macro", "ground_macro"),
    ("sys_ui_page", "ground_page"),
    ("sys_ui_script", "ground.script"),
    ("sys_ui_view", "ground"),
    ("sys_update_set", "Default"),
    ("sys_user", "itil.user"),
    ("sys_user_group", "Ground group"),
    ("sys_user_group_type", "ground type"),
    ("sys_user_role", "admin"),
    ("sys_ws_definition", "Ground API"),
    ("sys_ws_version", "ground/v1"),
    ("sysevent_email_template", "Ground template of mails"),
    ("user_criteria", "Ground criteria"),
    ("wf_workflow", "Ground workflow"),
];

/// What a reference can be changed to; none where the record belongs to what it refers to.
fn target(attribute: &str, table: &str) -> Option<Json> {
    Some(match attribute {
        "contains" | "group" | "oauth_registry" | "role" => return None,
        "aliases" => json!("Tag"),
        "keystore" | "signing_keystore" => json!("Ground key store"),
        _ => json!(TARGETS.iter().find(|(of, _)| *of == table)?.1),
    })
}

/// What a set can be changed to.
fn targets(attribute: &str, table: &str) -> Option<Json> {
    if attribute == "roles" {
        return Some(json!(["admin", "snc_internal"]));
    }
    Some(json!([target(attribute, table)?]))
}

/// A further record of this table for a set to hold beside the one of `targets`: its table, its row, and its name.
pub(crate) fn further(table: &str) -> Option<(&'static str, Json, &'static str)> {
    let named = || json!({ "name": "Further" });
    Some(match table {
        "cmn_department" => ("cmn_department", named(), "Further"),
        "cmn_location" => ("cmn_location", named(), "Further"),
        "core_company" => ("core_company", named(), "Further"),
        "ecc_agent" => ("ecc_agent", json!({ "name": "mid-2" }), "mid-2"),
        "ecc_agent_capability" => ("ecc_agent_capability", json!({ "capability": "SSH" }), "SSH"),
        "inbound_auth_profile" => ("std_http_auth", named(), "Further"),
        "sc_catalog" => ("sc_catalog", json!({ "title": "Further" }), "Further"),
        "sc_category" => ("sc_category", json!({ "title": "Further" }), "Further"),
        "sp_portal" => ("sp_portal", json!({ "url_suffix": "further" }), "further"),
        "sys_alias" => ("sys_alias", json!({ "name": "Further", "type": "credential" }), "Further"),
        "sys_token_auth_parameter" => (
            "sys_token_auth_parameter",
            json!({ "parameter_name": "further", "type": "auth_header" }),
            "auth_header/further",
        ),
        "sys_user" => ("sys_user", json!({ "user_name": "further" }), "further"),
        "sys_user_group" => ("sys_user_group", named(), "Further"),
        "sys_user_group_type" => ("sys_user_group_type", json!({ "name": "further" }), "further"),
        "sys_user_role" => ("sys_user_role", json!({ "name": "further" }), "further"),
        "user_criteria" => ("user_criteria", named(), "Further"),
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
        "delivery_time" => json!("1970-01-02 12:00:00"),
        "language" => json!("de"),
        "time_zone" => json!("Europe/Berlin"),
        "run_period" | "run_time" => json!("1970-01-01 02:30:00"),
        "variable" => json!("IO:0123456789abcdef0123456789abcdef"),

        "expires" | "run_start" | "valid_from" | "valid_to" => json!("2031-01-31 00:00:00"),
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
        FieldType::Reference(to) => target(field.name, to.table)?,
        FieldType::References(to) | FieldType::Links(Links { target: to, .. }) => {
            targets(field.name, to.table)?
        }
        FieldType::Children(of_it) => json!([child(&of_it, "Changed"), child(&of_it, "Further")]),
        FieldType::Secret(_)
        | FieldType::Content(_)
        | FieldType::Derived(..)
        | FieldType::Object(_) => return None,
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
