//! From the start of the provider's process to its handshake line, as Terraform would start it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::measure::{median, milliseconds, ratio, spread};
use super::setting::Setting;
use super::{Findings, held, save};
use crate::cargo;
use crate::failure::{Attempt, Failure};
use crate::report::Report;

const RUNS: usize = 15;

const TITLE: &str = "Start";

/// What the best peer takes, in milliseconds.
const PEER: f64 = 8.0;

/// What every host of plugins sets; without it the provider explains itself and exits.
const COOKIE: (&str, &str) =
    ("TF_PLUGIN_MAGIC_COOKIE", "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2");

/// Starts the provider, and the one that does nothing, in turns.
pub(super) fn measure(setting: &Setting, report: &mut Report) -> Result<Findings, Failure> {
    report.step(format!("Handshake: {RUNS} starts of each"));
    let certificate = client_certificate()?;
    let (mut ours, mut noop) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        ours.push(time_to_handshake(setting.provider()?, &certificate)?);
        noop.push(time_to_handshake(setting.noop()?, &certificate)?);
    }
    let page = save::page(&cargo::root())?;
    Ok(findings(&ours, &noop, save::committed(&page, TITLE, "provider", "median")))
}

fn findings(ours: &[Duration], noop: &[Duration], committed: Option<f64>) -> Findings {
    let row = |name: &str, times: &[Duration]| {
        let relative = format!("{:.2}", ratio(times, noop));
        vec![name.to_owned(), milliseconds(median(times)), spread(times), relative]
    };
    let method = format!(
        "From the start of the process to the handshake line, with a client certificate set; \
         median of {RUNS}, in turns."
    );
    let rows = vec![
        ["process", "median", "spread", "ratio"].map(str::to_owned).to_vec(),
        row("provider", ours),
        row("provider that does nothing", noop),
    ];
    let taken = median(ours).as_secs_f64() * 1000.0;
    Findings::held(TITLE, method, rows, vec![held::verdict("start", taken, committed, "ms", PEER)])
}

/// A certificate as a host makes one for each run. Its key is thrown away: nobody connects.
pub(super) fn client_certificate() -> Result<String, Failure> {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]);
    Ok(made.attempting("make a certificate")?.cert.pem())
}

pub(super) fn time_to_handshake(binary: &Path, certificate: &str) -> Result<Duration, Failure> {
    let mut command = Command::new(binary);
    command.env(COOKIE.0, COOKIE.1).env("PLUGIN_PROTOCOL_VERSIONS", "6");
    command.env("PLUGIN_CLIENT_CERT", certificate);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let start = Instant::now();
    let mut child = command.spawn().attempting(format!("start {}", binary.display()))?;
    let mut line = String::new();
    if let Some(stdout) = child.stdout.take() {
        BufReader::new(stdout).read_line(&mut line).attempting("read the handshake")?;
    }
    let elapsed = start.elapsed();
    let _ = child.kill();
    let _ = child.wait();
    if line.starts_with("1|6|") {
        return Ok(elapsed);
    }
    Err(Failure::new(format!("{} made no handshake", binary.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_makes_no_handshake_is_not_measured() {
        assert!(time_to_handshake(Path::new("true"), "").is_err());
    }

    #[test]
    fn a_start_that_takes_twice_as_long_as_committed_is_missed() {
        let of = |ms| vec![Duration::from_millis(ms)];
        assert_eq!(findings(&of(4), &of(2), Some(2.0)).missed.len(), 1);
        assert!(findings(&of(3), &of(2), Some(2.0)).missed.is_empty());
    }

    #[test]
    fn the_certificate_is_in_the_form_a_host_hands_over() {
        assert!(client_certificate().unwrap().starts_with("-----BEGIN CERTIFICATE-----"));
    }
}
