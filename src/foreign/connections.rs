//! Aliases, connections, credentials and what signs or encrypts, as tylerhatton/servicenow has them (docs/facts.md#tables-of-a-provider).

use crate::describe::Foreign;

pub(super) const TYPES: &[Foreign] = &[
    Foreign::of("servicenow_alias", "sys_alias")
        .becoming("servicenow_connection_alias")
        .attributes(&[
            "name",
            "parent_alias",
            "type",
            "connection_type",
            "multiple_actions",
            "retry_policy",
            "configuration_template",
        ])
        .required(&["name"])
        .renamed(&[("parent_alias", "parent"), ("multiple_actions", "multiple_connections")]),
    Foreign::of("servicenow_basic_auth_credential", "basic_auth_credentials")
        .becoming("servicenow_credential")
        .attributes(&["name", "order", "username", "password", "credential_alias"])
        .required(&["name", "credential_alias"])
        .renamed(&[("username", "user_name"), ("credential_alias", "tag")])
        .secret(&["password"]),
    Foreign::of("servicenow_http_connection", "http_connection")
        .becoming("servicenow_connection")
        .attributes(&[
            "name",
            "active",
            "credential",
            "connection_alias",
            "connection_url",
            "use_mid_server",
            "mid_selection",
            "mid_server",
        ])
        .required(&["name", "connection_alias", "connection_url"])
        .renamed(&[("use_mid_server", "use_mid")]),
    Foreign::of("servicenow_jdbc_connection", "jdbc_connection")
        .becoming("servicenow_connection")
        .attributes(&[
            "name",
            "active",
            "credential",
            "connection_alias",
            "connection_url",
            "database_name",
            "database_type",
            "use_mid_server",
            "mid_selection",
            "mid_server",
        ])
        .required(&["name", "connection_alias", "connection_url"])
        .renamed(&[("database_type", "jdbc_driver"), ("use_mid_server", "use_mid")]),
    Foreign::of("servicenow_certificate", "sys_certificate")
        .becoming("servicenow_certificate")
        .attributes(&[
            "name",
            "short_description",
            "format",
            "type",
            "pem_certificate",
            "key_store_password",
            "key_store",
            "expiration",
            "subject",
            "issuer",
            "active",
            "valid_from",
        ])
        .required(&["name"])
        .renamed(&[("expiration", "expires")])
        .secret(&["key_store_password", "key_store"]),
    Foreign::of("servicenow_encryption_context", "sys_encryption_context")
        .attributes(&["name", "type", "encryption_key", "description", "active", "algorithm"])
        .required(&["name"])
        .secret(&["encryption_key"]),
    Foreign::of("servicenow_oauth_entity", "oauth_entity")
        .becoming("servicenow_oauth_registry")
        .attributes(&[
            "name",
            "client_uuid",
            "client_id",
            "access_token_lifespan",
            "refresh_token_lifespan",
            "redirect_url",
            "logo_url",
            "access",
        ])
        .required(&["name"])
        .implying(&[("type", "client")]),
];
