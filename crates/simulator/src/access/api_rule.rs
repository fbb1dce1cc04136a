//! Rules for whole REST APIs. The stock rule for the record APIs is not active on a new instance
//! (docs/facts.md#api-rule).

use super::api_path::ApiPath;
use crate::{http::Request, refusal::Refusal, world::Caller};

/// The rule that guards the record APIs, and the APIs it guards.
const RECORD_APIS: &str = "snc_platform_rest_api_access";
const GUARDED: &[&str] = &["now/table", "now/stats", "now/attachment", "now/import"];

/// Refuses a request to an API whose rule the caller does not pass.
pub(super) fn check(caller: &Caller, request: &Request) -> Result<(), Refusal> {
    let api = ApiPath::of(request);
    let guarded = api.is_some_and(|path| GUARDED.contains(&path.api()));
    if !guarded || caller.opens_endpoint(RECORD_APIS) {
        return Ok(());
    }
    Err(Refusal::Custom {
        status: 403,
        message: "User Not Authorized".to_owned(),
        detail: "Failed API level ACL Validation".to_owned(),
    })
}
