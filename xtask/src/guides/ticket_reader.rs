//! A read-only connector, after Microsoft's guides on its ServiceNow Tickets connector: incidents are read, and
//! nothing is written.

use super::{Change, Edit, Form, Guide, Place, Right, Seat, Secret};

pub(super) static GUIDE: Guide = Guide {
    name: "ticket-reader",
    purpose: "A connector reads the incidents of an instance, and later what changed since; it may write \
              nothing and read nothing else.",
    third_party: "The connector, played by Authlib",
    seats: &[Seat { name: "instance", host: "127.0.0.1" }],
    neighbour: None,
    environment: &[("SERVICENOW_ELEVATE_ROLES", "security_admin")],
    variables: &[],
    options: &[],
    secrets: &[Secret {
        variable: "client_secret",
        value: "demo-only-2b86f1c09ad7",
        places: &[Place {
            seat: "instance",
            table: "oauth_entity",
            query: "name=Ticket reader",
            column: "client_secret",
        }],
    }],
    application: None,
    warns: &[],
    stays: &[],
    changes: &[
        Change {
            name: "application_user",
            edit: Edit::Attribute {
                file: "client.tf",
                from: "application_user      = servicenow_user.reader.id",
                to: "",
            },
            breaks: TOKEN,
        },
        Change {
            name: "client_credentials",
            edit: Edit::Variable { name: "set_client_credentials_property", value: "false" },
            breaks: TOKEN,
        },
        Change {
            name: "tables",
            edit: Edit::Variable { name: "tables", value: "[\"sys_user\"]" },
            breaks: READ,
        },
        Change {
            name: "operation",
            edit: Edit::Attribute {
                file: "main.tf",
                from: "operation   = \"read\"",
                to: "operation   = \"delete\"",
            },
            breaks: READ,
        },
        Change {
            name: "manage_acls",
            edit: Edit::Variable { name: "manage_acls", value: "false" },
            breaks: READ,
        },
        Change {
            name: "time_zone",
            edit: Edit::Attribute { file: "main.tf", from: "time_zone = \"GMT\"", to: "" },
            breaks: "asked later, it finds what changed since, and nothing else",
        },
        Change {
            name: "service_user_roles",
            edit: Edit::Variable { name: "service_user_roles", value: "[\"itil\"]" },
            breaks: "it opens, changes and deletes no incident",
        },
    ],
    forms: &[Form::with_every_default(PLAIN), Form::with(BY_HAND, &[("manage_acls", "false")])],
    rights: &[
        Right {
            role: "admin",
            purpose: "the reader's own role, and everything but the access rules",
            tables: &["sys_user_role", "sys_properties"],
            forms: &[PLAIN, BY_HAND],
            ..Right::on_the_instance()
        },
        Right::write_access_rules("instance", &[PLAIN]),
        Right::sign_in("instance", &[PLAIN, BY_HAND]),
    ],
};

const PLAIN: &str = "plain";
const BY_HAND: &str = "rules by hand";

const TOKEN: &str = "the connector gets a token with its client, and is the service account";
const READ: &str = "it reads incidents, and who they are about";
