//! What there is to say about a guide: who takes part, what its configuration is applied with, and
//! what of it is decisive.

use super::{Form, Neighbour, Right};

/// A guide, the configuration under `examples/integrations` that carries it out, and its proof.
#[derive(Debug)]
pub struct Guide {
    /// Its folder's name.
    pub name: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    /// Who acts once it is applied.
    pub third_party: &'static str,
    /// The instances it is about.
    pub seats: &'static [Seat],
    /// Whoever the instance calls, where that is no instance.
    pub neighbour: Option<Neighbour>,
    /// Settings of the provider beside instance and account.
    pub environment: &'static [(&'static str, &'static str)],
    /// The values that its variables must be given, secrets apart. `{local}` stands for the address of the instance of
    /// that name.
    pub variables: &'static [(&'static str, &'static str)],
    /// Further variables that its proof sets.
    pub options: &'static [(&'static str, &'static str)],
    /// The variables that take secrets.
    pub secrets: &'static [Secret],
    /// The scope of the application that it installs, which destroy leaves.
    pub application: Option<&'static str>,
    /// What each plan warns of until the third party has acted.
    pub warns: &'static [&'static str],
    /// What else stays after destroy, as the plan warned: parts of differences.
    pub stays: &'static [&'static str],
    /// Changes that its proof must notice.
    pub changes: &'static [Change],
    /// The ways to apply it that take different roles, the one with every default first.
    pub forms: &'static [Form],
    /// The roles of the accounts that apply it.
    pub rights: &'static [Right],
}

/// An instance of a guide.
#[derive(Debug)]
pub struct Seat {
    /// What the guide calls it.
    pub name: &'static str,
    /// The host it is reached under. Cookies are a host's, not a port's, so that a browser needs
    /// another one for each instance.
    pub host: &'static str,
}

/// A secret of its own, so that it can be looked for.
#[derive(Debug)]
pub struct Secret {
    /// The variable.
    pub variable: &'static str,
    /// Its value.
    pub value: &'static str,
    /// Where an instance must hold it, encrypted.
    pub places: &'static [Place],
}

/// A column of a record.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The name of the instance.
    pub seat: &'static str,
    /// The table.
    pub table: &'static str,
    /// The encoded query that finds the one record.
    pub query: &'static str,
    /// The column.
    pub column: &'static str,
}

/// A change of the example, and the claim that then must not hold.
#[derive(Debug)]
pub struct Change {
    /// What is changed, for the test that makes the change.
    pub name: &'static str,
    /// How.
    pub edit: Edit,
    /// The claim that breaks, word for word. All before it hold.
    pub breaks: &'static str,
}

/// How an example is changed.
#[derive(Debug)]
pub enum Edit {
    /// A text that is in a file once.
    Attribute {
        /// The file, below the example's folder.
        file: &'static str,
        /// What is there.
        from: &'static str,
        /// What comes in its place.
        to: &'static str,
    },
    /// The value of a variable.
    Variable {
        /// Its name.
        name: &'static str,
        /// Its value.
        value: &'static str,
    },
}

impl Seat {
    /// The instance in a sentence.
    pub fn said(&self) -> String {
        if self.name == "instance" {
            return "the instance".to_owned();
        }
        format!("the {} instance", self.name)
    }
}

impl Guide {
    /// Where its configuration lies, below the root of the repository.
    pub fn folder(&self) -> String {
        format!("examples/integrations/{}", self.name)
    }

    /// The script that plays the third party, below `tests/clients/python`.
    pub fn script(&self) -> String {
        format!("guides/{}.py", self.name.replace('-', "_"))
    }

    /// Every variable that must be set and its value, secrets included.
    pub fn needed_values(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let secrets = self.secrets.iter().map(|secret| (secret.variable, secret.value));
        self.variables.iter().copied().chain(secrets)
    }

    /// Every variable that the proof sets and its value, secrets included.
    pub fn values(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.needed_values().chain(self.options.iter().copied())
    }

    /// The value of one of them; empty where it is not set.
    pub fn value(&self, name: &str) -> &'static str {
        self.values().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }

    /// The change of that name.
    pub fn change(&self, name: &str) -> Option<&'static Change> {
        self.changes.iter().find(|change| change.name == name)
    }
}
