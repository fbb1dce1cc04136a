//! Camunda's guide "Setup & configuration": the instance and Camunda call each other.

use super::{Change, Edit, Form, Guide, Neighbour, Place, Right, Seat, Secret};

pub(super) static GUIDE: Guide = Guide {
    name: "camunda-spoke",
    purpose: "Flows of an instance start and steer processes in Camunda, and processes in Camunda work \
              with the records of the instance.",
    third_party: "Camunda: its login server, a cluster, and its connector, which is Authlib",
    seats: &[Seat { name: "instance", host: "127.0.0.1" }],
    neighbour: Some(Neighbour {
        name: "Camunda",
        script: "guides/camunda.py",
        hosts: &["login.cloud.camunda.io", "lhr-1.zeebe.camunda.io"],
    }),
    environment: &[],
    variables: &[
        ("camunda_client_id", "demo-client"),
        ("camunda_region_host", "lhr-1.zeebe.camunda.io"),
        ("camunda_cluster_id", "6b6b3969-a65c-4bdd-905e-c29102eebded"),
    ],
    options: &[("camunda_calls_in", "client_credentials"), ("check_flow_starter", "true")],
    secrets: &[
        Secret {
            variable: "camunda_client_secret",
            value: "demo-only-3e8a1f0c",
            places: &[Place {
                seat: "instance",
                table: "oauth_entity",
                query: "name=Camunda OAuth",
                column: "client_secret",
            }],
        },
        Secret {
            variable: "inbound_client_secret",
            value: "demo-only-b71c94d2e05f",
            places: &[Place {
                seat: "instance",
                table: "oauth_entity",
                query: "name=Camunda",
                column: "client_secret",
            }],
        },
        Secret { variable: "service_user_password", value: "demo-only-account-7d13", places: &[] },
    ],
    application: Some("x_camun_camunda"),
    warns: &[],
    stays: &[],
    changes: &[
        Change {
            name: "oauth_api_script",
            edit: Edit::Attribute {
                file: "main.tf",
                from: "oauth_api_script       = var.oauth_api_script",
                to: "",
            },
            breaks: TOKEN,
        },
        Change {
            name: "default_grant_type",
            edit: Edit::Attribute {
                file: "main.tf",
                from: "default_grant_type     = \"client_credentials\"",
                to: "default_grant_type     = \"authorization_code\"",
            },
            breaks: TOKEN,
        },
        Change {
            name: "base_path",
            edit: Edit::Attribute {
                file: "main.tf",
                from: "base_path   = \"/${var.camunda_cluster_id}\"",
                to: "base_path   = \"/another-cluster\"",
            },
            breaks: "with the token it reaches the cluster, by its region's host and its id",
        },
        Change {
            name: "application_user",
            edit: Edit::Attribute {
                file: "calls_in.tf",
                from: "application_user      = servicenow_user.camunda[0].id",
                to: "",
            },
            breaks: "Camunda's connector gets a token of the instance with the client made for it",
        },
        Change {
            name: "service_user_roles",
            edit: Edit::Variable { name: "service_user_roles", value: "[]" },
            breaks: "the connector opens an incident and reads it",
        },
    ],
    forms: &[
        Form::with_every_default(PLAIN),
        Form { looked_up: &[SCRIPT], ..Form::with(BY_SYS_ID, &[("oauth_api_script", "<sys_id>")]) },
        Form {
            looked_up: &[SCRIPT],
            is_installed: true,
            ..Form::with(INSTALLED, &[("oauth_api_script", "<sys_id>"), ("install_spoke", "false")])
        },
        Form {
            looked_up: &[SCRIPT],
            is_installed: true,
            ..Form::with(
                BY_PASSWORD,
                &[
                    ("oauth_api_script", "<sys_id>"),
                    ("install_spoke", "false"),
                    ("camunda_calls_in", "basic"),
                ],
            )
        },
        Form {
            looked_up: &[SCRIPT],
            is_installed: true,
            ..Form::with(
                BY_TOKEN,
                &[
                    ("oauth_api_script", "<sys_id>"),
                    ("install_spoke", "false"),
                    ("camunda_calls_in", "client_credentials"),
                    ("set_client_credentials_property", "false"),
                ],
            )
        },
    ],
    rights: &[
        Right {
            role: "admin",
            purpose: "finding the spoke's script by its name, and everything else",
            tables: &["sys_script_include"],
            forms: &[PLAIN],
            ..Right::on_the_instance()
        },
        Right::install("instance", &[BY_SYS_ID]),
        Right::see_installed("instance", &[BY_SYS_ID]),
        Right {
            role: "oauth_admin",
            purpose: "the OAuth profile, and the client that calls in",
            tables: &["oauth_entity", "oauth_entity_profile"],
            forms: &[BY_SYS_ID, INSTALLED, BY_PASSWORD, BY_TOKEN],
            ..Right::on_the_instance()
        },
        Right {
            role: "connection_admin",
            purpose: "the alias, the credential and the connection",
            tables: &["sys_alias", "oauth_2_0_credentials", "http_connection"],
            forms: &[BY_SYS_ID, INSTALLED, BY_PASSWORD, BY_TOKEN],
            ..Right::on_the_instance()
        },
        Right::write_users("instance", &[BY_PASSWORD, BY_TOKEN]),
        Right {
            role: "snc_internal",
            purpose: "reading the spoke's menu and scope, and users and roles",
            tables: &["sys_app_application", "sys_scope", "sys_user", "sys_user_role"],
            forms: &[BY_SYS_ID, INSTALLED, BY_PASSWORD, BY_TOKEN],
            ..Right::on_the_instance()
        },
        Right::sign_in("instance", &[PLAIN, BY_SYS_ID, INSTALLED, BY_PASSWORD, BY_TOKEN]),
    ],
};

const PLAIN: &str = "plain";
const BY_SYS_ID: &str = "script by sys_id";
const INSTALLED: &str = "installed";
const BY_PASSWORD: &str = "calls in by password";
const BY_TOKEN: &str = "calls in by token";

const SCRIPT: (&str, Place) = (
    "oauth_api_script",
    Place {
        seat: "instance",
        table: "sys_script_include",
        query: "name=OAuthCamundaUtil",
        column: "sys_id",
    },
);

const TOKEN: &str =
    "told to use the spoke's alias, the instance gets a token from Camunda's login server";
