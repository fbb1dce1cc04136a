//! The configured provider as operations use it: one client, and what has been learned through it.

mod holders;
mod known;
mod memory;
mod needs;
mod notebook;
mod places;
mod replaced;
mod shelf;
mod tables;
mod unplanned;
mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use servicenow::Client;
use tfplugin::CancellationToken;
use tokio::sync::OnceCell;

use crate::engine::model::{Columns, Destination};
use crate::engine::problem::{Caller, Problem, Unready};

use holders::Holders;
use memory::Memory;
use needs::Needs;
use places::Places;
use replaced::Replaced;
use tables::{Installing, Tables};
use unplanned::Unplanned;

pub(crate) use known::{Known, Making, Recent};
pub(crate) use notebook::Notebook;
pub(crate) use replaced::Named;
pub(crate) use shelf::{Shelf, beginning};
pub(crate) use work::Work;

/// What the provider block led to.
#[derive(Clone, Default)]
pub(crate) enum Configured {
    /// Nothing yet.
    #[default]
    Not,
    /// The argument is decided by this very apply, so there is no instance to talk to yet.
    Later(&'static str),
    Ready(Arc<Session>),
}

/// The place where the provider leaves its session for the resources.
#[derive(Clone, Default)]
pub(crate) struct Shared(Arc<RwLock<Configured>>);

/// A configured client and what has been learned through it in this process.
pub(crate) struct Session {
    client: Client,
    /// Whom it asks, and as whom.
    caller: Arc<Caller>,
    /// Further hosts of the same instance.
    aliases: Vec<String>,
    /// Of each table: what was written → sys_id of the one record it names.
    resolved: Memory<BTreeMap<String, BTreeMap<String, String>>>,
    warned: Memory<BTreeSet<(String, String)>>,
    /// The columns of tables that were asked about.
    columns: Memory<BTreeMap<String, Arc<OnceCell<Arc<Columns>>>>>,
    pub(crate) known: Known,
    pub(crate) holders: Holders,
    pub(crate) unplanned: Unplanned,
    pub(crate) tables: Tables,
    pub(crate) installing: Installing,
    pub(crate) replaced: Replaced,
    pub(crate) places: Places,
    pub(crate) needs: Needs,
}

impl Shared {
    /// Puts a new session in place.
    pub(crate) fn set(&self, configured: Configured) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = configured;
    }

    /// What the provider block led to.
    pub(crate) fn configured(&self) -> Configured {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The problem that a record lies on another instance than this, by its identity or by what is kept beside its
    /// state: there it would seem to be gone.
    pub(crate) fn on_another_instance(&self, there: &str) -> Option<Problem> {
        let Configured::Ready(session) = self.configured() else { return None };
        let here = session.caller.host.clone();
        let is = |host: &String| host.eq_ignore_ascii_case(there);
        let is_here = there.is_empty() || is(&here) || session.aliases.iter().any(is);
        let there = there.to_owned();
        (!is_here).then_some(Problem::Unready(Unready::OtherInstance { there, here }))
    }

    /// Notes for later runs what this one made: Terraform has all answers.
    pub(crate) fn ending(&self) {
        if let Configured::Ready(session) = self.configured() {
            session.known.note_made();
        }
    }

    /// A hold on the session for one operation, or the problem that there is none.
    pub(crate) fn work(&self, stop: &CancellationToken) -> Result<Work, Problem> {
        match self.configured() {
            Configured::Ready(session) => Ok(Work::new(session, stop)),
            Configured::Later(argument) => Err(Problem::Unready(Unready::NotKnownYet(argument))),
            Configured::Not => Err(Problem::Unready(Unready::NotConfigured)),
        }
    }
}

impl Session {
    /// A session over this client. The aliases are the same instance; the destination is where new records go.
    pub(crate) fn new(client: Client, aliases: Vec<String>, destination: Destination) -> Self {
        Self {
            caller: Arc::new(Caller::of(&client)),
            client,
            aliases,
            resolved: Memory::default(),
            warned: Memory::default(),
            columns: Memory::default(),
            known: Known::default(),
            holders: Holders::default(),
            unplanned: Unplanned::default(),
            tables: Tables::default(),
            installing: Installing::default(),
            replaced: Replaced::default(),
            places: Places::of(destination),
            needs: Needs::default(),
        }
    }

