//! What runs by itself, as tylerhatton/servicenow has them (docs/facts.md#tables-of-a-provider).

use crate::describe::Foreign;

pub(super) const TYPES: &[Foreign] = &[
    Foreign::of("servicenow_assignment_rule", "sysrule_assignment")
        .becoming("servicenow_assignment_rule")
        .attributes(&[
            "name",
            "table",
            "active",
            "order",
            "description",
            "condition",
            "assignment_group",
            "user",
            "script",
            "match_for",
        ])
        .required(&["name", "table"])
        .renamed(&[("assignment_group", "group"), ("match_for", "match_conditions")]),
    Foreign::of("servicenow_business_rule", "sys_script")
        .becoming("servicenow_business_rule")
        .attributes(&[
            "name",
            "table",
            "when",
            "order",
            "active",
            "condition",
            "filter_condition",
            "script",
            "description",
            "advanced",
            "action_insert",
            "action_update",
            "action_delete",
            "action_query",
            "role_conditions",
            "priority",
            "abort_action",
            "add_message",
            "is_rest",
            "client_callable",
        ])
        .required(&["name", "table"])
        .renamed(&[("table", "collection")]),
    Foreign::of("servicenow_email_template", "sysevent_email_template")
        .becoming("servicenow_email_template")
        .attributes(&["name", "table", "subject", "message_html", "message_plain", "sms_alternate"])
        .required(&["name"])
        .renamed(&[("table", "collection"), ("message_plain", "message")]),
    Foreign::of("servicenow_extension_point", "sys_extension_point")
        .becoming("servicenow_extension_point")
        .attributes(&["name", "description", "example", "restrict_scope", "api_name"])
        .required(&["name"]),
    Foreign::of("servicenow_flow", "sys_hub_flow")
        .attributes(&[
            "name",
            "description",
            "active",
            "trigger_type",
            "application",
            "category",
            "internal_name",
            "status",
        ])
        .required(&["name"])
        .renamed(&[("category", "type")]),
    Foreign::of("servicenow_notification", "sysevent_email_action")
        .becoming("servicenow_notification")
        .attributes(&[
            "name",
            "table",
            "event_name",
            "condition",
            "active",
            "description",
            "subject",
            "message_html",
            "message_plain",
            "from",
            "reply_to",
            "recipient_users",
            "recipient_groups",
            "recipient_roles",
            "send_self",
            "include_attachments",
            "category",
            "weight",
            "type",
            "mandatory",
        ])
        .required(&["name", "table"])
        .renamed(&[
            ("table", "collection"),
            ("message_plain", "message_text"),
            ("recipient_roles", "recipient_fields"),
        ]),
    Foreign::of("servicenow_scheduled_job", "sysauto_script")
        .becoming("servicenow_scheduled_script")
        .attributes(&[
            "name",
            "script",
            "run_type",
            "run_time",
            "run_dayofweek",
            "run_dayofmonth",
            "run_period",
            "run_start",
            "active",
            "conditional",
            "condition",
        ])
        .required(&["name", "script"]),
    Foreign::of("servicenow_script_action", "sysevent_script_action")
        .becoming("servicenow_script_action")
        .attributes(&[
            "name",
            "event_name",
            "script",
            "active",
            "description",
            "order",
            "condition",
            "synchronous",
        ])
        .required(&["name", "event_name", "script"])
        .renamed(&[("condition", "condition_script")]),
    Foreign::of("servicenow_script_include", "sys_script_include")
        .becoming("servicenow_script_include")
        .attributes(&[
            "name",
            "script",
            "description",
            "client_callable",
            "active",
            "access",
            "api_name",
        ])
        .required(&["name", "script"]),
];
