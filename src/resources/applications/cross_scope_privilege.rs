//! `servicenow_cross_scope_privilege`: what scripts of one application may do in another (docs/facts.md#cross-scope-privilege).

use crate::describe::{Field, Finding, Given, Resource, Values, choice, reference, text};

pub(crate) static RESOURCE: Resource = Resource::table("cross_scope_privilege", "sys_scope_privilege")
    .doc(
        "A cross-scope privilege: whether scripts of one application may do something with a table or script of another. Each \
         operation on each target has a record of its own, which belongs to the application whose scripts run: name that as \
         `application_scope` too. It allows no more than the table itself opens to other applications.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["source_scope", "target_scope", "target_type", "target_name", "operation"]])
    .names_one()
    .import_path(&["source_scope", "target_name", "operation"])
    .checks(&[the_operation_is_one_of_its_target])
    .fields(FIELDS);

const TABLE: &str = "sys_db_object";
const EXECUTE: &str = "execute";

const FIELDS: &[Field] = &[
    reference("source_scope", "sys_scope")
        .by(&["scope"])
        .literals(&["global"])
        .required()
        .doc("The application whose scripts run, by scope or sys_id."),
    reference("target_scope", "sys_scope")
        .by(&["scope"])
        .literals(&["global"])
        .required()
        .doc("The application that they reach into, by scope or sys_id."),
    choice("target_type", &[TABLE, "sys_script_include", "scriptable"]).or_others().required().doc(
        "What they reach for: `sys_db_object` is a table, `sys_script_include` a script include, `scriptable` an object that \
         the platform offers to scripts, such as `GlideRecord`.",
    ),
    text("target_name").required().doc("Name of the table, script include or object."),
    choice("operation", &["read", "write", "create", "delete", EXECUTE]).or_others().required().doc(
        "What they do with it: `read`, `write`, `create` or `delete` records of a table, or `execute` anything else.",
    ),
    choice("status", &["allowed", "denied", "requested"]).or_others().required().doc(
        "Whether they may: `allowed`, `denied`, or `requested`, which waits for an administrator.",
    ),
];

/// Tables are read and written, all else is executed (docs/facts.md#cross-scope-privilege).
fn the_operation_is_one_of_its_target(values: &dyn Values) -> Vec<Finding> {
    let (Given::Is(operation), Given::Is(target)) =
        (values.text("operation"), values.text("target_type"))
    else {
        return Vec::new();
    };
    let detail = match (operation, target) {
        (EXECUTE, TABLE) => {
            "Nothing executes a table, so the privilege counts for nothing. Set operation to \"read\", \"write\", \"create\" or \
             \"delete\"."
        }
        ("read" | "write" | "create" | "delete", "sys_script_include" | "scriptable") => {
            "A script is only executed, so the privilege counts for nothing. Set operation = \"execute\"."
        }
        _ => return Vec::new(),
    };
    vec![Finding::warning("operation", "The target has no such operation", detail)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn tables_are_read_and_scripts_are_executed() {
        let found = |operation, target| {
            let given = [("operation", operation), ("target_type", target)];
            the_operation_is_one_of_its_target(&sample(&given))
        };
        for (operation, target) in
            [("execute", "sys_db_object"), ("read", "scriptable"), ("delete", "sys_script_include")]
        {
            assert!(found(operation, target)[0].warning, "{operation} {target}");
        }
        for (operation, target) in [
            ("read", "sys_db_object"),
            ("execute", "scriptable"),
            ("execute", "?"),
            ("x", "scriptable"),
        ] {
            assert!(found(operation, target).is_empty(), "{operation} {target}");
        }
    }
}
