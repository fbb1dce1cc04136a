//! `servicenow_oidc_provider_configuration`: how the tokens of an identity provider are checked, and whose they are.

use crate::describe::{
    Field, Finding, Given, Resource, TextKind, Values, flag, shown, text, whole,
};

pub(crate) static RESOURCE: Resource =
    Resource::table("oidc_provider_configuration", "oidc_provider_configuration")
        .doc(
            "Says how the instance checks the tokens of an identity provider and which user they stand for. Entries of type \
             `oidc_provider` in the Application Registry refer to it.",
        )
        .scope("sys_scope")
        .natural_keys(&[&["name"]])
        .import_keys(&["name"])
        .checks(&[metadata_comes_over_https])
        .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the configuration."),
    text("metadata_url").kind(TextKind::Url).column("oidc_url").doc(
        "Where the identity provider publishes its endpoints and keys: the address that ends in \
         `/.well-known/openid-configuration`.",
    ),
    whole("cache_lifespan")
        .column("oidc_config_cache_life_span")
        .instance_default()
        .unit("seconds")
        .doc("How long what was published is kept; 120 have been seen."),
    text("user_claim")
        .instance_default()
        .doc("The claim of the token that names the user, such as `email` or `sub`."),
    text("user_field")
        .instance_default()
        .doc("The column of the user that the claim is compared with; the instance's own default is `user_name`."),
    flag("verify_jti")
        .column("enable_jti_verification")
        .instance_default()
        .doc("Whether a token may be used only once."),
];

fn metadata_comes_over_https(values: &dyn Values) -> Vec<Finding> {
    match values.text("metadata_url") {
        Given::Is(url) if !url.trim().to_lowercase().starts_with("https://") => {
            vec![Finding::error(
                "metadata_url",
                "Not an https address",
                format!(
                    "metadata_url is {}. The keys that tokens are checked with come from there, so it must begin with https://.",
                    shown(url)
                ),
            )]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn keys_are_not_taken_from_an_address_that_anybody_can_answer() {
        let findings = |url| metadata_comes_over_https(&sample(&[("metadata_url", url)]));
        assert_eq!(findings("http://id.example/x")[0].attribute, "metadata_url");
        assert!(findings("HTTPS://id.example/x").is_empty() && findings("?").is_empty());
    }
}
