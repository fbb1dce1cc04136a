//! What words are, and whether two are the same.

/// Whether the text has the form of an ordinary sys_id.
pub fn looks_like_sys_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The longest text that a sentence repeats.
const LONGEST_SHOWN: usize = 100;

/// A value as a sentence shows it: in quotes, or by its length where it would fill the page or break the line.
pub fn shown(text: &str) -> String {
    let length = text.chars().count();
    if text.chars().any(char::is_control) {
        format!("a text of {length} characters with line breaks or other control characters")
    } else if length > LONGEST_SHOWN {
        format!("a text of {length} characters")
    } else {
        format!("\"{text}\"")
    }
}

/// Whether two words are the same, while compiling.
pub(super) const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut index = 0;
    while index < left.len() {
        if left[index] != right[index] {
            return false;
        }
        index += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_told_by_its_length() {
        assert_eq!(shown("a b"), "\"a b\"");
        assert_eq!(shown(&"ä".repeat(100)), format!("\"{}\"", "ä".repeat(100)));
        assert_eq!(shown(&"ä".repeat(101)), "a text of 101 characters");
        assert!(shown("a\nb").starts_with("a text of 3 characters with line breaks"));
    }
}
