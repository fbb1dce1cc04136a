//! Where new records go: an application, an update set, a domain.

use servicenow::Transaction;

/// An argument of the provider block, or an attribute, that names a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlaceArgument {
    /// Its name, or its environment variable.
    pub(crate) name: String,
    /// What it holds.
    pub(crate) text: String,
}

/// The places that the provider block names.
#[derive(Debug, Default)]
pub(crate) struct Destination {
    pub(crate) scope: Option<PlaceArgument>,
    pub(crate) update_set: Option<PlaceArgument>,
    pub(crate) domain: Option<PlaceArgument>,
}

/// One place on the instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// Who asks for it.
    pub(crate) argument: PlaceArgument,
    pub(crate) sys_id: String,
}

/// An update set in progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UpdateSet {
    pub(crate) place: Place,
    /// The sys_id of the application whose files it takes.
    pub(crate) application: String,
}

/// Where the records of one operation go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Placement {
    pub(crate) scope: Option<Place>,
    pub(crate) update_set: Option<UpdateSet>,
    pub(crate) domain: Option<Place>,
}

impl Destination {
    /// Whether the provider block names no place.
    pub(crate) fn is_nothing(&self) -> bool {
        self.scope.is_none() && self.update_set.is_none() && self.domain.is_none()
    }
}

impl Placement {
    /// What writes say about it. A set that takes files of another application is not named.
    pub(crate) fn transaction(&self) -> Transaction {
        let scope = self.scope.as_ref().map(|scope| scope.sys_id.clone());
        let set = self.update_set.as_ref();
        let fitting = set.filter(|set| Some(&set.application) == scope.as_ref());
        Transaction { update_set: fitting.map(|set| set.place.sys_id.clone()), scope }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(sys_id: &str) -> Place {
        let argument = PlaceArgument { name: "x".into(), text: "y".into() };
        Place { argument, sys_id: sys_id.into() }
    }

    #[test]
    fn a_set_is_named_for_files_of_its_own_application_only() {
        let set = UpdateSet { place: place("set"), application: "app".into() };
        let mut placement =
            Placement { scope: Some(place("app")), update_set: Some(set), domain: None };
        assert_eq!(placement.transaction().update_set.as_deref(), Some("set"));
        placement.scope = Some(place("other"));
        let transaction = placement.transaction();
        assert_eq!((transaction.scope.as_deref(), transaction.update_set), (Some("other"), None));
    }

    #[test]
    fn a_domain_alone_says_nothing_about_the_transaction() {
        let placement = Placement { domain: Some(place("d")), ..Placement::default() };
        assert_eq!(placement.transaction(), Transaction::default());
    }
}
