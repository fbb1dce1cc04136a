//! What builds for another machine than this one: `cargo-zigbuild` and the compiler and linker it uses. Both come from
//! Python's package index, so that nothing is to be installed; the standard library of a target comes from rustup.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::target::Target;
use crate::failure::{Attempt, Failure};
use crate::pip;

/// Both, at versions that are known to go together, with the hashes of their files.
const PACKAGES: &str = "xtask/src/package/cross-tools.txt";

/// The fetched tools.
#[derive(Debug)]
pub(super) struct Cross(PathBuf);

impl Cross {
    /// Makes the tools available below `target/cross`. A second time costs no network call.
    pub(super) fn fetch(root: &Path) -> Result<Self, Failure> {
        let list = root.join(PACKAGES);
        let text = fs::read_to_string(&list).attempting(format!("read {}", list.display()))?;
        let site = root.join("target/cross").join(site(&text));
        if !site.is_dir() {
            pip::install_whole("cargo-zigbuild", &list, &site)?;
        }
        Ok(Self(site))
    }

    /// Lets `command`, which is cargo, find the tools.
    pub(super) fn lend(&self, command: &mut Command) -> Result<(), Failure> {
        let mut path = vec![self.0.join("bin")];
        path.extend(std::env::var_os("PATH").iter().flat_map(std::env::split_paths));
        let path = std::env::join_paths(path).attempting("extend the PATH")?;
        command.env("PATH", path).env("CARGO_ZIGBUILD_ZIG_PATH", self.0.join("ziglang/zig"));
        Ok(())
    }
}

/// The folder of the versions in a list, so that others are fetched: `cargo-zigbuild-0.24.1-ziglang-0.17.1`.
fn site(list: &str) -> String {
    let pins = list.lines().filter_map(|line| line.split_whitespace().next()?.split_once("=="));
    pins.map(|(name, version)| format!("{name}-{version}")).collect::<Vec<_>>().join("-")
}

/// Makes the standard library of `target` available.
pub(super) fn fetch_library(target: Target) -> Result<(), Failure> {
    if has_library(target)? {
        return Ok(());
    }
    let doing = format!("fetch the standard library of {}", target.triple);
    let status = Command::new("rustup").args(["target", "add", target.triple]).status();
    let is_added = status.attempting(&doing).is_ok_and(|status| status.success());
    if is_added {
        return Ok(());
    }
    let remedy = "install rustup, or the target by whatever installed the compiler";
    Err(Failure::new(format!("could not {doing}")).remedy(remedy))
}

fn has_library(target: Target) -> Result<bool, Failure> {
    let mut command = Command::new("rustc");
    let output = command.args(["--print", "target-libdir", "--target", target.triple]).output();
    let output = output.attempting("ask the compiler for its targets")?;
    Ok(Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tools_of_another_list_lie_elsewhere() {
        let list = fs::read_to_string(crate::cargo::root().join(PACKAGES)).unwrap();
        let here = site(&list);
        assert!(here.starts_with("cargo-zigbuild-") && here.contains("-ziglang-"), "{here}");
        assert_ne!(site(&list.replace("ziglang==", "ziglang==9")), here);
    }

    #[test]
    fn tools_that_are_there_are_lent_without_fetching() {
        let root = tempfile::tempdir().unwrap();
        let list = root.path().join(PACKAGES);
        fs::create_dir_all(list.parent().unwrap()).unwrap();
        fs::write(
            list,
            "# Both.\ncargo-zigbuild==1.2.3 \\\n    --hash=sha256:00\nziglang==4.5.6 \\\n",
        )
        .unwrap();
        let site = root.path().join("target/cross/cargo-zigbuild-1.2.3-ziglang-4.5.6");
        fs::create_dir_all(&site).unwrap();
        let mut command = Command::new("cargo");
        Cross::fetch(root.path()).unwrap().lend(&mut command).unwrap();
        let path = command.get_envs().find(|(name, _)| *name == "PATH").unwrap().1.unwrap();
        assert_eq!(std::env::split_paths(path).next(), Some(site.join("bin")));
    }
}
