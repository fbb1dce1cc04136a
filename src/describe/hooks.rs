//! Behaviour that is not data: named functions over two small views of the world.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use async_trait::async_trait;

/// What an attribute holds, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given<T> {
    /// Nothing.
    Null,
    /// Something that is decided later.
    Unknown,
    /// This.
    Is(T),
}

impl<T> Given<T> {
    /// Whether there is certainly nothing.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether there is, or will be, something.
    pub fn is_set(&self) -> bool {
        matches!(self, Self::Is(_))
    }

    /// What it is, if it is known.
    pub fn known(self) -> Option<T> {
        if let Self::Is(value) = self { Some(value) } else { None }
    }
}

/// The attributes of one resource, by name.
pub trait Values: Send + Sync {
    /// A text, choice or reference.
    fn text(&self, name: &str) -> Given<&str>;
    /// A flag.
    fn flag(&self, name: &str) -> Given<bool>;
    /// A whole number.
    fn whole(&self, name: &str) -> Given<i64>;
    /// The elements of a list or set of texts.
    fn texts(&self, name: &str) -> Given<Vec<&str>>;
    /// Whether the attribute is null, unknown, or anything at all.
    fn given(&self, name: &str) -> Given<()>;
}

/// The columns of one record that was found, as stored.
pub type Found = BTreeMap<String, String>;

impl dyn Values + '_ {
    /// Whether the text is there and another one than before.
    pub fn brings<'v>(&'v self, before: Option<&dyn Values>, name: &str) -> Option<&'v str> {
        let now = self.text(name).known()?;
        let same = before.is_some_and(|before| before.text(name) == Given::Is(now));
        (!same).then_some(now)
    }
}

/// The records of the instance, for hooks that need requests.
#[async_trait]
pub trait Records: Send + Sync {
    /// One record by sys_id.
    async fn get(
        &self,
        table: &str,
        sys_id: &str,
        columns: &[&str],
    ) -> Result<Option<Found>, Refusal>;
    /// Up to 100 records that have these values.
    async fn find(
        &self,
        table: &str,
        equal: &[(&str, &str)],
        columns: &[&str],
    ) -> Result<Vec<Found>, Refusal>;
    /// A new record; the answer holds its `sys_id` and what was written.
    async fn insert(&self, table: &str, row: &[(&str, &str)]) -> Result<Found, Refusal>;
    /// Removes a record; it may be gone already.
    async fn delete(&self, table: &str, sys_id: &str) -> Result<(), Refusal>;
    /// Waits, or ends at once with a refusal when Terraform asks to stop.
    async fn pause(&self, time: Duration) -> Result<(), Refusal>;
    /// Whether this process made the record and nobody has asked this about it before: nothing can refer to it yet, so
    /// that no request is needed to find out what does.
    fn is_first_to_refer_to(&self, sys_id: &str) -> bool;
    /// The sys_id a reference attribute of this resource stands for.
    async fn resolve(&self, attribute: &str) -> Result<Option<String>, Refusal>;
    /// The scope's name of the application that the record is of or goes to; none where nothing names one.
    async fn application(&self) -> Result<Option<String>, Refusal>;
    /// The sys_id of the domain that new records go to by the provider block; none where it names none.
    fn domain(&self) -> Option<String>;
    /// Whether this is a plan, in which the record may be gone before this one is written, or be the one that this one is
    /// to be: a state holds it, or this one is to be adopted.
    fn may_go(&self, sys_id: &str) -> bool;
}

/// Why something is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The hook's own rule does not allow it.
    Rule {
        /// The attribute it is about, where there is one.
        attribute: Option<&'static str>,
        /// The action and the object, without values.
        summary: String,
        /// What is wrong and what to do.
        detail: String,
    },
    /// A request of the hook failed. Who made it knows which, by this number.
    Request(usize),
}

impl Refusal {
    /// The refusal of a rule, about an attribute where there is one.
    pub fn rule(
        attribute: impl Into<Option<&'static str>>,
        summary: impl Into<String>,
        detail: impl Into<String>,
    ) -> Self {
        let (attribute, summary, detail) = (attribute.into(), summary.into(), detail.into());
        Self::Rule { attribute, summary, detail }
    }

    /// Refuses where one of the findings is an error, with its words.
    pub(crate) fn of(findings: impl IntoIterator<Item = Finding>) -> Result<(), Self> {
        match findings.into_iter().find(|finding| !finding.warning) {
            Some(Finding { attribute, summary, detail, .. }) => {
                Err(Self::rule(attribute, summary, detail))
            }
            None => Ok(()),
        }
    }
}

/// Something a check has to say about a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The attribute it is about.
    pub attribute: &'static str,
    /// What is wrong, in a few words.
    pub summary: &'static str,
    /// What is wrong and what to do.
    pub detail: String,
    /// Whether it is only a warning.
    pub warning: bool,
}

impl Finding {
    /// The configuration cannot be applied.
    pub fn error(
        attribute: &'static str,
        summary: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        Self { attribute, summary, detail: detail.into(), warning: false }
    }

    /// The configuration can be applied, but probably does not do what is wanted.
    pub fn warning(
        attribute: &'static str,
        summary: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        Self { attribute, summary, detail: detail.into(), warning: true }
    }
}

/// A function that answers later.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A rule a configuration keeps by itself; silent on unknown values.
pub type Check = fn(&dyn Values) -> Vec<Finding>;

/// What a check finds in a plan and did not find before: there the instance keeps what the configuration leaves out.
pub fn newly(check: Check, planned: &dyn Values, before: Option<&dyn Values>) -> Vec<Finding> {
    let did = before.is_some_and(|before| !check(before).is_empty());
    if did { Vec::new() } else { check(planned) }
}

/// Text computed from a record and the address of the instance (without a final slash).
pub type Derive = fn(&Found, &str) -> Option<String>;

/// What a hook has to say about a configuration and the records it leads to: nothing where one of them cannot be seen.
pub type Findings<'a> = Later<'a, Result<Vec<Finding>, Refusal>>;

/// What the instance demands of several records together: of what is planned, beside what was there before.
pub type Demand =
    for<'a> fn(&'a dyn Values, Option<&'a dyn Values>, &'a dyn Records) -> Findings<'a>;

/// The sys_id of another record that has to make room before this one can have its turn.
pub type InTheWay =
    for<'a> fn(&'a dyn Values, &'a dyn Records) -> Later<'a, Result<Option<String>, Refusal>>;

/// When related records are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The record has just been made or adopted.
    Created,
    /// The record is read again.
    Read,
}

/// What must hold before a record is written or deleted, and what is cleaned up before it is deleted.
pub type Guard = for<'a> fn(&'a dyn Values, &'a dyn Records) -> Later<'a, Result<(), Refusal>>;

/// Attributes made up for a new record, each with its text.
pub type MakeUp = for<'a> fn(
    &'a dyn Values,
    &'a dyn Records,
) -> Later<'a, Result<Vec<(&'static str, String)>, Refusal>>;

/// Attributes and what other records hold of them.
pub type RelatedValues = Vec<(&'static str, Option<String>)>;

/// Attributes that other records hold.
pub type Related = for<'a> fn(
    &'a dyn Values,
    &'a dyn Records,
    Moment,
) -> Later<'a, Result<RelatedValues, Refusal>>;
