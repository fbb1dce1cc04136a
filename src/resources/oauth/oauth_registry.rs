//! `servicenow_oauth_registry`: an application that asks the instance for tokens, or that the instance asks.

mod checks;
mod default_profile;
mod login_url;

use crate::describe::{
    Field, Resource, TextKind, Variant, choice, flag, reference, secret, text, text_list, whole,
};

pub(in crate::resources) use checks::grant_spelled_in_full;
use checks::{
    a_provider_has_a_client_id, a_provider_has_one_redirect_url, a_public_client_has_no_secret,
    no_id_or_secret_is_blank, pkce_needs_the_authorization_code_grant,
    the_jwt_bearer_grant_is_spelled_in_full,
};

const CLIENT: &[&str] = &["client", "jwt_client"];
const PROVIDER: &[&str] = &["oauth_provider"];
const JWT: &[&str] = &["jwt_client"];
const OIDC: &[&str] = &["oidc_provider"];
/// What the tokens of can be restricted to scopes.
const RESTRICTED: &[&str] = &["client", "jwt_client", "oidc_provider"];
/// An endpoint of a third party, or one of this very instance.
const ENDPOINT: TextKind = TextKind::UrlOrPage(&["do"]);
/// A picture somewhere, or one of the instance, whose names end in an `x` of their own.
const PICTURE: TextKind = TextKind::UrlOrPage(&[
    "png", "jpg", "jpeg", "gif", "svg", "ico", "bmp", "webp", "pngx", "jpgx", "jpegx", "gifx",
    "svgx", "icox", "bmpx",
]);
/// What an inbound grant is said of: of a third party, that none applies.
const GRANTED: &[&str] = &["client", "jwt_client", "oauth_provider"];

