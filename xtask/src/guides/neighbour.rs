//! Whoever an instance calls: a simulated other side as a process of its own, a script in `tests/clients/python/guides`.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use serde_json::{Map, json};
use tempfile::TempDir;

use super::Guide;
use crate::failure::{Attempt, Failure};

/// What there is to say about it.
#[derive(Debug)]
pub struct Neighbour {
    /// Who it is.
    pub name: &'static str,
    /// The script that plays it, below `tests/clients/python`.
    pub script: &'static str,
    /// The names it is called under.
    pub hosts: &'static [&'static str],
}

/// It, listening on loopback under its real names; it ends when this is dropped.
#[derive(Debug)]
pub(super) struct Listening {
    child: Child,
    port: String,
    hosts: &'static [&'static str],
    folder: TempDir,
}

impl Listening {
    /// Starts it. It is told the guide's variables, and with them what it gives to whom.
    pub(super) fn start(
        neighbour: &Neighbour,
        guide: &Guide,
        mut command: Command,
    ) -> Result<Self, Failure> {
        let name = neighbour.name;
        let folder = tempfile::tempdir().attempting("create a temporary folder")?;
        let hosts: Vec<String> = neighbour.hosts.iter().map(ToString::to_string).collect();
        let made = rcgen::generate_simple_self_signed(hosts);
        let made = made.attempting("make a certificate")?;
        let (certificate, key) = (folder.path().join(CERTIFICATE), folder.path().join("key.pem"));
        fs::write(&certificate, made.cert.pem()).attempting("write a certificate")?;
        fs::write(&key, made.signing_key.serialize_pem()).attempting("write a key")?;
        let variables: Map<_, _> =
            guide.values().map(|(name, value)| (name.to_owned(), json!(value))).collect();
        let story = json!({
            "certificate": certificate, "key": key, "hosts": neighbour.hosts,
            "variables": variables,
        });
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().attempting(format!("start the simulated {name}"))?;
        let told = child.stdin.as_mut().map(|stdin| writeln!(stdin, "{story}"));
        told.transpose().attempting(format!("tell the simulated {name} its story"))?;
        let mut port = String::new();
        let stdout = child.stdout.take().map(|stdout| BufReader::new(stdout).read_line(&mut port));
        stdout.transpose().attempting(format!("hear from the simulated {name}"))?;
        let port = port.trim().to_owned();
        let listening = Self { child, port, hosts: neighbour.hosts, folder };
        match listening.port.parse::<u16>() {
            Ok(_) => Ok(listening),
            Err(_) => {
                Err(Failure::new(format!("the simulated {name} did not say where it listens")))
            }
        }
    }

    /// What an instance is started with, so that it finds it there.
    pub(super) fn options(&self) -> Vec<String> {
        let certificate: PathBuf = self.folder.path().join(CERTIFICATE);
        let resolve =
            |host: &&str| ["--resolve".to_owned(), format!("{host}=127.0.0.1:{}", self.port)];
        let mut options: Vec<String> = self.hosts.iter().flat_map(resolve).collect();
        options.extend(["--trust".to_owned(), certificate.display().to_string()]);
        options
    }

    /// Where it is asked what it was sent.
    pub(super) fn url(&self) -> String {
        format!("https://127.0.0.1:{}", self.port)
    }
}

const CERTIFICATE: &str = "certificate.pem";

impl Drop for Listening {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn started(guide: &str, script: &str) -> Result<Listening, Failure> {
        let guide = crate::guides::named(guide).unwrap();
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        Listening::start(guide.neighbour.as_ref().unwrap(), guide, command)
    }

    #[test]
    fn one_that_does_not_say_its_port_is_a_failure() {
        assert!(started("camunda-spoke", "read story").is_err());
    }

    #[test]
    fn an_instance_finds_it_under_its_real_names() {
        let listening = started("camunda-spoke", "read story; echo 4711; read end").unwrap();
        let options = listening.options();
        assert!(options.contains(&"login.cloud.camunda.io=127.0.0.1:4711".to_owned()));
        assert!(options.contains(&"lhr-1.zeebe.camunda.io=127.0.0.1:4711".to_owned()));
        assert_eq!(listening.url(), "https://127.0.0.1:4711");
    }

    #[test]
    fn its_names_are_those_that_the_variables_of_its_guide_name() {
        let guide = crate::guides::named("camunda-spoke").unwrap();
        let hosts = guide.neighbour.as_ref().unwrap().hosts;
        assert!(hosts.contains(&guide.value("camunda_region_host")));
        let guide = crate::guides::named("xmatters").unwrap();
        let [host] = guide.neighbour.as_ref().unwrap().hosts else { panic!("one host") };
        assert!(guide.value("trigger_url").starts_with(&format!("https://{host}/")));
    }
}
