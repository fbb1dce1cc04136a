//! What is applied: so many records in so many tables, as a configuration of our provider and as
//! one of `terraform_data`.
//!
//! Only types without secrets: a secret costs a request of its own.

use std::fmt;

use crate::mirror::ADDRESS;

/// How many requests the provider may have in flight, as many as Terraform has resources at work.
pub(super) const CONCURRENT: u32 = 10;

/// So many records, spread evenly over so many tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shape {
    pub(super) records: u32,
    pub(super) tables: u32,
}

/// A resource type and the arguments of its records, in which `@` stands for the type whose
/// records another one refers to.
struct Kind(&'static str, &'static [(&'static str, &'static str)]);

/// In the order in which tables are used: a configuration of two has the first two.
const KINDS: [Kind; 8] = [
    Kind(
        "connection_alias",
        &[("name", "Bench_${count.index}"), ("description", "Alias ${count.index}")],
    ),
    Kind(
        "connection",
        &[
            ("name", "Bench ${count.index}"),
            ("connection_alias", "@connection_alias"),
            ("connection_url", "https://bench-${count.index}.example.com/api"),
        ],
    ),
    Kind("retry_policy", &[("name", "Bench ${count.index}"), ("condition", "status_code=429")]),
    Kind("group", &[("name", "Bench ${count.index}"), ("description", "Group ${count.index}")]),
    Kind("role", &[("name", "bench_${count.index}"), ("description", "Role ${count.index}")]),
    Kind("system_property", &[("name", "bench.${count.index}"), ("value", "${count.index}")]),
    Kind("auth_scope", &[("name", "bench_${count.index}"), ("description", "${count.index}")]),
    Kind("user", &[("user_name", "bench.${count.index}"), ("last_name", "Bench ${count.index}")]),
];

/// The block that names the provider.
pub(super) fn required() -> String {
    format!(
        "terraform {{\n  required_providers {{\n    servicenow = {{\n      source = \"{ADDRESS}\"\n    }}\n  }}\n}}\n\n"
    )
}

impl Shape {
    /// Records of our provider, or of the one that does nothing under its name.
    pub(super) fn of_the_provider(self) -> String {
        let head = format!(
            "{}provider \"servicenow\" {{\n  max_concurrent_requests = {CONCURRENT}\n}}\n",
            required()
        );
        let resource = |(Kind(name, arguments), count): (&Kind, u32)| {
            let arguments = lines(arguments, "  ", |other| format!("servicenow_{other}.bench"));
            format!(
                "\nresource \"servicenow_{name}\" \"bench\" {{\n  count = {count}\n{arguments}}}\n"
            )
        };
        head + &self.kinds().map(resource).collect::<String>()
    }

    /// As many `terraform_data` holding the same values: what Terraform costs without a provider.
    pub(super) fn of_terraform_alone(self) -> String {
        let resource = |(Kind(name, arguments), count): (&Kind, u32)| {
            let arguments = lines(arguments, "    ", |other| format!("terraform_data.{other}"));
            format!(
                "resource \"terraform_data\" \"{name}\" {{\n  count = {count}\n  input = {{\n{arguments}  }}\n}}\n"
            )
        };
        self.kinds().map(resource).collect()
    }

    /// The types, each with the number of its records. What is left over goes to the first ones,
    /// so that whatever refers to another finds one.
    fn kinds(self) -> impl Iterator<Item = (&'static Kind, u32)> {
        let (each, over) = (self.records / self.tables, self.records % self.tables);
        let counts = (0..self.tables).map(move |table| each + u32::from(table < over));
        KINDS.iter().zip(counts)
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { records, tables } = self;
        let thousands = records / 1_000;
        match thousands {
            0 => write!(f, "{records} in {tables}"),
            _ => write!(f, "{thousands},{:03} in {tables}", records % 1_000),
        }
    }
}

fn lines(arguments: &[(&str, &str)], indent: &str, other: impl Fn(&str) -> String) -> String {
    let line = |(name, value): &(&str, &str)| match value.strip_prefix('@') {
        Some(kind) => format!("{indent}{name} = {}[count.index].id\n", other(kind)),
        None => format!("{indent}{name} = \"{value}\"\n"),
    };
    arguments.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(text: &str) -> Vec<u32> {
        let lines = text.lines().filter_map(|line| line.strip_prefix("  count = "));
        lines.map(|count| count.parse().unwrap()).collect()
    }

    #[test]
    fn both_configurations_hold_all_records_in_all_tables() {
        for (records, tables) in [(100, 2), (100, 8), (1_000, 2), (1_000, 8)] {
            let shape = Shape { records, tables };
            for text in [shape.of_the_provider(), shape.of_terraform_alone()] {
                let counts = counts(&text);
                assert_eq!(counts.iter().sum::<u32>(), records);
                assert_eq!(counts.len(), tables as usize);
                assert!(counts.is_sorted_by(|one, next| one >= next), "{counts:?}");
            }
        }
    }

    #[test]
    fn a_reference_leads_to_the_same_record_in_both() {
        let shape = Shape { records: 4, tables: 2 };
        let ours = "connection_alias = servicenow_connection_alias.bench[count.index].id";
        assert!(shape.of_the_provider().contains(ours));
        let alone = "connection_alias = terraform_data.connection_alias[count.index].id";
        assert!(shape.of_terraform_alone().contains(alone));
    }

    #[test]
    fn a_shape_is_named_by_its_numbers() {
        assert_eq!(Shape { records: 100, tables: 8 }.to_string(), "100 in 8");
        assert_eq!(Shape { records: 1_000, tables: 2 }.to_string(), "1,000 in 2");
    }
}
