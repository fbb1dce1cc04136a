//! Keys, claims and inbound profiles: what an instance makes by itself, and what it takes.

use serde_json::{Value as Json, json};
use simulator::Unknowns;
use tfplugin::testing::State;

use crate::seen::{attribute, id, one_error, one_warning, text};
use crate::world::{World, full, under_both, with};

const CLAIM: &str = "jwt_claim";
const CLAIMS: &str = "jwt_claim_validation";

async fn provider(world: &World) -> State {
    world.apply("jwt_provider", None, &json!({ "name": "Signer" })).await
}

fn claim(provider: &State, name: &str, value: &str) -> Json {
    json!({ "jwt_provider": id(provider), "name": name, "value": value })
}

#[tokio::test]
async fn the_claims_of_a_provider_are_filled_whether_the_instance_made_them_or_not() {
    under_both(async |world| {
        let before = world.export().await;
        let signer = provider(&world).await;
        let mut states = Vec::new();
        for name in ["aud", "sub", "iss", "scope"] {
            let config = claim(&signer, name, "somebody");
            let state = world.apply(CLAIM, None, &config).await;
            world.is_settled(CLAIM, &state, &config).await;
            assert_eq!(attribute(&state, "is_standard"), json!(name != "scope"), "{name}");
            states.push(state);
        }
        assert_eq!(world.rows(CLAIMS, "").await.len(), 4, "none is there twice");
        let made = world.unknowns().await["jwt_provider_makes_claims"] == json!(true);
        let policies: Vec<_> = states.iter().map(|one| text(one, "deletion_policy")).collect();
        let of_three = if made { "restore" } else { "delete" };
        assert_eq!(policies, [of_three, of_three, of_three, "delete"]);
        for state in states {
            world.destroy(CLAIM, state).await;
        }
        let left = world.rows(CLAIMS, "").await;
        assert_eq!(left.len(), if made { 3 } else { 0 });
        assert!(left.iter().all(|claim| claim["value"] == ""), "as the instance made them");
        world.destroy("jwt_provider", signer).await;
        assert_eq!(world.export().await, before, "the claims go with their provider");
    })
    .await;
}

#[tokio::test]
async fn what_destroy_does_to_a_claim_is_known_once_it_is_applied() {
    let world = World::likely().await;
    let signer = provider(&world).await;
    let plan = world.plan(CLAIM, None, &claim(&signer, "aud", "x")).await;
    assert!(plan.planned.get("deletion_policy").is_unknown());
    let custom = with(claim(&signer, "aud", "x"), json!({ "deletion_policy": "abandon" }));
    let state = world.apply(CLAIM, None, &custom).await;
    assert_eq!(text(&state, "deletion_policy"), "abandon");
    let restored = with(claim(&signer, "sub", "x"), json!({ "deletion_policy": "restore" }));
    let state = world.apply(CLAIM, None, &restored).await;
    assert_eq!(text(&state, "deletion_policy"), "restore");
}

#[tokio::test]
async fn a_claim_that_somebody_filled_is_theirs_unless_it_is_asked_for() {
    let world = World::likely().await;
    let signer = provider(&world).await;
    let aud = world.rows(CLAIMS, "name=aud").await.remove(0);
    let sys_id = aud["sys_id"].as_str().unwrap();
    world.change(CLAIMS, sys_id, json!({ "value": "theirs" })).await;
    // A record that this user made a moment ago would be taken for the orphan of an ended run.
    world.advance(2 * 3600).await;
    let config = claim(&signer, "aud", "ours");
    let said = world.refused(CLAIM, None, &config).await;
    one_error(&said, "name", &["already holds", sys_id, "adopt_existing = true"]);
    assert_eq!(world.column(CLAIMS, sys_id, "value").await, "theirs");
    let asked = with(config, json!({ "adopt_existing": true }));
    let state = world.apply(CLAIM, None, &asked).await;
    assert_eq!(id(&state), sys_id);
    world.destroy(CLAIM, state).await;
    assert_eq!(world.column(CLAIMS, sys_id, "value").await, "theirs", "given back");
}

#[tokio::test]
async fn the_claims_of_a_deleted_provider_are_no_ones() {
    let unknowns = Unknowns { claims_outlive_jwt_provider: true, ..Unknowns::likely() };
    let world = World::with(unknowns).await;
    let before = world.export().await;
    let signer = provider(&world).await;
    assert_eq!(world.rows(CLAIMS, "").await.len(), 3);
    world.destroy("jwt_provider", signer).await;
    assert_eq!(world.export().await, before, "no claim is left behind");
}

#[tokio::test]
async fn how_long_an_assertion_lives_is_bounded_by_this_instance() {
    under_both(async |world| {
        let lasting = |seconds: i64| json!({ "name": "Signer", "expiry_interval": seconds });
        for seconds in [0, -60] {
            let said = world.provider.validate(&full("jwt_provider"), lasting(seconds)).await;
            one_error(&said, "expiry_interval", &["not more than 0", "such as 60"]);
        }
        let day = lasting(86_400);
        let words = ["at most 3600 seconds", "jwt.provider.expiry.interval.limit", "Lower it"];
        let planned = world.plan("jwt_provider", None, &day).await;
        one_warning(&planned.warnings, "expiry_interval", &words);
        let said = world.attempt("jwt_provider", None, &day).await;
        one_error(&said.diagnostics, "expiry_interval", &words);
        assert!(said.state.is_none() && world.rows("jwt_provider", "").await.is_empty());
        let limit = json!({ "name": "jwt.provider.expiry.interval.limit", "value": "86400" });
        world.insert("sys_properties", limit).await;
        let state = world.apply("jwt_provider", None, &day).await;
        world.is_settled("jwt_provider", &state, &day).await;
    })
    .await;
}

