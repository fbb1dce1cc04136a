//! What identifies an object for good: the instance it lies on, and what names it there.

use std::collections::BTreeMap;

use tfplugin::{IdentityAttribute, IdentitySchema, Type, Value};

use super::{Attributes, ID};

/// The host of the instance, as an identity has it.
pub(crate) const INSTANCE: &str = "instance";

/// One value that names an object on its instance.
pub(crate) struct Part {
    /// Its name in the identity.
    pub(crate) name: &'static str,
    /// The attribute of the state that holds it.
    pub(crate) attribute: &'static str,
    /// What it is.
    pub(crate) meaning: &'static str,
}

/// That of any record of a type with a table of its own.
pub(crate) const RECORD: &[Part] =
    &[Part { name: "sys_id", attribute: ID, meaning: "The record's sys_id." }];

/// The identity of a type whose objects these parts name.
pub(crate) fn schema(parts: &[Part]) -> IdentitySchema {
    let instance = IdentityAttribute::new(
        INSTANCE,
        Type::String,
        "The host of the instance, such as dev12345.service-now.com. An import may leave it out: then it is the provider's.",
    );
    let named =
        parts.iter().map(|part| IdentityAttribute::new(part.name, Type::String, part.meaning));
    IdentitySchema::new([instance.optional()].into_iter().chain(named).collect())
}

/// The identity of the object in this state, which lies on this instance; null while a part of it is open. What is
/// stored stays: another name of the same instance is no other identity.
pub(crate) fn of(parts: &[Part], state: &Attributes, host: &str, stored: &Value) -> Value {
    let kept = |name: &str| stored.get(name).as_str().map(str::to_owned);
    let named = parts.iter().map(|part| {
        let value = kept(part.name).or_else(|| state.known_text(part.attribute).map(str::to_owned));
        Some((part.name, value?))
    });
    let Some(named) = named.collect::<Option<Vec<_>>>() else { return stored.clone() };
    let instance = kept(INSTANCE).or_else(|| (!host.is_empty()).then(|| host.to_owned()));
    let mut identity =
        BTreeMap::from([(INSTANCE.to_owned(), instance.map_or(Value::Null, Value::from))]);
    identity.extend(named.into_iter().map(|(name, value)| (name.to_owned(), value.into())));
    Value::Map(identity)
}

/// The host that an identity names; empty where it names none.
pub(crate) fn host(identity: &Value) -> &str {
    identity.get(INSTANCE).as_str().unwrap_or_default()
}

/// What an import by text would say in place of this identity.
pub(crate) fn import_id(parts: &[Part], identity: &Value) -> String {
    let named =
        parts.iter().map(|part| identity.get(part.name).as_str().unwrap_or_default().trim());
    named.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(id: Value) -> Attributes {
        let mut state = Attributes::default();
        state.set(ID, id);
        state
    }

    #[test]
    fn an_identity_names_instance_and_record_and_what_is_stored_stays() {
        let first = of(RECORD, &state("a".into()), "dev1.example", &Value::Null);
        assert_eq!((host(&first), first.get("sys_id").as_str()), ("dev1.example", Some("a")));
        assert_eq!(import_id(RECORD, &first), "a");
        let again = of(RECORD, &state("a".into()), "alias.example", &first);
        assert_eq!(again, first, "an alias is the same instance");
    }

    #[test]
    fn what_is_not_known_yet_has_no_identity() {
        assert!(of(RECORD, &state(Value::UNKNOWN), "dev1.example", &Value::Null).is_null());
    }

    #[test]
    fn an_identity_that_does_not_name_its_instance_yet_gets_it() {
        let moved = of(RECORD, &state("a".into()), "", &Value::Null);
        assert_eq!(host(&moved), "");
        assert_eq!(host(&of(RECORD, &state("a".into()), "dev1.example", &moved)), "dev1.example");
    }
}
