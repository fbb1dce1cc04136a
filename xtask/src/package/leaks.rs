//! No path of the machine that built an executable may be in it: it would tell who built it, and differ elsewhere.

use std::fs;
use std::path::{Path, PathBuf};

use aho_corasick::AhoCorasick;

use crate::failure::{Attempt, Failure};

/// What a path goes on with in an executable, at most this much of it is told.
const TOLD: usize = 80;

/// Fails with the first path in the executable that begins with one of `folders`.
pub(super) fn check(executable: &Path, folders: &[PathBuf]) -> Result<(), Failure> {
    let doing = format!("read {}", executable.display());
    let content = fs::read(executable).attempting(&doing)?;
    let begins: Vec<String> =
        folders.iter().map(|folder| format!("{}/", folder.display())).collect();
    let search = AhoCorasick::new(&begins).attempting(doing)?;
    match search.find(&content) {
        None => Ok(()),
        Some(found) => {
            Err(Failure::new(format!("{} holds a path of this machine", executable.display()))
                .because(text_at(&content, found.start())))
        }
    }
}

fn text_at(content: &[u8], start: usize) -> String {
    let bytes = content[start..].iter().take(TOLD).take_while(|byte| byte.is_ascii_graphic());
    bytes.copied().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_the_machine_is_found_and_told() {
        let folder = tempfile::tempdir().unwrap();
        let executable = folder.path().join("tool");
        let places = [PathBuf::from("/home/someone"), PathBuf::from("/checkout")];
        fs::write(&executable, b"\x7fELF\0/checkouts/main.rs\0/source/main.rs\0").unwrap();
        check(&executable, &places).unwrap();
        fs::write(&executable, b"\x7fELF\0/home/someone/.cargo/lib.rs\0more").unwrap();
        let failure = check(&executable, &places).unwrap_err();
        assert!(failure.explained().ends_with("because: /home/someone/.cargo/lib.rs"));
    }
}
