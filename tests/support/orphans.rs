//! What an ended run left, as the next apply names it.

use xtask::failure::Failure;
use xtask::outcome::Outcome;
use xtask::workspace::Workspace;

/// The address and the import id in each error; every error must be one about an orphan.
pub(crate) fn named_in(outcome: &Outcome) -> Vec<(String, String)> {
    let said = outcome.said();
    let errors: Vec<&str> = said.split("Error: ").skip(1).collect();
    let found = errors.iter().map(|error| {
        let address = error.split(" with ").nth(1).and_then(|rest| rest.split(',').next());
        let command = error.split("terraform import <address of this ").nth(1);
        let id = command.and_then(|rest| rest.split("> ").nth(1)?.split('`').next());
        let (Some(address), Some(id)) = (address, id) else {
            panic!("an error that names no orphan: {error}")
        };
        (address.to_owned(), id.to_owned())
    });
    found.collect()
}

/// Applies until that succeeds and imports each orphan that an error names; nothing else may fail. `look` sees what each
/// apply named, before it is imported. Answers all runs.
pub(crate) fn settle(
    workspace: &Workspace,
    most: usize,
    mut look: impl FnMut(&[(String, String)]) -> Result<(), Failure>,
) -> Result<Vec<Outcome>, Failure> {
    let mut runs = Vec::new();
    for _ in 0..=most {
        let applied = workspace.apply(&[])?;
        let is_done = applied.status.success();
        let orphans = if is_done { Vec::new() } else { named_in(&applied) };
        look(&orphans)?;
        runs.push(applied);
        if is_done {
            return Ok(runs);
        }
        for (address, id) in orphans {
            runs.push(workspace.import(&address, &id)?.succeeded()?);
        }
    }
    Err(Failure::new("the apply never succeeded"))
}
