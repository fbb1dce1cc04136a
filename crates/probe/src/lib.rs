//! Answers on a real instance what nobody has established about the platform.
//!
//! [`probe()`] inserts records of its own on a developer instance, looks at what became of them, and deletes them again, also
//! after an error. [`look()`] asks what can be told by reading. [`columns()`] compares the instance's dictionary with what the
//! provider's descriptions hold, reading alone too.
//!
//! Most questions are those the simulated instance has a switch for, and their answers are written as a
//! file that the simulated instance plays. Still neither depends on the other. The simulator
//! imports nothing of ours, so it cannot take the list from here; and whoever probes an instance
//! needs no simulated one with its database and its server, so the list is not taken from there as
//! code. What both need is data: `crates/simulator/unknowns.toml`, read by each in its own form. The same holds for the
//! provider: `columns.toml` is written from its descriptions by `cargo xtask docs`, whose `--check` fails where it is old.
//! Only the tests know the simulator: they probe it, set in many ways, and expect to find just
//! that.
//!
//! `connections`, `jwt_providers`, `registries`, `secrets` and `values` ask the questions of one
//! area each; what a question needs and what its answer says is in its function.

mod bench;
mod columns;
mod connections;
mod descriptions;
mod dictionary;
mod error;
mod findings;
mod instance;
mod jwt_providers;
mod points;
mod refusal;
mod registries;
mod rows;
mod schema;
mod secrets;
mod values;

pub use bench::PREFIX;
pub use columns::{Comparison, Difference};
pub use error::ProbeError;
pub use findings::{Finding, Findings};
pub use refusal::Refusal;

use bench::Bench;
use descriptions::Descriptions;
use findings::Notes;
use instance::{Instance, Manner};

/// Finds out what can be found out on the instance at `url` as a user with the role admin.
///
/// Everything it inserts has a name that begins with [`PREFIX`] and is deleted before this returns.
/// What could not be deleted is in [`Findings::left_behind`].
///
/// # Errors
/// When the instance does not answer, does not let the user in, or refuses what every instance
/// allows an administrator. Records that could not be deleted then are in the error.
pub async fn probe(url: &str, username: &str, password: &str) -> Result<Findings, ProbeError> {
    let (points, questions) = (points::all()?, points::questions()?);
    let bench = Bench::new(Instance::new(url, username, password, Manner::Writes)?);
    let asked = ask(&bench).await;
    let left_behind = bench.clean_up().await;
    match asked {
        Ok(notes) => Ok(notes.findings(points, questions, left_behind)),
        Err(error) => Err(error.with_left(&left_behind)),
    }
}

async fn ask(bench: &Bench) -> Result<Notes, ProbeError> {
    let mut notes = ask_by_reading(bench).await?;
    values::ask(bench, &mut notes).await?;
    registries::ask(bench, &mut notes).await?;
    jwt_providers::ask(bench, &mut notes).await?;
    secrets::ask(bench, &mut notes).await?;
    connections::ask(bench, &mut notes).await?;
    rows::ask(bench, &mut notes, &points::questions()?, &Descriptions::shipped()?).await?;
    Ok(notes)
}

/// The same as far as reading tells: no request but GET is sent. The user need not be an administrator; what the
/// account may not see is not told.
///
/// # Errors
/// When the instance does not answer or does not let the user in.
pub async fn look(url: &str, username: &str, password: &str) -> Result<Findings, ProbeError> {
    let bench = Bench::new(Instance::new(url, username, password, Manner::ReadsOnly)?);
    let notes = ask_by_reading(&bench).await?;
    Ok(notes.findings(points::all()?, points::questions()?, Vec::new()))
}

async fn ask_by_reading(bench: &Bench) -> Result<Notes, ProbeError> {
    let mut notes = Notes::default();
    bench.sign_in().await?;
    values::unknown_names(bench, &mut notes).await?;
    schema::ask(bench, &mut notes, &points::questions()?, &Descriptions::shipped()?).await?;
    Ok(notes)
}

/// Compares the columns and choices of the instance at `url` with what the provider's descriptions hold. It reads
/// `sys_dictionary`, `sys_choice` and `sys_db_object`, which takes the role `personalize_dictionary`, and sends nothing but
/// GET.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let instance = simulator::Simulator::builder().start().await?;
/// let differences = probe::columns(instance.url(), "admin", "admin").await?;
/// assert!(differences.is_empty(), "{differences}");
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// When the instance does not answer, does not let the user in, or shows nothing of its dictionary.
pub async fn columns(url: &str, username: &str, password: &str) -> Result<Comparison, ProbeError> {
    let instance = Instance::new(url, username, password, Manner::ReadsOnly)?;
    columns::compare(&instance, &Descriptions::shipped()?).await
}
