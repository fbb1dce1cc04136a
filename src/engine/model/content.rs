//! What a file holds: the configuration gives it, the upload sends it, and the state has nothing of it but its hash.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use servicenow::File;

use crate::describe::{Encoding, Field, FieldType, Given, Mode, Values};
use crate::engine::model::{Attributes, ResourceType};

/// The content of a file that is about to be made.
pub(crate) struct Content(Vec<u8>);

impl Content {
    /// The content that the configuration gives, as far as it is known. One that is not in the form that it should be in is
    /// none; validation says so.
    pub(crate) fn of(resource: &ResourceType, config: &Attributes) -> Given<Self> {
        for field in &resource.fields {
            let FieldType::Content(encoding) = field.holds else { continue };
            match config.text(field.name) {
                Given::Null => {}
                Given::Unknown => return Given::Unknown,
                Given::Is(text) => {
                    return decoded(encoding, text)
                        .map_or(Given::Null, |bytes| Given::Is(Self(bytes)));
                }
            }
        }
        Given::Null
    }

    /// The file of this name that has it.
    pub(crate) fn file<'a>(&'a self, name: &'a str, content_type: &'a str) -> File<'a> {
        File { name, content_type, content: &self.0 }
    }

    /// Its SHA-256, as the instance writes it.
    pub(crate) fn hash(&self) -> String {
        self.file("", "").hash()
    }
}

/// The hash of the content that the configuration gives.
pub(crate) fn hash(resource: &ResourceType, config: &Attributes) -> Given<String> {
    match Content::of(resource, config) {
        Given::Is(content) => Given::Is(content.hash()),
        Given::Unknown => Given::Unknown,
        Given::Null => Given::Null,
    }
}

/// The attributes that give a content.
pub(crate) fn names(resource: &ResourceType) -> Vec<&'static str> {
    resource.fields.iter().filter(|field| field.is_content()).map(|field| field.name).collect()
}

/// The attribute that has the hash.
pub(crate) fn digest(resource: &ResourceType) -> Option<&Field> {
    resource.fields.iter().find(|field| matches!(field.mode, Mode::Digest))
}

/// The bytes that a text stands for.
pub(crate) fn decoded(encoding: Encoding, text: &str) -> Option<Vec<u8>> {
    match encoding {
        Encoding::Text => Some(text.as_bytes().to_vec()),
        Encoding::Base64 => STANDARD.decode(text.trim()).ok(),
    }
}

#[cfg(test)]
mod tests {
    use tfplugin::Value;

    use super::*;
    use crate::resources::ALL;

    const HELLO: &str = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    fn hash_of(values: &[(&str, Value)]) -> Given<String> {
        let description = ALL.iter().find(|resource| resource.name == "attachment").unwrap();
        let mut config = Attributes::default();
        for (name, value) in values {
            config.set(name, value.clone());
        }
        hash(&ResourceType::new(description), &config)
    }

    #[test]
    fn a_content_has_one_hash_in_whichever_form_it_is_given() {
        let is_hello = Given::Is(HELLO.to_owned());
        assert_eq!(hash_of(&[("content", "hello".into())]), is_hello);
        assert_eq!(hash_of(&[("content_base64", "aGVsbG8=".into())]), is_hello);
        assert_eq!(hash_of(&[("content_base64", "aGVsbG8=\n".into())]), is_hello);
    }

    #[test]
    fn what_is_open_or_not_there_or_no_base64_has_none() {
        assert_eq!(hash_of(&[]), Given::Null);
        assert_eq!(hash_of(&[("content_base64", "?".into())]), Given::Null);
        assert_eq!(hash_of(&[("content", Value::UNKNOWN)]), Given::Unknown);
        let open = [("content", Value::UNKNOWN), ("content_base64", "aGVsbG8=".into())];
        assert_eq!(hash_of(&open), Given::Unknown);
    }
}
