//! The records behind a Terraform state, as blocks a person can read; secrets masked.

use reqwest::Method;
use serde_json::{Map, Value};
use terraform_provider_servicenow::resources::ALL;

use crate::failure::Failure;
use crate::instance::Instance;
use crate::report::aligned;

/// The type of any row, whose table is an attribute.
const ANY_RECORD: &str = "servicenow_record";

/// Columns that say which record it is: the first that is not empty.
const TITLES: [&str; 5] = ["name", "user_name", "function_name", "role", "auth_scope"];

/// A column of a secret that the instance makes, so that no attribute is for it.
const TOKEN: &str = "token";

/// What a column holds that is off, or nought.
const OFF: [&str; 2] = ["false", "0"];

/// One record: a title and its columns that are not empty.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block {
    title: String,
    columns: Vec<(String, String)>,
}

impl Block {
    /// Without the columns that are off or nought, as most of a record's are.
    #[must_use]
    pub(super) fn short(mut self) -> Self {
        self.columns.retain(|(_, value)| !OFF.contains(&value.as_str()));
        self
    }

    /// The title and an aligned line for each column.
    pub(super) fn lines(&self) -> Vec<String> {
        let columns = aligned(&self.columns).into_iter().map(|line| format!("  {line}"));
        std::iter::once(self.title.clone()).chain(columns).collect()
    }
}

/// The records of every managed resource of `state` that are on this instance, each read from the
/// table of its own class, and the default profile after the registry it belongs to.
pub(super) fn of_state(instance: &Instance, state: &Value) -> Result<Vec<Block>, Failure> {
    let mut blocks: Vec<Block> = Vec::new();
    for (table, sys_id) in managed(state) {
        let Some(class) = class_of(instance, table, sys_id)? else { continue };
        let mut read = vec![read(instance, &class, sys_id)?];
        if table == "oauth_entity" {
            read.extend(profiles_of(instance, sys_id)?);
        }
        // The default profile may be in the state too.
        read.retain(|block| !blocks.contains(block));
        blocks.extend(read);
    }
    Ok(blocks)
}

/// The table and the sys_id of each record, in the order in which the documentation has the types.
fn managed(state: &Value) -> Vec<(&str, &str)> {
    let resources = resources_of(&state["values"]["root_module"]);
    let managed = resources.into_iter().filter(|resource| resource["mode"] == "managed");
    let mut found: Vec<(usize, &str, &str)> = managed.filter_map(record_of).collect();
    found.sort_unstable();
    // An application has the same sys_id on every instance.
    found.dedup();
    found.into_iter().map(|(_, table, sys_id)| (table, sys_id)).collect()
}

/// The place of a resource's type, its table and its sys_id; nothing for another provider's.
fn record_of(resource: &Value) -> Option<(usize, &str, &str)> {
    let (name, values) = (resource["type"].as_str()?, &resource["values"]);
    let sys_id = values["id"].as_str()?;
    if name == ANY_RECORD {
        return Some((ALL.len(), values["table"].as_str()?, sys_id));
    }
    let name = name.strip_prefix("servicenow_")?;
    let place = ALL.iter().position(|it| it.name == name)?;
    Some((place, ALL[place].table, sys_id))
}

/// The resources of a module and of the modules in it.
fn resources_of(module: &Value) -> Vec<&Value> {
    let list = |name: &str| module[name].as_array().into_iter().flatten();
    list("resources").chain(list("child_modules").flat_map(resources_of)).collect()
}

/// A record of a base table is read from the table of its class, which has all its columns. None
/// where it is on another instance.
fn class_of(instance: &Instance, table: &str, sys_id: &str) -> Result<Option<String>, Failure> {
    let Some(record) = instance.records(table, &format!("sys_id={sys_id}"))?.pop() else {
        return Ok(None);
    };
    let class = record.get("sys_class_name").and_then(Value::as_str).unwrap_or_default();
    Ok(Some(if class.is_empty() { table.to_owned() } else { class.to_owned() }))
}

fn profiles_of(instance: &Instance, registry: &str) -> Result<Vec<Block>, Failure> {
    let profiles = instance.records("oauth_entity_profile", &format!("oauth_entity={registry}"))?;
    let ids = profiles.iter().filter_map(|profile| profile.get("sys_id")?.as_str());
    ids.map(|sys_id| read(instance, "oauth_entity_profile", sys_id)).collect()
}

