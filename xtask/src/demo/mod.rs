//! `cargo xtask demo [guide]`: a guide carried out on simulated instances, step by step, and the proof
//! that what it is for then works.

mod plan;
mod records;
mod steps;
mod summary;

use std::path::Path;
use std::time::Instant;

use tempfile::TempDir;

use crate::cargo::{self, Executables};
use crate::export::Export;
use crate::failure::{Attempt, Failure};
use crate::guides::{self, Guide, Means, Stage, ThirdParty, Tools};
use crate::mirror::Mirror;
use crate::report::{Detail, Report};
use crate::terraform::{self, Cli};
use summary::Summary;

/// The guide that is followed when none is named.
const DEFAULT_GUIDE: &str = "camunda-spoke";

/// How many steps there are.
const STEPS: usize = 14;

const PLAN_FILE: &str = "demo.tfplan";

/// What to show, and how much of it.
#[derive(Debug, clap::Args)]
pub struct Show {
    /// The guide under examples/integrations to follow.
    #[arg(default_value = DEFAULT_GUIDE)]
    guide: String,
    /// Tells the steps and what they came to.
    #[arg(long, short, conflicts_with = "verbose")]
    quiet: bool,
    /// Tells everything: the steps of the guide, all that Terraform prints, every column.
    #[arg(long, short)]
    verbose: bool,
}

impl Show {
    fn detail(&self) -> Detail {
        match (self.quiet, self.verbose) {
            (true, _) => Detail::Little,
            (_, true) => Detail::All,
            _ => Detail::Usual,
        }
    }
}

/// Follows a guide and fails at the first step that does not hold.
pub fn run(show: &Show) -> Result<(), Failure> {
    let (root, start) = (cargo::root(), Instant::now());
    let guide = guides::named(&show.guide)?;
    let mut report = Report::of(STEPS, show.detail());
    let mut summary = Summary::default();
    tell_the_guide(guide, &root, &mut report)?;
    let (built, cli) = prepare(&root, &mut report)?;
    summary.terraform = terraform::version_of(&cli.path)?;
    let others = invite(&root, &mut report)?;
    let mirror = tempfile::tempdir().attempting("create a temporary folder")?;
    let demo = Demo::open(guide, &built, &cli, &others, mirror, &mut report)?;
    let before = demo.stage.before()?;
    summary.planned = demo.plan(&mut report)?;
    demo.apply(&mut report)?;
    demo.show_records(&mut report)?;
    demo.check_the_secrets(&mut report)?;
    demo.plan_again(&mut report)?;
    summary.claims = demo.prove(&others, &mut report)?;
    demo.destroy(&mut report)?;
    summary.compared = demo.compare(&before, &mut report)?;
    conclude(&summary.lines(guide, start.elapsed()), &report);
    Ok(())
}

fn conclude(lines: &[String], report: &Report) {
    report.always("");
    for line in lines {
        let is_heading = line.ends_with(':');
        if is_heading { report.heading(line) } else { report.always(line) }
    }
}

fn tell_the_guide(guide: &Guide, root: &Path, report: &mut Report) -> Result<(), Failure> {
    report.step(format!("The guide {}", guide.name));
    report.note(guide.purpose);
    let steps = steps::of(guide, root)?;
    let of_a_person = steps.iter().filter(|step| step.is_a_persons()).count();
    let (all, folder) = (steps.len(), guide.folder());
    report.note(format!("{all} steps, {of_a_person} of them still a person's: {folder}/README.md"));
    if report.tells(Detail::All) {
        for step in steps {
            report.line("");
            step.lines().iter().for_each(|line| report.note(line));
        }
    }
    Ok(())
}

