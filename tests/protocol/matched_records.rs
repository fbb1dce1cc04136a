//! Rows of any table that are referred to, recognised and imported by what people call them.

use serde_json::{Value as Json, json};
use tfplugin::testing::unknown;

use crate::ground;
use crate::seen::{as_before, as_configuration, attribute, id, one_error, one_warning, same, text};
use crate::world::{World, full, schema, under_both, with};

const RECORD: &str = "record";

#[expect(clippy::needless_pass_by_value, reason = "made where it is given")]
fn row(fields: Json, references: Json) -> Json {
    json!({ "table": "cmn_department", "fields": fields, "references": references })
}

fn named(name: &str) -> Json {
    row(json!({ "name": "Legal" }), json!({ "company": name, "dept_head": "itil.user" }))
}

async fn sys_id(world: &World, table: &str, query: &str) -> String {
    world.rows(table, query).await[0]["sys_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_column_leads_to_the_record_of_that_name() {
    under_both(async |world| {
        ground::lay(&world).await;
        let before = world.export().await;
        let company = sys_id(&world, "core_company", "name=Ground company").await;
        let user = sys_id(&world, "sys_user", "user_name=itil.user").await;
        for name in ["Ground company", "ground COMPANY", company.as_str()] {
            let state = world.apply(RECORD, None, &named(name)).await;
            assert_eq!(attribute(&state, "references")["company"], name);
            let stored = world.rows("cmn_department", &format!("sys_id={}", id(&state))).await;
            assert_eq!(stored[0]["company"], json!(company));
            assert_eq!(stored[0]["dept_head"], json!(user), "by user_name, beside the marked name");
            world.is_settled(RECORD, &state, &named(name)).await;
            world.destroy(RECORD, state).await;
        }
        as_before(&before, &world.export().await);
    })
    .await;
}

#[tokio::test]
async fn another_name_of_the_same_record_is_no_change_and_drift_is_put_back() {
    under_both(async |world| {
        ground::lay(&world).await;
        let company = sys_id(&world, "core_company", "name=Ground company").await;
        let other = world.insert("core_company", json!({ "name": "Other company" })).await;
        let state = world.apply(RECORD, None, &named("Ground company")).await;
        let plan = world.plan(RECORD, Some(&state), &named(&company)).await;
        assert!(plan.is_empty(&state), "a name and its sys_id are the same");
        let early = world.early_run().await;
        let plan = early.plan(&full(RECORD), Some(&state), Some(named(&company))).await.unwrap();
        assert!(plan.is_empty(&state), "that is known without the instance");
        world.change("cmn_department", &id(&state), json!({ "company": other })).await;
        let read = world.read(RECORD, &state).await.unwrap();
        assert_eq!(attribute(&read, "references")["company"], "Other company");
        let state = world.apply(RECORD, Some(&read), &named("Ground company")).await;
        assert_eq!(world.column("cmn_department", &id(&state), "company").await, company);
        world.is_settled(RECORD, &state, &named("Ground company")).await;
        let state = world.apply(RECORD, Some(&state), &named("")).await;
        assert_eq!(world.column("cmn_department", &id(&state), "company").await, "");
        world.is_settled(RECORD, &state, &named("")).await;
        let open = world
            .plan(
                RECORD,
                Some(&state),
                &row(
                    json!({ "name": "Legal" }),
                    json!({ "company": unknown(), "dept_head": "itil.user" }),
                ),
            )
            .await;
        let last = named("Other company");
        let applied =
            world.provider.apply(&full(RECORD), Some(&state), &open, Some(last.clone())).await;
        assert!(applied.diagnostics.is_empty(), "{:#?}", applied.diagnostics);
        world.is_settled(RECORD, &applied.state.unwrap(), &last).await;
    })
    .await;
}

#[tokio::test]
async fn a_name_of_none_or_of_several_is_refused_where_it_stands() {
    under_both(async |world| {
        ground::lay(&world).await;
        for number in ["1", "2"] {
            world.insert("core_company", json!({ "name": "Twice", "city": number })).await;
        }
        let before = world.export().await;
        let said = world.refused(RECORD, None, &named("Ground compani")).await;
        let words = [
            "references[\"company\"] is \"Ground compani\"",
            "Similar: \"Ground company\"",
            "Check the spelling",
        ];
        one_error(&said, "references.company", &words);
        let said = world.refused(RECORD, None, &named("Twice")).await;
        one_error(
            &said,
            "references.company",
            &["several records of core_company", "Give the sys_id"],
        );
        as_before(&before, &world.export().await);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_reference_takes_no_name() {
    let world = World::likely().await;
    let of = |references: Json| row(json!({ "name": "Legal" }), references);
    let said = world.refused(RECORD, None, &of(json!({ "description": "A" }))).await;
    one_error(&said, "references.description", &["is of the type string", "Set it in fields"]);
    let said = world.refused(RECORD, None, &of(json!({ "nosuch": "A" }))).await;
    one_error(&said, "references.nosuch", &["no column nosuch"]);
    let config = row(json!({ "name": "Legal", "company": "x" }), json!({ "company": "A" }));
    let said = world.provider.validate(&full(RECORD), config).await;
    one_error(&said, "references.company", &["in references and in fields"]);
    let nowhere = "a".repeat(32);
    let said =
        world.provider.plan(&full(RECORD), None, Some(of(json!({ "company": nowhere })))).await;
    one_error(&said.unwrap_err(), "references.company", &["no such record"]);
}

#[tokio::test]
async fn without_the_dictionary_only_a_sys_id_leads_somewhere() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let refusal = |table| json!({ "table": table, "fault": { "kind": "acl_refusal" } });
    world.faults(json!([refusal("sys_dictionary"), refusal("sys_db_object")])).await;
    let of = |company: &str| row(json!({ "name": "Legal" }), json!({ "company": company }));
    let said = world.refused(RECORD, None, &of("Ground company")).await;
    one_error(&said, "references.company", &["the dictionary does not show", "Give the sys_id"]);
    let company = sys_id(&world, "core_company", "name=Ground company").await;
    let state = world.apply(RECORD, None, &of(&company)).await;
    world.is_settled(RECORD, &state, &of(&company)).await;
}

#[tokio::test]
async fn an_application_may_be_named_where_a_row_lies() {
    let world = World::likely().await;
    let config = json!({ "table": "sys_script_include", "fields": { "name": "Named" },
        "references": { "sys_scope": "global" } });
    let state = world.apply(RECORD, None, &config).await;
    world.is_settled(RECORD, &state, &config).await;
}

#[tokio::test]
async fn a_name_that_is_given_to_a_new_record_leads_there() {
    under_both(async |world| {
        let group = json!({ "name": "Readers" });
        let old = world.apply("group", None, &group).await;
        let config = json!({ "table": "incident", "fields": { "short_description": "A" },
            "references": { "assignment_group": "Readers" } });
        let incident = world.apply(RECORD, None, &config).await;
        let run = world.later_run().await;
        let kind = full("group");
        let held = run.read(&kind, &old).await.unwrap().unwrap();
        run.plan(&kind, Some(&held), Some(group.clone())).await.unwrap();
        let made = run.plan(&kind, None, Some(group.clone())).await.unwrap();
        let plan = run.plan(&full(RECORD), Some(&incident), Some(config.clone())).await.unwrap();
        assert!(plan.planned.get("deletion_policy").is_unknown(), "the plan has a change");
        run.destroy(&kind, old).await.unwrap();
        let new = run.apply(&kind, None, &made, Some(group)).await.state.unwrap();
        let applied = run.apply(&full(RECORD), Some(&incident), &plan, Some(config.clone())).await;
        assert!(applied.diagnostics.is_empty(), "{:#?}", applied.diagnostics);
        let incident = applied.state.unwrap();
        let leads_to = world.column("incident", &id(&incident), "assignment_group").await;
        assert_eq!(leads_to, id(&new));
        world.is_settled(RECORD, &incident, &config).await;
    })
    .await;
}

#[expect(clippy::needless_pass_by_value, reason = "made where it is given")]
fn adopting(on: Json, description: &str) -> Json {
    let config = row(
        json!({ "name": "Legal", "description": description }),
        json!({ "company": "Ground company" }),
    );
    with(config, json!({ "adopt_existing": true, "match_on": on }))
}

#[tokio::test]
async fn the_row_with_the_same_values_is_taken_over_and_given_back() {
    under_both(async |world| {
        ground::lay(&world).await;
        let company = sys_id(&world, "core_company", "name=Ground company").await;
        let there = json!({ "name": "LEGAL", "description": "Theirs", "company": company });
        let there = world.insert("cmn_department", there).await;
        world.insert("cmn_department", json!({ "name": "Legal" })).await;
        let before = world.export().await;
        let config = adopting(json!(["name", "company"]), "Ours");
        let plan = world.plan(RECORD, None, &config).await;
        one_warning(
            &plan.warnings,
            "adopt_existing",
            &[&there, "the same", "company", "description from \"Theirs\" to \"Ours\""],
        );
        let state = world.apply(RECORD, None, &config).await;
        assert_eq!(
            (id(&state), text(&state, "deletion_policy")),
            (there.clone(), "restore".to_owned())
        );
        assert_eq!(world.column("cmn_department", &there, "description").await, "Ours");
        world.is_settled(RECORD, &state, &config).await;
        let config = adopting(json!(["name", "company"]), "Later on");
        let state = world.apply(RECORD, Some(&state), &config).await;
        world.is_settled(RECORD, &state, &config).await;
        let said = world.provider.plan(&full(RECORD), Some(&state), None).await.unwrap().warnings;
        one_warning(&said, "", &["gives it the values back"]);
        world.destroy(RECORD, state).await;
        as_before(&before, &world.export().await);
    })
    .await;
}

#[tokio::test]
async fn where_no_row_fits_one_is_made_and_deleted() {
    under_both(async |world| {
        ground::lay(&world).await;
        let before = world.export().await;
        let config = adopting(json!(["name"]), "Ours");
        assert!(
            world.plan(RECORD, None, &config).await.planned.get("deletion_policy").is_unknown()
        );
        let state = world.apply(RECORD, None, &config).await;
        assert_eq!(text(&state, "deletion_policy"), "delete");
        world.is_settled(RECORD, &state, &config).await;
        world.destroy(RECORD, state).await;
        as_before(&before, &world.export().await);
    })
    .await;
}

#[tokio::test]
async fn several_rows_that_fit_are_told_and_none_is_touched() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let (one, other) = (
        world.insert("cmn_department", json!({ "name": "Legal" })).await,
        world.insert("cmn_department", json!({ "name": "Legal" })).await,
    );
    let before = world.export().await;
    let config = adopting(json!(["name"]), "Ours");
    let said = world.provider.plan(&full(RECORD), None, Some(config)).await.unwrap_err();
    one_error(&said, "match_on", &["2 have it", &one, &other, "Add a column"]);
    as_before(&before, &world.export().await);
}

#[tokio::test]
async fn a_takeover_that_fails_leaves_the_row_as_it_was() {
    let world = World::likely().await;
    ground::lay(&world).await;
    world.insert("cmn_department", json!({ "name": "Legal", "description": "Theirs" })).await;
    let before = world.export().await;
    let config = with(
        adopting(json!(["name"]), "Ours"),
        json!({
        "fields_wo": { "nosuch": "planted" }, "fields_wo_version": 1 }),
    );
    let refusal = json!({ "table": "cmn_department", "method": "PATCH", "nth": 2, "fault": { "kind": "acl_refusal" } });
    world.faults(json!([refusal])).await;
    let applied = world.attempt(RECORD, None, &config).await;
    assert!(applied.state.is_none(), "{:#?}", applied.diagnostics);
    world.no_faults().await;
    as_before(&before, &world.export().await);
}

#[tokio::test]
async fn what_recognises_a_row_is_configured() {
    let world = World::likely().await;
    let of = |more: Json| with(row(json!({ "name": "Legal", "id": "" }), json!({})), more);
    let cases = [
        (json!({ "adopt_existing": true }), "match_on", "Set match_on"),
        (json!({ "adopt_existing": true, "match_on": [] }), "match_on", "Set match_on"),
        (json!({ "match_on": ["name"] }), "match_on", "adopt_existing = true"),
        (json!({ "adopt_existing": true, "match_on": ["name", "code"] }), "match_on", "names code"),
        (json!({ "adopt_existing": true, "match_on": ["id"] }), "match_on", "names id"),
        (json!({ "deletion_policy": "restore" }), "deletion_policy", "adopt_existing is not true"),
        (json!({ "deletion_policy": "keep" }), "deletion_policy", "\"restore\""),
    ];
    for (more, at, word) in cases {
        let said = world.provider.validate(&full(RECORD), of(more)).await;
        one_error(&said, at, &[word]);
    }
    let open = json!({ "adopt_existing": unknown(), "match_on": ["name"] });
    assert!(world.provider.validate(&full(RECORD), of(open)).await.is_empty());
    let journal = json!({ "table": "incident", "fields": { "work_notes": "A" }, "adopt_existing": true,
        "match_on": ["work_notes"] });
    let said = world.refused(RECORD, None, &journal).await;
    one_error(&said, "match_on", &["is a journal"]);
}

#[tokio::test]
async fn a_row_is_taken_over_once() {
    let world = World::likely().await;
    ground::lay(&world).await;
    world.insert("cmn_department", json!({ "name": "Legal" })).await;
    let config = adopting(json!(["name"]), "Ours");
    world.apply(RECORD, None, &config).await;
    let said = world.refused(RECORD, None, &config).await;
    one_error(&said, "", &["in this very run another address", "Keep one"]);
}

#[tokio::test]
async fn what_is_a_secret_in_the_row_that_is_there_is_not_taken_over() {
    let world = World::likely().await;
    let property = json!({ "name": "x.there", "type": "password2" });
    world.insert("sys_properties", property).await;
    let config = json!({ "table": "sys_properties", "fields": { "name": "x.there", "value": "planted" },
        "adopt_existing": true, "match_on": ["name"] });
    let said = world.refused(RECORD, None, &config).await;
    one_error(&said, "fields.value", &["fields_wo"]);
}

#[tokio::test]
async fn entries_of_journals_are_added_to_a_row_that_is_taken_over() {
    let world = World::likely().await;
    let there = world.insert("incident", json!({ "correlation_id": "a-1" })).await;
    let config = json!({ "table": "incident", "fields": { "correlation_id": "a-1", "work_notes": "Seen." },
        "adopt_existing": true, "match_on": ["correlation_id"], "deletion_policy": "abandon" });
    let state = world.apply(RECORD, None, &config).await;
    assert_eq!(id(&state), there);
    let entries = world.rows("sys_journal_field", &format!("element_id={there}")).await;
    assert_eq!(entries.len(), 1, "{entries:?}");
    world.is_settled(RECORD, &state, &config).await;
}

#[tokio::test]
async fn a_row_is_imported_by_what_people_call_it() {
    under_both(async |world| {
        ground::lay(&world).await;
        let company = sys_id(&world, "core_company", "name=Ground company").await;
        let insert = async |row: Json| world.insert("cmn_department", row).await;
        let one = insert(json!({ "name": "Law, Tax/EU: x", "company": company })).await;
        let other = insert(json!({ "name": "Law, Tax/EU: x", "id": "L-2" })).await;
        let plain = insert(json!({ "name": "Sales" })).await;
        let ids = [
            ("cmn_department/name:Sales".to_owned(), &plain),
            (format!("cmn_department/{plain}"), &plain),
            (format!("cmn_department/sys_id:{plain}"), &plain),
            ("cmn_department/name:Law, Tax/EU: x,id:L-2".to_owned(), &other),
            ("cmn_department/name:Law, Tax/EU: x,company:Ground company".to_owned(), &one),
            (format!("cmn_department/company:{company},name:law, tax/eu: X"), &one),
        ];
        for (import_id, expected) in ids {
            assert_eq!(&id(&world.import(RECORD, &import_id).await), expected, "{import_id}");
        }
        let refused = async |id: &str| world.provider.import(&full(RECORD), id).await.unwrap_err();
        let said = refused("cmn_department/name:Law, Tax/EU: x").await;
        one_error(&said, "", &[&one, &other, "by its sys_id"]);
        let said = refused("cmn_department/name:Sale").await;
        one_error(&said, "", &["name = \"Sale\"", "Similar: \"Sales\"", "cmn_department/<sys_id>"]);
        one_error(
            &refused("cmn_department/nmae:Sales").await,
            "",
            &["no column nmae", "Similar: name"],
        );
        one_error(&refused("cmn_department/name:").await, "", &["table/column:value"]);
        one_error(&refused("cmn_department").await, "", &["table/sys_id", "table/column:value"]);
    })
    .await;
}

#[tokio::test]
async fn an_imported_row_says_by_name_what_it_leads_to_where_that_is_certain() {
    under_both(async |world| {
        ground::lay(&world).await;
        let company = sys_id(&world, "core_company", "name=Ground company").await;
        let twice = world.insert("cmn_department", json!({ "name": "Twice" })).await;
        world.insert("cmn_department", json!({ "name": "Twice" })).await;
        let row = json!({ "name": "Legal", "company": company, "parent": twice });
        let sys_id = world.insert("cmn_department", row).await;
        let state = world.import(RECORD, "cmn_department/name:Legal").await;
        assert_eq!(id(&state), sys_id);
        assert_eq!(attribute(&state, "references"), json!({ "company": "Ground company" }));
        assert_eq!(attribute(&state, "fields"), json!({ "name": "Legal", "parent": twice }));
        let config = as_configuration(&state, &schema(RECORD));
        let said = world.provider.validate(&full(RECORD), config.clone()).await;
        assert!(said.is_empty(), "{said:#?}");
        let plan = world.plan(RECORD, Some(&state), &config).await;
        same(&state.value, &plan.planned);
        world.is_settled(RECORD, &state, &config).await;
    })
    .await;
}

#[tokio::test]
async fn listed_rows_say_by_name_what_they_lead_to() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let company = sys_id(&world, "core_company", "name=Ground company").await;
    for name in ["Listed 1", "Listed 2"] {
        world.insert("cmn_department", json!({ "name": name, "company": company })).await;
    }
    let provider = world.later_run().await;
    let config = json!({ "table": "cmn_department", "query": "nameSTARTSWITHListed" });
    world.forget_requests().await;
    let listed = provider.list(&full(RECORD), config, true, 100).await.unwrap();
    assert_eq!(listed.found.len(), 2);
    assert!(world.count("core_company", "GET").await <= 2, "both are looked up at once");
    let state = listed.found[0].state.as_ref().unwrap();
    assert_eq!(state.get("references").get("company").as_str(), Some("Ground company"));
}
