//! What nearly every request needs of the store, kept until one of its rows changes.
//!
//! All of it is read and written under the lock of the store. While a transaction changes such rows
//! nothing of them is kept, so that what is undone was never remembered.

use crate::{
    access::{KnownUsers, RuleBook},
    refusal::Refusal,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The tables that each thing kept is read from.
const RULES: &[&str] = &[
    "sys_security_acl",
    "sys_security_acl_role",
    "sys_security_operation",
    "sys_security_attribute",
    "sys_user_role",
];
const USERS: &[&str] = &["sys_user", "sys_user_has_role", "sys_user_role"];
const PROPERTIES: &[&str] = &["sys_properties"];

/// Everything that is kept.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// The access rules in force.
    pub(crate) rules: Slot<RuleBook>,
    /// The users who called lately, with their roles.
    pub(crate) users: Slot<KnownUsers>,
    /// System properties by their names in lower case.
    pub(crate) properties: Slot<HashMap<String, String>>,
}

impl Kept {
    /// Rows of the hierarchy `root` change in the transaction at hand.
    pub(crate) fn forget(&self, root: &str) {
        if RULES.contains(&root) {
            self.rules.forget();
        }
        if USERS.contains(&root) {
            self.users.forget();
        }
        if PROPERTIES.contains(&root) {
            self.properties.forget();
        }
    }

    /// The transaction at hand is over, kept or undone.
    pub(crate) fn settle(&self) {
        self.rules.lock().changing = false;
        self.users.lock().changing = false;
        self.properties.lock().changing = false;
    }
}

/// One thing that is kept.
#[derive(Debug)]
pub(crate) struct Slot<T>(Mutex<Inner<T>>);

#[derive(Debug)]
struct Inner<T> {
    value: Option<Arc<T>>,
    /// Whether the transaction at hand changes what it is read from.
    changing: bool,
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(Mutex::new(Inner { value: None, changing: false }))
    }
}

impl<T> Slot<T> {
    /// What is kept, read by `read` where nothing is; nothing while it changes.
    pub(crate) fn get(
        &self,
        read: impl FnOnce() -> Result<T, Refusal>,
    ) -> Result<Option<Arc<T>>, Refusal> {
        let mut inner = self.lock();
        if inner.value.is_none() && !inner.changing {
            inner.value = Some(Arc::new(read()?));
        }
        Ok(inner.value.clone())
    }

    fn forget(&self) {
        *self.lock() = Inner { value: None, changing: true };
    }

    fn lock(&self) -> MutexGuard<'_, Inner<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::Caller,
        dictionary::Dictionary,
        instance::Instance,
        records::{self, Input},
        unknowns::Unknowns,
    };

    #[test]
    fn what_changes_in_a_transaction_is_not_kept_before_its_end() {
        let slot = Slot::default();
        let get = |number| slot.get(|| Ok(number)).unwrap().map(|kept| *kept);
        assert_eq!((get(1), get(2)), (Some(1), Some(1)));
        slot.forget();
        assert_eq!(get(3), None);
        slot.lock().changing = false;
        assert_eq!(get(4), Some(4));
    }

    fn instance() -> Instance {
        let dictionary = Dictionary::shipped(true).unwrap();
        Instance::new(String::new(), None, dictionary, Unknowns::likely()).unwrap()
    }

    fn set(instance: &Instance, value: &str, keep: bool) -> String {
        let seen = std::cell::RefCell::new(String::new());
        let _ = instance.work(&Caller::system(), |work| {
            let table = work.table("sys_properties")?;
            let row = Input::platform([("name", "a.b"), ("value", value)]);
            match records::find(work, "sys_properties", &[("name", "a.b")])?.first() {
                Some(old) => records::update(work, table, records::value(old, "sys_id"), &row)?,
                None => records::insert(work, table, &row)?,
            };
            *seen.borrow_mut() = work.property("a.b")?;
            if keep { Ok(()) } else { Err(Refusal::NotFound) }
        });
        seen.into_inner()
    }

    fn property(instance: &Instance) -> String {
        instance.work(&Caller::system(), |work| work.property("A.B")).unwrap()
    }

    #[test]
    fn a_property_is_what_its_row_says_in_and_after_each_transaction() {
        let instance = instance();
        assert_eq!(property(&instance), "");
        assert_eq!(set(&instance, "one", true), "one");
        assert_eq!(property(&instance), "one");
        assert_eq!(set(&instance, "undone", false), "undone");
        assert_eq!(property(&instance), "one");
        assert_eq!(set(&instance, "two", true), "two");
        assert_eq!(property(&instance), "two");
    }

    #[test]
    fn every_table_something_is_read_from_exists() {
        let dictionary = Dictionary::shipped(true).unwrap();
        for name in [RULES, USERS, PROPERTIES].concat() {
            assert_eq!(dictionary.table(name).unwrap().root, name);
        }
    }
}
