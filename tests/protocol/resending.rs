//! Secrets that somebody else may have overwritten: who wrote the record since is told, and where that is wanted they are sent
//! again. Each of every type, and those of a row of any table.

use serde_json::{Value as Json, json};
use simulator::control::CloneSource;
use terraform_provider_servicenow::resources;
use tfplugin::testing::{Harness, Plan, State, unknown};

use crate::careless_secrets::every_secret;
use crate::ground;
use crate::seen::{attribute, differing, id, json_of, one_warning, same, text};
use crate::world::{World, fresh, full, under_both, with};

const AT: &str = "secrets_sent_at";
const HAND: &str = "abel.tuter";

/// A record with a secret.
struct Kept {
    kind: &'static str,
    table: String,
    column: &'static str,
    /// What it is without the secret.
    base: Json,
    /// How the configuration gives a secret, with its number.
    given: fn(&str, &str, i64) -> Json,
    secret: &'static str,
}

fn in_the_state(name: &str, secret: &str, _: i64) -> Json {
    json!({ name: secret })
}

fn write_only(name: &str, secret: &str, version: i64) -> Json {
    json!({ format!("{name}_wo"): secret, format!("{name}_wo_version"): version })
}

fn of_a_row(name: &str, secret: &str, version: i64) -> Json {
    json!({ "fields_wo": { name: secret }, "fields_wo_version": version })
}

impl Kept {
    /// Each secret of every type in either form, and one of a row of any table.
    fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for (kind, base, secret) in every_secret() {
            let resource = resources::ALL.iter().find(|one| one.name == kind).unwrap();
            let is_it = |name: &str| base["type"] == json!(name);
            let variant = resource.variants.iter().find(|variant| is_it(variant.name));
            let table = variant.map_or(resource.table, |variant| variant.table).to_owned();
            let field = resource.fields.iter().find(|field| field.name == secret).unwrap();
            let column = field.column.unwrap();
            for given in [write_only, in_the_state] {
                let (base, table) = (base.clone(), table.clone());
                all.push(Self { kind, table, column, base, given, secret });
            }
        }
        let (table, column) = ("sys_certificate", "key_store_password");
        let base = json!({ "table": table, "fields": { "name": "A" } });
        let table = table.to_owned();
        all.push(Self { kind: "record", table, column, base, given: of_a_row, secret: column });
        all
    }

    fn config(&self, secret: &str, version: i64) -> Json {
        with(self.base.clone(), (self.given)(self.secret, secret, version))
    }

    /// A write of the secret by somebody else.
    async fn is_typed(&self, world: &World, state: &State, secret: &str) {
        world.typed_by(HAND, &self.table, &id(state), json!({ self.column: secret })).await;
    }

    async fn holds(&self, world: &World, state: &State, secret: &str) -> bool {
        world.holds_secret(&self.table, &id(state), self.column, secret).await
    }

    /// What a later run sees of it, and plans.
    async fn looked_at(&self, run: &Harness, state: &State, config: &Json) -> (State, Plan) {
        let read = run.read(&full(self.kind), state).await.unwrap().unwrap();
        same(&state.value, &read.value);
        let plan = run.plan(&full(self.kind), Some(&read), Some(config.clone())).await;
        (read, plan.unwrap_or_else(|said| panic!("{} {config}: {said:#?}", self.kind)))
    }

    /// Fails unless a later run has nothing to say or to do, whether or not it sends secrets again.
    async fn is_quiet(&self, world: &World, state: &State, config: &Json) {
        for run in [world.later_run().await, resending(world).await] {
            let (read, plan) = self.looked_at(&run, state, config).await;
            assert!(plan.is_empty(&read), "{} {config}", self.kind);
            assert!(plan.warnings.is_empty(), "{} {config}: {:#?}", self.kind, plan.warnings);
        }
    }

    /// What applying a plan comes to, which must succeed.
    async fn applied(&self, run: &Harness, read: &State, plan: &Plan, config: &Json) -> State {
        let applied = run.apply(&full(self.kind), Some(read), plan, Some(config.clone())).await;
        assert!(applied.diagnostics.is_empty(), "{}: {:#?}", self.kind, applied.diagnostics);
        applied.state.unwrap()
    }
}

/// A run that sends secrets again.
async fn resending(world: &World) -> Harness {
    let arguments = json!({ "elevate_roles": ["security_admin"], "resend_secrets": true });
    world.with_arguments(arguments).await
}

fn is_open(plan: &Plan) -> bool {
    plan.planned.get(AT).is_unknown()
}

/// A registry entry with a secret.
fn registry() -> Kept {
    Kept::all().into_iter().next().unwrap()
}

