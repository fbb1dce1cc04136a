//! What is built before a command runs.

/// Packages that are built in one go: with another selection cargo would unify features differently, and compile
/// much of them again.
#[derive(Debug, PartialEq, Eq)]
pub struct Selection {
    /// What it is called where its last time is kept.
    pub(crate) name: &'static str,
    /// What it is, in words.
    pub(crate) said: &'static str,
    packages: &'static [&'static str],
    profile: &'static str,
}

/// The commands.
pub static COMMANDS: Selection =
    Selection { name: "commands", said: "the commands", packages: &["xtask"], profile: "dev" };

/// The commands and all that the demo runs.
pub static DEMO: Selection = Selection {
    name: "demo",
    said: "the provider, the simulated instance and the demo",
    packages: &["xtask", "terraform-provider-servicenow", "simulator"],
    profile: "demo",
};

impl Selection {
    fn packages(&self) -> impl Iterator<Item = &'static str> {
        self.packages.iter().flat_map(|package| ["--package", package])
    }

    /// The arguments of `cargo build`.
    pub fn to_build(&self) -> Vec<&'static str> {
        let fixed = ["build", "--message-format", "json-render-diagnostics", "--bins"];
        fixed.into_iter().chain(["--profile", self.profile]).chain(self.packages()).collect()
    }

    /// The arguments of `cargo tree`, for a line for each crate.
    pub(crate) fn to_list(&self) -> Vec<&'static str> {
        let fixed = ["tree", "--prefix", "none", "--edges", "normal,build", "--format", "{p}"];
        fixed.into_iter().chain(self.packages()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_is_what_is_counted() {
        for selection in [&COMMANDS, &DEMO] {
            let (build, list) = (selection.to_build(), selection.to_list());
            for package in selection.packages {
                assert!(build.contains(package) && list.contains(package));
            }
        }
        assert!(DEMO.to_build().ends_with(&["--package", "simulator"]));
    }
}
