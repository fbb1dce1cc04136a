//! States become states of other types, offline.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};
use tfplugin::Value;

use super::*;
use crate::engine::model::{ADOPT, Adopted, ID, Origin, Policy, Referred, SCOPE, TYPE};
use crate::engine::record::data_loss::policy_of;

/// States of the other provider, and what each is here.
const STATES: &str = include_str!("../../../tests/protocol/moving/states.json");

fn states() -> BTreeMap<String, Json> {
    serde_json::from_str(STATES).unwrap()
}

fn of(type_name: &str, version: i64, state: &Json, private: &Private, to: &str) -> Moved {
    told(type_name, version, state, private, to).unwrap_or_else(|said| panic!("{said}"))
}

fn told(
    type_name: &str,
    version: i64,
    state: &Json,
    private: &Private,
    to: &str,
) -> Result<Moved, Problem> {
    let (text, private) = (state.to_string(), private.encode());
    let state = StoredState::parse(&text).unwrap();
    moved(&Stored { type_name, version, state, private: &private }, to).expect("a known type")
}

fn theirs(type_name: &str, state: &Json, to: &str) -> Moved {
    of(type_name, 0, state, &Private::default(), to)
}

fn words(problems: &[Problem]) -> String {
    let words: Vec<String> = problems.iter().map(Problem::to_string).collect();
    words.join("\n")
}

fn json_of(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => json!(flag),
        Value::Number(number) => json!(number.as_i64().unwrap()),
        Value::String(text) => json!(text),
        Value::List(elements) => elements.iter().map(json_of).collect(),
        Value::Map(elements) => {
            Json::Object(elements.iter().map(|(key, one)| (key.clone(), json_of(one))).collect())
        }
        _ => panic!("the state of a moved record is wholly known"),
    }
}

#[test]
fn there_is_a_state_of_each_of_the_64_types_with_all_its_attributes() {
    let states = states();
    let (named, told): (BTreeSet<&str>, BTreeSet<&str>) =
        (foreign::all().map(|one| one.name).collect(), states.keys().map(String::as_str).collect());
    assert_eq!((named.len(), &named), (64, &told));
    for one in foreign::all() {
        let state = &states[one.name]["state"];
        for attribute in one.attributes {
            assert!(state.get(attribute).is_some(), "{}: {attribute}", one.name);
        }
        if !one.table.is_empty() {
            assert_eq!(states[one.name]["table"], one.table, "{}", one.name);
        }
    }
}

#[test]
fn each_type_becomes_one_whose_records_lie_in_its_table() {
    for one in foreign::all() {
        let Some(name) = one.becomes else { continue };
        let resource = described(name).unwrap_or_else(|| panic!("there is no {name}"));
        assert!(described::tables(&resource).contains(&one.table), "{} becomes {name}", one.name);
    }
}

#[test]
fn each_state_becomes_what_the_configuration_that_stands_for_it_asks_for() {
    for (name, case) in states() {
        let to = format!("servicenow_{}", case["ours"]["type"].as_str().unwrap());
        let moved = theirs(&name, &case["state"], &to);
        let state = json_of(&moved.state.clone().into_value());
        for (attribute, wanted) in case["ours"]["config"].as_object().unwrap() {
            let got = &state[attribute];
            match wanted {
                Json::Object(columns) => {
                    for (column, text) in columns {
                        assert_eq!(&got[column], text, "{name}: {column}");
                    }
                }
                wanted => assert_eq!(got, wanted, "{name}: {attribute}"),
            }
        }
        let policy = policy_of(case["table"].as_str().unwrap()).word();
        assert_eq!((&state[ID], &state[POLICY]), (&json!("@id"), &json!(policy)), "{name}");
        assert_eq!(moved.private.origin, Some(Origin::Made), "{name}");
        assert!(moved.private.host.is_empty() && !moved.private.mark.is_empty(), "{name}");
    }
}

#[test]
fn each_state_also_becomes_a_row_of_its_table() {
    for (name, case) in states() {
        let moved = theirs(&name, &case["state"], ANY_RECORD);
        let state = json_of(&moved.state.into_value());
        assert_eq!(state["table"], case["table"], "{name}");
        let secret = foreign::named(&name).unwrap().secret;
        let row = case["row"].as_object().unwrap();
        for (column, text) in row.iter().filter(|(column, _)| !secret.contains(&column.as_str())) {
            let kept = &state["fields"][column];
            assert!(kept == text || text.as_str() == Some("planner"), "{name}: {column} is {kept}");
        }
        assert_eq!(moved.private.unsorted.is_some(), name != ANY_RECORD, "{name}");
    }
}

