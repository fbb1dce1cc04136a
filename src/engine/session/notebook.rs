//! A note, kept on this machine between runs, of the records that states hold. While Terraform applies it shows a
//! provider only what changes: whether some other record belongs to a state, only the plan before it has seen, in a
//! process of its own. Without a note nothing can be said, and nothing is. The ids of records stand in it and nothing else.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::memory::Memory;

/// An older note says nothing of what was made since.
const FRESH: Duration = Duration::from_hours(2);
/// A longer note is begun anew: no two hours bring so many records.
const LONGEST: u64 = 8_000_000;

/// The note about one instance.
#[derive(Default)]
pub(crate) struct Notebook {
    /// None where there is no place for it.
    path: Option<PathBuf>,
    /// Whether an earlier process on this machine has left word of what it had seen and made.
    tells: bool,
    written: Memory<BTreeSet<String>>,
}

impl Notebook {
    /// The note about this host in the folder. It is begun where there is none, or an old one.
    pub(crate) fn open(folder: Option<&Path>, host: &str) -> Self {
        let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '_' };
        let name: String = host.chars().map(plain).collect();
        let path = folder.map(|folder| folder.join(name));
        let tells = path.as_deref().is_some_and(is_fresh);
        let is_to_begin = !tells || path.as_deref().is_some_and(is_long);
        let begun = match &path {
            Some(path) if is_to_begin => begin(path).is_ok(),
            other => other.is_some(),
        };
        Self { path: path.filter(|_| begun), tells, written: Memory::default() }
    }

    /// Whether it tells what states hold, so that what it does not name was held by none.
    pub(crate) fn tells(&self) -> bool {
        self.tells
    }

    /// Notes that a state holds the record.
    pub(crate) fn note(&self, sys_id: &str) {
        let Some(path) = &self.path else { return };
        let line = sys_id.to_ascii_lowercase();
        if line.contains(char::is_whitespace) || !self.written.lock().insert(line.clone()) {
            return;
        }
        // Where it cannot be written, the next run knows less and does not refuse anything for it.
        let appended = append(path, &line);
        if let Err(error) = appended {
            tracing::debug!(%error, "the note of what states hold cannot be written");
        }
    }

    /// Whether some run has noted that a state holds the record.
    pub(crate) fn holds(&self, sys_id: &str) -> bool {
        let Some(path) = &self.path else { return false };
        let noted = fs::read_to_string(path).unwrap_or_default();
        noted.lines().any(|line| line.eq_ignore_ascii_case(sys_id))
    }
}

fn is_fresh(path: &Path) -> bool {
    let changed = fs::metadata(path).and_then(|found| found.modified());
    changed.is_ok_and(|changed| changed.elapsed().unwrap_or_default() < FRESH)
}

fn is_long(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.len() > LONGEST)
}

/// An empty note that only this user can read, in a folder of which the same is true.
fn begin(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        private_folder(folder)?;
        forget_old_ones(folder);
    }
    ours(OpenOptions::new().write(true).create(true).truncate(true)).open(path).map(drop)
}

/// Removes the notes of which nobody takes anything any more, so that they do not pile up. One that cannot be removed stays.
fn forget_old_ones(folder: &Path) {
    let notes = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    for note in notes.filter(|note| note.is_file() && !is_fresh(note)) {
        if let Err(error) = fs::remove_file(&note) {
            tracing::debug!(%error, "an old note of what states hold cannot be removed");
        }
    }
}

/// One write a line: lines of processes side by side do not mix.
fn append(path: &Path, line: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).open(path)?;
    file.write_all(format!("{line}\n").as_bytes())
}

#[cfg(unix)]
fn private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(unix)]
fn ours(options: &mut OpenOptions) -> &OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn ours(options: &mut OpenOptions) -> &OpenOptions {
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_process_notes_the_next_one_knows() {
        let folder = tempfile::tempdir().unwrap();
        let first = Notebook::open(Some(folder.path()), "dev1.example:443");
        assert!(!first.tells(), "nobody has left word yet");
        first.note("AB12");
        let next = Notebook::open(Some(folder.path()), "dev1.example:443");
        assert!(next.tells() && next.holds("ab12") && !next.holds("ab1"));
        assert!(
            !Notebook::open(Some(folder.path()), "dev2.example").tells(),
            "of each instance its own"
        );
    }

    #[test]
    fn without_a_place_nothing_is_told_and_nothing_noted() {
        let nowhere = Notebook::open(None, "dev1.example");
        nowhere.note("ab");
        assert!(!nowhere.tells() && !nowhere.holds("ab"));
        let file = tempfile::NamedTempFile::new().unwrap();
        let not_a_folder = Notebook::open(Some(&file.path().join("x")), "dev1.example");
        not_a_folder.note("ab");
        assert!(!not_a_folder.tells() && !not_a_folder.holds("ab"));
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_can_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("notes");
        Notebook::open(Some(&inner), "dev1.example").note("ab");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&inner), mode(&inner.join("dev1_example"))), (0o700, 0o600));
    }

    #[test]
    fn an_old_note_is_begun_anew() {
        let folder = tempfile::tempdir().unwrap();
        let first = Notebook::open(Some(folder.path()), "dev1.example");
        first.note("ab");
        let path = folder.path().join("dev1_example");
        let old = std::time::SystemTime::now().checked_sub(FRESH * 2).unwrap();
        OpenOptions::new().append(true).open(&path).unwrap().set_modified(old).unwrap();
        let other = Notebook::open(Some(folder.path()), "dev2.example");
        assert!(!path.exists() && !other.tells(), "it goes when any is begun");
        let next = Notebook::open(Some(folder.path()), "dev1.example");
        assert!(!next.tells() && !next.holds("ab"));
    }
}
