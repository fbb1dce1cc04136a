//! Signals to a running Terraform, as a terminal sends them.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output};
use std::thread;
use std::time::{Duration, Instant};

/// Ctrl-C: SIGINT to the whole process group that `leader` leads, the provider included.
pub(crate) fn interrupt_group(leader: &Child) {
    send("INT", &format!("-{}", leader.id()));
}

/// A signal to the process alone.
pub(crate) fn signal(process: &Child, name: &str) {
    send(name, &process.id().to_string());
}

/// Ends a process at once, without a chance to clean up.
pub(crate) fn kill(process: u32) {
    // It may have ended by itself.
    let script = format!("kill -s KILL -- {process} 2>/dev/null");
    let _ = Command::new("sh").args(["-c", &script]).status().unwrap();
}

/// The processes that `terraform` has started and that run `executable`.
pub(crate) fn providers_of(terraform: &Child, executable: &Path) -> Vec<u32> {
    let executable = executable.canonicalize().unwrap_or_else(|_| executable.to_path_buf());
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let processes = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let is_one = |process: &u32| {
        let runs = fs::read_link(format!("/proc/{process}/exe"));
        runs.is_ok_and(|path| path == executable) && parent_of(*process) == Some(terraform.id())
    };
    processes.filter(is_one).collect()
}

fn parent_of(process: u32) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("PPid:"))?.trim().parse().ok()
}

// The shell's own `kill` is everywhere; the program of that name is not.
fn send(name: &str, target: &str) {
    let script = format!("kill -s {name} -- {target}");
    let status = Command::new("sh").args(["-c", &script]).status().unwrap();
    assert!(status.success(), "{script} failed");
}

/// Waits for `process` to end and answers its output; kills it and fails after `patience`.
pub(crate) fn finish(mut process: Child, patience: Duration) -> Output {
    let start = Instant::now();
    // Its output is small enough for the pipes, so nobody needs to read meanwhile.
    while process.try_wait().unwrap().is_none() {
        if start.elapsed() > patience {
            process.kill().unwrap();
            let said = process.wait_with_output().unwrap();
            panic!("still running after {patience:?}: {}", String::from_utf8_lossy(&said.stdout));
        }
        thread::sleep(Duration::from_millis(10));
    }
    process.wait_with_output().unwrap()
}
