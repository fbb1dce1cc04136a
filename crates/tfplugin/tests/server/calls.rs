//! Calls over the real transport.

use serde_json::{Value as Json, json};
use tfplugin::testing::proto::tfplugin6 as proto;
use tonic::Code;

use super::plugin::{Plugin, thing};

const THING: &str = "example_thing";

#[tokio::test]
async fn metadata_and_schemas_say_what_there_is() {
    let plugin = Plugin::start();
    let mut provider = plugin.provider().await;
    let metadata =
        provider.get_metadata(proto::get_metadata::Request {}).await.unwrap().into_inner();
    assert_eq!((metadata.resources.len(), metadata.data_sources.len()), (1, 1));
    let schemas =
        provider.get_provider_schema(proto::get_provider_schema::Request {}).await.unwrap();
    let schemas = schemas.into_inner();
    assert!(schemas.provider.is_some() && schemas.provider_meta.is_none());
    let able = schemas.server_capabilities.unwrap();
    assert!(able.plan_destroy && able.get_provider_schema_optional && !able.move_resource_state);
    assert_eq!(metadata.server_capabilities, Some(able));
    let block = schemas.resource_schemas[THING].block.as_ref().unwrap();
    let secret = block.attributes.iter().find(|a| a.name == "secret_wo").unwrap();
    assert!(secret.write_only);
    assert!(schemas.data_source_schemas.contains_key(THING) && schemas.functions.is_empty());
}

#[tokio::test]
async fn calls_of_features_that_are_absent_are_not_implemented() {
    let plugin = Plugin::start();
    let mut provider = plugin.provider().await;
    let moved = provider.move_resource_state(proto::move_resource_state::Request::default()).await;
    assert_eq!(moved.unwrap_err().code(), Code::Unimplemented);
    let identities = provider
        .get_resource_identity_schemas(proto::get_resource_identity_schemas::Request::default())
        .await;
    assert_eq!(identities.unwrap_err().code(), Code::Unimplemented);
    let listed = provider.list_resource(proto::list_resource::Request::default()).await;
    assert_eq!(listed.unwrap_err().code(), Code::Unimplemented);
    let functions =
        provider.get_functions(proto::get_functions::Request {}).await.unwrap().into_inner();
    assert!(functions.functions.is_empty() && functions.diagnostics.is_empty());
}

#[tokio::test]
async fn an_unknown_type_is_a_diagnostic() {
    let plugin = Plugin::start();
    let request =
        proto::read_resource::Request { type_name: "example_other".into(), ..Default::default() };
    let answer = plugin.provider().await.read_resource(request).await.unwrap().into_inner();
    assert!(answer.diagnostics[0].detail.contains("\"example_other\""), "{answer:?}");
    let request = proto::read_data_source::Request {
        type_name: "example_other".into(),
        ..Default::default()
    };
    let answer = plugin.provider().await.read_data_source(request).await.unwrap().into_inner();
    assert_eq!(answer.diagnostics[0].summary, "Unknown data source");
}

#[tokio::test]
async fn a_panic_is_a_diagnostic_and_a_log_line_without_its_message() {
    let plugin = Plugin::start_with(&[("TF_LOG", "TRACE")]);
    let mut provider = plugin.provider().await;
    let request = proto::validate_resource_config::Request {
        type_name: THING.into(),
        config: Some(thing(&json!({ "name": "a", "quirk": "panic in validate" }))),
        client_capabilities: None,
    };
    let answer = provider.validate_resource_config(request).await.unwrap().into_inner();
    assert!(
        answer.diagnostics[0].detail.contains("fault of the provider, please report"),
        "{answer:?}"
    );
    assert!(provider.get_metadata(proto::get_metadata::Request {}).await.is_ok(), "it lives on");
    let log = plugin.log();
    assert!(!log.contains("planted-secret"), "{log}");
    let lines: Vec<Json> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let panic = lines.iter().find(|line| line["@message"] == "the provider panicked").unwrap();
    assert!(panic["location"].as_str().unwrap().contains("provider.rs:"), "{panic}");
}

