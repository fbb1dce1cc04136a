//! Pipedream's guides on ServiceNow: a workflow works with the records of an instance.

use super::{Change, Edit, Form, Guide, Place, Right, Seat, Secret};

pub(super) static GUIDE: Guide = Guide {
    name: "pipedream",
    purpose: "Workflows in Pipedream work with the records of an instance, as the account that \
              somebody connected; here on a hardened instance.",
    third_party: "Pipedream, played by Authlib, and the person who connects the account",
    seats: &[Seat { name: "instance", host: "127.0.0.1" }],
    neighbour: None,
    environment: &[("SERVICENOW_ELEVATE_ROLES", "security_admin")],
    variables: &[],
    options: &[("hardened", "true")],
    secrets: &[
        Secret {
            variable: "client_secret",
            value: "demo-only-7c20ab91e4d8",
            places: &[
                Place {
                    seat: "instance",
                    table: "oauth_entity",
                    query: "name=Pipedream",
                    column: "client_secret",
                },
                Place {
                    seat: "instance",
                    table: "oauth_entity",
                    query: "name=Pipedream OAuth Validator",
                    column: "client_secret",
                },
            ],
        },
        Secret { variable: "service_user_password", value: "demo-only-account-90e3", places: &[] },
    ],
    application: None,
    warns: &[],
    stays: &[],
    changes: &[
        Change {
            name: "redirect_url",
            edit: Edit::Variable {
                name: "redirect_url",
                value: "https://elsewhere.example/callback",
            },
            breaks: "a person signs in with the service account, allows Pipedream, and is sent back with a code",
        },
        Change {
            name: "service_user_roles",
            edit: Edit::Variable { name: "service_user_roles", value: "[\"snc_internal\"]" },
            breaks: "a workflow opens an incident and reads it",
        },
        Change {
            name: "manage_acls",
            edit: Edit::Variable { name: "manage_acls", value: "false" },
            breaks: "the integration's role lets it see the rows and columns of oauth_credential",
        },
        Change {
            name: "other_roles",
            edit: Edit::Attribute {
                file: "hardened.tf",
                from: "{ oauth_credential = [\"oauth_admin\"] }",
                to: "{}",
            },
            breaks: "who saw the columns of oauth_credential before still sees them",
        },
        Change {
            name: "token_url",
            edit: Edit::Attribute {
                file: "main.tf",
                from: "token_url          = \"oauth_token.do\"",
                to: "token_url          = \"https://elsewhere.example/oauth_token.do\"",
            },
            breaks: "the validator is the same client, with this instance's own token endpoint",
        },
    ],
    forms: &[
        Form::with_every_default(PLAIN),
        Form::with(HARDENED, &[("hardened", "true")]),
        Form::with(BY_HAND, &[("hardened", "true"), ("manage_acls", "false")]),
    ],
    rights: &[
        Right {
            role: "oauth_admin",
            purpose: "the two entries of the Application Registry",
            tables: &["oauth_entity"],
            forms: &[PLAIN],
            ..Right::on_the_instance()
        },
        Right {
            role: "admin",
            purpose: "the integration's own role, and everything but the access rules",
            tables: &["sys_user_role"],
            forms: &[HARDENED, BY_HAND],
            ..Right::on_the_instance()
        },
        Right::write_access_rules("instance", &[HARDENED]),
        Right::sign_in("instance", &[PLAIN, HARDENED, BY_HAND]),
    ],
};

const PLAIN: &str = "plain";
const HARDENED: &str = "hardened";
const BY_HAND: &str = "rules by hand";
