//! Peak memory of a process that somebody else starts, from `/proc`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::thread;
use std::time::Duration;

use crate::failure::{Attempt, Failure};

const INTERVAL: Duration = Duration::from_millis(5);

/// Waits for `child` and answers the most memory, in kilobytes, that a process running
/// `executable` had resident meanwhile (`VmHWM`); zero when none was seen.
pub(super) fn peak_while_running(mut child: Child, executable: &Path) -> Result<u64, Failure> {
    let executable = executable.canonicalize().unwrap_or_else(|_| executable.to_path_buf());
    let mut peak = 0;
    while child.try_wait().attempting("wait for terraform")?.is_none() {
        peak = processes_of(&executable)
            .filter_map(|process| high_water(&process))
            .fold(peak, u64::max);
        thread::sleep(INTERVAL);
    }
    Ok(peak)
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
        let sleep = Command::new("sleep").arg("0.3").spawn().unwrap();
        let path = fs::read_link(format!("/proc/{}/exe", sleep.id())).unwrap();
        assert!(peak_while_running(sleep, &path).unwrap() > 100);
    }
}
