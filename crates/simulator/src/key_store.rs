//! Java key stores: what is attached to a certificate of the type `key_store` (docs/facts.md#jwt-keys).
//!
//! Only the old format, JKS, is read: the one that the documentation asks for. It hides its keys by a stream of SHA-1
//! digests of password and salt, and seals the whole by another one.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};

const MAGIC: u32 = 0xFEED_FEED;
const VERSION: u32 = 2;
const KEY: u32 = 1;
const CERTIFICATE: u32 = 2;
/// The length of a digest, which is also that of a salt.
const DIGEST: usize = 20;
/// What the seal mixes with the password.
const WHITENER: &[u8] = b"Mighty Aphrodite";
/// The format's own cipher, as keys name it: 1.3.6.1.4.1.42.2.17.1.1.
const CIPHER: &[u8] = &[
    0x30, 0x0e, 0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, 0x2a, 0x02, 0x11, 0x01, 0x01, 0x05, 0x00,
];
const SEQUENCE: u8 = 0x30;
const OCTETS: u8 = 0x04;

/// Why no key can be had from a key store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum KeyStoreError {
    #[error(
        "it is no key store of the format JKS; `keytool -importkeystore -deststoretype JKS` makes one"
    )]
    NotJks,
    #[error("it has another password")]
    Password,
    #[error("it holds no private key")]
    NoKey,
    #[error("its key has another password")]
    KeyPassword,
}

/// The first private key of a store, in PKCS #8 form.
pub(crate) fn first_key(
    store: &[u8],
    password: &str,
    key_password: &str,
) -> Result<Vec<u8>, KeyStoreError> {
    let cut = store.len().checked_sub(DIGEST).ok_or(KeyStoreError::NotJks)?;
    let (body, seal) = store.split_at(cut);
    let mut reader = Reader(body);
    if (reader.number(), reader.number()) != (Some(MAGIC), Some(VERSION)) {
        return Err(KeyStoreError::NotJks);
    }
    if sealed(body, password) != seal {
        return Err(KeyStoreError::Password);
    }
    let hidden = first_hidden(&mut reader)?;
    revealed(hidden, key_password).ok_or(KeyStoreError::KeyPassword)
}

/// A key store for tests: one key in PKCS #8 form and its certificate, both DER, under one password.
pub fn java(password: &str, key: &[u8], certificate: &[u8]) -> Vec<u8> {
    let salt: [u8; DIGEST] = rand::random();
    let mut hidden = salt.to_vec();
    hidden.extend(masked(key, &letters(password), &salt));
    hidden.extend(sha1(&[&letters(password), key]));
    let mut content = CIPHER.to_vec();
    content.extend(tagged(OCTETS, &hidden));
    let mut body = Vec::new();
    for number in [MAGIC, VERSION, 1, KEY] {
        body.extend(number.to_be_bytes());
    }
    body.extend(text("key"));
    body.extend(0_u64.to_be_bytes());
    body.extend(block(&tagged(SEQUENCE, &content)));
    body.extend(1_u32.to_be_bytes());
    body.extend(text("X.509"));
    body.extend(block(certificate));
    let seal = sealed(&body, password);
    body.extend(seal);
    body
}

/// The content of the first key's entry.
fn first_hidden<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], KeyStoreError> {
    let entries = reader.number().ok_or(KeyStoreError::NotJks)?;
    for _ in 0..entries {
        let (kind, content) = entry(reader).ok_or(KeyStoreError::NotJks)?;
        if kind == KEY {
            return Ok(content);
        }
    }
    Err(KeyStoreError::NoKey)
}

/// The kind of the next entry and what it holds; nothing where the store ends within it.
fn entry<'a>(reader: &mut Reader<'a>) -> Option<(u32, &'a [u8])> {
    let kind = reader.number()?;
    reader.text()?;
    reader.take(8)?;
    if kind == CERTIFICATE {
        reader.text()?;
    }
    [KEY, CERTIFICATE].contains(&kind).then_some((kind, reader.block()?))
}

fn revealed(hidden: &[u8], password: &str) -> Option<Vec<u8>> {
    let content = content(SEQUENCE, hidden)?.strip_prefix(CIPHER)?;
    let (salt, rest) = content_of_octets(content)?;
    let (masked_key, check) = rest.split_at_checked(rest.len().checked_sub(DIGEST)?)?;
    let key = masked(masked_key, &letters(password), salt);
    (sha1(&[&letters(password), &key]) == check).then_some(key)
}

