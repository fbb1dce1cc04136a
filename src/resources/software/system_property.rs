//! `servicenow_system_property`: a switch or setting of the instance.

use crate::describe::{Field, Finding, Given, Resource, Values, choice, flag, text};

pub(crate) static RESOURCE: Resource = Resource::table("system_property", "sys_properties")
    .doc(
        "A system property. Most properties are there already: set `adopt_existing = true`, and destroy gives the old value \
         back. Every write makes the instance drop caches on all its nodes, so nothing is sent that has not changed.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .checks(&[a_secret_property_is_no_text])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().replaces().doc("Name of the property, such as `glide.oauth.state.parameter.required`."),
    text("value").doc("The value, as text: `true`, `30`, `a,b`."),
    choice("type", &["string", "integer", "boolean", "choicelist", "color", "date_format", "time_format", "image", "uploaded_image", "password2"])
        .instance_default()
        .doc("The type of the value. A property of type `password2` holds a secret and is not for this resource."),
    text("description").doc("What it is for."),
    text("choices").doc("The values to choose from, for a choice list."),
    flag("ignore_cache").instance_default().doc("Whether a change leaves the caches of the instance alone."),
    flag("is_private").column("is_private").instance_default().doc("Whether update sets leave it out."),
    text("read_roles").doc("Roles that may read it, separated by commas; left out, all who may read properties."),
    text("write_roles").doc("Roles that may write it, separated by commas; left out, administrators."),
];

fn a_secret_property_is_no_text(values: &dyn Values) -> Vec<Finding> {
    if values.text("type") != Given::Is("password2") {
        return Vec::new();
    }
    vec![Finding::error(
        "type",
        "A property that holds a secret",
        "The value of a property of type password2 is a secret, and value would be kept in the state. Use servicenow_record \
         on sys_properties with fields_wo.",
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_property_that_holds_a_secret_is_sent_elsewhere() {
        let findings = a_secret_property_is_no_text(&sample(&[("type", "password2")]));
        assert!(findings[0].detail.as_str().contains("fields_wo"));
        assert!(a_secret_property_is_no_text(&sample(&[("type", "string")])).is_empty());
    }
}
