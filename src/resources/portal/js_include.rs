//! `servicenow_js_include`: a script that portal pages load (docs/facts.md#js-include).

use crate::describe::{Field, Finding, Resource, TextKind, Values, choice, reference, text};

pub(crate) static RESOURCE: Resource = Resource::table("js_include", "sp_js_include")
    .doc(
        "A JS include: a UI script of the instance or a script of another host, for widget dependencies and themes to load. \
         `servicenow_js_include_relation` puts it into a dependency.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["display_name", "application_scope"]])
    .import_keys(&["display_name"])
    .checks(&[it_leads_somewhere])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("display_name").required().doc("Name of the include."),
    choice("source", &["url", "local"]).instance_default().doc(
        "Where the script comes from: `url`, an address, or `local`, a UI script of this instance, as on a new include.",
    ),
    text("url").kind(TextKind::UrlOrPage(&["js", "jsdbx", "jsx"])).doc(
        "The address of the script, for the source `url`.",
    ),
    reference("ui_script", "sys_ui_script")
        .column("sys_ui_script")
        .by(&["name", "script_name"])
        .doc("The UI script, by sys_id, API name or name, for the source `local`."),
];

fn it_leads_somewhere(values: &dyn Values) -> Vec<Finding> {
    super::what_its_source_lacks(values, "ui_script")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_local_include_names_its_script() {
        let local = [("source", "local")];
        assert_eq!(it_leads_somewhere(&sample(&local))[0].attribute, "ui_script");
        let named = [("source", "local"), ("ui_script", "acme_charts")];
        assert!(it_leads_somewhere(&sample(&named)).is_empty());
    }
}
