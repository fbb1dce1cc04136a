//! How many tests passed, failed and were skipped, as the test programs tell it.

use std::fmt;
use std::ops::AddAssign;

/// The tests of a program, of a tier, or of all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that passed.
    pub passed: usize,
    /// Those that failed, and one for each program that ended without saying.
    pub failed: usize,
    /// Those that were there and did not run.
    pub skipped: usize,
}

impl Counts {
    /// Reads what a test program printed. A program that `succeeded` and says nothing has no tests.
    pub fn read(output: &str, succeeded: bool) -> Self {
        let mut counts = Self::default();
        for line in output.lines() {
            counts += Self::of_line(line).unwrap_or_default();
        }
        // A program that was killed, or could not be built, has told of no failed test.
        counts.failed = counts.failed.max(usize::from(!succeeded));
        counts
    }

    /// One thing that was tried as a whole.
    pub fn of_one(passed: bool) -> Self {
        Self { passed: usize::from(passed), failed: usize::from(!passed), skipped: 0 }
    }

    /// Whether none failed.
    pub fn is_good(self) -> bool {
        self.failed == 0
    }

    /// Reads `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; …`. What a filter
    /// left out was not asked for, so it is not skipped either.
    fn of_line(line: &str) -> Option<Self> {
        let told = line.trim_start().strip_prefix("test result: ")?;
        let number = |what: &str| {
            let before = told.split(&format!(" {what}")).next()?;
            before.rsplit(' ').next()?.parse().ok()
        };
        Some(Self {
            passed: number("passed")?,
            failed: number("failed")?,
            skipped: number("ignored")?,
        })
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, more: Self) {
        self.passed += more.passed;
        self.failed += more.failed;
        self.skipped += more.skipped;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { passed, failed, skipped } = self;
        write!(formatter, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = "running 4 tests\ntest a ... ok\n\ntest result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; \
                       7 filtered out; finished in 0.10s\n\ntest result: FAILED. 10 passed; 2 failed; 0 ignored; \
                       0 measured; 0 filtered out; finished in 1.00s\n";

    #[test]
    fn the_lines_of_all_programs_are_added_up() {
        let counts = Counts::read(TWO, false);
        assert_eq!(counts, Counts { passed: 13, failed: 2, skipped: 1 });
        assert_eq!(counts.to_string(), "13 passed, 2 failed, 1 skipped");
        assert!(!counts.is_good());
    }

    #[test]
    fn a_program_that_died_counts_as_one_failure() {
        let counts = Counts::read("running 4 tests\ntest a ... ok\n", false);
        assert_eq!(counts, Counts { failed: 1, ..Counts::default() });
        assert_eq!(Counts::read("", true), Counts::default());
    }

    #[test]
    fn what_is_tried_as_a_whole_counts_once() {
        assert_eq!(Counts::of_one(true), Counts { passed: 1, ..Counts::default() });
        assert_eq!(Counts::of_one(false), Counts { failed: 1, ..Counts::default() });
    }
}
