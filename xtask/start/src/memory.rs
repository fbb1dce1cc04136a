//! What the last build of a selection took, kept below `target/`.

use std::fs;
use std::path::{Path, PathBuf};

/// How many crates were compiled, and how long that took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Memory {
    pub(crate) crates: usize,
    pub(crate) seconds: u64,
}

impl Memory {
    /// What is kept under `name`, if there was a build before.
    pub(crate) fn read(folder: &Path, name: &str) -> Option<Self> {
        let text = fs::read_to_string(path(folder, name)).ok()?;
        let (crates, seconds) = text.trim().split_once(' ')?;
        Some(Self { crates: crates.parse().ok()?, seconds: seconds.parse().ok()? })
    }

    /// Keeps it for the next time. That it cannot be kept is no reason to stop.
    pub(crate) fn write(self, folder: &Path, name: &str) {
        let _ = fs::create_dir_all(folder);
        let _ = fs::write(path(folder, name), format!("{} {}\n", self.crates, self.seconds));
    }
}

fn path(folder: &Path, name: &str) -> PathBuf {
    folder.join(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_read_the_next_time() {
        let folder = std::env::temp_dir().join(format!("xtask-start-{}", std::process::id()));
        assert_eq!(Memory::read(&folder, "demo"), None);
        let memory = Memory { crates: 288, seconds: 98 };
        memory.write(&folder, "demo");
        assert_eq!(Memory::read(&folder, "demo"), Some(memory));
        fs::write(folder.join("demo"), "nonsense").unwrap();
        assert_eq!(Memory::read(&folder, "demo"), None);
        fs::remove_dir_all(folder).unwrap();
    }
}
