//! The shape of the provider block.

use tfplugin::{Attribute, Nesting, Schema, Type};

use super::sources::{Argument, variable};

/// One argument of the provider block.
pub(super) struct Described {
    /// Where it stands.
    pub(super) path: Argument,
    /// How it is called.
    pub(super) name: &'static str,
    kind: Of,
    doc: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Text,
    Secret,
    Number,
    Texts,
}

const fn argument(path: Argument, name: &'static str, kind: Of, doc: &'static str) -> Described {
    Described { path, name, kind, doc }
}

/// Every argument of the provider block.
pub(super) const ARGUMENTS: &[Described] = &[
    argument(
        &["instance_url"],
        "instance_url",
        Of::Text,
        "Address of the instance, such as `https://dev98042.service-now.com`; custom domains too. Plain http only on \
         loopback. Either this or `instance`.",
    ),
    argument(
        &["instance"],
        "instance",
        Of::Text,
        "Name of the instance, such as `dev98042` for `https://dev98042.service-now.com`.",
    ),
    argument(&["username"], "username", Of::Text, "User name for Basic authentication."),
    argument(&["password"], "password", Of::Secret, "Password for Basic authentication."),
    argument(
        &["oauth", "grant_type"],
        "oauth.grant_type",
        Of::Text,
        "How the token is obtained: `client_credentials` or `password`.",
    ),
    argument(
        &["oauth", "client_id"],
        "oauth.client_id",
        Of::Text,
        "Client id of the Application Registry entry.",
    ),
    argument(
        &["oauth", "client_secret"],
        "oauth.client_secret",
        Of::Secret,
        "Client secret of the entry.",
    ),
    argument(
        &["oauth", "username"],
        "oauth.username",
        Of::Text,
        "User name, for the password grant.",
    ),
    argument(
        &["oauth", "password"],
        "oauth.password",
        Of::Secret,
        "Password, for the password grant.",
    ),
    argument(
        &["oauth", "scope"],
        "oauth.scope",
        Of::Text,
        "Scopes to ask for, separated by spaces.",
    ),
    argument(
        &["request_timeout"],
        "request_timeout",
        Of::Text,
        "How long one request may take, such as `90s`. Default: `60s`.",
    ),
    argument(
        &["max_retries"],
        "max_retries",
        Of::Number,
        "How often a request that failed for a passing reason is tried again. Default: `5`.",
    ),
    argument(
        &["max_concurrent_requests"],
        "max_concurrent_requests",
        Of::Number,
        "The most requests under way at a time. One node of an instance serves about four. Default: `4`.",
    ),
    argument(
        &["elevate_roles"],
        "elevate_roles",
        Of::Texts,
        "Experimental. Roles to elevate to for the tables that only an elevated session may write: `[\"security_admin\"]` for \
         access control rules. Requests about these tables then go one by one through a session that the provider opens as a \
         browser does, with `username` and `password`; all others stay as they are. The user must hold the role and be able \
         to sign in with the form: not one for web services only, and without single sign-on or a second factor. With `oauth` \
         it works only where the instance opens a session for a token. The endpoints used are not documented by ServiceNow. \
         In the environment the roles are separated by commas.",
    ),
];

/// The schema of the provider block.
pub(super) fn schema() -> Schema {
    let top = ARGUMENTS.iter().filter(|argument| argument.path.len() == 1).map(attribute);
    let oauth =
        ARGUMENTS.iter().filter(|argument| argument.path[0] == "oauth").map(attribute).collect();
    let oauth = Attribute::nested(
        "oauth",
        Nesting::Single,
        oauth,
        "OAuth 2.0: the token is asked for once and shared.",
    );
    let mut attributes: Vec<Attribute> = top.collect();
    attributes.push(oauth.optional());
    Schema::new(
        "Sets up OAuth, credentials, connections and all they need on a ServiceNow instance. Give exactly one way to \
         authenticate. Each argument may come from the environment variable named with it; what stands in the \
         configuration wins.",
        attributes,
    )
}

fn attribute(argument: &Described) -> Attribute {
    let name = argument.path[argument.path.len() - 1];
    let kind = match argument.kind {
        Of::Text | Of::Secret => Type::String,
        Of::Number => Type::Number,
        Of::Texts => Type::List(Box::new(Type::String)),
    };
    let doc = format!("{} Environment: `{}`.", argument.doc, variable(argument.path));
    let attribute = Attribute::new(name, kind, doc).optional();
    if argument.kind == Of::Secret { attribute.sensitive() } else { attribute }
}
