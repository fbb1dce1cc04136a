//! Camunda's guide "Setup & configuration": the instance and Camunda call each other.

use super::{Change, Edit, Guide, Place, Seat, Secret};

pub(super) static GUIDE: Guide = Guide {
    name: "camunda-spoke",
    purpose: "Flows of an instance start and steer processes in Camunda, and processes in Camunda work \
              with the records of the instance.",
    third_party: "Camunda: its login server, a cluster, and its connector, which is Authlib",
    seats: &[Seat { name: "instance", host: "127.0.0.1" }],
    needs_camunda: true,
    environment: &[],
    variables: &[
        ("camunda_client_id", "demo-client"),
        ("camunda_region_host", "lhr-1.zeebe.camunda.io"),
        ("camunda_cluster_id", "6b6b3969-a65c-4bdd-905e-c29102eebded"),
        ("camunda_calls_in", "client_credentials"),
        ("check_flow_starter", "true"),
    ],
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
    ],
    application: Some("x_camun_camunda"),
    warns: &[],
    stays: &[],
    changes: &[
        Change {
            name: "oauth_api_script",
            edit: Edit::Attribute {
                file: "main.tf",
                from: "oauth_api_script       = \"OAuthCamundaUtil\"",
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
};

const TOKEN: &str =
    "told to use the spoke's alias, the instance gets a token from Camunda's login server";
