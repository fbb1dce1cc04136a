//! Peak memory of a process that somebody else starts, from `/proc`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// Seldom enough to cost the measured run nothing; the kernel keeps the mark in between.
const INTERVAL: Duration = Duration::from_millis(25);

/// Runs `run` and answers with it the most memory, in kilobytes, that a process running
/// `executable` had resident meanwhile (`VmHWM`); zero when none was seen.
pub(super) fn peak_during<T>(executable: &Path, run: impl FnOnce() -> T) -> (T, u64) {
    let executable = executable.canonicalize().unwrap_or_else(|_| executable.to_path_buf());
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut peak = 0;
            while !ended.load(Ordering::Relaxed) {
                let marks = processes_of(&executable).filter_map(|process| high_water(&process));
                peak = marks.fold(peak, u64::max);
                thread::sleep(INTERVAL);
            }
            peak
        });
        let outcome = run();
        ended.store(true, Ordering::Relaxed);
        (outcome, watch.join().unwrap_or(0))
    })
}

/// The processes that run `executable`, which is the true path, by their folders in `/proc`.
pub(super) fn processes_of(executable: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let processes = entries.map(|entry| entry.path());
    processes.filter(move |process| {
        fs::read_link(process.join("exe")).is_ok_and(|running| running == executable)
    })
}

fn high_water(process: &Path) -> Option<u64> {
    parse(&fs::read_to_string(process.join("status")).ok()?)
}

fn parse(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// Kilobytes as whole megabytes.
pub(super) fn megabytes(kilobytes: u64) -> String {
    format!("{} MB", (kilobytes + 512) / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn the_high_water_mark_is_read_in_kilobytes() {
        assert_eq!(parse("VmPeak:\t  9 kB\nVmHWM:\t    1234 kB\n"), Some(1234));
        assert_eq!(parse("Name:\tx\n"), None);
        assert_eq!(megabytes(17_000), "17 MB");
    }

    #[test]
    fn a_running_process_is_found_by_its_executable() {
        let mut sleep = Command::new("sleep").arg("0.3").spawn().unwrap();
        let path = fs::read_link(format!("/proc/{}/exe", sleep.id())).unwrap();
        let (status, peak) = peak_during(&path, || sleep.wait().unwrap());
        assert!(status.success() && peak > 100, "{peak}");
    }
}
