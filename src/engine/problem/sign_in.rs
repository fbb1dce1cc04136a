//! How the provider signs in, with an elevated session where rules take one, and what to do where that is refused.

use servicenow::{Credentials, ElevationRefusal, Grant};

/// What to check when nobody is let in.
pub(super) fn not_let_in(credentials: &Credentials) -> &'static str {
    match credentials {
        Credentials::Basic { .. } => {
            "Check user name and password, and that the user is active and not locked out. From the Zurich release on, \
             Basic authentication may be closed to people's accounts: then give the user the role \
             snc_basic_auth_api_access, or use OAuth."
        }
        Credentials::Bearer(_) => {
            "Check access_token: it may have ended, or be one of another instance. The provider cannot renew a token that \
             it was given; with oauth it asks for its own."
        }
        Credentials::ApiKey(_) => {
            "Check api_key, and that its user is active. An instance gives the same answer to a right key where no API \
             access policy lets keys in: there must be one for this very API (such as the REST Table API) that is not \
             global and lists an inbound authentication profile for API keys."
        }
        Credentials::Certificate => {
            "Nothing but client_certificate says who is calling. Check that the instance knows its authority and maps the \
             certificate to an active user, or set another way to authenticate beside it."
        }
        Credentials::OAuth(_) => {
            "The instance gave the token itself, and refused it when it was new. Check that the user it stands for is \
             active and not locked out, and that the entry's auth scopes cover this API."
        }
    }
}

/// What to check when there is no token by this grant.
pub(super) fn no_token(grant: &Grant) -> &'static str {
    match grant {
        Grant::ClientCredentials => {
            "For the client credentials grant, the property glide.oauth.inbound.client.credential.grant_type.enabled must \
             be true and the client must have an OAuth Application User."
        }
        Grant::Password { .. } => {
            "For the password grant, check user name and password too; the user must be active and must not need a password \
             reset."
        }
        Grant::RefreshToken(_) => {
            "The refresh token may have ended (after 100 days, unless the entry says otherwise), have been revoked, or \
             belong to another client: ask for a new one, or use a grant that needs none."
        }
        Grant::JwtBearer(_) => {
            "For the JWT bearer grant, issuer and audience must be what the entry expects (normally the client id), subject \
             the value of the entry's user field for an active user, and key_id one of the entry's JWT verifier maps, whose \
             certificate belongs to private_key. Some releases give no such token for administrators."
        }
    }
}

/// What always works, by hand.
const BY_HAND: &str = "By hand: elevate yourself on the instance (user menu > Elevate role), make the rule there or load it \
                       from the XML of an update set (Retrieved Update Sets > Import Update Set from XML, preview, commit), \
                       and take it over with `terraform import`.";

/// How to write a table that takes an elevated session.
pub(super) fn elevating() -> String {
    format!(
        "The table is written only in a session elevated to security_admin, and ordinary requests have none, an \
         administrator's neither. Set elevate_roles = [\"security_admin\"] in the provider block (experimental) and sign in \
         with username and password: the provider then opens such a session as a browser does. The user must hold the role \
         security_admin; a user for web services only (web_service_access_only) cannot use the sign-in form, and neither \
         can one with single sign-on or a second factor. {BY_HAND}"
    )
}

/// What to do where the instance gave no elevated session.
pub(super) fn not_elevated(host: &str, refusal: &ElevationRefusal, words: &str) -> String {
    let words = if words.is_empty() { String::new() } else { format!(" ({words})") };
    let advice = advice(refusal);
    format!(
        "{host} gave no session with the roles of elevate_roles: {refusal}{words}. {advice} Nothing was sent to the table. \
         {BY_HAND}"
    )
}

fn advice(refusal: &ElevationRefusal) -> &'static str {
    match refusal {
        ElevationRefusal::NoForm => {
            "Single sign-on stands in its place, or another page. Let the provider sign in as a user of the instance's own, \
             at the instance's own address."
        }
        ElevationRefusal::NotLetIn => {
            "Check user name and password, that the user is active, not locked out and need not change the password, and \
             that web_service_access_only is not set: such a user cannot use the form."
        }
        ElevationRefusal::SecondFactor => {
            "The provider has no code to give. Exempt the user from the second factor, or name another user."
        }
        ElevationRefusal::NoSession => {
            "Use username and password instead of oauth: the provider then signs in with the form."
        }
        ElevationRefusal::NotOffered => {
            "The endpoint is one of the user interface and not documented; this release, or a rule of this instance, closes \
             it to the provider."
        }
        ElevationRefusal::RoleNotOffered { .. } => {
            "Grant the role to the provider's user, which takes somebody elevated to security_admin, or correct the name in \
             elevate_roles."
        }
        ElevationRefusal::NotKept { .. } => {
            "The instance took the request and did not keep to it, as may be with a session that no form opened. Use \
             username and password if the provider signs in with oauth."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_instances_words_stand_beside_the_reason() {
        let text =
            not_elevated("dev1.example", &ElevationRefusal::NotOffered, "\"No such resource\"");
        assert!(
            text.contains("ask for elevated roles (\"No such resource\"). The endpoint"),
            "{text}"
        );
        let text = not_elevated("dev1.example", &ElevationRefusal::SecondFactor, "");
        assert!(text.contains("second factor. The provider has no code"), "{text}");
    }

    #[test]
    fn the_way_without_elevation_is_always_told() {
        let role = "security_admin".to_owned();
        let refusal = ElevationRefusal::RoleNotOffered { role };
        for text in [elevating(), not_elevated("h", &refusal, "")] {
            assert!(text.contains("update set") && text.contains("terraform import"), "{text}");
        }
    }
}
