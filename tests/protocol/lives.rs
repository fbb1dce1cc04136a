//! The life of a record of each type, as the type's example configures it. A new type needs nothing here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use futures_util::future::BoxFuture;
use serde_json::{Map, Value as Json, json};
use simulator::Unknowns;
use terraform_provider_servicenow::describe::{Lifecycle, Mode, Resource};
use terraform_provider_servicenow::resources;
use tfplugin::Diagnostic;

use crate::ground;
use crate::life_cycle::{Sample, live};
use crate::shown::{Configured, Example};
use crate::world::{World, full, under_both};

/// Instances at a time.
const LANES: usize = 4;

/// Arguments that stay as the example has them: they say which others there are, whose record it is, or what destroying does.
const DECISIVE: &[&str] = &[
    "type",
    "adopt_existing",
    "is_default",
    "multiple_connections",
    "deletion_policy",
    "allow_data_loss",
    // A new file needs it.
    "content",
    "content_base64",
];

/// The types whose records are led through a life.
fn types() -> impl Iterator<Item = &'static Resource> {
    resources::ALL.iter().copied().filter(|resource| resource.lifecycle == Lifecycle::Record)
}

fn resource(kind: &str) -> Option<&'static Resource> {
    types().find(|resource| resource.name == kind)
}

/// The records to lead through their lives: all of each type that its own example has, and those of other variants that
/// another type's example has.
pub(crate) fn shown() -> Vec<Configured<'static>> {
    let all =
        Example::all().iter().flat_map(|example| example.records().map(move |one| (example, one)));
    let known = all.filter(|(_, one)| resource(one.kind()).is_some());
    let (mut shown, others): (Vec<_>, Vec<_>) =
        known.partition(|(example, one)| example.of == one.kind());
    let sort = |one: Configured<'_>| (one.kind().to_owned(), one.variant());
    let mut sorts: BTreeSet<_> = shown.iter().map(|(_, one)| sort(*one)).collect();
    shown.extend(others.into_iter().filter(|(_, one)| sorts.insert(sort(*one))));
    shown.into_iter().map(|(_, one)| one).collect()
}

/// What is to be said beside it, because it has no other value on such a record.
fn beside(kind: &str, fields: &Map<String, Json>) -> Map<String, Json> {
    let mut beside = Map::new();
    if kind == "connection_alias" && fields.get("type") == Some(&json!("credential")) {
        beside.insert("multiple_connections".to_owned(), json!(false));
    }
    beside
}

/// The least that can be configured of it: nothing that the type lets be left out, except what decides about the rest.
async fn least(world: &World, resource: &Resource, mut config: Json) -> Json {
    let flags: Vec<_> = resource.fields.iter().filter_map(|field| field.only_while).collect();
    let stays = |name: &str| {
        DECISIVE.contains(&name)
            || flags.iter().any(|(flag, _)| *flag == name)
            || resource
                .fields
                .iter()
                .any(|one| one.name == name && matches!(one.mode, Mode::Required))
    };
    let fields = config.as_object_mut().unwrap();
    // How secrets live is told in secrets.rs.
    for secret in resource.fields.iter().filter(|field| field.is_secret()) {
        fields.retain(|name, _| !name.starts_with(secret.name));
    }
    fields.extend(beside(resource.name, fields));
    let names: Vec<String> = fields.keys().cloned().collect();
    for name in names.iter().rev().filter(|name| !stays(name)) {
        let mut less = config.clone();
        less.as_object_mut().unwrap().remove(name);
        let said = world.provider.validate(&full(resource.name), less.clone()).await;
        if !said.iter().any(Diagnostic::is_error) {
            config = less;
        }
    }
    config
}

/// What a record goes through.
pub(crate) type Play = for<'a> fn(&'a World, &'a Sample) -> BoxFuture<'a, ()>;

/// How records are led, each on an instance of its own.
#[derive(Clone, Copy)]
pub(crate) struct Way {
    pub(crate) unknowns: fn() -> Unknowns,
    pub(crate) play: Play,
    /// Whether the instance is as before in the end.
    pub(crate) leaves_nothing: bool,
}

