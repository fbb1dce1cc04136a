//! Files on records: uploaded once, told by their hash, and nothing of what they hold kept.

use serde_json::{Value as Json, json};
use tfplugin::testing::{State, unknown};

use crate::seen::{attribute, id, json_of, one_error, text};
use crate::world::{World, full, under_both, with};

const KIND: &str = "attachment";
const FILES: &str = "sys_attachment";
const UPLOAD: &str = "/api/now/attachment/file";
const SECRET: &str = "planted-content";
/// The SHA-256 of `hello`.
const HELLO: &str = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

/// A file with this content on a new record.
async fn file(world: &World, content: Json) -> Json {
    let name = format!("Owner of {}", content["content"].as_str().unwrap());
    let alias = world.insert("sys_alias", json!({ "name": name })).await;
    let file = json!({ "table": "sys_alias", "record": alias, "file_name": "a.txt", "content_type": "text/plain" });
    with(file, content)
}

fn of(content: &str) -> Json {
    json!({ "content": content })
}

/// How many files were uploaded since the last forgetting.
async fn uploads(world: &World) -> usize {
    let requests = world.requests().await;
    requests.iter().filter(|one| one["path"] == UPLOAD).count()
}

async fn hash(world: &World, state: &State) -> String {
    world.column(FILES, &id(state), "hash").await
}

