//! Access rules and the session they take: why there is none, and what to do.

use servicenow::ElevationRefusal;

/// What always works, by hand.
const BY_HAND: &str = "By hand: elevate yourself on the instance (user menu > Elevate role), make the rule there or load it \
                       from the XML of an update set (Retrieved Update Sets > Import Update Set from XML, preview, commit), \
                       and take it over with `terraform import`.";

/// How to write a table that takes an elevated session.
pub(super) fn how() -> String {
    format!(
        "The table is written only in a session elevated to security_admin, and ordinary requests have none, an \
         administrator's neither. Set elevate_roles = [\"security_admin\"] in the provider block (experimental) and sign in \
         with username and password: the provider then opens such a session as a browser does. The user must hold the role \
         security_admin; a user for web services only (web_service_access_only) cannot use the sign-in form, and neither \
         can one with single sign-on or a second factor. {BY_HAND}"
    )
}

/// What to do where the instance gave no elevated session.
pub(super) fn refused(host: &str, refusal: &ElevationRefusal, words: &str) -> String {
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
        let text = refused("dev1.example", &ElevationRefusal::NotOffered, "\"No such resource\"");
        assert!(
            text.contains("ask for elevated roles (\"No such resource\"). The endpoint"),
            "{text}"
        );
        let text = refused("dev1.example", &ElevationRefusal::SecondFactor, "");
        assert!(text.contains("second factor. The provider has no code"), "{text}");
    }

    #[test]
    fn the_way_without_elevation_is_always_told() {
        let role = "security_admin".to_owned();
        let refusal = ElevationRefusal::RoleNotOffered { role };
        for text in [how(), refused("h", &refusal, "")] {
            assert!(text.contains("update set") && text.contains("terraform import"), "{text}");
        }
    }
}
