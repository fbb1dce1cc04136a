//! What people see and what runs in their browsers, as tylerhatton/servicenow has them (docs/facts.md#tables-of-a-provider).

use crate::describe::Foreign;

pub(super) const TYPES: &[Foreign] = &[
    Foreign::of("servicenow_application_menu", "sys_app_application")
        .becoming("servicenow_application_menu")
        .attributes(&[
            "title",
            "description",
            "hint",
            "device_type",
            "order",
            "roles",
            "category_id",
            "active",
        ])
        .required(&["title"])
        .renamed(&[("category_id", "category")]),
    Foreign::of("servicenow_application_module", "sys_app_module")
        .becoming("servicenow_application_module")
        .attributes(&[
            "title",
            "application_menu_id",
            "hint",
            "order",
            "roles",
            "active",
            "override_menu_roles",
            "link_type",
            "arguments",
            "window_name",
            "table_name",
        ])
        .required(&["title", "application_menu_id", "link_type", "arguments"])
        .renamed(&[
            ("application_menu_id", "application"),
            ("arguments", "query"),
            ("table_name", "name"),
        ]),
    Foreign::of("servicenow_client_script", "sys_script_client")
        .becoming("servicenow_client_script")
        .attributes(&[
            "name",
            "table",
            "type",
            "field_name",
            "script",
            "active",
            "description",
            "global",
            "applies_extended",
            "condition",
            "messages",
            "view",
            "ui_type",
        ])
        .required(&["name", "table"])
        .renamed(&[("field_name", "field")]),
    Foreign::of("servicenow_ui_action", "sys_ui_action")
        .becoming("servicenow_ui_action")
        .attributes(&[
            "name",
            "table",
            "action_name",
            "comments",
            "active",
            "script",
            "condition",
            "form_button",
            "form_button_v2",
            "form_context_menu",
            "form_link",
            "form_menu_button_v2",
            "list_action",
            "list_banner_button",
            "list_button",
            "list_choice",
            "list_context_menu",
            "list_link",
            "client",
            "onclick",
            "hint",
            "order",
            "show_insert",
            "show_update",
            "show_query",
            "show_multiple_update",
        ])
        .required(&["name", "table"]),
    Foreign::of("servicenow_ui_macro", "sys_ui_macro")
        .becoming("servicenow_ui_macro")
        .attributes(&["name", "xml", "description", "api_name", "active"])
        .required(&["name", "xml"])
        .renamed(&[("api_name", "scoped_name")]),
    Foreign::of("servicenow_ui_page", "sys_ui_page")
        .becoming("servicenow_ui_page")
        .attributes(&[
            "name",
            "description",
            "category",
            "direct",
            "client_script",
            "processing_script",
            "html",
            "endpoint",
        ])
        .required(&["name", "client_script", "processing_script", "html"]),
    Foreign::of("servicenow_ui_policy", "sys_ui_policy")
        .becoming("servicenow_ui_policy")
        .attributes(&[
            "short_description",
            "table",
            "active",
            "conditions",
            "reverse_if_false",
            "run_scripts",
            "script_true",
            "script_false",
            "on_load",
            "global",
            "order",
            "view",
            "description",
        ])
        .required(&["short_description", "table"]),
    Foreign::of("servicenow_ui_policy_action", "sys_ui_policy_action")
        .becoming("servicenow_ui_policy_action")
        .attributes(&["ui_policy", "field_name", "visible", "mandatory", "disabled", "cleared"])
        .required(&["ui_policy", "field_name"])
        .renamed(&[("field_name", "field")]),
    Foreign::of("servicenow_ui_script", "sys_ui_script")
        .becoming("servicenow_ui_script")
        .attributes(&["name", "description", "script", "active", "type", "api_name"])
        .required(&["name", "script"])
        .renamed(&[("name", "script_name"), ("api_name", "name"), ("type", "ui_type")]),
];
