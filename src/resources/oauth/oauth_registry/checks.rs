//! Rules an Application Registry entry keeps by itself.

use crate::describe::{Finding, Given, Values};

const BEARER: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

fn is_provider(values: &dyn Values) -> bool {
    values.text("type") == Given::Is("oauth_provider")
}

pub(super) fn a_provider_has_a_client_id(values: &dyn Values) -> Vec<Finding> {
    if !is_provider(values) || !values.text("client_id").is_null() {
        return Vec::new();
    }
    vec![Finding::error(
        "client_id",
        "Missing client id",
        "An entry of type oauth_provider needs client_id: the identifier that the third party gave out.",
    )]
}

pub(super) fn a_provider_has_one_redirect_url(values: &dyn Values) -> Vec<Finding> {
    let count = values.texts("redirect_urls").known().map_or(1, |urls| urls.len());
    if !is_provider(values) || count == 1 {
        return Vec::new();
    }
    vec![Finding::error(
        "redirect_urls",
        "Not exactly one redirect URL",
        format!(
            "An entry of type oauth_provider has exactly one redirect URL, and the configuration gives {count}. Keep \
             the one registered with the third party, or leave redirect_urls out to let the instance fill in its own."
        ),
    )]
}

pub(super) fn a_public_client_has_no_secret(values: &dyn Values) -> Vec<Finding> {
    if values.flag("public_client") != Given::Is(true) {
        return Vec::new();
    }
    ["client_secret", "client_secret_wo"]
        .into_iter()
        .filter(|name| values.given(name).is_set())
        .map(|name| {
            Finding::error(
                name,
                "A public client has no secret",
                format!(
                    "public_client is true, so {name} would never be used. Remove one of the two."
                ),
            )
        })
        .collect()
}

/// A blank id or secret of a client is made anew by the instance, with each update too (docs/facts.md#registry-rules).
pub(super) fn no_id_or_secret_is_blank(values: &dyn Values) -> Vec<Finding> {
    let blank = |name: &&str| values.text(name).known().is_some_and(|text| text.trim().is_empty());
    let names = ["client_id", "client_secret", "client_secret_wo"];
    let found = names.into_iter().filter(blank).map(|name| {
        Finding::error(
            name,
            "A blank id or secret",
            format!(
                "{name} is blank, and the instance would make a new one in its place, which nobody knows. Leave it out, or give \
                 the one that is wanted; a variable that stands for it may be unset."
            ),
        )
    });
    found.collect()
}

pub(super) fn pkce_needs_the_authorization_code_grant(values: &dyn Values) -> Vec<Finding> {
    let pkce = is_provider(values) && values.flag("pkce_required") == Given::Is(true);
    match values.text("default_grant_type") {
        Given::Is(grant) if pkce && grant != "authorization_code" => vec![Finding::error(
            "pkce_required",
            "PKCE needs the authorization code grant",
            format!(
                "pkce_required is true, but default_grant_type is \"{grant}\", which has no code to protect. Set \
                 default_grant_type = \"authorization_code\" or remove pkce_required."
            ),
        )],
        _ => Vec::new(),
    }
}

pub(super) fn the_jwt_bearer_grant_is_spelled_in_full(values: &dyn Values) -> Vec<Finding> {
    grant_spelled_in_full(values, "default_grant_type")
}

/// The instance stores `jwt_bearer` without complaint, and then finds no such grant.
pub(in crate::resources) fn grant_spelled_in_full(
    values: &dyn Values,
    attribute: &'static str,
) -> Vec<Finding> {
    match values.text(attribute) {
        Given::Is("jwt_bearer" | "jwt-bearer") => vec![Finding::error(
            attribute,
            "Unknown grant type",
            format!(
                "The instance knows the JWT bearer grant only as \"{BEARER}\". Write {attribute} = \"{BEARER}\"."
            ),
        )],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    fn named(findings: &[Finding]) -> Vec<&str> {
        findings.iter().map(|finding| finding.attribute).collect()
    }

    #[test]
    fn a_provider_without_client_id_is_refused_and_an_unknown_one_is_not() {
        let provider = ("type", "oauth_provider");
        assert_eq!(named(&a_provider_has_a_client_id(&sample(&[provider]))), ["client_id"]);
        assert!(a_provider_has_a_client_id(&sample(&[provider, ("client_id", "?")])).is_empty());
        assert!(a_provider_has_a_client_id(&sample(&[("type", "client")])).is_empty());
    }

    #[test]
    fn only_a_provider_is_held_to_one_redirect_url() {
        let urls = ("redirect_urls", "https://a.example https://b.example");
        assert_eq!(
            named(&a_provider_has_one_redirect_url(&sample(&[("type", "oauth_provider"), urls]))),
            ["redirect_urls"]
        );
        assert!(a_provider_has_one_redirect_url(&sample(&[("type", "client"), urls])).is_empty());
        assert!(a_provider_has_one_redirect_url(&sample(&[("type", "oauth_provider")])).is_empty());
    }

    #[test]
    fn a_public_client_is_refused_either_form_of_the_secret() {
        let public = ("public_client", "true");
        assert_eq!(
            named(&a_public_client_has_no_secret(&sample(&[public, ("client_secret", "s")]))),
            ["client_secret"]
        );
        assert_eq!(
            named(&a_public_client_has_no_secret(&sample(&[public, ("client_secret_wo", "s")]))),
            ["client_secret_wo"]
        );
        assert!(a_public_client_has_no_secret(&sample(&[("client_secret", "s")])).is_empty());
    }

    #[test]
    fn a_blank_id_or_secret_is_never_sent() {
        for name in ["client_id", "client_secret", "client_secret_wo"] {
            assert_eq!(named(&no_id_or_secret_is_blank(&sample(&[(name, "")]))), [name]);
            assert_eq!(named(&no_id_or_secret_is_blank(&sample(&[(name, " ")]))), [name]);
            assert!(no_id_or_secret_is_blank(&sample(&[(name, "?")])).is_empty());
        }
        assert!(no_id_or_secret_is_blank(&sample(&[("client_id", "a")])).is_empty());
    }

    #[test]
    fn the_short_name_of_the_jwt_grant_is_answered_with_the_long_one() {
        let findings = the_jwt_bearer_grant_is_spelled_in_full(&sample(&[(
            "default_grant_type",
            "jwt_bearer",
        )]));
        assert!(findings[0].detail.as_str().contains(BEARER));
        assert!(
            the_jwt_bearer_grant_is_spelled_in_full(&sample(&[("default_grant_type", BEARER)]))
                .is_empty()
        );
    }

    #[test]
    fn pkce_with_another_grant_is_refused_on_a_provider_only() {
        let pkce = [("pkce_required", "true"), ("default_grant_type", "password")];
        let on = |kind| sample(&[("type", kind), pkce[0], pkce[1]]);
        assert_eq!(
            named(&pkce_needs_the_authorization_code_grant(&on("oauth_provider"))),
            ["pkce_required"]
        );
        assert!(pkce_needs_the_authorization_code_grant(&on("client")).is_empty());
    }
}
