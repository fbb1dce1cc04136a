//! `terraform init`, once for each Terraform rather than for each workspace.

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::Mutex;

use xtask::failure::{Attempt, Failure};
use xtask::terraform::Cli;
use xtask::workspace::Workspace;

use super::provider;

/// What `init` leaves where the configuration needs this provider and nothing else.
const LEFT: [&str; 2] = [".terraform", ".terraform.lock.hcl"];

/// A workspace that was initialised, for each Terraform.
static MODELS: Mutex<Vec<(String, Workspace)>> = Mutex::new(Vec::new());

/// The part of a configuration that is always the same.
pub(crate) fn head() -> String {
    let source = xtask::mirror::ADDRESS;
    format!(
        "terraform {{\n  required_providers {{\n    servicenow = {{\n      source = \"{source}\"\n    }}\n  }}\n}}\n"
    )
}

/// Makes the workspace what `terraform init` would make it. Where the configuration has a module, a backend or
/// another provider, that is what is run.
pub(crate) fn initialise(workspace: &Workspace, terraform: &Cli) -> Result<(), Failure> {
    if !needs_only_this_provider(workspace.path()) {
        return workspace.init()?.succeeded().map(drop);
    }
    let mut models = MODELS.lock().unwrap();
    if !models.iter().any(|(label, _)| *label == terraform.label) {
        let model = Workspace::new(terraform, provider::mirror())?;
        model.write("terraform.tf", &head())?;
        model.init()?.succeeded()?;
        models.push((terraform.label.clone(), model));
    }
    let (_, model) = models.iter().find(|(label, _)| *label == terraform.label).unwrap();
    for name in LEFT {
        let copied = copy(&model.path().join(name), &workspace.path().join(name));
        copied.attempting(format!("copy {name}"))?;
    }
    Ok(())
}

fn needs_only_this_provider(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let files = entries.filter(|path| path.extension().is_some_and(|extension| extension == "tf"));
    let text: String = files.filter_map(|path| fs::read_to_string(path).ok()).collect();
    text.lines().map(str::trim).all(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            ["source", "=", source] => source.trim_matches('"') == xtask::mirror::ADDRESS,
            [first, ..] => !["module", "backend", "cloud"].contains(&first),
            [] => true,
        }
    })
}

/// Copies a file, a link as a link, a folder with all in it.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let kind = fs::symlink_metadata(from)?.file_type();
    if kind.is_symlink() {
        return symlink(fs::read_link(from)?, to);
    }
    if !kind.is_dir() {
        return fs::copy(from, to).map(drop);
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only_this(configuration: &str) -> bool {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("main.tf"), configuration).unwrap();
        needs_only_this_provider(folder.path())
    }

    #[test]
    fn what_only_init_can_prepare_is_left_to_it() {
        assert!(only_this(&head()));
        assert!(only_this("resource \"servicenow_role\" \"a\" {\n  name = \"a\"\n}\n"));
        assert!(!only_this("module \"a\" {\n  source = \"./a\"\n}\n"));
        assert!(!only_this("terraform {\n  backend \"local\" {}\n}\n"));
        assert!(!only_this(&head().replace("servicenow-iac/servicenow", "hashicorp/random")));
    }
}