fn read(instance: &Instance, table: &str, sys_id: &str) -> Result<Block, Failure> {
    let path = format!("/api/now/table/{table}/{sys_id}?sysparm_display_value=all");
    let answer = instance.send(Method::GET, &path, None)?;
    let Some(record) = answer.body["result"].as_object() else {
        let said = format!("the instance answered {} {}", answer.status, answer.body);
        return Err(Failure::new(format!("could not read {table}")).because(said));
    };
    Ok(block(table, record))
}

fn block(table: &str, record: &Map<String, Value>) -> Block {
    let mut names = TITLES.iter().map(|column| cell(record, column).1);
    let title = format!("{table}: {}", names.find(|name| !name.is_empty()).unwrap_or_default());
    let columns = record.keys().filter(|column| !is_bookkeeping(column) && *column != "name");
    let mut columns: Vec<_> = columns
        .map(|column| (column.clone(), shown(column, cell(record, column))))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    columns.sort();
    Block { title, columns }
}

/// Columns the instance keeps for itself: who and when, class, package, update set.
fn is_bookkeeping(column: &str) -> bool {
    (column.starts_with("sys_") && !["sys_id", "sys_scope", "sys_domain"].contains(&column))
        || column == "salt"
}

/// Stored value and display value.
fn cell<'a>(record: &'a Map<String, Value>, column: &str) -> (&'a str, &'a str) {
    let cell = record.get(column).unwrap_or(&Value::Null);
    let value = cell["value"].as_str().unwrap_or_default();
    (value, cell["display_value"].as_str().unwrap_or(value))
}

fn shown(column: &str, (value, display): (&str, &str)) -> String {
    if value.is_empty() && display.is_empty() {
        return String::new();
    }
    if is_secret(column) {
        return "****".to_owned();
    }
    let is_reference = value.len() == 32 && display != value && !display.is_empty();
    if is_reference { format!("{display}  ({value})") } else { value.to_owned() }
}

/// Whether the column holds a secret: shown as set or not, never as it is.
fn is_secret(column: &str) -> bool {
    let mut fields = ALL.iter().flat_map(|resource| resource.fields);
    column == TOKEN || fields.any(|field| field.is_secret() && field.column == Some(column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn record() -> Value {
        json!({
            "name": {"value": "Camunda OAuth", "display_value": "Camunda OAuth"},
            "client_secret": {"value": "7A1F==", "display_value": "*********"},
            "oauth_entity": {"value": "0123456789abcdef0123456789abcdef", "display_value": "Parent"},
            "active": {"value": "true", "display_value": "true"},
            "comments": {"value": "", "display_value": ""},
            "sys_created_by": {"value": "admin", "display_value": "admin"},
        })
    }

    #[test]
    fn a_block_shows_names_of_references_and_leaves_empty_columns_out() {
        let block = block("oauth_entity", record().as_object().unwrap());
        assert_eq!(
            block.lines(),
            [
                "oauth_entity: Camunda OAuth",
                "  active         true",
                "  client_secret  ****",
                "  oauth_entity   Parent  (0123456789abcdef0123456789abcdef)",
            ]
        );
    }

    #[test]
    fn a_short_block_lacks_what_is_off() {
        let mut record = record();
        record["public_client"] = json!({"value": "false", "display_value": "false"});
        let block = block("oauth_entity", record.as_object().unwrap());
        assert_eq!(block.lines().len(), 5);
        assert_eq!(block.short().lines().len(), 4);
    }

    #[test]
    fn the_records_of_a_state_are_those_of_the_managed_resources_of_all_its_modules() {
        let resource = |mode: &str, kind: &str, id: &str| json!({"mode": mode, "type": kind, "values": {"id": id}});
        let mut row = resource("managed", "servicenow_record", "5");
        row["values"]["table"] = "cmdb_ci".into();
        let state = json!({"values": {"root_module": {"resources": [
            row,
            resource("managed", "servicenow_role", "1"),
            resource("data", "servicenow_connection_alias", "2"),
            resource("managed", "terraform_data", "3"),
            resource("managed", "servicenow_import_source", "6"),
        ], "child_modules": [{"resources": [resource("managed", "servicenow_connection", "4")]}]}}});
        let found = [
            ("sys_connection", "4"),
            ("sys_user_role", "1"),
            ("sys_data_source", "6"),
            ("cmdb_ci", "5"),
        ];
        assert_eq!(managed(&state), found);
    }

    #[test]
    fn a_column_that_some_type_keeps_a_secret_in_is_masked() {
        for column in ["client_secret", "user_password", "jdbc_password", "token"] {
            assert_eq!(shown(column, ("7A1F==", "*********")), "****", "{column}");
        }
        assert_eq!(shown("user_name", ("ann", "ann")), "ann");
    }
}
