//! `servicenow_client_script`: what a form does in the browser (docs/facts.md#client-script).

use crate::describe::{Field, Finding, Given, Resource, Values, choice, flag, text, whole};
use crate::resources::ui_types::ui_type;

pub(crate) static RESOURCE: Resource = Resource::table("client_script", "sys_script_client")
    .doc(
        "A client script: what forms and lists of a table do in the browser, when they are opened, changed or submitted. Scripts \
         are compared without the kind of their line ends and without blanks around them, so that `file(\"x.js\")` is their \
         normal source.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["table", "name"]])
    .import_path(&["table", "name"])
    .checks(&[a_field_is_watched_on_a_change])
    .fields(FIELDS);

/// The types that wait for the change of one field.
const ON_A_CHANGE: &[&str] = &["onChange", "onCellEdit"];

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the script."),
    text("table").required().doc("The table on whose forms it runs, such as `incident`."),
    choice("type", &["onLoad", "onChange", "onSubmit", "onCellEdit"])
        .or_others()
        .instance_default()
        .doc(
            "When it runs: when the form opens (`onLoad`), when a field changes on it (`onChange`) or in a list \
             (`onCellEdit`), or before it is sent (`onSubmit`). The script defines a function of this name.",
        ),
    text("field_name")
        .column("field")
        .doc("The field whose change runs it, for the types `onChange` and `onCellEdit`."),
    text("script").doc("What is done, in JavaScript, with `g_form` and `g_user`."),
    flag("active").instance_default().doc("Whether it runs. New ones do."),
    text("description").doc("Why the script is there."),
    ui_type().doc("Where it runs. New ones have `desktop`."),
    flag("applies_extended")
        .instance_default()
        .doc("Whether it runs on forms of the tables that extend the table too."),
    flag("global").instance_default().doc(
        "Whether it runs in every view of the form. New ones do; set it to `false` beside `view`.",
    ),
    text("view").doc("Name of the view that it runs in, where `global` is `false`."),
    text("condition").on_some_instances().doc("An expression that must be true for it to run."),
    text("messages").doc(
        "Keys of the messages that the script shows by `getMessage`, one a line, so that the form brings their translations \
         along.",
    ),
    flag("isolate_script").on_some_instances().instance_default().doc(
        "Whether it runs in strict mode, without the page's DOM, `window` and jQuery.",
    ),
    whole("order")
        .or_negative()
        .on_some_instances()
        .instance_default()
        .doc("Its place among the scripts of the table, the lowest first."),
];

/// A field counts for these types alone (docs/facts.md#client-script).
fn a_field_is_watched_on_a_change(values: &dyn Values) -> Vec<Finding> {
    let Given::Is(kind) = values.text("type") else { return Vec::new() };
    let (waits, field) = (ON_A_CHANGE.contains(&kind), values.text("field_name"));
    let (summary, detail) = match (waits, field) {
        (true, Given::Null) => (
            "No field is watched",
            format!("A script of the type {kind} runs when one field changes. Set field_name."),
        ),
        (false, Given::Is(field)) => (
            "The field says nothing",
            format!(
                "A script of the type {kind} is not about one field, so that field_name = \"{field}\" has no effect. Leave it \
                 out, or set type = \"onChange\"."
            ),
        ),
        _ => return Vec::new(),
    };
    vec![Finding::warning("field_name", summary, detail)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_field_belongs_to_a_change_and_a_change_to_a_field() {
        let found = |kind, field: Option<&str>| {
            let mut values = vec![("type", kind)];
            values.extend(field.map(|field| ("field_name", field)));
            a_field_is_watched_on_a_change(&sample(&values))
        };
        for kind in ON_A_CHANGE {
            assert!(found(kind, None)[0].warning, "{kind}");
            assert!(found(kind, Some("state")).is_empty() && found(kind, Some("?")).is_empty());
        }
        assert!(found("onLoad", Some("state"))[0].detail.contains("\"state\""));
        assert!(found("onLoad", None).is_empty() && found("?", Some("state")).is_empty());
    }
}
