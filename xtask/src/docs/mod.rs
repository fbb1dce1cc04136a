//! `cargo xtask docs [--check]`: the registry's documentation, from what the provider tells Terraform about itself and from
//! the examples. Nothing under `docs/` is written by hand.

mod attributes;
mod examples;
mod guides;
mod inputs;
mod kinds;
mod schemas;
mod site;
mod templates;

use crate::cargo;
use crate::failure::Failure;
use crate::report::Report;

use site::Site;

/// Writes `docs/`, or with `check` fails when it is not what would be written.
pub fn run(check: bool) -> Result<(), Failure> {
    let root = cargo::root();
    let report = Report::new();
    let site = Site::of(&root, &schemas::served(&root)?)?;
    let folder = root.join("docs");
    let differing = site.differing(&folder)?;
    if check {
        return up_to_date(&differing, &site, &report);
    }
    site.write(&folder)?;
    report.line(format!("docs/: {} pages, {} of them changed", site.len(), differing.len()));
    Ok(())
}

fn up_to_date(differing: &[String], site: &Site, report: &Report) -> Result<(), Failure> {
    if differing.is_empty() {
        report.line(format!("docs/: {} pages, all up to date", site.len()));
        return Ok(());
    }
    let pages = differing.join(", ");
    Err(Failure::new(format!("docs/ is out of date: {pages}"))
        .remedy("run `cargo xtask docs` and commit what it writes"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_page_that_differs_fails_the_check_and_is_named_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let site = Site::of(&cargo::root(), &json!({ "provider": {} })).unwrap();
        site.write(folder.path()).unwrap();
        assert!(up_to_date(&site.differing(folder.path()).unwrap(), &site, &Report::new()).is_ok());
        std::fs::write(folder.path().join("index.md"), "by hand").unwrap();
        let differing = site.differing(folder.path()).unwrap();
        let failure = up_to_date(&differing, &site, &Report::new()).unwrap_err().explained();
        assert!(failure.contains("index.md") && failure.contains("cargo xtask docs"), "{failure}");
    }
}
