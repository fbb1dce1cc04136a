//! `cargo xtask docs [--check]`: the registry's documentation, from what the provider tells Terraform about itself and from
//! the examples; the role matrices and the table of another provider's types in the examples' READMEs; and what `servicenow-probe` knows of each table. Of what lies
//! under `docs/` only `facts.md` and the guide about that program are written by hand.

mod attributes;
mod columns;
mod examples;
mod functions;
mod guides;
mod inputs;
mod kinds;
mod known;
mod migrating;
mod readme;
mod roles;
mod schemas;
mod site;
mod templates;

use std::fs;
use std::path::Path;

use crate::cargo;
use crate::failure::{Attempt, Failure};
use crate::report::Report;

use known::Dictionary;
use readme::Readme;
use site::Site;

/// Writes the matrices, `docs/` and the probe's list of columns, or with `check` fails when they are not what would be written.
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
    let columns = columns::all();
    let known = known::file(&columns, &Dictionary::read(&root)?);
    let there = fs::read_to_string(root.join(known::FILE)).unwrap_or_default();
    let stale = there != known;
    if !check && stale {
        write(&root.join(known::FILE), &known)?;
    }
    let site = Site::of(&root, &schemas::served(&root)?, &columns)?;
    let folder = root.join("docs");
    let mut differing = site.differing(&folder)?;
    if check {
        differing.extend(readmes.into_iter().map(|readme| readme.path));
        differing.extend(stale.then(|| known::FILE.to_owned()));
        return up_to_date(&differing, &site, &report);
    }
    site.write(&folder)?;
    report.line(format!("docs/: {} pages, {} of them changed", site.len(), differing.len()));
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).attempting(format!("write {}", path.display()))
}

fn up_to_date(differing: &[String], site: &Site, report: &Report) -> Result<(), Failure> {
    if differing.is_empty() {
        report.line(format!("docs/: {} pages, all up to date", site.len()));
        return Ok(());
    }
    let pages = differing.join(", ");
    Err(Failure::new(format!("the documentation is out of date: {pages}"))
        .remedy("run `cargo xtask docs` and commit what it writes"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_page_that_differs_fails_the_check_and_is_named_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let site = Site::of(&cargo::root(), &json!({ "provider": {} }), &[]).unwrap();
        site.write(folder.path()).unwrap();
        assert!(up_to_date(&site.differing(folder.path()).unwrap(), &site, &Report::new()).is_ok());
        std::fs::write(folder.path().join("index.md"), "by hand").unwrap();
        let differing = site.differing(folder.path()).unwrap();
        let failure = up_to_date(&differing, &site, &Report::new()).unwrap_err().explained();
        assert!(failure.contains("index.md") && failure.contains("cargo xtask docs"), "{failure}");
    }
}
