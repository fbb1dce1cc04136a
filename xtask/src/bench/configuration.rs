//! The configurations that are planned: the same records under a provider and without one.
//!
//! Connection aliases and HTTP connections: two types without secrets, one referring to the other.

use crate::mirror::ADDRESS;

/// Records of each of the two tables.
pub(super) const RECORDS_PER_TABLE: usize = 500;

/// The two tables, as resource types.
pub(super) const TYPES: [&str; 2] = ["servicenow_connection_alias", "servicenow_connection"];

/// Aliases and a connection for each.
pub(super) fn of_the_provider() -> String {
    format!(
        r#"terraform {{
  required_providers {{
    servicenow = {{
      source = "{ADDRESS}"
    }}
  }}
}}

provider "servicenow" {{}}

resource "servicenow_connection_alias" "bench" {{
  count       = {RECORDS_PER_TABLE}
  name        = "Bench_${{count.index}}"
  description = "Alias ${{count.index}} of the benchmark"
}}

resource "servicenow_connection" "bench" {{
  count            = {RECORDS_PER_TABLE}
  name             = "Bench ${{count.index}}"
  connection_alias = servicenow_connection_alias.bench[count.index].id
  connection_url   = "https://bench-${{count.index}}.example.com/api"
}}
"#
    )
}

/// As many `terraform_data` holding the same values: what Terraform costs without a provider.
pub(super) fn of_terraform_alone() -> String {
    format!(
        r#"resource "terraform_data" "alias" {{
  count = {RECORDS_PER_TABLE}
  input = {{
    name        = "Bench_${{count.index}}"
    description = "Alias ${{count.index}} of the benchmark"
  }}
}}

resource "terraform_data" "connection" {{
  count = {RECORDS_PER_TABLE}
  input = {{
    name             = "Bench ${{count.index}}"
    connection_alias = terraform_data.alias[count.index].id
    connection_url   = "https://bench-${{count.index}}.example.com/api"
  }}
}}
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_configurations_hold_the_same_number_of_resources() {
        let count = |text: &str| text.matches(&format!("= {RECORDS_PER_TABLE}\n")).count();
        assert_eq!(count(&of_the_provider()), TYPES.len());
        assert_eq!(count(&of_terraform_alone()), TYPES.len());
    }

    #[test]
    fn every_type_that_is_named_is_used() {
        for name in TYPES {
            assert!(of_the_provider().contains(&format!("resource \"{name}\"")));
        }
    }
}
