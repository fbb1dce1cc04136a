//! The cookies of one session with one host. Paths and domains are not kept apart: the lane talks
//! to nobody else.

use std::collections::BTreeMap;

use http::HeaderMap;
use http::header::SET_COOKIE;
use jiff::Timestamp;

use crate::clock::header_seconds;
use crate::{ExposeSecret, SecretString};

/// Cookies by name. No `Debug`: a cookie is as good as a password.
#[derive(Default)]
pub(super) struct Cookies {
    by_name: BTreeMap<String, SecretString>,
}

impl Cookies {
    /// Takes what an answer sets, and drops what it takes back.
    pub(super) fn absorb(&mut self, headers: &HeaderMap) {
        let set = headers.get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        for cookie in set {
            let mut parts = cookie.split(';').map(str::trim);
            let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else {
                continue;
            };
            if value.is_empty() || value == "\"\"" || parts.any(is_over) {
                self.by_name.remove(name);
            } else {
                self.by_name.insert(name.to_owned(), value.into());
            }
        }
    }

    /// Whether the instance has set none.
    pub(super) fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// The values of all.
    pub(super) fn values(&self) -> impl Iterator<Item = &SecretString> {
        self.by_name.values()
    }

    /// The value of the `Cookie` header.
    pub(super) fn header(&self) -> SecretString {
        let pairs =
            self.by_name.iter().map(|(name, value)| format!("{name}={}", value.expose_secret()));
        pairs.collect::<Vec<_>>().join("; ").into()
    }
}

/// Whether an attribute of a cookie says that its time is over.
fn is_over(attribute: &str) -> bool {
    let Some((name, value)) = attribute.split_once('=') else { return false };
    if name.eq_ignore_ascii_case("max-age") {
        return value.parse::<i64>().is_ok_and(|seconds| seconds <= 0);
    }
    // Servers write `Thu, 01-Jan-1970 …` as well as `Thu, 01 Jan 1970 …`.
    let date = value.replace('-', " ");
    name.eq_ignore_ascii_case("expires")
        && header_seconds(&date).is_some_and(|end| end <= Timestamp::now().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(cookies: &[&str]) -> HeaderMap {
        cookies.iter().map(|cookie| (SET_COOKIE, cookie.parse().unwrap())).collect()
    }

    #[test]
    fn cookies_are_kept_by_name_and_replaced() {
        let mut cookies = Cookies::default();
        assert!(cookies.is_empty());
        cookies.absorb(&setting(&["JSESSIONID=a=1; Path=/; HttpOnly", "glide_user=u"]));
        cookies.absorb(&setting(&["JSESSIONID=b; Secure; SameSite=Lax", "no pair"]));
        assert_eq!(cookies.header().expose_secret(), "JSESSIONID=b; glide_user=u");
    }

    #[test]
    fn a_cookie_taken_back_is_not_sent_again() {
        for end in [
            "c=; Path=/",
            "c=\"\"",
            "c=x; Max-Age=0",
            "c=x; expires=Thu, 01-Jan-1970 00:00:10 GMT",
            "c=x; Expires=Thu, 01 Jan 1970 00:00:10 GMT",
        ] {
            let mut cookies = Cookies::default();
            cookies.absorb(&setting(&["c=1", end]));
            assert!(cookies.is_empty(), "{end}");
        }
    }

    #[test]
    fn a_cookie_that_lasts_is_kept() {
        let mut cookies = Cookies::default();
        let lasting = ["a=1; Max-Age=1800", "b=2; Expires=Fri, 01 Jan 2100 00:00:00 GMT", "c=3"];
        cookies.absorb(&setting(&lasting));
        assert_eq!(cookies.header().expose_secret(), "a=1; b=2; c=3");
    }
}
