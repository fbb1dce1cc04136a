//! Every place where a secret could have been left.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use xtask::failure::{Attempt, Failure};
use xtask::outcome::Outcome;
use xtask::workspace::Workspace;

use crate::support::stage::Stage;

/// Fails if `mark` is in what was said, in a log, on the instance in clear, or in a file of the
/// workspace. With `stored` also if it is in state or plan.
pub(super) fn is_nowhere(
    mark: &str,
    stage: &Stage,
    workspace: &Workspace,
    said: &[Outcome],
    stored: bool,
) -> Result<(), Failure> {
    for outcome in said {
        is_not_in(mark, &outcome.command, &format!("{}{}", outcome.stdout, outcome.stderr));
    }
    let requests = serde_json::to_string(&stage.instance.requests()?).unwrap();
    is_not_in(mark, "the simulator's log", &requests);
    let log = workspace.log();
    assert!(log.contains("[TRACE]"), "there is no trace to look into");
    let files = files(workspace.path()).attempting("look through the workspace")?;
    for file in files.iter().filter(|file| stored || !keeps_state(file)) {
        let name = file.display().to_string();
        assert!(!name.contains("core"), "{name} may hold the memory of a process");
        is_not_in(mark, &name, &text(file)?);
    }
    Ok(())
}

fn is_not_in(mark: &str, place: &str, text: &str) {
    for form in [mark, &as_basic(mark)] {
        if let Some(at) = text.find(form) {
            let around = text.get(at.saturating_sub(200)..(at + 40).min(text.len()));
            panic!("{mark} is in {place}: …{}…", around.unwrap_or_default());
        }
    }
}

/// As Basic authentication carries the mark of the user `planted`, up to a whole group of digits.
fn as_basic(mark: &str) -> String {
    let mut pair = format!("planted:{mark}");
    pair.truncate(pair.len() / 3 * 3);
    STANDARD.encode(pair)
}

fn keeps_state(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.contains(".tfstate") || name.ends_with(".tfplan")
}

fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        // The provider's own executable is linked from there.
        if path.is_dir() && !path.ends_with(".terraform") {
            found.extend(files(&path)?);
        } else if path.is_file() {
            found.push(path);
        }
    }
    Ok(found)
}

/// The text of a file; a plan is a compressed archive.
fn text(file: &Path) -> Result<String, Failure> {
    if file.extension().is_none_or(|extension| extension != "tfplan") {
        let bytes = fs::read(file).attempting(format!("read {}", file.display()))?;
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    let script = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1])\n\
                  for n in z.namelist(): sys.stdout.buffer.write(z.read(n))";
    let output = Command::new("python3").args(["-c", script]).arg(file).output();
    let output = output.attempting("unpack the plan")?;
    assert!(output.status.success() && output.stdout.len() > 500, "{output:?}");
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
