//! The right to a data file: one process has it, and nobody else on the machine reads it.
//!
//! The rows of two processes would be one, but not what each remembers beside them: sessions, users who
//! called lately, work that is due. The lock lies in a file beside the data, since the store has locks
//! of its own on the data itself. It goes with the process, however that ends.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// Who owns a file reads and writes it; nobody else does.
#[cfg(unix)]
const PRIVATE: u32 = 0o600;
/// What the store keeps beside its file.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// The right to a data file, until it is dropped.
#[derive(Debug)]
pub(crate) struct Claim {
    file: PathBuf,
    _lock: File,
}

impl Claim {
    /// The right to `file`, which is made where there is none; nothing where another has it.
    pub(crate) fn on(file: &Path) -> io::Result<Option<Self>> {
        let file = in_full(file)?;
        let lock = opened(&with(&file, ".lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        opened(&file)?;
        for path in BESIDE.iter().map(|end| with(&file, end)).chain([file.clone()]) {
            keep_private(&path);
        }
        Ok(Some(Self { file, _lock: lock }))
    }

    /// Where the file lies, in full.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }
}

/// The path without links, so that one file has one lock.
fn in_full(file: &Path) -> io::Result<PathBuf> {
    if let Ok(path) = fs::canonicalize(file) {
        return Ok(path);
    }
    let name = file.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    Ok(fs::canonicalize(folder.unwrap_or(Path::new(".")))?.join(name))
}

fn with(file: &Path, end: &str) -> PathBuf {
    let mut path = OsString::from(file);
    path.push(end);
    path.into()
}

fn opened(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, PRIVATE);
    options.read(true).write(true).create(true).truncate(false).open(path)
}

/// Takes a file that is there from everybody else. A file system without modes has no better
/// protection to give than that of the folder.
#[cfg(unix)]
fn keep_private(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = fs::set_permissions(path, fs::Permissions::from_mode(PRIVATE));
}

#[cfg(not(unix))]
fn keep_private(_path: &Path) {}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs::Permissions, os::unix::fs::PermissionsExt};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_file_is_one_owners_under_whatever_name() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("data"), folder.path().join("link"));
        let claim = Claim::on(&file).unwrap().unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        assert!(Claim::on(&file).unwrap().is_none());
        assert!(Claim::on(&link).unwrap().is_none());
        drop(claim);
        assert!(Claim::on(&link).unwrap().is_some());
    }

    #[test]
    fn nobody_else_reads_it_new_or_old() {
        let folder = tempfile::tempdir().unwrap();
        let (new, old) = (folder.path().join("new"), folder.path().join("old"));
        for path in [&old, &with(&old, "-wal")] {
            fs::write(path, "").unwrap();
            fs::set_permissions(path, Permissions::from_mode(0o644)).unwrap();
        }
        for file in [&new, &old] {
            let _claim = Claim::on(file).unwrap().unwrap();
            assert_eq!((mode(file), mode(&with(file, ".lock"))), (0o600, 0o600));
        }
        assert_eq!(mode(&with(&old, "-wal")), 0o600);
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        assert!(Claim::on(Path::new("/no/such/folder/data")).is_err());
    }
}
