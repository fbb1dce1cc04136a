//! Answers on a real developer instance what nobody has established: inserts records of its own,
//! looks at what became of them, and deletes them again, also after an error.
//!
//! Each file below `probe/` asks the questions of one area; what a question needs and what its
//! answer says is in its function.

mod bench;
mod connections;
mod findings;
mod instance;
mod registries;
mod secrets;
mod values;

pub use findings::{Finding, Findings};
pub use instance::ProbeError;

use bench::Bench;
use findings::Notes;
use instance::Instance;

/// Finds out what can be found out on the instance at `url` as a user with the role admin.
///
/// Everything it inserts has a name that begins with [`PREFIX`] and is deleted before this returns.
/// What could not be deleted is in [`Findings::left_behind`].
pub async fn probe(url: &str, username: &str, password: &str) -> Result<Findings, ProbeError> {
    let bench = Bench::new(Instance::new(url, username, password)?);
    let asked = ask(&bench).await;
    let left_behind = bench.clean_up().await;
    asked.map(|notes| notes.findings(left_behind)).map_err(|error| error.left(&bench))
}

/// With what the names of all records of a probe begin.
pub const PREFIX: &str = "servicenow-simulator probe";

async fn ask(bench: &Bench) -> Result<Notes, ProbeError> {
    let mut notes = Notes::default();
    bench.sign_in().await?;
    values::ask(bench, &mut notes).await?;
    registries::ask(bench, &mut notes).await?;
    secrets::ask(bench, &mut notes).await?;
    connections::ask(bench, &mut notes).await?;
    Ok(notes)
}
