//! REST APIs that the instance calls and offers, as tylerhatton/servicenow has them (docs/facts.md#tables-of-a-provider).

use crate::describe::Foreign;

pub(super) const TYPES: &[Foreign] = &[
    Foreign::of("servicenow_rest_message", "sys_rest_message")
        .becoming("servicenow_rest_message")
        .attributes(&["name", "rest_endpoint", "description", "access"])
        .required(&["name", "rest_endpoint"]),
    Foreign::of("servicenow_rest_message_header", "sys_rest_message_headers")
        .becoming("servicenow_rest_message_header")
        .attributes(&["name", "value", "rest_message_id"])
        .required(&["name", "value", "rest_message_id"])
        .renamed(&[("rest_message_id", "rest_message")])
        .secret(&["value"]),
    Foreign::of("servicenow_rest_method", "sys_rest_message_fn")
        .becoming("servicenow_rest_message_function")
        .attributes(&["name", "rest_message_id", "http_method", "rest_endpoint", "qualified_name"])
        .required(&["name", "rest_message_id", "http_method"])
        .renamed(&[("name", "function_name"), ("rest_message_id", "rest_message")]),
    Foreign::of("servicenow_rest_method_header", "sys_rest_message_fn_headers")
        .becoming("servicenow_rest_message_function_header")
        .attributes(&["name", "value", "rest_method_id"])
        .required(&["name", "value", "rest_method_id"])
        .renamed(&[("rest_method_id", "rest_message_function")])
        .secret(&["value"]),
    Foreign::of("servicenow_scripted_rest_api", "sys_ws_definition")
        .becoming("servicenow_scripted_rest_api")
        .attributes(&[
            "name",
            "active",
            "consumes",
            "enforce_acl",
            "produces",
            "service_id",
            "base_uri",
            "namespace",
            "doc_link",
            "short_description",
        ])
        .required(&["name"]),
    Foreign::of("servicenow_scripted_rest_resource", "sys_ws_operation")
        .becoming("servicenow_scripted_rest_resource")
        .attributes(&[
            "name",
            "http_method",
            "operation_script",
            "web_service_definition",
            "active",
            "enforce_acl",
            "requires_acl_authorization",
            "requires_authentication",
            "requires_snc_internal_role",
            "consumes",
            "produces",
            "short_description",
            "relative_path",
            "request_example",
            "operation_uri",
            "web_service_version",
        ])
        .required(&["name", "http_method", "operation_script", "web_service_definition"]),
];