/// Leads every record that is shown, and `is_wanted`, through the same and tells each that went wrong. The instance is as
/// before in the end.
pub(crate) async fn each_goes_through(
    play: Play,
    unknowns: fn() -> Unknowns,
    is_wanted: impl FnMut(&Configured<'_>) -> bool,
) {
    each_goes(Way { unknowns, play, leaves_nothing: true }, is_wanted).await;
}

/// The records that no lane has taken yet.
type Waiting = Arc<Mutex<std::vec::IntoIter<Configured<'static>>>>;

/// Leads every record that is shown, and `is_wanted`, the same way and tells each that went wrong.
pub(crate) async fn each_goes(way: Way, mut is_wanted: impl FnMut(&Configured<'_>) -> bool) {
    let wanted: Vec<_> = shown().into_iter().filter(|one| is_wanted(one)).collect();
    let count = wanted.len();
    let waiting = Arc::new(Mutex::new(wanted.into_iter()));
    let mut lanes = tokio::task::JoinSet::new();
    for _ in 0..LANES {
        lanes.spawn(lane(Arc::clone(&waiting), way));
    }
    let wrong = lanes.join_all().await.concat();
    assert!(wrong.is_empty(), "{} of {count} went wrong:\n{}", wrong.len(), wrong.join("\n"));
}

async fn lane(waiting: Waiting, way: Way) -> Vec<String> {
    let mut wrong = Vec::new();
    loop {
        let next = waiting.lock().unwrap().next();
        let Some(record) = next else { return wrong };
        // A panic has told its own words already, and spares the other records.
        let lived = tokio::spawn(one(record, way)).await;
        wrong.extend(lived.err().map(|panic| format!("{}: {panic}", record.address())));
    }
}

async fn one(one: Configured<'static>, way: Way) {
    let resource = resource(one.kind()).unwrap();
    let world = ground::world((way.unknowns)()).await;
    let before = if way.leaves_nothing { Some(world.export().await) } else { None };
    let made = one.made(&world).await;
    let scopes = ground::scopes(&world, made.ids("oauth_registry")).await;
    let config = least(&world, resource, one.config(&made)).await;
    (way.play)(&world, &Sample { kind: resource.name, config }).await;
    for scope in scopes {
        world.delete("oauth_entity_scope", &scope).await;
    }
    made.unmade(&world).await;
    if let Some(before) = before {
        crate::seen::as_before(&before, &world.export().await);
    }
}

fn life<'a>(world: &'a World, sample: &'a Sample) -> BoxFuture<'a, ()> {
    Box::pin(async move { sample.live(world).await })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_each_example_configures_lives_and_leaves_nothing() {
    each_goes_through(life, Unknowns::likely, |_| true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_each_example_configures_lives_and_leaves_nothing_where_the_instance_hurts_most() {
    each_goes_through(life, Unknowns::worst, |_| true).await;
}

#[test]
fn every_type_has_a_life_and_so_has_each_of_its_variants() {
    let mut lived: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for one in shown() {
        lived.entry(one.kind()).or_default().insert(one.variant().unwrap_or_default());
    }
    for (kind, config) in FURTHER {
        let config: Json = serde_json::from_str(config).unwrap();
        let variant = config["type"].as_str().unwrap_or_default().to_owned();
        lived.entry(*kind).or_default().insert(variant);
    }
    for resource in types() {
        let lived = lived.get(resource.name).unwrap_or_else(|| panic!("{}", resource.name));
        for (position, variant) in resource.variants.iter().enumerate() {
            let is_lived = lived.contains(variant.name) || position == 0 && lived.contains("");
            assert!(is_lived, "no {} of the variant {} lives", resource.name, variant.name);
        }
    }
}

/// Records that no example shows.
const FURTHER: &[(&str, &str)] = &[
    (
        "oauth_profile",
        r#"{ "name": "Own", "oauth_registry": "Ground client", "grant_type": "client_credentials" }"#,
    ),
    (
        "connection",
        r#"{ "name": "Inside", "connection_alias": "Ground", "connection_url": "https://a.example",
        "use_mid_server": true }"#,
    ),
    (
        "connection",
        r#"{ "type": "jdbc", "name": "Database", "connection_alias": "Ground jdbc",
        "host": "a.example", "port": "3306", "database_name": "db" }"#,
    ),
    ("connection", r#"{ "type": "basic", "name": "Bare", "connection_alias": "Ground basic" }"#),
    (
        "cors_rule",
        r#"{ "name": "Styles", "domain": "https://a.example", "use_resource_path": true,
        "resource_path": "/styles" }"#,
    ),
];

#[tokio::test]
async fn what_no_example_configures_lives_and_leaves_nothing() {
    for (kind, config) in FURTHER {
        live(kind, serde_json::from_str(config).unwrap()).await;
    }
}

#[tokio::test]
async fn a_global_policy_names_no_path() {
    under_both(async |world| {
        // In force it would decide about the test's own requests too.
        let config = json!({ "name": "Everywhere", "apply_global": true, "active": false });
        let state = world.apply("api_access_policy", None, &config).await;
        world.is_settled("api_access_policy", &state, &config).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_read_from_a_certificate_is_open_when_the_certificate_changes() {
    let world = World::likely().await;
    let made = rcgen::generate_simple_self_signed(["a.example".to_owned()]).unwrap();
    let pem = made.cert.pem();
    let state = world.apply("certificate", None, &json!({ "name": "Own" })).await;
    let config = json!({ "name": "Own", "pem_certificate": pem });
    let plan = world.plan("certificate", Some(&state), &config).await;
    for name in ["valid_from", "expires", "issuer", "subject"] {
        assert!(plan.planned.get(name).is_unknown(), "{name}");
    }
}
