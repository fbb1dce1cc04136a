//! Data sources: they look, and write nothing.

pub(crate) mod instance;
pub(crate) mod record_data;
pub(crate) mod records;
pub(crate) mod table;
pub(crate) mod token_status;

use async_trait::async_trait;
use servicenow::Error;
use tfplugin::Schema;

use crate::engine::model::{Access, Attributes};
use crate::engine::problem::{Attempt, Problem, Problems};
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
    /// What a configuration finds.
    async fn read(&self, work: &Work, config: Attributes) -> Result<Found, Problem>;
}

/// What a data source found.
pub(crate) struct Found {
    /// All its attributes.
    pub(crate) state: Attributes,
    /// What there is to say.
    pub(crate) problems: Problems,
}

impl Found {
    /// Found, with nothing to say.
    pub(crate) fn of(state: Attributes) -> Self {
        Self { state, problems: Problems::new() }
    }
}

/// The problem that a table could not be read.
fn unread(work: &Work, type_name: &str, table: &str, error: Error) -> Problem {
    work.failed(Attempt::ReadData(type_name.to_owned()), table, Access::Read, error)
}
