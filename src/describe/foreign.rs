//! A resource type of another provider as data: where its attributes stand on the instance, and what its states become.

use super::words::same;

/// A resource type of another provider whose states can be taken over. An attribute stands in the column of its own name,
/// unless it is [`renamed`](Self::renamed).
#[derive(Debug, Clone, Copy)]
pub struct Foreign {
    /// Its full name.
    pub name: &'static str,
    /// The table of its records; empty where each state names one.
    pub table: &'static str,
    /// The full name of the type that it becomes here; `None` for a row of any table.
    pub becomes: Option<&'static str>,
    /// Its attributes, without those that every type of that provider may have.
    pub attributes: &'static [&'static str],
    /// Those that a configuration always sets.
    pub required: &'static [&'static str],
    /// Attributes whose column has another name, with that.
    pub renamed: &'static [(&'static str, &'static str)],
    /// Attributes that hold secrets.
    pub secret: &'static [&'static str],
    /// Columns, and their values, that all its records have.
    pub implied: &'static [(&'static str, &'static str)],
    /// Attributes of which nothing is said though nothing here stands for them: the type that it becomes implies them.
    pub untold: &'static [&'static str],
}

impl Foreign {
    /// A type whose records are rows of `table`, and become rows of any table here.
    #[must_use]
    pub const fn of(name: &'static str, table: &'static str) -> Self {
        Self {
            name,
            table,
            becomes: None,
            attributes: &[],
            required: &[],
            renamed: &[],
            secret: &[],
            implied: &[],
            untold: &[],
        }
    }

    /// The type here that its records have.
    #[must_use]
    pub const fn becoming(mut self, name: &'static str) -> Self {
        self.becomes = Some(name);
        self
    }

    /// Its attributes. What is said of one that is not among them does not compile.
    #[must_use]
    pub const fn attributes(mut self, names: &'static [&'static str]) -> Self {
        self.attributes = names;
        self
    }

    /// Attributes that a configuration always sets.
    #[must_use]
    pub const fn required(mut self, names: &'static [&'static str]) -> Self {
        assert!(self.has_all(names), "what is required is an attribute");
        self.required = names;
        self
    }

    /// The columns of attributes that are called otherwise.
    #[must_use]
    pub const fn renamed(mut self, columns: &'static [(&'static str, &'static str)]) -> Self {
        let mut index = 0;
        while index < columns.len() {
            assert!(self.has(columns[index].0), "what is renamed is an attribute");
            index += 1;
        }
        self.renamed = columns;
        self
    }

    /// Attributes that hold secrets.
    #[must_use]
    pub const fn secret(mut self, names: &'static [&'static str]) -> Self {
        assert!(self.has_all(names), "what holds a secret is an attribute");
        self.secret = names;
        self
    }

    /// Columns, and their values, that all its records have.
    #[must_use]
    pub const fn implying(mut self, columns: &'static [(&'static str, &'static str)]) -> Self {
        self.implied = columns;
        self
    }

    /// Attributes that the type which it becomes implies.
    #[must_use]
    pub const fn untold(mut self, names: &'static [&'static str]) -> Self {
        assert!(self.has_all(names), "what is left untold is an attribute");
        self.untold = names;
        self
    }

    /// The column in which an attribute stands.
    pub fn column<'a>(&self, attribute: &'a str) -> &'a str {
        let renamed = self.renamed.iter().find(|(name, _)| *name == attribute);
        renamed.map_or(attribute, |(_, column)| column)
    }

    const fn has_all(&self, names: &[&str]) -> bool {
        let mut index = 0;
        while index < names.len() {
            if !self.has(names[index]) {
                return false;
            }
            index += 1;
        }
        true
    }

    const fn has(&self, name: &str) -> bool {
        let mut index = 0;
        while index < self.attributes.len() {
            if same(self.attributes[index], name) {
                return true;
            }
            index += 1;
        }
        false
    }
}
