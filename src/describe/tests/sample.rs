//! Values for testing checks, written as pairs of words.

use std::collections::BTreeMap;

use crate::describe::{Given, Values};

/// Attributes by name; `?` stands for one that is not known yet, and a text with spaces for several.
pub(crate) struct Sample<'s>(BTreeMap<&'s str, &'s str>);

/// Attributes with these values.
pub(crate) fn sample<'s>(pairs: &[(&'s str, &'s str)]) -> Sample<'s> {
    Sample(pairs.iter().copied().collect())
}

impl Sample<'_> {
    fn read<'a, T>(&'a self, name: &str, read: impl FnOnce(&'a str) -> T) -> Given<T> {
        match self.0.get(name) {
            None => Given::Null,
            Some(&"?") => Given::Unknown,
            Some(text) => Given::Is(read(text)),
        }
    }
}

impl Values for Sample<'_> {
    fn text(&self, name: &str) -> Given<&str> {
        self.read(name, |text| text)
    }

    fn flag(&self, name: &str) -> Given<bool> {
        self.read(name, |text| text == "true")
    }

    fn whole(&self, name: &str) -> Given<i64> {
        self.read(name, |text| text.parse().unwrap())
    }

    fn texts(&self, name: &str) -> Given<Vec<&str>> {
        self.read(name, |text| text.split(' ').collect())
    }

    fn given(&self, name: &str) -> Given<()> {
        self.read(name, |_| ())
    }
}
