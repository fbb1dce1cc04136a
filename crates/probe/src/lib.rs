//! Answers on a real developer instance what nobody has established about the platform: inserts
//! records of its own, looks at what became of them, and deletes them again, also after an error.
//!
//! The questions are those the simulated instance has a switch for, and an answer is written as a
//! file that the simulated instance plays. Still neither depends on the other. The simulator
//! imports nothing of ours, so it cannot take the list from here; and whoever probes an instance
//! needs no simulated one with its database and its server, so the list is not taken from there as
//! code. What both need is data: `crates/simulator/unknowns.toml`, read by each in its own form.
//! Only the tests know the simulator: they probe it, set in many ways, and expect to find just
//! that.
//!
//! `connections`, `jwt_providers`, `registries`, `secrets` and `values` ask the questions of one
//! area each; what a question needs and what its answer says is in its function.

mod bench;
mod connections;
mod error;
mod findings;
mod instance;
mod jwt_providers;
mod points;
mod registries;
mod secrets;
mod values;

pub use bench::PREFIX;
pub use error::ProbeError;
pub use findings::{Finding, Findings};

use bench::Bench;
use findings::Notes;
use instance::Instance;

/// Finds out what can be found out on the instance at `url` as a user with the role admin.
///
/// Everything it inserts has a name that begins with [`PREFIX`] and is deleted before this returns.
/// What could not be deleted is in [`Findings::left_behind`].
///
/// # Errors
/// When the instance does not answer, does not let the user in, or refuses what every instance
/// allows an administrator. Records that could not be deleted then are in the error.
pub async fn probe(url: &str, username: &str, password: &str) -> Result<Findings, ProbeError> {
    let points = points::all()?;
    let bench = Bench::new(Instance::new(url, username, password)?);
    let asked = ask(&bench).await;
    let left_behind = bench.clean_up().await;
    match asked {
        Ok(notes) => Ok(notes.findings(points, left_behind)),
        Err(error) => Err(error.with_left(&left_behind)),
    }
}

async fn ask(bench: &Bench) -> Result<Notes, ProbeError> {
    let mut notes = Notes::default();
    bench.sign_in().await?;
    values::ask(bench, &mut notes).await?;
    registries::ask(bench, &mut notes).await?;
    jwt_providers::ask(bench, &mut notes).await?;
    secrets::ask(bench, &mut notes).await?;
    connections::ask(bench, &mut notes).await?;
    Ok(notes)
}
