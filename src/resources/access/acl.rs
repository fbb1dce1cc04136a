//! `servicenow_acl`: who may do what with a table, a column or another resource.

use crate::describe::{
    Field, Finding, Findings, Found, Given, Later, Records, Refusal, Resource, Values, choice,
    condition, flag, links, reference, text,
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
    .shares_names()
    .import_path(&["type", "name", "operation"])
    .activated_last("active")
    .checks(&[a_rule_says_something, an_archive_is_only_read])
    .checks_of_new(&[a_constant_answer_is_no_script])
    .demands(&[a_script_that_is_guarded_can_be_called])
    .before_write(a_script_that_is_guarded_is_there);

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
        .doc("The kind of thing guarded: `record`, `REST_Endpoint`, `processor`, `ui_page`, `ux_route` and so on."),
    choice("decision_type", &["allow", "deny"]).on_some_instances().instance_default().doc(
        "Whether passing the rule allows (`allow`) or failing it denies (`deny`). Not every release before Xanadu has `deny`.",
    ),
    flag("active").default_flag(true).doc("Whether the rule is in force."),
    flag("admin_overrides").instance_default().doc("Whether administrators pass in any case."),
    flag("advanced").computed_from(&["script"]).doc("Whether a script is run: the instance sets it where there is one."),
    links("roles", "sys_user_role")
        .by(&["name"])
        .joined_by("sys_security_acl_role", "sys_security_acl", "sys_user_role")
        .doc("The roles of which a user needs one, by name or sys_id. When set, exactly these are linked to the rule."),
    reference("security_attribute", "sys_security_attribute")
        .by(&["name"])
        .doc("The security attribute that must hold, by name, such as `UserIsAuthenticated`."),
    condition("condition").doc("An encoded query that the record must match."),
    condition("applies_to").on_some_instances().doc(
        "An encoded query of the records that the rule is about; all of the table when left out. Releases before 2024 have no \
         such column.",
    ),
    text("script").doc("A script that sets `answer`."),
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

/// What the names of the tables of archives begin with.
const ARCHIVES: &str = "ar_";

/// The instance aborts any other rule (docs/facts.md#access-rule-limits).
fn an_archive_is_only_read(values: &dyn Values) -> Vec<Finding> {
    let (Given::Is(name), Given::Is(operation)) = (values.text("name"), values.text("operation"))
    else {
        return Vec::new();
    };
    let of_record = values.text("type") == Given::Is("record");
    if !of_record || !name.starts_with(ARCHIVES) || operation.eq_ignore_ascii_case("read") {
        return Vec::new();
    }
    vec![Finding::error(
        "operation",
        "Archives are only read",
        format!(
            "{name} is a table of an archive, by its name, and the instance takes only rules for reading such a table. Set \
             operation = \"read\", or guard the table that is archived."
        ),
    )]
}

/// The type of rules for scripts that are called by browsers.
const CALLABLE: &str = "client_callable_script_include";

/// The plan cannot tell where there is no script, or where another address holds it: the same run may make or open it.
fn a_script_that_is_guarded_can_be_called<'a>(
    values: &'a dyn Values,
    _: Option<&'a dyn Values>,
    records: &'a dyn Records,
) -> Findings<'a> {
    Box::pin(async move {
        let may_open = |script: &Found| script.get("sys_id").is_some_and(|id| records.may_go(id));
        let script = guarded_script(values, records).await?;
        let shut =
            script.filter(|(_, scripts)| !scripts.is_empty() && !scripts.iter().any(may_open));
        Ok(shut.map(|(name, scripts)| nothing_to_guard(name, &scripts)).into_iter().collect())
    })
}

/// Asked before the write, so that nothing is begun and the error is one that names the script.
fn a_script_that_is_guarded_is_there<'a>(
    values: &'a dyn Values,
    records: &'a dyn Records,
) -> Later<'a, Result<(), Refusal>> {
    Box::pin(async move {
        let script = guarded_script(values, records).await?;
        Refusal::of(script.map(|(name, scripts)| nothing_to_guard(name, &scripts)))
    })
}

/// The name of the script include that a new rule guards, and those of that name, where none of them can be called. A rule
/// that is there guards what it did: its name and type never change.
async fn guarded_script<'a>(
    values: &'a dyn Values,
    records: &dyn Records,
) -> Result<Option<(&'a str, Vec<Found>)>, Refusal> {
    let (Given::Is(kind), Given::Is(name)) = (values.text("type"), values.text("name")) else {
        return Ok(None);
    };
    let is_new = values.text("id").known().is_none();
    if !is_new || !kind.eq_ignore_ascii_case(CALLABLE) {
        return Ok(None);
    }
    let mut found = Vec::new();
    for column in ["name", "api_name"] {
        let named = [(column, name)];
        found.extend(records.find("sys_script_include", &named, &["client_callable"]).await?);
    }
    let callable = |row: &Found| row.get("client_callable").is_some_and(|flag| flag == "true");
    Ok((!found.iter().any(callable)).then_some((name, found)))
}

/// The instance aborts a rule for a script include that is not there, or that nobody can call
/// (docs/facts.md#access-rule-limits).
fn nothing_to_guard(name: &str, scripts: &[Found]) -> Finding {
    let what = if scripts.is_empty() {
        "there is no script include of that name"
    } else {
        "the script include of that name cannot be called by clients"
    };
    Finding::error(
        "name",
        "Nothing to guard",
        format!(
            "The rule is one for the client-callable script include \"{name}\", and {what}: the instance refuses it. Check \
             the name, make the script include first, or set client_callable on it."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};

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
    fn a_rule_for_an_archive_is_one_for_reading() {
        let given = |name, operation| {
            sample(&[("type", "record"), ("name", name), ("operation", operation)])
        };
        let found = an_archive_is_only_read(&given("ar_incident.number", "write"));
        assert_eq!(found[0].attribute, "operation");
        for (name, operation) in [("ar_incident", "read"), ("incident", "write"), ("?", "write")] {
            assert!(an_archive_is_only_read(&given(name, operation)).is_empty(), "{name}");
        }
    }

    fn script(callable: &str) -> Memory {
        let row = [("sys_id", "s"), ("name", "Helper"), ("client_callable", callable)];
        Memory::default().with("sys_script_include", &row)
    }

    #[tokio::test]
    async fn a_script_that_nobody_can_call_is_not_guarded() {
        let rule = sample(&[("type", CALLABLE), ("name", "Helper")]);
        let asked = async |memory: Memory| a_script_that_is_guarded_is_there(&rule, &memory).await;
        assert!(asked(script("true")).await.is_ok());
        let refused = asked(script("false")).await.unwrap_err();
        assert!(refused.detail().contains("cannot be called"), "{}", refused.detail());
        let refused = asked(Memory::default()).await.unwrap_err();
        assert!(refused.detail().contains("no script include"), "{}", refused.detail());
        let planning = async |memory: Memory| {
            a_script_that_is_guarded_can_be_called(&rule, None, &memory).await.unwrap()
        };
        assert!(planning(Memory::default()).await.is_empty(), "the same run may make it");
        assert!(planning(script("true")).await.is_empty());
        let found = planning(script("false")).await;
        assert!(found[0].detail.contains("cannot be called"), "{found:?}");
        let other = sample(&[("type", "record"), ("name", "Helper")]);
        assert!(a_script_that_is_guarded_is_there(&other, &script("false")).await.is_ok());
        let there = sample(&[("id", "r"), ("type", CALLABLE), ("name", "Helper")]);
        assert!(a_script_that_is_guarded_is_there(&there, &script("false")).await.is_ok());
    }
}
