//! An archive that is the same at each run: its files in a fixed order, with one date and plain permissions.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::moment::Moment;
use crate::failure::{Attempt, Failure};

/// A file of an archive.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    /// What it is called there.
    pub(super) name: String,
    /// Where it lies now.
    pub(super) from: &'a Path,
    /// Whether it is to be run.
    pub(super) runs: bool,
}

/// Writes `entries` into the archive at `path`, in their order, replacing it.
pub(super) fn write(path: &Path, entries: &[Entry<'_>], moment: Moment) -> Result<(), Failure> {
    let doing = format!("write {}", path.display());
    let mut archive = ZipWriter::new(fs::File::create(path).attempting(&doing)?);
    let plain = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(moment.in_archive()?);
    for entry in entries {
        let content = fs::read(entry.from).attempting(format!("read {}", entry.from.display()))?;
        let permissions = if entry.runs { 0o755 } else { 0o644 };
        let options = plain.unix_permissions(permissions);
        archive.start_file(&entry.name, options).attempting(&doing)?;
        archive.write_all(&content).attempting(&doing)?;
    }
    archive.finish().map(drop).attempting(doing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo;

    #[test]
    fn an_archive_depends_on_nothing_but_names_contents_and_the_moment() {
        let folder = tempfile::tempdir().unwrap();
        let moment = Moment::of(&cargo::root()).unwrap();
        let written = |name: &str, content: &str| {
            let (file, archive) = (folder.path().join(name), folder.path().join("archive"));
            fs::write(&file, content).unwrap();
            let entry = Entry { name: "tool".to_owned(), from: &file, runs: true };
            write(&archive, &[entry], moment).unwrap();
            fs::read(archive).unwrap()
        };
        assert_eq!(written("one", "content"), written("other", "content"));
        assert_ne!(written("one", "content"), written("one", "else"));
    }

    #[test]
    fn a_program_may_be_run_once_it_is_unpacked() {
        let folder = tempfile::tempdir().unwrap();
        let (file, archive) = (folder.path().join("file"), folder.path().join("archive"));
        fs::write(&file, "content").unwrap();
        let entry = |name: &str, runs| Entry { name: name.to_owned(), from: &file, runs };
        let moment = Moment::of(&cargo::root()).unwrap();
        write(&archive, &[entry("tool", true), entry("LICENSE", false)], moment).unwrap();
        let mut read = zip::ZipArchive::new(fs::File::open(archive).unwrap()).unwrap();
        let mode = |index| read.by_index(index).unwrap().unix_mode().unwrap() & 0o777;
        assert_eq!([0, 1].map(mode), [0o755, 0o644]);
    }
}
