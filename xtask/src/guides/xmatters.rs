//! xMatters' pages on triggers: new incidents page people.

use super::{Change, Edit, Form, Guide, Neighbour, Place, Right, Seat, Secret};

pub(super) static GUIDE: Guide = Guide {
    name: "xmatters",
    purpose: "New incidents of an instance page people by xMatters, as soon as they are written.",
    third_party: "xMatters: a trigger that takes calls of its user, and people who make incidents",
    seats: &[Seat { name: "instance", host: "127.0.0.1" }],
    neighbour: Some(Neighbour {
        name: "xMatters",
        script: "guides/trigger.py",
        hosts: &["acme.xmatters.com"],
    }),
    environment: &[],
    variables: &[
        (
            "trigger_url",
            "https://acme.xmatters.com/api/integration/1/functions/6b6b3969-a65c-4bdd-905e-c29102eebded/triggers",
        ),
        ("xmatters_username", "servicenow"),
    ],
    options: &[],
    secrets: &[Secret {
        variable: "xmatters_password",
        value: "demo-only-pager-52c9",
        places: &[Place {
            seat: "instance",
            table: "sys_auth_profile_basic",
            query: "name=xMatters",
            column: "password",
        }],
    }],
    application: None,
    warns: &[],
    stays: &[],
    changes: &[
        Change {
            name: "enabled",
            edit: Edit::Variable { name: "enabled", value: "false" },
            breaks: "an incident of priority 1 calls xMatters, and once, before its maker has an answer",
        },
        Change {
            name: "rest_endpoint",
            edit: Edit::Attribute {
                file: "main.tf",
                from: "rest_endpoint = var.trigger_url",
                to: "rest_endpoint = \"${var.trigger_url}/elsewhere\"",
            },
            breaks: ACCEPTED,
        },
        Change {
            name: "username",
            edit: Edit::Attribute {
                file: "main.tf",
                from: "var.xmatters_username",
                to: "\"somebody\"",
            },
            breaks: ACCEPTED,
        },
        Change {
            name: "authentication_type",
            edit: Edit::Attribute {
                file: "main.tf",
                from: "authentication_type = \"basic\"",
                to: "authentication_type = \"no_authentication\"",
            },
            breaks: ACCEPTED,
        },
        Change {
            name: "title",
            edit: Edit::Attribute {
                file: "page.js.tftpl",
                from: "JSON.stringify(current.getValue('short_description'))",
                to: "'\"' + current.getValue('short_description') + '\"'",
            },
            breaks: "it says which incident that is, whatever characters its title has",
        },
        Change {
            name: "filter_condition",
            edit: Edit::Attribute {
                file: "main.tf",
                from: "filter_condition = var.filter_condition",
                to: "",
            },
            breaks: "an incident of priority 5 pages nobody, nor does a change of one",
        },
    ],
    forms: &[Form::with_every_default(PLAIN), Form::with(BY_HAND, &[("manage_rule", "false")])],
    rights: &[
        Right {
            role: "admin",
            purpose: "the business rule, and everything else",
            tables: &["sys_script"],
            forms: &[PLAIN],
            ..Right::on_the_instance()
        },
        Right {
            role: "web_service_admin",
            purpose: "the message, its function and its profile",
            tables: &[
                "sys_rest_message",
                "sys_rest_message_fn",
                "sys_rest_message_fn_headers",
                "sys_auth_profile_basic",
            ],
            forms: &[BY_HAND],
            ..Right::on_the_instance()
        },
        Right::sign_in("instance", &[PLAIN, BY_HAND]),
    ],
};

const PLAIN: &str = "plain";
const BY_HAND: &str = "rule by hand";

const ACCEPTED: &str = "xMatters accepts it: by POST, to the trigger, from the user it knows";
