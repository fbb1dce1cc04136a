//! `servicenow_plugin`: a plugin of the platform, activated.

use crate::describe::{Field, Finding, Given, Lifecycle, Resource, Values, flag, shown, text};

pub(crate) static RESOURCE: Resource = Resource::table("plugin", "v_plugin")
    .doc(
        "Activates a plugin of the platform. There is no way to deactivate one, so destroying only removes it from the state. \
         Plugins that need a subscription, such as the packs of Integration Hub, are activated by ServiceNow's staff: use the \
         data source with a postcondition for those.",
    )
    .lifecycle(Lifecycle::Plugin)
    .import_keys(&["plugin_id"])
    .checks(&[a_plugin_id_has_dots])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("plugin_id")
        .column("id")
        .required()
        .replaces()
        .doc("The plugin's id, such as `com.glide.tokenbased_auth`."),
    text("name").computed().doc("Name of the plugin."),
    text("version").computed().doc("The version that is active."),
    flag("active").computed().doc("Whether it is active."),
];

fn a_plugin_id_has_dots(values: &dyn Values) -> Vec<Finding> {
    match values.text("plugin_id") {
        Given::Is(id) if !id.contains('.') || id.contains(char::is_whitespace) => {
            vec![Finding::error(
                "plugin_id",
                "Not the id of a plugin",
                format!(
                    "plugin_id is {}. It is the id, such as \"com.glide.tokenbased_auth\", not the name.",
                    shown(id)
                ),
            )]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn the_name_of_a_plugin_is_not_its_id() {
        let findings = |id| a_plugin_id_has_dots(&sample(&[("plugin_id", id)]));
        assert_eq!(findings("API Key and HMAC")[0].attribute, "plugin_id");
        assert!(findings("com.glide.tokenbased_auth").is_empty() && findings("?").is_empty());
    }
}
