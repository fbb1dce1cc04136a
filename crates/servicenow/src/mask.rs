//! What others say, made fit to be shown: without the secrets in use, and without control characters.
//!
//! An instance, or a gateway before it, may repeat the request in its refusal. Every secret that
//! this client sends or is given is known here, in each spelling it may come back in.

use std::fmt::{self, Write as _};
use std::ops::Deref;
use std::sync::{PoisonError, RwLock};

use aho_corasick::{AhoCorasick, MatchKind};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use url::form_urlencoded;

use crate::{ExposeSecret, SecretString};

/// What stands in the place of a secret.
const MASK: &str = "****";
/// Shorter texts are no secrets, and would be found in every word.
const SHORTEST: usize = 3;
/// Shorter secrets are masked where they stand alone: they may be a part of any word.
pub(crate) const SHORT: usize = 8;
/// More than this of what others say is not looked at.
const LONGEST_HEARD: usize = 64 * 1024;
/// More characters than this are not shown.
const LONGEST_SHOWN: usize = 4_000;

/// The secrets in use, each in the spellings it may come back in.
#[derive(Default)]
pub(crate) struct Mask {
    spellings: RwLock<Vec<SecretString>>,
}

/// Words of others that may be shown: only [`Mask::said`] makes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said(String);

impl Mask {
    /// Takes note of a secret that is sent or was given.
    pub(crate) fn learn(&self, secret: &SecretString) {
        spellings(secret.expose_secret()).for_each(|spelling| self.add(spelling));
    }

    /// Takes note of a password, and of what it is with its user in a header.
    pub(crate) fn learn_pair(&self, username: &str, password: &SecretString) {
        self.learn(password);
        let pair = format!("{username}:{}", password.expose_secret());
        for spelling in encoded(pair.as_bytes()) {
            self.add(spelling);
        }
    }

    fn add(&self, spelling: String) {
        let spelling = SecretString::from(spelling);
        let is_it = |known: &SecretString| known.expose_secret() == spelling.expose_secret();
        let mut all = self.spellings.write().unwrap_or_else(PoisonError::into_inner);
        if spelling.expose_secret().chars().count() >= SHORTEST && !all.iter().any(is_it) {
            all.push(spelling);
        }
    }

    /// What somebody said, as it may be shown: no longer than is of use, control characters
    /// escaped, secrets masked.
    pub(crate) fn said(&self, text: &str) -> Said {
        let heard = beginning(text, LONGEST_HEARD);
        let shown = escaped(&self.masked(heard, SHORTEST));
        let end = shown.char_indices().nth(LONGEST_SHOWN).map(|(at, _)| at);
        Said(match end {
            Some(end) => format!("{}…", &shown[..end]),
            None => shown,
        })
    }

    /// The text without the secrets, as far as they have so many bytes in their spelling.
    pub(crate) fn masked(&self, text: &str, shortest: usize) -> String {
        let spellings = self.spellings.read().unwrap_or_else(PoisonError::into_inner);
        let exposed = spellings.iter().map(ExposeSecret::expose_secret);
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(exposed);
        // It is refused for billions of characters only; then nothing is shown.
        let Ok(finder) = finder else { return MASK.to_owned() };
        let mut shown = String::with_capacity(text.len());
        let mut rest = 0;
        for found in finder.find_iter(text) {
            let tells = found.len() >= SHORT || stands_alone(text, found.start(), found.end());
            if tells && found.len() >= shortest {
                shown.push_str(&text[rest..found.start()]);
                shown.push_str(MASK);
                rest = found.end();
            }
        }
        shown.push_str(&text[rest..]);
        shown
    }
}

