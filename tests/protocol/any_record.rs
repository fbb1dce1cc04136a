//! `servicenow_record`: rows of any table, with columns of every type that the dictionary has.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};
use tfplugin::testing::{State, unknown};

use crate::ground;
use crate::seen::{as_before, attribute, id, one_error, one_warning, text};
use crate::world::{World, full, under_both, with};

const RECORD: &str = "record";

/// One column of a type: its table, what else a row needs there, and values. The second value means what the first
/// does, the third is another one.
struct Case {
    kind: &'static str,
    table: &'static str,
    base: Json,
    column: &'static str,
    values: [String; 3],
}

fn case(
    kind: &'static str,
    table: &'static str,
    base: Json,
    column: &'static str,
    values: [&str; 3],
) -> Case {
    Case { kind, table, base, column, values: values.map(str::to_owned) }
}

fn named(name: &str) -> Json {
    json!({ "name": name })
}

/// A column of each type that a configuration can set.
fn cases() -> Vec<Case> {
    let location = || named("Case");
    let computer = || json!({ "name": "case" });
    // A client: a third party would leave its default profile behind, which no generic record knows of.
    let registry = || json!({ "name": "Case", "type": "client", "client_id": "c" });
    let connection =
        || json!({ "name": "Case", "active": "false", "connection_url": "https://a.example" });
    let property = || named("x.case");
    let template = || json!({ "name": "Case", "dynamic_data_schema": "{}" });
    vec![
        case("string", "cmn_location", location(), "city", ["Bern", " Bern ", "Genf"]),
        case("float", "cmn_location", location(), "latitude", ["46.5", "46.50", "-7.25"]),
        case("decimal", "cmdb_ci_computer", computer(), "disk_space", ["1.5", "1.500", "2"]),
        case("integer", "cmdb_ci_computer", computer(), "ram", ["2048", "02048", "4096"]),
        case("boolean", "cmdb_ci_computer", computer(), "virtual", ["true", "1", "false"]),
        case(
            "glide_date",
            "cmdb_ci_computer",
            computer(),
            "warranty_expiration",
            ["2031-01-31", " 2031-01-31", "2032-02-29"],
        ),
        case(
            "glide_date_time",
            "cmdb_ci_computer",
            computer(),
            "first_discovered",
            ["2026-01-31 12:00:00", "2026-01-31 12:00:00 ", "2026-02-01 00:00:00"],
        ),
        case(
            "url",
            "oauth_entity",
            registry(),
            "token_url",
            ["https://a.example/t", "https://a.example/t ", "https://b.example"],
        ),
        case(
            "script",
            "sys_script_include",
            named("CaseScript"),
            "script",
            ["var a = 1;", " var a = 1;\n", "var b = 2;\nb++;"],
        ),
        case(
            "json",
            "sys_alias_templates",
            template(),
            "default_data_template",
            ["{\"a\":1,\"b\":[2]}", "{ \"b\": [ 2 ], \"a\": 1 }\n", "{\"a\":2}"],
        ),
        case(
            "conditions",
            "sys_retry_policy",
            named("Case"),
            "condition",
            ["active=true", "active=true^EQ ", "active=false^a=1"],
        ),
        case(
            "translated_text",
            "sys_properties",
            property(),
            "description",
            ["One", "One ", "Two"],
        ),
        case(
            "user_roles",
            "sys_properties",
            property(),
            "read_roles",
            ["itil,admin", "itil, admin", "itil"],
        ),
        case("glide_list", "http_connection", connection(), "capabilities", ["@ALL", "@ALL ", ""]),
        case(
            "reference",
            "http_connection",
            connection(),
            "credential",
            ["@Ground credential", "@GROUND CREDENTIAL", ""],
        ),
        case(
            "glide_time",
            "sysauto_script",
            named("Case"),
            "run_time",
            ["02:30:00", "1970-01-01 02:30:00", "03:00:00"],
        ),
        case(
            "glide_duration",
            "sysauto_script",
            named("Case"),
            "run_period",
            ["1 00:05:00", "24:05:00", "00:05:00"],
        ),
        case(
            "domain_id",
            "cmdb_ci_computer",
            computer(),
            "sys_domain",
            ["global", "global ", "global"],
        ),
    ]
}

/// Types that only the instance writes, those that are secret, journals, which have tests of their own, and variables, of which
/// nobody knows what they read as.
const OTHERS: &[&str] =
    &["GUID", "sys_class_name", "password", "password2", "journal_input", "glide_var"];

