//! What the work of this run needs, remembered while it is planned. Once something is refused, all that the account lacks
//! for it is told in that one error; a run in which nothing is refused makes no request for it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use tfplugin::{CancellationToken, Diagnostic, Value};

use crate::describe::{Kind, Lifecycle};

use crate::engine::data::instance::roles_of;
use crate::engine::lookup::references;
use crate::engine::model::attributes::Attributes;
use crate::engine::model::resource_type::RecordKind;
use crate::engine::problem as explain;
use crate::engine::session::{Shared, Work};

/// The table under which installing applications and plugins is noted.
pub(crate) const INSTALLING: &str = "sys_store_app";

/// One operation on a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Need {
    /// The table.
    pub(crate) table: String,
    /// Whether it is written.
    pub(crate) writes: bool,
}

/// What the run needs, as far as Terraform has shown it to this process.
#[derive(Default)]
pub(crate) struct Needs {
    all: Mutex<BTreeSet<Need>>,
    refused: Mutex<Option<Need>>,
    told: AtomicBool,
}

/// The roles of the account, where they can be read.
pub(crate) struct Account {
    /// Its login name.
    pub(crate) user_name: String,
    /// Its roles, inherited ones included; none where they are hidden.
    pub(crate) roles: Option<BTreeSet<String>>,
}

impl Needs {
    /// Notes work on a table.
    pub(crate) fn remember(&self, table: &str, writes: bool) {
        let need = Need { table: table.to_owned(), writes };
        self.all.lock().unwrap_or_else(PoisonError::into_inner).insert(need);
    }

    /// Notes that work on a table was refused for lack of rights.
    pub(crate) fn refuse(&self, table: &str, writes: bool) {
        self.remember(table, writes);
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        refused.get_or_insert_with(|| Need { table: table.to_owned(), writes });
    }

    fn refused(&self) -> Option<Need> {
        if self.told.load(Ordering::Relaxed) {
            return None;
        }
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn all(&self) -> BTreeSet<Need> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Notes what a plan will do. A record that stays as it is needs nothing.
pub(crate) fn remember(work: &Work, kind: &RecordKind, prior: &Value, planned: &Value) {
    if prior == planned {
        return;
    }
    let needs = &work.session.needs;
    if kind.spec.lifecycle != Lifecycle::Record {
        needs.remember(INSTALLING, true);
        return;
    }
    let (before, after) = (Attributes::of(prior.clone()), Attributes::of(planned.clone()));
    let record = if planned.is_null() { &before } else { &after };
    needs.remember(kind.table(record), true);
    for field in &kind.fields {
        let value = record.get(field.name);
        if let (Kind::Links(links), Some([_, ..])) = (&field.kind, value.as_list()) {
            needs.remember(links.table, true);
        }
        let changes = !planned.is_null() && before.get(field.name) != value;
        if let Some(target) = references::target(field).filter(|_| changes)
            && spellings(value).any(|spelling| references::takes_a_look(target, spelling))
        {
            needs.remember(target.table, false);
        }
    }
}

fn spellings(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_str()
        .into_iter()
        .chain(value.as_list().into_iter().flatten().filter_map(Value::as_str))
}

/// Completes the first error about a refusal with all else that the account lacks.
pub(crate) async fn complete(shared: &Shared, stop: &CancellationToken, told: &mut [Diagnostic]) {
    let Ok(work) = shared.work(stop) else { return };
    let needs = &work.session.needs;
    let Some(refused) = needs.refused() else { return };
    let about_it = |told: &&mut Diagnostic| told.is_error() && told.detail.contains(&refused.table);
    let Some(error) = told.iter_mut().find(about_it) else { return };
    if needs.told.swap(true, Ordering::Relaxed) {
        return;
    }
    let account = account(&work).await;
    let lacks = lacks(&work, &needs.all(), account.roles.as_ref());
    if let Some(text) = explain::lacks(&account, &lacks, &refused) {
        error.detail.push_str(&text);
    }
}

async fn account(work: &Work) -> Account {
    let Ok(user) = work.client.current_user().await else {
        return Account { user_name: String::new(), roles: None };
    };
    let roles = roles_of(work, &user.sys_id).await.ok().flatten();
    Account { user_name: user.user_name, roles }
}

/// What is lacking, and for which work. Nobody knows what a table asks for that is not listed.
fn lacks(
    work: &Work,
    needs: &BTreeSet<Need>,
    roles: Option<&BTreeSet<String>>,
) -> BTreeMap<String, Vec<Need>> {
    let mut lacks: BTreeMap<String, Vec<Need>> = BTreeMap::new();
    for need in needs {
        let elevates = !need.writes || !work.client.needs_elevation(&need.table);
        if let Some(lacking) = explain::lacking_role(&need.table, need.writes, roles, elevates) {
            lacks.entry(lacking).or_default().push(need.clone());
        }
    }
    lacks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_refusal_is_the_one_that_is_completed_and_every_need_is_kept() {
        let needs = Needs::default();
        needs.remember("sys_alias", true);
        needs.refuse("oauth_entity", true);
        needs.refuse("sys_alias", true);
        assert_eq!(needs.refused().unwrap().table, "oauth_entity");
        assert_eq!(needs.all().len(), 2);
        needs.told.store(true, Ordering::Relaxed);
        assert!(needs.refused().is_none());
    }
}
