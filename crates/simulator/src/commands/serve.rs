//! Serves an instance until the process is told to stop.

use super::{Failure, ending::Ending, text};
use clap::Args;
use simulator::{Builder, FaultRule, Seed, Simulator, Unknowns};
use std::{
    io::Write,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

/// What the instance is to be like.
#[derive(Args)]
pub(crate) struct Options {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Keep the rows in this SQLite file instead of in memory
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// What a new instance holds: pdi, customer, hardened, empty, or a file of rows (TOML or JSON)
    #[arg(long, value_name = "SEED", default_value = "pdi")]
    seed: String,
    /// Add the rows of this file, of the same form, to those of the seed
    #[arg(long, value_name = "FILE")]
    rows: Vec<PathBuf>,
    /// Time added to every answer, such as 100ms or 2s
    #[arg(long, value_name = "TIME", default_value = "0ms", value_parser = duration)]
    latency: Duration,
    /// Serve at most so many requests at once; a node of a real instance serves about 4
    #[arg(long, value_name = "COUNT")]
    max_concurrent: Option<usize>,
    /// How many more may wait for their turn before the answer is 429
    #[arg(long, value_name = "COUNT", default_value_t = 50, requires = "max_concurrent")]
    queue: usize,
    /// Trouble from the start: a file with a JSON array of rules, as POST /simulator/faults takes
    #[arg(long, value_name = "FILE")]
    faults: Option<PathBuf>,
    /// Let faults with a probability strike the same requests each time
    #[arg(long, value_name = "NUMBER")]
    fault_seed: Option<u64>,
    /// Write each request to standard error
    #[arg(long)]
    log: bool,
    /// How the points nobody has established are played: likely, worst, or a file (TOML), such as
    /// `servicenow-probe` writes
    #[arg(long, value_name = "PROFILE", default_value = "likely")]
    unknowns: String,
    /// Speak TLS with a self-signed certificate, whose file is named on a second line:
    /// `certificate: PATH`
    #[arg(long)]
    tls: bool,
    /// Answer to this host name too, beside localhost and addresses; with --tls the certificate
    /// has it
    #[arg(long, value_name = "NAME")]
    host_name: Vec<String>,
    /// Find a host at this address when the instance calls others
    #[arg(long, value_name = "HOST=ADDRESS", value_parser = name_and_address)]
    resolve: Vec<(String, SocketAddr)>,
    /// Trust the certificates in this file (PEM) when the instance calls others
    #[arg(long, value_name = "FILE")]
    trust: Vec<PathBuf>,
}

/// Starts the instance, prints its URL and waits for a signal.
pub(crate) async fn run(options: Options) -> Result<(), Failure> {
    let mut ending = Ending::listen()?;
    let simulator = builder(options)?.start().await?;
    writeln!(std::io::stdout(), "{}", simulator.url())?;
    if let Some(certificate) = simulator.certificate() {
        writeln!(std::io::stdout(), "certificate: {}", certificate.display())?;
    }
    std::io::stdout().flush()?;
    ending.wait().await;
    simulator.stop().await;
    Ok(())
}

fn builder(options: Options) -> Result<Builder, Failure> {
    let mut builder = Simulator::builder()
        .listen(options.listen)
        .seed(Seed::from(options.seed.as_str()))
        .unknowns(unknowns(&options.unknowns)?)
        .latency(options.latency)
        .log(options.log)
        .tls(options.tls);
    if let Some(file) = options.data {
        builder = builder.data(file);
    }
    if let Some(file) = options.faults {
        builder = builder.faults(faults(&file)?);
    }
    if let Some(seed) = options.fault_seed {
        builder = builder.fault_seed(seed);
    }
    if let Some(at_once) = options.max_concurrent {
        builder = builder.max_concurrent(at_once, options.queue);
    }
    builder = options.rows.into_iter().fold(builder, Builder::more_rows);
    builder = options.host_name.into_iter().fold(builder, Builder::host_name);
    let named = |builder: Builder, (name, address)| builder.resolve(name, address);
    builder = options.resolve.into_iter().fold(builder, named);
    Ok(options.trust.into_iter().fold(builder, Builder::trust))
}

fn faults(file: &Path) -> Result<Vec<FaultRule>, Failure> {
    let rules = serde_json::from_str(&text(file)?);
    rules.map_err(|error| {
        format!("{} is no JSON array of rules about faults: {error}", file.display()).into()
    })
}

fn unknowns(name: &str) -> Result<Unknowns, Failure> {
    match name {
        "likely" => Ok(Unknowns::likely()),
        "worst" => Ok(Unknowns::worst()),
        file => Unknowns::parse(&text(Path::new(file))?)
            .map_err(|error| format!("{file} sets no unknowns: {error}").into()),
    }
}

fn name_and_address(text: &str) -> Result<(String, SocketAddr), String> {
    let wrong = || format!("{text} names no host and address; write example.com=127.0.0.1:8443");
    let (name, address) = text.split_once('=').ok_or_else(wrong)?;
    Ok((name.to_owned(), address.parse().map_err(|_| wrong())?))
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
    fn a_host_is_given_with_its_address() {
        let address = "127.0.0.1:8443".parse().unwrap();
        assert_eq!(name_and_address("a.example=127.0.0.1:8443"), Ok(("a.example".into(), address)));
        assert!(name_and_address("a.example").is_err());
        assert!(name_and_address("a.example=there").is_err());
    }
}
