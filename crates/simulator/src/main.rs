//! `servicenow-simulator`: a simulated instance as a process of its own.

use clap::Parser;
use simulator::{Builder, FaultRule, Seed, Simulator, Unknowns};
use std::{
    error::Error,
    io::Write,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};
use tokio::signal::unix::{SignalKind, signal};

type Failure = Box<dyn Error>;

/// A simulated ServiceNow instance. It prints its URL when it is ready and stops on Ctrl-C.
///
/// Users: admin, connection.admin, oauth.admin, itil.user, plain.user; the password is the user
/// name. Open the URL in a browser to see what is on the instance. Controls for tests:
/// /simulator/export, requests, stats, faults, clock, unknowns, reveal.
#[derive(Parser)]
#[command(name = "servicenow-simulator", version)]
struct Arguments {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Keep the rows in this SQLite file instead of in memory
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// What a new instance holds: pdi, customer, empty, or a file of rows (TOML)
    #[arg(long, value_name = "SEED", default_value = "pdi")]
    seed: String,
    /// Time added to every answer, such as 100ms or 2s
    #[arg(long, value_name = "TIME", default_value = "0ms", value_parser = duration)]
    latency: Duration,
    /// Trouble from the start: a file with a JSON array of rules, as POST /simulator/faults takes
    #[arg(long, value_name = "FILE")]
    faults: Option<PathBuf>,
    /// Write each request to standard error
    #[arg(long)]
    log: bool,
    /// How the points nobody has established are played: likely, worst, or a file (TOML)
    #[arg(long, value_name = "PROFILE", default_value = "likely")]
    unknowns: String,
    /// Speak TLS with a self-signed certificate, whose file is named on a second line
    #[arg(long)]
    tls: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Standard error may be closed; the exit code says it too.
            let _ = writeln!(std::io::stderr(), "servicenow-simulator: {}", chain(&*failure));
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Failure> {
    let (mut interrupt, mut terminate) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let simulator = builder(arguments)?.start().await?;
    writeln!(std::io::stdout(), "{}", simulator.url())?;
    if let Some(certificate) = simulator.certificate() {
        writeln!(std::io::stdout(), "certificate: {}", certificate.display())?;
    }
    std::io::stdout().flush()?;
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    simulator.stop().await;
    Ok(())
}

fn builder(arguments: Arguments) -> Result<Builder, Failure> {
    let mut builder = Simulator::builder()
        .listen(arguments.listen)
        .seed(Seed::from(arguments.seed.as_str()))
        .unknowns(unknowns(&arguments.unknowns)?)
        .latency(arguments.latency)
        .log(arguments.log)
        .tls(arguments.tls);
    if let Some(file) = arguments.data {
        builder = builder.data(file);
    }
    if let Some(file) = arguments.faults {
        let rules: Vec<FaultRule> = serde_json::from_str(&text(&file)?)?;
        builder = builder.faults(rules);
    }
    Ok(builder)
}

fn unknowns(name: &str) -> Result<Unknowns, Failure> {
    match name {
        "likely" => Ok(Unknowns::likely()),
        "worst" => Ok(Unknowns::worst()),
        file => Ok(Unknowns::parse(&text(Path::new(file))?)?),
    }
}

fn text(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()).into())
}

fn duration(text: &str) -> Result<Duration, String> {
    let wrong = || format!("{text} is no time; write 100ms or 2s");
    let (digits, unit) = match text.strip_suffix("ms") {
        Some(digits) => (digits, 1),
        None => (text.strip_suffix('s').ok_or_else(wrong)?, 1000),
    };
    let count: u64 = digits.trim().parse().map_err(|_| wrong())?;
    Ok(Duration::from_millis(count.saturating_mul(unit)))
}

fn chain(failure: &dyn Error) -> String {
    let mut text = failure.to_string();
    let mut source = failure.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_latency_has_a_unit() {
        assert_eq!(duration("100ms"), Ok(Duration::from_millis(100)));
        assert_eq!(duration("2s"), Ok(Duration::from_secs(2)));
        assert!(duration("100").is_err());
        assert!(duration("fasts").is_err());
    }

    #[test]
    fn the_command_line_is_well_formed() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }
}
