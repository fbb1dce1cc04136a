//! What holds data is left on the instance, unless the configuration says twice that it may go.

use serde_json::{Value as Json, json};
use tfplugin::testing::State;

use crate::seen::{attribute, id, one_error, one_warning, text};
use crate::world::{World, full, under_both, with};

const TABLE: &str = "table";
const RECORD: &str = "record";

/// The arguments under which a record goes with its data, as far as they are given.
#[expect(clippy::needless_pass_by_value, reason = "made where it is given")]
fn ending(policy: &str, allowed: Json) -> Json {
    json!({ "deletion_policy": policy, "allow_data_loss": allowed })
}

/// What may lose data: its type, its table and a configuration.
fn holders() -> [(&'static str, &'static str, Json); 4] {
    let column = json!({ "name": "u_bin", "element": "u_code", "internal_type": "string" });
    [
        (TABLE, "sys_db_object", json!({ "name": "u_bin", "label": "Bin" })),
        ("column", "sys_dictionary", json!({ "table": "u_bin", "element": "u_site" })),
        (
            RECORD,
            "sys_db_object",
            json!({ "table": "sys_db_object", "fields": { "name": "u_rack", "label": "Rack" } }),
        ),
        (RECORD, "sys_dictionary", json!({ "table": "sys_dictionary", "fields": column })),
    ]
}

async fn is_there(world: &World, table: &str, state: &State) -> bool {
    !world.rows(table, &format!("sys_id={}", id(state))).await.is_empty()
}

#[tokio::test]
async fn what_holds_data_stays_where_the_configuration_does_not_say_otherwise() {
    under_both(async |world| {
        for (kind, table, config) in holders() {
            let state = world.apply(kind, None, &config).await;
            assert_eq!(text(&state, "deletion_policy"), "abandon", "{kind}");
            assert_eq!(attribute(&state, "allow_data_loss"), Json::Null, "{kind}");
            world.is_settled(kind, &state, &config).await;
            let plan = world.provider.plan(&full(kind), Some(&state), None).await.unwrap();
            one_warning(&plan.warnings, "", &["stays on the instance", "\"abandon\""]);
            world.destroy(kind, state.clone()).await;
            assert!(is_there(&world, table, &state).await, "{kind}");
        }
    })
    .await;
}

#[tokio::test]
async fn to_delete_what_holds_data_is_refused_until_the_loss_was_allowed() {
    under_both(async |world| {
        for (kind, table, config) in holders() {
            let deleting = with(config.clone(), ending("delete", Json::Null));
            let mut state = world.apply(kind, None, &deleting).await;
            for allowed in [Json::Null, json!(false)] {
                let config = with(config.clone(), ending("delete", allowed));
                state = world.apply(kind, Some(&state), &config).await;
                let said = world.provider.plan(&full(kind), Some(&state), None).await.unwrap_err();
                let what = if table == "sys_db_object" { "every record" } else { "its value" };
                let words = [what, "Nothing was deleted", "allow_data_loss = true", "\"abandon\""];
                one_error(&said, "allow_data_loss", &words);
                assert!(is_there(&world, table, &state).await, "{kind}");
            }
            world.forget_requests().await;
            let allowing = with(config, ending("delete", json!(true)));
            let state = world.apply(kind, Some(&state), &allowing).await;
            assert_eq!(
                world.writes().await,
                Vec::<String>::new(),
                "{kind}: to allow writes nothing"
            );
            world.destroy(kind, state.clone()).await;
            assert!(!is_there(&world, table, &state).await, "{kind}");
        }
    })
    .await;
}

