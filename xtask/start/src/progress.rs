//! How far a build is: on a terminal one line that changes, elsewhere a line now and then.

use std::collections::BTreeSet;
use std::env;
use std::io::{IsTerminal as _, Write as _, stderr};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::artifact::Artifact;
use crate::memory::Memory;
use crate::selection::Selection;

/// Less is not worth a word: nothing had to be built.
const NOTHING: Duration = Duration::from_millis(700);

/// How often the line of a terminal changes, and how often another one is written elsewhere.
const OFTEN: Duration = Duration::from_millis(250);
const SELDOM: Duration = Duration::from_secs(10);

/// How far the build of a selection is.
#[derive(Debug)]
pub struct Progress {
    selection: &'static Selection,
    folder: PathBuf,
    last: Option<Memory>,
    total: usize,
    done: BTreeSet<String>,
    compiled: BTreeSet<String>,
    start: Instant,
    told: Option<Instant>,
    is_terminal: bool,
    is_quiet: bool,
}

impl Progress {
    /// Of a build that begins now, and is told unless `is_quiet`.
    pub fn new(selection: &'static Selection, is_quiet: bool) -> Self {
        let folder = target().join("xtask");
        Self {
            selection,
            last: Memory::read(&folder, selection.name),
            folder,
            total: 0,
            done: BTreeSet::new(),
            compiled: BTreeSet::new(),
            start: Instant::now(),
            told: None,
            is_terminal: stderr().is_terminal(),
            is_quiet,
        }
    }

    /// Whether nothing was built before: then it is told at once what is to come.
    pub(crate) fn is_first(&self) -> bool {
        self.last.is_none()
    }

    /// Learns what cargo lists: a line for each crate, some twice.
    pub(crate) fn expect(&mut self, listed: &str) {
        let name = |line: &str| line.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
        let names: BTreeSet<String> = listed.lines().map(name).collect();
        self.total = names.iter().filter(|name| !name.is_empty()).count();
    }

    /// Counts a crate that is done.
    pub(crate) fn count(&mut self, artifact: &Artifact<'_>) {
        self.done.insert(artifact.package.to_owned());
        if !artifact.fresh {
            self.compiled.insert(artifact.package.to_owned());
        }
    }

    /// Says what is to come.
    pub(crate) fn announce(&mut self) {
        self.told = Some(Instant::now());
        self.write(&format!("{}\n", self.announcement()));
    }

    /// Says how far it is, where it is time to.
    pub(crate) fn tell(&mut self) {
        if self.start.elapsed() < NOTHING {
            return;
        }
        let Some(told) = self.told else { return self.announce() };
        let pause = if self.is_terminal { OFTEN } else { SELDOM };
        if told.elapsed() >= pause {
            self.told = Some(Instant::now());
            let line = self.line(self.start.elapsed());
            self.write(&if self.is_terminal { format!("\r{line}  ") } else { format!("{line}\n") });
        }
    }

    /// Ends the telling, and keeps how long it took where something was compiled.
    pub(crate) fn end(&self, is_good: bool) {
        let (crates, time) = (self.compiled.len(), self.start.elapsed());
        if is_good && crates > 0 {
            Memory { crates, seconds: time.as_secs() }.write(&self.folder, self.selection.name);
        }
        if self.told.is_some() {
            // On a terminal it stands over the last line, all of it.
            let (before, after) = if self.is_terminal { ("\r", "          ") } else { ("", "") };
            let how = if is_good { "Built" } else { "Failed after" };
            let (crates, time) = (counted(crates), time.as_secs());
            self.write(&format!("{before}{how} {crates} in {time} s.{after}\n"));
        }
    }

    fn announcement(&self) -> String {
        let said = self.selection.said;
        match self.last {
            Some(Memory { crates, seconds }) => {
                let crates = counted(crates);
                format!("Building {said}. The last time it took {seconds} s, for {crates}.")
            }
            None => format!(
                "Building {said}. The first time takes some minutes: crates are fetched, and then compiled."
            ),
        }
    }

    fn line(&self, time: Duration) -> String {
        format!("  {} of {} crates, {} s", self.done.len(), self.total, time.as_secs())
    }

    fn write(&self, text: &str) {
        if !self.is_quiet {
            let _ = stderr().write_all(text.as_bytes());
        }
    }
}

fn counted(crates: usize) -> String {
    if crates == 1 { "a crate".to_owned() } else { format!("{crates} crates") }
}

/// The folder that cargo builds in: this program lies in a folder of it.
fn target() -> PathBuf {
    let program = env::current_exe().unwrap_or_default();
    program.ancestors().nth(2).map_or_else(|| "target".into(), PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DEMO;

    fn progress() -> Progress {
        Progress { last: None, ..Progress::new(&DEMO, true) }
    }

    fn done(package: &str, fresh: bool) -> Artifact<'_> {
        Artifact { package, fresh, executable: None }
    }

    #[test]
    fn crates_are_counted_once_of_as_many_as_cargo_lists() {
        let mut progress = progress();
        progress.expect("xtask v0.1.0 (/w)\nlibc v0.2.1\nlibc v0.2.1 (*)\n\nlibc v0.1.0\n");
        for artifact in [done("libc@0.2.1", true), done("libc@0.2.1", false)] {
            progress.count(&artifact);
        }
        assert_eq!(progress.line(Duration::from_secs(41)), "  1 of 3 crates, 41 s");
        assert_eq!(progress.compiled.len(), 1);
    }

    #[test]
    fn it_is_told_how_long_the_last_time_took() {
        let mut progress = progress();
        assert!(progress.is_first());
        assert!(progress.announcement().contains("the demo. The first time takes some minutes"));
        progress.last = Some(Memory { crates: 288, seconds: 98 });
        assert!(progress.announcement().ends_with("The last time it took 98 s, for 288 crates."));
        progress.last = Some(Memory { crates: 1, seconds: 4 });
        assert!(progress.announcement().ends_with("The last time it took 4 s, for a crate."));
    }

    #[test]
    fn nothing_is_told_where_nothing_is_to_be_built() {
        let mut progress = progress();
        progress.tell();
        assert!(progress.told.is_none());
        progress.start -= NOTHING;
        progress.tell();
        assert!(progress.told.is_some());
    }
}
