//! What a text is by its meaning, beyond being text: an address, a moment. An instance stores anything, and fails later.

use jiff::civil::DateTime;
use url::Url;

/// What a text must be. The empty text is none of these and says that there is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// An address that begins with `https://` or `http://`.
    Url,
    /// Such an address, or a place on the instance itself: a path that begins with a slash, or a name with one of these
    /// endings.
    UrlOrPage(&'static [&'static str]),
    /// An address of any scheme: applications have schemes of their own.
    Uri,
    /// One address of electronic mail.
    Email,
    /// The name or number of a host, without what stands around it in an address.
    Host,
    /// A moment as an instance stores it, `2030-01-31 00:00:00`, in UTC (docs/facts.md#times).
    Moment,
}

/// How an instance stores a moment, in UTC (docs/facts.md#times).
pub const STORED_MOMENT: &str = "%Y-%m-%d %H:%M:%S";

impl TextKind {
    /// Whether the text is of this kind.
    pub fn fits(self, text: &str) -> bool {
        let is_one_word = |text: &str| {
            !text.is_empty()
                && !text.contains(|sign: char| sign.is_whitespace() || sign.is_control())
        };
        match self {
            Self::Url => is_one_word(text) && is_url(text),
            Self::UrlOrPage(endings) => {
                is_one_word(text) && (is_url(text) || is_page(text, endings))
            }
            Self::Uri => is_one_word(text) && is_uri(text),
            Self::Email => is_one_word(text) && is_email(text),
            Self::Host => is_one_word(text) && !text.contains(['/', '@', '?', '#']),
            Self::Moment => DateTime::strptime(STORED_MOMENT, text).is_ok(),
        }
    }
}

fn is_url(text: &str) -> bool {
    let begins = |scheme: &str| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    (begins("https://") || begins("http://")) && Url::parse(text).is_ok_and(|url| url.has_host())
}

fn is_page(text: &str, endings: &[&str]) -> bool {
    let name = text.split(['?', '#']).next().unwrap_or_default();
    let has_ending = |ending: &&str| {
        name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case(ending))
    };
    let is_path = text.starts_with('/') && !text.starts_with("//");
    is_path || (!name.contains(['/', ':']) && endings.iter().any(has_ending))
}

/// Anything before the first colon would do as a scheme, a host as well: one without slashes has a dot, or is `urn`.
fn is_uri(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let (scheme, rest) = text.split_once(':').unwrap_or_default();
    let is_own = scheme.eq_ignore_ascii_case("urn") || scheme.contains('.');
    match url.scheme() {
        "http" | "https" => is_url(text),
        _ => {
            rest.starts_with("//")
                || is_own && !rest.starts_with(|sign: char| sign.is_ascii_digit())
        }
    }
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let is_host = !host.starts_with('.') && !host.ends_with('.') && !host.contains("..");
    !name.is_empty()
        && !host.is_empty()
        && is_host
        && !text.contains([',', ';'])
        && !host.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGES: TextKind = TextKind::UrlOrPage(&["do"]);

    fn all(kind: TextKind, right: &[&str], wrong: &[&str]) {
        for text in right {
            assert!(kind.fits(text), "{text} is {kind:?}");
        }
        for text in wrong.iter().chain(&["", " ", "not a url", "nope nope"]) {
            assert!(!kind.fits(text), "{text} is no {kind:?}");
        }
    }

    #[test]
    fn an_address_has_a_scheme_and_a_host() {
        let right = ["https://a.example/x?y=1", "http://127.0.0.1:8080", "HTTPS://A.example"];
        let wrong = [
            "a.example/x",
            "nope",
            "ftp://a.example",
            "https:a.example",
            "https://",
            "https://a.example\n",
        ];
        all(TextKind::Url, &right, &wrong);
    }

    #[test]
    fn a_page_of_the_instance_begins_with_a_slash_or_has_its_ending() {
        let right = [
            "https://a.example/token",
            "oauth_token.do",
            "oauth_token.do?x=1",
            "/oauth_token.do",
            "/x",
        ];
        let wrong =
            ["nope", "login.example.com/token", "//a.example/x", "a.example", "javascript:x.do"];
        all(PAGES, &right, &wrong);
        assert!(TextKind::UrlOrPage(&["png"]).fits("logo.PNG"));
    }

    #[test]
    fn applications_have_schemes_of_their_own() {
        let right = [
            "https://a.example/cb",
            "http://localhost:3000",
            "com.example.app:/cb",
            "myapp://callback",
            "urn:ietf:wg:oauth:2.0:oob",
        ];
        let wrong = ["a.example/cb", "localhost:8080/cb", "a.example:8080/cb", "/cb", "nope"];
        all(TextKind::Uri, &right, &wrong);
    }

    #[test]
    fn one_address_of_mail() {
        let right = ["a@b.example", "a.b+c@d", "ä@b.example"];
        let wrong = ["nope", "@b", "a@", "a@b@c", "a@b.example,c@d.example", "a@.example", "a b@c"];
        all(TextKind::Email, &right, &wrong);
    }

    #[test]
    fn a_host_has_nothing_around_it() {
        let right = ["a.example", "127.0.0.1", "[::1]", "db_1"];
        all(TextKind::Host, &right, &["https://a.example", "a.example/x", "u@a.example"]);
    }

    #[test]
    fn a_moment_is_written_as_it_is_stored() {
        let wrong = ["2030-01-31", "2030-13-31 00:00:00", "tomorrow", "2030-01-31T00:00:00Z"];
        all(TextKind::Moment, &["2030-01-31 00:00:00"], &wrong);
    }
}
