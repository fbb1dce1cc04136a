//! What the host that started this process asks of it, by environment variables.

use std::ffi::OsString;
use std::path::PathBuf;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use super::ServeError;

/// Tells a plugin that a host started it, not a person. Public; no secret.
const COOKIE_NAME: &str = "TF_PLUGIN_MAGIC_COOKIE";
const COOKIE: &str = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
const PROTOCOL: &str = "6";

/// The host's wishes.
#[derive(Debug, Default)]
pub(super) struct Host {
    /// Where sockets are to be made.
    pub(super) socket_directory: Option<PathBuf>,
    /// The group that may use the socket, by name or number.
    pub(super) socket_group: Option<String>,
    /// Lowest and highest TCP port.
    pub(super) ports: Option<(u16, u16)>,
    /// The one certificate whose holder is served; without it there is no TLS.
    pub(super) client: Option<CertificateDer<'static>>,
}

impl Host {
    /// Nobody: the process was started by hand.
    pub(super) fn none() -> Self {
        Self::default()
    }

    /// Whether a host started this process.
    pub(super) fn calls() -> bool {
        std::env::var_os(COOKIE_NAME).is_some_and(|value| value == COOKIE)
    }

    /// Reads the wishes of the host.
    pub(super) fn from_environment() -> Result<Self, ServeError> {
        Self::read(|name| std::env::var_os(name).filter(|value| !value.is_empty()))
    }

    fn read(variable: impl Fn(&'static str) -> Option<OsString>) -> Result<Self, ServeError> {
        let text = |name| {
            let value = variable(name).map(OsString::into_string).transpose();
            value.map_err(|_| ServeError::Variable(name))
        };
        check_versions(text("PLUGIN_PROTOCOL_VERSIONS")?)?;
        let port = |name| {
            let value = text(name)?.map(|text| text.parse::<u16>()).transpose();
            value.map_err(|_| ServeError::Variable(name))
        };
        let ports = match (port("PLUGIN_MIN_PORT")?, port("PLUGIN_MAX_PORT")?) {
            (Some(lowest), Some(highest)) if lowest <= highest && highest > 0 => {
                Some((lowest, highest))
            }
            _ => None,
        };
        Ok(Self {
            socket_directory: variable("PLUGIN_UNIX_SOCKET_DIR").map(PathBuf::from),
            socket_group: text("PLUGIN_UNIX_SOCKET_GROUP")?,
            ports,
            client: text("PLUGIN_CLIENT_CERT")?.map(|pem| certificate(&pem)).transpose()?,
        })
    }
}

fn check_versions(offered: Option<String>) -> Result<(), ServeError> {
    match offered {
        Some(list) if !list.split(',').any(|version| version.trim() == PROTOCOL) => {
            Err(ServeError::Version(list))
        }
        _ => Ok(()),
    }
}

fn certificate(pem: &str) -> Result<CertificateDer<'static>, ServeError> {
    CertificateDer::from_pem_slice(pem.as_bytes())
        .map_err(|_| ServeError::Variable("PLUGIN_CLIENT_CERT"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Host, ServeError> {
        Host::read(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
        })
    }

    #[test]
    fn version_six_must_be_among_those_offered() {
        assert!(read(&[]).is_ok());
        assert!(read(&[("PLUGIN_PROTOCOL_VERSIONS", "5, 6")]).is_ok());
        let error = read(&[("PLUGIN_PROTOCOL_VERSIONS", "4,5,16")]).unwrap_err();
        assert!(matches!(&error, ServeError::Version(list) if list == "4,5,16"), "{error}");
    }

    #[test]
    fn ports_count_only_as_a_range() {
        assert_eq!(read(&[("PLUGIN_MIN_PORT", "10000")]).unwrap().ports, None);
        let range = [("PLUGIN_MIN_PORT", "10000"), ("PLUGIN_MAX_PORT", "25000")];
        assert_eq!(read(&range).unwrap().ports, Some((10000, 25000)));
        let empty = [("PLUGIN_MIN_PORT", "0"), ("PLUGIN_MAX_PORT", "0")];
        assert_eq!(read(&empty).unwrap().ports, None);
        let error = read(&[("PLUGIN_MIN_PORT", "many")]).unwrap_err();
        assert!(matches!(error, ServeError::Variable("PLUGIN_MIN_PORT")));
    }

    #[test]
    fn a_client_certificate_that_cannot_be_read_is_never_ignored() {
        let error = read(&[("PLUGIN_CLIENT_CERT", "-----BEGIN NOTHING-----")]).unwrap_err();
        assert!(matches!(error, ServeError::Variable("PLUGIN_CLIENT_CERT")));
        let made = rcgen::generate_simple_self_signed(vec!["localhost".into()]).unwrap().cert;
        let host = read(&[("PLUGIN_CLIENT_CERT", &made.pem())]).unwrap();
        assert_eq!(host.client.as_ref(), Some(made.der()));
    }
}
