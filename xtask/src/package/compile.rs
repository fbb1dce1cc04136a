//! Builds a product for a target as it is released: the same at each run, and without a path of this machine in it.

use std::env::consts::OS;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::cross::{self, Cross};
use super::leaks;
use super::moment::{self, Moment};
use super::product::Product;
use super::target::Target;
use crate::cargo;
use crate::failure::{Attempt, Failure};

/// What separates flags in the variable for the compiler's.
const SEPARATOR: &str = "\u{1f}";

/// The executable of `product` for `target`.
pub(super) fn executable(
    root: &Path,
    product: Product,
    target: Target,
    moment: Moment,
) -> Result<PathBuf, Failure> {
    cross::fetch_library(target)?;
    let mut command = cargo::cargo(root);
    // Apple's own linker and frameworks are on Apple's machines alone.
    if OS == "macos" && target.system == "darwin" {
        command.arg("build");
    } else {
        Cross::fetch(root)?.lend(&mut command)?;
        command.arg("zigbuild");
    }
    command.args(["--release", "--locked", "--message-format", "json-render-diagnostics"]);
    command.args(["--target", target.triple, "--package", product.package, "--bins"]);
    let places = Places::of(root)?;
    places.hide(&mut command, target);
    command.env(moment::VARIABLE, moment.seconds().to_string()).env("ZERO_AR_DATE", "1");
    let built = cargo::executables(&mut command)?;
    let executable = built.get(product.name)?;
    leaks::check(executable, &places.secret())?;
    Ok(executable.to_owned())
}

/// Folders of this machine, and what stands for each in an executable. Where one lies in another, it comes after it.
struct Places(Vec<(PathBuf, &'static str)>);

impl Places {
    fn of(root: &Path) -> Result<Self, Failure> {
        let output = Command::new("rustc").args(["--print", "sysroot"]).output();
        let output = output.attempting("ask the compiler where it lies")?;
        let sysroot = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
        let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
        let home = variable("HOME").unwrap_or_default();
        let cargo = variable("CARGO_HOME").unwrap_or_else(|| home.join(".cargo"));
        let target = root.join(variable("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
        let mut places = vec![
            (home, "/home"),
            (cargo, "/cargo"),
            (sysroot, "/rust"),
            (root.to_owned(), "/source"),
            (target, "/target"),
        ];
        // What is not known would be the beginning of every path.
        places.retain(|(folder, _)| folder.is_absolute());
        Ok(Self(places))
    }

    /// Lets the compilers, Rust's and C's, write what stands for them.
    fn hide(&self, command: &mut Command, target: Target) {
        let flags = |flag: &str| {
            let pair =
                |(folder, name): &(PathBuf, _)| format!("{flag}={}={name}", folder.display());
            self.0.iter().map(pair).collect::<Vec<String>>()
        };
        let rust = flags("--remap-path-prefix").join(SEPARATOR);
        command.env("CARGO_ENCODED_RUSTFLAGS", rust).env_remove("RUSTFLAGS");
        let name = format!("CFLAGS_{}", target.triple.replace('-', "_"));
        command.env(name, OsString::from(flags("-ffile-prefix-map").join(" ")));
    }

    /// Those that may not be in an executable.
    fn secret(&self) -> Vec<PathBuf> {
        self.0.iter().map(|(folder, _)| folder.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::TARGETS;

    #[test]
    fn both_compilers_are_told_what_stands_for_the_checkout() {
        let places = Places::of(Path::new("/checkout")).unwrap();
        let mut command = Command::new("cargo");
        places.hide(&mut command, TARGETS[1]);
        let value = |name: &str| {
            let found = command.get_envs().find(|(one, _)| *one == name);
            found.unwrap().1.unwrap().to_string_lossy().into_owned()
        };
        let rust = value("CARGO_ENCODED_RUSTFLAGS");
        assert!(rust.split(SEPARATOR).any(|flag| flag == "--remap-path-prefix=/checkout=/source"));
        let c = value("CFLAGS_aarch64_unknown_linux_musl");
        assert!(c.split(' ').any(|flag| flag == "-ffile-prefix-map=/checkout=/source"));
        assert!(places.secret().contains(&PathBuf::from("/checkout")));
    }
}
