//! `servicenow_catalog_item`: something that people can order (docs/facts.md#catalog-items).

use super::shared::{self, an_attachment_that_is_needed_can_be_added};
use crate::describe::{Field, Resource, choice, flag, reference};

pub(crate) static RESOURCE: Resource = Resource::table("catalog_item", "sc_cat_item")
    .doc(
        "An item of a service catalog. What is asked when it is ordered are `servicenow_catalog_variable` and \
         `servicenow_variable_set`. For an item that makes a record of another table use `servicenow_record_producer`.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name", "application_scope"]])
    .import_keys(&["name"])
    .checks(&[an_attachment_that_is_needed_can_be_added])
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