fn prepare(root: &Path, report: &mut Report) -> Result<(Executables, Cli), Failure> {
    report.step("The provider and the simulated instance, as cargo has built them");
    let built = cargo::build_demo(root)?;
    report.note(built.get(cargo::PROVIDER)?.display());
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

    /// Answers how much the plan adds, changes and destroys.
    fn plan(&self, report: &mut Report) -> Result<String, Failure> {
        report.step("terraform plan");
        let out = format!("-out={PLAN_FILE}");
        let outcome = self.stage.workspace.plan(&[&out])?.changed()?;
        let essence = plan::essence(&outcome.stdout);
        if report.tells(Detail::All) {
            report.quote(&outcome.stdout);
        } else {
            report.quote(&essence.lines.join("\n"));
            report.line("");
            report.note(format!("{} {} values more are the instance's", essence.sum, essence.open));
            self.explain(&outcome.stdout, report);
        }
        Ok(essence.sum)
    }

    fn apply(&self, report: &mut Report) -> Result<(), Failure> {
        report.step("terraform apply");
        let outcome = self.stage.workspace.apply(&[PLAN_FILE])?.succeeded()?;
        self.tell(&outcome.stdout, "Apply complete", report);
        Ok(())
    }

    /// Tells all that Terraform printed or, where not everything is asked for, what follows from `mark`.
    fn tell(&self, printed: &str, mark: &str, report: &Report) {
        let from = if report.tells(Detail::All) { None } else { printed.find(mark) };
        report.quote(&printed[from.unwrap_or(0)..]);
        if from.is_some() {
            self.explain(printed, report);
        }
    }

    /// Tells each warning, and of one that has to be there, why.
    fn explain(&self, printed: &str, report: &Report) {
        for warning in plan::warnings(printed) {
            let is_due = self.guide.warns.iter().any(|due| warning.contains(due));
            let why = if is_due { ", which is right until the third party has acted" } else { "" };
            report.note(format!("Terraform warns: {warning}{why}"));
        }
    }

    fn show_records(&self, report: &mut Report) -> Result<(), Failure> {
        report.step("The records, read over the Table API");
        let state = self.stage.workspace.show(None)?;
        let all = report.tells(Detail::All);
        for (seat, instance) in self.guide.seats.iter().zip(self.stage.instances()?) {
            report.line("");
            let left_out = if all { "" } else { ", without columns that are false or 0" };
            report.note(format!("On {}{left_out}:", seat.said()));
            for block in records::of_state(&instance.1, &state)? {
                let block = if all { block } else { block.short() };
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
        self.tell(&self.stage.plans_nothing(false)?, "No changes", report);
        Ok(())
    }

    /// Answers how many claims held.
    fn prove(&self, others: &ThirdParty, report: &mut Report) -> Result<usize, Failure> {
        report.step(format!("The proof. {}", self.guide.third_party));
        let proof = others.prove(&self.stage)?;
        proof.held.iter().for_each(|claim| report.note(format!("holds: {claim}")));
        let held = proof.holds()?.len();
        self.stage.plans_nothing(true)?;
        for warning in self.guide.warns {
            report.note(format!("and the plan no longer warns: {warning}"));
        }
        Ok(held)
    }

    fn destroy(&self, report: &mut Report) -> Result<(), Failure> {
        report.step("terraform destroy");
        let outcome = self.stage.workspace.destroy()?.succeeded()?;
        self.tell(&outcome.stdout, "Destroy complete", report);
        Ok(())
    }

    /// Answers how many records were compared.
    fn compare(&self, before: &[Export], report: &mut Report) -> Result<usize, Failure> {
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
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_steps_as_each_says() {
        let (code, _) = include_str!("mod.rs").split_once("#[cfg(test)]").unwrap();
        assert_eq!(code.matches("report.step(").count(), STEPS);
    }

    #[test]
    fn more_is_told_when_more_is_asked_for() {
        let show = |quiet, verbose| Show { guide: DEFAULT_GUIDE.to_owned(), quiet, verbose };
        let details =
            [(true, false), (false, false), (false, true)].map(|(q, v)| show(q, v).detail());
        assert_eq!(details, [Detail::Little, Detail::Usual, Detail::All]);
    }
}
