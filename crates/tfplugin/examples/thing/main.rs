//! A small provider of things that live in memory. The tests of this crate run it as a process.

mod provider;

use std::process::ExitCode;

use tfplugin::{ServeError, ServeOptions, serve};

fn main() -> Result<ExitCode, ServeError> {
    let options = ServeOptions {
        address: "registry.example/acme/example",
        name: "terraform-provider-example",
        version: "1.2.3",
        module: "provider",
        log_targets: &["thing"],
    };
    serve(provider::Things::new(), options)
}
