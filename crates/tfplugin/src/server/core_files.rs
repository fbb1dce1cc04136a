//! No core file: the memory of a provider holds secrets.

/// Keeps the process from leaving a file with its memory when it is aborted. Where the system
/// refuses that, there is nothing else to do.
pub(super) fn leave_none() {
    #[cfg(unix)]
    let _ = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
}
