//! `servicenow_catalog_category`: a heading under which a catalog lists items (docs/facts.md#catalogs).

use crate::describe::{Field, Resource, choice, flag, reference, text, text_list, whole};

pub(crate) static RESOURCE: Resource = Resource::table("catalog_category", "sc_category")
    .doc("A category of a service catalog. Items are listed in it, and further categories lie in it.")
    .scope("sys_scope")
    .natural_keys(&[&["catalog", "title"]])
    .import_path(&["catalog", "title"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("title").required().doc("What people see it called."),
    reference("catalog", "sc_catalog")
        .column("sc_catalog")
        .by(&["title"])
        .required()
        .doc("The catalog that it is part of, by title or sys_id."),
    reference("parent", "sc_category")
        .by(&["title"])
        .within("sc_catalog.title")
        .doc("The category that it lies in, by title, `<catalog>/<title>` or sys_id. None: it stands at the top."),
    text("description").doc("What lies in it."),
    flag("active").instance_default().doc("Whether it is shown."),
    whole("order")
        .or_negative()
        .instance_default()
        .doc("Its place in lists: lower numbers come first."),
    reference("location", "cmn_location")
        .by(&["name"])
        .doc("The place whose people it is for, by name or sys_id."),
    text_list("roles").doc("Names of roles of which a user needs one to see it."),
    text("image").doc("Its picture, as a form chooses it: the name of an image of the instance."),
    text("icon").doc(
        "The sign that stands for it: what the column of an image holds, the sys_id of an attachment.",
    ),
    text("header_icon").doc(
        "The sign in the heading of its page: what the column of an image holds, the sys_id of an attachment.",
    ),
    choice("mobile_subcategory_render_type", &["list", "card"])
        .or_others()
        .instance_default()
        .doc("How the classic mobile interface shows the categories in it."),
    flag("mobile_hide_description")
        .instance_default()
        .doc("Whether the classic mobile interface leaves its description out."),
];
