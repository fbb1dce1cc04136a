//! Whose a record is, whatever Terraform core does: what was there before is never deleted, what we made is, and no
//! record is lost between two addresses. Laws over all types and all ways to replace an object.

use futures_util::future::BoxFuture;
use serde_json::{Value as Json, json};
use simulator::Unknowns;
use tfplugin::testing::State;

use crate::life_cycle::Sample;
use crate::lives::{Play, each_goes_through};
use crate::seen::{id, text};
use crate::shown::Configured;
use crate::walks::{Replacement, Way, replace, replace_all, slow, walk, without_private};
use crate::world::{World, full, with};

/// How often what may be a race is run.
const ROUNDS: usize = 4;

fn likely() -> Unknowns {
    Unknowns::likely()
}

/// The profile that hurts most, with every column: what is given back must be there.
fn worst() -> Unknowns {
    Unknowns { unestablished_columns: true, ..Unknowns::worst() }
}

fn adopting(config: &Json) -> Json {
    with(config.clone(), json!({ "adopt_existing": true }))
}

/// What the instance has of a record, but for when it was written, and for secrets: those are not given back.
async fn row(world: &World, table: &str, sys_id: &str) -> Option<Json> {
    let mut rows = world.rows(table, &format!("sys_id={sys_id}")).await;
    let mut row = rows.pop()?;
    let columns = row.as_object_mut().unwrap();
    columns.retain(|column, text| {
        let is_secret = text.as_str().is_some_and(|text| text.starts_with('\u{e010}'));
        !is_secret
            && !["sys_updated_on", "sys_updated_by", "sys_mod_count"].contains(&column.as_str())
    });
    Some(row)
}

/// A run that applies one configuration.
async fn run(world: &World, kind: &str, state: Option<State>, config: &Json) -> State {
    let applied = walk(world).await.apply_config(&full(kind), state, config.clone()).await;
    applied.unwrap_or_else(|said| panic!("{kind} {config}: {said:#?}"))
}

/// A run that destroys.
async fn destroy(world: &World, kind: &str, state: State) {
    let destroyed = walk(world).await.destroy(&full(kind), state).await;
    destroyed.unwrap_or_else(|said| panic!("{kind}: {said:#?}"));
}

/// A record of this sample that was there before: who made it is not known to the runs that follow.
struct Found {
    sys_id: String,
    /// Its maker's state; none where the instance made it, or it cannot be told from others.
    maker: Option<State>,
    /// What adopts it, with a value of its own where it can have one.
    config: Json,
}

impl Found {
    /// Puts the record there; none where the sample lacks a part of its natural key, for then nobody can find it.
    async fn lay(world: &World, sample: &Sample) -> Option<Self> {
        let state = run(world, sample.kind, None, &sample.config).await;
        let mut config = adopting(&sample.changed(world, &state).await);
        // How it ends follows from how it came: tables say that they are deleted.
        config.as_object_mut().unwrap().remove("deletion_policy");
        let (sys_id, is_made) = (id(&state), text(&state, "deletion_policy") == "delete");
        if !sample.has_a_key() || !is_made {
            destroy(world, sample.kind, state).await;
            return sample.has_a_key().then_some(Self { sys_id, maker: None, config });
        }
        Some(Self { sys_id, maker: Some(state), config })
    }

    async fn take_away(self, world: &World, sample: &Sample) {
        if let Some(maker) = self.maker {
            destroy(world, sample.kind, maker).await;
            assert!(row(world, sample.table(), &self.sys_id).await.is_none());
        }
    }
}

/// The ways in which the old object is let go of before the new one comes: they lose nothing of what was there before.
const IN_ORDER: [Way; 3] = [Way::Tainted, Way::Replaced, Way::RenamedDestroyedFirst];

fn is_adopted<'a>(world: &'a World, sample: &'a Sample) -> BoxFuture<'a, ()> {
    Box::pin(async move {
        let Some(found) = Found::lay(world, sample).await else { return };
        let (kind, table, sys_id) = (sample.kind, sample.table(), found.sys_id.as_str());
        let others = Way::ALL.into_iter().filter(|way| !IN_ORDER.contains(way));
        for way in IN_ORDER.into_iter().chain(others) {
            let before = row(world, table, sys_id).await.unwrap();
            let state = run(world, kind, None, &found.config).await;
            assert_eq!(id(&state), sys_id, "it is adopted");
            let replaced = replace(world, kind, &state, &found.config, way).await;
            assert!(row(world, table, sys_id).await.is_some(), "{way:?} lost the record");
            let state = replaced.succeeded();
            assert_eq!(
                (id(&state).as_str(), text(&state, "deletion_policy")),
                (sys_id, "restore".to_owned())
            );
            world.is_settled(kind, &state, &found.config).await;
            destroy(world, kind, state).await;
            let after = row(world, table, sys_id).await;
            let after = after.unwrap_or_else(|| panic!("destroying after {way:?} lost the record"));
            if IN_ORDER.contains(&way) {
                assert_eq!(after, before, "{way:?}: what it held before is given back");
            }
        }
        found.take_away(world, sample).await;
    })
}

