//! `servicenow_ui_action`: a button, link or menu entry (docs/facts.md#ui-action).

use crate::describe::{Field, Resource, choice, flag, links, text, whole};

pub(crate) static RESOURCE: Resource = Resource::table("ui_action", "sys_ui_action")
    .doc(
        "A UI action: a button, a link or a menu entry on the forms and lists of a table, and what it does. Scripts are compared \
         without the kind of their line ends and without blanks around them, so that `file(\"x.js\")` is their normal source.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["table", "name"]])
    .import_path(&["table", "name"])
    .fields(FIELDS);

const STYLES: &[&str] = &["primary", "destructive", "unstyled"];

const FIELDS: &[Field] = &[
    text("name").required().doc("What stands on the button or link."),
    text("table").required().doc(
        "The table on whose forms and lists it is, such as `incident`; `global` for all.",
    ),
    text("action_name").doc("The name that scripts call it by; unique on the table."),
    flag("active").instance_default().doc("Whether it is there. New ones are."),
    text("script").doc(
        "What is done on the server, in JavaScript, with `current` and `action`; with `client` on, it holds the function that \
         `onclick` calls too.",
    ),
    text("condition").doc("An expression that must be true for it to be shown."),
    links("roles", "sys_user_role")
        .by(&["name"])
        .joined_by("sys_ui_action_role", "sys_ui_action", "sys_user_role")
        .doc(
            "The roles of which a user needs one to see it, by name or sys_id. When set, exactly these are linked to it; left \
             out, the links are not managed.",
        ),
    flag("client").instance_default().doc("Whether it runs in the browser first, by `onclick`."),
    text("onclick").doc("The call that a click makes in the browser, such as `confirmClose();`."),
    text("hint").doc("What is shown while the mouse rests on it."),
    whole("order").or_negative().instance_default().doc(
        "Its place among the actions, the lowest first. New ones have 100.",
    ),
    text("comments").doc("Why the action is there."),
    text("messages").doc(
        "Keys of the messages that the script shows by `getMessage`, one a line, so that the form brings their translations \
         along.",
    ),
    flag("form_action").instance_default().doc("Whether it is for forms."),
    flag("form_button").instance_default().doc("Whether it is a button on the form."),
    flag("form_button_v2").instance_default().doc("Whether it is a button on the form in a workspace."),
    flag("form_context_menu").instance_default().doc("Whether it is in the menu of the form's header."),
    flag("form_link").instance_default().doc("Whether it is a link below the form."),
    flag("form_menu_button_v2")
        .instance_default()
        .doc("Whether it is in the menu of the form in a workspace."),
    choice("form_style", STYLES)
        .or_others()
        .on_some_instances()
        .instance_default()
        .doc("How the button on the form looks."),
    flag("list_action").instance_default().doc("Whether it is for lists."),
    flag("list_banner_button").instance_default().doc("Whether it is a button above the list."),
    flag("list_button").instance_default().doc("Whether it is a button below the list."),
    flag("list_choice")
        .instance_default()
        .doc("Whether it is among the actions on the rows that are ticked in the list."),
    flag("list_context_menu").instance_default().doc("Whether it is in the menu of a row of the list."),
    flag("list_link").instance_default().doc("Whether it is a link below the list."),
    flag("list_save_with_form_button").on_some_instances().instance_default().doc(
        "Whether the button below the list saves the form that the list is on.",
    ),
    choice("list_style", STYLES)
        .or_others()
        .on_some_instances()
        .instance_default()
        .doc("How the button of the list looks."),
    flag("show_insert")
        .instance_default()
        .doc("Whether it is shown on a record that is not saved yet. New ones are."),
    flag("show_update").instance_default().doc("Whether it is shown on a record that is saved. New ones are."),
    flag("show_query").instance_default().doc("Whether it is shown where the form asks for a search."),
    flag("show_multiple_update")
        .instance_default()
        .doc("Whether it is shown where several records are changed at once."),
    text("client_script_v2").doc("What a click does in a workspace, in JavaScript."),
    flag("format_for_configurable_workspace").on_some_instances().instance_default().doc(
        "Whether `client_script_v2` is written for configurable workspaces.",
    ),
    flag("isolate_script").on_some_instances().instance_default().doc(
        "Whether the script in the browser runs in strict mode, without the page's DOM and `window`.",
    ),
];
