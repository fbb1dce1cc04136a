//! The guides the demo can follow, and the values it gives their variables.

use crate::failure::Failure;
use crate::instance::Instance;
use crate::workspace::Workspace;

/// The guide that is followed when none is named.
pub const DEFAULT_GUIDE: &str = "camunda-spoke";

/// A configuration under `examples/integrations` and what to apply it with.
#[derive(Debug, PartialEq, Eq)]
pub struct Guide {
    /// Its folder's name.
    pub name: &'static str,
    /// The values of its variables, secrets apart.
    variables: &'static [(&'static str, &'static str)],
    /// The variable that takes the secret.
    secret_variable: &'static str,
    /// The secret the demo uses: its own, so that it can be looked for.
    pub secret: &'static str,
    /// Table, query and column in which the instance must hold the secret.
    secret_column: (&'static str, &'static str, &'static str),
    /// The scope of the application that the guide installs and destroy leaves.
    pub application: &'static str,
}

static GUIDES: [Guide; 1] = [Guide {
    name: "camunda-spoke",
    variables: &[
        ("camunda_client_id", "demo-client"),
        ("camunda_region_host", "lhr-1.zeebe.camunda.io"),
        ("camunda_cluster_id", "6b6b3969-a65c-4bdd-905e-c29102eebded"),
    ],
    secret_variable: "camunda_client_secret",
    secret: "demo-only-3e8a1f0c",
    secret_column: ("oauth_entity", "name=Camunda OAuth", "client_secret"),
    application: "x_camun_camunda",
}];

impl Guide {
    /// The guide called `name`.
    pub fn named(name: &str) -> Result<&'static Self, Failure> {
        let names: Vec<&str> = GUIDES.iter().map(|guide| guide.name).collect();
        GUIDES.iter().find(|guide| guide.name == name).ok_or_else(|| {
            Failure::new(format!("there is no guide called {name}"))
                .remedy(format!("choose one of: {}", names.join(", ")))
        })
    }

    /// Where its configuration lies, below the root of the repository.
    pub fn folder(&self) -> String {
        format!("examples/integrations/{}", self.name)
    }

    /// Gives the configuration's variables their values, through the environment.
    pub fn fill(&self, workspace: &mut Workspace) {
        for (name, value) in self.variables {
            workspace.variable(name, value);
        }
        workspace.variable(self.secret_variable, self.secret);
    }

    /// Whether the instance holds the demo's secret, encrypted.
    pub fn secret_is_stored(&self, instance: &Instance) -> Result<bool, Failure> {
        let (table, query, column) = self.secret_column;
        let record = instance.record(table, query)?;
        let sys_id = record["sys_id"].as_str().unwrap_or_default();
        instance.holds_secret(table, sys_id, column, self.secret)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo;
    use std::fs;

    #[test]
    fn every_variable_of_a_guide_without_a_default_has_a_value() {
        for guide in &GUIDES {
            let text = fs::read_to_string(cargo::root().join(guide.folder()).join("variables.tf"))
                .unwrap();
            for block in
                text.split("\nvariable \"").map(|block| block.trim_start_matches("variable \""))
            {
                let name = block.split('"').next().unwrap();
                let given = guide.variables.iter().any(|(known, _)| *known == name)
                    || guide.secret_variable == name;
                assert!(given || block.contains("default "), "{name} of {}", guide.name);
            }
        }
    }

    #[test]
    fn an_unknown_guide_is_answered_with_the_known_ones() {
        let failure = Guide::named("nowhere").unwrap_err();
        assert!(failure.explained().contains(DEFAULT_GUIDE));
    }
}
