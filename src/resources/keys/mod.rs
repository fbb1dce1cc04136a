//! Keys: certificates, signing keys and API keys.

pub(super) mod certificate;
pub(super) mod jwt_claim;
pub(super) mod jwt_key;
pub(super) mod jwt_provider;
pub(super) mod jwt_verifier_map;
pub(super) mod rest_api_key;

use crate::describe::{Finding, Refusal};

/// What is wrong with a record as long as another one stays as it is: a plan only warns of it, for the same run may be
/// about to mend the other, and the write is refused.
struct Doubt {
    attribute: &'static str,
    summary: &'static str,
    /// What comes of it, unless the run mends it.
    outlook: &'static str,
}

impl Doubt {
    fn warned(&self, why: Option<String>) -> Vec<Finding> {
        let text = why.map(|why| format!("{why} {}", self.outlook));
        text.map(|text| Finding::warning(self.attribute, self.summary, text)).into_iter().collect()
    }

    /// What may not be read is the instance's to judge.
    fn refused(&self, why: Result<Option<String>, Refusal>) -> Result<(), Refusal> {
        let Ok(Some(why)) = why else { return Ok(()) };
        let text = format!("Nothing was written. {why}");
        Err(Refusal::rule(self.attribute, self.summary, text))
    }
}
