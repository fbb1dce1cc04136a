//! The provider as built for this run of the tests, installed into a mirror once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use xtask::cargo::SIMULATOR;
use xtask::mirror::Mirror;

/// What the folder of a mirror is called, before the id of the process that uses it.
const PREFIX: &str = "mirror-";

/// The provider's executable.
pub(crate) fn executable() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_terraform-provider-servicenow"))
}

/// The simulator's executable, which lies beside the provider's.
pub(crate) fn simulator() -> PathBuf {
    let path = executable().with_file_name(SIMULATOR);
    assert!(path.is_file(), "there is no {}: run `cargo xtask test acceptance`", path.display());
    path
}

/// The mirror every workspace installs from.
pub(crate) fn mirror() -> &'static Mirror {
    static MIRROR: OnceLock<Mirror> = OnceLock::new();
    MIRROR.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        remove_those_of_ended_runs(folder);
        let mine = folder.join(format!("{PREFIX}{}", std::process::id()));
        fs::create_dir_all(&mine).unwrap();
        Mirror::install(&mine, &lean(&mine)).unwrap()
    })
}

/// The executable without its debug information, where there is a `strip`: Terraform reads and hashes the whole file
/// at each start, which takes longer than all else it does with an example.
fn lean(folder: &Path) -> PathBuf {
    let lean = folder.join("lean");
    let stripped = Command::new("strip").arg("-S").arg("-o").arg(&lean).arg(executable()).status();
    let is_made = stripped.is_ok_and(|status| status.success()) && lean.is_file();
    if is_made { lean } else { executable().to_owned() }
}

// A test binary has no end at which it could clean up; the next one does.
fn remove_those_of_ended_runs(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let owner = name.strip_prefix(PREFIX).map(|id| Path::new("/proc").join(id));
        if owner.is_some_and(|process| !process.exists()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
