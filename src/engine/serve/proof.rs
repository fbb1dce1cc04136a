//! The opt-in question before all others: is the instance there, and does it let the provider in? Without it the first
//! request that a plan needs tells, and a plan that needs none is as green with a wrong password.

use tfplugin::{CancellationToken, Diagnostics};

use super::preflight::masked;
use crate::engine::model::Access;
use crate::engine::problem::Attempt;
use crate::engine::session::Shared;

/// The table that is asked: everybody may read the own record there.
const TABLE: &str = "sys_user";

/// What is wrong with the address or the credentials; nothing while the provider's own configuration is open.
pub(crate) async fn prove(shared: &Shared) -> Diagnostics {
    let Ok(work) = shared.work(&CancellationToken::new()) else { return Diagnostics::new() };
    match work.client.prove().await {
        Ok(()) => Diagnostics::new(),
        Err(error) => {
            let problem = work.failed(Attempt::Prove, TABLE, Access::Read, error);
            masked(Some(&work), &[problem])
        }
    }
}
