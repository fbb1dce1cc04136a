//! `servicenow_catalog`: what is offered to one kind of people (docs/facts.md#catalogs).

use crate::describe::{Field, Resource, flag, reference, references, text};

pub(crate) static RESOURCE: Resource = Resource::table("catalog", "sc_catalog")
    .doc("A service catalog: it has categories, and items that are offered in them.")
    .scope("sys_scope")
    .natural_keys(&[&["title"]])
    .names_one()
    .import_keys(&["title"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("title").required().doc("What people see it called. No two catalogs have the same title."),
    text("description").doc("What it offers, and to whom."),
    reference("manager", "sys_user")
        .by(&["user_name"])
        .doc("Who may change and delete it and what it holds, by user id or sys_id."),
    references("editors", "sys_user")
        .by(&["user_name"])
        .doc("Who may change it and what it holds, by user id or sys_id."),
    flag("active").instance_default().doc("Whether it is offered."),
    flag("enable_wish_list")
        .instance_default()
        .doc("Whether items that are filled in by half can be kept on a wish list."),
    text("background_color")
        .on_some_instances()
        .doc("The colour behind its card on the page of catalogs, as CSS has it."),
    text("desktop_image").doc(
        "Its picture on the page of catalogs: what the column of an image holds, the sys_id of an attachment.",
    ),
    text("desktop_home_page")
        .doc("The page that its name in the path above a page leads to, in place of its own."),
    text("desktop_continue_shopping")
        .doc("The page that \"Continue Shopping\" leads to after an order."),
];
