//! When a plugin ends, and when it does not.

use std::time::{Duration, Instant};

use serde_json::json;
use tfplugin::testing::proto::plugin::Empty;
use tfplugin::testing::proto::plugin::grpc_broker_client::GrpcBrokerClient;
use tfplugin::testing::proto::plugin::grpc_controller_client::GrpcControllerClient;
use tfplugin::testing::proto::plugin::grpc_stdio_client::GrpcStdioClient;
use tfplugin::testing::proto::tfplugin6::{apply_resource_change, get_metadata, stop_provider};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;

use super::plugin::{Plugin, thing};

#[tokio::test]
async fn the_host_ends_it_and_nothing_stays_behind() {
    let mut plugin = Plugin::start();
    let channel = plugin.channel().await;
    let mut stdio =
        GrpcStdioClient::new(channel.clone()).stream_stdio(()).await.unwrap().into_inner();
    let broker = GrpcBrokerClient::new(channel.clone()).start_stream(tokio_stream::pending()).await;
    let mut broker = broker.unwrap().into_inner();
    let begun = Instant::now();
    GrpcControllerClient::new(channel).shutdown(Empty {}).await.unwrap();
    assert!(plugin.ends().success());
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    assert_eq!(std::fs::read_dir(plugin.sockets.path()).unwrap().count(), 0);
    assert!(!matches!(stdio.message().await, Ok(Some(_))), "nothing was ever written");
    assert!(!matches!(broker.message().await, Ok(Some(_))));
}

#[tokio::test]
async fn it_ends_at_once_although_a_call_waits() {
    let mut plugin = Plugin::start();
    let waiting = tokio::spawn(wait_in_apply(plugin.provider().await));
    tokio::time::sleep(Duration::from_millis(200)).await;
    GrpcControllerClient::new(plugin.channel().await).shutdown(Empty {}).await.unwrap();
    plugin.ends();
    let _ = waiting.await.unwrap();
}

#[tokio::test]
async fn an_interrupt_is_the_hosts_business() {
    let mut plugin = Plugin::start();
    let mut provider = plugin.provider().await;
    plugin.signal("INT");
    assert!(plugin.lives());
    assert!(provider.get_metadata(get_metadata::Request {}).await.is_ok());
}

#[tokio::test]
async fn it_leaves_no_core_file_when_it_is_aborted() {
    let plugin = Plugin::start();
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", plugin.id())).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    let sizes: Vec<&str> = core.split_whitespace().skip(4).take(2).collect();
    assert_eq!(sizes, ["0", "0"], "{core}");
}

#[tokio::test]
async fn a_termination_ends_it_and_nothing_stays_behind() {
    let mut plugin = Plugin::start();
    plugin.signal("TERM");
    assert!(plugin.ends().success());
    assert_eq!(std::fs::read_dir(plugin.sockets.path()).unwrap().count(), 0);
}

#[test]
fn it_ends_when_the_host_is_gone() {
    use std::io::{BufRead as _, BufReader};
    let plugin = super::plugin::program();
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", "\"$0\" & echo $!; read line"]).arg(plugin);
    shell.env(
        "TF_PLUGIN_MAGIC_COOKIE",
        "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
    );
    shell.env_remove("PLUGIN_CLIENT_CERT").env_remove("PLUGIN_PROTOCOL_VERSIONS");
    let mut host = shell
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(host.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut pair = [lines.next().unwrap(), lines.next().unwrap()];
    pair.sort_by_key(|line| line.contains('|'));
    let [process, handshake] = pair;
    let socket = handshake.split('|').nth(3).unwrap().to_owned();
    assert!(std::path::Path::new(&socket).exists());
    host.kill().unwrap();
    host.wait().unwrap();
    let begun = Instant::now();
    while std::path::Path::new(&socket).exists() {
        assert!(begun.elapsed() < Duration::from_secs(5), "process {process} outlives its host");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[tokio::test]
async fn stopping_ends_a_call_that_waits_and_not_the_plugin() {
    let mut plugin = Plugin::start();
    let mut provider = plugin.provider().await;
    let begun = Instant::now();
    let waiting = tokio::spawn(wait_in_apply(provider.clone()));
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!waiting.is_finished());
    provider.stop_provider(stop_provider::Request {}).await.unwrap();
    let answer = waiting.await.unwrap().unwrap();
    assert_eq!(answer.diagnostics[0].summary, "Stopped");
    assert!(begun.elapsed() < Duration::from_secs(2));
    assert!(plugin.lives());
}

#[tokio::test]
async fn it_is_healthy() {
    let plugin = Plugin::start();
    let mut health = HealthClient::new(plugin.channel().await);
    let asked = HealthCheckRequest { service: "plugin".into() };
    let answer = health.check(asked).await.unwrap().into_inner();
    assert_eq!(answer.status, 1, "SERVING");
}

async fn wait_in_apply(
    mut provider: tfplugin::testing::proto::tfplugin6::provider_client::ProviderClient<
        tonic::transport::Channel,
    >,
) -> Result<apply_resource_change::Response, tonic::Status> {
    let planned = Some(thing(&json!({ "name": "a", "quirk": "wait in apply" })));
    let request = apply_resource_change::Request {
        type_name: "example_thing".into(),
        planned_state: planned.clone(),
        config: planned,
        ..apply_resource_change::Request::default()
    };
    provider.apply_resource_change(request).await.map(tonic::Response::into_inner)
}
