//! `cargo xtask docs [--check]`: the registry's documentation, from what the provider tells Terraform about itself and from
//! the examples; the role matrices and the table of another provider's types in the examples' READMEs; and what `servicenow-probe` knows of each table. Of what lies
//! under `docs/` only `facts.md` and the guide about that program are written by hand.

mod attributes;
mod behind;
mod beside;
mod catalogue;
mod check;
mod columns;
mod documents;
mod examples;
mod functions;
mod guides;
mod inputs;
mod kinds;
mod known;
mod markdown;
mod migrating;
mod origins;
mod readme;
mod relations;
mod roles;
mod schemas;
mod site;
mod templates;

use std::fs;
use std::path::Path;

use crate::cargo;
use crate::failure::{Attempt, Failure};
use crate::report::Report;

use catalogue::Catalogue;
use readme::Readme;
use site::Site;

/// Writes the matrices, `docs/` and the probe's list of columns, or with `check` fails when they are not what would be written.
/// Either fails where a page leads nowhere, quotes what is no HCL or is too long for the registry.
pub fn run(check: bool) -> Result<(), Failure> {
    let root = cargo::root();
    let report = Report::new();
    let mut readmes = roles::readmes(&root)?;
    readmes.push(migrating::readme(&root)?);
    readmes.retain(Readme::differs);
    if !check {
        // The pages hold what the READMEs say.
        readmes.iter().try_for_each(|readme| readme.write(&root))?;
    }
    let catalogue = Catalogue::read(&root)?;
    let known = known::file(&catalogue.columns, &catalogue.dictionary);
    let there = fs::read_to_string(root.join(known::FILE)).unwrap_or_default();
    let stale = there != known;
    if !check && stale {
        write(&root.join(known::FILE), &known)?;
    }
    let site = Site::of(&root, &schemas::served(&root)?, &catalogue)?;
    let folder = root.join("docs");
    let mut differing = site.differing(&folder)?;
    if check {
        differing.extend(readmes.into_iter().map(|readme| readme.path));
        differing.extend(stale.then(|| known::FILE.to_owned()));
        up_to_date(&differing)?;
    } else {
        site.write(&folder)?;
    }
    sound(&check::faults(&site.all(&folder)?))?;
    let changed = if check { 0 } else { differing.len() };
    report.line(format!("docs/: {} pages, {changed} of them changed", site.len()));
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).attempting(format!("write {}", path.display()))
}

fn up_to_date(differing: &[String]) -> Result<(), Failure> {
    if differing.is_empty() {
        return Ok(());
    }
    let pages = differing.join(", ");
    Err(Failure::new(format!("the documentation is out of date: {pages}"))
        .remedy("run `cargo xtask docs` and commit what it writes"))
}

fn sound(faults: &[String]) -> Result<(), Failure> {
    if faults.is_empty() {
        return Ok(());
    }
    let faults = faults.join("\n  ");
    Err(Failure::new(format!("the documentation has faults:\n  {faults}"))
        .remedy("change the description, the README or the template that the page is made of"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_page_that_differs_fails_the_check_and_is_named_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let schemas = json!({ "provider": {} });
        let site = Site::of(&cargo::root(), &schemas, &Catalogue::default()).unwrap();
        site.write(folder.path()).unwrap();
        assert!(up_to_date(&site.differing(folder.path()).unwrap()).is_ok());
        std::fs::write(folder.path().join("index.md"), "by hand").unwrap();
        let differing = site.differing(folder.path()).unwrap();
        let failure = up_to_date(&differing).unwrap_err().explained();
        assert!(failure.contains("index.md") && failure.contains("cargo xtask docs"), "{failure}");
    }

    #[test]
    fn a_fault_fails_the_check_and_is_told() {
        assert!(sound(&[]).is_ok());
        let failure = sound(&["a.md: no HCL".to_owned()]).unwrap_err().explained();
        assert!(failure.contains("a.md: no HCL"), "{failure}");
    }
}
