//! Nango's guide on ServiceNow: Nango keeps connections of people alive.

use super::{Change, Edit, Form, Guide, Place, Right, Seat, Secret};

pub(super) static GUIDE: Guide = Guide {
    name: "nango",
    purpose: "People connect their accounts of an instance to a product by Nango, which keeps the \
              connection alive as long as the policies allow.",
    third_party: "Nango, played by Authlib, and a person who connects",
    seats: &[Seat { name: "instance", host: "127.0.0.1" }],
    neighbour: None,
    environment: &[],
    variables: &[],
    options: &[],
    secrets: &[Secret {
        variable: "client_secret",
        value: "demo-only-e1d4406b8a75",
        places: &[Place {
            seat: "instance",
            table: "oauth_entity",
            query: "name=Nango",
            column: "client_secret",
        }],
    }],
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
            breaks: "a person signs in, allows Nango, and is sent back to it with a code",
        },
        Change {
            name: "access_token_lifespan",
            edit: Edit::Variable { name: "access_token_lifespan", value: "7200" },
            breaks: "the token is refused once it is 30 minutes old, and not before",
        },
        Change {
            name: "refresh_token_lifespan",
            edit: Edit::Attribute {
                file: "main.tf",
                from: "refresh_token_lifespan = var.refresh_token_lifespan",
                to: "",
            },
            breaks: "after eight hours nothing can be refreshed, and the person has to connect again",
        },
    ],
    forms: &[Form::with_every_default(PLAIN)],
    rights: &[
        Right {
            role: "oauth_admin",
            purpose: "the client and its scopes",
            tables: &["oauth_entity", "sys_auth_scope", "oauth_entity_auth_scope_mapping"],
            forms: &[PLAIN],
            ..Right::on_the_instance()
        },
        Right::sign_in("instance", &[PLAIN]),
    ],
};

const PLAIN: &str = "plain";
