//! Pages and parts of the Service Portal, as tylerhatton/servicenow has them (docs/facts.md#tables-of-a-provider).

use crate::describe::Foreign;

pub(super) const TYPES: &[Foreign] = &[
    Foreign::of("servicenow_content_css", "content_css")
        .becoming("servicenow_content_css")
        .attributes(&["name", "type", "url", "style"])
        .required(&["name"]),
    Foreign::of("servicenow_css_include", "sp_css_include")
        .becoming("servicenow_css_include")
        .attributes(&["source", "name", "url", "style_sheet_id"])
        .required(&["name"])
        .renamed(&[("style_sheet_id", "sp_css")]),
    Foreign::of("servicenow_css_include_relation", "m2m_sp_dependency_css_include")
        .becoming("servicenow_css_include_relation")
        .attributes(&["dependency_id", "css_include_id", "order"])
        .required(&["dependency_id", "css_include_id"])
        .renamed(&[("dependency_id", "sp_dependency"), ("css_include_id", "sp_css_include")]),
    Foreign::of("servicenow_js_include", "sp_js_include")
        .becoming("servicenow_js_include")
        .attributes(&["source", "display_name", "url", "ui_script_id"])
        .required(&["display_name"])
        .renamed(&[("ui_script_id", "sys_ui_script")]),
    Foreign::of("servicenow_js_include_relation", "m2m_sp_dependency_js_include")
        .becoming("servicenow_js_include_relation")
        .attributes(&["dependency_id", "js_include_id", "order"])
        .required(&["dependency_id", "js_include_id"])
        .renamed(&[("dependency_id", "sp_dependency"), ("js_include_id", "sp_js_include")]),
    Foreign::of("servicenow_widget", "sp_widget")
        .becoming("servicenow_widget")
        .attributes(&[
            "identifier",
            "name",
            "template",
            "css",
            "public",
            "roles",
            "link_function",
            "description",
            "client_script",
            "server_script",
            "demo_data",
            "option_schema",
            "has_preview",
            "data_table",
            "controller_as",
        ])
        .required(&["identifier", "name", "template"])
        .renamed(&[("identifier", "id"), ("link_function", "link"), ("server_script", "script")]),
    Foreign::of("servicenow_widget_dependency", "sp_dependency")
        .becoming("servicenow_widget_dependency")
        .attributes(&["name", "module", "page_load"])
        .required(&["name"]),
    Foreign::of("servicenow_widget_dependency_relation", "m2m_sp_widget_dependency")
        .becoming("servicenow_widget_dependency_relation")
        .attributes(&["dependency_id", "widget_id"])
        .required(&["dependency_id", "widget_id"])
        .renamed(&[("dependency_id", "sp_dependency"), ("widget_id", "sp_widget")]),
];
