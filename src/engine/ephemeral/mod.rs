//! Ephemeral resources: values that live as long as a run, and that no plan and no state holds.

mod oauth_token;
mod provider_token;

use std::time::SystemTime;

use async_trait::async_trait;
use jiff::Timestamp;
use tfplugin::{Schema, Value};

use crate::engine::model::{Attributes, moment};
use crate::engine::problem::{Problem, Problems};
use crate::engine::session::Work;

pub(crate) use oauth_token::OauthToken;
pub(crate) use provider_token::ProviderToken;

/// An ephemeral resource.
#[async_trait]
pub(crate) trait Ephemeral: Send + Sync {
    /// Its full name.
    fn type_name(&self) -> &'static str;
    /// Its attributes.
    fn schema(&self) -> Schema;
    /// What can be said of a configuration without a request.
    fn validate(&self, _config: &Attributes) -> Problems {
        Problems::new()
    }
    /// All its attributes, as a configuration finds them.
    async fn open(&self, work: &Work, config: Attributes) -> Result<Opened, Problem>;
    /// Ends what was opened, by what was kept of it.
    async fn close(&self, _work: &Work, _kept: &[u8]) -> Problems {
        Problems::new()
    }
}

/// What was opened.
pub(crate) struct Opened {
    pub(crate) result: Attributes,
    /// What closing it needs; Terraform keeps it in memory for as long as the run.
    pub(crate) kept: Vec<u8>,
    pub(crate) problems: Problems,
}

/// A moment in UTC as RFC 3339 writes it, in whole seconds.
fn rfc3339(time: SystemTime) -> Value {
    Timestamp::try_from(time).map_or(Value::Null, moment::shown)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_moment_is_told_in_whole_seconds() {
        let moment = SystemTime::UNIX_EPOCH + Duration::from_millis(86_400_900);
        assert_eq!(rfc3339(moment), "1970-01-02T00:00:00Z".into());
    }
}
