//! Where the marked secrets are planted: in every argument that takes one.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};
use xtask::failure::Failure;

use crate::support::stage::Stage;

/// Every write-only argument of every type; `var.secret` is ephemeral.
pub(super) const RESOURCES: &str = r#"
provider "servicenow" {}

variable "secret" {
  type      = string
  sensitive = true
  ephemeral = true
}

variable "version_of_it" {
  type    = number
  default = 1
}

resource "servicenow_oauth_registry" "a" {
  name                     = "Planted"
  type                     = "oauth_provider"
  client_id                = "planted"
  client_secret_wo         = "${var.secret}-client"
  client_secret_wo_version = var.version_of_it
  token_url                = "https://login.example.com/token"
}

resource "servicenow_credential" "a" {
  type                = "basic_auth"
  name                = "Planted"
  username            = "planted"
  password_wo         = "${var.secret}-password"
  password_wo_version = var.version_of_it
}

resource "servicenow_credential" "b" {
  type               = "api_key"
  name               = "Planted key"
  api_key_wo         = "${var.secret}-key"
  api_key_wo_version = var.version_of_it
}

resource "servicenow_certificate" "a" {
  name                          = "Planted"
  key_store_password_wo         = "${var.secret}-store"
  key_store_password_wo_version = var.version_of_it
}

resource "servicenow_jwt_key" "a" {
  name                            = "Planted"
  signing_key_password_wo         = "${var.secret}-signing"
  signing_key_password_wo_version = var.version_of_it
}

resource "servicenow_oauth_registry" "b" {
  name      = "Planted signer"
  type      = "jwt_client"
  client_id = "planted-signer"
}

resource "servicenow_jwt_verifier_map" "a" {
  name                  = "Planted"
  oauth_registry        = servicenow_oauth_registry.b.id
  shared_key_wo         = "${var.secret}-shared"
  shared_key_wo_version = var.version_of_it
}

resource "servicenow_user" "a" {
  user_name           = "planted"
  password_wo         = "${var.secret}-user"
  password_wo_version = var.version_of_it
}

resource "servicenow_basic_auth_profile" "a" {
  name                = "Planted"
  username            = "planted"
  password_wo         = "${var.secret}-profile"
  password_wo_version = var.version_of_it
}

resource "servicenow_rest_message" "a" {
  name                           = "Planted"
  rest_endpoint                  = "https://api.example.com"
  basic_auth_password_wo         = "${var.secret}-message"
  basic_auth_password_wo_version = var.version_of_it
}

resource "servicenow_rest_message_function" "a" {
  rest_message                   = servicenow_rest_message.a.id
  name                           = "Planted"
  http_method                    = "get"
  basic_auth_password_wo         = "${var.secret}-function"
  basic_auth_password_wo_version = var.version_of_it
}

resource "servicenow_rest_message_header" "a" {
  rest_message     = servicenow_rest_message.a.id
  name             = "X-Planted"
  value_wo         = "${var.secret}-header"
  value_wo_version = var.version_of_it
}

resource "servicenow_rest_message_function_header" "a" {
  rest_message_function = servicenow_rest_message_function.a.id
  name                  = "X-Planted"
  value_wo              = "${var.secret}-call"
  value_wo_version      = var.version_of_it
}

resource "servicenow_import_source" "a" {
  name                     = "Planted"
  import_set_table_name    = "u_planted"
  scp_password_wo          = "${var.secret}-scp"
  scp_password_wo_version  = var.version_of_it
  jdbc_password_wo         = "${var.secret}-jdbc"
  jdbc_password_wo_version = var.version_of_it
}

resource "servicenow_email_account" "a" {
  name                = "Planted"
  type                = "imap"
  password_wo         = "${var.secret}-mail"
  password_wo_version = var.version_of_it
}

resource "servicenow_ldap_server" "a" {
  name                = "Planted"
  password_wo         = "${var.secret}-directory"
  password_wo_version = var.version_of_it
}

resource "servicenow_saml_identity_provider" "a" {
  name                            = "Planted"
  signing_key_password_wo         = "${var.secret}-saml"
  signing_key_password_wo_version = var.version_of_it
}

resource "servicenow_update_source" "a" {
  name                = "Planted"
  type                = "dev"
  url                 = "https://source.example.com"
  password_wo         = "${var.secret}-source"
  password_wo_version = var.version_of_it
}

resource "servicenow_attachment" "a" {
  table        = "sys_rest_message"
  record       = servicenow_rest_message.a.id
  file_name    = "planted.txt"
  content_type = "text/plain"
  content      = "${var.secret}-content"
}

resource "servicenow_attachment" "b" {
  table          = "sys_rest_message"
  record         = servicenow_rest_message.a.id
  file_name      = "planted.bin"
  content_type   = "application/octet-stream"
  content_base64 = base64encode("${var.secret}-base64")
}

resource "servicenow_record" "a" {
  table             = "basic_auth_credentials"
  fields            = { name = "Planted otherwise", user_name = "planted" }
  fields_wo         = { password = "${var.secret}-record" }
  fields_wo_version = var.version_of_it
}
"#;

/// The arguments that keep a secret in the state, for Terraform before 1.11.
pub(super) const STATED: &str = r#"
provider "servicenow" {}

variable "secret" {
  type      = string
  sensitive = true
}

resource "servicenow_oauth_registry" "a" {
  name          = "Planted"
  type          = "oauth_provider"
  client_id     = "planted"
  client_secret = "${var.secret}-client"
  token_url     = "https://login.example.com/token"
}

