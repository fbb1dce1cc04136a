//! The provider as a registry would deliver it: a file-system mirror and the CLI configuration
//! that makes Terraform install from it and from nowhere else.

use std::env::consts::{ARCH, OS};
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Attempt, Failure};

/// The provider's address without a host: what `required_providers` calls its source.
pub const ADDRESS: &str = "servicenow-iac/servicenow";

/// The registries whose default address is [`ADDRESS`]: Terraform's and OpenTofu's.
const HOSTS: [&str; 2] = ["registry.terraform.io", "registry.opentofu.org"];

/// The provider's version: that of the workspace.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// An installed mirror.
#[derive(Debug, Clone)]
pub struct Mirror {
    folder: PathBuf,
}

impl Mirror {
    /// Installs `binary` below `folder`, which must exist, and writes the CLI configuration.
    pub fn install(folder: &Path, binary: &Path) -> Result<Self, Failure> {
        let mirror = Self { folder: folder.to_path_buf() };
        for host in HOSTS {
            place(binary, &mirror.package(host))?;
        }
        mirror.configure()?;
        Ok(mirror)
    }

    /// Puts `archive`, as it is released, below `folder`, which must exist, and writes the CLI configuration. Terraform
    /// unpacks it.
    pub fn packed(folder: &Path, archive: &Path) -> Result<Self, Failure> {
        let mirror = Self { folder: folder.to_path_buf() };
        let name = archive.file_name().unwrap_or_default();
        for host in HOSTS {
            place(archive, &mirror.packages().join(host).join(ADDRESS).join(name))?;
        }
        mirror.configure()?;
        Ok(mirror)
    }

    /// Installs `binary` at Terraform's registry as another provider as well: that of this address, at this version.
    pub fn also(&self, address: &str, version: &str, binary: &Path) -> Result<(), Failure> {
        let (_, name) = address.rsplit_once('/').unwrap_or_default();
        let folder = self.packages().join(HOSTS[0]).join(address).join(version).join(platform());
        place(binary, &folder.join(format!("terraform-provider-{name}_v{version}")))
    }

    /// The file `TF_CLI_CONFIG_FILE` must name.
    pub fn cli_configuration(&self) -> PathBuf {
        self.folder.join("terraform.rc")
    }

    /// The installed executable.
    pub fn executable(&self) -> PathBuf {
        self.package(HOSTS[0])
    }

    fn configure(&self) -> Result<(), Failure> {
        let configuration = cli_configuration(&self.packages());
        fs::write(self.cli_configuration(), configuration).attempting("write the CLI configuration")
    }

    fn packages(&self) -> PathBuf {
        self.folder.join("packages")
    }

    fn package(&self, host: &str) -> PathBuf {
        let folder = self.packages().join(host).join(ADDRESS).join(VERSION).join(platform());
        folder.join(format!("terraform-provider-servicenow_v{VERSION}"))
    }
}

/// The platform in the registry's words: `linux_amd64`.
pub fn platform() -> String {
    let system = if OS == "macos" { "darwin" } else { OS };
    let machine = match ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    format!("{system}_{machine}")
}

/// Links the binary where the file system allows it: it is large and copied twice otherwise.
/// The link survives a later build, which replaces the file rather than writing into it.
fn place(binary: &Path, package: &Path) -> Result<(), Failure> {
    let folder = package.parent().unwrap_or(package);
    fs::create_dir_all(folder).attempting(format!("create {}", folder.display()))?;
    if fs::hard_link(binary, package).is_ok() {
        return Ok(());
    }
    fs::copy(binary, package).map(drop).attempting(format!("install {}", binary.display()))
}

fn cli_configuration(packages: &Path) -> String {
    let path = packages.display().to_string().replace('\\', "\\\\").replace('"', "\\\"");
    format!("provider_installation {{\n  filesystem_mirror {{\n    path = \"{path}\"\n  }}\n}}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_provider_lies_where_both_registries_clients_look() {
        let folder = tempfile::tempdir().unwrap();
        let binary = folder.path().join("built");
        fs::write(&binary, "binary").unwrap();
        let mirror = Mirror::install(folder.path(), &binary).unwrap();
        for host in HOSTS {
            assert_eq!(fs::read_to_string(mirror.package(host)).unwrap(), "binary");
        }
        let relative = mirror.executable();
        let relative = relative.strip_prefix(mirror.packages()).unwrap().display().to_string();
        assert!(relative.contains(&format!("servicenow-iac/servicenow/{VERSION}/")));
        assert!(relative.ends_with(&format!("/terraform-provider-servicenow_v{VERSION}")));
    }

    #[test]
    fn an_archive_lies_where_clients_look_for_packed_ones() {
        let folder = tempfile::tempdir().unwrap();
        let archive = folder.path().join("terraform-provider-servicenow_0.1.0_linux_amd64.zip");
        fs::write(&archive, "archive").unwrap();
        let mirror = Mirror::packed(folder.path(), &archive).unwrap();
        assert!(mirror.cli_configuration().is_file());
        for host in HOSTS {
            let package =
                mirror.packages().join(host).join(ADDRESS).join(archive.file_name().unwrap());
            assert_eq!(fs::read_to_string(package).unwrap(), "archive");
        }
    }

    #[test]
    fn the_cli_configuration_allows_the_mirror_and_nothing_else() {
        let text = cli_configuration(Path::new("/a \"b\""));
        assert!(text.contains("path = \"/a \\\"b\\\"\""));
        assert!(!text.contains("direct"));
    }

    #[test]
    fn a_missing_binary_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let failure = Mirror::install(folder.path(), Path::new("/nowhere/provider")).unwrap_err();
        assert!(failure.to_string().contains("/nowhere/provider"));
    }
}