    /// The same, which keeps a note of what states hold for later runs, and reads what earlier ones noted.
    pub(crate) fn noting(mut self, notebook: Notebook) -> Self {
        self.known.notebook = notebook;
        self
    }

    /// The sys_id that was found for this spelling, if any.
    pub(crate) fn resolved(&self, table: &str, spelling: &str) -> Option<String> {
        self.resolved.lock().get(table)?.get(spelling).cloned()
    }

    /// Keeps the sys_id found for a spelling.
    pub(crate) fn learn(&self, table: &str, spelling: &str, sys_id: &str) {
        let mut resolved = self.resolved.lock();
        let of_table = resolved.entry(table.to_owned()).or_default();
        of_table.insert(spelling.to_owned(), sys_id.to_owned());
    }

    /// Forgets what spellings stand for in a table and those that it extends: a write of ours may have changed that.
    pub(crate) fn forget(&self, table: &str) {
        let mut resolved = self.resolved.lock();
        match family(table) {
            Some(family) => resolved.retain(|other, _| !family.contains(&other.as_str())),
            None => resolved.clear(),
        }
    }

    /// Forgets what all spellings stand for: an installation may bring anything, and a deletion takes other records along.
    pub(crate) fn forget_all(&self) {
        self.resolved.lock().clear();
    }

    /// Whether this is the first warning about the column.
    pub(crate) fn is_first_warning(&self, table: &str, column: &str) -> bool {
        self.warned.lock().insert((table.to_owned(), column.to_owned()))
    }

    /// Where the columns of a table are kept. Operations side by side that lack them ask the instance once.
    pub(crate) fn columns(&self, table: &str) -> Arc<OnceCell<Arc<Columns>>> {
        Arc::clone(self.columns.lock().entry(table.to_owned()).or_default())
    }
}

/// Whether records of the one table are surely records of the other one.
pub(crate) fn is_of(table: &str, target: &str) -> bool {
    let kin = family(target);
    table == target || kin.is_some_and(|kin| kin.first() == Some(&target) && kin.contains(&table))
}

/// The tables of one described type: the base and those of its variants. Nobody knows what other tables extend.
fn family(table: &str) -> Option<Vec<&'static str>> {
    let families = crate::resources::ALL.iter().map(|resource| {
        let variants = resource.variants.iter().map(|variant| variant.table);
        std::iter::once(resource.table).chain(variants).collect::<Vec<_>>()
    });
    families.into_iter().find(|family| family.contains(&table))
}

#[cfg(test)]
mod tests {
    use servicenow::{Credentials, InstanceUrl, Options};

    use super::*;

    fn session() -> Session {
        let url = InstanceUrl::parse("https://dev1.example").unwrap();
        let client = Client::new(url, Credentials::Certificate, Options::default()).unwrap();
        Session::new(client, Vec::new(), Destination::default())
    }

    #[test]
    fn a_write_forgets_its_own_table_and_the_one_it_extends() {
        let session = session();
        for table in ["sys_connection", "sys_user"] {
            session.learn(table, "A", "1");
        }
        session.forget("http_connection");
        assert_eq!(session.resolved("sys_connection", "A"), None);
        assert_eq!(session.resolved("sys_user", "A").as_deref(), Some("1"));
    }

    #[test]
    fn a_table_of_which_nothing_is_known_may_extend_any_other() {
        let session = session();
        session.learn("sys_user", "A", "1");
        session.forget("u_person");
        assert_eq!(session.resolved("sys_user", "A"), None);
    }
}
