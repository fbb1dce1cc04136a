//! `servicenow_auth_parameter`: where a key or a signature stands in a request.

use crate::describe::{Field, Resource, choice, text};

pub(crate) static RESOURCE: Resource = Resource::table("auth_parameter", "sys_token_auth_parameter")
    .doc(
        "Says where a request carries its API key or signature: in a header or in a query parameter, and of what name. \
         Inbound authentication profiles list them. The instance brings `x-sn-apikey` and `x-sn-hmac-signature-256`, each \
         as a header and as a query parameter; those need no resource of their own.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["type", "parameter_name"]])
    .names_one()
    .import_path(&["type", "parameter_name"])
    .fields(FIELDS);

/// docs/facts.md#auth-parameter
const FIELDS: &[Field] = &[
    text("parameter_name").required().doc("Name of the header or query parameter."),
    choice("type", &["auth_header", "query_parameter"]).required().doc(
        "Where it stands: `auth_header` in a header, `query_parameter` in the query. What stands in a query ends up in \
         the logs of whatever the request passes.",
    ),
    text("prefix").on_some_instances().doc("What stands before the key, such as `Key `."),
];
