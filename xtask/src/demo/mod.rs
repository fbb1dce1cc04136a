//! `cargo xtask demo [guide]`: the whole job on a simulated instance, step by step.

mod guide;
mod records;

use std::path::Path;

use tempfile::TempDir;

use crate::cargo::{self, Executables, Profile};
use crate::export::Export;
use crate::failure::{Attempt, Failure};
use crate::instance::Instance;
use crate::mirror::Mirror;
use crate::report::Report;
use crate::simulator::SimulatorProcess;
use crate::terraform::{self, Cli};
use crate::workspace::Workspace;

pub use guide::{DEFAULT_GUIDE, Guide};

const PLAN_FILE: &str = "demo.tfplan";

/// Follows the guide called `name` and fails at the first step that does not hold.
pub fn run(name: &str) -> Result<(), Failure> {
    let root = cargo::root();
    let guide = Guide::named(name)?;
    let mut report = Report::new();
    let (built, cli) = prepare(&root, &mut report)?;
    let simulator = start(&built, &mut report)?;
    let demo = Demo::open(&root, guide, &built, &cli, &simulator, &mut report)?;
    let before = demo.instance.export()?;
    demo.plan(&mut report)?;
    demo.apply(&mut report)?;
    demo.show_records(&mut report)?;
    demo.check_the_secret(&mut report)?;
    demo.plan_again(&mut report)?;
    demo.destroy(&mut report)?;
    demo.compare(before, &mut report)?;
    report.line("");
    report.line(format!("The guide {} holds from the first plan to the last record.", guide.name));
    Ok(())
}

fn prepare(root: &Path, report: &mut Report) -> Result<(Executables, Cli), Failure> {
    report.step("Build the provider and the simulated instance");
    let built = cargo::build(root, Profile::Debug)?;
    report.note("built");
    report.step("Get Terraform");
    let mut clis = terraform::fetch(root, &[terraform::NEWEST])?;
    let cli = clis.pop().ok_or_else(|| Failure::new("there is no Terraform to run"))?;
    report.note(format!("Terraform {}", terraform::version_of(&cli.path)?));
    Ok((built, cli))
}

fn start(built: &Executables, report: &mut Report) -> Result<SimulatorProcess, Failure> {
    report.step("Start a simulated instance, as a customer's: entitled to the spokes of the Store");
    let options = ["--seed", "customer"];
    let simulator = SimulatorProcess::start(built.get(cargo::SIMULATOR)?, &options)?;
    report.note(format!("it listens on {} and is a process of its own", simulator.url()));
    Ok(simulator)
}

/// A guide's configuration, ready to be applied to the simulated instance.
#[derive(Debug)]
struct Demo {
    guide: &'static Guide,
    workspace: Workspace,
    instance: Instance,
    // Removed with everything in it when the demo ends.
    _mirror: TempDir,
}

impl Demo {
    fn open(
        root: &Path,
        guide: &'static Guide,
        built: &Executables,
        cli: &Cli,
        simulator: &SimulatorProcess,
        report: &mut Report,
    ) -> Result<Self, Failure> {
        report.step(format!("terraform init in a copy of {}", guide.folder()));
        let folder = tempfile::tempdir().attempting("create a temporary folder")?;
        let mirror = Mirror::install(folder.path(), built.get(cargo::PROVIDER)?)?;
        let mut workspace = Workspace::new(cli, &mirror)?;
        workspace.copy(&root.join(guide.folder()))?;
        workspace.sign_in(simulator.url(), "admin", "admin");
        guide.fill(&mut workspace);
        workspace.init()?.succeeded()?;
        report.note("the provider was installed from a file-system mirror, nothing downloaded");
        let instance = simulator.admin()?;
        Ok(Self { guide, workspace, instance, _mirror: folder })
    }

    fn plan(&self, report: &mut Report) -> Result<(), Failure> {
        report.step("terraform plan");
        let out = format!("-out={PLAN_FILE}");
        let outcome = self.workspace.plan(&[&out])?.changed()?;
        report.quote(&outcome.stdout);
        Ok(())
    }

    fn apply(&self, report: &mut Report) -> Result<(), Failure> {
        report.step("terraform apply");
        let outcome = self.workspace.apply(&[PLAN_FILE])?.succeeded()?;
        report.quote(&outcome.stdout);
        Ok(())
    }

    fn show_records(&self, report: &mut Report) -> Result<(), Failure> {
        report.step("The records as they stand on the instance, read over its Table API");
        let state = self.workspace.show(None)?;
        for block in records::of_state(&self.instance, &state)? {
            report.line("");
            block.lines().iter().for_each(|line| report.note(line));
        }
        Ok(())
    }

    fn check_the_secret(&self, report: &mut Report) -> Result<(), Failure> {
        report.step("The client secret: on the instance, and nowhere else");
        let stored = self.guide.secret_is_stored(&self.instance)?;
        if !stored {
            return Err(Failure::new("the instance does not hold the secret that was configured"));
        }
        report.note("the instance holds it, encrypted");
        let plan = self.workspace.show(Some(PLAN_FILE))?.to_string();
        if (self.workspace.state_file() + &plan).contains(self.guide.secret) {
            return Err(Failure::new("the secret is in Terraform's state or plan"));
        }
        report.note("neither the state file nor the saved plan contains it");
        Ok(())
    }

    fn plan_again(&self, report: &mut Report) -> Result<(), Failure> {
        report.step("A second terraform plan finds nothing to do");
        let outcome = self.workspace.plan(&[])?.unchanged()?;
        report.quote(&outcome.stdout);
        Ok(())
    }

    fn destroy(&self, report: &mut Report) -> Result<(), Failure> {
        report.step("terraform destroy");
        let outcome = self.workspace.destroy()?.succeeded()?;
        report.quote(last_lines(&outcome.stdout, 12));
        Ok(())
    }

    fn compare(&self, before: Export, report: &mut Report) -> Result<(), Failure> {
        report.step("The instance is as it was before");
        let scope = self.guide.application;
        let after = self.instance.export()?;
        let brought = after.len() - after.clone().without_application(scope).len();
        let before = before.without_application(scope);
        let differences = before.differences(&after.without_application(scope));
        if !differences.is_empty() {
            return Err(
                Failure::new("the instance is not as it was").because(differences.join("\n"))
            );
        }
        report.note(format!("{} records compared, no difference", before.len()));
        report.note(format!(
            "except the application {scope} ({brought} records): it stays installed on purpose, \
             because uninstalling deletes the application's tables"
        ));
        Ok(())
    }
}

fn last_lines(text: &str, count: usize) -> &str {
    let text = text.trim_end();
    let start = text.rmatch_indices('\n').nth(count - 1).map_or(0, |(index, _)| index + 1);
    &text[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_of_a_short_text_are_the_text() {
        assert_eq!(last_lines("a\nb\nc\n", 2), "b\nc");
        assert_eq!(last_lines("a\nb", 5), "a\nb");
    }
}
