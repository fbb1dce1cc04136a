//! The shape of the provider block.

use tfplugin::{Attribute, Nesting, Schema, Type};

use super::arguments::{ARGUMENTS, Described, Of};
use super::sources::variable;

/// The schema of the provider block.
pub(super) fn schema() -> Schema {
    let mut oauth = within(&["oauth"]);
    oauth.push(group(
        "jwt",
        within(&["oauth", "jwt"]),
        "The assertion of the JWT bearer grant. Each request for a token gets one of its own.",
    ));
    let mut attributes = within(&[]);
    attributes.push(group("oauth", oauth, "OAuth 2.0: the token is asked for once and shared."));
    Schema::new(
        "Sets up OAuth, credentials, connections and all they need on a ServiceNow instance. Give exactly one way to \
         authenticate: `username` and `password`, `oauth`, `access_token`, `api_key`, or `client_certificate` alone. Each \
         argument may come from the environment variable named with it; what stands in the configuration wins, and ways to \
         authenticate in the environment count only where the configuration names none.",
        attributes,
    )
}

fn group(name: &str, attributes: Vec<Attribute>, doc: &str) -> Attribute {
    Attribute::nested(name, Nesting::Single, attributes, doc).optional()
}

/// The attributes of the block, or of one nested in it.
fn within(parents: &[&str]) -> Vec<Attribute> {
    let is_within = |argument: &&Described| {
        argument.path.split_last().is_some_and(|(_, before)| before == parents)
    };
    ARGUMENTS.iter().filter(is_within).map(attribute).collect()
}

fn attribute(argument: &Described) -> Attribute {
    let name = argument.path[argument.path.len() - 1];
    let kind = match argument.kind {
        Of::Text | Of::Secret => Type::String,
        Of::Number => Type::Number,
        Of::Flag => Type::Bool,
        Of::Texts => Type::List(Box::new(Type::String)),
        Of::Headers => Type::Map(Box::new(Type::String)),
    };
    let doc = format!("{} Environment: `{}`.", argument.doc, variable(argument.path));
    let attribute = Attribute::new(name, kind, doc).optional();
    if matches!(argument.kind, Of::Secret | Of::Headers) {
        attribute.sensitive()
    } else {
        attribute
    }
}