#[test]
fn what_comes_along_as_a_secret_and_what_does_not_come_along_is_told() {
    let states = states();
    let of = |name: &str, to: &str| theirs(name, &states[name]["state"], to);
    let credential = of("servicenow_basic_auth_credential", "servicenow_credential");
    let said = words(&credential.problems);
    assert!(said.contains("password_wo with password_wo_version"), "{said}");
    assert!(!said.contains("planted"), "{said}");
    let row = of("servicenow_basic_auth_credential", ANY_RECORD);
    assert!(words(&row.problems).contains("fields_wo"));
    assert!(!format!("{:?}", json_of(&row.state.into_value())).contains("planted"));
    let mut database = states["servicenow_jdbc_connection"]["state"].clone();
    database["database_type"] = json!("mysql");
    let moved = theirs("servicenow_jdbc_connection", &database, "servicenow_connection");
    let said = words(&moved.problems);
    assert!(said.contains(": database_type."), "{said}");
    let user_role = of("servicenow_user_role", "servicenow_user_role");
    assert!(user_role.problems.is_empty(), "{}", words(&user_role.problems));
}

#[test]
fn of_two_attributes_for_one_column_the_other_is_told() {
    let mut state = states()["servicenow_service_catalog_variable"]["state"].clone();
    (state["lookup_table"], state["lookup_value"]) = (json!("cmn_location"), json!("name"));
    let moved = theirs("servicenow_service_catalog_variable", &state, ANY_RECORD);
    assert_eq!(moved.state.get("fields").get("lookup_value").as_str(), Some("cmn_location"));
    assert!(words(&moved.problems).contains(": lookup_value."));
}

#[test]
fn an_application_that_is_not_global_becomes_an_attribute_or_is_told() {
    let mut state = states()["servicenow_alias"]["state"].clone();
    state["scope"] = json!("5cb");
    let alias = theirs("servicenow_alias", &state, "servicenow_connection_alias");
    assert_eq!(alias.state.known_text(SCOPE), Some("5cb"));
    let row = theirs("servicenow_alias", &state, ANY_RECORD);
    assert!(words(&row.problems).contains("scope"), "{}", words(&row.problems));
}

#[test]
fn a_move_to_another_table_names_both_and_the_way_out() {
    let states = states();
    let said = |name: &str, to: &str| {
        let told = told(name, 0, &states[name]["state"], &Private::default(), to);
        told.err().expect("it is refused").to_string()
    };
    let wrong = said("servicenow_encryption_context", "servicenow_acl");
    let row = "servicenow_record with table = \"sys_encryption_context\"";
    for word in ["sys_encryption_context", "sys_security_acl", row] {
        assert!(wrong.contains(word), "{wrong}");
    }
    assert!(said("servicenow_alias", "servicenow_acl").contains("servicenow_connection_alias, or"));
    let clash = said("servicenow_application", "servicenow_application");
    let way = "servicenow_scoped_application, and a moved block";
    assert!(clash.contains(way), "{clash}");
}

#[test]
fn what_is_no_state_is_refused_and_an_unknown_type_is_nobodys() {
    let told = |state: &Json| {
        told("servicenow_alias", 0, state, &Private::default(), ANY_RECORD).err().unwrap()
    };
    assert!(told(&json!([])).to_string().contains("no object"));
    assert!(told(&json!({ "id": "" })).to_string().contains("names no record"));
    let state = StoredState::parse("{}").unwrap();
    for (type_name, version) in [("servicenow_none", 0), ("servicenow_alias", 1)] {
        let stored = Stored { type_name, version, state, private: &[] };
        assert!(moved(&stored, ANY_RECORD).is_none(), "{type_name}");
    }
}

#[test]
fn only_a_state_of_the_other_provider_is_upgraded() {
    let upgraded = |type_name, version, state: &Json| {
        let text = state.to_string();
        let state = StoredState::parse(&text).unwrap();
        upgraded(&Stored { type_name, version, state, private: &[] }).is_some()
    };
    let group = states()["servicenow_group"]["state"].clone();
    assert!(upgraded("servicenow_group", 0, &group));
    assert!(!upgraded("servicenow_group", 1, &group));
    assert!(!upgraded("servicenow_credential", 0, &group));
    let mut ours = group;
    ours[POLICY] = json!("delete");
    assert!(!upgraded("servicenow_group", 0, &ours), "one that an unreleased build wrote");
}

fn row_of(table: &str, fields: &Json) -> Json {
    json!({ "id": "ab", "table": table, "fields": fields, "fields_wo_version": 3, "deletion_policy": "delete" })
}

#[test]
fn a_row_becomes_each_described_type_of_its_table() {
    for resource in resources::ALL.iter().map(|resource| ResourceType::new(resource)) {
        for table in described::tables(&resource) {
            let state = row_of(table, &json!({ "name": "A", "x_unheard_of": "1" }));
            let private = Private::on("dev1.example");
            let moved = of(ANY_RECORD, 1, &state, &private, &resource.type_name);
            assert_eq!(moved.state.known_text(ID), Some("ab"), "{table}");
            assert_eq!(moved.private, private, "{table}");
            assert!(words(&moved.problems).contains("x_unheard_of"), "{table}");
            json_of(&moved.state.into_value());
        }
    }
}

