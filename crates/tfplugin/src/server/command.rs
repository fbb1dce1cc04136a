//! The command line: for people; the host uses none.

use std::ffi::OsString;

use super::ServeOptions;

/// What the program is to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// Serve the host that started it.
    Plugin,
    /// Serve whoever reattaches, until Ctrl-C.
    Debug,
    Version,
    Help,
    /// Nothing of this is known.
    Wrong,
}

impl Command {
    pub(super) fn from_arguments(arguments: impl Iterator<Item = OsString>) -> Self {
        let mut command = Self::Plugin;
        for argument in arguments {
            command = match argument.to_str() {
                Some("--version" | "-version" | "-V") => return Self::Version,
                Some("--help" | "-help" | "-h") => return Self::Help,
                Some("--debug" | "-debug") => Self::Debug,
                _ => return Self::Wrong,
            };
        }
        command
    }
}

/// How the program is used.
pub(super) fn help(options: &ServeOptions) -> String {
    let ServeOptions { address, name, version, .. } = options;
    format!(
        "{name} {version}\n\
         \n\
         This program is a Terraform provider. Terraform starts it; it does nothing by itself.\n\
         Name it in a configuration and run `terraform init`:\n\
         \n\
         \x20   terraform {{\n\
         \x20     required_providers {{\n\
         \x20       {local} = {{ source = \"{address}\" }}\n\
         \x20     }}\n\
         \x20   }}\n\
         \n\
         Options:\n\
         \x20   --debug     serve until Ctrl-C, and print how Terraform finds this process\n\
         \x20   --version   print name and version\n\
         \x20   --help      print this\n",
        local = local_name(address),
    )
}

/// The last part of the address: the name that configurations use.
pub(super) fn local_name(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> Command {
        Command::from_arguments(arguments.iter().map(OsString::from))
    }

    #[test]
    fn the_options_are_understood() {
        assert_eq!(read(&[]), Command::Plugin);
        assert_eq!(read(&["--debug"]), Command::Debug);
        assert_eq!(read(&["--debug", "--version"]), Command::Version);
        assert_eq!(read(&["-h"]), Command::Help);
        assert_eq!(read(&["serve"]), Command::Wrong);
        assert_eq!(read(&["--debug", "serve"]), Command::Wrong);
    }

    #[test]
    fn the_help_shows_how_to_name_the_provider() {
        let options = ServeOptions {
            address: "registry.example/acme/thing",
            name: "terraform-provider-thing",
            version: "1.2.3",
            module: "provider",
            log_targets: &[],
        };
        let help = help(&options);
        assert!(help.contains("thing = { source = \"registry.example/acme/thing\" }"), "{help}");
        assert!(help.starts_with("terraform-provider-thing 1.2.3\n"), "{help}");
        assert!(help.lines().all(|line| line.len() <= 100), "{help}");
    }
}
