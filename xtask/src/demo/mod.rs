//! `cargo xtask demo [guide]`: a guide carried out on simulated instances, step by step, and the proof
//! that what it is for then works.

mod records;
mod steps;

use std::path::Path;

use tempfile::TempDir;

use crate::cargo::{self, Executables, Profile};
use crate::export::Export;
use crate::failure::{Attempt, Failure};
use crate::guides::{self, Guide, Means, Stage, ThirdParty, Tools};
use crate::mirror::Mirror;
use crate::report::Report;
use crate::terraform::{self, Cli};

/// The guide that is followed when none is named.
pub const DEFAULT_GUIDE: &str = "camunda-spoke";

const PLAN_FILE: &str = "demo.tfplan";

/// Follows the guide called `name` and fails at the first step that does not hold.
pub fn run(name: &str) -> Result<(), Failure> {
    let root = cargo::root();
    let guide = guides::named(name)?;
    let mut report = Report::new();
    tell_the_guide(guide, &root, &mut report)?;
    let (built, cli) = prepare(&root, &mut report)?;
    let others = invite(&root, &mut report)?;
    let mirror = tempfile::tempdir().attempting("create a temporary folder")?;
    let demo = Demo::open(guide, &built, &cli, &others, mirror, &mut report)?;
    let before = demo.stage.before()?;
    demo.plan(&mut report)?;
    demo.apply(&mut report)?;
    demo.show_records(&mut report)?;
    demo.check_the_secrets(&mut report)?;
    demo.plan_again(&mut report)?;
    demo.prove(&others, &mut report)?;
    demo.destroy(&mut report)?;
    demo.compare(&before, &mut report)?;
    report.line("");
    report.line(format!("The guide {name} holds from the first plan to the last record."));
    Ok(())
}

fn tell_the_guide(guide: &Guide, root: &Path, report: &mut Report) -> Result<(), Failure> {
    report.step(format!("The guide {}, and who does its steps now", guide.name));
    report.note(guide.purpose);
    for step in steps::of(guide, root)? {
        report.line("");
        step.lines().iter().for_each(|line| report.note(line));
    }
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

fn invite(root: &Path, report: &mut Report) -> Result<ThirdParty, Failure> {
    report.step("Get Authlib, an OAuth library nobody here wrote, for the third party");
    let others = ThirdParty::prepare(root, Means::Whatever)?;
    report.note(format!("pages are gone through {}", others.person.how()));
    Ok(others)
}

/// A guide's configuration, ready to be applied.
#[derive(Debug)]
struct Demo {
    guide: &'static Guide,
    stage: Stage,
    // Removed with everything in it when the demo ends.
    _mirror: TempDir,
}

impl Demo {
    fn open(
        guide: &'static Guide,
        built: &Executables,
        cli: &Cli,
        others: &ThirdParty,
        folder: TempDir,
        report: &mut Report,
    ) -> Result<Self, Failure> {
        report.step(
            "Start what stands for the instances: customers', entitled to the spokes of the Store",
        );
        let mirror = Mirror::install(folder.path(), built.get(cargo::PROVIDER)?)?;
        let simulator = built.get(cargo::SIMULATOR)?;
        let tools = Tools { terraform: cli, mirror: &mirror, simulator, options: &[] };
        let stage = Stage::open(guide, tools, others)?;
        for seat in guide.seats {
            report.note(format!("{} is a process of its own at {}", seat.said(), stage.url(seat)));
        }
        if let Some(neighbour) = &guide.neighbour {
            let (name, hosts) = (neighbour.name, neighbour.hosts.join(" and "));
            report.note(format!("a simulated {name} answers to the name of {hosts}"));
        }
        report.step(format!("terraform init in a copy of {}", guide.folder()));
        stage.workspace.init()?.succeeded()?;
        report.note("the provider was installed from a file-system mirror, nothing downloaded");
        Ok(Self { guide, stage, _mirror: folder })
    }

    fn plan(&self, report: &mut Report) -> Result<(), Failure> {
        report.step("terraform plan");
        let out = format!("-out={PLAN_FILE}");
        let outcome = self.stage.workspace.plan(&[&out])?.changed()?;
        report.quote(&outcome.stdout);
        Ok(())
    }

    fn apply(&self, report: &mut Report) -> Result<(), Failure> {
        report.step("terraform apply");
        let outcome = self.stage.workspace.apply(&[PLAN_FILE])?.succeeded()?;
        report.quote(&outcome.stdout);
        Ok(())
    }

    fn show_records(&self, report: &mut Report) -> Result<(), Failure> {
        let state = self.stage.workspace.show(None)?;
        for (seat, instance) in self.guide.seats.iter().zip(self.stage.instances()?) {
            report.step(format!("The records on {}, read over its Table API", seat.said()));
            for block in records::of_state(&instance.1, &state)? {
                report.line("");
                block.lines().iter().for_each(|line| report.note(line));
            }
        }
        Ok(())
    }

    fn check_the_secrets(&self, report: &mut Report) -> Result<(), Failure> {
        report.step("The secrets: on the instances, and nowhere else");
        let plan = self.stage.workspace.show(Some(PLAN_FILE))?.to_string();
        let kept = self.stage.workspace.state_file() + &plan;
        for secret in self.guide.secrets {
            let name = secret.variable;
            if kept.contains(secret.value) {
                return Err(Failure::new(format!("{name} is in Terraform's state or plan")));
            }
            if !self.stage.is_stored(secret)? {
                return Err(Failure::new(format!("{name} is not stored where it has to be")));
            }
            let count = secret.places.len();
            let stored = if count == 0 {
                String::new()
            } else {
                format!("encrypted in {count} record(s), ")
            };
            report.note(format!("{name}: {stored}neither in the state file nor in the saved plan"));
        }
        Ok(())
    }

    fn plan_again(&self, report: &mut Report) -> Result<(), Failure> {
        report.step("A second terraform plan finds nothing to do");
        report.quote(&self.stage.plans_nothing(false)?);
        Ok(())
    }

    fn prove(&self, others: &ThirdParty, report: &mut Report) -> Result<(), Failure> {
        report.step(format!("The proof. {}", self.guide.third_party));
        let proof = others.prove(&self.stage)?;
        proof.held.iter().for_each(|claim| report.note(format!("holds: {claim}")));
        proof.holds()?;
        self.stage.plans_nothing(true)?;
        for warning in self.guide.warns {
            report.note(format!("and the plan no longer warns: {warning}"));
        }
        Ok(())
    }

    fn destroy(&self, report: &mut Report) -> Result<(), Failure> {
        report.step("terraform destroy");
        let outcome = self.stage.workspace.destroy()?.succeeded()?;
        report.quote(last_lines(&outcome.stdout, 12));
        Ok(())
    }

    fn compare(&self, before: &[Export], report: &mut Report) -> Result<(), Failure> {
        report.step("Everything is as it was before");
        let count = self.stage.is_as_before(before)?;
        report.note(format!("{count} records compared, no difference"));
        if let Some(scope) = self.guide.application {
            report.note(format!(
                "the application {scope} stays installed on purpose, because uninstalling deletes its \
                 tables; every record it brought is again as it brought it"
            ));
        }
        for part in self.guide.stays {
            report.note(format!(
                "except, as the plan of the destroy said, {}",
                part.trim_end_matches(" was ")
            ));
        }
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
