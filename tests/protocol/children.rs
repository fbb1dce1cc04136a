//! Rows that are part of a record: written one by one, deleted where nobody lists them, and left alone where nobody lists any.

use serde_json::{Value as Json, json};
use tfplugin::testing::{Applied, State, unknown};

use crate::seen::{as_before, attribute, id, json_of, one_error, one_warning, place, same};
use crate::world::{World, full, under_both, with};

const MESSAGE: &str = "rest_message";
const FUNCTION: &str = "rest_message_function";
const OF_MESSAGE: &str = "sys_rest_message_headers";
const HEADERS: &str = "sys_rest_message_fn_headers";
const PARAMETERS: &str = "sys_rest_message_fn_param_defs";

fn message(name: &str, more: Json) -> Json {
    with(json!({ "name": name, "rest_endpoint": "https://a.example" }), more)
}

/// The configuration of a function of the message on the ground.
fn function(more: Json) -> Json {
    with(json!({ "rest_message": "Tracking", "name": "find", "http_method": "get" }), more)
}

/// Headers or parameters, each written as `name=value`.
fn pairs(all: &[&str]) -> Json {
    let pair = |text: &&str| {
        let (name, value) = text.split_once('=').unwrap();
        json!({ "name": name, "value": value })
    };
    all.iter().map(pair).collect()
}

/// The ground: a message for functions to belong to.
async fn lay(world: &World) {
    world.insert("sys_rest_message", message("Tracking", json!({}))).await;
}

/// The rows of a function, each as `name=value`, in the order in which the instance uses them.
async fn rows(world: &World, table: &str, state: &State) -> Vec<String> {
    let query = format!("rest_message_function={}", id(state));
    let mut rows = world.rows(table, &query).await;
    let text = |row: &Json, column: &str| row[column].as_str().unwrap_or_default().to_owned();
    rows.sort_by_key(|row| (text(row, "order").parse::<i64>().ok(), text(row, "name")));
    rows.iter().map(|row| format!("{}={}", text(row, "name"), text(row, "value"))).collect()
}

/// The writes to a table since the last forgetting, by method.
async fn written(world: &World, table: &str) -> [u64; 3] {
    let mut counts = [0; 3];
    for (count, method) in counts.iter_mut().zip(["POST", "PATCH", "DELETE"]) {
        *count = world.count(table, method).await;
    }
    counts
}

