//! `servicenow_acl`: who may do what with a table, a column or another resource.

use crate::describe::{
    Field, Finding, Given, Resource, Values, choice, flag, links, reference, text,
};

pub(crate) static RESOURCE: Resource = Resource::table("acl", "sys_security_acl")
    .doc(
        "An access control rule. Writing one takes a session elevated to the role `security_admin`: set \
         `elevate_roles = [\"security_admin\"]` in the provider block. A new rule is inserted inactive, gets its roles, and is \
         only then switched on; it is switched off before its roles are removed. So it is never live and empty.",
    )
    .scope("sys_scope")
    .fields(FIELDS)
    .natural_keys(&[&["type", "name", "operation"]])
    .import_path(&["type", "name", "operation"])
    .activated_last("active")
    .checks(&[a_rule_says_something, a_constant_answer_is_no_script, a_script_runs]);

/// Attributes of which one must say who passes.
const SAYS_WHO: &[&str] = &["roles", "security_attribute", "condition", "script"];

/// Operations and types have words for sys_ids, a few later ones aside
/// (docs/facts.md#access-rule-words).
const FIELDS: &[Field] = &[
    text("name").required().replaces().doc(
        "What the rule guards: the rows of a table (`incident`), all its columns (`incident.*`), one column \
         (`incident.number`), or the name of another resource.",
    ),
    reference("operation", "sys_security_operation")
        .by(&["name"])
        .literals(&["read", "write", "create", "delete", "execute"])
        .required()
        .replaces()
        .doc("What is done: `read`, `write`, `create`, `delete`, `execute`, `query_match` and so on."),
    reference("type", "sys_security_type")
        .by(&["name"])
        .literals(&["record"])
        .default_text("record")
        .replaces()
        .doc("The kind of thing guarded: `record`, `rest_endpoint`, `processor`, `ui_page` and so on."),
    choice("decision_type", &["allow", "deny"]).instance_default().doc(
        "Whether passing the rule allows (`allow`) or failing it denies (`deny`). There is no `deny` before the release Xanadu.",
    ),
    flag("active").default_flag(true).doc("Whether the rule is in force."),
    flag("admin_overrides").instance_default().doc("Whether administrators pass in any case."),
    flag("advanced").on_with("script").doc("Whether the script is run."),
    // The joining rows carry no word about the application (docs/facts.md#access-rule-roles).
    links("roles", "sys_user_role")
        .by(&["name"])
        .joined_by("sys_security_acl_role", "sys_security_acl", "sys_user_role")
        .doc("The roles of which a user needs one, by name or sys_id. When set, exactly these are linked to the rule."),
    reference("security_attribute", "sys_security_attribute")
        .by(&["name"])
        .doc("The security attribute that must hold, by name, such as `UserIsAuthenticated`."),
    text("condition").doc("An encoded query that the record must match."),
    text("applies_to").doc("An encoded query of the records that the rule is about; all of the table when left out."),
    text("script").doc("A script that sets `answer`. It is run only where `advanced` is true."),
    text("description").doc("Why the rule is there."),
    choice("local_or_existing", &["Local", "Existing"])
        .instance_default()
        .doc("Whether the condition is the rule's own (`Local`) or that of its security attribute (`Existing`)."),
];

/// An empty rule opens what it guards before Xanadu and closes it from Xanadu on
/// (docs/facts.md#empty-access-rule).
fn a_rule_says_something(values: &dyn Values) -> Vec<Finding> {
    let says = |name: &&&str| {
        let empty = match values.texts(name) {
            Given::Is(texts) => texts.is_empty(),
            _ => false,
        };
        !values.given(name).is_null() && !empty
    };
    if SAYS_WHO.iter().any(|name| says(&name)) {
        return Vec::new();
    }
    vec![Finding::error(
        "roles",
        "The rule says nothing",
        "Set at least one of roles, security_attribute, condition and script. A rule with none of them opens what it guards on \
         releases before Xanadu and closes it on later ones.",
    )]
}

/// Releases from Xanadu on call such a rule invalid (docs/facts.md#constant-answer).
fn a_constant_answer_is_no_script(values: &dyn Values) -> Vec<Finding> {
    let Given::Is(script) = values.text("script") else { return Vec::new() };
    let bare = |letter: &char| !letter.is_whitespace() && *letter != ';';
    let bare: String = script.chars().filter(bare).collect();
    if !matches!(bare.as_str(), "answer=true" | "true") {
        return Vec::new();
    }
    vec![Finding::error(
        "script",
        "The script always allows",
        "From the release Xanadu on, a rule whose script is only \"answer = true\" is invalid. Name roles, or the security \
         attribute UserIsAuthenticated, instead.",
    )]
}

fn a_script_runs(values: &dyn Values) -> Vec<Finding> {
    let idle = values.text("script").is_set() && values.flag("advanced") == Given::Is(false);
    if !idle {
        return Vec::new();
    }
    vec![Finding::error(
        "advanced",
        "The script is not run",
        "script is set and advanced is false, so the instance ignores the script. Remove advanced, or remove script.",
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn each_way_to_say_who_passes_is_enough() {
        for name in SAYS_WHO {
            assert!(a_rule_says_something(&sample(&[(name, "x")])).is_empty(), "{name}");
            assert!(a_rule_says_something(&sample(&[(name, "?")])).is_empty(), "{name}");
        }
        let findings = a_rule_says_something(&sample(&[("name", "incident")]));
        assert!(!findings[0].warning && findings[0].attribute == "roles");
    }

    #[test]
    fn a_script_that_always_allows_is_refused_however_it_is_written() {
        for script in ["answer=true", "answer = true;", "  true ;\n", "answer\n=\ttrue"] {
            let findings = a_constant_answer_is_no_script(&sample(&[("script", script)]));
            assert_eq!(findings.len(), 1, "{script}");
        }
        for script in ["answer = gs.hasRole('itil');", "answer = false;", "?"] {
            let findings = a_constant_answer_is_no_script(&sample(&[("script", script)]));
            assert!(findings.is_empty(), "{script}");
        }
    }

    #[test]
    fn a_script_beside_advanced_false_is_refused() {
        let given = |advanced| sample(&[("script", "answer = x()"), ("advanced", advanced)]);
        assert_eq!(a_script_runs(&given("false"))[0].attribute, "advanced");
        assert!(a_script_runs(&given("true")).is_empty() && a_script_runs(&given("?")).is_empty());
        assert!(a_script_runs(&sample(&[("advanced", "false")])).is_empty());
    }
}
