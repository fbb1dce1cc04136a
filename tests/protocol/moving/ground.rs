//! The records that those of the states refer to.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::world::World;

/// What stands in the states for a sys_id, or for a text that is made for each run, and what that is.
pub(super) struct Ground(BTreeMap<String, String>);

/// What stands for a certificate.
const PEM: &str = "@pem";

impl Ground {
    /// Makes the records.
    pub(super) async fn lay(world: &World) -> Self {
        let made = rcgen::generate_simple_self_signed(["ca.acme.example".to_owned()]).unwrap();
        let mut ground = Self(BTreeMap::from([(PEM.to_owned(), made.cert.pem())]));
        for (name, table, mut row) in rows() {
            ground.fill(&mut row);
            let sys_id = world.insert(table, row).await;
            ground.0.insert(format!("@{name}"), sys_id);
        }
        ground
    }

    /// Puts them in place of what stands for them.
    pub(super) fn fill(&self, value: &mut Json) {
        match value {
            Json::String(text) => {
                if let Some(found) = self.0.get(text) {
                    found.clone_into(text);
                }
            }
            Json::Array(elements) => elements.iter_mut().for_each(|one| self.fill(one)),
            Json::Object(fields) => fields.values_mut().for_each(|one| self.fill(one)),
            _ => {}
        }
    }
}

fn rows() -> Vec<(&'static str, &'static str, Json)> {
    let named = |name: &str| json!({ "name": name });
    vec![
        ("role", "sys_user_role", named("ground.role")),
        ("user", "sys_user", json!({ "user_name": "ground.user" })),
        ("group", "sys_user_group", named("Ground group")),
        ("department", "cmn_department", named("Ground department")),
        (
            "credential_alias",
            "sys_alias",
            json!({ "name": "Ground credentials", "type": "credential" }),
        ),
        ("connection_alias", "sys_alias", named("Ground connections")),
        (
            "jdbc_alias",
            "sys_alias",
            json!({ "name": "Ground databases", "connection_type": "jdbc_connection" }),
        ),
        (
            "credential",
            "basic_auth_credentials",
            json!({ "name": "Ground credential", "user_name": "u" }),
        ),
        ("menu", "sys_app_application", json!({ "title": "Ground menu" })),
        ("css", "sp_css", named("Ground style")),
        ("dependency", "sp_dependency", named("Ground dependency")),
        ("css_include", "sp_css_include", named("Ground include")),
        ("js_include", "sp_js_include", json!({ "display_name": "Ground include" })),
        ("widget", "sp_widget", json!({ "id": "ground-widget", "name": "Ground widget" })),
        ("catalog", "sc_catalog", json!({ "title": "Ground catalog" })),
        ("category", "sc_category", json!({ "title": "Ground category" })),
        ("item", "sc_cat_item", named("Ground item")),
        ("variable", "item_option_new", json!({ "name": "ground", "cat_item": "@item" })),
        ("rest_message", "sys_rest_message", named("Ground message")),
        (
            "rest_method",
            "sys_rest_message_fn",
            json!({ "function_name": "ground", "rest_message": "@rest_message" }),
        ),
        ("web_service", "sys_ws_definition", named("Ground service")),
        ("property", "sys_properties", named("ground.property")),
        ("property_category", "sys_properties_category", named("Ground properties")),
        ("transform_map", "sys_transform_map", named("Ground map")),
        ("ui_policy", "sys_ui_policy", json!({ "short_description": "Ground policy" })),
    ]
}