#[tokio::test]
async fn a_file_is_uploaded_once_and_only_its_hash_is_kept() {
    under_both(async |world| {
        let config = file(&world, of("hello")).await;
        let state = world.apply(KIND, None, &config).await;
        assert_eq!(text(&state, "sha256"), HELLO);
        assert_eq!(hash(&world, &state).await, HELLO);
        assert_eq!(attribute(&state, "size_bytes"), json!(5));
        world.is_settled(KIND, &state, &config).await;
        let again = world.apply(KIND, Some(&state), &config).await;
        assert_eq!((id(&again), uploads(&world).await), (id(&state), 1));
        world.destroy(KIND, again).await;
        assert!(world.rows(FILES, "").await.is_empty());
        assert!(world.rows("sys_attachment_doc", "").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn one_content_is_the_same_in_either_form() {
    let world = World::likely().await;
    let config = file(&world, of("hello")).await;
    let state = world.apply(KIND, None, &config).await;
    let encoded = with(config, json!({ "content": null, "content_base64": "aGVsbG8=" }));
    world.is_settled(KIND, &state, &encoded).await;
    let nothing = with(encoded, json!({ "content_base64": null }));
    world.is_settled(KIND, &state, &nothing).await;
}

#[tokio::test]
async fn another_content_is_another_file() {
    under_both(async |world| {
        let config = file(&world, of("hello")).await;
        let state = world.apply(KIND, None, &config).await;
        let changed = with(config, of("goodbye"));
        let plan = world.plan(KIND, Some(&state), &changed).await;
        assert!(plan.replaces, "{:?}", plan.requires_replace);
        let other = world.apply(KIND, Some(&state), &changed).await;
        assert_ne!(id(&other), id(&state));
        assert_eq!(hash(&world, &other).await, text(&other, "sha256"));
        assert_eq!(world.rows(FILES, "").await.len(), 1, "the old one is deleted");
        world.is_settled(KIND, &other, &changed).await;
    })
    .await;
}

#[tokio::test]
async fn a_file_that_others_have_replaced_or_deleted_is_uploaded_anew() {
    under_both(async |world| {
        let config = file(&world, of("hello")).await;
        let state = world.apply(KIND, None, &config).await;
        world.delete(FILES, &id(&state)).await;
        assert!(world.read(KIND, &state).await.is_none(), "it is gone");
        let state = world.apply(KIND, Some(&state), &config).await;
        assert_eq!(hash(&world, &state).await, HELLO);
        let mut drifted = world.read(KIND, &state).await.unwrap();
        drifted.value = with_text(&drifted, "sha256", "0");
        let plan = world.plan(KIND, Some(&drifted), &config).await;
        assert!(plan.replaces, "a hash that is another one is another content");
        assert_eq!(json_of(&plan.planned)["sha256"], HELLO);
    })
    .await;
}

/// The attributes of a state, one of them with another text.
fn with_text(state: &State, name: &str, text: &str) -> tfplugin::Value {
    let tfplugin::Value::Map(mut all) = state.value.clone() else { panic!("an object") };
    all.insert(name.to_owned(), text.into());
    tfplugin::Value::Map(all)
}

#[tokio::test]
async fn a_file_is_renamed_in_place() {
    under_both(async |world| {
        let config = file(&world, of("hello")).await;
        let state = world.apply(KIND, None, &config).await;
        let renamed = with(config, json!({ "file_name": "b.txt" }));
        let after = world.apply(KIND, Some(&state), &renamed).await;
        assert_eq!((id(&after), uploads(&world).await), (id(&state), 1));
        assert_eq!(world.column(FILES, &id(&state), "file_name").await, "b.txt");
        world.is_settled(KIND, &after, &renamed).await;
    })
    .await;
}

#[tokio::test]
async fn a_lost_answer_makes_no_second_file() {
    under_both(async |world| {
        for kind in ["cut_after", "half_body"] {
            let config = file(&world, of(kind)).await;
            world.forget_requests().await;
            let rule =
                json!({ "method": "POST", "path": UPLOAD, "times": 1, "fault": { "kind": kind } });
            world.faults(json!([rule])).await;
            let state = world.apply(KIND, None, &config).await;
            world.no_faults().await;
            let record = text(&state, "record");
            let rows = world.rows(FILES, &format!("table_sys_id={record}")).await;
            assert_eq!((rows.len(), uploads(&world).await), (1, 1), "{kind}");
            assert_eq!(rows[0]["sys_id"], json!(id(&state)));
            world.is_settled(KIND, &state, &config).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_that_a_killed_run_left_is_named() {
    let mut world = World::likely().await;
    let config = file(&world, of("hello")).await;
    let lost = world.apply(KIND, None, &config).await;
    world.provider = world.signed_in("admin").await;
    let said = world.refused(KIND, None, &config).await;
    one_error(&said, "", &[&id(&lost), "terraform import"]);
    let state = world.import(KIND, &id(&lost)).await;
    world.is_settled(KIND, &state, &config).await;
}

#[tokio::test]
async fn nothing_of_the_content_is_kept() {
    under_both(async |world| {
        let config = file(&world, of(SECRET)).await;
        let plan = world.plan(KIND, None, &config).await;
        let state = world.apply(KIND, None, &config).await;
        for kept in [&plan.planned, &state.value] {
            assert!(!json_of(kept).to_string().contains(SECRET));
        }
        for kept in [&plan.private, &state.private] {
            assert!(!String::from_utf8_lossy(kept).contains(SECRET));
        }
        world.faults(json!([{ "path": UPLOAD, "fault": { "kind": "echo" } }])).await;
        let said = world.refused(KIND, None, &with(config, json!({ "file_name": "b.txt" }))).await;
        assert!(!format!("{said:?}").contains(SECRET), "{said:?}");
    })
    .await;
}

#[tokio::test]
async fn a_content_that_is_open_is_told_by_what_it_becomes() {
    under_both(async |world| {
        let config = file(&world, of("hello")).await;
        let open = with(config.clone(), json!({ "content": unknown() }));
        let plan = world.plan(KIND, None, &open).await;
        assert!(plan.planned.get("sha256").is_unknown());
        let applied = world.provider.apply(&full(KIND), None, &plan, Some(config.clone())).await;
        let state = applied.state.unwrap_or_else(|| panic!("{:#?}", applied.diagnostics));
        assert_eq!(text(&state, "sha256"), HELLO);
        world.is_settled(KIND, &state, &config).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_file_is_said_at_its_attribute() {
    let world = World::likely().await;
    let config = file(&world, of("hello")).await;
    let (both, none) = (json!({ "content_base64": "YQ==" }), json!({ "content": null }));
    let broken = json!({ "content": null, "content_base64": "no base64!" });
    let absent = json!({ "record": "0123456789abcdef0123456789abcdef" });
    for (wrong, at, words) in [
        (both, "content_base64", ["given twice", "Remove one"]),
        (none, "content", ["without content", "content_base64"]),
        (broken, "content_base64", ["no text in base64", "filebase64"]),
        (absent, "record", ["sys_alias has no record", "0123456789abcdef"]),
    ] {
        let said = world.refused(KIND, None, &with(config.clone(), wrong)).await;
        one_error(&said, at, &words);
    }
    assert_eq!(uploads(&world).await, 0);
}

#[tokio::test]
async fn a_record_that_goes_before_the_file_comes_is_named() {
    let world = World::likely().await;
    let config = file(&world, of("hello")).await;
    let plan = world.plan(KIND, None, &config).await;
    world.delete("sys_alias", config["record"].as_str().unwrap()).await;
    let applied = world.provider.apply(&full(KIND), None, &plan, Some(config)).await;
    one_error(&applied.diagnostics, "record", &["No record to put the file on"]);
}

#[tokio::test]
async fn a_file_is_imported_without_its_content() {
    under_both(async |world| {
        let config = file(&world, of("hello")).await;
        let state = world.apply(KIND, None, &config).await;
        let imported =
            world.import(KIND, &format!("sys_alias/{}/a.txt", text(&state, "record"))).await;
        assert_eq!(id(&imported), id(&state));
        assert_eq!(text(&imported, "sha256"), HELLO);
        let bare = with(config.clone(), json!({ "content": null }));
        world.is_settled(KIND, &imported, &bare).await;
        world.is_settled(KIND, &imported, &config).await;
        let found = json!({ "record": text(&state, "record") });
        let found = world.provider.read_data(&full(KIND), found).await.unwrap();
        assert_eq!(json_of(&found)["sha256"], HELLO);
    })
    .await;
}
