//! What an instance answers for a secret, told by its form.

/// The fewest digits that are taken for ciphertext: those seen have a hundred.
const FEWEST: usize = 32;

/// Whether a stored text is a secret that the instance encrypted: characters of private use, and hexadecimal digits
/// (docs/facts.md#secret-read).
pub(crate) fn is_ciphertext(stored: &str) -> bool {
    let digits = stored.trim_start_matches(is_private);
    digits.len() < stored.len() && digits.len() >= FEWEST && digits.bytes().all(is_digit)
}

fn is_private(letter: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&letter)
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_hexdigit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ciphertext_is_known_by_its_private_characters_and_digits() {
        let seen = |letters: &str, digits: usize| format!("{letters}{}", "0f".repeat(digits / 2));
        let marks = "\u{e010}\u{e011}\u{e012}";
        assert!(is_ciphertext(&seen(marks, 100)) && is_ciphertext(&seen(marks, 144)));
        for other in ["", "a text", "0f0f", &seen("", 100), &seen("x", 100), marks, &seen(marks, 8)]
        {
            assert!(!is_ciphertext(other), "{other:?}");
        }
        assert!(!is_ciphertext(&format!("{} and words", seen(marks, 100))));
    }
}
