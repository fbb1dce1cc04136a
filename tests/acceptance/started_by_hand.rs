//! The provider's binary when a person starts it.

use std::process::{Command, Output};

use crate::support::provider;

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(provider::executable());
    command.args(arguments).env_remove("TF_PLUGIN_MAGIC_COOKIE").output().unwrap()
}

#[test]
fn without_a_host_it_explains_itself_on_stderr_and_exits_with_1() {
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty(), "standard output is the handshake's");
    let said = String::from_utf8_lossy(&output.stderr).to_lowercase();
    assert!(said.contains("terraform provider") && said.contains("terraform init"), "{said}");
}

#[test]
fn it_is_installed_under_the_address_it_serves() {
    assert_eq!(terraform_provider_servicenow::ADDRESS, xtask::mirror::ADDRESS);
}

#[test]
fn it_tells_its_version() {
    let output = run(&["--version"]);
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stdout).contains(xtask::mirror::VERSION));
}
