//! What is offered, by name, with what follows from it once somebody asks.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{IdentityKind, Kind};
use crate::author::OfferedResource;

/// A thing with a name, and with something of type `K` that follows from what its author says.
pub(crate) trait OfferedThing<K> {
    /// Its name.
    fn name(&self) -> &str;
    /// What follows.
    fn kind(&self) -> K;
}

/// All things of one kind.
pub(super) struct Registry<T, K = Kind> {
    entries: HashMap<String, Entry<T, K>>,
}

/// One thing, and what follows from it once somebody asked.
pub(crate) struct Entry<T, K = Kind> {
    offer: T,
    kind: OnceLock<K>,
    list: OnceLock<Option<Kind>>,
    identity: OnceLock<Option<IdentityKind>>,
}

impl<T: OfferedThing<K>, K> Registry<T, K> {
    pub(super) fn new(offers: Vec<T>) -> Self {
        let entry = |offer: T| (offer.name().to_owned(), Entry::new(offer));
        Self { entries: offers.into_iter().map(entry).collect() }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Entry<T, K>> {
        self.entries.get(name)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &Entry<T, K>)> {
        self.entries.iter().map(|(name, entry)| (name.as_str(), entry))
    }
}

impl<T: OfferedThing<K>, K> Entry<T, K> {
    fn new(offer: T) -> Self {
        let (kind, list, identity) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self { offer, kind, list, identity }
    }

    pub(super) fn offer(&self) -> &T {
        &self.offer
    }

    pub(super) fn kind(&self) -> &K {
        self.kind.get_or_init(|| self.offer.kind())
    }
}

impl Entry<OfferedResource> {
    /// The shape of a list's `config` block, where objects can be listed.
    pub(crate) fn list_kind(&self) -> Option<&Kind> {
        let listable = self.offer.listable.as_ref();
        self.list.get_or_init(|| listable.map(|listable| Kind::of(listable.list_schema()))).as_ref()
    }

    /// What identifies an object, where it has an identity.
    pub(crate) fn identity(&self) -> Option<&IdentityKind> {
        let identified = self.offer.identified.as_ref();
        let kind = || identified.map(|identified| IdentityKind::of(identified.identity_schema()));
        self.identity.get_or_init(kind).as_ref()
    }
}
