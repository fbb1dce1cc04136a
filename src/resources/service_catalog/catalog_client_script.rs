//! `servicenow_catalog_client_script`: a script of the form on which an item is ordered (docs/facts.md#catalog-scripts).

use super::shared::{
    self, VARIABLE_SET, catalog_item, it_applies_to_what_it_names, it_belongs_to_one,
    the_variable_is_marked,
};
use crate::describe::{Field, Finding, Given, Resource, Values, choice, flag, text, whole};
use crate::resources::ui_types::ui_type;

pub(crate) static RESOURCE: Resource =
    Resource::table("catalog_client_script", "catalog_script_client")
        .doc("A script that runs in the browser while an item of a catalog is filled in.")
        .scope("sys_scope")
        .natural_keys(&[&["name", "catalog_item"], &["name", "variable_set"]])
        .import_keys(&["name"])
        .checks(&[
            it_belongs_to_one,
            it_applies_to_what_it_names,
            the_variable_is_marked,
            what_runs_on_a_change_names_what_changes,
        ])
        .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("What people know the script by."),
    choice("type", &["onLoad", "onChange", "onSubmit"]).or_others().required().doc(
        "When it runs: once the form is there (`onLoad`), when `variable` changes (`onChange`) or before it is sent (`onSubmit`).",
    ),
    text("script").doc("The script: a function named after its type, such as `function onLoad() { … }`."),
    catalog_item("cat_item"),
    VARIABLE_SET,
    shared::APPLIES_TO,
    text("variable").column("cat_variable").doc(
        "The variable whose change starts an `onChange`: `IO:` and its sys_id, such as \
         `\"IO:${servicenow_catalog_variable.size.id}\"`.",
    ),
    flag("active").instance_default().doc("Whether it runs."),
    whole("order")
        .or_negative()
        .instance_default()
        .doc("Its place among the scripts of its type: lower numbers run first."),
    ui_type().doc("Where it runs."),
    shared::APPLIES_ON_CATALOG_ITEM_VIEW,
    shared::APPLIES_ON_REQUESTED_ITEMS,
    shared::APPLIES_ON_CATALOG_TASKS,
    shared::APPLIES_ON_TARGET_RECORD,
    flag("isolate_script")
        .instance_default()
        .doc("Whether it is kept from the page around it: from the DOM, `window` and the like."),
    flag("va_supported").instance_default().doc("Whether it runs in conversations with the virtual agent too."),
];

/// The instance would never run it (docs/facts.md#catalog-scripts).
fn what_runs_on_a_change_names_what_changes(values: &dyn Values) -> Vec<Finding> {
    let is_on_change = values.text("type") == Given::Is("onChange");
    let names_none = matches!(values.text("variable"), Given::Null | Given::Is(""));
    if !is_on_change || !names_none {
        return Vec::new();
    }
    vec![Finding::error(
        "variable",
        "No variable to watch",
        "type is \"onChange\" and variable names none, so the script never runs. Set variable, such as \
         \"IO:${servicenow_catalog_variable.size.id}\".",
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_script_of_a_change_watches_a_variable() {
        let said =
            |pairs: &[(&str, &str)]| what_runs_on_a_change_names_what_changes(&sample(pairs));
        assert_eq!(said(&[("type", "onChange")])[0].attribute, "variable");
        assert!(said(&[("type", "onChange"), ("variable", "?")]).is_empty());
        assert!(said(&[("type", "onLoad")]).is_empty() && said(&[("type", "?")]).is_empty());
    }
}
