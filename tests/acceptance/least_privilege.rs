//! The accounts that apply the guides, on hardened instances: with exactly the roles of the role matrix everything
//! applies and is taken away again, and without any one of them the error names that one.
//!
//! Matrix and test stand on the same data: the forms and rights in `xtask/src/guides`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::{Value, json};
use xtask::failure::{Attempt, Failure};
use xtask::guides::{self, Form, Guide, Place, Right, Seat};
use xtask::instance::Instance;
use xtask::simulator::SimulatorProcess;
use xtask::workspace::Workspace;

use crate::support::provider;
use crate::support::setup::{Setup, Unknowns, for_each};

/// Who looks after a hardened instance, with the name as password.
const KEEPER: &str = "integration.admin";
/// The account with every role of a form, and the password of all accounts.
const WHOLE: &str = "whole";
const PASSWORD: &str = "0nly-for-this-test";
/// The role that stands for nearly all others, and may be named beside them.
const ADMIN: &str = "admin";
/// The role whose absence looks like a wrong password.
const GATE: &str = "snc_basic_auth_api_access";

/// After this an error lists what the work takes, and claims nothing about the account.
const NOT_KNOWN: &str = "Which roles the provider's user has cannot be read";

#[test]
fn each_guide_applies_with_exactly_its_roles_and_an_error_names_the_one_that_is_missing() {
    let setup = Setup::newest(Unknowns::Likely);
    let forms =
        guides::ALL.iter().flat_map(|guide| guide.forms.iter().map(move |form| (*guide, form)));
    let cases =
        forms.map(|(guide, form)| (format!("{}: {}", guide.name, form.name), (guide, form)));
    for_each(cases.collect(), |(guide, form)| {
        let mut scene = Scene::open(&setup, guide, form)?;
        let wrong: Vec<String> = guide
            .rights(form)
            .filter_map(|right| scene.misses(right).err())
            .map(|failure| failure.explained())
            .collect();
        let whole = scene.applies();
        if !wrong.is_empty() {
            return Err(Failure::new(wrong.join("\n"))
                .because(whole.err().map_or_else(String::new, |why| why.explained())));
        }
        whole
    });
}

/// A form of a guide, in a workspace, on instances that know its accounts.
struct Scene {
    guide: &'static Guide,
    form: &'static Form,
    workspace: Workspace,
    instances: Vec<(&'static Seat, Instance)>,
    _simulators: Vec<SimulatorProcess>,
    /// The names of all roles.
    known: BTreeSet<String>,
}

impl Scene {
    fn open(setup: &Setup, guide: &'static Guide, form: &'static Form) -> Result<Self, Failure> {
        let mut workspace = Workspace::new(&setup.terraform, provider::mirror())?;
        workspace.copy(&xtask::cargo::root().join(guide.folder()))?;
        let (mut simulators, mut instances) = (Vec::new(), Vec::new());
        for seat in guide.seats {
            let accounts = accounts(&workspace, guide, form, seat)?;
            let options = ["--seed", "hardened", "--unknowns", setup.unknowns.name(), "--rows"];
            let mut options: Vec<PathBuf> = options.map(PathBuf::from).to_vec();
            options.push(accounts);
            let simulator = SimulatorProcess::start(&provider::simulator(), &options)?;
            instances.push((seat, Instance::new(simulator.url(), KEEPER, KEEPER)?));
            simulators.push(simulator);
        }
        for (name, value) in guide.environment {
            workspace.set(name, value);
        }
        for (name, value) in guide.needed_values().chain(form.variables.iter().copied()) {
            let value = instances.iter().fold(value.to_owned(), |value, (seat, instance)| {
                value.replace(&format!("{{{}}}", seat.name), instance.url())
            });
            workspace.variable(name, value);
        }
        for (variable, place) in form.looked_up {
            workspace.variable(variable, looked_up(guide, place, &instances)?);
        }
        workspace.init()?.succeeded()?;
        let known = roles_of(&instances[0].1)?;
        Ok(Self { guide, form, workspace, instances, _simulators: simulators, known })
    }

    /// Instances and workspace as they were, and the account of each instance without `missing`.
    fn begin(&mut self, missing: Option<&Right>) -> Result<(), Failure> {
        let _ = std::fs::remove_file(self.workspace.path().join("terraform.tfstate"));
        for (seat, instance) in &self.instances {
            instance.reset()?;
            if let Some(scope) = self.guide.application.filter(|_| self.form.is_installed) {
                instance.install_application(scope)?;
            }
            let account = missing.filter(|right| right.seat == seat.name);
            let account = account.map_or_else(|| WHOLE.to_owned(), |right| without(right.role));
            if self.instances.len() == 1 {
                self.workspace.sign_in(instance.url(), &account, PASSWORD);
            }
            self.workspace.variable(&format!("{}_admin_username", seat.name), account);
            self.workspace.variable(&format!("{}_admin_password", seat.name), PASSWORD);
        }
        Ok(())
    }

