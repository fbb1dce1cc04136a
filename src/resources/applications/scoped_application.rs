//! `servicenow_scoped_application`: an application of one's own (docs/facts.md#scoped-application).

use crate::describe::{Field, Finding, Given, Resource, Values, choice, flag, reference, text};

pub(crate) static RESOURCE: Resource = Resource::table("scoped_application", "sys_app")
    .doc(
        "An application of one's own, with the scope that other resources name as `application_scope`. Destroying it asks the \
         instance to delete the scope with all that lies in it, which takes long, and has been seen to leave remains over REST: \
         destroy what lies in it first, or set `deletion_policy = \"abandon\"`. An application of the ServiceNow Store is a \
         `servicenow_application`.",
    )
    .natural_keys(&[&["scope"]])
    .names_one()
    .import_keys(&["scope", "name"])
    .checks_of_new(&[a_scope_has_room_in_its_column])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the application. A new name changes neither scope nor menu nor role."),
    text("scope").required().replaces().doc(
        "The scope's name, `x_<vendor prefix>_<short name>` with the prefix that the instance has for its customer, 18 \
         characters at most. All that lies in the application has it in its name.",
    ),
    text("version").doc("The version, such as `1.0.0`, by which the Store and the application repository know updates."),
    text("short_description").doc("What the application does."),
    text("vendor").doc("Who makes the application."),
    text("vendor_prefix").doc("The prefix of that vendor, which stands in the scope's name."),
    flag("active").instance_default().doc("Whether the application is in use; a new one is."),
    reference("menu", "sys_app_application")
        .by(&["title"])
        .within("sys_scope.scope")
        .doc("The menu of the application in the navigator, by sys_id, title, or `<scope>/<title>`."),
    reference("user_role", "sys_user_role").by(&["name"]).doc("The role that the menu of the application takes, by name or sys_id."),
    choice("js_level", &["es_latest", "helsinki_es5", "traditional"]).or_others().instance_default().doc(
        "The JavaScript that scripts of the application are written in: `es_latest` is ECMAScript 2021, `helsinki_es5` \
         ECMAScript 5, `traditional` older still.",
    ),
    choice("runtime_access_tracking", &["permissive", "enforcing"]).or_others().instance_default().doc(
        "What happens when a script reaches into another application. `permissive`, which the form calls Tracking, notes it in a \
         `servicenow_cross_scope_privilege`; `enforcing` waits for an administrator to allow it. Where it is empty, nothing is tracked.",
    ),
    flag("restrict_table_access").instance_default().doc(
        "Whether only tables of the application itself are offered when something is made in it.",
    ),
    flag("scoped_administration").instance_default().doc(
        "Whether it is restricted how users come by the roles of the application.",
    ),
    flag("can_edit_in_studio").instance_default().doc("Whether the classic Studio can edit the application."),
    flag("private").instance_default().doc("Whether the application is private, so that it cannot be published."),
    flag("licensable").instance_default().doc("Whether Subscription Management tracks the application."),
];

/// The most characters that the column holds (docs/facts.md#scoped-application).
const ROOM: usize = 18;

fn a_scope_has_room_in_its_column(values: &dyn Values) -> Vec<Finding> {
    let Given::Is(scope) = values.text("scope") else { return Vec::new() };
    let length = scope.chars().count();
    if length <= ROOM {
        return Vec::new();
    }
    vec![Finding::error(
        "scope",
        "The scope's name is too long",
        format!(
            "A scope's name has {ROOM} characters at most, and {scope} has {length}. Choose a shorter one."
        ),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_scope_s_name_has_eighteen_characters_at_most() {
        let found = |scope| a_scope_has_room_in_its_column(&sample(&[("scope", scope)]));
        assert!(found("x_acme_parcels_and_more")[0].detail.contains("has 23"));
        for right in ["x_acme_parcels_123", "?"] {
            assert!(found(right).is_empty(), "{right}");
        }
    }
}
