//! The commands of this repository, and the pieces that its tests share with them: Terraform
//! itself, the provider in a mirror, workspaces to run it in, and the simulated instance.

#![expect(
    clippy::missing_errors_doc,
    reason = "an error ends the command, and says itself what went wrong"
)]

pub mod bench;
pub mod cargo;
pub mod clients;
pub mod counts;
pub mod demo;
pub mod docs;
pub mod export;
pub mod failure;
pub mod guides;
pub mod instance;
pub mod mirror;
pub mod outcome;
pub mod package;
mod pip;
pub mod programs;
pub mod report;
pub mod simulator;
mod system;
pub mod terraform;
pub mod tiers;
pub mod workspace;
