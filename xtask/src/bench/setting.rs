//! What every measurement needs: released binaries and a Terraform.

use std::path::Path;

use crate::cargo::{self, Executables, Profile};
use crate::failure::Failure;
use crate::terraform::{self, Cli};

/// Where things are while measuring.
#[derive(Debug)]
pub(super) struct Setting {
    pub(super) terraform: Cli,
    binaries: Executables,
    examples: Executables,
}

impl Setting {
    /// Builds the provider, the simulator and the provider that does nothing, all as released.
    pub(super) fn build() -> Result<Self, Failure> {
        let root = cargo::root();
        let binaries = cargo::build(&root, Profile::Release)?;
        let examples = cargo::build_example(&root, Profile::Release, "tfplugin", "noop")?;
        let mut clis = terraform::fetch(&root, &[terraform::NEWEST])?;
        let terraform = clis.pop().ok_or_else(|| Failure::new("there is no Terraform to run"))?;
        Ok(Self { terraform, binaries, examples })
    }

    pub(super) fn provider(&self) -> Result<&Path, Failure> {
        self.binaries.get(cargo::PROVIDER)
    }

    pub(super) fn simulator(&self) -> Result<&Path, Failure> {
        self.binaries.get(cargo::SIMULATOR)
    }

    pub(super) fn noop(&self) -> Result<&Path, Failure> {
        self.examples.get("noop")
    }
}