impl Deref for Said {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

#[cfg(test)]
impl From<&str> for Said {
    fn from(text: &str) -> Self {
        Mask::default().said(text)
    }
}

/// The text with the characters that a terminal obeys written as escapes: control characters, and
/// those that turn the direction of what follows or cannot be seen.
pub(crate) fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_obeyed(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    shown
}

fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

/// The text up to so many bytes, cut between characters.
fn beginning(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let in_a_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    !in_a_word(before) && !in_a_word(after)
}

/// The ways in which a secret may be spelled in an answer: as it is, as a form, a URL, JSON, HTML
/// or a header spells it, with its bytes taken for Latin-1, and each long line of it.
fn spellings(secret: &str) -> impl Iterator<Item = String> {
    let trimmed = secret.trim();
    let lines = trimmed.lines().map(str::trim).filter(|line| line.len() >= 2 * SHORT);
    let texts: Vec<&str> = [secret, trimmed].into_iter().chain(lines).collect();
    let mut all = Vec::new();
    for text in texts {
        all.push(text.to_owned());
        all.push(form_urlencoded::byte_serialize(text.as_bytes()).collect());
        let percent = utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        all.push(unreserved(&percent));
        all.push(percent);
        all.extend(as_json(text));
        all.push(as_html(text));
        all.push(text.bytes().map(char::from).collect());
        all.push(text.bytes().map(|byte| byte.escape_ascii().to_string()).collect());
        all.extend(encoded(text.as_bytes()));
    }
    all.into_iter()
}

/// Percent-encoded as scripts do it: what needs no encoding stays.
fn unreserved(percent: &str) -> String {
    [("%2D", "-"), ("%5F", "_"), ("%2E", "."), ("%7E", "~")]
        .into_iter()
        .fold(percent.to_owned(), |text, (code, plain)| text.replace(code, plain))
}

/// The content of a JSON text, as it is mostly written, with slashes escaped, and in ASCII alone.
fn as_json(text: &str) -> [String; 3] {
    let quoted = serde_json::Value::from(text).to_string();
    let content = quoted.trim_start_matches('"');
    let content = content.strip_suffix('"').unwrap_or(content).to_owned();
    let mut units = [0; 2];
    let mut ascii = String::new();
    for c in content.chars() {
        if c.is_ascii() {
            ascii.push(c);
        } else {
            for unit in c.encode_utf16(&mut units) {
                // Writing to a text cannot fail.
                let _ = write!(ascii, "\\u{unit:04x}");
            }
        }
    }
    let slashed = content.replace('/', "\\/");
    [content, slashed, ascii]
}

fn as_html(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

fn encoded(bytes: &[u8]) -> [String; 2] {
    [STANDARD_NO_PAD.encode(bytes), URL_SAFE_NO_PAD.encode(bytes)]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mask(secret: &str) -> Mask {
        let mask = Mask::default();
        mask.learn(&secret.into());
        mask
    }

    #[test]
    fn a_secret_is_masked_in_each_spelling() {
        let secret = "a b/c&\"ü\"+%1";
        let mask = mask(secret);
        for echo in [
            "a b/c&\"ü\"+%1",
            "a+b%2Fc%26%22%C3%BC%22%2B%251",
            "a%20b%2fc%26%22%c3%bc%22%2b%251",
            "a b/c&\\\"ü\\\"+%1",
            "a b\\/c&\\\"ü\\\"+%1",
            "a b/c&\\\"\\u00fc\\\"+%1",
            "a b/c&amp;&quot;ü&quot;+%1",
            "a b/c&\"Ã¼\"+%1",
            "YSBiL2MmIsO8IislMQ==",
        ] {
            let said = mask.said(&format!("body: {echo}, end"));
            let padded = said.replace("****==", "****");
            assert_eq!(padded, "body: ****, end", "{echo}");
        }
    }

    #[test]
    fn a_password_is_masked_in_the_header_of_basic_authentication() {
        let mask = Mask::default();
        mask.learn_pair("admin", &"MARK-eph".into());
        let said = mask.said("Authorization: Basic YWRtaW46TUFSSy1lcGg= by admin");
        assert_eq!(&*said, "Authorization: Basic ****= by admin");
    }

    #[test]
    fn a_short_secret_is_masked_where_it_stands_alone() {
        let mask = mask("admin");
        assert_eq!(&*mask.said("password=admin, administrator"), "password=****, administrator");
    }

    #[test]
    fn a_key_is_masked_line_by_line() {
        let mask = mask("-----BEGIN KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n");
        let said = mask.said("key MIIEvQIBADANBgkq hkiG9w0BAQEFAASC");
        assert_eq!(&*said, "key **** ****");
    }

    #[test]
    fn what_a_terminal_obeys_is_escaped() {
        let said = mask("x").said("a\u{1b}[2Jb\r\nc\u{9b}d\u{202e}e\u{2066}f\u{feff}g ü 日本");
        let shown = "a\\u{1b}[2Jb\\r\\nc\\u{9b}d\\u{202e}e\\u{2066}f\\u{feff}g ü 日本";
        assert_eq!(&*said, shown);
    }

    #[test]
    fn no_more_is_said_than_is_of_use() {
        let said = mask("hunter-22").said(&"ä".repeat(200_000));
        assert_eq!(said.chars().count(), LONGEST_SHOWN + 1);
    }

    proptest! {
        #[test]
        fn no_secret_survives(secret in "[ -~]{8,40}", before in "[a-z ]{0,20}", after in "[a-z ]{0,20}") {
            let mask = mask(&secret);
            for spelling in spellings(&secret) {
                let said = mask.said(&format!("{before}{spelling}{after}"));
                prop_assert!(!said.contains(secret.trim()) || secret.trim().len() < SHORT);
            }
        }
    }
}
