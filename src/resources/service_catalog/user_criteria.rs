//! `servicenow_user_criteria`: whom something is for (docs/facts.md#user-criteria).

use crate::describe::{Field, Finding, Given, Resource, Values, flag, references, text};

pub(crate) static RESOURCE: Resource = Resource::table("user_criteria", "user_criteria")
    .doc(
        "User criteria: who may see an item of a catalog, a knowledge article or the like. Administrators see everything whatever \
         they say.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name", "application_scope"]])
    .import_keys(&["name"])
    .checks(&[somebody_can_meet_them, a_script_makes_them_advanced])
    .fields(FIELDS);

/// What somebody can meet them by.
const MET_BY: &[&str] =
    &["users", "groups", "roles", "departments", "locations", "companies", "script"];

const FIELDS: &[Field] = &[
    text("name").required().doc("What people know the criteria by."),
    text("short_description").doc("Whom they let pass, in words."),
    flag("active").instance_default().doc("Whether they count. Criteria that are not active let nobody pass."),
    references("users", "sys_user").column("user").by(&["user_name"]).doc("People who meet them, by user id or sys_id."),
    references("groups", "sys_user_group")
        .column("group")
        .by(&["name"])
        .doc("Groups whose members meet them, by name or sys_id."),
    references("roles", "sys_user_role")
        .column("role")
        .by(&["name"])
        .doc("Roles of which one is enough to meet them, by name or sys_id."),
    references("departments", "cmn_department")
        .column("department")
        .by(&["name"])
        .doc("Departments whose people meet them, by name or sys_id."),
    references("locations", "cmn_location")
        .column("location")
        .by(&["name"])
        .doc("Places whose people meet them, by name or sys_id."),
    references("companies", "core_company")
        .column("company")
        .by(&["name"])
        .doc("Companies whose people meet them, by name or sys_id."),
    flag("match_all").instance_default().doc(
        "Whether a user must meet each kind of condition that is set (`true`) or one of them (`false`).",
    ),
    flag("advanced").instance_default().follows(&["script"]).doc(
        "Whether `script` counts. The instance sets it where there is a script, and takes it back where there is none.",
    ),
    text("script").doc(
        "A script that sets `answer`. It asks about `user_id`, not about the user of the session, and runs each time: keep it \
         quick.",
    ),
];

/// Empty criteria let nobody pass (docs/facts.md#user-criteria).
fn somebody_can_meet_them(values: &dyn Values) -> Vec<Finding> {
    let says = |name: &&&str| match values.texts(name) {
        Given::Is(texts) if *name != &"script" => !texts.is_empty(),
        _ => !values.given(name).is_null(),
    };
    if MET_BY.iter().any(|name| says(&name)) {
        return Vec::new();
    }
    vec![Finding::warning(
        "users",
        "Nobody meets the criteria",
        "None of users, groups, roles, departments, locations, companies and script is set, and empty criteria let nobody pass. \
         Set one of them.",
    )]
}

/// A rule of the instance sets the flag by the script (docs/facts.md#user-criteria).
fn a_script_makes_them_advanced(values: &dyn Values) -> Vec<Finding> {
    let has_script = match values.text("script") {
        Given::Is(script) => !script.trim().is_empty(),
        Given::Null => false,
        Given::Unknown => return Vec::new(),
    };
    let detail = match values.flag("advanced") {
        Given::Is(true) if !has_script => {
            "advanced is true and there is no script, so the instance takes it back. Set script, or remove advanced."
        }
        Given::Is(false) if has_script => {
            "advanced is false and there is a script, so the instance sets it. Remove advanced, or the script."
        }
        _ => return Vec::new(),
    };
    vec![Finding::error("advanced", "The instance decides otherwise", detail)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn the_script_decides_whether_they_are_advanced() {
        let said = |pairs: &[(&str, &str)]| a_script_makes_them_advanced(&sample(pairs)).len();
        assert_eq!(said(&[("advanced", "true")]), 1);
        assert_eq!(said(&[("advanced", "false"), ("script", "answer = true;")]), 1);
        assert_eq!(said(&[("advanced", "true"), ("script", "answer = true;")]), 0);
        assert_eq!(said(&[("advanced", "false")]) + said(&[("script", "answer = true;")]), 0);
        assert_eq!(said(&[("advanced", "true"), ("script", "?")]), 0);
    }

    #[test]
    fn each_condition_is_one_that_somebody_can_meet() {
        for name in MET_BY {
            assert!(somebody_can_meet_them(&sample(&[(name, "x")])).is_empty(), "{name}");
            assert!(somebody_can_meet_them(&sample(&[(name, "?")])).is_empty(), "{name}");
        }
        let found = somebody_can_meet_them(&sample(&[("name", "Nobody")]));
        assert!(found[0].warning && found[0].attribute == "users");
    }
}