pub(crate) static RESOURCE: Resource = Resource::table("oauth_registry", "oauth_entity")
    .doc(
        "Registers an application that obtains OAuth tokens from the instance (`client`, `jwt_client`), a third \
         party from which the instance obtains them (`oauth_provider`), or an identity provider whose tokens the \
         instance accepts (`oidc_provider`): a row of **System OAuth > Application Registry**.",
    )
    .variants(&[
        Variant { name: "client", table: "oauth_entity", mark: Some(("type", "client")) },
        Variant { name: "oauth_provider", table: "oauth_entity", mark: Some(("type", "oauth_provider")) },
        Variant { name: "jwt_client", table: "oauth_jwt", mark: None },
        Variant { name: "oidc_provider", table: "oauth_oidc_entity", mark: None },
    ])
    .unlisted_types_are("oauth_provider")
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["client_id", "name"])
    .checks(&[
        a_provider_has_a_client_id,
        a_provider_has_one_redirect_url,
        a_public_client_has_no_secret,
        no_id_or_secret_is_blank,
        login_url::leads_to_a_login,
        pkce_needs_the_authorization_code_grant,
        the_jwt_bearer_grant_is_spelled_in_full,
    ])
    .related(default_profile::find_or_make)
    .before_delete(default_profile::remove_with_its_scopes)
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    choice("type", &["client", "oauth_provider", "jwt_client", "oidc_provider"]).or_older(&["consumer"]).no_column().required().replaces().doc(
        "`client`: an external client calls this instance. `oauth_provider`: this instance calls a third party. \
         `jwt_client`: an external client signs JWTs. `oidc_provider`: an identity provider whose tokens are accepted.",
    ),
    text("name").required().doc(
        "Name shown in the Application Registry. Not unique. Renaming does not rename the default profile.",
    ),
    flag("active").instance_default().doc("Whether the entry is in use."),
    choice("accessible_from", &["public", "package_private"])
        .or_others()
        .column("access")
        .instance_default()
        .doc("Which application scopes may use the entry: `public` for all, `package_private` for its own."),
    text("client_id").credential().or_generated().doc(
        "The client's identifier. Needed for `oauth_provider`: there it is the one the third party gave out. For a \
         `client` the instance makes one of 32 hexadecimal digits. Not unique across entries.",
    ),
    secret("client_secret").generated_for(CLIENT, "public_client").doc(
        "The client's secret. A private inbound client that is made without one gets 32 random bytes made by the \
         provider, because the instance never gives out a secret it generated; one that is adopted keeps its own.",
    ),
    flag("public_client")
        .instance_default()
        .doc("Whether the client cannot keep a secret and proves itself by PKCE instead."),
    flag("pkce_required").column("use_pkce").instance_default().doc(
        "Whether PKCE is demanded. On an `oauth_provider` it needs `default_grant_type = \"authorization_code\"`.",
    ),
    choice("code_challenge_method", &["S256", "plain", "none"])
        .instance_default()
        .doc("How the PKCE challenge is derived from its verifier."),
    text_list("redirect_urls").kind(TextKind::Uri).column("redirect_url").instance_default().doc(
        "Addresses the authorization code may be sent to. The order counts: a request that names none of them gets \
         the first. An `oauth_provider` has exactly one; left out, the instance fills in its own `/oauth_redirect.do`.",
    ),
    text("login_url").doc(
        "The page where a person signs in: one with `oauth_login.do`, `login_locate_sso.do`, or `login_with_sso.do` and the \
         `glide_sso_id` of an identity provider, or the name of a UI page.",
    ),
    text("logo_url").kind(PICTURE).doc("Address of the picture shown on the consent page."),
    text("comments").doc("Notes for administrators."),
    whole("access_token_lifespan").instance_default().unit("seconds").doc(
        "How long an access token is valid; the instance's own default is 1800.",
    ),
    whole("refresh_token_lifespan").instance_default().unit("seconds").doc(
        "How long a refresh token is valid; the instance's own default is 8640000.",
    ),
    flag("extend_refresh_token_expiry").only_for(CLIENT).instance_default().doc(
        "Whether the use of a refresh token lengthens its life.",
    ),
    whole("authorization_code_lifespan")
        .column("auth_code_lifespan")
        .instance_default()
        .unit("seconds")
        .doc("How long an authorization code is valid; 0, the instance's default, stands for its own time."),
    whole("id_token_lifespan").instance_default().unit("seconds").doc(
        "How long an ID token is valid; 0, the instance's default, stands for its own time.",
    ),
    choice(
        "default_grant_type",
        &[
            "authorization_code", "client_credentials", "password", "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "urn:ietf:params:oauth:grant-type:saml2-bearer",
        ],
    )
    .instance_default()
    .doc("The grant by which tokens are asked for."),
    text("authorization_url")
        .kind(ENDPOINT)
        .column("auth_url")
        .only_for(PROVIDER)
        .doc("The third party's authorization endpoint. May be relative to this instance."),
    text("token_url")
        .kind(ENDPOINT)
        .only_for(PROVIDER)
        .doc("The third party's token endpoint. May be relative to this instance, such as `oauth_token.do`."),
    text("refresh_token_url").kind(ENDPOINT).only_for(PROVIDER).doc("Where tokens are refreshed, if not at `token_url`."),
    text("token_revocation_url")
        .kind(ENDPOINT)
        .column("revoke_token_url")
        .only_for(PROVIDER)
        .doc("The third party's revocation endpoint."),
    reference("oauth_api_script", "sys_script_include").by(&["name", "api_name"]).only_for(PROVIDER).doc(
        "Script include that shapes the token requests. Its name begins with `OAuth`. Given by sys_id, it needs no \
         right to read script includes.",
    ),
    choice("send_client_credentials_as", &["request_body_parameter", "basic_authorization_header"])
        .or_others()
        .instance_default()
        .doc("How client id and secret travel to the token endpoint. Many identity providers accept only one way."),
    reference("jwt_provider", "jwt_provider")
        .by(&["name"])
        .only_for(PROVIDER)
        .doc("The JWT provider that signs the client's assertions."),
    flag("use_mutual_auth").only_for(PROVIDER).instance_default().doc("Whether the connection uses mutual TLS."),
    reference("mutual_auth_profile", "sys_protocol_profile")
        .column("protocol_name")
        .by(&["protocol"])
        .only_for(PROVIDER)
        .doc("The protocol profile that holds the client certificate."),
    reference("application_user", "sys_user").column("user").by(&["user_name"]).only_for(CLIENT).doc(
        "The user that tokens of the client credentials grant act as.",
    ),
    choice("inbound_grant_type", &["authz_code", "client_credential", "jwt", "multiple", "not_applicable"])
        .or_others()
        .only_for(GRANTED)
        .instance_default()
        .doc("The grant an inbound client may use. Note the singular `client_credential`. A third party has `not_applicable`."),
    choice("client_type", &["integration_as_a_user", "integration_as_a_service", "iframe_embedded"])
        .or_others()
        .only_for(CLIENT)
        .instance_default()
        .doc("What sort of client it is."),
    choice("token_format", &["opaque", "jwt"])
        .or_others()
        .only_for(CLIENT)
        .instance_default()
        .doc("The form of the tokens given out; the instance's own default is `opaque`."),
    text("subject_claim")
        .column("sub_claim")
        .only_for(CLIENT)
        .instance_default()
        .doc("The column of the user that becomes the subject of a JWT token; the instance's own default is `user_name`."),
    choice("scope_restriction", &["unrestricted", "restricted", "useraccount"])
        .column("scope_restriction_status")
        .only_for(RESTRICTED)
        .instance_default()
        .doc("Whether tokens reach every API or only those of the linked scopes; from Zurich on."),
    flag("mobile_client").only_for(CLIENT).instance_default().doc("Whether the client is a mobile application."),
    flag("restricted_binding").only_for(CLIENT).instance_default().doc(
        "Probably what the form calls \"Enforce token restriction\": whether tokens open only what a policy allows them.",
    ),
    text("client_uuid").computed().doc("An id that the instance gives every entry for its own use."),
    text("user_field")
        .only_for(JWT)
        .instance_default()
        .doc("The column of the user that the subject of the JWT is compared with."),
    whole("clock_skew")
        .only_for(JWT)
        .instance_default()
        .unit("seconds")
        .doc("How far the two clocks may differ."),
    flag("verify_jti")
        .column("enable_jti_verification")
        .only_for(JWT)
        .instance_default()
        .doc("Whether a JWT may be used only once."),
    text("jti_claim").only_for(JWT).instance_default().doc("The claim that identifies a JWT."),
    text("jwks_url").kind(TextKind::Url).only_for(JWT).doc("Where the client publishes its keys."),
    whole("jwks_cache_lifespan")
        .only_for(JWT)
        .instance_default()
        .unit("minutes")
        .doc("How long the client's keys are kept."),
    reference("oidc_provider_configuration", "oidc_provider_configuration")
        .by(&["name"])
        .only_for(OIDC)
        .doc("The configuration of the identity provider."),
    text("default_profile_id").no_column().computed().only_for(PROVIDER).doc(
        "The sys_id of the default OAuth profile. The instance makes it with the entry, or else the provider does.",
    ),
    text("default_profile_name")
        .no_column()
        .computed()
        .only_for(PROVIDER)
        .doc("The name of the default OAuth profile, such as `Camunda OAuth default_profile`."),
];
