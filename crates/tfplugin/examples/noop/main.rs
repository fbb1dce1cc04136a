//! A provider that does nothing, with anybody's schemas: the floor that benchmarks compare with.
//!
//! `NOOP_SCHEMAS` names a file with the output of `terraform providers schema -json`;
//! `NOOP_ADDRESS` may name one of the providers in it (the first one otherwise).

mod provider;
mod schemas;

use std::error::Error;
use std::process::ExitCode;

use tfplugin::{ServeOptions, serve};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let options = ServeOptions {
        address: "registry.example/example/noop",
        name: "terraform-provider-noop",
        version: "0.0.0",
        module: "provider",
        log_targets: &[],
    };
    let schemas = schemas::Schemas::from_environment()?;
    Ok(serve(provider::Noop::new(schemas), options)?)
}
