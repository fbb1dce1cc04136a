//! What the programs are built for, in the compiler's words and in the registries'.

use crate::failure::Failure;
use crate::mirror;

/// A system and a processor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// What the compiler calls them.
    pub triple: &'static str,
    /// What the registries call the system.
    pub system: &'static str,
    /// What the registries call the processor.
    pub machine: &'static str,
}

/// All of them. Those of Linux are static, so that one file runs on every distribution.
pub const TARGETS: [Target; 6] = [
    Target::new("x86_64-unknown-linux-musl", "linux", "amd64"),
    Target::new("aarch64-unknown-linux-musl", "linux", "arm64"),
    Target::new("x86_64-apple-darwin", "darwin", "amd64"),
    Target::new("aarch64-apple-darwin", "darwin", "arm64"),
    Target::new("x86_64-pc-windows-gnu", "windows", "amd64"),
    Target::new("aarch64-pc-windows-gnullvm", "windows", "arm64"),
];

impl Target {
    const fn new(triple: &'static str, system: &'static str, machine: &'static str) -> Self {
        Self { triple, system, machine }
    }

    /// The target that the compiler calls `triple`.
    pub fn named(triple: &str) -> Result<Self, Failure> {
        TARGETS.into_iter().find(|target| target.triple == triple).ok_or_else(|| {
            let known = TARGETS.map(|target| target.triple).join(", ");
            Failure::new(format!("nothing is released for {triple}")).remedy(known)
        })
    }

    /// What this very machine runs.
    pub fn here() -> Result<Self, Failure> {
        let platform = mirror::platform();
        let found = TARGETS.into_iter().find(|target| target.platform() == platform);
        found.ok_or_else(|| Failure::new(format!("nothing is released for {platform}")))
    }

    /// Those that are built when none is named: what any Linux builds.
    pub(super) fn usual() -> Vec<Self> {
        TARGETS.into_iter().filter(|target| target.system == "linux").collect()
    }

    /// System and processor in the registries' words: `linux_amd64`.
    pub fn platform(&self) -> String {
        format!("{}_{}", self.system, self.machine)
    }

    /// A program's file name there.
    pub(super) fn file(&self, program: &str) -> String {
        let ending = if self.system == "windows" { ".exe" } else { "" };
        format!("{program}{ending}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_called_as_the_registries_do() {
        let target = Target::named("aarch64-pc-windows-gnullvm").unwrap();
        assert_eq!(target.platform(), "windows_arm64");
        assert_eq!(target.file("tool"), "tool.exe");
        let usual: Vec<String> = Target::usual().iter().map(Target::platform).collect();
        assert_eq!(usual, ["linux_amd64", "linux_arm64"]);
        assert_eq!(Target::usual()[0].file("tool"), "tool");
    }

    #[test]
    fn an_unknown_target_is_told_with_those_that_are_known() {
        let failure = Target::named("riscv64gc-unknown-linux-gnu").unwrap_err();
        assert!(failure.explained().contains("x86_64-unknown-linux-musl"));
    }
}
