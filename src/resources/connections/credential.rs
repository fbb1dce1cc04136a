//! `servicenow_credential`: what the instance proves itself with when it calls something else.

mod others;

use crate::describe::{
    Field, Finding, Found, Given, Resource, Values, Variant, choice, derived, flag, reference,
    references, secret, text, whole,
};

pub(crate) static RESOURCE: Resource = Resource::table("credential", "discovery_credentials")
    .doc(
        "A credential with which the instance calls other systems: a row of **Connections & Credentials > \
         Credentials**. Its `type` decides which attributes it has.",
    )
    .variants(&[
        Variant {
            name: "basic_auth",
            table: "basic_auth_credentials",
            mark: Some(("type", "basic_auth")),
        },
        Variant { name: "oauth_2_0", table: "oauth_2_0_credentials", mark: Some(("type", "oauth_2_0")) },
        Variant { name: "api_key", table: "api_key_credentials", mark: Some(("type", "api_key")) },
    ])
    .scope("application")
    .natural_keys(&[&["name"]])
    .import_path(&["type", "name"])
    .checks(&[an_oauth_credential_has_a_profile, basic_credentials_are_somebodys])
    .demands(&[others::its_aliases_are_for_credentials, others::only_client_credentials_go_through_a_mid_server])
    .fields(FIELDS);

const BASIC: &[&str] = &["basic_auth"];
const OAUTH: &[&str] = &["oauth_2_0"];

const FIELDS: &[Field] = &[
    choice("type", &["basic_auth", "oauth_2_0", "api_key"])
        .no_column()
        .required()
        .replaces()
        .doc("`basic_auth`: user name and password. `oauth_2_0`: tokens of an OAuth profile. `api_key`: a key."),
    text("name").required().doc("Name of the credential."),
    flag("active").instance_default().doc("Whether it is in use."),
    whole("order").or_negative().instance_default().doc("Its place among credentials that fit: the lowest is tried first."),
    text("username").credential().column("user_name").only_for(BASIC).doc("The user name."),
    secret("password").only_for(BASIC).doc("The password."),
    secret("api_key").only_for(&["api_key"]).doc("The key."),
    reference("oauth_profile", "oauth_entity_profile")
        .column("oauth_entity_profile")
        .by(&["name"])
        .within("oauth_entity.name")
        .only_for(OAUTH)
        .doc("The OAuth profile that says how tokens are got, by sys_id, name, or `<registry name>/<name>`."),
    choice("integration_type", &["system", "personal"])
        .only_for(OAUTH)
        .instance_default()
        .doc("Whether all share one token (`system`) or each person has one (`personal`)."),
    flag("use_mid_server").column("use_mid").only_for(OAUTH).instance_default().doc(
        "Whether tokens are got through a MID server; with a profile of the grant `client_credentials` only.",
    ),
    choice("applies_to", &["all", "specific"]).or_others().instance_default().doc("Which MID servers may use it."),
    references("mid_servers", "ecc_agent").column("mid_list").by(&["name"]).doc(
        "The MID servers that may use it, if not all.",
    ),
    references("aliases", "sys_alias").column("tag").by(&["id"]).doc(
        "Aliases of type `credential` that stand for it. An alias of type `connection` is bound by a connection instead.",
    ),
    flag("external_credential_store")
        .column("use_external_store")
        .on_some_instances()
        .instance_default()
        .doc("Whether the secret lies in an external store."),
    text("external_credential_id").column("credential_id").doc(
        "Where it lies in the external store. An instance keeps 40 characters, unless its dictionary was changed.",
    ),
    derived("get_oauth_token_url", TOKEN_COLUMNS, where_a_person_gets_the_token)
        .only_for(OAUTH)
        .computed_from(&["oauth_profile", "integration_type"])
        .doc(
        "The page a signed-in person opens to get the first token, for the authorization code grant; null otherwise.",
    ),
];

