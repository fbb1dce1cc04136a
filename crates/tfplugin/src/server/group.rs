//! Sharing the socket with a group, where the host runs as another user.

use std::io;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::Path;

/// Lets the members of `group` (name or number) reach `socket`, which lies in `directory`.
pub(super) fn share(directory: &Path, socket: &Path, group: &str) -> io::Result<()> {
    let number = number(group, &std::fs::read_to_string("/etc/group").unwrap_or_default());
    let number = number.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such group"))?;
    for (path, mode) in [(directory, 0o710), (socket, 0o660)] {
        chown(path, None, Some(number))?;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))?;
    }
    Ok(())
}

/// The number of a group, by the lines `name:password:number:members`.
fn number(group: &str, groups: &str) -> Option<u32> {
    if let Ok(number) = group.parse() {
        return Some(number);
    }
    let mut rows = groups.lines().map(|line| line.split(':'));
    let mut row = rows.find(|row| row.clone().next() == Some(group))?;
    row.nth(2)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_found_by_name_or_number() {
        let groups = "root:x:0:\nstaff:x:50:alice,bob\nbroken\n";
        assert_eq!(number("staff", groups), Some(50));
        assert_eq!(number("1234", groups), Some(1234));
        assert_eq!(number("staf", groups), None);
        assert_eq!(number("broken", groups), None);
    }

    #[test]
    fn an_unknown_group_is_an_error() {
        let error = share(Path::new("."), Path::new("."), "no such group here").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }
}
