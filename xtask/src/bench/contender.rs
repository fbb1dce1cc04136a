//! A workspace of one contender, and the life of its records: apply, plan, destroy.

use std::path::Path;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::memory;
use super::setting::Setting;
use crate::failure::{Attempt, Failure};
use crate::instance::Instance;
use crate::mirror::Mirror;
use crate::outcome::Outcome;
use crate::workspace::Workspace;

/// What is done with the records, in the order in which it is done.
pub(super) const OPERATIONS: [&str; 3] = ["apply", "plan", "destroy"];

/// What one operation took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) time: Duration,
    /// Peak memory of the provider's process in kilobytes; zero without one.
    pub(super) memory: u64,
    /// Requests to the instance; zero without one.
    pub(super) requests: u64,
}

/// One life, in the order of [`OPERATIONS`].
pub(super) type Life = [Taken; OPERATIONS.len()];

/// A provider, or none, with a configuration of its own.
#[derive(Debug)]
pub(super) struct Contender {
    workspace: Workspace,
    mirror: Mirror,
    instance: Option<Instance>,
    // Holds the mirror.
    _folder: TempDir,
}

impl Contender {
    /// A workspace that takes its provider from `binary`.
    pub(super) fn new(setting: &Setting, binary: &Path) -> Result<Self, Failure> {
        let folder = tempfile::tempdir().attempting("create a temporary folder")?;
        let mirror = Mirror::install(folder.path(), binary)?;
        let workspace = Workspace::new(&setting.terraform, &mirror)?;
        Ok(Self { workspace, mirror, instance: None, _folder: folder })
    }

    /// Lets the provider work on an instance, whose requests are counted from now on.
    pub(super) fn on(mut self, instance: Instance) -> Self {
        self.workspace.sign_in(instance.url(), "admin", "admin");
        self.instance = Some(instance);
        self
    }

    /// Gives the provider that does nothing the schemas of one that has been initialised.
    pub(super) fn with_schemas_of(mut self, other: &Self) -> Result<Self, Failure> {
        let schemas = other.workspace.run(&["providers", "schema", "-json"])?.succeeded()?;
        self.workspace.write("schemas.json", &schemas.stdout)?;
        let path = self.workspace.path().join("schemas.json");
        self.workspace.set("NOOP_SCHEMAS", path);
        Ok(self)
    }

    /// Takes on a configuration.
    pub(super) fn configure(&self, configuration: &str) -> Result<(), Failure> {
        self.workspace.write("main.tf", configuration)?;
        self.workspace.init()?.succeeded().map(drop)
    }

    /// Applies, plans, which must find nothing to do, and destroys.
    pub(super) fn live(&self) -> Result<Life, Failure> {
        let apply = self.take(|workspace| workspace.apply(&[])?.succeeded())?;
        let plan = self.take(|workspace| workspace.plan(&[])?.unchanged())?;
        let destroy = self.take(|workspace| workspace.destroy()?.succeeded())?;
        Ok([apply, plan, destroy])
    }

    /// Lists what a query file asks for.
    pub(super) fn query(&self, text: &str) -> Result<Taken, Failure> {
        self.workspace.write("bench.tfquery.hcl", text)?;
        self.take(|workspace| workspace.run(&["query", "-no-color", "-json"])?.succeeded())
    }

    fn take(
        &self,
        run: impl FnOnce(&Workspace) -> Result<Outcome, Failure>,
    ) -> Result<Taken, Failure> {
        let before = self.requests()?;
        let start = Instant::now();
        let (outcome, memory) =
            memory::peak_during(&self.mirror.executable(), || run(&self.workspace));
        let time = start.elapsed();
        outcome?;
        Ok(Taken { time, memory, requests: self.requests()?.saturating_sub(before) })
    }

    fn requests(&self) -> Result<u64, Failure> {
        // The simulator counts no requests to its own controls, such as this one.
        let total = |instance: &Instance| Ok(instance.counts()?.total);
        self.instance.as_ref().map_or(Ok(0), total)
    }
}
