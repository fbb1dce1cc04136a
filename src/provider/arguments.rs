//! Every argument of the provider block, and the schema they make.

use tfplugin::{Attribute, Nesting, Schema, Type};

use crate::engine::{Argument, Origin};

/// One argument of the provider block.
pub(super) struct Described {
    /// Where it stands.
    pub(super) path: Argument,
    pub(super) kind: Of,
    /// What is said about it, without its environment variable.
    doc: &'static str,
}

/// What an argument takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Text,
    /// A text that Terraform never shows.
    Secret,
    Number,
    Flag,
    Texts,
    /// Headers by name, never shown: gateways want keys in them.
    Headers,
}

/// The schema of the provider block.
pub(super) fn schema() -> Schema {
    let mut oauth = within("oauth");
    oauth.push(group(
        "jwt",
        within("oauth.jwt"),
        "The assertion of the JWT bearer grant. Each request for a token gets one of its own.",
    ));
    let mut attributes = within("");
    attributes.push(group("oauth", oauth, "OAuth 2.0: the token is asked for once and shared."));
    Schema::new(
        "Manages a ServiceNow instance as code: OAuth and connections, users and access rules, web services, scripts, the \
         service catalog, imports, tables and more.\n\nGive exactly one way to authenticate: `username` and `password`, \
         `oauth`, `access_token`, `api_key`, or `client_certificate` alone. Each argument may come from the environment \
         variable named with it; what stands in the configuration wins, and ways to authenticate in the environment count \
         only where the configuration names none.",
        attributes,
    )
}

fn group(name: &str, attributes: Vec<Attribute>, doc: &str) -> Attribute {
    Attribute::nested(name, Nesting::Single, attributes, doc).optional()
}

/// The attributes of the block, or of one nested in it.
fn within(parent: &str) -> Vec<Attribute> {
    let of_parent = |argument: &Described| {
        let (before, name) = argument.path.rsplit_once('.').unwrap_or(("", argument.path));
        (before == parent).then(|| attribute(name, argument))
    };
    ARGUMENTS.iter().filter_map(of_parent).collect()
}

fn attribute(name: &str, argument: &Described) -> Attribute {
    let kind = match argument.kind {
        Of::Text | Of::Secret => Type::String,
        Of::Number => Type::Number,
        Of::Flag => Type::Bool,
        Of::Texts => Type::List(Box::new(Type::String)),
        Of::Headers => Type::Map(Box::new(Type::String)),
    };
    let variable = Origin::Environment.name(argument.path);
    let doc = format!("{} Environment: `{variable}`.", argument.doc);
    let attribute = Attribute::new(name, kind, doc).optional();
    if matches!(argument.kind, Of::Secret | Of::Headers) {
        attribute.sensitive()
    } else {
        attribute
    }
}

const fn text(path: Argument, doc: &'static str) -> Described {
    Described { path, kind: Of::Text, doc }
}

const fn secret(path: Argument, doc: &'static str) -> Described {
    Described { path, kind: Of::Secret, doc }
}

const fn number(path: Argument, doc: &'static str) -> Described {
    Described { path, kind: Of::Number, doc }
}

const fn flag(path: Argument, doc: &'static str) -> Described {
    Described { path, kind: Of::Flag, doc }
}

const fn headers(path: Argument, doc: &'static str) -> Described {
    Described { path, kind: Of::Headers, doc }
}

const fn texts(path: Argument, doc: &'static str) -> Described {
    Described { path, kind: Of::Texts, doc }
}