/// `@name` stands for the sys_id of the ground's record of that name, in capitals for the sys_id in capitals.
async fn meant(world: &World, text: &str) -> String {
    let Some(name) = text.trim().strip_prefix('@') else { return text.to_owned() };
    let (table, column) = if name == "ALL" {
        ("ecc_agent_capability", "capability")
    } else {
        ("basic_auth_credentials", "name")
    };
    let found = world.rows(table, &format!("{column}={name}")).await;
    let sys_id = found[0]["sys_id"].as_str().unwrap();
    if name == "GROUND CREDENTIAL" {
        sys_id.to_uppercase()
    } else {
        text.replace(&format!("@{name}"), sys_id)
    }
}

#[tokio::test]
async fn the_cases_cover_every_type_of_the_dictionary() {
    let world = World::likely().await;
    let rows = world.rows("sys_dictionary", "elementISNOTEMPTY").await;
    let kinds: BTreeSet<&str> =
        rows.iter().map(|row| row["internal_type"].as_str().unwrap()).collect();
    let cases = cases();
    let covered = cases.iter().map(|case| case.kind).chain(OTHERS.iter().copied());
    assert_eq!(covered.collect::<BTreeSet<&str>>(), kinds);
}

#[tokio::test]
async fn no_column_of_any_type_is_planned_again_and_drift_is_put_back() {
    under_both(async |world| {
        ground::lay(&world).await;
        let before = world.export().await;
        for case in cases() {
            live(&world, &case).await;
        }
        as_before(&before, &world.export().await);
    })
    .await;
}

async fn live(world: &World, case: &Case) {
    let config = async |value: &str| {
        let fields = with(case.base.clone(), json!({ case.column: meant(world, value).await }));
        json!({ "table": case.table, "fields": fields })
    };
    let [first, same, other] = [0, 1, 2].map(|index: usize| case.values[index].as_str());
    let (first, same, other) = (config(first).await, config(same).await, config(other).await);
    let state = world.apply(RECORD, None, &first).await;
    world.is_settled(RECORD, &state, &first).await;
    for next in [&same, &other, &first] {
        let state = world.apply(RECORD, Some(&state), next).await;
        world.is_settled(RECORD, &state, next).await;
    }
    let state = empty_and_set(world, case.column, state, [&first, &same, &other]).await;
    let spelled_otherwise = world.apply(RECORD, Some(&state), &same).await;
    let drifted = &other["fields"][case.column];
    world.change(case.table, &id(&state), json!({ case.column: drifted })).await;
    let read = world.read(RECORD, &spelled_otherwise).await.unwrap();
    if drifted != &first["fields"][case.column] {
        assert_ne!(
            attribute(&read, "fields")[case.column],
            same["fields"][case.column],
            "{}",
            case.kind
        );
    }
    let state = world.apply(RECORD, Some(&read), &first).await;
    world.is_settled(RECORD, &state, &first).await;
    world.destroy(RECORD, state).await;
}

/// Null, an empty text and values, one after the other, each also from what was open when it was planned.
async fn empty_and_set(world: &World, column: &str, mut state: State, values: [&Json; 3]) -> State {
    let of = |value: Json| {
        let mut config = values[0].clone();
        config["fields"][column] = value;
        config
    };
    let [first, same, other] = values.map(Clone::clone);
    let steps =
        [of(Json::Null), of(json!("")), first.clone(), of(Json::Null), other, of(json!("")), same];
    for config in steps.into_iter().chain([of(Json::Null), first]) {
        state = world.apply(RECORD, Some(&state), &config).await;
        world.is_settled(RECORD, &state, &config).await;
        // A run that does not know the instance yet plans the same.
        let early = world.early_run().await;
        let plan = early.plan(&full(RECORD), Some(&state), Some(config.clone())).await.unwrap();
        assert!(plan.is_empty(&state), "{column}: {config}");
        let open = world.plan(RECORD, Some(&state), &of(unknown())).await;
        let run = &world.provider;
        let applied = run.apply(&full(RECORD), Some(&state), &open, Some(config.clone())).await;
        assert!(applied.diagnostics.is_empty(), "{column}: {:#?}", applied.diagnostics);
        state = applied.state.unwrap();
        world.is_settled(RECORD, &state, &config).await;
    }
    state
}

