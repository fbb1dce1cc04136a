//! `servicenow_catalog_item`: something that people can order (docs/facts.md#catalog-items).

use super::shared::{self, an_attachment_that_is_needed_can_be_added};
use crate::describe::{Field, Finding, Given, Resource, Values, choice, flag, reference, text};
use crate::resources::spans;

pub(crate) static RESOURCE: Resource = Resource::table("catalog_item", "sc_cat_item")
    .doc(
        "An item of a service catalog. What is asked when it is ordered are `servicenow_catalog_variable` and \
         `servicenow_variable_set`. For an item that makes a record of another table use `servicenow_record_producer`. The \
         columns `price` and `recurring_price` have a form over REST that is not established, so they are no attributes here: set \
         them by `servicenow_record`, in the form in which your instance answers.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name", "application_scope"]])
    .import_keys(&["name"])
    .checks(&[
        an_attachment_that_is_needed_can_be_added,
        it_is_fulfilled_in_one_way,
        its_delivery_time_is_a_span,
    ])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    shared::NAME,
    shared::CATALOGS,
    shared::CATEGORY,
    shared::CATEGORIES,
    shared::SHORT_DESCRIPTION,
    shared::DESCRIPTION,
    shared::META,
    shared::ACTIVE,
    shared::ORDER,
    shared::OWNER,
    reference("fulfillment_group", "sys_user_group")
        .column("group")
        .by(&["name"])
        .doc("The group that fulfils an order, by name or sys_id."),
    reference("flow", "sys_hub_flow")
        .column("flow_designer_flow")
        .by(&["name"])
        .doc("The flow that an order starts, by name or sys_id."),
    reference("workflow", "wf_workflow")
        .by(&["name"])
        .doc("The workflow that an order starts, by name or sys_id."),
    reference("delivery_plan", "sc_cat_item_delivery_plan")
        .by(&["name"])
        .instance_default()
        .doc(
            "The execution plan that makes the tasks of an order, by name or sys_id. Left out of a new one: the instance's default \
             plan.",
        ),
    text("delivery_time").instance_default().doc(
        "How long it takes until an order is delivered, as an instance stores it: `1970-01-03 00:00:00` for two days, which new \
         items have, or `provider::servicenow::duration_to_glide(\"48h\")`.",
    ),
    choice(
        "fulfillment_automation_level",
        &["unspecified", "manual", "semi_automated", "fully_automated"],
    )
    .or_others()
    .instance_default()
    .doc("How much of an order is carried out without people: it is counted in reports."),
    shared::ROLES,
    shared::AVAILABLE_FOR,
    shared::NOT_AVAILABLE_FOR,
    shared::AVAILABILITY,
    reference("location", "cmn_location")
        .by(&["name"])
        .doc("The place whose people it is for, by name or sys_id."),
    reference("vendor", "core_company")
        .by(&["name"])
        .doc("The vendor that supplies it, by name or sys_id."),
    shared::PICTURE,
    shared::ICON,
    shared::MOBILE_PICTURE_TYPE,
    flag("mobile_hide_price")
        .instance_default()
        .doc("Whether lists in the classic mobile interface leave its price out."),
    choice(
        "recurring_frequency",
        &["daily", "weekly", "weekly2", "monthly", "monthly2", "quarterly", "semiannual", "yearly"],
    )
    .or_others()
    .doc("How often the recurring price is due."),
    flag("omit_price").instance_default().doc("Whether the cart leaves its price out."),
    flag("billable").instance_default().doc("Whether an order is charged to somebody."),
    shared::NO_CART,
    shared::NO_QUANTITY,
    shared::NO_DELIVERY_TIME,
    shared::NO_WISHLIST,
    shared::NO_ATTACHMENT,
    shared::NO_SAVE_AS_DRAFT,
    shared::MANDATORY_ATTACHMENT,
    shared::NO_SEARCH,
    shared::HIDE_SP,
    shared::USE_CART_LAYOUT,
    shared::SHOW_VARIABLE_HELP_ON_LOAD,
    shared::NON_CONVERSATIONAL,
];

/// An order starts one of them (docs/facts.md#catalog-items). A delivery plan is always there, for the instance has a default.
fn it_is_fulfilled_in_one_way(values: &dyn Values) -> Vec<Finding> {
    let is_set = |name: &str| matches!(values.text(name), Given::Is(text) if !text.is_empty());
    if !is_set("flow") || !is_set("workflow") {
        return Vec::new();
    }
    vec![Finding::warning(
        "workflow",
        "Fulfilled in two ways",
        "flow and workflow are both set, and an order starts one of them. Keep flow, which is the newer way, or workflow.",
    )]
}

/// A span is stored as a moment (docs/facts.md#times-and-durations).
fn its_delivery_time_is_a_span(values: &dyn Values) -> Vec<Finding> {
    match values.text("delivery_time") {
        Given::Is(span) if !span.is_empty() => {
            spans::no_moment("delivery_time", span).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn an_order_is_fulfilled_in_one_way() {
        let found = it_is_fulfilled_in_one_way(&sample(&[("flow", "a"), ("workflow", "b")]));
        assert!(found[0].warning && found[0].attribute == "workflow");
        for other in ["?", ""] {
            let one = sample(&[("flow", "a"), ("workflow", other)]);
            assert!(it_is_fulfilled_in_one_way(&one).is_empty(), "{other}");
        }
    }

    #[test]
    fn a_delivery_time_is_counted_from_1970() {
        let said = |span| its_delivery_time_is_a_span(&sample(&[("delivery_time", span)]));
        for wrong in ["2 00:00:00", "48h"] {
            assert_eq!(said(wrong)[0].attribute, "delivery_time", "{wrong}");
        }
        for right in ["1970-01-03 00:00:00", "?", ""] {
            assert!(said(right).is_empty(), "{right}");
        }
    }
}
