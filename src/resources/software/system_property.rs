//! `servicenow_system_property`: a switch or setting of the instance.

use crate::describe::{
    Field, Finding, Given, Later, Records, Refusal, Resource, Values, choice, flag, text, text_list,
};

pub(crate) static RESOURCE: Resource = Resource::table("system_property", "sys_properties")
    .doc(
        "A system property. Most properties are there already: set `adopt_existing = true`, and destroy gives the old value \
         back. A change empties caches on all nodes of the instance unless `ignore_cache` is on, so nothing is sent that has not \
         changed.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .names_one()
    .import_keys(&["name"])
    .checks(&[a_secret_property_is_no_text, a_property_of_the_platform_stays])
    .before_delete(what_the_platform_keeps)
    .stays(&[a_property_of_the_platform_keeps_its_name])
    .fields(FIELDS);

/// The types of properties whose value is a secret (docs/facts.md#property).
const SECRET: &[&str] = &["password2", "password"];

/// The types of other properties (docs/facts.md#property).
const TYPES: &[&str] = &[
    "string",
    "short_string",
    "integer",
    "boolean",
    "choicelist",
    "color",
    "date_format",
    "time_format",
    "timezone",
    "image",
    "uploaded_image",
];

const FIELDS: &[Field] = &[
    text("name").required().replaces().doc("Name of the property, such as `glide.oauth.state.parameter.required`."),
    text("value").secret_if("type", SECRET).doc(
        "The value, as text: `true`, `30`, `a,b`. Never read from a property that holds a secret.",
    ),
    choice("type", TYPES)
        .or_others()
        .instance_default()
        .doc("The type of the value. A property of type `password` or `password2` holds a secret and is not for this resource."),
    text("description").doc("What it is for."),
    text("choices").doc("The values to choose from, for a choice list."),
    flag("ignore_cache").instance_default().doc("Whether a change leaves the caches on the nodes of the instance alone."),
    flag("is_private").column("is_private").instance_default().doc("Whether update sets leave it out."),
    text_list("read_roles").doc("Names of roles that may read it; left out, all who may read properties may."),
    text_list("write_roles").doc("Names of roles that may write it; left out, administrators may."),
];

/// What the names of properties begin with that an instance neither renames nor deletes
/// (docs/facts.md#property).
const KEPT: &str = "sys_";

/// What keeps such a property where it is destroyed, in one way or another.
const OUT: &str = "An instance neither deletes nor renames properties whose name begins with \"sys_\". With \
                   deletion_policy = \"abandon\" destroying leaves the property as it is; with adopt_existing = true it \
                   gives the old value back.";

fn a_property_of_the_platform_stays(values: &dyn Values) -> Vec<Finding> {
    let leaves =
        !values.text("deletion_policy").is_null() || !values.flag("adopt_existing").is_null();
    if !is_kept(values) || leaves {
        return Vec::new();
    }
    vec![Finding::warning("name", "The property cannot be destroyed", OUT)]
}

fn what_the_platform_keeps<'a>(
    values: &'a dyn Values,
    _records: &'a dyn Records,
) -> Later<'a, Result<(), Refusal>> {
    let refused = Refusal::rule("name", "Cannot delete the property", OUT);
    let kept = is_kept(values);
    Box::pin(async move { if kept { Err(refused) } else { Ok(()) } })
}

/// Another name takes another property, and this one would have to go.
fn a_property_of_the_platform_keeps_its_name(before: &dyn Values) -> Vec<Finding> {
    let Given::Is(name) = before.text("name") else { return Vec::new() };
    if !is_kept(before) {
        return Vec::new();
    }
    vec![Finding::error(
        "name",
        "The property keeps its name",
        format!(
            "An instance neither renames nor deletes properties whose name begins with \"sys_\", so {name} cannot make way \
             for a property of another name. Keep the name; or apply deletion_policy = \"abandon\" under it first, and then \
             the other name: that makes another property and leaves {name} on the instance."
        ),
    )]
}

fn is_kept(values: &dyn Values) -> bool {
    matches!(values.text("name"), Given::Is(name) if name.starts_with(KEPT))
}

fn a_secret_property_is_no_text(values: &dyn Values) -> Vec<Finding> {
    let Given::Is(kind) = values.text("type") else { return Vec::new() };
    if !SECRET.contains(&kind) {
        return Vec::new();
    }
    vec![Finding::error(
        "type",
        "A property that holds a secret",
        format!(
            "The value of a property of type {kind} is a secret, and value would be kept in the state. Use servicenow_record \
             on sys_properties with fields_wo."
        ),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};

    #[test]
    fn a_property_that_holds_a_secret_is_sent_elsewhere() {
        for kind in ["password", "password2"] {
            let findings = a_secret_property_is_no_text(&sample(&[("type", kind)]));
            assert!(findings[0].detail.as_str().contains("fields_wo"), "{kind}");
        }
        assert!(a_secret_property_is_no_text(&sample(&[("type", "string")])).is_empty());
    }

    #[test]
    fn a_property_of_the_platform_is_said_to_stay_unless_that_is_provided_for() {
        let findings = |given: &[(&str, &str)]| a_property_of_the_platform_stays(&sample(given));
        assert!(findings(&[("name", "sys_x.y")])[0].warning);
        assert!(findings(&[("name", "glide.sys_x")]).is_empty());
        assert!(findings(&[("name", "?")]).is_empty());
        for way in [("deletion_policy", "abandon"), ("adopt_existing", "true")] {
            assert!(findings(&[("name", "sys_x.y"), way]).is_empty(), "{way:?}");
        }
    }

    #[test]
    fn a_property_of_the_platform_does_not_make_way_for_another_name() {
        let found = a_property_of_the_platform_keeps_its_name(&sample(&[("name", "sys_x.y")]));
        assert!(!found[0].warning && found[0].detail.contains("so sys_x.y cannot"), "{found:?}");
        for name in ["x.y", "glide.sys_x", "?"] {
            let given = sample(&[("name", name)]);
            assert!(a_property_of_the_platform_keeps_its_name(&given).is_empty(), "{name}");
        }
    }

    #[tokio::test]
    async fn a_property_of_the_platform_is_not_deleted() {
        let memory = Memory::default();
        let goes =
            async |name: &str| what_the_platform_keeps(&sample(&[("name", name)]), &memory).await;
        let refusal = goes("sys_x.y").await.unwrap_err();
        assert!(refusal.detail().contains("abandon") && refusal.attribute() == Some("name"));
        assert!(goes("x.y").await.is_ok());
    }
}
