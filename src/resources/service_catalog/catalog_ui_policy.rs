//! `servicenow_catalog_ui_policy`: what becomes of variables while a condition holds (docs/facts.md#catalog-scripts).

use super::shared::{
    self, VARIABLE_SET, catalog_item, it_applies_to_what_it_names, it_belongs_to_one,
};
use crate::describe::{Field, Resource, condition, flag, text, whole};
use crate::resources::ui_types::ui_type;

pub(crate) static RESOURCE: Resource = Resource::table("catalog_ui_policy", "catalog_ui_policy")
    .doc(
        "A rule of the form on which an item is ordered: while its condition holds, each `servicenow_catalog_ui_policy_action` \
         shows, hides, demands or fills a variable.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["short_description", "catalog_item"], &["short_description", "variable_set"]])
    .import_keys(&["short_description"])
    .checks(&[it_belongs_to_one, it_applies_to_what_it_names])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("short_description").required().doc("What the policy does, in a line: people know it by that."),
    text("description").doc("What it is for, at length."),
    catalog_item("catalog_item"),
    VARIABLE_SET,
    shared::APPLIES_TO,
    condition("catalog_conditions").doc(
        "The encoded query that answers must match, with `IO:` and the sys_id of a variable in place of a column, such as \
         `\"IO:${servicenow_catalog_variable.size.id}=large\"`. None: it always holds.",
    ),
    flag("active").instance_default().doc("Whether it is in force."),
    whole("order")
        .or_negative()
        .instance_default()
        .doc("Its place among the policies of the item: lower numbers are applied first."),
    flag("on_load").instance_default().doc("Whether it is applied once the form is there, and not only on changes."),
    flag("reverse_if_false")
        .instance_default()
        .doc("Whether its actions are taken back once the condition no longer holds."),
    shared::APPLIES_ON_CATALOG_ITEM_VIEW,
    shared::APPLIES_ON_REQUESTED_ITEMS,
    shared::APPLIES_ON_CATALOG_TASKS,
    shared::APPLIES_ON_TARGET_RECORD,
    flag("run_scripts").instance_default().doc("Whether `script_true` and `script_false` run."),
    text("script_true").doc("Runs when the condition comes to hold: `function onCondition() { … }`."),
    text("script_false").doc("Runs when it no longer holds: `function onCondition() { … }`."),
    ui_type().doc("Where its scripts run."),
    flag("isolate_script")
        .instance_default()
        .doc("Whether its scripts are kept from the page around them: from the DOM, `window` and the like."),
    flag("va_supported").instance_default().doc("Whether it counts in conversations with the virtual agent too."),
];
