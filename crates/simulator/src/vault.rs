//! Keeps secrets: two-way encryption for `password2` columns, one-way hashes for `password`.

use aes_gcm::{Aes256Gcm, KeyInit, Nonce, aead::Aead};
use sha2::{Digest, Sha256};

/// What ciphertext begins with: three characters of private use, as on the platform, and a digit
/// before the digits proper (docs/facts.md#secret-read). Which characters they are is invented.
const ENCRYPTED: &str = "\u{e010}\u{e011}\u{e012}1";
/// Secrets are filled up to a multiple of this, so that short ones read 102 characters long and
/// longer ones 146, as is seen.
const BLOCK: usize = 22;
/// What ends a secret before it is filled up with zeros.
const END: u8 = 0x80;
const HASHED: &str = "sha256:";
const NONCE_LENGTH: usize = 12;

/// Encrypts and decrypts with the key of one instance.
pub(crate) struct Vault {
    cipher: Aes256Gcm,
    key: [u8; 32],
}

impl Vault {
    /// A vault with that key.
    pub(crate) fn new(key: [u8; 32]) -> Self {
        Self { cipher: Aes256Gcm::new(&key.into()), key }
    }

    /// Ciphertext of `plain`, different at each call. Empty stays empty.
    pub(crate) fn encrypt(&self, plain: &str) -> String {
        if plain.is_empty() {
            return String::new();
        }
        let nonce: [u8; NONCE_LENGTH] = rand::random();
        let sealed = self.cipher.encrypt(Nonce::from_slice(&nonce), filled(plain).as_slice());
        let blob = [nonce.to_vec(), sealed.unwrap_or_default()].concat();
        format!("{ENCRYPTED}{}", hex(&blob))
    }

    /// What `stored` was before it was encrypted; nothing if it is not this vault's ciphertext.
    pub(crate) fn decrypt(&self, stored: &str) -> Option<String> {
        let blob = bytes(stored.strip_prefix(ENCRYPTED)?)?;
        let (nonce, sealed) = blob.split_at_checked(NONCE_LENGTH)?;
        let mut plain = self.cipher.decrypt(Nonce::from_slice(nonce), sealed).ok()?;
        plain.truncate(plain.iter().rposition(|byte| *byte == END)?);
        String::from_utf8(plain).ok()
    }

    /// A digest that tells whether two secrets are the same without telling what they are.
    pub(crate) fn digest(&self, stored: &str) -> String {
        if stored.is_empty() {
            return String::new();
        }
        let plain = self.decrypt(stored).unwrap_or_else(|| format!("damaged {stored}"));
        let digest = Sha256::new().chain_update(self.key).chain_update(plain).finalize();
        format!("digest:{}", hex(&digest[..8]))
    }
}

/// The secret with its end marked, filled up to whole blocks, the first one byte shorter.
fn filled(plain: &str) -> Vec<u8> {
    let mut filled = plain.as_bytes().to_vec();
    filled.push(END);
    let blocks = filled.len().saturating_add(1).div_ceil(BLOCK);
    filled.resize(blocks.saturating_mul(BLOCK).saturating_sub(1), 0);
    filled
}

/// The bytes that hexadecimal digits stand for.
fn bytes(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    pairs.map(|pair| (pair.len() == 2).then(|| byte(pair)).flatten()).collect()
}

/// Whether a stored value is ciphertext.
pub(crate) fn is_encrypted(stored: &str) -> bool {
    stored.starts_with(ENCRYPTED)
}

/// A salted one-way hash of a password.
pub(crate) fn hash_password(plain: &str) -> String {
    if plain.is_empty() {
        return String::new();
    }
    let salt: [u8; 8] = rand::random();
    salted_hash(&hex(&salt), plain)
}

/// Whether `plain` is the password that was hashed. A value stored unhashed never matches.
pub(crate) fn password_matches(stored: &str, plain: &str) -> bool {
    let salt = stored.strip_prefix(HASHED).and_then(|rest| rest.split_once(':'));
    salt.is_some_and(|(salt, _)| salted_hash(salt, plain) == stored)
}

fn salted_hash(salt: &str, plain: &str) -> String {
    let digest = Sha256::new().chain_update(salt).chain_update(plain).finalize();
    format!("{HASHED}{salt}:{}", hex(&digest))
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

/// A new random identifier of 32 hexadecimal digits.
pub(crate) fn new_id() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// A digest by which a token is found again without being kept in clear.
pub(crate) fn token_digest(token: &str) -> String {
    sha256(token.as_bytes())
}

/// The SHA-256 of some bytes, in hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_encrypted_is_decrypted_again(plain in ".{1,80}") {
            let vault = Vault::new([7; 32]);
            let stored = vault.encrypt(&plain);
            prop_assert_ne!(&stored, &plain);
            prop_assert_eq!(vault.decrypt(&stored), Some(plain));
        }
    }

    #[test]
    fn ciphertext_is_three_private_characters_and_digits_of_the_lengths_that_are_seen() {
        let vault = Vault::new([7; 32]);
        for (plain, length) in [("x".to_owned(), 102), ("x".repeat(20), 102), ("x".repeat(21), 146)]
        {
            let stored = vault.encrypt(&plain);
            assert_eq!(stored.chars().count(), length, "{}", plain.len());
            let is_private = |letter: char| ('\u{e000}'..='\u{f8ff}').contains(&letter);
            assert!(stored.chars().take(3).all(is_private));
            assert!(stored.chars().skip(3).all(|letter| letter.is_ascii_hexdigit()));
        }
    }

    #[test]
    fn ciphertext_differs_each_time_and_its_digest_does_not() {
        let vault = Vault::new([7; 32]);
        let (one, two) = (vault.encrypt("hush"), vault.encrypt("hush"));
        assert_ne!(one, two);
        assert_eq!(vault.digest(&one), vault.digest(&two));
        assert_ne!(vault.digest(&one), vault.digest(&vault.encrypt("other")));
    }

    #[test]
    fn another_key_or_a_plain_text_decrypts_to_nothing() {
        let stored = Vault::new([7; 32]).encrypt("hush");
        assert_eq!(Vault::new([8; 32]).decrypt(&stored), None);
        assert_eq!(Vault::new([7; 32]).decrypt("hush"), None);
    }

    #[test]
    fn a_password_matches_its_hash_only() {
        let stored = hash_password("admin");
        assert!(password_matches(&stored, "admin"));
        assert!(!password_matches(&stored, "Admin"));
        assert!(!password_matches("admin", "admin"));
    }

    #[test]
    fn ids_are_32_hexadecimal_digits() {
        let id = new_id();
        assert_eq!(id.len(), 32);
        assert!(id.chars().all(|c| c.is_ascii_hexdigit() && !c.is_ascii_uppercase()));
    }
}
