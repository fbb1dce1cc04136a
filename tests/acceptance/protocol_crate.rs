//! The provider of the protocol crate's README under the real Terraform.

use std::fs;
use std::path::PathBuf;

use xtask::cargo;
use xtask::failure::{Attempt as _, Failure};
use xtask::terraform;
use xtask::workspace::Workspace;

use crate::support::provider;

const SOURCE: &str = "registry.example/example/notes";

const CONFIGURATION: &str = r#"
terraform {
  required_providers {
    notes = { source = "registry.example/example/notes" }
  }
}

variable "text" {
  type = string
}

resource "notes_note" "one" {
  text = var.text
}

output "id" {
  value = notes_note.one.id
}
"#;

/// The example as Cargo builds it beside the tests.
fn example() -> PathBuf {
    let built = provider::executable().with_file_name("examples").join("notes");
    assert!(built.is_file(), "run `cargo build -p tfplugin --example notes`");
    built
}

#[test]
fn the_example_is_the_program_of_the_readme() {
    let root = cargo::root().join("crates/tfplugin");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let program = fs::read_to_string(root.join("examples/notes/main.rs")).unwrap();
    assert!(readme.contains(&format!("```rust,no_run\n{program}```")), "they differ");
    assert!(program.lines().filter(|line| !line.trim().is_empty()).count() <= 40, "forty lines");
}

#[test]
fn the_provider_of_the_readme_runs_under_each_terraform() -> Result<(), Failure> {
    for cli in terraform::installed(&cargo::root())? {
        let mut workspace = Workspace::new(&cli, provider::mirror())?;
        let folder = workspace.path().to_owned();
        fs::copy(example(), folder.join("terraform-provider-notes")).attempting("copy")?;
        let overrides = format!("{SOURCE:?} = {:?}", folder.display().to_string());
        let rc = format!("provider_installation {{\n  dev_overrides {{ {overrides} }}\n}}\n");
        workspace.write("notes.rc", &rc)?;
        workspace.set("TF_CLI_CONFIG_FILE", folder.join("notes.rc"));
        workspace.write("main.tf", CONFIGURATION)?;
        for text in ["Buy milk.", "Done."] {
            workspace.variable("text", text);
            workspace.apply(&[])?.succeeded()?;
            let state = workspace.show(None)?;
            let note = &state["values"]["root_module"]["resources"][0]["values"];
            assert_eq!(note["text"], text, "{}", cli.label);
            assert_eq!(note["id"], "note-1", "{}", cli.label);
        }
        workspace.destroy()?.succeeded()?;
    }
    Ok(())
}