#[tokio::test]
async fn log_lines_carry_the_call_they_belong_to() {
    let plugin = Plugin::start_with(&[("TF_LOG_PROVIDER_EXAMPLE", "DEBUG")]);
    let mut provider = plugin.provider().await;
    let planned = Some(thing(&json!({ "name": "a", "quirk": "wait in apply" })));
    let request = proto::apply_resource_change::Request {
        type_name: THING.into(),
        planned_state: planned.clone(),
        config: planned,
        ..Default::default()
    };
    let mut waiting = provider.clone();
    let waiting = tokio::spawn(async move { waiting.apply_resource_change(request).await });
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    provider.stop_provider(proto::stop_provider::Request {}).await.unwrap();
    waiting.await.unwrap().unwrap();
    let log = plugin.log();
    let line = log.lines().find(|line| line.contains("waiting")).expect(&log);
    let line: Json = serde_json::from_str(line).unwrap();
    assert_eq!((&line["@level"], &line["@module"]), (&json!("info"), &json!("provider")));
    assert_eq!((&line["tf_rpc"], &line["tf_type"]), (&json!("ApplyResourceChange"), &json!(THING)));
}

#[tokio::test]
async fn a_write_only_argument_needs_a_client_that_knows_them() {
    let plugin = Plugin::start();
    let mut provider = plugin.provider().await;
    let config =
        json!({ "name": "a", "secret_wo": "s3cret", "parts": [{ "key": "k", "pin_wo": "1" }] });
    let mut request = proto::validate_resource_config::Request {
        type_name: THING.into(),
        config: Some(thing(&config)),
        client_capabilities: Some(proto::ClientCapabilities::default()),
    };
    let answer = provider.validate_resource_config(request.clone()).await.unwrap().into_inner();
    assert_eq!(answer.diagnostics.len(), 2, "{answer:?}");
    assert!(answer.diagnostics.iter().all(|d| d.attribute.is_some()), "{answer:?}");
    assert!(!format!("{answer:?}").contains("s3cret"));
    let knowing =
        proto::ClientCapabilities { write_only_attributes_allowed: true, ..Default::default() };
    request.client_capabilities = Some(knowing);
    let answer = provider.validate_resource_config(request).await.unwrap().into_inner();
    assert!(answer.diagnostics.is_empty(), "{answer:?}");
}

#[tokio::test]
async fn an_old_state_is_upgraded_or_refused() {
    let plugin = Plugin::start();
    let mut provider = plugin.provider().await;
    let mut request = proto::upgrade_resource_state::Request {
        type_name: THING.into(),
        version: 0,
        raw_state: Some(proto::RawState {
            json: br#"{"name":"a","gone":1}"#.to_vec(),
            ..Default::default()
        }),
    };
    let answer = provider.upgrade_resource_state(request.clone()).await.unwrap().into_inner();
    assert!(answer.diagnostics.is_empty() && answer.upgraded_state.is_some(), "{answer:?}");
    for wrong in [&b"{\"name\":[]}"[..], b"not json", b""] {
        request.raw_state = Some(proto::RawState { json: wrong.to_vec(), ..Default::default() });
        let answer = provider.upgrade_resource_state(request.clone()).await.unwrap().into_inner();
        assert_eq!(answer.diagnostics[0].summary, "Cannot read the stored state");
    }
}

#[tokio::test]
async fn messages_of_200_megabytes_pass_both_ways() {
    let plugin = Plugin::start();
    let size = 200_000_000;
    let mut msgpack = b"\x82\xa4name\xa1a\xa4note\xdb".to_vec();
    msgpack.extend(u32::try_from(size).unwrap().to_be_bytes());
    msgpack.resize(msgpack.len() + size, b'x');
    let current = proto::DynamicValue { msgpack, json: vec![] };
    let request = proto::read_resource::Request {
        type_name: THING.into(),
        current_state: Some(current),
        ..Default::default()
    };
    let answer = plugin.provider().await.read_resource(request).await.unwrap().into_inner();
    assert!(answer.diagnostics.is_empty(), "{:?}", answer.diagnostics);
    assert!(answer.new_state.unwrap().msgpack.len() > size);
}
