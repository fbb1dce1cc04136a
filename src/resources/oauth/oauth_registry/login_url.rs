//! The page where a person signs in, before a client gets a token.

use crate::describe::{Finding, Given, Values, looks_like_sys_id};

const PAGES: [&str; 2] = ["oauth_login.do", "login_locate_sso.do"];
const WITH_SSO: &str = "login_with_sso.do";

/// The instance refuses addresses of other kinds (docs/facts.md#registry). Whether a UI page of a name is there, and an
/// identity provider of an id, only the instance knows.
pub(super) fn leads_to_a_login(values: &dyn Values) -> Vec<Finding> {
    let Given::Is(url) = values.text("login_url") else { return Vec::new() };
    let url = url.trim();
    let why = if url.is_empty() || PAGES.iter().any(|page| url.contains(page)) {
        return Vec::new();
    } else if url.contains(WITH_SSO) {
        if names_an_sso_provider(url) {
            return Vec::new();
        }
        "names login_with_sso.do without a glide_sso_id, which is the sys_id of an identity provider of the instance"
    } else if names_a_page(url) {
        return Vec::new();
    } else {
        "is no page of the instance where a person signs in"
    };
    vec![Finding::error(
        "login_url",
        "Not a login page of the instance",
        format!(
            "login_url {why}, so the instance refuses it. Give an address with oauth_login.do or login_locate_sso.do, one with \
             login_with_sso.do?glide_sso_id=<sys_id>, or the name of a UI page; or leave it out."
        ),
    )]
}

fn names_an_sso_provider(url: &str) -> bool {
    let id = url.split_once("glide_sso_id=").map_or("", |(_, rest)| rest);
    looks_like_sys_id(id.split(['&', '#']).next().unwrap_or_default())
}

/// A name as UI pages have it, with or without what calls it.
fn names_a_page(url: &str) -> bool {
    let name = url.trim_start_matches('/');
    let name = name.split(['?', '#']).next().unwrap_or_default();
    !name.is_empty()
        && name.chars().all(|letter| letter.is_alphanumeric() || "_-. ".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_login_url_is_one_of_three_pages_or_names_a_ui_page() {
        let found = |url: &str| leads_to_a_login(&sample(&[("login_url", url)])).len();
        let sso = format!("/login_with_sso.do?glide_sso_id={}&a=b", "a".repeat(32));
        for url in [
            "oauth_login.do",
            "/login_locate_sso.do?x=y",
            &sso,
            "my_login",
            "/my_login.do",
            "",
            "?",
        ] {
            assert_eq!(found(url), 0, "{url}");
        }
        for url in
            ["https://id.example/login", "login_with_sso.do", "login_with_sso.do?glide_sso_id=1"]
        {
            assert_eq!(found(url), 1, "{url}");
        }
    }
}