fn is_edited<'a>(world: &'a World, sample: &'a Sample) -> BoxFuture<'a, ()> {
    Box::pin(async move {
        let Some(found) = Found::lay(world, sample).await else { return };
        let (kind, table, sys_id) = (sample.kind, sample.table(), found.sys_id.as_str());
        let before = row(world, table, sys_id).await.unwrap();
        // Imported, and said to be adopted.
        let imported = walk(world).await.import(&full(kind), sys_id).await.unwrap();
        let state = run(world, kind, Some(imported), &found.config).await;
        assert_eq!(text(&state, "deletion_policy"), "restore");
        world.is_settled(kind, &state, &found.config).await;
        destroy(world, kind, state).await;
        assert_eq!(row(world, table, sys_id).await.as_ref(), Some(&before), "as it was imported");
        // Adopted, and nothing is kept beside the state any more.
        let state = run(world, kind, None, &found.config).await;
        let now = row(world, table, sys_id).await;
        destroy(world, kind, without_private(&state)).await;
        assert_eq!(row(world, table, sys_id).await, now, "it is left as it is");
        found.take_away(world, sample).await;
    })
}

fn is_made<'a>(world: &'a World, sample: &'a Sample) -> BoxFuture<'a, ()> {
    Box::pin(async move {
        let (kind, table) = (sample.kind, sample.table());
        for way in [Way::Tainted, Way::TaintedUnrefreshed, Way::Replaced] {
            for config in [sample.config.clone(), adopting(&sample.config)] {
                let old = run(world, kind, None, &config).await;
                if text(&old, "deletion_policy") == "restore" {
                    // The instance made it.
                    return destroy(world, kind, old).await;
                }
                let replaced = replace(world, kind, &old, &config, way).await;
                if way == Way::TaintedUnrefreshed && replaced.old.is_some() {
                    // Unrefreshed, it may be in its own way: the plan says so, and it stays.
                    assert!(row(world, table, &id(&old)).await.is_some());
                    destroy(world, kind, old).await;
                    continue;
                }
                let new = replaced.succeeded();
                assert!(row(world, table, &id(&old)).await.is_none(), "{way:?} left the old one");
                assert_eq!(text(&new, "deletion_policy"), "delete");
                world.is_settled(kind, &new, &config).await;
                destroy(world, kind, new.clone()).await;
                assert!(row(world, table, &id(&new)).await.is_none());
            }
        }
        let config = adopting(&sample.config);
        let beside = [Way::CreatedFirst, Way::TaintedCreatedFirst, Way::RenamedCreatedFirst];
        for way in beside.into_iter().chain([Way::Renamed]).filter(|_| sample.has_a_key()) {
            let old = run(world, kind, None, &config).await;
            let new = replace(world, kind, &old, &config, way).await.succeeded();
            assert!(row(world, table, &id(&new)).await.is_some(), "{way:?} lost the record");
            world.is_settled(kind, &new, &config).await;
            destroy(world, kind, new.clone()).await;
            if text(&new, "deletion_policy") == "restore" {
                let left = walk(world).await.import(&full(kind), &id(&new)).await.unwrap();
                destroy(world, kind, left).await;
            }
        }
    })
}

/// Every record that is shown: every second one where the instance is as it most probably is, the others where it hurts
/// most. Each type has a life under both in lives.rs; here each has many.
async fn all_go_through(play: Play) {
    for (turn, unknowns) in [likely, worst].into_iter().enumerate() {
        let mut place = turn;
        let in_turn = |_: &Configured<'_>| {
            place += 1;
            place % 2 == 0
        };
        each_goes_through(play, unknowns, in_turn).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_there_before_is_there_after_every_way_to_replace_it() {
    all_go_through(is_adopted).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_import_or_an_edited_state_cannot_prove_to_be_ours_is_there_afterwards() {
    all_go_through(is_edited).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_we_made_goes_when_it_is_replaced_and_is_never_lost_to_its_replacement() {
    all_go_through(is_made).await;
}

/// Records of a type that differ in their names alone.
fn several(kind: &str) -> Vec<Json> {
    let config = |number: usize| {
        let name = format!("Race {number}");
        match kind {
            "credential" => json!({ "name": name, "type": "basic_auth", "username": "u" }),
            _ => json!({ "name": name }),
        }
    };
    (0..6).map(|number| adopting(&config(number))).collect()
}

/// `count` becomes `for_each` without `moved` blocks: as many objects go as come, all at once.
async fn race(world: &World, kind: &str, table: &str) {
    let configs = several(kind);
    let mut states = Vec::new();
    let provider = walk(world).await;
    for config in &configs {
        states.push(provider.apply_config(&full(kind), None, config.clone()).await.unwrap());
    }
    for round in 0..ROUNDS {
        world.no_faults().await;
        let methods = [None, Some("GET"), Some("DELETE"), Some("PATCH")];
        if let Some(method) = methods[round % methods.len()] {
            slow(world, method, table).await;
        }
        let objects: Vec<_> = states.into_iter().zip(configs.iter().cloned()).collect();
        let replaced = replace_all(world, kind, &objects, Way::Renamed).await;
        states = replaced.into_iter().map(Replacement::succeeded).collect();
        let rows = world.rows(table, "nameSTARTSWITHRace ").await;
        let mut there: Vec<_> = rows.iter().map(|row| row["sys_id"].as_str().unwrap()).collect();
        let mut held: Vec<String> = states.iter().map(id).collect();
        there.sort_unstable();
        held.sort_unstable();
        assert_eq!(held, there, "{kind}, round {round}");
    }
    world.no_faults().await;
    for state in states {
        destroy(world, kind, state).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_record_is_lost_when_count_becomes_for_each() {
    let world = World::likely().await;
    for (kind, table) in [
        ("group", "sys_user_group"),
        ("role", "sys_user_role"),
        ("connection_alias", "sys_alias"),
        ("credential", "basic_auth_credentials"),
    ] {
        race(&world, kind, table).await;
    }
}
