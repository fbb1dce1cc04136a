//! `servicenow_record_producer`: an item of a catalog that makes a record (docs/facts.md#record-producers).

use super::shared::{self, an_attachment_that_is_needed_can_be_added};
use crate::describe::{Field, Resource, choice, flag, text};

pub(crate) static RESOURCE: Resource = Resource::table("record_producer", "sc_cat_item_producer")
    .doc(
        "A record producer: an item of a service catalog that makes a record of a table, such as an incident, of what people fill \
         in.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name", "application_scope"]])
    .import_keys(&["name"])
    .checks(&[an_attachment_that_is_needed_can_be_added])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    shared::NAME,
    text("table").column("table_name").required().doc("The table of the record that it makes, such as `incident`."),
    text("script").doc(
        "Runs before the record is made: `current` is the record, `producer` holds what was filled in. It must not insert or \
         update `current`.",
    ),
    text("post_insert_script")
        .doc("Runs once the record is made. It may call `current.update()`."),
    text("save_script").doc("Runs at each step that is saved in the Catalog Builder, before `script`."),
    choice("redirect_url", &["generated_record", "catalog_home"])
        .or_others()
        .instance_default()
        .doc("Where people come afterwards: to the record (`generated_record`) or to the start of the catalog (`catalog_home`)."),
    text("view").doc("The view in which the record is shown afterwards."),
    flag("allow_edit")
        .instance_default()
        .doc("Whether what was filled in can be changed once the record is there."),
    flag("can_cancel").instance_default().doc("Whether people can go back without making a record."),
    shared::CATALOGS,
    shared::CATEGORY,
    shared::CATEGORIES,
    shared::SHORT_DESCRIPTION,
    shared::DESCRIPTION,
    shared::META,
    shared::ACTIVE,
    shared::ORDER,
    shared::OWNER,
    shared::ROLES,
    shared::AVAILABLE_FOR,
    shared::NOT_AVAILABLE_FOR,
    shared::AVAILABILITY,
    shared::PICTURE,
    shared::ICON,
    shared::MOBILE_PICTURE_TYPE,
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
