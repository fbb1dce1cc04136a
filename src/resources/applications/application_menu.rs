//! `servicenow_application_menu`: a section of the navigator (docs/facts.md#application-menu).

use crate::describe::{Field, Resource, choice, flag, reference, text, text_list, whole};

pub(crate) static RESOURCE: Resource = Resource::table("application_menu", "sys_app_application")
    .doc("An application menu: a section of the navigator, which `servicenow_application_module` fills.")
    .scope("sys_scope")
    .natural_keys(&[&["title", "application_scope"]])
    .import_keys(&["title"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("title").required().doc("What the navigator shows."),
    text("name").doc("A name that tells menus of the same title apart; nobody sees it in the navigator."),
    text("description").doc("What the application behind the menu does."),
    text("hint").doc("What is shown when the pointer rests on the title."),
    choice("device_type", &["browser", "mobile", "any"])
        .or_others()
        .instance_default()
        .doc("The kind of device it was made for; the navigator takes no notice of it."),
    whole("order")
        .or_negative()
        .instance_default()
        .doc("Its place in the navigator: lower ones come first. Left out: that of the category."),
    text_list("roles").doc("Names of roles of which a user needs one to see it; left out, everybody does."),
    reference("category", "sys_app_category")
        .by(&["name"])
        .instance_default()
        .doc("The category, by name or sys_id, which gives the menu its style; `Custom Applications` on a new one."),
    text("view_name").doc("The view in which lists and forms open from the menu; that of the user when left out."),
    flag("active").instance_default().doc("Whether the menu is shown; a new one is."),
];
