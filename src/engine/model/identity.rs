//! What tells an object from all others, whatever becomes of its state: the instance that it lies on, and what names it there.

use std::collections::BTreeMap;

use tfplugin::Value;

/// The attribute that holds the host of the instance.
pub(crate) const INSTANCE: &str = "instance";
/// The attribute that holds the sys_id of a record.
pub(crate) const SYS_ID: &str = "sys_id";

/// The identity of an object on the instance at this host, by what names it there.
pub(crate) fn identity(host: &str, names: &[(&str, &str)]) -> Value {
    let names = names.iter().map(|(name, text)| ((*name).to_owned(), Value::from(*text)));
    let instance = (INSTANCE.to_owned(), Value::from(host));
    Value::Map(std::iter::once(instance).chain(names).collect::<BTreeMap<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_says_where_and_what() {
        let identity = identity("dev1.example", &[(SYS_ID, "a")]);
        assert_eq!(identity.get(INSTANCE).as_str(), Some("dev1.example"));
        assert_eq!(identity.get(SYS_ID).as_str(), Some("a"));
    }
}
