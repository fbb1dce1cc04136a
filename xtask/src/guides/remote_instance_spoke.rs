//! ServiceNow's page "Set up the ServiceNow Remote Instance spoke": flows of one instance work with
//! the records of another.

use super::{Change, Edit, Form, Guide, Place, Right, Seat, Secret};

pub(super) static GUIDE: Guide = Guide {
    name: "remote-instance-spoke",
    purpose: "Flows of the local instance work with the records of the remote one, as an account that \
              a person gave consent for.",
    third_party: "A person at a browser, then the local instance by the aliases of the spoke",
    seats: &[Seat { name: "local", host: "127.0.0.1" }, Seat { name: "remote", host: "localhost" }],
    neighbour: None,
    environment: &[],
    variables: &[
        ("local_instance_url", "{local}"),
        ("remote_instance_url", "{remote}"),
        ("spoke_scope", "x_sim_remote_spoke"),
    ],
    options: &[],
    secrets: &[
        Secret {
            variable: "client_secret",
            value: "demo-only-5a0e9d17c3b2",
            places: &[
                Place {
                    seat: "local",
                    table: "oauth_entity",
                    query: "name=RemoteSpoke",
                    column: "client_secret",
                },
                Place {
                    seat: "remote",
                    table: "oauth_entity",
                    query: "name=ServiceNow Remote Instance spoke",
                    column: "client_secret",
                },
            ],
        },
        Secret {
            variable: "local_user_password",
            value: "demo-only-local-41f7",
            places: &[Place {
                seat: "local",
                table: "basic_auth_credentials",
                query: "name=Local Credentials",
                column: "password",
            }],
        },
        Secret { variable: "remote_user_password", value: "demo-only-remote-c86b", places: &[] },
    ],
    application: Some("x_sim_remote_spoke"),
    warns: &["Consent is pending"],
    stays: &["\"RemoteSpoke\": client_secret was "],
    changes: &[
        Change {
            name: "redirect_urls",
            edit: Edit::Attribute {
                file: "module/remote.tf",
                from: "[\"${local.local_url}/oauth_redirect.do\"]",
                to: "[\"${local.local_url}/elsewhere.do\"]",
            },
            breaks: CONSENT,
        },
        Change {
            name: "connection_url",
            edit: Edit::Attribute {
                file: "module/local.tf",
                from: "connection_url   = \"${local.remote_url}/\"",
                to: "connection_url   = \"${local.local_url}/\"",
            },
            breaks: READS,
        },
        Change {
            name: "token_url",
            edit: Edit::Attribute {
                file: "module/local.tf",
                from: "\"${local.remote_url}/oauth_token.do\"",
                to: "\"${local.local_url}/oauth_token.do\"",
            },
            breaks: CONSENT,
        },
        Change {
            name: "dictionary",
            edit: Edit::Attribute {
                file: "module/spoke_user/main.tf",
                from: ", \"sys_dictionary\", \"sys_dictionary.*\"",
                to: "",
            },
            breaks: "it sees the names of tables and columns, to offer them to choose from",
        },
        Change {
            name: "dictionary_role",
            edit: Edit::Attribute {
                file: "module/spoke_user/main.tf",
                from: "endswith(each.value, \".*\") ? [var.dictionary_role] : []",
                to: "[]",
            },
            breaks: "who saw the names of tables and columns before still sees them",
        },
        Change {
            name: "table_roles",
            edit: Edit::Variable { name: "table_roles", value: "[]" },
            breaks: READS,
        },
    ],
    forms: &[
        Form::with_every_default(PLAIN),
        Form::with(BY_HAND, &[("manage_acls", "false")]),
        Form {
            is_installed: true,
            ..Form::with(INSTALLED, &[("manage_acls", "false"), ("install_spoke", "false")])
        },
    ],
    rights: &[
        everything(LOCAL),
        Right::write_access_rules(LOCAL, &[PLAIN]),
        Right::install(LOCAL, &[BY_HAND]),
        Right::see_installed(LOCAL, &[BY_HAND]),
        registry(LOCAL),
        Right {
            role: "connection_admin",
            purpose: "the aliases, the credentials and the connections",
            tables: &[
                "sys_alias",
                "oauth_2_0_credentials",
                "basic_auth_credentials",
                "http_connection",
            ],
            forms: &[BY_HAND, INSTALLED],
            ..Right::on(LOCAL)
        },
        Right::write_users(LOCAL, &[BY_HAND, INSTALLED]),
        names(LOCAL),
        Right::sign_in(LOCAL, &[PLAIN, BY_HAND, INSTALLED]),
        everything(REMOTE),
        Right::write_access_rules(REMOTE, &[PLAIN]),
        Right::install(REMOTE, &[BY_HAND]),
        Right::see_installed(REMOTE, &[BY_HAND]),
        registry(REMOTE),
        Right::write_users(REMOTE, &[BY_HAND, INSTALLED]),
        names(REMOTE),
        Right::sign_in(REMOTE, &[PLAIN, BY_HAND, INSTALLED]),
    ],
};

const LOCAL: &str = "local";
const REMOTE: &str = "remote";

const fn everything(seat: &'static str) -> Right {
    Right {
        role: "admin",
        purpose: "the role that sees the dictionary, and everything but the access rules",
        tables: &["sys_user_role"],
        forms: &[PLAIN],
        ..Right::on(seat)
    }
}

const fn registry(seat: &'static str) -> Right {
    Right {
        role: "oauth_admin",
        purpose: "the entry of the Application Registry",
        tables: &["oauth_entity"],
        forms: &[BY_HAND, INSTALLED],
        ..Right::on(seat)
    }
}

const fn names(seat: &'static str) -> Right {
    Right {
        role: "snc_internal",
        purpose: "reading users and roles",
        tables: &["sys_user", "sys_user_role"],
        forms: &[BY_HAND, INSTALLED],
        ..Right::on(seat)
    }
}

const PLAIN: &str = "plain";
const BY_HAND: &str = "rules by hand";
const INSTALLED: &str = "installed";

const READS: &str = "with the token the local instance reads an incident of the remote one";
const CONSENT: &str = "a person opens the page, signs in to both instances, and allows access";
