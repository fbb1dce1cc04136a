//! Processor time that a running program has used, from `/proc`: a figure that does not depend on
//! what else the machine does.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::memory::processes_of;

/// Linux counts processor time in hundredths of a second, whatever its clock.
const TICK: Duration = Duration::from_millis(10);

/// What all processes that run `executable` have used so far; nothing where there is no `/proc`.
pub(super) fn used_by(executable: &Path) -> Duration {
    let executable = executable.canonicalize().unwrap_or_else(|_| executable.to_path_buf());
    let stat = |process: &Path| fs::read_to_string(process.join("stat")).ok();
    let ticks = processes_of(&executable).filter_map(|process| ticks(&stat(&process)?));
    TICK * ticks.sum::<u32>()
}

/// User and system time are the 14th and 15th field; the 2nd is a name that may hold anything.
fn ticks(stat: &str) -> Option<u32> {
    let (_, rest) = stat.rsplit_once(") ")?;
    let mut fields = rest.split(' ').skip(11);
    let (user, system) = (fields.next()?, fields.next()?);
    Some(user.parse::<u32>().ok()? + system.parse::<u32>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_and_system_time_are_added() {
        let stat = "7 (a b) c) S 1 7 7 0 -1 4194560 9 0 0 0 120 34 0 0 20 0 1 0 5 0 0";
        assert_eq!(ticks(stat), Some(154));
        assert_eq!(ticks("7"), None);
    }

    #[test]
    fn this_process_has_used_some() {
        let mut sum = 0_u64;
        while used_by(&std::env::current_exe().unwrap()).is_zero() {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
    }
}