#[test]
fn a_row_is_decoded_by_the_description_and_its_kind_by_table_or_mark() {
    let fields =
        json!({ "name": "A", "active": "1", "order": "100", "tag": "b,a", "user_name": "u" });
    let state = row_of("basic_auth_credentials", &fields);
    let state = of(ANY_RECORD, 1, &state, &Private::default(), "servicenow_credential").state;
    let state = json_of(&state.into_value());
    let wanted = [
        (TYPE, json!("basic_auth")),
        ("active", json!(true)),
        ("order", json!(100)),
        ("aliases", json!(["a", "b"])),
        ("username", json!("u")),
        ("password_wo_version", json!(3)),
        (ADOPT, json!(false)),
    ];
    for (name, value) in wanted {
        assert_eq!(state[name], value, "{name}");
    }
    let kind = |table: &str, fields: Json| {
        let state = row_of(table, &fields);
        let moved = of(ANY_RECORD, 1, &state, &Private::default(), "servicenow_oauth_registry");
        moved.state.known_text(TYPE).map(str::to_owned)
    };
    assert_eq!(kind("oauth_jwt", json!({})).as_deref(), Some("jwt_client"));
    let marked = kind("oauth_entity", json!({ "type": "oauth_provider" }));
    assert_eq!(marked.as_deref(), Some("oauth_provider"));
    assert_eq!(kind("oauth_entity", json!({})), None, "the read tells");
}

#[test]
fn a_described_state_becomes_a_row_with_sys_ids_and_comes_back() {
    let state = json!({ "id": "ab", "type": "basic_auth", "name": "A", "order": 7, "aliases": ["x.One"],
        "application_scope": "global", "password": "planted", "password_wo_version": 2,
        "adopt_existing": false, "deletion_policy": "delete" });
    let mut private = Private { origin: Some(Origin::Made), ..Private::on("dev1.example") };
    let alias = Referred { sys_id: "cd".into(), names: vec!["x.One".into()] };
    private.targets.insert("aliases".into(), vec![alias]);
    let row = of("servicenow_credential", 1, &state, &private, ANY_RECORD);
    let shown = json_of(&row.state.clone().into_value());
    let fields = json!({ "name": "A", "order": "7", "tag": "cd", "type": "basic_auth" });
    assert_eq!((&shown["fields"], &shown["table"]), (&fields, &json!("basic_auth_credentials")));
    assert_eq!(shown["fields_wo_version"], json!(2));
    let configured = BTreeSet::from(["name".to_owned()]);
    assert_eq!((row.private.unsorted, row.private.targets.len()), (Some(configured), 0));
    assert_eq!(row.private.mark, private.mark);
    let back = of(ANY_RECORD, 1, &shown, &private, "servicenow_credential");
    let back = json_of(&back.state.into_value());
    assert_eq!((&back["order"], &back["aliases"]), (&json!(7), &json!(["cd"])));
    assert_eq!(back["password_wo_version"], json!(2));
}

#[test]
fn what_was_taken_over_is_given_back_by_a_row_and_after_it() {
    let state =
        json!({ "id": "ab", "name": "A", "adopt_existing": true, "deletion_policy": "restore" });
    let adopted = Some(Adopted {
        columns: BTreeMap::from([("name".into(), "B".into())]),
        ..Adopted::default()
    });
    let private = Private { adopted, ..Private::on("dev1.example") };
    let row = of("servicenow_group", 1, &state, &private, ANY_RECORD);
    assert_eq!(row.state.known_text(POLICY), Some(Policy::Restore.word()));
    assert!(row.problems.is_empty(), "{}", words(&row.problems));
    let shown = json_of(&row.state.into_value());
    let back = of(ANY_RECORD, 1, &shown, &row.private, "servicenow_group");
    assert_eq!(back.state.known_text(POLICY), Some(Policy::Restore.word()));
    assert_eq!(back.private.adopted, private.adopted);
}

#[test]
fn what_may_go_with_its_data_still_may_after_a_move() {
    for allowed in [json!(true), json!(false), Json::Null] {
        let state = json!({ "id": "ab", "name": "u_bin", "label": "Bin", "deletion_policy": "delete",
            "allow_data_loss": allowed });
        let private = Private::on("dev1.example");
        let row = of("servicenow_table", 1, &state, &private, ANY_RECORD);
        assert!(row.problems.is_empty(), "{}", words(&row.problems));
        let shown = json_of(&row.state.into_value());
        assert_eq!((&shown["allow_data_loss"], &shown[POLICY]), (&allowed, &json!("delete")));
        let back = of(ANY_RECORD, 1, &shown, &private, "servicenow_table");
        let back = json_of(&back.state.into_value());
        assert_eq!((&back["allow_data_loss"], &back[POLICY]), (&allowed, &json!("delete")));
    }
}

#[test]
fn what_stands_in_no_column_of_the_row_is_told() {
    let state = json!({ "id": "ab", "name": "a", "operation": "read", "roles": ["r"], "deletion_policy": "delete" });
    let row = of("servicenow_acl", 1, &state, &Private::default(), ANY_RECORD);
    assert!(words(&row.problems).contains(": roles."), "{}", words(&row.problems));
}
