//! `servicenow_saml_identity_provider`: who vouches for people that sign in (docs/facts.md#saml-identity-provider).

use crate::describe::{Field, Resource, TextKind, choice, flag, reference, secret, text, whole};

pub(crate) static RESOURCE: Resource =
    Resource::table("saml_identity_provider", "saml2_update1_properties")
        .doc(
            "A SAML 2.0 identity provider with which people sign in, of the plugin **Integration - Multiple Provider Single Sign-On \
             Installer** (`com.snc.integration.sso.multi.installer`). Who set one up over REST alone reports that nobody could sign in \
             with it: import the provider's metadata in the form first, then bring the record under Terraform, with an import or with \
             `adopt_existing = true`. The instance switches a provider on only after a successful **Test Connection** in the form. \
             Destroying one, or switching it off, shuts out whoever signs in with nothing else: keep an account with a password.",
        )
        .natural_keys(&[&["name"]])
        .import_keys(&["name"])
        .fields(FIELDS);

const BINDINGS: &[&str] = &[
    "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect",
    "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
];

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the provider; an import of metadata makes it the provider's entity id."),
    flag("active").instance_default().doc(
        "Whether people can sign in with it. The instance takes `true` only after a successful test of the connection.",
    ),
    flag("default").instance_default().doc("Whether it is used for users that name no provider of their own."),
    flag("auto_redirect").column("is_primary").instance_default().doc(
        "Whether whoever opens the instance is sent to this provider at once. The form calls it Auto Redirect IdP. Who has a \
         password still signs in at `/login.do`.",
    ),
    text("idp").doc("The provider's entity id, which its answers name as their issuer. The form calls it Identity Provider URL."),
    text("idp_authnrequest_url").kind(TextKind::Url).doc("Where people are sent to sign in."),
    text("idp_logout_url").kind(TextKind::Url).doc("Where they are sent to sign out."),
    text("service_url").kind(TextKind::Url).doc(
        "Where the provider sends people back to, such as `https://example.service-now.com/navpage.do`.",
    ),
    text("issuer").doc(
        "The entity id of the instance, as the provider has it, such as `https://example.service-now.com`; not that of the provider.",
    ),
    text("audience").doc("The audience that answers must be meant for; normally the same as `issuer`."),
    text("nameid_policy").doc(
        "The form of the name that the provider gives, such as `urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress`.",
    ),
    text("nameid_attribute").doc("The attribute of the answer to take instead of the NameID."),
    text("user_field").doc("The column of `sys_user` that the name is looked up in, such as `email` or `user_name`."),
    text("external_logout_redirect").doc("Where people are sent after they signed out, such as `external_logout_complete.do`."),
    text("failed_requirement_redirect").doc("Where people are sent whom the provider refused."),
    text("signing_key_alias").doc("The alias of the key in the instance's SAML key store that requests are signed with."),
    secret("signing_key_password").doc("The password of that key."),
    text("signing_signature_algorithm")
        .column("sign_algorithmuri")
        .doc("How requests are signed, such as `http://www.w3.org/2001/04/xmldsig-more#rsa-sha256`."),
    flag("sign_authn_request")
        .column("require_signed_authnrequest")
        .instance_default()
        .doc("Whether requests to sign in are signed."),
    flag("sign_logout_request")
        .column("require_signed_logoutrequest")
        .instance_default()
        .doc("Whether requests to sign out are signed."),
    flag("sign_logout_response").instance_default().doc("Whether answers to the provider's own requests to sign out are signed."),
    flag("encrypt_assertion").instance_default().doc("Whether the provider has to encrypt what it says of people."),
    flag("auto_provision").instance_default().doc("Whether a person without an account gets one when signing in."),
    flag("auto_update_user").instance_default().doc("Whether each sign-in brings the account up to date."),
    flag("create_authn_context_class")
        .column("createrequestedauthncontext")
        .instance_default()
        .doc("Whether a request says how people have to prove themselves; the provider chooses otherwise."),
    text("authn_context_class_ref_method")
        .column("authncontextcassref_method")
        .doc("How they have to, such as `urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport`."),
    flag("force_authn").instance_default().doc("Whether people prove themselves anew though the provider knows them."),
    flag("is_passive").instance_default().doc("Whether the provider may not ask people anything."),
    reference("sso_script", "sys_script_include").by(&["name"]).doc(
        "The script include that does the work, by name: `MultiSSOv2_SAML2_custom` in what the form makes.",
    ),
    whole("clock_skew").instance_default().unit("seconds").doc("By how much the two clocks may differ."),
    choice("idp_authnrequest_binding", BINDINGS)
        .or_others()
        .instance_default()
        .doc("How requests to sign in reach the provider."),
    choice("idp_logout_binding", BINDINGS)
        .or_others()
        .instance_default()
        .doc("How requests to sign out reach the provider."),
    choice("idp_logout_response_binding", BINDINGS)
        .or_others()
        .instance_default()
        .doc("How answers to requests to sign out reach the provider."),
    text("idp_metadata_url").kind(TextKind::Url).doc(
        "Where the provider publishes its metadata. When it is set, the instance fetches a new certificate from there once the old one has expired.",
    ),
];
