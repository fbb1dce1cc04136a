//! The plugin's entry point: serves the provider to Terraform; nothing else.

use std::process::ExitCode;

use terraform_provider_servicenow::{ADDRESS, ServiceNow};
use tfplugin::{ServeError, ServeOptions};

const OPTIONS: ServeOptions = ServeOptions {
    address: ADDRESS,
    name: "terraform-provider-servicenow",
    version: env!("CARGO_PKG_VERSION"),
    module: "servicenow",
    log_targets: &["terraform_provider_servicenow", "servicenow", "tfplugin"],
};

fn main() -> Result<ExitCode, ServeError> {
    tfplugin::serve(ServiceNow::default(), OPTIONS)
}
