//! The CI/CD API: applications, plugins, batches of them, update sets, test suites, scans, and watching what goes on
//! (docs/facts.md#cicd). The words of reasons are invented where the facts give none.

pub(super) mod app_batch;
pub(super) mod app_repo;
pub(super) mod instance_scan;
mod operation;
pub(super) mod plugin;
mod progress;
pub(super) mod test_suite;
pub(super) mod update_set;

pub(crate) use operation::release as release_lock;
pub(crate) use plugin::make_active;
pub(super) use progress::progress;

use super::Call;
use crate::refusal::Refusal;

/// Who may use it besides `admin`.
const ROLE: &str = "sn_cicd.sys_ci_automation";

fn admit(call: &Call<'_>) -> Result<(), Refusal> {
    if call.caller.has_any(&[ROLE]) {
        return Ok(());
    }
    Err(Refusal::Custom {
        status: 403,
        message: "User Not Authorized".to_owned(),
        detail: "Failed API level ACL Validation".to_owned(),
    })
}

fn bad_request(detail: &str) -> Refusal {
    let message = "Bad Request".to_owned();
    Refusal::Custom { status: 400, message, detail: detail.to_owned() }
}

fn not_found(detail: String) -> Refusal {
    Refusal::Custom { status: 404, message: "Not Found".to_owned(), detail }
}
