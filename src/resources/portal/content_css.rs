//! `servicenow_content_css`: a style sheet of content management (docs/facts.md#content-css).

use crate::describe::{Field, Resource, TextKind, choice, text};

pub(crate) static RESOURCE: Resource = Resource::table("content_css", "content_css")
    .doc(
        "A style sheet of the content management system, for its themes. The Service Portal has style sheets of its own \
         (`sp_css`), which `servicenow_css_include` leads to.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name", "application_scope"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the style sheet."),
    choice("type", &["local", "link"])
        .or_others()
        .instance_default()
        .doc("Where the CSS is: `local`, in `style`, or `link`, at the address `url`."),
    text("url")
        .kind(TextKind::UrlOrPage(&["css", "cssx", "cssdbx"]))
        .doc("The address of the style sheet, for the type `link`."),
    text("style").doc("The CSS itself, for the type `local`."),
];
