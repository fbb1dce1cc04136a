//! `servicenow_widget`: a part of Service Portal pages (docs/facts.md#widget).

use crate::describe::{Field, Finding, Given, Resource, Values, choice, flag, text, text_list};

pub(crate) static RESOURCE: Resource = Resource::table("widget", "sp_widget")
    .doc(
        "A widget of the Service Portal: a template with a style, a controller that runs in the browser and a script that runs \
         on the server. What it loads beside that is a `servicenow_widget_dependency`, joined by \
         `servicenow_widget_dependency_relation`.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["identifier"], &["name", "application_scope"]])
    .import_keys(&["identifier", "name"])
    .checks_of_new(&[an_identifier_has_no_other_characters])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("identifier").column("id").doc(
        "The id by which pages and other widgets embed it: letters, digits, `-` and `_`.",
    ),
    text("name").required().doc("Name of the widget, as the designer of pages shows it."),
    text("description").doc("What the widget shows."),
    choice("category", &["standard", "custom", "kb", "sc", "other", "sample", "sp_platform"])
        .or_others()
        .instance_default()
        .doc("Where the widget is filed: `kb` is knowledge, `sc` the service catalog, `sp_platform` the portal itself."),
    text("template").instance_default().doc(
        "The HTML, with AngularJS in it. Left out: an empty element.",
    ),
    text("css").doc("CSS or SCSS that counts within the widget only."),
    text("client_script").instance_default().doc(
        "The controller, a function that runs in the browser. Left out: one that does nothing.",
    ),
    text("server_script").column("script").instance_default().doc(
        "JavaScript that runs on the server and fills `data`. Left out: one that does nothing.",
    ),
    text("link_function").column("link").instance_default().doc(
        "The AngularJS link function, for work on the page's elements. Left out: one that does nothing.",
    ),
    text("controller_as").instance_default().doc("Name of the controller in the template; `c` on a new widget."),
    text("option_schema").doc("JSON that lists the options which an instance of the widget can be given."),
    text("data_table").instance_default().doc(
        "The table that holds the options of its instances: `sp_instance`, as on a new widget, or one that extends it.",
    ),
    text_list("fields").column("field_list").doc("The columns of that table which serve as options, in order."),
    text("demo_data").doc("JSON that the preview in the editor uses as data."),
    flag("has_preview").instance_default().doc("Whether the editor shows a preview."),
    flag("public").instance_default().doc("Whether visitors who are not signed in see it."),
    text_list("roles").doc("Names of roles of which a user needs one to see it; left out, everybody does."),
];

/// (docs/facts.md#widget)
fn an_identifier_has_no_other_characters(values: &dyn Values) -> Vec<Finding> {
    let Given::Is(identifier) = values.text("identifier") else { return Vec::new() };
    let other = |letter: &char| !letter.is_ascii_alphanumeric() && !"-_".contains(*letter);
    let Some(other) = identifier.chars().find(other) else { return Vec::new() };
    vec![Finding::error(
        "identifier",
        "An identifier with other characters",
        format!(
            "The id of a widget is made of letters, digits, - and _, and this one holds {other:?}. Choose another identifier; \
             the name may be any text."
        ),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn an_identifier_is_one_word_of_letters_digits_and_two_signs() {
        let found = |text| an_identifier_has_no_other_characters(&sample(&[("identifier", text)]));
        for wrong in ["acme parcels", "acme.parcels", "päckchen"] {
            assert!(found(wrong)[0].detail.contains("- and _"), "{wrong}");
        }
        for right in ["acme-parcels_2", "?"] {
            assert!(found(right).is_empty(), "{right}");
        }
    }
}
