//! The signature of the sums, by GnuPG: detached and binary, as the registries want it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::failure::{Attempt, Failure};
use crate::system;

/// The variable with the key's passphrase, for where nobody can be asked for it.
const PASSPHRASE: &str = "GPG_PASSPHRASE";

/// What signs.
#[derive(Debug)]
pub(super) enum Signer {
    /// A key of gpg's own keyring, by whatever gpg finds it by.
    Key(String),
    /// The one key of a throw-away keyring.
    Keyring(TempDir),
}

impl Signer {
    /// A file with a secret key or, where there is no such file, the name of a key that gpg has.
    pub(super) fn of(key: &str) -> Result<Self, Failure> {
        if !Path::new(key).is_file() {
            return Ok(Self::Key(key.to_owned()));
        }
        let keyring = Self::Keyring(keyring()?);
        let mut import = keyring.command();
        run(import.arg("--import").arg(key), "read the key")?;
        Ok(keyring)
    }

    /// Signs the file; the signature lies beside it.
    pub(super) fn sign(&self, file: &Path) -> Result<PathBuf, Failure> {
        let mut name = file.as_os_str().to_owned();
        name.push(".sig");
        let mut command = self.command();
        if let Self::Key(key) = self {
            command.arg("--local-user").arg(key);
        }
        let command = command.arg("--output").arg(&name).arg("--detach-sign").arg(file);
        run(command, &format!("sign {}", file.display()))?;
        Ok(PathBuf::from(name))
    }

    fn command(&self) -> Command {
        let mut command = Command::new("gpg");
        command.args(["--batch", "--yes", "--quiet"]);
        if let Self::Keyring(folder) = self {
            command.arg("--homedir").arg(folder.path());
        }
        if std::env::var_os(PASSPHRASE).is_some() {
            command.args(["--pinentry-mode", "loopback", "--passphrase-fd", "0"]);
        }
        command
    }
}

impl Drop for Signer {
    /// The agent of a throw-away keyring ends with it.
    fn drop(&mut self) {
        if let Self::Keyring(folder) = self {
            let mut command = Command::new("gpgconf");
            command.arg("--homedir").arg(folder.path()).args(["--kill", "all"]);
            let _ = command.stderr(Stdio::null()).status();
        }
    }
}

fn run(command: &mut Command, doing: &str) -> Result<(), Failure> {
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let child = command.spawn().attempting(doing);
    let mut child = child.map_err(|failure| failure.remedy("install GnuPG"))?;
    if let (Some(mut stdin), Ok(passphrase)) = (child.stdin.take(), std::env::var(PASSPHRASE)) {
        let _ = writeln!(stdin, "{passphrase}");
    }
    let output = child.wait_with_output().attempting(doing)?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Failure::new(format!("could not {doing}")).because(said))
}

/// A folder for a keyring. Sockets lie in it, whose paths must be short.
fn keyring() -> Result<TempDir, Failure> {
    let folder = tempfile::tempdir().attempting("create a temporary folder")?;
    system::keep_private(folder.path()).attempting("close a temporary folder")?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_no_key_is_not_taken_for_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key.asc");
        fs::write(&file, "no key").unwrap();
        assert!(Signer::of(file.to_str().unwrap()).is_err());
        assert!(matches!(Signer::of("0123456789ABCDEF").unwrap(), Signer::Key(_)));
    }
}
