//! Actions: what is done once and leaves nothing in the state. Each follows its operation on the instance to the end, tells how
//! far it is, and checks by itself what a configuration says: Terraform does not plan it again before it runs it.

mod instance_scan;
mod rollback;
mod test_suite;
mod token_check;
mod update_set;

use std::time::Duration;

use async_trait::async_trait;
use servicenow::{Error, Progress};
use tfplugin::{Attribute, Schema, Type, Value};
use tokio::sync::mpsc;

use crate::engine::model::{Access, Attributes, CICD, Need, Right};
use crate::engine::problem::{ActionProblem, Attempt, Problem, Problems, Told};
use crate::engine::session::Work;

/// How long an operation may take.
const TIMEOUT: &str = "timeout";
/// An installation, and so its rollback, can take most of an hour (docs/facts.md#app-install).
const PATIENCE: Duration = Duration::from_hours(1);

/// An action.
#[async_trait]
pub(crate) trait Action: Send + Sync {
    /// Its full name.
    fn type_name(&self) -> &'static str;
    /// Its attributes.
    fn schema(&self) -> Schema;
    /// The right that it takes, as far as that can be told beforehand.
    fn need(&self) -> Option<Need> {
        Some(Need::new(CICD, Right::Write))
    }
    /// What is wrong with a configuration of which some may not be known yet.
    fn check(&self, _config: &Attributes) -> Problems {
        Problems::new()
    }
    /// Does it. What is returned was found on the way.
    async fn invoke(&self, act: Act<'_>) -> Result<Problems, Problem>;
}

/// Every action.
pub(crate) fn all() -> Vec<Box<dyn Action>> {
    vec![
        Box::new(token_check::TokenCheck),
        Box::new(update_set::Retrieve),
        Box::new(update_set::Preview),
        Box::new(update_set::Commit),
        Box::new(update_set::BackOut),
        Box::new(test_suite::TestSuiteRun),
        Box::new(instance_scan::InstanceScan),
        Box::new(rollback::ApplicationRollback),
        Box::new(rollback::PluginRollback),
    ]
}

/// All that is wrong with a configuration.
pub(crate) fn check(action: &dyn Action, config: &Attributes) -> Problems {
    let mut problems = Problems::new();
    for attribute in &action.schema().block.attributes {
        if says_nothing(config.get(&attribute.name)) {
            problems.push(Problem::from(ActionProblem::Empty(attribute.name.clone())));
        }
    }
    if let Some(text) = config.known_text(TIMEOUT)
        && let Err(wrong) = humantime::parse_duration(text)
    {
        let wrong = ActionProblem::NoDuration(text.to_owned(), wrong.to_string());
        problems.push(Problem::from(wrong));
    }
    problems.extend(action.check(config));
    problems
}

/// Whether a value is a text without a word, a list without elements, or has such an element.
fn says_nothing(value: &Value) -> bool {
    match value.as_list() {
        Some(elements) => {
            elements.is_empty() || elements.iter().any(|one| one.is_null() || says_nothing(one))
        }
        None => value.as_str().is_some_and(|text| text.trim().is_empty()),
    }
}

/// One run of an action.
#[derive(Clone, Copy)]
pub(crate) struct Act<'a> {
    pub(crate) work: &'a Work,
    pub(crate) config: &'a Attributes,
    pub(crate) telling: &'a Telling,
}

/// The way by which an action says how far it is.
pub(crate) struct Telling(pub(crate) mpsc::UnboundedSender<String>);

impl Telling {
    /// Says it; nobody may be listening any more.
    fn say(&self, work: &Work, told: &Told) {
        let text = work.client.masked(&told.to_string());
        tracing::info!(message = %text, "the action says");
        let _ = self.0.send(text);
    }
}

impl Act<'_> {
    fn say(&self, told: &Told) {
        self.telling.say(self.work, told);
    }

    /// The text of an attribute that is there.
    fn text(&self, name: &str) -> &str {
        self.config.known_text(name).unwrap_or_default().trim()
    }

    fn flag(&self, name: &str) -> Option<bool> {
        self.config.get(name).as_bool()
    }

    /// The texts of a list.
    fn texts(&self, name: &str) -> Vec<&str> {
        let listed = self.config.get(name).as_list().into_iter().flatten();
        listed.filter_map(|text| text.as_str()).map(str::trim).collect()
    }

    fn patience(&self) -> Duration {
        let given = self.config.known_text(TIMEOUT);
        given.and_then(|text| humantime::parse_duration(text).ok()).unwrap_or(PATIENCE)
    }

    /// Follows an operation to its end, however it ends. It may have changed anything, so what names stand for is
    /// forgotten.
    async fn follow(
        &self,
        deed: &'static str,
        begun: Result<Progress, Error>,
    ) -> Result<Progress, Problem> {
        let ended = match begun {
            Ok(begun) => {
                let tell = |now: &Progress| self.say(&Told::percent(now));
                self.work.client.cicd().follow(begun, self.patience(), tell).await
            }
            Err(error) => Err(error),
        };
        self.work.session.forget_all();
        ended.map_err(|error| self.failed(deed, error))
    }

    /// The same, for an operation that must succeed.
    async fn finish(
        &self,
        deed: &'static str,
        begun: Result<Progress, Error>,
    ) -> Result<Progress, Problem> {
        let ended = self.follow(deed, begun).await?;
        self.work.client.cicd().successful(ended).map_err(|error| self.failed(deed, error))
    }

    /// The problem that the deed could not be done.
    fn failed(&self, deed: &'static str, error: Error) -> Problem {
        self.work.failed(Attempt::Act(deed), CICD, Access::Update, error)
    }

    /// The problem that a table could not be read on the way.
    fn unread(&self, deed: &'static str, table: &str, error: Error) -> Problem {
        self.work.failed(Attempt::Act(deed), table, Access::Read, error)
    }
}

fn text(name: &str, doc: &str) -> Attribute {
    Attribute::new(name, Type::String, doc)
}

fn flag(name: &str, doc: &str) -> Attribute {
    Attribute::new(name, Type::Bool, doc).optional()
}

fn texts(name: &str, doc: &str) -> Attribute {
    Attribute::new(name, Type::List(Box::new(Type::String)), doc)
}

/// The schema of an action that waits for an operation.
fn waiting(doc: &str, mut attributes: Vec<Attribute>) -> Schema {
    let timeout = "How long to wait for the end, such as `90m`. Default: `60m`. The operation goes on at the instance when \
                   nobody waits any more.";
    attributes.push(text(TIMEOUT, timeout).optional());
    Schema::new(doc, attributes)
}