resource "servicenow_credential" "a" {
  type     = "basic_auth"
  name     = "Planted"
  username = "planted"
  password = "${var.secret}-password"
}

resource "servicenow_credential" "b" {
  type    = "api_key"
  name    = "Planted key"
  api_key = "${var.secret}-key"
}

resource "servicenow_user" "a" {
  user_name = "planted"
  password  = "${var.secret}-user"
}
"#;

/// A way to sign in, with the secrets it takes.
pub(super) struct Way {
    /// The secret arguments of the provider block, dotted.
    pub(super) arguments: &'static [&'static str],
    block: &'static str,
    /// Whether the instance accepts it.
    pub(super) lets_in: bool,
}

/// All ways, accepted where that takes no more than a user or a client of the instance.
pub(super) const WAYS: &[Way] = &[
    Way {
        arguments: &["password", "headers"],
        block: "username = \"planted\"\n  password = var.secret\n  headers = { X-Gateway-Key = var.secret }",
        lets_in: true,
    },
    Way {
        arguments: &["oauth.client_secret", "oauth.password"],
        block: "oauth = {\n    grant_type = \"password\"\n    client_id = \"planted\"\n    client_secret = var.secret\n    \
                username = \"planted\"\n    password = var.secret\n  }",
        lets_in: true,
    },
    Way {
        arguments: &["oauth.refresh_token"],
        block: "oauth = {\n    grant_type = \"refresh_token\"\n    client_id = \"planted\"\n    client_secret = var.secret\n    \
                refresh_token = var.secret\n  }",
        lets_in: false,
    },
    Way { arguments: &["access_token"], block: "access_token = var.secret", lets_in: false },
    Way { arguments: &["api_key"], block: "api_key = var.secret", lets_in: false },
    Way {
        arguments: &["oauth.jwt.private_key"],
        block: "oauth = {\n    grant_type = \"jwt_bearer\"\n    client_id = \"planted\"\n    client_secret = var.secret\n    \
                jwt = {\n      private_key = \"-----BEGIN PRIVATE KEY-----\\n${var.secret}\\n-----END PRIVATE KEY-----\"\n      \
                subject = \"planted\"\n    }\n  }",
        lets_in: false,
    },
    Way {
        arguments: &["client_key"],
        block: "client_certificate = \"-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----\"\n  \
                client_key = \"-----BEGIN PRIVATE KEY-----\\n${var.secret}\\n-----END PRIVATE KEY-----\"",
        lets_in: false,
    },
    // An instance on this very machine is never asked through a proxy.
    Way {
        arguments: &["proxy_url"],
        block: "username = \"planted\"\n  password = var.secret\n  proxy_url = \"http://planted:${var.secret}@127.0.0.1:9\"",
        lets_in: true,
    },
];

impl Way {
    /// A user and a client whose secrets are the marked one.
    #[expect(clippy::unused_self, reason = "all ways share one user and one client")]
    pub(super) fn prepare(&self, stage: &Stage) -> Result<(), Failure> {
        let user = json!({"user_name": "planted", "user_password": "M4rked-one"});
        let user = as_typed(stage, "sys_user", &user)?;
        let admin = stage.instance.record("sys_user_role", "name=admin")?;
        let grant = json!({"user": user["sys_id"], "role": admin["sys_id"]});
        stage.instance.insert("sys_user_has_role", &grant)?;
        let client = json!({"name": "Planted", "type": "client", "client_id": "planted", "client_secret": "M4rked-one"});
        as_typed(stage, "oauth_entity", &client).map(drop)
    }

    /// Something to do for who signs in this way.
    pub(super) fn configuration(&self) -> String {
        format!(
            "provider \"servicenow\" {{\n  {}\n}}\n\nvariable \"secret\" {{\n  type = string\n  sensitive = true\n  \
             ephemeral = true\n}}\n\nresource \"servicenow_connection_alias\" \"a\" {{\n  name = \"Planted\"\n}}\n",
            self.block
        )
    }
}

/// Inserts a record as a form would: so a secret is stored as one under every profile.
fn as_typed(stage: &Stage, table: &str, record: &Value) -> Result<Value, Failure> {
    let path = format!("/api/now/table/{table}?sysparm_input_display_value=true");
    let answer = stage.instance.send(Method::POST, &path, Some(record))?;
    assert_eq!(answer.status, 201, "{answer:?}");
    Ok(answer.body["result"].clone())
}

/// The write-only arguments of every type, by type.
pub(super) fn write_only_arguments(schema: &Value) -> Vec<(String, String)> {
    let types = schema["resource_schemas"].as_object().unwrap();
    let arguments = types.iter().flat_map(|(type_name, schema)| {
        let attributes = schema["block"]["attributes"].as_object().unwrap();
        let secret = attributes.iter().filter(|(_, one)| one["write_only"] == true);
        secret.map(move |(name, _)| (type_name.clone(), name.clone()))
    });
    let arguments: Vec<_> = arguments.collect();
    assert!(arguments.len() > 4, "{arguments:?}");
    arguments
}

/// The sensitive arguments of a block and of those nested in it, dotted.
pub(super) fn sensitive_arguments(attributes: &Value, within: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (name, attribute) in attributes.as_object().into_iter().flatten() {
        if attribute["sensitive"] == true {
            found.insert(format!("{within}{name}"));
        }
        let nested = &attribute["nested_type"]["attributes"];
        found.extend(sensitive_arguments(nested, &format!("{within}{name}.")));
    }
    found
}
