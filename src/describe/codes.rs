//! Choices whose words stand for numbers: a form shows a word, and the instance stores a number.

use super::words::same;

/// A word, and the number that the instance stores for it.
pub type Code = (&'static str, &'static str);

/// The number that a text stands for: that of the word, or the text as it is.
pub fn number_of<'t>(codes: &'static [Code], text: &'t str) -> &'t str {
    let code = codes.iter().find(|(word, _)| *word == text.trim());
    code.map_or(text, |(_, number)| number)
}

/// The word that stands for a number; none where no word is known.
pub fn word_of(codes: &'static [Code], number: &str) -> Option<&'static str> {
    let code = codes.iter().find(|(_, known)| *known == number.trim());
    code.map(|(word, _)| *word)
}

/// Whether each word stands for a number of its own, and no word is a number, while compiling.
pub(super) const fn are_sound(codes: &[Code]) -> bool {
    let mut index = 0;
    while index < codes.len() {
        let (word, number) = codes[index];
        if is_number(word) || !is_number(number) {
            return false;
        }
        let mut other = index + 1;
        while other < codes.len() {
            if same(word, codes[other].0) || same(number, codes[other].1) {
                return false;
            }
            other += 1;
        }
        index += 1;
    }
    !codes.is_empty()
}

/// Whether the text is a number as an instance stores the one of a choice: digits, perhaps with a minus before them.
pub const fn is_number(text: &str) -> bool {
    let text = text.as_bytes();
    let mut index = if !text.is_empty() && text[0] == b'-' { 1 } else { 0 };
    if index == text.len() {
        return false;
    }
    while index < text.len() {
        if !text[index].is_ascii_digit() {
            return false;
        }
        index += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: &[Code] = &[("small", "1"), ("large", "10")];

    #[test]
    fn a_word_and_its_number_stand_for_the_same() {
        for text in ["large", " large ", "10"] {
            assert_eq!(number_of(SIZES, text), "10", "{text}");
        }
        assert_eq!((word_of(SIZES, "10"), word_of(SIZES, " 1 ")), (Some("large"), Some("small")));
    }

    #[test]
    fn what_is_not_known_stays_as_it_is() {
        assert_eq!((number_of(SIZES, "7"), number_of(SIZES, "huge")), ("7", "huge"));
        assert_eq!((word_of(SIZES, "7"), word_of(SIZES, "large")), (None, None));
    }

    #[test]
    fn each_word_has_a_number_of_its_own() {
        assert!(are_sound(SIZES) && are_sound(&[("none", "-1")]));
        assert!(!are_sound(&[]) && !are_sound(&[("a", "b")]) && !are_sound(&[("1", "2")]));
        assert!(!are_sound(&[("a", "1"), ("a", "2")]) && !are_sound(&[("a", "1"), ("b", "1")]));
        assert!(!is_number("") && !is_number("-") && !is_number("1.5") && is_number("007"));
    }
}
