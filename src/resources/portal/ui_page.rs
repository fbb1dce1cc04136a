//! `servicenow_ui_page`: a page with an address of its own (docs/facts.md#ui-page).

use crate::describe::{Field, Finding, Given, Resource, Values, choice, flag, text};

pub(crate) static RESOURCE: Resource = Resource::table("ui_page", "sys_ui_page")
    .doc(
        "A UI page: Jelly or HTML under an address of its own, which ends in `.do`, with a script for the browser and one that \
         runs on the server when the page is submitted.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name", "application_scope"]])
    .names_one()
    .import_keys(&["name"])
    .checks_of_new(&[a_name_is_one_word])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the page, without blanks; its address is made of it."),
    text("description").doc("What the page is for."),
    choice("category", &["general", "homepages", "htmleditor", "kb", "cms", "catalog"])
        .or_others()
        .instance_default()
        .doc("What kind of page it is; a new one is `general`."),
    flag("direct").instance_default().doc(
        "Whether the page is sent as it is, without the style sheets and scripts that other pages of the instance load.",
    ),
    text("html").instance_default().doc(
        "What the page shows: Jelly, which is XML, or plain XHTML. Left out: an empty Jelly document.",
    ),
    text("client_script").doc("JavaScript that runs in the browser."),
    text("processing_script").doc("JavaScript that runs on the server when a form of the page is submitted."),
    text("endpoint").computed_from(&["name", "application_scope"]).doc(
        "The address of the page on the instance: `<name>.do`, or `<scope>_<name>.do` in an application scope.",
    ),
];

/// It stands in the address of the page (docs/facts.md#ui-page).
fn a_name_is_one_word(values: &dyn Values) -> Vec<Finding> {
    match values.text("name") {
        Given::Is(name) if name.contains(char::is_whitespace) => vec![Finding::error(
            "name",
            "A name with blanks",
            "The name of a UI page stands in its address, so it must not contain blanks. Write _ instead.",
        )],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_name_with_blanks_is_refused() {
        assert_eq!(a_name_is_one_word(&sample(&[("name", "acme parcels")]))[0].attribute, "name");
        for right in ["acme_parcels", "?"] {
            assert!(a_name_is_one_word(&sample(&[("name", right)])).is_empty(), "{right}");
        }
    }
}
