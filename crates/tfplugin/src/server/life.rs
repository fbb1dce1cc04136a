//! When the process ends: the host asks, a signal comes, or the host is gone.

use std::time::Duration;

use crate::CancellationToken;

/// How often to look whether the host still runs.
const GLANCE: Duration = Duration::from_millis(500);

/// Watches signals and the host; cancels `ended` when it is time.
#[cfg(unix)]
pub(super) fn watch(ended: &CancellationToken, by_hand: bool) -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    // The plugin is in the host's process group: Ctrl-C reaches both, and the host decides what it
    // means.
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let (on_interrupt, on_terminate) = (ended.clone(), ended.clone());
    tokio::spawn(async move {
        while interrupt.recv().await.is_some() {
            if by_hand {
                on_interrupt.cancel();
            }
        }
    });
    tokio::spawn(async move {
        if terminate.recv().await.is_some() {
            on_terminate.cancel();
        }
    });
    if !by_hand {
        // Asked for here and not in the task: a host may end before the task has its first turn.
        tokio::spawn(end_with_host(std::os::unix::process::parent_id(), ended.clone()));
    }
    Ok(())
}

/// A process whose parent ends gets another one.
#[cfg(unix)]
async fn end_with_host(host: u32, ended: CancellationToken) {
    while std::os::unix::process::parent_id() == host {
        tokio::time::sleep(GLANCE).await;
    }
    ended.cancel();
}

/// Watches for Ctrl-C; only under `--debug` does it end the plugin.
#[cfg(not(unix))]
pub(super) fn watch(ended: &CancellationToken, by_hand: bool) -> std::io::Result<()> {
    let ended = ended.clone();
    tokio::spawn(async move {
        while tokio::signal::ctrl_c().await.is_ok() {
            if by_hand {
                ended.cancel();
            }
            tokio::time::sleep(GLANCE).await;
        }
    });
    Ok(())
}
