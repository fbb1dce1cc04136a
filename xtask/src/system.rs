//! What only Unix has: executable files, links, process groups. Elsewhere there is nothing to do.

use std::io;
use std::path::Path;
use std::process::Command;

/// Lets everybody run a file, and its owner write it.
#[cfg(unix)]
pub(crate) fn make_executable(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o755))
}

/// Nothing: what a file is called says whether it can be run.
#[cfg(not(unix))]
pub(crate) fn make_executable(_file: &Path) -> io::Result<()> {
    Ok(())
}

/// Lets nobody but its owner into a folder.
#[cfg(unix)]
pub(crate) fn keep_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
}

/// Nothing: a folder is its user's own.
#[cfg(not(unix))]
pub(crate) fn keep_private(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes `link` lead to `target`.
#[cfg(unix)]
pub(crate) fn link(target: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

/// Fails: a link takes a right that users do not have.
#[cfg(not(unix))]
pub(crate) fn link(_target: &Path, _link: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Lets the command run as the leader of a process group of its own, as a terminal would: a Ctrl-C
/// meant for others does not reach it.
#[cfg(unix)]
pub(crate) fn in_a_group_of_its_own(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

/// Nothing: there are no such groups.
#[cfg(not(unix))]
pub(crate) fn in_a_group_of_its_own(_command: &mut Command) {}
