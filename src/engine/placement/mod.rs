//! Where new records go: the application, the update set and the domain that the provider block names. The names are
//! looked up once, with the first write; a record's own application comes before the block's.

mod captured;
mod names;
mod placing;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use servicenow::Transaction;
use tfplugin::Diagnostic;
use tokio::sync::OnceCell;

use crate::describe::Resource;

use crate::engine::lookup::references::{self, Resolved};
use crate::engine::model::attributes::Attributes;
use crate::engine::model::resource_type::SCOPE;
use crate::engine::session::Work;

pub(crate) use captured::{columns as capture_columns, missed};
pub(crate) use placing::{Placing, columns, scope_column};

/// What stands in an argument of the provider block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    /// The argument, or its environment variable.
    pub(crate) argument: String,
    /// What it holds.
    pub(crate) text: String,
}

/// Where new records are to go, as the provider block says it.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    /// The application.
    pub(crate) scope: Option<Said>,
    /// The update set.
    pub(crate) update_set: Option<Said>,
    /// The domain.
    pub(crate) domain: Option<Said>,
}

/// One place on the instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// Who asks for it.
    pub(crate) said: Said,
    /// The sys_id of its record.
    pub(crate) sys_id: String,
}

/// An update set in progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UpdateSet {
    /// The set.
    pub(crate) place: Place,
    /// The sys_id of the application whose files it takes.
    pub(crate) application: String,
}

/// Where the records of one operation go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Placement {
    /// The application.
    pub(crate) scope: Option<Place>,
    /// The update set.
    pub(crate) update_set: Option<UpdateSet>,
    /// The domain.
    pub(crate) domain: Option<Place>,
}

/// The wish, what it was found to be, and the tables whose changes were seen to be captured.
#[derive(Default)]
pub(crate) struct Placements {
    wanted: Wanted,
    found: OnceCell<Placement>,
    /// The sys_ids of applications that records name themselves, by spelling.
    scopes: Mutex<BTreeMap<String, String>>,
    captured: Mutex<BTreeSet<String>>,
}

impl Placements {
    /// The wish of a provider block.
    pub(crate) fn of(wanted: Wanted) -> Self {
        Self { wanted, ..Self::default() }
    }

    fn is_captured(&self, table: &str) -> bool {
        self.captured.lock().unwrap_or_else(PoisonError::into_inner).contains(table)
    }

    fn saw_captured(&self, table: &str) {
        self.captured.lock().unwrap_or_else(PoisonError::into_inner).insert(table.to_owned());
    }
}

impl Wanted {
    fn is_nothing(&self) -> bool {
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

/// The operation with its writes placed: in the application that the record's attributes name, or else where the
/// provider block says.
pub(crate) async fn placed(work: &Work, attributes: &Attributes) -> Result<Work, Diagnostic> {
    in_scope(work, attributes.known_text(SCOPE)).await
}

/// The operation with its writes placed in this application, or else where the provider block says.
pub(crate) async fn in_scope(work: &Work, own: Option<&str>) -> Result<Work, Diagnostic> {
    let placements = &work.session.placements;
    if placements.wanted.is_nothing() {
        return Ok(work.clone());
    }
    let found = placements.found.get_or_try_init(|| names::find(work, &placements.wanted)).await?;
    let mut placement = found.clone();
    if let Some(own) = own
        && let Some(sys_id) = scope_of(work, own).await
    {
        let said = Said { argument: SCOPE.to_owned(), text: own.to_owned() };
        placement.scope = Some(Place { said, sys_id });
    }
    Ok(work.placed(placement))
}

/// The application that a record names itself. One that is not found is told of where the record is written.
async fn scope_of(work: &Work, own: &str) -> Option<String> {
    let scopes = &work.session.placements.scopes;
    let known = scopes.lock().unwrap_or_else(PoisonError::into_inner).get(own).cloned();
    if known.is_some() {
        return known;
    }
    let found = references::resolve(work, &Resource::scope_target(), own).await;
    let Ok(Resolved::One(sys_id)) = found else { return None };
    let mut scopes = scopes.lock().unwrap_or_else(PoisonError::into_inner);
    scopes.insert(own.to_owned(), sys_id.clone());
    Some(sys_id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(sys_id: &str) -> Place {
        let said = Said { argument: "x".into(), text: "y".into() };
        Place { said, sys_id: sys_id.into() }
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
