//! The configured provider as operations use it: one client, and what has been learned through it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use servicenow::Client;
use tfplugin::{CancellationToken, Diagnostic};

use crate::engine::model::private::Private;
use crate::engine::placement::{Placement, Placements, Wanted};
use crate::engine::problem as explain;
use crate::engine::serve::preflight::Needs;
use crate::engine::write::orphans::Known;

/// What the provider block led to.
#[derive(Clone, Default)]
pub(crate) enum Configured {
    /// Nothing yet.
    #[default]
    Not,
    /// The argument is decided by this very apply, so there is no instance to talk to yet.
    Later(&'static str),
    /// Ready for requests.
    Ready(Arc<Session>),
}

/// The place where the provider leaves its session for the resources.
#[derive(Clone, Default)]
pub(crate) struct Shared(Arc<RwLock<Configured>>);

/// A configured client and what has been learned through it in this process.
pub(crate) struct Session {
    client: Client,
    /// Further hosts of the same instance.
    aliases: Vec<String>,
    /// (table, what was written) → sys_id of the one record it names.
    resolved: Mutex<BTreeMap<(String, String), String>>,
    warned: Mutex<BTreeSet<(String, String)>>,
    /// The records that states hold, and those that were lately made.
    pub(crate) known: Known,
    /// Where new records go.
    pub(crate) placements: Placements,
    /// What the work of this run needs.
    pub(crate) needs: Needs,
}

/// One operation's hold on the session.
#[derive(Clone)]
pub(crate) struct Work {
    /// What is shared with other operations.
    pub(crate) session: Arc<Session>,
    /// The client, with the operation's own stop signal.
    pub(crate) client: Client,
    /// The operation's stop signal.
    pub(crate) stop: CancellationToken,
    /// Where its writes go; nowhere in particular until they are placed.
    pub(crate) placement: Placement,
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

    /// The error that a record lies on another instance, by what is kept beside its state: there it
    /// would seem to be gone.
    pub(crate) fn elsewhere(&self, private: &[u8]) -> Option<Diagnostic> {
        let Configured::Ready(session) = self.configured() else { return None };
        let host = Private::decode(private).host;
        let here = session.client.instance().host();
        (!session.is_same_instance(&host)).then(|| explain::other_instance(&host, here))
    }

    /// A hold on the session for one operation, or the error that there is none.
    pub(crate) fn work(&self, stop: &CancellationToken) -> Result<Work, Diagnostic> {
        match self.configured() {
            Configured::Ready(session) => Ok(Work::new(session, stop)),
            Configured::Later(argument) => Err(explain::not_known_yet(argument)),
            Configured::Not => Err(explain::not_configured()),
        }
    }
}

impl Session {
    /// A session over this client.
    pub(crate) fn new(client: Client) -> Self {
        Self {
            client,
            aliases: Vec::new(),
            resolved: Mutex::default(),
            warned: Mutex::default(),
            known: Known::default(),
            placements: Placements::default(),
            needs: Needs::default(),
        }
    }

    /// The session, whose new records go where the provider block says.
    pub(crate) fn placing(self, wanted: Wanted) -> Self {
        Self { placements: Placements::of(wanted), ..self }
    }

    /// The session, with further hosts that are the same instance.
    pub(crate) fn also_known_as(self, aliases: Vec<String>) -> Self {
        Self { aliases, ..self }
    }

    fn is_same_instance(&self, host: &str) -> bool {
        let own = self.client.instance().host();
        let is = |other: &String| other.eq_ignore_ascii_case(host);
        host.is_empty() || own.eq_ignore_ascii_case(host) || self.aliases.iter().any(is)
    }

    /// The sys_id that was found for this spelling, if any.
    pub(crate) fn known(&self, table: &str, spelling: &str) -> Option<String> {
        let resolved = self.resolved.lock().unwrap_or_else(PoisonError::into_inner);
        resolved.get(&(table.to_owned(), spelling.to_owned())).cloned()
    }

    /// Keeps the sys_id found for a spelling.
    pub(crate) fn learn(&self, table: &str, spelling: &str, sys_id: &str) {
        let mut resolved = self.resolved.lock().unwrap_or_else(PoisonError::into_inner);
        resolved.insert((table.to_owned(), spelling.to_owned()), sys_id.to_owned());
    }

    /// Forgets what spellings stand for: a write of ours may have changed that.
    pub(crate) fn forget(&self) {
        self.resolved.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Whether this is the first warning about the column.
    pub(crate) fn first_warning(&self, table: &str, column: &str) -> bool {
        let mut warned = self.warned.lock().unwrap_or_else(PoisonError::into_inner);
        warned.insert((table.to_owned(), column.to_owned()))
    }
}

impl Work {
    fn new(session: Arc<Session>, stop: &CancellationToken) -> Self {
        let client = session.client.with_stop(stop.clone());
        Self { session, client, stop: stop.clone(), placement: Placement::default() }
    }

    /// The operation with its writes placed.
    pub(crate) fn placed(&self, placement: Placement) -> Self {
        let client = self.client.in_transaction(placement.transaction());
        Self { client, placement, ..self.clone() }
    }
}