#[tokio::test]
async fn to_replace_what_holds_data_takes_the_state_and_the_configuration() {
    under_both(async |world| {
        let config = |name: &str, policy: &str, allowed: Json| {
            with(json!({ "name": name, "label": "Bin" }), ending(policy, allowed))
        };
        let kind = full(TABLE);
        let state = world.apply(TABLE, None, &config("u_bin", "delete", Json::Null)).await;
        for allowed in [Json::Null, json!(true)] {
            let other = config("u_tub", "delete", allowed);
            let said = world.provider.plan(&kind, Some(&state), Some(other)).await.unwrap_err();
            one_error(&said, "allow_data_loss", &["every record", "apply that first"]);
        }
        let allowing = config("u_bin", "delete", json!(true));
        let state = world.apply(TABLE, Some(&state), &allowing).await;
        let no_longer = config("u_tub", "delete", Json::Null);
        let said = world.provider.plan(&kind, Some(&state), Some(no_longer)).await.unwrap_err();
        one_error(&said, "allow_data_loss", &["every record"]);
        let other = config("u_tub", "delete", json!(true));
        assert!(world.plan(TABLE, Some(&state), &other).await.replaces);
        let replaced = world.apply(TABLE, Some(&state), &other).await;
        assert!(!is_there(&world, "sys_db_object", &state).await);
        let left = config("u_tub", "abandon", Json::Null);
        let replaced = world.apply(TABLE, Some(&replaced), &left).await;
        let next =
            world.apply(TABLE, Some(&replaced), &config("u_vat", "abandon", Json::Null)).await;
        assert_ne!(id(&next), id(&replaced));
        assert!(
            is_there(&world, "sys_db_object", &replaced).await,
            "another one was made beside it"
        );
    })
    .await;
}

#[tokio::test]
async fn a_row_that_moves_to_another_table_loses_no_data_either() {
    let world = World::likely().await;
    let [.., (_, _, column)] = holders();
    let deleting = with(column, ending("delete", Json::Null));
    let state = world.apply(RECORD, None, &deleting).await;
    let elsewhere =
        json!({ "table": "cmn_location", "fields": { "name": "A" }, "deletion_policy": "delete" });
    let said = world.provider.plan(&full(RECORD), Some(&state), Some(elsewhere)).await;
    one_error(&said.unwrap_err(), "allow_data_loss", &["its value in every record"]);
    let plain = json!({ "table": "cmn_location", "fields": { "name": "A" } });
    let state = world.apply(RECORD, None, &plain).await;
    assert_eq!(text(&state, "deletion_policy"), "delete");
    world.destroy(RECORD, state).await;
}

#[tokio::test]
async fn what_no_plan_of_its_type_was_asked_about_is_not_deleted_by_apply() {
    let world = World::likely().await;
    for (kind, table, config) in holders() {
        let deleting = with(config.clone(), ending("delete", Json::Null));
        let state = world.apply(kind, None, &deleting).await;
        let allowing = with(config, ending("delete", json!(true)));
        let allowed = world.apply(kind, Some(&state), &allowing).await;
        // Terraform replaces a tainted object by a plan without a state, and has it destroyed as it stands in the state.
        let plan = world.provider.plan(&full(kind), Some(&allowed), None).await.unwrap();
        let applied = world.provider.apply(&full(kind), Some(&state), &plan, None).await;
        one_error(&applied.diagnostics, "allow_data_loss", &["Nothing was deleted"]);
        assert_eq!(id(&applied.state.unwrap()), id(&state), "{kind}");
        assert!(is_there(&world, table, &state).await, "{kind}");
    }
}

#[tokio::test]
async fn what_was_there_is_given_back_and_what_was_not_stays() {
    let world = World::likely().await;
    let row = json!({ "name": "u_there", "label": "There", "access": "public" });
    let sys_id = world.insert("sys_db_object", row).await;
    let adopting = |name: &str| json!({ "name": name, "label": "Ours", "access": "package_private", "adopt_existing": true });
    let adopted = world.apply(TABLE, None, &adopting("u_there")).await;
    assert_eq!(text(&adopted, "deletion_policy"), "restore");
    world.destroy(TABLE, adopted).await;
    assert_eq!(world.column("sys_db_object", &sys_id, "label").await, "There");
    let made = world.apply(TABLE, None, &adopting("u_new")).await;
    assert_eq!(text(&made, "deletion_policy"), "abandon");
    world.destroy(TABLE, made.clone()).await;
    assert!(is_there(&world, "sys_db_object", &made).await);
}

#[tokio::test]
async fn what_is_imported_stays_too() {
    let world = World::likely().await;
    let row = json!({ "name": "u_there", "label": "There" });
    let sys_id = world.insert("sys_db_object", row).await;
    for (kind, named) in
        [(TABLE, "u_there".to_owned()), (RECORD, format!("sys_db_object/{sys_id}"))]
    {
        let imported = world.import(kind, &named).await;
        assert_eq!(text(&imported, "deletion_policy"), "abandon", "{kind}");
        world.destroy(kind, imported.clone()).await;
        assert!(is_there(&world, "sys_db_object", &imported).await, "{kind}");
    }
}