#[tokio::test]
async fn a_key_on_what_is_no_key_store_is_warned_of_and_refused_before_it_is_written() {
    under_both(async |world| {
        world
            .insert("sys_certificate", json!({ "name": "Trusted", "type": "trust_store_cert" }))
            .await;
        let off = json!({ "name": "Off", "type": "key_store", "active": false });
        world.insert("sys_certificate", off).await;
        for (name, words) in [
            ("Trusted", ["type trust_store_cert", "bcfks_key_store"]),
            ("Off", ["not active", "Set active = true"]),
        ] {
            let key = json!({ "name": "Key", "signing_keystore": name });
            let planned = world.plan("jwt_key", None, &key).await;
            one_warning(&planned.warnings, "signing_keystore", &words);
            world.forget_requests().await;
            let said = world.attempt("jwt_key", None, &key).await;
            one_error(&said.diagnostics, "signing_keystore", &words);
            assert_eq!(world.count("jwt_keystore_aliases", "POST").await, 0);
        }
    })
    .await;
}

#[tokio::test]
async fn a_key_lasts_as_long_as_the_certificate_it_is_with() {
    let world = World::likely().await;
    let pem = rcgen::generate_simple_self_signed(["a.example".to_owned()]).unwrap().cert.pem();
    let store = json!({ "name": "Store", "type": "key_store", "pem_certificate": pem });
    let store = world.insert("sys_certificate", store).await;
    world.insert("sys_certificate", json!({ "name": "Other", "type": "key_store" })).await;
    let expires = world.column("sys_certificate", &store, "expires").await;
    let key = json!({ "name": "Key", "signing_keystore": "Store" });
    let state = world.apply("jwt_key", None, &key).await;
    assert_eq!(text(&state, "expiry"), expires);
    let key = json!({ "name": "Key", "signing_keystore": "Other" });
    let plan = world.plan("jwt_key", Some(&state), &key).await;
    assert!(plan.planned.get("expiry").is_unknown());
    let state = world.apply("jwt_key", Some(&state), &key).await;
    assert_eq!(attribute(&state, "expiry"), Json::Null);
}

#[tokio::test]
async fn each_type_of_profile_is_a_record_of_its_own_table() {
    under_both(async |world| {
        let before = world.export().await;
        let tokens = json!({ "auth_parameters": ["auth_header/x-sn-apikey"] });
        let mut states = Vec::new();
        for (kind, table) in [
            ("api_key", "http_key_auth"),
            ("hmac", "http_hmac_auth"),
            ("standard", "std_http_auth"),
        ] {
            let base = json!({ "type": kind, "name": format!("By {kind}") });
            let config = if kind == "standard" { base } else { with(base, tokens.clone()) };
            let state = world.apply("inbound_auth_profile", None, &config).await;
            world.is_settled("inbound_auth_profile", &state, &config).await;
            let rows = world.rows("inbound_auth_profile", &format!("sys_id={}", id(&state))).await;
            assert_eq!(rows[0]["sys_class_name"], table);
            let imported = world.import("inbound_auth_profile", &format!("By {kind}")).await;
            assert_eq!(text(&imported, "type"), kind);
            states.push(state);
        }
        for state in states {
            world.destroy("inbound_auth_profile", state).await;
        }
        assert_eq!(world.export().await, before);
    })
    .await;
}

/// The instance has two parameters of this name, so that the name alone does not do.
#[tokio::test]
async fn a_parameter_is_named_with_its_type() {
    let world = World::likely().await;
    let keys = |parameters: Json| json!({ "type": "api_key", "name": "Keys", "auth_parameters": parameters });
    let said = world.refused("inbound_auth_profile", None, &keys(json!(["x-sn-apikey"]))).await;
    one_error(
        &said,
        "auth_parameters",
        &["auth_header/x-sn-apikey", "query_parameter/x-sn-apikey"],
    );
    let both = keys(json!(["query_parameter/x-sn-apikey", "auth_header/x-sn-apikey"]));
    let state = world.apply("inbound_auth_profile", None, &both).await;
    world.is_settled("inbound_auth_profile", &state, &both).await;
    let imported = world.import("inbound_auth_profile", "Keys").await;
    let shown = attribute(&imported, "auth_parameters");
    assert_eq!(shown, json!(["auth_header/x-sn-apikey", "query_parameter/x-sn-apikey"]));
}

#[tokio::test]
async fn a_name_that_another_profile_has_is_refused_in_the_instances_own_words() {
    let world = World::likely().await;
    world.insert("std_http_auth", json!({ "name": "Partners" })).await;
    let keys = json!({ "type": "api_key", "name": "Partners",
        "auth_parameters": ["auth_header/x-sn-apikey"] });
    let said = world.refused("inbound_auth_profile", None, &keys).await;
    one_error(&said, "", &["Validate unique authentication profile"]);
}