#[tokio::test]
async fn a_hand_is_told_of_and_what_was_sent_is_sent_again_where_that_is_wanted() {
    under_both(async |world| {
        ground::lay(&world).await;
        world.may_type(HAND).await;
        for kept in Kept::all() {
            let config = kept.config("ours", 1);
            let state = world.apply(kept.kind, None, &config).await;
            kept.is_typed(&world, &state, "theirs").await;

            let run = world.later_run().await;
            world.forget_requests().await;
            let (read, plan) = kept.looked_at(&run, &state, &config).await;
            let when = world.column(&kept.table, &id(&state), "sys_updated_on").await;
            assert!(plan.is_empty(&read), "{} {config}", kept.kind);
            let words = [HAND, when.as_str(), &id(&state), "resend_secrets = true"];
            one_warning(&plan.warnings, AT, &words);

            let run = resending(&world).await;
            let (read, plan) = kept.looked_at(&run, &state, &config).await;
            let changes = differing(&read.value, &plan.planned);
            let names: Vec<&str> = changes.iter().map(|(name, ..)| name.as_str()).collect();
            assert_eq!(names, [AT], "{} {config}", kept.kind);
            assert!(is_open(&plan));
            one_warning(&plan.warnings, AT, &[HAND, "this plan sends"]);
            let state = kept.applied(&run, &read, &plan, &config).await;
            assert!(kept.holds(&world, &state, "ours").await, "{} {config}", kept.kind);
            kept.is_quiet(&world, &state, &config).await;
            world.destroy(kept.kind, state).await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_done_by_this_account_is_no_other_hand() {
    under_both(async |world| {
        ground::lay(&world).await;
        for kept in Kept::all() {
            let config = kept.config("first", 1);
            let state = world.apply(kept.kind, None, &config).await;
            let sent = text(&state, AT);
            assert!(sent.len() == 20 && sent.ends_with('Z'), "{sent}");
            kept.is_quiet(&world, &state, &config).await;
            // Another resource of ours touches the record.
            world.change(&kept.table, &id(&state), json!({ kept.column: "x" })).await;
            world.later().await;
            kept.is_quiet(&world, &state, &config).await;
            let config = kept.config("second", 2);
            let state = world.apply(kept.kind, Some(&state), &config).await;
            assert!(kept.holds(&world, &state, "second").await);
            kept.is_quiet(&world, &state, &config).await;
            world.destroy(kept.kind, state).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_record_of_somebody_else_that_was_adopted_or_imported_is_ours_from_the_secret_on() {
    under_both(async |world| {
        ground::lay(&world).await;
        world.may_type(HAND).await;
        for kept in Kept::all() {
            let made = world.apply(kept.kind, None, &kept.config("theirs", 1)).await;
            kept.is_typed(&world, &made, "typed").await;
            let name = id(&made);
            let name = if kept.kind == "record" { format!("{}/{name}", kept.table) } else { name };
            let imported = world.later_run().await.import(&full(kept.kind), &name).await.unwrap();
            assert_eq!(attribute(&imported, AT), Json::Null, "nothing was sent");
            let run = resending(&world).await;
            let plan = run.plan(&full(kept.kind), Some(&imported), Some(kept.base.clone())).await;
            assert!(plan.unwrap().warnings.is_empty(), "{}", kept.kind);
            let config = kept.config("ours", 1);
            let state = run.apply_config(&full(kept.kind), Some(imported), config.clone()).await;
            let state = state.unwrap();
            assert!(kept.holds(&world, &state, "ours").await);
            kept.is_quiet(&world, &state, &config).await;
            if kept.kind != "record" {
                let config = with(config, json!({ "adopt_existing": true }));
                let later = world.later_run().await;
                let state = later.apply_config(&full(kept.kind), None, config.clone()).await;
                let state = state.unwrap_or_else(|said| panic!("{}: {said:#?}", kept.kind));
                if id(&state) == id(&made) {
                    kept.is_quiet(&world, &state, &config).await;
                } else {
                    // It has no key to be found by.
                    world.destroy(kept.kind, state).await;
                }
            }
            world.destroy(kept.kind, made).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_clone_of_another_instance_is_told_of_once() {
    under_both(async |world| {
        ground::lay(&world).await;
        // The clone's profile preserves users, as it has to: its own account is one of them. Of others it brings the columns
        // for secrets, and a header's value is in none.
        let is_brought = |one: &Kept| one.kind != "user" && !one.kind.ends_with("_header");
        let kept: Vec<Kept> = Kept::all().into_iter().filter(is_brought).collect();
        let mut states = Vec::new();
        for (number, one) in kept.iter().enumerate() {
            // Those of one type are told apart by their names.
            let own = json!({ "name": format!("Own {number}") });
            let config = match one.kind {
                "record" => with(one.config("ours", 1), json!({ "fields": own })),
                _ => with(one.config("ours", 1), own),
            };
            states.push((world.apply(one.kind, None, &config).await, config));
        }
        let tables: Vec<&str> = kept.iter().map(|one| one.table.as_str()).collect();
        // Written there by an account of the same name, as where both instances are managed.
        let source = CloneSource {
            tables: &tables,
            written_by: "admin",
            written_on: "2026-01-02 03:04:05",
            secret: "of production",
        };
        world.is_cloned_over(source).await;

        let (run, resending) = (world.later_run().await, resending(&world).await);
        let mut said = Vec::new();
        let mut said_again = Vec::new();
        for (one, (state, config)) in kept.iter().zip(&states) {
            assert!(one.holds(&world, state, "of production").await, "{}", one.kind);
            let (read, plan) = one.looked_at(&run, state, config).await;
            assert!(plan.is_empty(&read));
            said.extend(plan.warnings);
            let (read, plan) = one.looked_at(&resending, state, config).await;
            said_again.extend(plan.warnings.clone());
            let state = one.applied(&resending, &read, &plan, config).await;
            assert!(one.holds(&world, &state, "ours").await, "{}", one.kind);
            one.is_quiet(&world, &state, config).await;
        }
        let words = ["\"admin\"", "2026-01-02 03:04:05 UTC", "cloned", "once", "resend_secrets"];
        one_warning(&said, AT, &words);
        one_warning(&said_again, AT, &["cloned", "this plan sends"]);
    })
    .await;
}

#[tokio::test]
async fn what_was_found_stays_until_the_secrets_are_sent_and_needs_no_request() {
    under_both(async |world| {
        world.may_type(HAND).await;
        let kept = registry();
        let config = kept.config("ours", 1);
        let state = world.apply(kept.kind, None, &config).await;
        kept.is_typed(&world, &state, "theirs").await;
        let read = world.later_run().await.read(&full(kept.kind), &state).await.unwrap().unwrap();
        // A write of ours to other columns does not bring the secret back.
        let noted = with(config.clone(), json!({ "comments": "Noted" }));
        let run = world.later_run().await;
        let plan = run.plan(&full(kept.kind), Some(&read), Some(noted.clone())).await.unwrap();
        assert!(!is_open(&plan));
        let state = kept.applied(&run, &read, &plan, &noted).await;
        assert!(kept.holds(&world, &state, "theirs").await);
        let (_, plan) = kept.looked_at(&world.later_run().await, &state, &noted).await;
        one_warning(&plan.warnings, AT, &[HAND]);

        // What a plan says follows from the state and what is kept beside it.
        let run = resending(&world).await;
        world.forget_requests().await;
        let plan = run.plan(&full(kept.kind), Some(&state), Some(noted.clone())).await.unwrap();
        assert!(is_open(&plan) && world.requests().await.is_empty());
        let state = kept.applied(&run, &state, &plan, &noted).await;
        assert!(kept.holds(&world, &state, "ours").await);
        kept.is_quiet(&world, &state, &noted).await;

        // Another version sends it as well.
        kept.is_typed(&world, &state, "theirs").await;
        let config = with(kept.config("next", 2), json!({ "comments": "Noted" }));
        let (run, read) = (world.later_run().await, world.read(kept.kind, &state).await.unwrap());
        let plan = run.plan(&full(kept.kind), Some(&read), Some(config.clone())).await.unwrap();
        let state = kept.applied(&run, &read, &plan, &config).await;
        assert!(kept.holds(&world, &state, "next").await);
        kept.is_quiet(&world, &state, &config).await;
    })
    .await;
}

#[tokio::test]
async fn a_secret_that_the_provider_made_is_sent_again_as_it_is() {
    under_both(async |world| {
        world.may_type(HAND).await;
        let kept = registry();
        let config = json!({ "type": "client", "name": "Robot" });
        let state = world.apply(kept.kind, None, &config).await;
        let made = text(&state, kept.secret);
        kept.is_typed(&world, &state, "theirs").await;
        let run = resending(&world).await;
        let (read, plan) = kept.looked_at(&run, &state, &config).await;
        assert!(is_open(&plan));
        let state = kept.applied(&run, &read, &plan, &config).await;
        assert_eq!(text(&state, kept.secret), made);
        assert!(kept.holds(&world, &state, &made).await);
        kept.is_quiet(&world, &state, &config).await;
    })
    .await;
}

#[tokio::test]
async fn a_send_that_fails_is_planned_again() {
    let world = World::likely().await;
    world.may_type(HAND).await;
    for kept in
        Kept::all().into_iter().filter(|kept| ["oauth_registry", "record"].contains(&kept.kind))
    {
        let config = kept.config("ours", 1);
        let state = world.apply(kept.kind, None, &config).await;
        kept.is_typed(&world, &state, "theirs").await;
        let run = resending(&world).await;
        let (read, plan) = kept.looked_at(&run, &state, &config).await;
        let refusal =
            json!({ "method": "PATCH", "table": kept.table, "fault": { "kind": "acl_refusal" } });
        world.faults(json!([refusal])).await;
        let applied = run.apply(&full(kept.kind), Some(&read), &plan, Some(config.clone())).await;
        assert!(applied.diagnostics.iter().any(tfplugin::Diagnostic::is_error));
        world.no_faults().await;
        let left = applied.state.unwrap();
        assert_eq!(attribute(&left, AT), attribute(&state, AT), "nothing was sent");
        let run = resending(&world).await;
        let plan = run.plan(&full(kept.kind), Some(&left), Some(config.clone())).await.unwrap();
        assert!(is_open(&plan), "{}: {}", kept.kind, json_of(&plan.planned));
        let state = kept.applied(&run, &left, &plan, &config).await;
        assert!(kept.holds(&world, &state, "ours").await);
        world.destroy(kept.kind, state).await;
    }
}

#[tokio::test]
async fn where_it_is_hidden_who_wrote_the_record_there_is_nothing_to_tell() {
    let world = World::likely().await;
    world.may_type(HAND).await;
    for column in ["sys_mod_count", "sys_updated_on", "sys_updated_by"] {
        for kept in Kept::all().into_iter().filter(|kept| ["user", "record"].contains(&kept.kind)) {
            let config = kept.config("ours", 1);
            let state = world.apply(kept.kind, None, &config).await;
            kept.is_typed(&world, &state, "theirs").await;
            let hidden = json!({ "kind": "hide_column", "column": column });
            world.faults(json!([{ "table": kept.table, "fault": hidden }])).await;
            kept.is_quiet(&world, &state, &config).await;
            world.no_faults().await;
            world.destroy(kept.kind, state).await;
        }
    }
}

#[tokio::test]
async fn a_secret_that_is_managed_no_longer_is_nobodys_business() {
    under_both(async |world| {
        world.may_type(HAND).await;
        for kept in
            Kept::all().into_iter().filter(|kept| ["oauth_registry", "record"].contains(&kept.kind))
        {
            let state = world.apply(kept.kind, None, &kept.config("ours", 1)).await;
            let state = world.apply(kept.kind, Some(&state), &kept.base).await;
            assert_eq!(attribute(&state, AT), Json::Null);
            kept.is_typed(&world, &state, "theirs").await;
            kept.is_quiet(&world, &state, &kept.base).await;
            world.destroy(kept.kind, state).await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_would_be_sent_again_is_looked_at_as_any_secret_that_is_sent() {
    let world = World::likely().await;
    world.may_type(HAND).await;
    let kept = registry();
    let state = world.apply(kept.kind, None, &kept.config("ours", 1)).await;
    kept.is_typed(&world, &state, "theirs").await;
    let run = resending(&world).await;
    let read = run.read(&full(kept.kind), &state).await.unwrap().unwrap();
    let blank = Some(kept.config(" ", 1));
    let said = run.plan(&full(kept.kind), Some(&read), blank).await.unwrap_err();
    let error = said.iter().find(|one| one.is_error()).unwrap();
    assert!(error.summary.contains("blank"), "{error:?}");
    // The configuration may leave the secret out for now, and its version in.
    let mut without = kept.config("", 1);
    without.as_object_mut().unwrap().remove("client_secret_wo");
    let plan = run.plan(&full(kept.kind), Some(&read), Some(without)).await.unwrap();
    assert!(plan.is_empty(&read));
    one_warning(&plan.warnings, AT, &[HAND, "none that could be sent"]);
}

#[tokio::test]
async fn while_the_provider_block_is_open_so_is_whether_a_secret_is_sent_again() {
    let world = World::likely().await;
    world.may_type(HAND).await;
    let kept = registry();
    let config = kept.config("ours", 1);
    let state = world.apply(kept.kind, None, &config).await;
    kept.is_typed(&world, &state, "theirs").await;
    let read = world.later_run().await.read(&full(kept.kind), &state).await.unwrap().unwrap();
    let early = fresh();
    let open = json!({ "instance_url": world.url(), "username": "admin", "password": "admin",
        "resend_secrets": unknown() });
    assert!(early.configure(open).await.is_empty());
    let plan = early.plan(&full(kept.kind), Some(&read), Some(config.clone())).await.unwrap();
    assert!(is_open(&plan));
    for (run, held) in [(world.later_run().await, "theirs"), (resending(&world).await, "ours")] {
        let state = kept.applied(&run, &read, &plan, &config).await;
        assert!(kept.holds(&world, &state, held).await, "{held}");
    }
}
