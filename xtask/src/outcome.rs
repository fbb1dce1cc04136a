//! What a run of Terraform came to.

use std::process::{ExitStatus, Output};

use crate::failure::Failure;

/// A finished run.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The command line, without the executable.
    pub command: String,
    /// How it ended.
    pub status: ExitStatus,
    /// Everything it wrote to standard output.
    pub stdout: String,
    /// Everything it wrote to standard error.
    pub stderr: String,
}

impl Outcome {
    /// Takes the output of a finished process.
    pub fn new(arguments: &[&str], output: &Output) -> Self {
        Self {
            command: arguments.join(" "),
            status: output.status,
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The run itself if it succeeded, else an error that quotes what it said.
    pub fn succeeded(self) -> Result<Self, Failure> {
        if self.status.success() { Ok(self) } else { Err(self.failure("failed")) }
    }

    /// What it said if it failed, else an error: for runs that must be refused.
    pub fn refused(self) -> Result<String, Failure> {
        if self.status.success() {
            return Err(self.failure("succeeded, though it should have been refused"));
        }
        Ok(self.said())
    }

    /// Both outputs, with the lines of a diagnostic joined: Terraform wraps them at a width.
    pub fn said(&self) -> String {
        let text = format!("{}\n{}", self.stdout, self.stderr);
        let words = text.split_whitespace().filter(|word| !["│", "╷", "╵"].contains(word));
        words.collect::<Vec<_>>().join(" ")
    }

    fn failure(&self, what: &str) -> Failure {
        let text = format!("{}{}", self.stdout, self.stderr);
        Failure::new(format!("`terraform {}` {what} ({})", self.command, self.status))
            .because(text.trim_end().to_owned())
    }
}

/// A finished `terraform plan -detailed-exitcode`.
#[derive(Debug, Clone)]
pub struct PlanOutcome(pub Outcome);

impl PlanOutcome {
    /// Whether the plan was made and changes nothing.
    pub fn is_empty(&self) -> bool {
        self.0.status.code() == Some(0)
    }

    /// The run itself if a plan was made, with changes or without.
    pub fn succeeded(self) -> Result<Outcome, Failure> {
        match self.0.status.code() {
            Some(0 | 2) => Ok(self.0),
            _ => Err(self.0.failure("failed")),
        }
    }

    /// The run itself if it changes nothing, else an error that quotes the plan.
    pub fn unchanged(self) -> Result<Outcome, Failure> {
        if self.is_empty() { Ok(self.0) } else { Err(self.0.failure("is not \"No changes\"")) }
    }

    /// The run itself if it changes something, else an error that quotes what it said.
    pub fn changed(self) -> Result<Outcome, Failure> {
        match self.0.status.code() {
            Some(2) => Ok(self.0),
            _ => Err(self.0.failure("was expected to plan a change")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    fn outcome(script: &str) -> Outcome {
        Outcome::new(&["plan"], &Command::new("sh").args(["-c", script]).output().unwrap())
    }

    #[test]
    fn a_failed_run_quotes_what_it_said() {
        let failure = outcome("echo 'Error: no' >&2; exit 1").succeeded().unwrap_err();
        assert!(failure.to_string().starts_with("`terraform plan` failed"));
        assert!(failure.explained().contains("Error: no"));
    }

    #[test]
    fn a_run_that_should_have_been_refused_and_was_not_is_an_error() {
        assert!(outcome("exit 0").refused().is_err());
        assert!(outcome("echo no; exit 1").refused().unwrap().contains("no"));
    }

    #[test]
    fn a_wrapped_diagnostic_reads_as_one_line() {
        let wrapped = outcome("printf '╷\\n│ Error: Cannot\\n│ create it\\n╵\\n' >&2");
        assert_eq!(wrapped.said(), "Error: Cannot create it");
    }

    #[test]
    fn a_plan_with_changes_is_told_from_one_without_and_from_a_failure() {
        assert!(PlanOutcome(outcome("exit 0")).unchanged().is_ok());
        assert!(PlanOutcome(outcome("exit 0")).changed().is_err());
        assert!(PlanOutcome(outcome("exit 2")).changed().is_ok());
        assert!(PlanOutcome(outcome("exit 2")).unchanged().is_err());
        assert!(PlanOutcome(outcome("exit 2")).succeeded().is_ok());
        assert!(PlanOutcome(outcome("exit 1")).succeeded().is_err());
        assert!(PlanOutcome(outcome("exit 1")).changed().is_err());
    }
}
