//! `servicenow_css_include`: a style sheet that portal pages load (docs/facts.md#css-include).

use crate::describe::{Field, Finding, Resource, TextKind, Values, choice, flag, reference, text};

pub(crate) static RESOURCE: Resource = Resource::table("css_include", "sp_css_include")
    .doc(
        "A CSS include: a style sheet of the instance or of another host, for widget dependencies and themes to load. \
         `servicenow_css_include_relation` puts it into a dependency.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name", "application_scope"]])
    .import_keys(&["name"])
    .goes_with("style_sheet")
    .checks(&[it_leads_somewhere])
    .fields(FIELDS);

/// What the name of a style sheet on the instance ends with.
const SHEETS: TextKind = TextKind::UrlOrPage(&["css", "cssdbx"]);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the include."),
    choice("source", &["url", "local"]).instance_default().doc(
        "Where the style sheet comes from: `url`, an address, or `local`, a style sheet of this instance, as on a new include.",
    ),
    text("url").kind(SHEETS).doc("The address of the style sheet, for the source `url`."),
    reference("style_sheet", "sp_css")
        .column("sp_css")
        .by(&["name"])
        .within("sys_scope.scope")
        .doc(
            "The portal's style sheet (`sp_css`), by sys_id, name, or `<scope>/<name>`, for the source `local`. Deleting it \
             deletes the include.",
        ),
    text("rtl_css_file_url").kind(SHEETS).doc(
        "The address of the style sheet to load instead where the language runs from right to left.",
    ),
    flag("lazy_load").instance_default().doc("Whether the style sheet is loaded late, when the page stands already."),
];

fn it_leads_somewhere(values: &dyn Values) -> Vec<Finding> {
    super::what_its_source_lacks(values, "style_sheet")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_local_include_names_its_style_sheet() {
        let local = [("source", "local")];
        assert_eq!(it_leads_somewhere(&sample(&local))[0].attribute, "style_sheet");
        let named = [("source", "local"), ("style_sheet", "Acme")];
        assert!(it_leads_somewhere(&sample(&named)).is_empty());
    }
}
