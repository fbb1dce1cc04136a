//! Datadog's page on the Webhooks integration: alerts open incidents, by an API key alone.

use super::{Change, Edit, Form, Guide, Right, Seat};

pub(super) static GUIDE: Guide = Guide {
    name: "datadog-alerts",
    purpose: "Monitors in Datadog open incidents of an instance, by an API of their own that an API key opens.",
    third_party: "Datadog, played by plain requests, and the administrator who hands over the key",
    seats: &[Seat { name: "instance", host: "127.0.0.1" }],
    neighbour: None,
    environment: &[],
    variables: &[],
    options: &[],
    secrets: &[],
    application: None,
    warns: &[],
    stays: &["\"API Key and HMAC Authentication\": active was "],
    changes: &[
        Change {
            name: "api_path",
            edit: Edit::Attribute {
                file: "key.tf",
                from: "trimprefix(servicenow_scripted_rest_api.alerts.base_uri, \"/api/\")",
                to: "\"now/import\"",
            },
            breaks: MADE,
        },
        Change {
            name: "service_user_roles",
            edit: Edit::Variable { name: "service_user_roles", value: "[\"snc_internal\"]" },
            breaks: MADE,
        },
        Change {
            name: "payload",
            edit: Edit::Attribute {
                file: "main.tf",
                from: "title     = \"$EVENT_TITLE\"",
                to: "heading   = \"$EVENT_TITLE\"",
            },
            breaks: "the incident says what the alert says, and can be found by its alert cycle",
        },
        Change {
            name: "user",
            edit: Edit::Attribute {
                file: "key.tf",
                from: "user = servicenow_user.datadog.id",
                to: "user = \"admin\"",
            },
            breaks: "it is the service account that made it",
        },
        Change {
            name: "inbound_auth_profiles",
            edit: Edit::Attribute {
                file: "key.tf",
                from: "inbound_auth_profiles = [servicenow_inbound_auth_profile.datadog.id]",
                to: "inbound_auth_profiles = [servicenow_inbound_auth_profile.datadog.id, \
                     servicenow_inbound_auth_profile.passwords.id]\n}\n\n\
                     resource \"servicenow_inbound_auth_profile\" \"passwords\" {\n  \
                     type                = \"standard\"\n  name                = \"Passwords\"\n  \
                     authentication_type = \"basic_auth\"\n",
            },
            breaks: "no password opens the API, not even an administrator's",
        },
    ],
    forms: &[Form::with_every_default(PLAIN), Form::with(ACTIVE, &[("activate_plugin", "false")])],
    rights: &[
        Right {
            role: "admin",
            purpose: "activating the plugin of API keys, and everything else",
            tables: &["v_plugin"],
            forms: &[PLAIN],
            ..Right::on_the_instance()
        },
        Right {
            role: "web_service_admin",
            purpose: "the API and its resource",
            tables: &["sys_ws_definition", "sys_ws_operation"],
            forms: &[ACTIVE],
            ..Right::on_the_instance()
        },
        Right {
            role: "api_service_admin",
            purpose: "the key, its profile and the policy",
            tables: &[
                "api_key",
                "inbound_auth_profile",
                "sys_token_auth_parameter",
                "sys_api_access_policy",
                "sys_auth_profile_mapping",
            ],
            forms: &[ACTIVE],
            ..Right::on_the_instance()
        },
        Right::write_users("instance", &[ACTIVE]),
        Right {
            role: "snc_internal",
            purpose: "reading users and roles",
            tables: &["sys_user", "sys_user_role"],
            forms: &[ACTIVE],
            ..Right::on_the_instance()
        },
        Right::sign_in("instance", &[PLAIN, ACTIVE]),
    ],
};

const PLAIN: &str = "plain";
const ACTIVE: &str = "plugin active";

const MADE: &str = "an alert that Datadog posts with the key becomes an incident";
