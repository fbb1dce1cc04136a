//! `servicenow_application_module`: an entry of a menu of the navigator (docs/facts.md#application-module).

use crate::describe::{
    Field, Resource, choice, condition, flag, reference, text, text_list, whole,
};

pub(crate) static RESOURCE: Resource = Resource::table("application_module", "sys_app_module")
    .doc("A module: an entry of an application menu, which leads to a list, a form, a page or an address.")
    .scope("sys_scope")
    .natural_keys(&[&["application_menu", "title"]])
    .import_path(&["application_menu", "title"])
    .fields(FIELDS);

/// Homepages, maps, timelines and assessments are chosen in columns of tables that nothing here describes, so their words are
/// left out (docs/facts.md#application-module).
const LINKS: &[&str] = &[
    "LIST",
    "FILTER",
    "NEW",
    "SEARCH",
    "DETAIL",
    "DIRECT",
    "SEPARATOR",
    "HTML",
    "SCRIPT",
    "REPORT",
    "CONTENT_PAGE",
    "DOC_LINK",
    "SURVEY",
];

const FIELDS: &[Field] = &[
    text("title").required().doc("What the navigator shows."),
    reference("application_menu", "sys_app_application")
        .column("application")
        .by(&["title"])
        .within("sys_scope.scope")
        .required()
        .doc("The menu that it is an entry of, by sys_id, title, or `<scope>/<title>`."),
    choice("link_type", LINKS).or_others().instance_default().doc(
        "What the entry opens: `LIST` the records of a table, as on a new one, `NEW` a form for a new record, `FILTER` a list \
         that asks for its filter first, `DIRECT` an address, `REPORT` the report of `report`. `SEPARATOR` opens nothing and heads \
         the entries below it. For a homepage, map, timeline or assessment, use a `servicenow_record` of `sys_app_module`, where \
         the column that chooses the page can be set too.",
    ),
    text("table").column("name").doc("Name of the table whose records are opened, for links such as `LIST`, `NEW` and `FILTER`."),
    reference("report", "sys_report").by(&["title"]).doc("The report that is run, for the link `REPORT`, by title or sys_id."),
    condition("filter").doc("An encoded query of the records that a list shows."),
    text("arguments").column("query").doc(
        "What the link takes besides: the address, such as `my_page.do`, for `DIRECT`; further parameters of the address for \
         others.",
    ),
    text("view_name").doc("The view in which the list or form opens."),
    text("window_name").doc("The window that an address opens in: `_blank` is a new one."),
    text("hint").doc("What is shown when the pointer rests on the title."),
    whole("order").or_negative().doc("Its place in the menu: lower ones come first."),
    text_list("roles").doc(
        "Names of roles of which a user needs one to see it, besides one of those of the menu; left out, whoever sees the menu \
         does.",
    ),
    flag("override_menu_roles").instance_default().doc(
        "Whether a role of the entry is enough, so that who has it sees the entry without a role of the menu.",
    ),
    choice("device_type", &["browser", "mobile", "any"])
        .or_others()
        .instance_default()
        .doc("Where the entry is shown; where its menu is, when a new one does not say."),
    flag("active").instance_default().doc("Whether the entry is shown; a new one is."),
];
