//! A guide's configuration in a workspace, and the instances it is applied to.

use std::fs;
use std::path::Path;

use super::neighbour::Listening;
use super::{Change, Edit, Guide, Seat, Secret, ThirdParty};
use crate::cargo;
use crate::export::Export;
use crate::failure::{Attempt, Failure};
use crate::instance::Instance;
use crate::mirror::Mirror;
use crate::simulator::SimulatorProcess;
use crate::terraform::Cli;
use crate::workspace::Workspace;

/// Who every simulated instance knows, with the name as password.
const ADMIN: &str = "admin";

/// What an instance makes anew each time it installs an application.
const OF_INSTALLING: [&str; 3] = ["install_date", "client_uuid", "salt"];

/// What a stage is built with.
#[derive(Debug, Clone, Copy)]
pub struct Tools<'a> {
    /// Terraform.
    pub terraform: &'a Cli,
    /// Where it installs the provider from.
    pub mirror: &'a Mirror,
    /// The simulator's executable.
    pub simulator: &'a Path,
    /// More options for it.
    pub options: &'a [&'a str],
}

/// Instances, whoever they call, and a workspace that is signed in.
#[derive(Debug)]
pub struct Stage {
    /// The guide.
    pub guide: &'static Guide,
    /// Where Terraform runs.
    pub workspace: Workspace,
    instances: Vec<SimulatorProcess>,
    neighbour: Option<Listening>,
}

impl Stage {
    /// Starts the instances, each as a customer's, and copies the configuration.
    pub fn open(
        guide: &'static Guide,
        tools: Tools<'_>,
        others: &ThirdParty,
    ) -> Result<Self, Failure> {
        let listen = |one| Listening::start(one, guide, others.command(one.script));
        let neighbour = guide.neighbour.as_ref().map(listen).transpose()?;
        let mut options = neighbour.as_ref().map(Listening::options).unwrap_or_default();
        options.extend(["--seed", "customer"].iter().chain(tools.options).map(ToString::to_string));
        let start = |_: &Seat| SimulatorProcess::start(tools.simulator, &options);
        let instances = guide.seats.iter().map(start).collect::<Result<Vec<_>, _>>()?;
        let workspace = Workspace::new(tools.terraform, tools.mirror)?;
        let mut stage = Self { guide, workspace, instances, neighbour };
        stage.fill()?;
        Ok(stage)
    }

    fn fill(&mut self) -> Result<(), Failure> {
        self.workspace.copy(&cargo::root().join(self.guide.folder()))?;
        if let Some(first) = self.guide.seats.first() {
            let url = self.url(first);
            self.workspace.sign_in(&url, ADMIN, ADMIN);
        }
        for (name, value) in self.guide.environment {
            self.workspace.set(name, value);
        }
        for (name, value) in self.guide.values() {
            let value = self.guide.seats.iter().fold(value.to_owned(), |value, seat| {
                value.replace(&format!("{{{}}}", seat.name), &self.url(seat))
            });
            self.workspace.variable(name, value);
        }
        Ok(())
    }

    /// Changes the example, before it is applied.
    pub fn change(&mut self, change: &Change) -> Result<(), Failure> {
        match change.edit {
            Edit::Variable { name, value } => self.workspace.variable(name, value),
            Edit::Attribute { file, from, to } => {
                let path = self.workspace.path().join(file);
                let text = fs::read_to_string(&path).attempting(format!("read {file}"))?;
                self.workspace.write(file, &text.replace(from, to))?;
            }
        }
        Ok(())
    }

    /// The address of an instance, without a slash at its end.
    pub fn url(&self, seat: &Seat) -> String {
        let process = self.pairs().find(|(one, _)| one.name == seat.name);
        let url = process.map_or("", |(_, process)| process.url()).trim_end_matches('/');
        url.replace("127.0.0.1", seat.host)
    }

    /// Where whoever the instances call is asked what it was sent.
    pub(super) fn neighbour(&self) -> Option<String> {
        self.neighbour.as_ref().map(Listening::url)
    }

    /// Every instance as its administrator sees it, by name.
    pub fn instances(&self) -> Result<Vec<(&'static str, Instance)>, Failure> {
        self.pairs().map(|(seat, process)| Ok((seat.name, process.admin()?))).collect()
    }

    /// Plans, and fails unless nothing is to do and the plan warns exactly when it has to: until the
    /// third party has acted. Answers what was printed.
    pub fn plans_nothing(&self, has_acted: bool) -> Result<String, Failure> {
        let outcome = self.workspace.plan(&[])?.unchanged()?;
        let said = outcome.said();
        for warning in self.guide.warns {
            if said.contains(warning) == has_acted {
                let how = if has_acted { "still warns" } else { "does not warn" };
                return Err(Failure::new(format!("the plan {how}: {warning}")).because(said));
            }
        }
        Ok(outcome.stdout)
    }

    /// Whether every instance that must hold a secret does, encrypted.
    pub fn is_stored(&self, secret: &Secret) -> Result<bool, Failure> {
        let instances = self.instances()?;
        for place in secret.places {
            let at = instances.iter().find(|(name, _)| *name == place.seat);
            let Some((_, instance)) = at else { return Ok(false) };
            let record = instance.record(place.table, place.query)?;
            let sys_id = record["sys_id"].as_str().unwrap_or_default();
            if !instance.holds_secret(place.table, sys_id, place.column, secret.value)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What each instance holds with nothing but the guide's application, installed by hand. The
    /// instances are reset afterwards.
    pub fn before(&self) -> Result<Vec<Export>, Failure> {
        let export = |(_, instance): (&str, Instance)| {
            if let Some(scope) = self.guide.application {
                instance.install_application(scope)?;
            }
            let export = instance.export()?;
            instance.reset()?;
            Ok(export)
        };
        self.instances()?.into_iter().map(export).collect()
    }

    /// How many records were compared and found as before; fails with every difference that the plan
    /// did not warn of.
    pub fn is_as_before(&self, before: &[Export]) -> Result<usize, Failure> {
        let mut differences = Vec::new();
        for ((name, instance), before) in self.instances()?.into_iter().zip(before) {
            let after = instance.export()?;
            let found = before.differences(&after).into_iter().filter(|line| !self.may_stay(line));
            differences.extend(found.map(|line| format!("{name}: {line}")));
        }
        if differences.is_empty() {
            return Ok(before.iter().map(Export::len).sum());
        }
        Err(Failure::new("not everything is as it was").because(differences.join("\n")))
    }

    fn may_stay(&self, difference: &str) -> bool {
        let made_anew =
            OF_INSTALLING.iter().any(|column| difference.contains(&format!(": {column} was ")));
        made_anew || self.guide.stays.iter().any(|part| difference.contains(part))
    }

    fn pairs(&self) -> impl Iterator<Item = (&'static Seat, &SimulatorProcess)> {
        self.guide.seats.iter().zip(&self.instances)
    }
}
