//! Signals to a running Terraform, as a terminal sends them.

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