/// Every argument of the provider block.
pub(super) const ARGUMENTS: &[Described] = &[
    text(
        "instance_url",
        "Address of the instance, such as `https://dev98042.service-now.com`; custom domains too. Plain http only on loopback. Either this or `instance`.",
    ),
    text(
        "instance",
        "Name of the instance, such as `dev98042` for `https://dev98042.service-now.com`.",
    ),
    text("username", "User name for Basic authentication."),
    secret("password", "Password for Basic authentication."),
    secret(
        "access_token",
        "An OAuth access token that somebody else asked for. It is sent as it is and never renewed, so it must outlast the run.",
    ),
    secret(
        "api_key",
        "A REST API key of the instance, sent as `x-sn-apikey`. The instance needs an API access policy that lets keys in for the Table API.",
    ),
    text(
        "oauth.grant_type",
        "How the token is obtained: `client_credentials`, `password`, `refresh_token` or `jwt_bearer`.",
    ),
    text("oauth.client_id", "Client id of the Application Registry entry."),
    secret("oauth.client_secret", "Client secret of the entry; none for a public client."),
    text("oauth.username", "User name, for the password grant."),
    secret("oauth.password", "Password, for the password grant."),
    secret(
        "oauth.refresh_token",
        "Refresh token, for the refresh token grant. Where the instance answers with another one, that is used for the rest of the run; it is not written anywhere.",
    ),
    text(
        "oauth.scope",
        "Scopes to ask for, separated by spaces; not for the refresh token grant, whose token has its scopes.",
    ),
    secret(
        "oauth.jwt.private_key",
        "Private key that signs the assertion of the JWT bearer grant: the text of a PEM file or the path to one, not encrypted.",
    ),
    text(
        "oauth.jwt.key_id",
        "Which of the keys in the entry's JWT verifier maps it is (`kid`). None: the instance takes its only one.",
    ),
    text("oauth.jwt.issuer", "Who vouches (`iss`). Default: the client id."),
    text(
        "oauth.jwt.subject",
        "For whom (`sub`): the value of the user field that the entry names, such as an e-mail address.",
    ),
    text("oauth.jwt.audience", "Who is to believe it (`aud`). Default: the client id."),
    text(
        "oauth.jwt.algorithm",
        "How it is signed: `RS256`, `RS384`, `RS512`, `ES256` or `ES384`. Default: `RS256`.",
    ),
    text("oauth.jwt.lifetime", "How long each assertion is good for, such as `2m`. Default: `5m`."),
    text(
        "client_certificate",
        "Certificate, with its chain, that the provider shows to an instance or gateway that asks for one (mutual TLS): the text of a PEM file or the path to one. Alone it is the way to authenticate; it may also stand beside another one.",
    ),
    secret(
        "client_key",
        "Private key of `client_certificate`: the text of a PEM file or the path to one, not encrypted.",
    ),
    text(
        "ca_certificate",
        "Certificates of authorities to trust beside those of this machine: the text of a PEM file or the path to one.",
    ),
    secret(
        "proxy_url",
        "Proxy for all requests, such as `http://proxy.example:3128`, instead of the one in `HTTPS_PROXY`. May hold a user name and a password. `NO_PROXY` counts, and an instance on this machine (loopback) is never asked through a proxy.",
    ),
    flag(
        "insecure",
        "Whether to believe any certificate. Only for an instance on this machine (loopback), such as a simulated one. Default: `false`.",
    ),
    headers(
        "headers",
        "Headers to send with every request, for a gateway before the instance. Those that say who is calling or belong to the request cannot be set. In the environment: a JSON object.",
    ),
    text(
        "check",
        "When the provider asks the instance, with one request, whether it is there and accepts the credentials: `on_configure`, \
         before anything else is planned or applied, or `never`. Without it the first request that a plan needs tells; a plan \
         that needs none, as of rows that only join records of the same run, is made without the instance. Nothing is asked while an argument of the block is decided \
         by apply. Default: `never`.",
    ),
    text("request_timeout", "How long one request may take, such as `90s`. Default: `60s`."),
    text(
        "transaction_limit",
        "How long the instance itself works on one request at the most, by its transaction quota for the REST API (table \
         `sysrule_quota`). A record whose insert got no answer is looked for as long as this, and at least as long as \
         `request_timeout`, before it is inserted once more: the instance may still be at work on it. Default: `60s`.",
    ),
    number(
        "max_response_megabytes",
        "The largest answer that is taken, unpacked, in millions of bytes. Default: `64`.",
    ),
    number(
        "max_retries",
        "How often a request that failed for a passing reason is tried again. Default: `5`.",
    ),
    number(
        "max_concurrent_requests",
        "The most requests under way at a time. One node of an instance serves about four. Default: `4`.",
    ),
    number(
        "requests_per_second",
        "The most requests begun in a second, such as `10` or `0.5`, evenly spaced. Default: no limit.",
    ),
    texts(
        "allowed_instances",
        "The only instances this configuration may work on, by name (`dev98042`) or host (`it.example.com`). Any other is \
         refused before a request is made. In the environment the instances are separated by commas.",
    ),
    texts(
        "instance_aliases",
        "Other hosts under which this same instance is or was reached, such as its former name. A record whose state names \
         another host is refused, for it may lie on another instance; hosts named here are taken to be this one.",
    ),
    flag(
        "read_only",
        "Whether the provider only reads: plans and refreshes work, and every write is an error before it is sent. \
         Default: `false`.",
    ),
    flag(
        "resend_secrets",
        "Whether secrets are sent again once somebody else has written their record, for they may have been overwritten: by a \
         clone of another instance, or by hand. Who wrote a record is read with it. Without this the plan only warns. Default: \
         `false`.",
    ),
    flag(
        "allow_self_change",
        "Whether the provider may take away its own way in: deactivate, delete, restrict or change the secret of the very user, \
         OAuth client or API key it signs in with, close Basic authentication while it uses that, put an access policy in force \
         that covers the Table API and lists no profile for its way to sign in, or take roles from its own user. Default: \
         `false`.",
    ),
    text(
        "application_scope",
        "The application that new records go to, by scope name (`x_acme_orders`, `global`) or sys_id. A resource's own \
         `application_scope` comes first. Default: that of `update_set`, or else the one the provider's user has chosen on the \
         instance. Records that are there already stay where they are.",
    ),
    text(
        "update_set",
        "The update set that captures changes to application files, by name or sys_id. It must be in progress; it takes files \
         of its own application only, so without `application_scope` new records go to that one. The set is named by request \
         parameters that ServiceNow's own tools send and no documentation has: with the first change in each table the provider \
         looks whether the set has it, and a change that is not there is an error. Deletions are not looked at.",
    ),
    text(
        "domain",
        "The domain that new records go to, in tables that have domains, by name, `global` or sys_id. A resource's own `domain` \
         comes first. Anything but `global` needs domain separation. Default: that of the provider's user.",
    ),
    texts(
        "elevate_roles",
        "Experimental. Roles to elevate to for the tables that only an elevated session may write: `[\"security_admin\"]` for \
         access control rules. Requests about these tables then go one by one through a session that the provider opens as a \
         browser does, with `username` and `password`; all others stay as they are. The user must hold the role and be able \
         to sign in with the form: not one for web services only, and without single sign-on or a second factor. With `oauth` \
         it works only where the instance opens a session for a token. The endpoints used are not documented by ServiceNow. \
         In the environment the roles are separated by commas.",
    ),
];