#[tokio::test]
async fn null_is_an_empty_column_when_it_is_made_changed_and_read() {
    under_both(async |world| {
        let config = |city: Json| json!({ "table": "cmn_location", "fields": { "name": "A", "city": city, "latitude": Json::Null } });
        let state = world.apply(RECORD, None, &config(Json::Null)).await;
        assert_eq!(attribute(&state, "fields")["city"], Json::Null);
        world.is_settled(RECORD, &state, &config(Json::Null)).await;
        let state = world.apply(RECORD, Some(&state), &config(json!("Bern"))).await;
        let state = world.apply(RECORD, Some(&state), &config(Json::Null)).await;
        assert_eq!(world.column("cmn_location", &id(&state), "city").await, "");
        world.change("cmn_location", &id(&state), json!({ "city": "Genf" })).await;
        let read = world.read(RECORD, &state).await.unwrap();
        assert_eq!(attribute(&read, "fields")["city"], "Genf");
        let state = world.apply(RECORD, Some(&read), &config(Json::Null)).await;
        assert_eq!(world.column("cmn_location", &id(&state), "city").await, "");
        world.is_settled(RECORD, &state, &config(Json::Null)).await;
        world.destroy(RECORD, state).await;
    })
    .await;
}

#[tokio::test]
async fn a_default_that_null_empties_is_empty_from_the_start() {
    under_both(async |world| {
        let fields = json!({ "name": "case", "order": Json::Null, "active": Json::Null });
        let config = json!({ "table": "sys_connection", "fields": fields });
        let state = world.apply(RECORD, None, &config).await;
        world.is_settled(RECORD, &state, &config).await;
        assert_eq!(world.column("sys_connection", &id(&state), "order").await, "");
        world.destroy(RECORD, state).await;
    })
    .await;
}

#[tokio::test]
async fn a_policy_that_is_open_may_become_either_or_none() {
    let world = World::likely().await;
    let config = |policy: Json| json!({ "table": "cmn_location", "fields": { "name": "A" }, "deletion_policy": policy });
    for (policy, expected) in
        [(json!("abandon"), "abandon"), (Json::Null, "delete"), (json!("delete"), "delete")]
    {
        let plan = world.plan(RECORD, None, &config(unknown())).await;
        let made = world.provider.apply(&full(RECORD), None, &plan, Some(config(policy))).await;
        let state = made.state.unwrap_or_else(|| panic!("{:#?}", made.diagnostics));
        assert_eq!(text(&state, "deletion_policy"), expected);
    }
}

