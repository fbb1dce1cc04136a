//! What is kept beside states that were read and have not been planned since. Terraform plans a tainted object as a new
//! one and hands that plan nothing of the old one, which the plan then destroys: what is kept beside it, such as the values
//! that an adopted record had before, goes along with the plan instead.

use std::collections::BTreeMap;

use super::memory::Memory;
use crate::engine::model::Private;

/// What is kept beside states, by type and sys_id.
#[derive(Default)]
pub(crate) struct Unplanned(Memory<BTreeMap<String, BTreeMap<String, Private>>>);

impl Unplanned {
    /// Notes what is kept beside a state that was read.
    pub(crate) fn read(&self, type_name: &str, sys_id: &str, private: &Private) {
        let mut all = self.0.lock();
        let of_type = all.entry(type_name.to_owned()).or_default();
        of_type.insert(sys_id.to_owned(), private.clone());
    }

    /// The state is planned with all that belongs to it.
    pub(crate) fn plan(&self, type_name: &str, sys_id: &str) {
        if let Some(of_type) = self.0.lock().get_mut(type_name) {
            of_type.remove(sys_id);
        }
    }

    /// What goes along with the plan of a new object of this type; none where there is nothing.
    pub(crate) fn beside_a_new_one(&self, type_name: &str) -> Option<Private> {
        let replaced = self.0.lock().get(type_name).filter(|all| !all.is_empty())?.clone();
        Some(Private { replaced, ..Private::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_and_not_planned_goes_along_with_a_new_object_of_its_type() {
        let (unplanned, private) = (Unplanned::default(), Private::on("dev1.example"));
        unplanned.read("a", "1", &private);
        unplanned.read("a", "2", &private);
        unplanned.plan("a", "1");
        let beside = unplanned.beside_a_new_one("a").unwrap();
        assert_eq!(beside.clone().of("2"), private);
        assert!(beside.of("1").is_missing());
        assert!(unplanned.beside_a_new_one("b").is_none());
        unplanned.plan("a", "2");
        assert!(unplanned.beside_a_new_one("a").is_none());
    }
}