    /// With every role of the form everything applies, nothing is left to do, and destroy takes it away.
    fn applies(&mut self) -> Result<(), Failure> {
        self.begin(None)?;
        self.workspace.apply(&[])?.succeeded()?;
        self.workspace.plan(&[])?.unchanged()?;
        self.workspace.destroy()?.succeeded().map(drop)
    }

    /// Without the role nothing applies, and each error names it and no other that is missing.
    fn misses(&mut self, right: &Right) -> Result<(), Failure> {
        self.begin(Some(right))?;
        let outcome = self.workspace.apply(&["-json"])?;
        let text = outcome.stdout.clone();
        outcome.refused()?;
        let errors = errors(&text);
        if right.role == GATE {
            let says = |error: &String| error.contains("Basic authentication may be closed");
            assert!(errors.iter().all(says), "{errors:?}");
        }
        let seat = self.guide.seats.iter().find(|seat| seat.name == right.seat).unwrap();
        let held = self.guide.roles(self.form, seat);
        for error in &errors {
            let claimed = error.split(NOT_KNOWN).next().unwrap_or_default();
            let named: BTreeSet<&str> =
                words(claimed).filter(|word| self.known.contains(*word)).collect();
            if !fits(&named, right.role, &held) {
                let role =
                    format!("without {} on {} the error names {named:?}", right.role, right.seat);
                return Err(Failure::new(role).because(error.clone()));
            }
        }
        if errors.is_empty() { Err(Failure::new("no error").because(text)) } else { Ok(()) }
    }
}

/// Whether an error that names these roles is about the one that is missing. `admin` may stand beside it; where `admin` is
/// the one, so may the roles that it stood for, which are none that are held.
fn fits(named: &BTreeSet<&str>, missing: &str, held: &[&str]) -> bool {
    let is_another = |role: &&&str| ![missing, ADMIN].contains(*role) && !contains(missing, role);
    let mut others = named.iter().filter(is_another);
    let belongs = |role: &&str| missing == ADMIN && !held.contains(role);
    named.contains(missing) && others.all(belongs)
}

/// Whether who lacks a role lacks another one too, because the role contains it.
fn contains(role: &str, other: &str) -> bool {
    let contained =
        [("connection_admin", "credential_admin"), ("import_admin", "import_transformer")];
    contained.contains(&(role, other))
}

/// The value of a place, with the application on the instance.
fn looked_up(
    guide: &Guide,
    place: &Place,
    instances: &[(&Seat, Instance)],
) -> Result<String, Failure> {
    let (_, instance) = instances.iter().find(|(seat, _)| seat.name == place.seat).unwrap();
    instance.install_application(guide.application.unwrap())?;
    let record = instance.record(place.table, place.query)?;
    Ok(record[place.column].as_str().unwrap().to_owned())
}

/// The errors that Terraform printed for machines.
fn errors(lines: &str) -> Vec<String> {
    let parsed = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let diagnostics = parsed.filter_map(|line| line.get("diagnostic").cloned());
    let errors = diagnostics.filter(|one| one["severity"] == "error");
    errors.map(|one| format!("{}: {}", one["summary"], one["detail"])).collect()
}

/// Whatever could be a role's name.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !(c.is_ascii_alphanumeric() || "_.".contains(c)));
    parts.map(|word| word.trim_matches('.'))
}

fn roles_of(instance: &Instance) -> Result<BTreeSet<String>, Failure> {
    let rows = instance.records("sys_user_role", "")?;
    Ok(rows.iter().filter_map(|row| Some(row["name"].as_str()?.to_owned())).collect())
}

fn without(role: &str) -> String {
    format!("without.{role}")
}

/// A file of rows with the account of a seat that has all roles of the form, and one without each of them.
fn accounts(
    workspace: &Workspace,
    guide: &Guide,
    form: &Form,
    seat: &Seat,
) -> Result<PathBuf, Failure> {
    let roles = guide.roles(form, seat);
    let names = roles.iter().map(|role| (without(role), Some(*role)));
    let (mut users, mut grants) = (Vec::new(), Vec::new());
    for (name, missing) in names.chain([(WHOLE.to_owned(), None)]) {
        users.push(json!({ "user_name": name, "user_password": PASSWORD }));
        let held = roles.iter().filter(|role| Some(**role) != missing);
        grants.extend(held.map(
            |role| json!({ "user": format!("@user_name:{name}"), "role": format!("@name:{role}") }),
        ));
    }
    let rows = BTreeMap::from([("sys_user", users), ("sys_user_has_role", grants)]);
    let path = workspace.path().join(format!("{}.json", seat.name));
    std::fs::write(&path, json!(rows).to_string()).attempting("write the accounts")?;
    Ok(path)
}
