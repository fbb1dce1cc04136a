//! The plugin process: command line, handshake, transport and end.

mod command;
mod crash;
mod handshake;
mod host;
mod host_services;
mod life;
mod link;
mod listener;
mod log;
mod run;
mod tls;

use std::io::{self, Write as _};
use std::process::ExitCode;

use crate::Provider;
use command::Command;
use host::Host;

/// What [`serve`] says about the program it serves; see there for an example.
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
    /// The crates (first part of the `tracing` target) whose events are logged. All others stay
    /// silent: a transport library may log headers, and a header may be a credential.
    pub log_targets: &'static [&'static str],
}

/// Why a plugin could not be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The operating system refused.
    #[error("cannot {0}")]
    Io(&'static str, #[source] io::Error),
    /// The host speaks other versions of the protocol.
    #[error("the host speaks versions {0} of the plugin protocol, this plugin speaks version 6")]
    Version(String),
    /// A variable that the host set cannot be understood.
    #[error("the variable {0} cannot be understood")]
    Variable(&'static str),
    /// The certificate of this run could not be made.
    #[error("cannot make a certificate")]
    Certificate(#[source] Cause),
    /// The certificates do not make a TLS configuration.
    #[error("cannot set up TLS")]
    Tls(#[source] Cause),
    /// The transport broke.
    #[error("cannot serve")]
    Transport(#[source] Cause),
}

/// What a library below this crate said.
type Cause = Box<dyn std::error::Error + Send + Sync>;

impl From<rcgen::Error> for ServeError {
    fn from(error: rcgen::Error) -> Self {
        Self::Certificate(Box::new(error))
    }
}

impl From<rustls::Error> for ServeError {
    fn from(error: rustls::Error) -> Self {
        Self::Tls(Box::new(error))
    }
}

impl From<tonic::transport::Error> for ServeError {
    fn from(error: tonic::transport::Error) -> Self {
        Self::Transport(Box::new(error))
    }
}

/// Runs the program: reads the command line, then serves `provider` to the host that started it
/// until it ends.
///
/// Answers the code to exit with. Hosts show what stands on standard error. Nothing but the handshake
/// may be written to standard output meanwhile.
///
/// # Errors
/// When the plugin could not start: the system refuses a socket, a thread or the standard output
/// ([`ServeError::Io`]); the host does not speak version 6, or set a variable that cannot be
/// understood; no certificate could be made. And when the transport breaks while it serves.
///
/// ```no_run
/// use std::process::ExitCode;
///
/// use tfplugin::{Provider, ServeError, ServeOptions, serve};
///
/// fn run(provider: impl Provider) -> Result<ExitCode, ServeError> {
///     let options = ServeOptions {
///         address: "registry.example/acme/notes",
///         name: "terraform-provider-notes",
///         version: env!("CARGO_PKG_VERSION"),
///         module: "provider",
///         log_targets: &["notes"],
///     };
///     serve(provider, options)
/// }
/// ```
pub fn serve(provider: impl Provider, options: ServeOptions) -> Result<ExitCode, ServeError> {
    let output = |result: io::Result<()>| result.map_err(|error| ServeError::Io("write", error));
    match Command::from_arguments(std::env::args_os().skip(1)) {
        Command::Version => {
            output(writeln!(io::stdout(), "{} {}", options.name, options.version))?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Help => {
            output(write!(io::stdout(), "{}", command::help(&options)))?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Debug => run::run(provider, options, Host::none(), true),
        Command::Plugin if Host::calls() => {
            run::run(provider, options, Host::from_environment()?, false)
        }
        Command::Plugin | Command::Wrong => {
            output(write!(io::stderr(), "{}", command::help(&options)))?;
            Ok(ExitCode::FAILURE)
        }
    }
}
