//! `servicenow_inbound_auth_profile`: a way for callers to prove themselves.

use crate::describe::{
    Field, Finding, Given, Resource, Values, Variant, choice, flag, references, text,
};

/// A row of the base table is of no use (docs/facts.md#inbound-auth-profile), so it is no variant.
pub(crate) static RESOURCE: Resource = Resource::table("inbound_auth_profile", "inbound_auth_profile")
    .doc(
        "An inbound authentication profile: a way for callers to prove themselves, which `servicenow_api_access_policy` \
         attaches to APIs. A policy that has profiles accepts nothing else: whoever signs in otherwise is locked out of its API.",
    )
    .variants(&[
        Variant { name: "api_key", table: "http_key_auth", mark: None },
        Variant { name: "hmac", table: "http_hmac_auth", mark: None },
        Variant { name: "standard", table: "std_http_auth", mark: None },
    ])
    .scope("sys_scope")
    .natural_keys(&[&["name", "application_scope"]])
    .names_one()
    .import_keys(&["name"])
    .checks(&[what_is_sent_stands_somewhere])
    .fields(FIELDS);

const TOKENS: &[&str] = &["api_key", "hmac"];

const FIELDS: &[Field] = &[
    choice("type", &["api_key", "hmac", "standard"]).no_column().required().replaces().doc(
        "How callers prove themselves. `api_key`: by a key, see `servicenow_rest_api_key`. `hmac`: by a signature; its HMAC \
         configuration and default key are set on the form, for no source names their columns. `standard`: by user name and \
         password, or whatever `authentication_type` says.",
    ),
    text("name").required().doc("Name of the profile; unique within its application, whatever the type."),
    text("description").doc("What it is for."),
    flag("active").instance_default().doc("Whether it is in use."),
    references("auth_parameters", "sys_token_auth_parameter")
        .column("auth_parameter")
        .by(&["parameter_name"])
        .within("type")
        .only_for(TOKENS)
        .doc(
            "Where requests carry the key or signature: `auth_header/x-sn-apikey`, `query_parameter/x-sn-apikey`, or any \
             `servicenow_auth_parameter`, as `<type>/<parameter_name>` or sys_id.",
        ),
    choice("authentication_type", &["basic_auth"])
        .column("type")
        .only_for(&["standard"])
        .or_others()
        .instance_default()
        .doc("What a profile of type `standard` accepts. `basic_auth` is the one word that is established."),
    flag("auth_processor").instance_default().doc(
        "The column of this name. Profiles for processors have it; what else it does is not documented.",
    ),
];

/// Without a parameter nothing says where the key stands, and the policy would let nobody in.
fn what_is_sent_stands_somewhere(values: &dyn Values) -> Vec<Finding> {
    let (Given::Is(kind), listed) = (values.text("type"), values.texts("auth_parameters")) else {
        return Vec::new();
    };
    let nowhere = match listed {
        Given::Null => true,
        Given::Is(listed) => listed.is_empty(),
        Given::Unknown => false,
    };
    if !TOKENS.contains(&kind) || !nowhere {
        return Vec::new();
    }
    let stock = if kind == "hmac" { "x-sn-hmac-signature-256" } else { "x-sn-apikey" };
    vec![Finding::error(
        "auth_parameters",
        "Missing auth parameters",
        format!(
            "A profile of type {kind} says in auth_parameters where requests carry what they prove themselves by. For the \
             instance's own header write auth_parameters = [\"auth_header/{stock}\"]."
        ),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_key_or_a_signature_must_stand_somewhere_and_a_password_does_anyway() {
        for (kind, header) in [("api_key", "x-sn-apikey"), ("hmac", "x-sn-hmac-signature-256")] {
            let findings = what_is_sent_stands_somewhere(&sample(&[("type", kind)]));
            assert_eq!(findings[0].attribute, "auth_parameters");
            assert!(findings[0].detail.contains(&format!("auth_header/{header}")), "{kind}");
            for listed in ["?", "auth_header/x"] {
                let given = sample(&[("type", kind), ("auth_parameters", listed)]);
                assert!(what_is_sent_stands_somewhere(&given).is_empty(), "{kind} {listed}");
            }
        }
        for kind in ["standard", "?"] {
            assert!(what_is_sent_stands_somewhere(&sample(&[("type", kind)])).is_empty());
        }
    }
}