fn content_of_octets(der: &[u8]) -> Option<(&[u8], &[u8])> {
    content(OCTETS, der)?.split_at_checked(DIGEST)
}

/// Hides what is shown, and shows what is hidden.
fn masked(bytes: &[u8], password: &[u8], salt: &[u8]) -> Vec<u8> {
    let mut mask = salt.to_vec();
    let mut masked = Vec::with_capacity(bytes.len());
    for part in bytes.chunks(DIGEST) {
        mask = sha1(&[password, &mask]);
        masked.extend(part.iter().zip(&mask).map(|(byte, mask)| byte ^ mask));
    }
    masked
}

fn sealed(body: &[u8], password: &str) -> Vec<u8> {
    sha1(&[&letters(password), WHITENER, body])
}

fn sha1(parts: &[&[u8]]) -> Vec<u8> {
    digest(&SHA1_FOR_LEGACY_USE_ONLY, &parts.concat()).as_ref().to_vec()
}

/// A password as Java sees it: two bytes a letter.
fn letters(password: &str) -> Vec<u8> {
    password.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

/// The content of a DER element of this tag at the beginning of the bytes.
fn content(tag: u8, der: &[u8]) -> Option<&[u8]> {
    let (head, rest) = der.split_at_checked(2)?;
    if head[0] != tag {
        return None;
    }
    let short = usize::from(head[1]);
    if short < 0x80 {
        return rest.get(..short);
    }
    let (length, rest) = rest.split_at_checked(short & 0x7f)?;
    let length = length.iter().fold(0_usize, |length, byte| (length << 8) | usize::from(*byte));
    rest.get(..length)
}

fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let mut element = vec![tag, 0x80 | 4];
    element.extend(length.last_chunk::<4>().copied().unwrap_or_default());
    element.extend(content);
    element
}

/// A length of four bytes and the bytes.
fn block(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).unwrap_or_default();
    [&length.to_be_bytes(), bytes].concat()
}

/// A length of two bytes and the text.
fn text(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap_or_default();
    [&length.to_be_bytes(), text.as_bytes()].concat()
}

/// What is still to be read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_be_bytes(self.take(4)?.try_into().ok()?))
    }

    fn block(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        self.take(length)
    }

    fn text(&mut self) -> Option<&'a [u8]> {
        let length = u16::from_be_bytes(self.take(2)?.try_into().ok()?);
        self.take(usize::from(length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_key_comes_out_with_its_passwords_only() {
        let store = java("changeit", b"a private key of some length", b"a certificate");
        let key = |password, own| first_key(&store, password, own);
        assert_eq!(key("changeit", "changeit").unwrap(), b"a private key of some length");
        assert_eq!(key("other", "changeit"), Err(KeyStoreError::Password));
        assert_eq!(key("changeit", "other"), Err(KeyStoreError::KeyPassword));
    }

    #[test]
    fn what_is_no_key_store_is_told_from_one_that_was_changed() {
        assert_eq!(first_key(b"", "x", "x"), Err(KeyStoreError::NotJks));
        assert_eq!(first_key(&[0x30; 200], "x", "x"), Err(KeyStoreError::NotJks), "PKCS #12");
        let mut store = java("x", b"key", b"certificate");
        store[30] ^= 1;
        assert_eq!(first_key(&store, "x", "x"), Err(KeyStoreError::Password));
    }

    #[test]
    fn a_store_of_certificates_alone_has_no_key() {
        let mut body = Vec::new();
        for number in [MAGIC, VERSION, 1, CERTIFICATE] {
            body.extend(number.to_be_bytes());
        }
        body.extend(text("authority"));
        body.extend(0_u64.to_be_bytes());
        body.extend(text("X.509"));
        body.extend(block(b"certificate"));
        let store = [body.clone(), sealed(&body, "x")].concat();
        assert_eq!(first_key(&store, "x", "x"), Err(KeyStoreError::NoKey));
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_much(bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0_usize..400) {
            let mut store = java("x", &[7; 300], b"certificate");
            let at = at.min(store.len());
            store.splice(at..at, bytes);
            let seal = sealed(&store[..store.len() - DIGEST], "x");
            let cut = store.len() - DIGEST;
            store.splice(cut.., seal);
            // Whatever it holds, reading it ends.
            let _ = first_key(&store, "x", "x");
        }
    }
}
