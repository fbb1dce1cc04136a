//! The fetched Terraforms behave like the command of that name.

use std::time::Duration;

use xtask::failure::Failure;

use crate::support::interrupt::{finish, interrupt_group, signal};
use crate::support::provider;
use crate::support::setup::{Setup, under_each_terraform};
use xtask::workspace::Workspace;

const SLEEPER: &str = r#"
variable "seconds" { default = 0 }

resource "terraform_data" "sleeper" {
  input = "slept"
  provisioner "local-exec" { command = "touch started; sleep ${var.seconds}" }
}
"#;

fn workspace(setup: &Setup) -> Result<Workspace, Failure> {
    let workspace = Workspace::new(&setup.terraform, provider::mirror())?;
    workspace.write("main.tf", SLEEPER)?;
    workspace.init()?.succeeded()?;
    Ok(workspace)
}

#[test]
fn exit_codes_and_outputs_are_terraforms_own() {
    under_each_terraform(|setup| {
        let workspace = workspace(setup)?;
        workspace.plan(&[])?.changed()?;
        workspace.apply(&[])?.succeeded()?;
        workspace.plan(&[])?.unchanged()?;
        let refused = workspace.run(&["no-such-command"])?;
        assert_eq!(refused.status.code(), Some(1));
        assert!(refused.stdout.is_empty() && refused.stderr.contains("no-such-command"));
        Ok(())
    });
}

#[test]
fn the_folder_can_be_given_as_an_option() {
    under_each_terraform(|setup| {
        let workspace = workspace(setup)?;
        std::fs::create_dir(workspace.path().join("below")).unwrap();
        workspace.write("below/main.tf", "output \"x\" { value = 1 }\n")?;
        let outcome = workspace.run(&["-chdir=below", "validate", "-json"])?.succeeded()?;
        assert!(outcome.stdout.contains("\"valid\": true"));
        Ok(())
    });
}

#[test]
fn an_interrupt_ends_an_apply_and_keeps_its_state() {
    under_each_terraform(|setup| {
        for to_the_group in [true, false] {
            let workspace = workspace(setup)?;
            let arguments = ["apply", "-auto-approve", "-no-color", "-var=seconds=20"];
            let apply = workspace.start(&arguments)?;
            while !workspace.path().join("started").exists() {
                std::thread::sleep(Duration::from_millis(20));
            }
            if to_the_group {
                interrupt_group(&apply);
            } else {
                signal(&apply, "TERM");
            }
            let output = finish(apply, Duration::from_secs(15));
            assert_eq!(output.status.code(), Some(1), "{output:?}");
            assert!(String::from_utf8_lossy(&output.stdout).contains("Interrupt received"));
            assert!(workspace.state_file().contains("terraform_data"));
        }
        Ok(())
    });
}

#[test]
fn several_run_at_once() {
    under_each_terraform(|setup| {
        std::thread::scope(|scope| {
            let runs: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| workspace(setup)?.apply(&[])?.succeeded().map(drop)))
                .collect();
            runs.into_iter().try_for_each(|run| run.join().unwrap())
        })
    });
}