fn an_oauth_credential_has_a_profile(values: &dyn Values) -> Vec<Finding> {
    if values.text("type") != Given::Is("oauth_2_0") || !values.text("oauth_profile").is_null() {
        return Vec::new();
    }
    vec![Finding::error(
        "oauth_profile",
        "Missing OAuth profile",
        "A credential of type oauth_2_0 needs oauth_profile: without one it has no way to get a token. The profile of \
         a servicenow_oauth_registry is its default_profile_id.",
    )]
}

/// One with a name alone, or with a password alone, may be right: some other sides take a token as either.
fn basic_credentials_are_somebodys(values: &dyn Values) -> Vec<Finding> {
    let may_be_on = |flag: &str| !matches!(values.flag(flag), Given::Null | Given::Is(false));
    let lies_elsewhere = may_be_on("external_credential_store") || may_be_on("adopt_existing");
    let names = ["username", "password", "password_wo", "api_key", "api_key_wo"];
    let of_nobody = names.iter().all(|name| values.given(name).is_null());
    if values.text("type") != Given::Is("basic_auth") || lies_elsewhere || !of_nobody {
        return Vec::new();
    }
    vec![Finding::warning(
        "username",
        "A credential of nobody",
        "The credential has neither user name nor password, so what uses it signs in as nobody. Set username, and password_wo with \
         password_wo_version; or external_credential_store = true where they lie in an external store.",
    )]
}

const TOKEN_COLUMNS: &[&str] =
    &["sys_id", "oauth_entity_profile", "oauth_entity_profile.grant_type", "integration_type"];

/// The address behind the related link "Get OAuth Token" (docs/facts.md#outbound-token).
fn where_a_person_gets_the_token(record: &Found, instance: &str) -> Option<String> {
    let column = |name: &str| record.get(name).filter(|value| !value.is_empty());
    let grant = column("oauth_entity_profile.grant_type")?;
    if grant != "authorization_code" {
        return None;
    }
    let personal = if column("integration_type").is_some_and(|kind| kind == "personal") {
        "&personal=true"
    } else {
        ""
    };
    Some(format!(
        "{instance}/oauth_initiator.do?oauth_requestor_context=oauth_2_0_credentials&oauth_requestor={}\
         &oauth_provider_profile={}&response_type=code{personal}",
        column("sys_id")?,
        column("oauth_entity_profile")?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_credential_has_a_name_or_a_password_or_lies_elsewhere() {
        let said = |more: &[(&str, &str)]| {
            let mut all = vec![("type", "basic_auth"), ("name", "A")];
            all.extend_from_slice(more);
            basic_credentials_are_somebodys(&sample(&all))
        };
        assert!(said(&[])[0].warning);
        for more in [
            ("username", "u"),
            ("password", "p"),
            ("password_wo", "p"),
            ("external_credential_store", "true"),
            ("adopt_existing", "true"),
        ] {
            assert!(said(&[more]).is_empty(), "{more:?}");
        }
        assert!(basic_credentials_are_somebodys(&sample(&[("type", "api_key")])).is_empty());
    }

    fn record(grant: &str) -> Found {
        let columns = [
            ("sys_id", "c1"),
            ("oauth_entity_profile", "p1"),
            ("oauth_entity_profile.grant_type", grant),
            ("integration_type", "personal"),
        ];
        columns.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    #[test]
    fn a_person_is_sent_to_the_initiator_for_the_authorization_code_grant_only() {
        let url =
            where_a_person_gets_the_token(&record("authorization_code"), "https://dev.example")
                .unwrap();
        assert!(url.starts_with("https://dev.example/oauth_initiator.do?"), "{url}");
        assert!(url.contains("oauth_requestor=c1&oauth_provider_profile=p1"), "{url}");
        assert!(url.ends_with("&personal=true"), "{url}");
        assert_eq!(
            where_a_person_gets_the_token(&record("client_credentials"), "https://dev.example"),
            None
        );
        assert_eq!(where_a_person_gets_the_token(&Found::new(), "https://dev.example"), None);
    }
}
