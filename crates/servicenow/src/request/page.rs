//! What a web page says of itself, and where a redirection leads: for people, who then know what stands in the way.

use http::HeaderMap;
use http::header::LOCATION;
use url::Url;

use crate::error::Failure;
use crate::mask::Mask;

/// A title may stand behind scripts and styles, but not behind more than this.
const LOOKED_AT: usize = 64 * 1024;
/// The longest title that is told.
const LONGEST: usize = 120;

/// The page that came instead of data.
pub(super) fn page(status: u16, body: &[u8], mask: &Mask) -> Failure {
    let hibernating = is_of_a_hibernating_instance(body);
    let looked_at = body.get(..LOOKED_AT).unwrap_or(body);
    let title = title(&String::from_utf8_lossy(looked_at)).unwrap_or_default();
    Failure::Page { status, hibernating, title: mask.said(&title) }
}

/// The redirection that came instead of data. Only the host is kept: path and query may say who is to be let in.
pub(super) fn redirection(status: u16, headers: &HeaderMap, body: &[u8], mask: &Mask) -> Failure {
    if is_of_a_hibernating_instance(body) {
        return page(status, body, mask);
    }
    let location = headers.get(LOCATION).and_then(|value| value.to_str().ok());
    let host = location.and_then(host).unwrap_or_default();
    Failure::Redirected { status, to: mask.said(&host) }
}

fn is_of_a_hibernating_instance(body: &[u8]) -> bool {
    String::from_utf8_lossy(body).contains("Instance Hibernating page")
}

/// The host of an address, with its port; none for a place on the same host.
fn host(location: &str) -> Option<String> {
    let location = location.trim();
    let whole = location.strip_prefix("//").map(|rest| format!("https://{rest}"));
    let url = Url::parse(whole.as_deref().unwrap_or(location)).ok()?;
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

/// The title of a page in one line; none where it has none.
fn title(page: &str) -> Option<String> {
    // Lower case of ASCII letters alone, so that places stay the same.
    let lower = page.to_ascii_lowercase();
    let from = lower.find("<title")?;
    let begin = from + lower[from..].find('>')? + 1;
    let end = begin + lower[begin..].find("</title")?;
    let words: Vec<&str> = page[begin..end].split_whitespace().collect();
    let line = readable(&words.join(" "));
    let cut = line.char_indices().nth(LONGEST).map(|(at, _)| at);
    let shown = cut.map_or_else(|| line.clone(), |at| format!("{}…", &line[..at]));
    Some(shown).filter(|shown| !shown.is_empty())
}

/// The text with the signs that pages spell in letters.
fn readable(text: &str) -> String {
    const SPELLED: [(&str, &str); 6] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    SPELLED.iter().fold(text.to_owned(), |text, (spelled, sign)| text.replace(spelled, sign))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn leads_to(location: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(LOCATION, HeaderValue::from_str(location).unwrap());
        match redirection(302, &headers, b"", &Mask::default()) {
            Failure::Redirected { status: 302, to } => to.to_string(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_redirection_tells_the_host_and_nothing_that_may_be_secret() {
        assert_eq!(leads_to("https://new.example.com/x?token=planted"), "new.example.com");
        assert_eq!(leads_to("https://u:planted@new.example.com:8443/"), "new.example.com:8443");
        assert_eq!(leads_to("//cdn.example.com/x"), "cdn.example.com");
        assert_eq!(leads_to("/login.do?x=planted"), "");
        assert_eq!(leads_to("not an address"), "");
        let none = redirection(304, &HeaderMap::new(), b"", &Mask::default());
        assert!(matches!(none, Failure::Redirected { status: 304, to } if to.is_empty()));
    }

    #[test]
    fn a_sleeping_instance_is_one_however_it_answers() {
        let body = b"<title>Instance Hibernating page</title>";
        let asleep = |failure| matches!(failure, Failure::Page { hibernating: true, .. });
        assert!(asleep(redirection(302, &HeaderMap::new(), body, &Mask::default())));
        assert!(asleep(page(200, body, &Mask::default())));
    }

    #[test]
    fn a_title_is_one_line_that_people_can_read() {
        let told = |page: &str| title(page).unwrap_or_default();
        assert_eq!(
            told("<html><TITLE lang=en>\n Sign in\n to  ACME &amp; Co </title>"),
            "Sign in to ACME & Co"
        );
        assert_eq!(told("<title></title>"), "");
        assert_eq!(told("<title>never ends"), "");
        assert_eq!(told("<p>Nothing</p>"), "");
        assert!(told(&format!("<title>{}</title>", "ä".repeat(500))).ends_with('…'));
    }

    #[test]
    fn a_secret_in_a_title_is_masked() {
        let mask = Mask::default();
        mask.learn(&"planted-secret".into());
        let failure = page(200, b"<title>Hello planted-secret</title>", &mask);
        assert!(matches!(failure, Failure::Page { title, .. } if &*title == "Hello ****"));
    }

    proptest! {
        #[test]
        fn no_page_breaks_the_search(page in "(<title|</title|>|&amp;|é|İ| )*") {
            let _ = title(&page);
        }
    }
}
