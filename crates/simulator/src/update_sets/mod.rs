//! Update sets that come from other instances: retrieved, previewed, committed and backed out
//! (docs/facts.md#update-set-operations). What the other instances hold, a seed says.

mod back_out;
mod commit;
mod payload;
mod preview;
mod retrieve;

pub(crate) use back_out::{back_out, why_not as why_not_backed_out};
pub(crate) use commit::{commit, why_not as why_not_committed};
pub(crate) use preview::{has_problems, preview};
pub(crate) use retrieve::{offered, retrieve, retrieved};

use crate::{
    records::{self, Input},
    refusal::Refusal,
    world::Work,
};

/// Retrieved update sets.
pub(crate) const RETRIEVED: &str = "sys_remote_update_set";
/// Local update sets.
const LOCAL: &str = "sys_update_set";
/// The entries of both.
const ENTRIES: &str = "sys_update_xml";
/// What a preview finds.
const PROBLEMS: &str = "sys_update_preview_problem";
/// What becomes of each entry of a previewed set.
const PREVIEWS: &str = "sys_update_preview_xml";
/// What committed updates replaced.
const REPLACED: &str = "simulator_committed_update";

/// Writes the state of a retrieved update set.
pub(crate) fn enter(work: &Work<'_>, id: &str, state: &str) -> Result<(), Refusal> {
    let state = Input::platform([("state", state)]);
    records::update(work, work.table(RETRIEVED)?, id, &state)?;
    Ok(())
}
