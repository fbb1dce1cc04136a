//! How a plugin starts, and what it says to a person.

use std::process::{Child, Command, Output};

use serde_json::{Value as Json, json};
use tfplugin::testing::proto::tfplugin6::get_metadata;

use super::plugin::{Plugin, bare};

fn run(command: &mut Command) -> (Output, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.clone(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_handshake_is_one_line_of_six_parts() {
    let plugin = Plugin::start();
    let [core, app, network, address, protocol, certificate] = plugin.handshake.as_slice() else {
        panic!("{:?}", plugin.handshake)
    };
    assert_eq!([core, app, network, protocol, certificate], ["1", "6", "unix", "grpc", ""]);
    assert!(address.starts_with(plugin.sockets.path().to_str().unwrap()), "{address}");
}

#[test]
fn started_by_hand_it_explains_itself_and_fails() {
    let (output, stdout, stderr) = run(&mut bare());
    assert_eq!((output.status.code(), stdout.as_str()), (Some(1), ""));
    assert!(stderr.contains("Terraform provider") && stderr.contains("acme/example"), "{stderr}");
    let (output, ..) = run(bare().env("TF_PLUGIN_MAGIC_COOKIE", "something else"));
    assert_eq!(output.status.code(), Some(1));
    let (output, stdout, _) = run(bare().arg("serve"));
    assert_eq!((output.status.code(), stdout.as_str()), (Some(1), ""));
}

#[test]
fn it_tells_its_version_and_its_use() {
    let (output, stdout, _) = run(bare().arg("--version"));
    assert!(output.status.success());
    assert_eq!(stdout, "terraform-provider-example 1.2.3\n");
    let (output, stdout, stderr) = run(bare().arg("--help"));
    assert!(output.status.success() && stderr.is_empty());
    assert!(stdout.contains("--debug"), "{stdout}");
}

#[test]
fn a_host_of_another_version_is_refused() {
    let cookie = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
    let mut command = bare();
    command.env("TF_PLUGIN_MAGIC_COOKIE", cookie).env("PLUGIN_PROTOCOL_VERSIONS", "4,5");
    let (output, stdout, stderr) = run(&mut command);
    assert_eq!((output.status.code(), stdout.as_str()), (Some(1), ""));
    assert!(stderr.contains("4,5"), "{stderr}");
}

#[tokio::test]
async fn a_long_socket_path_gives_way_to_a_short_one() {
    let parent = tempfile::tempdir().unwrap();
    let long = parent.path().join("d".repeat(100));
    std::fs::create_dir(&long).unwrap();
    let plugin = Plugin::start_with(&[("PLUGIN_UNIX_SOCKET_DIR", long.to_str().unwrap())]);
    assert_eq!(plugin.handshake[2], "unix");
    assert!(!plugin.address().contains("ddd"), "{}", plugin.address());
    let request = get_metadata::Request {};
    let answer = plugin.provider().await.get_metadata(request).await.unwrap().into_inner();
    assert_eq!(answer.resources[0].type_name, "example_thing");
}

/// What a program started with `--debug` says about how it is reached.
fn invitation(child: &mut Child) -> Json {
    use std::io::{BufRead as _, BufReader};
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let line = lines.find(|line| line.starts_with("TF_REATTACH_PROVIDERS=")).unwrap();
    let quoted = line.strip_prefix("TF_REATTACH_PROVIDERS='").unwrap().strip_suffix('\'').unwrap();
    let reattach: Json = serde_json::from_str(quoted).unwrap();
    reattach["registry.example/acme/example"].clone()
}

#[cfg(unix)]
#[test]
fn under_debug_with_a_long_path_for_files_nobody_else_reaches_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let parent = tempfile::tempdir().unwrap();
    let long = parent.path().join("d".repeat(110));
    std::fs::create_dir(&long).unwrap();
    let mut child = bare().arg("--debug").env("TMPDIR", &long).spawn().unwrap();
    let entry = invitation(&mut child);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(entry["Addr"]["Network"], "unix");
    let directory = std::path::Path::new(entry["Addr"]["String"].as_str().unwrap()).parent();
    let mode = std::fs::metadata(directory.unwrap()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    std::fs::remove_dir_all(directory.unwrap()).unwrap();
}

#[tokio::test]
async fn under_debug_it_says_how_to_reattach_and_ends_with_an_interrupt() {
    let mut command = bare();
    let mut child = command.arg("--debug").spawn().unwrap();
    let entry = invitation(&mut child);
    assert_eq!(entry["Pid"], json!(child.id()));
    let address = entry["Addr"]["String"].as_str().unwrap();
    assert!(tokio::net::UnixStream::connect(address).await.is_ok());
    let interrupted =
        Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    assert!(child.wait().unwrap().success());
    assert!(!std::path::Path::new(address).exists());
}
