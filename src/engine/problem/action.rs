//! What actions say: while they run, and of what they found.

use std::fmt;
use std::time::Duration;

use servicenow::{Finding, PreviewProblem, Progress, SuiteResults, TestResult};
use thiserror::Error;

use super::failure::Failure;
use super::roles::reads;
use super::software::progress;
use crate::describe::shown;

/// What an action says while it runs.
#[derive(Debug, Clone)]
pub(crate) enum Told {
    /// How far the instance is.
    Percent {
        percent: u8,
        status: &'static str,
        message: String,
    },
    /// The retrieved set's name, and the sys_id it has here.
    Retrieved {
        set: String,
        sys_id: String,
    },
    /// Nothing keeps the set from being committed.
    Clean(String),
    /// The set, and the sys_id of the local one.
    Committed {
        set: String,
        local: String,
    },
    CommittedBefore(String),
    BackedOut(String),
    Passed(SuiteResults),
    Scanned(u64),
    /// The user, the scopes, and how long the token lasts, if the endpoint says.
    Token {
        client: String,
        user: String,
        scopes: Vec<String>,
        lifetime: Option<Duration>,
    },
}

impl Told {
    /// How far an operation is.
    pub(crate) fn percent(progress: &Progress) -> Self {
        let Progress { percent, status, message, .. } = progress;
        Self::Percent { percent: *percent, status: status.label(), message: message.clone() }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Percent { percent, status, message } if message.is_empty() => {
                write!(f, "{percent} %, {status}")
            }
            Self::Percent { percent, status, message } => {
                write!(f, "{percent} %, {status}: {message}")
            }
            Self::Retrieved { set, sys_id } => {
                write!(f, "{} is retrieved; its sys_id here is {sys_id}", shown(set))
            }
            Self::Clean(set) => write!(f, "nothing keeps {} from being committed", shown(set)),
            Self::Committed { set, local } if local.is_empty() => {
                write!(f, "{} is committed", shown(set))
            }
            Self::Committed { set, local } => {
                write!(f, "{} is committed as the local update set {local}", shown(set))
            }
            Self::CommittedBefore(set) => {
                write!(f, "{} was committed before; nothing was done", shown(set))
            }
            Self::BackedOut(set) => write!(f, "the update set {set} is backed out"),
            Self::Passed(results) => write!(f, "{}", counted(results)),
            Self::Scanned(0) => f.write_str("the checks found nothing"),
            Self::Scanned(1) => f.write_str("the checks found one thing"),
            Self::Scanned(count) => write!(f, "the checks found {count} things"),
            Self::Token { client, user, scopes, lifetime } => {
                let scopes = match scopes.as_slice() {
                    [] => "no scope named".to_owned(),
                    [only] => format!("the scope {only}"),
                    several => format!("the scopes {}", several.join(", ")),
                };
                write!(f, "{} gets a token that acts for {user}, with {scopes}", shown(client))?;
                match lifetime {
                    Some(lifetime) => write!(f, ", for {} seconds", lifetime.as_secs()),
                    None => Ok(()),
                }
            }
        }
    }
}

/// What an action found, or why it does nothing.
#[derive(Debug, Clone, Error)]
pub(crate) enum ActionProblem {
    /// The set, and what its preview says.
    #[error(
        "The preview of the update set found a problem\n\
         {}. Decide about it on the instance (System Update Sets > Retrieved Update Sets, list Update Set Preview Problems): \
         bring what is missing, accept the update, or skip it. Until then the update set {} is not committed.",
        of_update(.1), shown(.0)
    )]
    Preview(String, Box<PreviewProblem>),
    /// The set, and the problems that nobody has decided about.
    #[error(
        "The update set was not committed\n\
         Its preview found {}, and nobody has decided what is to become of {}: {}. Decide on the instance (System Update Sets > \
         Retrieved Update Sets > {}, list Update Set Preview Problems), and run the action again. Nothing was changed.",
        problems(.1.len()), if .1.len() == 1 { "it" } else { "them" }, listed(.1), shown(.0)
    )]
    Unresolved(String, Vec<PreviewProblem>),
    #[error(
        "The update set was not committed\n\
         {} is {state}, and what has not been previewed is not committed. Preview it first, by the action \
         servicenow_update_set_preview or with preview = true in servicenow_update_set_retrieve.",
        shown(.set)
    )]
    NotPreviewed { set: String, state: String },
    /// The set, and how many problems are hidden where that is known.
    #[error(
        "The preview problems cannot be seen\n\
         The table sys_update_preview_problem has problems of {} that access control rules hide from the provider's user, so \
         what keeps it from being committed cannot be told. {}",
        shown(.0), reads("sys_update_preview_problem")
    )]
    ProblemsHidden(String),
    #[error(
        "The retrieved update set cannot be seen\n\
         The instance reported that the update set was retrieved, and the table sys_remote_update_set does not show it. {}",
        reads("sys_remote_update_set")
    )]
    RetrievedHidden,
    #[error(
        "The update set is not backed out\n\
         {} has been retrieved and not committed, so there is nothing to undo.",
        shown(.0)
    )]
    NotCommitted(String),
    /// The suite, and a test.
    #[error("A test failed\n{}", of_test(.0, .1))]
    Test(String, TestResult),
    #[error(
        "The test suite failed\n\
         {}.{}",
        counted(.0), unnamed(*.1)
    )]
    Suite(SuiteResults, u64),
    #[error(
        "The test suite did not end\n\
         The instance ended the run as {0} and named no results. Look at its result on the instance (Automated Test \
         Framework > Test Suite Results)."
    )]
    NoResults(&'static str),
    #[error("A check found something\n{}", of_finding(.0))]
    Finding(Finding),
    /// How many are not told, of how many.
    #[error(
        "The checks found more\n\
         {0} of {1} findings are not told here. All of them are on the instance (Instance Scan > Results)."
    )]
    MoreFindings(u64, u64),
    #[error(
        "The findings cannot be seen\n\
         The table scan_finding counts {0} findings that access control rules hide from the provider's user. {reads}",
        reads = reads("scan_finding")
    )]
    FindingsHidden(u64),
    /// What is wanted, and for whom the token acts.
    #[error(
        "The token acts for another user\n\
         The client gets a token, which acts for {user}, and expected_user is {wanted}. Set the user of the client in its \
         registry, or correct expected_user."
    )]
    OtherUser { wanted: String, user: String },
    /// The scopes that are wanted and not granted.
    #[error(
        "The token lacks scopes\n\
         The client gets a token, and the instance does not grant it {}. Link the auth scopes with the client's registry \
         (servicenow_oauth_registry_auth_scope).",
        .0.join(", ")
    )]
    NoScope(Vec<String>),
    /// A text, a list or an element of one that says nothing.
    #[error("Empty attribute\n{0} is there and says nothing. Give it a value, or remove it.")]
    Empty(String),
    /// The text, and what is wrong with it.
    #[error(
        "Not a duration\n\
         timeout is {}, which is no duration: {why}. Write it like \"90m\".",
        shown(.0), why = .1
    )]
    NoDuration(String, String),
    /// Two attributes that say different things, of which one is enough.
    #[error("Attributes that exclude each other\n{0} and {1} are both set. Keep one of them.")]
    Both(&'static str, &'static str),
    /// An attribute that says nothing without another one.
    #[error(
        "An attribute is missing\n{0} is set, and says nothing without {1}. Set {1}, or remove {0}."
    )]
    Without(&'static str, &'static str),
}

