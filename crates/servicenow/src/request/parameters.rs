//! Parameters in a URL, encoded sparingly: URLs of long lists must stay under 8 KB.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

/// All but what a query may hold as it is. A comma is among that, which keeps a list of 245 ids
/// within the limit.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b',')
    .remove(b':')
    .remove(b'@')
    .remove(b'/')
    .remove(b'!')
    .remove(b'*')
    .remove(b'(')
    .remove(b')');

/// Adds `name=value` to the query of `url`.
pub(super) fn add(url: &mut Url, name: &str, value: &str) {
    let before = url.query().map(|query| format!("{query}&")).unwrap_or_default();
    let encoded = |text| utf8_percent_encode(text, ENCODED);
    url.set_query(Some(&format!("{before}{}={}", encoded(name), encoded(value))));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_query_is_encoded_and_lists_stay_short() {
        let mut url = Url::parse("https://a.example/t").unwrap();
        add(&mut url, "sysparm_query", "nameLIKEa b+c&d^x=1");
        add(&mut url, "sysparm_fields", "a,b");
        assert_eq!(
            url.query(),
            Some("sysparm_query=nameLIKEa%20b%2Bc%26d%5Ex%3D1&sysparm_fields=a,b")
        );
    }

    #[test]
    fn what_a_query_may_hold_stays_and_all_else_is_encoded() {
        let encoded = |text: &str| utf8_percent_encode(text, ENCODED).to_string();
        assert_eq!(encoded("aZ09-_.~,:@/!*()"), "aZ09-_.~,:@/!*()");
        let special = encoded("\0 \"#$%&'+;<=>?[\\]^`{|}\u{7f}ä");
        assert!(special.split('%').skip(1).all(|code| code.len() == 2), "{special}");
        assert_eq!(encoded("ä^"), "%C3%A4%5E");
    }

    proptest! {
        #[test]
        fn what_is_encoded_reads_back(name in "[a-z_]{1,9}", value in ".*", second in ".*") {
            let mut url = Url::parse("https://a.example/t").unwrap();
            add(&mut url, &name, &value);
            add(&mut url, "other", &second);
            let read: Vec<(String, String)> = url.query_pairs().into_owned().collect();
            prop_assert_eq!(read, vec![(name, value), ("other".to_owned(), second)]);
        }
    }
}
