//! Where the plugin listens, and the one line on standard output by which the host finds it, with
//! its counterpart for people.

use std::fmt;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde_json::json;

/// A place where a client can connect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// A Unix socket.
    #[cfg_attr(not(unix), expect(dead_code, reason = "only Unix has these"))]
    Unix(PathBuf),
    /// A TCP port of this machine.
    Tcp(SocketAddr),
}

impl Address {
    /// `unix` or `tcp`, as the handshake says it.
    pub(super) fn network(&self) -> &'static str {
        match self {
            Self::Unix(_) => "unix",
            Self::Tcp(_) => "tcp",
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => path.display().fmt(f),
            Self::Tcp(address) => address.fmt(f),
        }
    }
}

/// Says where the plugin listens, and the certificate it will show (none without TLS).
pub(super) fn announce(
    out: &mut impl Write,
    address: &Address,
    certificate: Option<&[u8]>,
) -> io::Result<()> {
    let certificate = certificate.map(|der| STANDARD_NO_PAD.encode(der)).unwrap_or_default();
    writeln!(out, "1|6|{}|{address}|grpc|{certificate}", address.network())?;
    out.flush()
}

/// Says how Terraform reaches this process, for a person's shell.
pub(super) fn invite(out: &mut impl Write, provider: &str, address: &Address) -> io::Result<()> {
    let at = json!({ "Network": address.network(), "String": address.to_string() });
    let plugin = json!({
        "Protocol": "grpc", "ProtocolVersion": 6, "Pid": std::process::id(), "Test": true, "Addr": at,
    });
    let reattach = json!({ provider: plugin }).to_string();
    writeln!(
        out,
        "The provider is running. Set this variable where Terraform runs; Ctrl-C ends the provider.\n"
    )?;
    writeln!(out, "TF_REATTACH_PROVIDERS='{}'\n", reattach.replace('\'', r"'\''"))?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_has_six_parts() {
        let mut out = Vec::new();
        announce(&mut out, &Address::Unix("/tmp/s".into()), Some(&[0xff, 0xef])).unwrap();
        announce(&mut out, &Address::Tcp("127.0.0.1:1234".parse().unwrap()), None).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "1|6|unix|/tmp/s|grpc|/+8\n1|6|tcp|127.0.0.1:1234|grpc|\n");
    }

    #[test]
    fn the_invitation_is_what_a_shell_and_terraform_understand() {
        let mut out = Vec::new();
        invite(&mut out, "registry.example/acme/thing", &Address::Unix("/tmp/it's".into()))
            .unwrap();
        let text = String::from_utf8(out).unwrap();
        let line = text.lines().find(|line| line.starts_with("TF_REATTACH")).unwrap();
        let quoted =
            line.strip_prefix("TF_REATTACH_PROVIDERS='").unwrap().strip_suffix('\'').unwrap();
        let value: serde_json::Value = serde_json::from_str(&quoted.replace(r"'\''", "'")).unwrap();
        let plugin = &value["registry.example/acme/thing"];
        assert_eq!(plugin["Addr"], json!({ "Network": "unix", "String": "/tmp/it's" }));
        assert_eq!(
            (plugin["ProtocolVersion"].as_i64(), plugin["Test"].as_bool()),
            (Some(6), Some(true))
        );
        assert_eq!(plugin["Pid"], json!(std::process::id()));
    }
}