#[tokio::test]
async fn each_is_made_by_one_request_after_the_record_and_in_order() {
    under_both(async |world| {
        lay(&world).await;
        let parameters = pairs(&["number=1", "limit=2", "after=3"]);
        let config = function(json!({
            "headers": pairs(&["Accept=application/json", "X-Own=1"]), "parameters": parameters }));
        world.forget_requests().await;
        let state = world.apply(FUNCTION, None, &config).await;
        let writes = world.writes().await;
        assert_eq!(writes.len(), 6, "{writes:?}");
        assert_eq!(writes[0], "POST sys_rest_message_fn");
        assert_eq!(written(&world, HEADERS).await, [2, 0, 0]);
        assert_eq!(written(&world, PARAMETERS).await, [3, 0, 0]);
        assert_eq!(world.count(PARAMETERS, "GET").await, 1);
        assert_eq!(attribute(&state, "parameters"), parameters);
        assert_eq!(rows(&world, PARAMETERS, &state).await, ["number=1", "limit=2", "after=3"]);
        world.forget_requests().await;
        world.is_settled(FUNCTION, &state, &config).await;
        assert_eq!(world.count(PARAMETERS, "GET").await, 1, "a read asks once");
        assert_eq!(world.writes().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn only_what_changes_is_written() {
    under_both(async |world| {
        lay(&world).await;
        let config = |all: &[&str]| function(json!({ "parameters": pairs(all) }));
        let mut state = world.apply(FUNCTION, None, &config(&["a=1", "b=2", "c=3"])).await;
        // What becomes of it, and how many are made, changed and deleted for it.
        let edits: [(&[&str], [u64; 3]); 8] = [
            (&["a=1", "b=9", "c=3"], [0, 1, 0]),
            (&["c=3", "a=1", "b=9"], [0, 1, 0]),
            (&["c=3", "new=0", "a=1", "b=9"], [1, 0, 0]),
            (&["c=3", "a=1", "b=9"], [0, 0, 1]),
            (&["c=3", "a=1", "b=9", "b=8"], [1, 0, 0]),
            (&["c=3", "a=1", "b=8"], [0, 0, 1]),
            (&["renamed=3", "a=1", "b=8"], [1, 0, 1]),
            (&[], [0, 0, 3]),
        ];
        for (edit, expected) in edits {
            world.forget_requests().await;
            state = world.apply(FUNCTION, Some(&state), &config(edit)).await;
            assert_eq!(written(&world, PARAMETERS).await, expected, "{edit:?}");
            assert_eq!(world.count("sys_rest_message_fn", "PATCH").await, 0, "{edit:?}");
            assert_eq!(rows(&world, PARAMETERS, &state).await, edit);
            world.is_settled(FUNCTION, &state, &config(edit)).await;
        }
    })
    .await;
}

#[tokio::test]
async fn without_an_order_of_their_own_the_list_has_it_and_nothing_is_written_for_it() {
    under_both(async |world| {
        let config = |all: &[&str]| message("Listed", json!({ "headers": pairs(all) }));
        let state = world.apply(MESSAGE, None, &config(&["B=2", "A=1"])).await;
        world.is_settled(MESSAGE, &state, &config(&["B=2", "A=1"])).await;
        world.forget_requests().await;
        let state = world.apply(MESSAGE, Some(&state), &config(&["A=1", "B=2"])).await;
        assert_eq!(world.writes().await, Vec::<String>::new());
        world.is_settled(MESSAGE, &state, &config(&["A=1", "B=2"])).await;
    })
    .await;
}

#[tokio::test]
async fn a_row_that_others_made_is_deleted_where_the_list_is_managed_and_left_where_it_is_null() {
    under_both(async |world| {
        let listed = message("Listed", json!({ "headers": pairs(&["A=1"]) }));
        let unlisted = message("Unlisted", json!({}));
        let empty = message("Empty", json!({ "headers": [] }));
        for (config, left) in [(listed, 1), (unlisted, 1), (empty, 0)] {
            let state = world.apply(MESSAGE, None, &config).await;
            let theirs = json!({ "rest_message": id(&state), "name": "Theirs", "value": "9" });
            world.insert(OF_MESSAGE, theirs).await;
            world.forget_requests().await;
            let read = world.read(MESSAGE, &state).await.unwrap();
            let is_managed = !config["headers"].is_null();
            assert_eq!(world.count(OF_MESSAGE, "GET").await, u64::from(is_managed));
            assert_eq!(attribute(&read, "headers").to_string().contains("Theirs"), is_managed);
            let state = world.apply(MESSAGE, Some(&read), &config).await;
            world.is_settled(MESSAGE, &state, &config).await;
            let rows = world.rows(OF_MESSAGE, &format!("rest_message={}", id(&state))).await;
            assert_eq!(rows.len(), left, "{config}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_value_that_others_change_is_put_back_and_a_list_that_is_dropped_is_left_with_a_word() {
    under_both(async |world| {
        let config = message("Listed", json!({ "headers": pairs(&["A=1", "B=2"]) }));
        let state = world.apply(MESSAGE, None, &config).await;
        let row = &world.rows(OF_MESSAGE, "name=B").await[0];
        world.change(OF_MESSAGE, row["sys_id"].as_str().unwrap(), json!({ "value": "9" })).await;
        let read = world.read(MESSAGE, &state).await.unwrap();
        assert_eq!(attribute(&read, "headers"), pairs(&["A=1", "B=9"]));
        world.forget_requests().await;
        let state = world.apply(MESSAGE, Some(&read), &config).await;
        assert_eq!(written(&world, OF_MESSAGE).await, [0, 1, 0]);
        world.is_settled(MESSAGE, &state, &config).await;
        let bare = message("Listed", json!({}));
        let plan = world.plan(MESSAGE, Some(&state), &bare).await;
        one_warning(&plan.warnings, "headers", &["stay on the instance", "headers = []"]);
        world.forget_requests().await;
        let state = world.apply(MESSAGE, Some(&state), &bare).await;
        assert_eq!(attribute(&state, "headers"), Json::Null);
        assert_eq!(world.writes().await, Vec::<String>::new());
        assert_eq!(world.rows(OF_MESSAGE, "").await.len(), 2);
        world.is_settled(MESSAGE, &state, &bare).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_not_known_yet_stays_open_and_becomes_what_it_becomes() {
    under_both(async |world| {
        lay(&world).await;
        let made = |parameters: Json| function(json!({ "parameters": parameters }));
        let state = world.apply(FUNCTION, None, &made(pairs(&["a=1", "b=2"]))).await;
        let open =
            json!([{ "name": unknown(), "value": "3" }, { "name": "a", "value": unknown() }]);
        for open in [open, json!([unknown(), { "name": "a", "value": "5" }]), unknown()] {
            let becomes = made(pairs(&["b=3", "a=5"]));
            let plan = world.plan(FUNCTION, Some(&state), &made(open)).await;
            let applied = world
                .provider
                .apply(&full(FUNCTION), Some(&state), &plan, Some(becomes.clone()))
                .await;
            assert!(applied.diagnostics.is_empty(), "{:#?}", applied.diagnostics);
            let state = applied.state.unwrap();
            assert_eq!(rows(&world, PARAMETERS, &state).await, ["b=3", "a=5"]);
            world.is_settled(FUNCTION, &state, &becomes).await;
            world.apply(FUNCTION, Some(&state), &made(pairs(&["a=1", "b=2"]))).await;
        }
    })
    .await;
}

#[tokio::test]
async fn an_import_shows_them_and_the_configuration_made_of_it_changes_nothing() {
    under_both(async |world| {
        lay(&world).await;
        let config = function(json!({
            "headers": pairs(&["A=1", "B=2"]), "parameters": pairs(&["z=1", "y=2", "x=3"]) }));
        let state = world.apply(FUNCTION, None, &config).await;
        let provider = world.later_run().await;
        let imported = provider.import(&full(FUNCTION), &id(&state)).await.unwrap();
        for name in ["headers", "parameters"] {
            assert_eq!(attribute(&imported, name), config[name]);
        }
        let said = provider.generate(&full(FUNCTION), &imported.value).await.unwrap();
        assert_eq!(
            (&said["headers"], &said["parameters"]),
            (&config["headers"], &config["parameters"])
        );
        let plan = provider.plan(&full(FUNCTION), Some(&imported), Some(said)).await.unwrap();
        same(&imported.value, &plan.planned);
        let bare = function(json!({ "name": "bare" }));
        let state = world.apply(FUNCTION, None, &bare).await;
        let imported = provider.import(&full(FUNCTION), &id(&state)).await.unwrap();
        assert_eq!(attribute(&imported, "headers"), Json::Null, "of none nothing is said");
    })
    .await;
}

#[tokio::test]
async fn a_list_of_records_asks_once_for_the_children_of_all() {
    under_both(async |world| {
        for name in ["One", "Two", "Three"] {
            let headers = pairs(&[&format!("{name}=1"), "Same=2"]);
            world.apply(MESSAGE, None, &message(name, json!({ "headers": headers }))).await;
        }
        let provider = world.later_run().await;
        world.forget_requests().await;
        let listing = provider.list(&full(MESSAGE), json!({}), true, 100).await.unwrap();
        assert_eq!(world.count(OF_MESSAGE, "GET").await, 1);
        let headers = |name: &str| {
            let one = listing.found.iter().find(|one| one.display_name == name);
            json_of(one.unwrap().state.as_ref().unwrap().get("headers"))
        };
        assert_eq!(headers("Two"), pairs(&["Same=2", "Two=1"]));
        assert_eq!(headers("One"), pairs(&["One=1", "Same=2"]));
        let data = provider.read_data(&full(MESSAGE), json!({ "name": "Two" })).await.unwrap();
        assert_eq!(json_of(data.get("headers")), pairs(&["Same=2", "Two=1"]));
    })
    .await;
}

#[tokio::test]
async fn deleting_the_record_asks_nothing_of_those_that_go_along() {
    under_both(async |world| {
        lay(&world).await;
        let before = world.export().await;
        let config = function(json!({ "headers": pairs(&["A=1"]), "parameters": pairs(&["a=1"]) }));
        let state = world.apply(FUNCTION, None, &config).await;
        world.forget_requests().await;
        world.destroy(FUNCTION, state).await;
        assert_eq!(world.writes().await, ["DELETE sys_rest_message_fn"]);
        as_before(&before, &world.export().await);
    })
    .await;
}

/// What came of an apply that failed at the second row.
async fn failing(
    world: &World,
    method: &str,
    fault: &Json,
    state: &State,
    config: &Json,
) -> Applied {
    world
        .faults(json!([{ "method": method, "table": PARAMETERS, "nth": 2, "fault": fault }]))
        .await;
    let applied = world.attempt(FUNCTION, Some(state), config).await;
    world.no_faults().await;
    applied
}

#[tokio::test]
async fn an_update_that_fails_in_the_middle_tells_the_truth_and_the_next_one_goes_on() {
    under_both(async |world| {
        lay(&world).await;
        let config = |all: &[&str]| function(json!({ "parameters": pairs(all) }));
        let refused = json!({ "kind": "acl_refusal" });
        let first: &[&str] = &["a=1", "b=2"];
        let cases: [(&str, &[&str], &[&str]); 3] = [
            ("POST", &["a=1", "b=2", "c=3", "d=4"], &["a=1", "b=2", "c=3"]),
            ("PATCH", &["a=8", "b=9"], &["a=8", "b=2"]),
            ("DELETE", &[], &["b=2"]),
        ];
        for (method, wanted, left) in cases {
            let state = world.apply(FUNCTION, None, &config(first)).await;
            let applied = failing(&world, method, &refused, &state, &config(wanted)).await;
            one_error(&applied.diagnostics, "parameters", &["Cannot write parameters", PARAMETERS]);
            let state = applied.state.unwrap();
            assert_eq!(attribute(&state, "parameters"), pairs(left), "{method}");
            assert_eq!(rows(&world, PARAMETERS, &state).await, left, "{method}");
            let read = world.read(FUNCTION, &state).await.unwrap();
            same(&state.value, &read.value);
            let state = world.apply(FUNCTION, Some(&state), &config(wanted)).await;
            assert_eq!(rows(&world, PARAMETERS, &state).await, wanted, "{method}");
            world.is_settled(FUNCTION, &state, &config(wanted)).await;
            world.destroy(FUNCTION, state).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_lost_answer_makes_no_second_row() {
    under_both(async |world| {
        lay(&world).await;
        let config = |all: &[&str]| function(json!({ "parameters": pairs(all) }));
        let state = world.apply(FUNCTION, None, &config(&["a=1"])).await;
        for kind in ["cut_after", "half_body"] {
            let wanted = ["a=1", "b=2", "c=3"];
            let cut = json!({ "kind": kind });
            let applied = failing(&world, "POST", &cut, &state, &config(&wanted)).await;
            let left = applied.state.unwrap();
            let there = rows(&world, PARAMETERS, &left).await;
            assert_eq!(
                attribute(&left, "parameters"),
                pairs(&there.iter().map(String::as_str).collect::<Vec<_>>())
            );
            let state = world.apply(FUNCTION, Some(&left), &config(&wanted)).await;
            assert_eq!(rows(&world, PARAMETERS, &state).await, wanted, "{kind}");
            world.apply(FUNCTION, Some(&state), &config(&["a=1"])).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_creation_whose_children_are_refused_is_undone_and_names_their_table() {
    under_both(async |world| {
        lay(&world).await;
        let before = world.export().await;
        let config = function(json!({ "headers": pairs(&["A=1", "B=2"]) }));
        let refusal = json!({ "kind": "acl_refusal" });
        let rule = |method: &str, table: &str, nth: u64| json!({ "method": method, "table": table, "nth": nth, "times": 9, "fault": refusal });
        world.faults(json!([rule("POST", HEADERS, 2)])).await;
        let applied = world.attempt(FUNCTION, None, &config).await;
        one_error(&applied.diagnostics, "headers", &["Cannot write headers", HEADERS, "may not write"]);
        assert!(applied.state.is_none());
        as_before(&before, &world.export().await);
        // What cannot be undone either is in the state as it is.
        world.no_faults().await;
        let both = [rule("POST", HEADERS, 2), rule("DELETE", "sys_rest_message_fn", 1)];
        world.faults(json!(both)).await;
        let applied = world.attempt(FUNCTION, None, &config).await;
        let state = applied.state.unwrap();
        assert_eq!(attribute(&state, "headers"), pairs(&["A=1"]));
        assert_eq!(rows(&world, HEADERS, &state).await, ["A=1"]);
    })
    .await;
}

#[tokio::test]
async fn rows_that_are_counted_and_not_shown_are_not_made_twice() {
    under_both(async |world| {
        let config = |value: &str| message("Listed", json!({ "headers": pairs(&[value]) }));
        let state = world.apply(MESSAGE, None, &config("A=1")).await;
        let fault =
            json!({ "method": "GET", "table": OF_MESSAGE, "fault": { "kind": "unreadable" } });
        world.faults(json!([fault])).await;
        let applied = world.attempt(MESSAGE, Some(&state), &config("A=2")).await;
        one_error(&applied.diagnostics, "headers", &[OF_MESSAGE, "does not show", "twice"]);
        assert_eq!(attribute(&applied.state.unwrap(), "headers"), pairs(&["A=1"]));
        world.no_faults().await;
        assert_eq!(world.rows(OF_MESSAGE, "").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_a_record_that_was_there_had_of_them_is_given_back() {
    under_both(async |world| {
        let owner = world.insert("sys_rest_message", message("There", json!({}))).await;
        for (name, value) in [("A", "1"), ("B", "2"), ("B", "3")] {
            let row = json!({ "rest_message": owner, "name": name, "value": value });
            world.insert(OF_MESSAGE, row).await;
        }
        let config = |all: &[&str]| {
            message("There", json!({ "adopt_existing": true, "headers": pairs(all) }))
        };
        let plan = world.plan(MESSAGE, None, &config(&["A=9", "C=4"])).await;
        assert!(
            plan.warnings.iter().any(|one| one.detail.contains("headers")),
            "{:#?}",
            plan.warnings
        );
        let state = world.apply(MESSAGE, None, &config(&["A=9", "C=4"])).await;
        assert_eq!(id(&state), owner);
        world.is_settled(MESSAGE, &state, &config(&["A=9", "C=4"])).await;
        let state = world.apply(MESSAGE, Some(&state), &config(&["C=5"])).await;
        world.destroy(MESSAGE, state).await;
        let mut rows: Vec<String> = world
            .rows(OF_MESSAGE, "")
            .await
            .iter()
            .map(|row| {
                format!("{}={}", row["name"].as_str().unwrap(), row["value"].as_str().unwrap())
            })
            .collect();
        rows.sort();
        assert_eq!(rows, ["A=1", "B=2", "B=3"]);
    })
    .await;
}

#[tokio::test]
async fn they_follow_their_record_into_its_application() {
    under_both(async |world| {
        let scope = json!({ "name": "x_own", "scope": "x_own" });
        let application = world.insert("sys_scope", scope).await;
        let config = |all: &[&str]| {
            message("Own", json!({ "application_scope": "x_own", "headers": pairs(all) }))
        };
        let state = world.apply(MESSAGE, None, &config(&["A=1"])).await;
        world.apply(MESSAGE, Some(&state), &config(&["A=1", "B=2"])).await;
        for row in world.rows(OF_MESSAGE, "").await {
            assert_eq!(row["sys_scope"], json!(application));
        }
    })
    .await;
}

#[tokio::test]
async fn an_element_that_is_null_is_refused_at_its_place() {
    let world = World::likely().await;
    let config = message("Null", json!({ "headers": [{ "name": "A" }, null] }));
    let said = world.provider.validate(&full(MESSAGE), config).await;
    one_error(&said, "headers.1", &["null", "Leave it out"]);
    let config = message("Empty", json!({ "headers": [{ "name": "" }] }));
    let said = world.provider.validate(&full(MESSAGE), config).await;
    assert_eq!(place(&said[0]), "headers.0.name");
}

#[tokio::test]
async fn a_value_that_is_longer_than_its_column_is_told_by_the_plan() {
    let world = World::likely().await;
    let config = |value: &str| {
        let header = json!({ "name": "A", "value": value });
        message("Long", json!({ "headers": [header] }))
    };
    let said = world.refused(MESSAGE, None, &config(&"x".repeat(1200))).await;
    one_error(&said, "headers", &["value", OF_MESSAGE, "1200"]);
    world.apply(MESSAGE, None, &config(&"x".repeat(900))).await;
}