#[tokio::test]
async fn secrets_are_written_alone_and_kept_nowhere() {
    under_both(async |world| {
        for (table, column, base) in
            [("sys_certificate", "key_store_password", named("Case")), ("sys_user", "user_password", json!({ "user_name": "case" })),
             ("sys_properties", "value", json!({ "name": "x.case", "type": "password2" }))]
        {
            let config = json!({ "table": table, "fields": base, "fields_wo": { column: "planted-1" }, "fields_wo_version": 1 });
            let state = world.apply(RECORD, None, &config).await;
            assert!(!crate::seen::json_of(&state.value).to_string().contains("planted"));
            world.is_settled(RECORD, &state, &config).await;
            assert!(world.holds_secret(table, &id(&state), column, "planted-1").await, "{table}");
            let next = with(config, json!({ "fields_wo": { column: "planted-2" }, "fields_wo_version": 2 }));
            let state = world.apply(RECORD, Some(&state), &next).await;
            assert!(world.holds_secret(table, &id(&state), column, "planted-2").await, "{table}");
            world.destroy(RECORD, state).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_secret_among_the_fields_is_refused_and_pointed_elsewhere() {
    let world = World::likely().await;
    let config = json!({ "table": "sys_certificate", "fields": { "name": "A", "key_store_password": "planted" } });
    let said = world.refused(RECORD, None, &config).await;
    one_error(&said, "fields.key_store_password", &["fields_wo"]);
    assert!(!format!("{said:?}").contains("planted"));
}

#[tokio::test]
async fn what_only_the_instance_writes_is_refused() {
    let world = World::likely().await;
    let config =
        json!({ "table": "cmn_location", "fields": { "name": "A", "sys_created_by": "me" } });
    let said = world.provider.validate(&full(RECORD), config).await;
    one_error(&said, "fields.sys_created_by", &["keeps", "Remove it"]);
    let config =
        json!({ "table": "cmn_location", "fields": { "name": "A", "location.name": "B" } });
    let said = world.provider.validate(&full(RECORD), config).await;
    one_error(&said, "fields.location.name", &["another record"]);
}

#[tokio::test]
async fn a_column_that_is_not_there_is_an_error_and_leaves_no_record() {
    under_both(async |world| {
        let before = world.export().await;
        let config = json!({ "table": "cmn_location", "fields": { "name": "A", "nosuch": "x" } });
        let said = world.refused(RECORD, None, &config).await;
        one_error(&said, "fields.nosuch", &["cmn_location", "nosuch"]);
        as_before(&before, &world.export().await);
    })
    .await;
}

#[tokio::test]
async fn a_field_that_is_no_longer_named_is_left_as_it_is() {
    let world = World::likely().await;
    let config = |fields: Json| json!({ "table": "cmn_location", "fields": fields });
    let state = world.apply(RECORD, None, &config(json!({ "name": "A", "city": "Bern" }))).await;
    world.forget_requests().await;
    let less = config(json!({ "name": "A" }));
    let state = world.apply(RECORD, Some(&state), &less).await;
    assert_eq!(world.count("cmn_location", "PATCH").await, 0);
    assert_eq!(world.column("cmn_location", &id(&state), "city").await, "Bern");
    world.is_settled(RECORD, &state, &less).await;
}

#[tokio::test]
async fn another_table_makes_another_record() {
    let world = World::likely().await;
    let state = world
        .apply(RECORD, None, &json!({ "table": "cmn_location", "fields": { "name": "A" } }))
        .await;
    let config = json!({ "table": "cmn_department", "fields": { "name": "A" } });
    let plan = world.plan(RECORD, Some(&state), &config).await;
    assert!(plan.replaces);
    let state = world.apply(RECORD, Some(&state), &config).await;
    assert_eq!(world.rows("cmn_location", "name=A").await.len(), 0);
    assert_eq!(world.column("cmn_department", &id(&state), "name").await, "A");
}

#[tokio::test]
async fn another_class_moves_the_record_and_is_settled() {
    under_both(async |world| {
        let config = |class: &str| {
            json!({ "table": "cmdb_ci", "fields": { "name": "case", "sys_class_name": class } })
        };
        let first = world.apply(RECORD, None, &config("cmdb_ci_computer")).await;
        world.is_settled(RECORD, &first, &config("cmdb_ci_computer")).await;
        let moved = world.apply(RECORD, Some(&first), &config("cmdb_ci_server")).await;
        world.is_settled(RECORD, &moved, &config("cmdb_ci_server")).await;
        assert_eq!(id(&moved), id(&first));
        assert_eq!(world.column("cmdb_ci_server", &id(&first), "name").await, "case");
        world.destroy(RECORD, moved).await;
    })
    .await;
}

#[tokio::test]
async fn an_import_takes_what_says_something_and_plans_clean() {
    under_both(async |world| {
        let row = json!({ "name": "case", "ram": "2048", "virtual": "true", "first_discovered": "2026-01-31 12:00:00" });
        let sys_id = world.insert("cmdb_ci_computer", row).await;
        let state = world.import(RECORD, &format!("cmdb_ci_computer/{sys_id}")).await;
        let fields = attribute(&state, "fields");
        assert_eq!(fields["ram"], "2048");
        assert_eq!(fields["virtual"], "true");
        for own in ["sys_id", "sys_class_name", "sys_created_on", "operational_status", "monitor"] {
            assert_eq!(fields[own], Json::Null, "{own} is the instance's own or a default");
        }
        let config = json!({ "table": "cmdb_ci_computer", "fields": fields });
        world.is_settled(RECORD, &state, &config).await;
    })
    .await;
}

#[tokio::test]
async fn without_the_dictionary_values_are_compared_as_text() {
    let world = World::likely().await;
    let refusal = |table| json!({ "table": table, "fault": { "kind": "acl_refusal" } });
    world.faults(json!([refusal("sys_dictionary"), refusal("sys_db_object")])).await;
    let config = json!({ "table": "cmn_location", "fields": { "name": "A", "city": "Bern" } });
    let state = world.apply(RECORD, None, &config).await;
    world.is_settled(RECORD, &state, &config).await;
}

#[tokio::test]
async fn a_record_with_no_fields_is_remarked_on() {
    let world = World::likely().await;
    let said = world
        .provider
        .validate(&full(RECORD), json!({ "table": "cmn_location", "fields": {} }))
        .await;
    one_warning(&said, "fields", &["names a column"]);
}