impl ActionProblem {
    /// Whether the action failed by it.
    pub(super) fn is_error(&self) -> bool {
        match self {
            Self::Preview(_, problem) => problem.kind != "warning",
            Self::Finding(_) | Self::MoreFindings(..) | Self::FindingsHidden(_) => false,
            _ => true,
        }
    }

    /// The attribute it is about, where there is one.
    pub(super) fn attribute(&self) -> Option<&str> {
        match self {
            Self::OtherUser { .. } => Some("expected_user"),
            Self::NoScope(_) => Some("scopes"),
            Self::Empty(name) => Some(name),
            Self::NoDuration(..) => Some("timeout"),
            Self::Both(attribute, _) | Self::Without(attribute, _) => Some(*attribute),
            _ => None,
        }
    }
}

/// What to add where an operation of an action failed.
pub(super) fn not_done(failure: &Failure) -> String {
    let waits = failure.error.is_timeout() && failure.error.percent().is_some();
    let advice = if waits {
        " The operation goes on at the instance; to wait longer for such a one, raise timeout."
    } else {
        ""
    };
    format!("{}{advice}", progress(failure))
}

fn problems(count: usize) -> String {
    if count == 1 { "a problem".to_owned() } else { format!("{count} problems") }
}

/// The first few problems.
fn listed(problems: &[PreviewProblem]) -> String {
    const MOST: usize = 10;
    let mut listed: Vec<String> = problems.iter().take(MOST).map(of_update).collect();
    if problems.len() > MOST {
        listed.push(format!("and {} more", problems.len() - MOST));
    }
    listed.join("; ")
}

/// What kind of problem it is, with which record.
fn of_update(problem: &PreviewProblem) -> String {
    let PreviewProblem { kind, record, record_type, description, missing, .. } = problem;
    let kind = if kind.is_empty() { "problem" } else { kind };
    let of = if record_type.is_empty() { String::new() } else { format!(" ({record_type})") };
    let missing = missing.as_ref().map_or_else(String::new, |(table, record)| {
        format!(" The record {record} of the table {table} is not there")
    });
    let end = if missing.is_empty() { "" } else { "." };
    format!("{kind} with {}{of}: \"{description}\"{end}{missing}", shown(record))
}

fn of_test(suite: &str, test: &TestResult) -> String {
    let TestResult { name, status, output, .. } = test;
    let output = match output.as_str() {
        "" => "It said nothing.".to_owned(),
        output => format!("It said: \"{output}\"."),
    };
    format!(
        "The test {} of the suite {} ended as {status}. {output} Its steps are on the instance (Automated Test Framework > Test Results).",
        shown(name),
        shown(suite)
    )
}

fn counted(results: &SuiteResults) -> String {
    let SuiteResults { name, passed, failed, errors, skipped, duration, .. } = results;
    let duration = if duration.is_empty() {
        String::new()
    } else {
        format!(", in {}", duration.to_lowercase())
    };
    format!(
        "{}: {passed} passed, {failed} failed, {errors} could not be carried out, {skipped} left out{duration}",
        shown(name)
    )
}

/// What is said of failed tests that are not named.
fn unnamed(count: u64) -> String {
    match count {
        0 => String::new(),
        count => format!(
            " {count} of the failed tests are not named here: they are hidden from the provider's user, or too many. {}",
            reads("sys_atf_test_result")
        ),
    }
}

fn of_finding(finding: &Finding) -> String {
    let Finding { check, priority, category, table, record, details, .. } = finding;
    let marks: Vec<String> = [("priority", priority), ("category", category)]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name} {value}"))
        .collect();
    let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
    let details = if details.is_empty() { String::new() } else { format!(": \"{details}\"") };
    let source = match (table.as_str(), record.as_str()) {
        ("", _) => "the instance".to_owned(),
        (table, "") => format!("the table {table}"),
        (table, record) => format!("the record {record} of the table {table}"),
    };
    format!("The check {}{marks} is about {source}{details}.", shown(check))
}
