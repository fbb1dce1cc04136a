//! A simulated Camunda as a process of its own: `tests/clients/python/guides/camunda.py`.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use serde_json::json;
use tempfile::TempDir;

use super::Guide;
use crate::failure::{Attempt, Failure};

/// The host of Camunda's login server.
const LOGIN_HOST: &str = "login.cloud.camunda.io";

/// Camunda, listening on loopback under its real names; it ends when this is dropped.
#[derive(Debug)]
pub(super) struct Camunda {
    child: Child,
    port: String,
    region_host: &'static str,
    folder: TempDir,
}

impl Camunda {
    /// Starts it for the client, the region and the cluster that the guide's variables name.
    pub(super) fn start(guide: &Guide, mut command: Command) -> Result<Self, Failure> {
        let folder = tempfile::tempdir().attempting("create a temporary folder")?;
        let region_host = guide.value("camunda_region_host");
        let made = rcgen::generate_simple_self_signed([LOGIN_HOST, region_host].map(str::to_owned));
        let made = made.attempting("make a certificate")?;
        let (certificate, key) = (folder.path().join("camunda.pem"), folder.path().join("key.pem"));
        fs::write(&certificate, made.cert.pem()).attempting("write a certificate")?;
        fs::write(&key, made.signing_key.serialize_pem()).attempting("write a key")?;
        let story = json!({
            "certificate": certificate, "key": key, "login_host": LOGIN_HOST,
            "region_host": region_host, "cluster_id": guide.value("camunda_cluster_id"),
            "client_id": guide.value("camunda_client_id"),
            "client_secret": guide.value("camunda_client_secret"),
        });
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().attempting("start the simulated Camunda")?;
        let told = child.stdin.as_mut().map(|stdin| writeln!(stdin, "{story}"));
        told.transpose().attempting("tell the simulated Camunda its story")?;
        let mut port = String::new();
        let stdout = child.stdout.take().map(|stdout| BufReader::new(stdout).read_line(&mut port));
        stdout.transpose().attempting("hear from the simulated Camunda")?;
        let camunda = Self { child, port: port.trim().to_owned(), region_host, folder };
        match camunda.port.parse::<u16>() {
            Ok(_) => Ok(camunda),
            Err(_) => Err(Failure::new("the simulated Camunda did not say where it listens")),
        }
    }

    /// What an instance is started with, so that it finds Camunda there.
    pub(super) fn options(&self) -> Vec<String> {
        let certificate: PathBuf = self.folder.path().join("camunda.pem");
        let resolve = |host: &str| format!("{host}=127.0.0.1:{}", self.port);
        vec![
            "--resolve".to_owned(),
            resolve(LOGIN_HOST),
            "--resolve".to_owned(),
            resolve(self.region_host),
            "--trust".to_owned(),
            certificate.display().to_string(),
        ]
    }
}

impl Drop for Camunda {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_camunda_that_does_not_say_its_port_is_a_failure() {
        let guide = crate::guides::named("camunda-spoke").unwrap();
        let mut silent = Command::new("sh");
        silent.args(["-c", "read story"]);
        assert!(Camunda::start(guide, silent).is_err());
    }

    #[test]
    fn an_instance_finds_it_under_its_real_names() {
        let guide = crate::guides::named("camunda-spoke").unwrap();
        let mut speaking = Command::new("sh");
        speaking.args(["-c", "read story; echo 4711; read end"]);
        let options = Camunda::start(guide, speaking).unwrap().options();
        assert!(options.contains(&"login.cloud.camunda.io=127.0.0.1:4711".to_owned()));
        assert!(options.contains(&"lhr-1.zeebe.camunda.io=127.0.0.1:4711".to_owned()));
    }
}
