//! Finding the tokens against forgery in the instance's pages (docs/facts.md#sign-in).

use crate::SecretString;

/// The value of the hidden input `sysparm_ck`, which a form must send back.
pub(super) fn form_token(page: &str) -> Option<SecretString> {
    let inputs = page.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
    let named = inputs.into_iter().find(|tag| attribute(tag, "name") == Some("sysparm_ck"));
    named.and_then(|tag| attribute(tag, "value")).filter(|token| !token.is_empty()).map(Into::into)
}

/// The value of the page's variable `g_ck`, which calls in the session carry as `X-UserToken`.
pub(super) fn user_token(page: &str) -> Option<SecretString> {
    let uses = page.split("g_ck").skip(1);
    let assigned = uses.filter_map(|rest| rest.trim_start().strip_prefix('='));
    assigned.filter_map(quoted).find(|token| !token.is_empty()).map(Into::into)
}

/// The value of an attribute within a tag; its name follows a blank or another value's quote.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag.match_indices(name).find_map(|(at, _)| {
        let before = tag[..at].chars().next_back();
        let rest = tag[at + name.len()..].trim_start().strip_prefix('=')?;
        before.is_some_and(|c| c.is_whitespace() || c == '"' || c == '\'').then_some(rest)
    })?;
    quoted(at)
}

/// The text between the quotes that `text` begins with.
fn quoted(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let quote = text.chars().next().filter(|c| *c == '"' || *c == '\'')?;
    text[1..].split_once(quote).map(|(inside, _)| inside)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ExposeSecret;

    fn form(page: &str) -> Option<String> {
        form_token(page).map(|token| token.expose_secret().to_owned())
    }

    fn user(page: &str) -> Option<String> {
        user_token(page).map(|token| token.expose_secret().to_owned())
    }

    #[test]
    fn the_forms_token_is_found_in_any_order_of_attributes() {
        let page = r#"<form><input name="user_name" value="x"><input type="hidden" value="t-1"
            id='sysparm_ck' name = 'sysparm_ck' /></form>"#;
        assert_eq!(form(page).as_deref(), Some("t-1"));
        assert_eq!(form(r#"<input name="sysparm_ck" value="">"#), None);
        assert_eq!(form(r#"<input data-name="sysparm_ck" value="t">"#), None);
        assert_eq!(form("<p>Sign in with your company's account</p>"), None);
    }

    #[test]
    fn the_users_token_is_found_where_it_is_assigned() {
        assert_eq!(user("if (g_ck) {} window.g_ck = 'abc';").as_deref(), Some("abc"));
        assert_eq!(user("var g_ck=\"\"; var g_ck = \"def\"").as_deref(), Some("def"));
        assert_eq!(user("g_ck == other"), None);
        assert_eq!(user("g_ck = 'never ends"), None);
    }

    proptest! {
        #[test]
        fn no_page_breaks_the_search(page in "(<input|name=|value|g_ck|sysparm_ck|[=>'\" é])*") {
            let _ = (form(&page), user(&page));
        }

        #[test]
        fn any_token_is_found_whole(token in "[0-9a-f]{1,80}") {
            let page = format!("<input value=\"{token}\" name=\"sysparm_ck\"><script>g_ck = '{token}'");
            prop_assert_eq!(form(&page), Some(token.clone()));
            prop_assert_eq!(user(&page), Some(token));
        }
    }
}
