//! The archives of a release: installed as a registry delivers them, summed, and signed.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use xtask::cargo::root;
use xtask::failure::Failure;
use xtask::mirror::{Mirror, VERSION};
use xtask::package::{self, Release, THE_PROVIDER, Target};
use xtask::simulator::SimulatorProcess;
use xtask::workspace::Workspace;

use crate::support::provider;
use crate::support::setup::under_each_terraform;

/// A release of the provider, with this executable.
struct Packed {
    folder: TempDir,
    archive: PathBuf,
    sums: PathBuf,
}

impl Packed {
    fn of(executable: &Path) -> Result<Self, Failure> {
        let folder = tempfile::tempdir().unwrap();
        let release = Release::begin(&root(), folder.path())?;
        let archive = release.pack(THE_PROVIDER, Target::here()?, executable)?;
        let sums = release.sum(THE_PROVIDER)?;
        Ok(Self { folder, archive, sums })
    }

    /// One whose executable is small: what is asked of it has nothing to do with what it does.
    fn small() -> Self {
        Self::of(&root().join("LICENSE")).unwrap()
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

fn succeeds(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_quickstart_applies_with_a_provider_from_its_archive() {
    let packed = Packed::of(&provider::mirror().executable()).unwrap();
    let name = packed.archive.file_name().unwrap().to_string_lossy().into_owned();
    let platform = Target::here().unwrap().platform();
    assert_eq!(name, format!("terraform-provider-servicenow_{VERSION}_{platform}.zip"));
    under_each_terraform(|setup| {
        let folder = tempfile::tempdir().unwrap();
        let mirror = Mirror::packed(folder.path(), &packed.archive)?;
        let simulator = SimulatorProcess::start::<&str>(&provider::simulator(), &[])?;
        let mut workspace = Workspace::new(&setup.terraform, &mirror)?;
        workspace.copy(&root().join("examples/quickstart"))?;
        workspace.sign_in(simulator.url(), "admin", "admin");
        workspace.init()?.succeeded()?;
        workspace.apply(&[])?.succeeded()?;
        workspace.plan(&[])?.unchanged()?;
        workspace.destroy()?.succeeded().map(drop)
    });
}

#[test]
fn a_second_run_makes_the_same_files_and_their_sums_hold() {
    let (first, second) = (Packed::small(), Packed::small());
    let sums = fs::read_to_string(&first.sums).unwrap();
    assert_eq!(sums, fs::read_to_string(&second.sums).unwrap());
    assert_eq!(sums.lines().count(), 3, "{sums}");
    for part in [".cdx.json", ".zip", "_manifest.json"] {
        assert!(sums.lines().any(|line| line.ends_with(part)), "{sums}");
    }
    let mut check = Command::new("sha256sum");
    check.current_dir(first.path()).args(["--check", "--strict"]);
    succeeds(check.stdin(File::open(&first.sums).unwrap()));
}

mod signed {
    use super::*;

    #[test]
    #[ignore = "needs GnuPG: cargo xtask test clients"]
    fn the_sums_are_signed_so_that_a_changed_one_is_noticed() {
        let packed = Packed::small();
        let keys = tempfile::tempdir().unwrap();
        let gpg = |arguments: &[&str]| {
            let mut command = Command::new("gpg");
            command.arg("--homedir").arg(keys.path()).args(["--batch", "--quiet"]).args(arguments);
            command
        };
        let free = ["--pinentry-mode", "loopback", "--passphrase", ""];
        let new = ["--quick-generate-key", "release@example.com", "rsa2048", "sign"];
        succeeds(&mut gpg(&[free, new].concat()));
        let key = keys.path().join("key.asc");
        succeeds(gpg(&["--armor", "--export-secret-keys", "--output"]).arg(&key));
        let signature = package::sign(&packed.sums, key.to_str().unwrap()).unwrap();
        assert!(signature.to_string_lossy().ends_with("_SHA256SUMS.sig"));
        assert!(!fs::read(&signature).unwrap().starts_with(b"-----"), "it is binary");
        let verify = || gpg(&["--verify"]).arg(&signature).arg(&packed.sums).output().unwrap();
        assert!(verify().status.success());
        fs::write(&packed.sums, "another sum").unwrap();
        assert!(!verify().status.success());
    }

    #[test]
    #[ignore = "needs GnuPG: cargo xtask test clients"]
    fn a_key_that_gpg_does_not_have_is_told_in_its_words() {
        let packed = Packed::small();
        let failure = package::sign(&packed.sums, "0123456789ABCDEF").unwrap_err();
        assert!(failure.explained().contains("ecret key"), "{}", failure.explained());
    }
}
