//! Data sources: they look, and write nothing.

pub(crate) mod instance;
pub(crate) mod record_data;
pub(crate) mod records;
pub(crate) mod table;
pub(crate) mod token_status;

use async_trait::async_trait;
use servicenow::{Error, Matches, Record};
use tfplugin::Schema;

use crate::engine::model::{Access, Attributes};
use crate::engine::problem::{Attempt, Problem, Problems, Search};
use crate::engine::session::Work;

/// A data source.
#[async_trait]
pub(crate) trait Source: Send + Sync {
    /// Its full name.
    fn type_name(&self) -> &str;
    /// Its attributes.
    fn schema(&self) -> Schema;
    /// What can be said of a configuration without a request.
    fn validate(&self, _config: &Attributes) -> Problems {
        Problems::new()
    }
    /// All its attributes, as a configuration finds them.
    async fn read(&self, work: &Work, config: Attributes) -> Result<Reading, Problem>;
}

/// What a data source found, and what there is to say of it.
pub(crate) struct Reading {
    pub(crate) state: Attributes,
    pub(crate) problems: Problems,
}

impl From<Attributes> for Reading {
    fn from(state: Attributes) -> Self {
        Self { state, problems: Problems::new() }
    }
}

/// The problem that a table could not be read.
fn unread(work: &Work, type_name: &str, table: &str, error: Error) -> Problem {
    work.failed(Attempt::ReadData(type_name.to_owned()), table, Access::Read, error)
}

/// What was found, unless rows are there and none is shown: then nothing can be told.
fn shown(type_name: &str, table: &str, found: Matches) -> Result<Vec<Record>, Problem> {
    let Some(count) = found.all_hidden() else { return Ok(found.rows) };
    let (type_name, table) = (type_name.to_owned(), table.to_owned());
    Err(Problem::Search(Search::Hidden { type_name, table, count }))
}
