//! The plugin process: command line, handshake, transport and end.

use std::process::ExitCode;

use crate::Provider;

/// What [`serve`] says about the program it serves.
#[derive(Debug, Clone, Copy)]
pub struct ServeOptions {
    /// Full address in the registry: `host/namespace/type`.
    pub address: &'static str,
    /// Name of the program, for `--help` and `--version`.
    pub name: &'static str,
    /// Its version, such as `0.1.0`.
    pub version: &'static str,
    /// The `@module` of log lines.
    pub module: &'static str,
    /// The crates (first part of the `tracing` target) whose events are logged. All others stay silent: a
    /// transport library may log headers, and a header may be a credential.
    pub log_targets: &'static [&'static str],
}

/// Why a plugin could not be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The operating system refused.
    #[error("cannot start the plugin")]
    Io(#[from] std::io::Error),
}

/// Runs the program: reads the command line, then serves `provider` to the host that started it until it ends.
pub fn serve(provider: impl Provider, options: ServeOptions) -> Result<ExitCode, ServeError> {
    let _ = (provider, options);
    Ok(ExitCode::FAILURE)
}
