//! `cargo xtask`: the same commands for people and for CI.

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::bench::Benchmark;
use xtask::failure::Failure;
use xtask::report::Report;
use xtask::tiers::Tier;
use xtask::{bench, cargo, demo, docs, package, terraform, tiers};

/// The commands of this repository.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", version)]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Carries out a guide on simulated instances: plan, apply, records, proof, destroy.
    Demo(demo::Show),
    /// Runs the tests: one tier, or all of them.
    Test {
        /// The tier to run.
        tier: Option<Tier>,
    },
    /// Fetches the oldest and the newest supported Terraform into target/terraform.
    Terraform,
    /// Writes docs/ from the provider's schemas and the examples.
    Docs {
        /// Writes nothing and fails if docs/ is out of date.
        #[arg(long)]
        check: bool,
    },
    /// Builds what a release consists of: archives, sums, bills of materials, and a signature.
    Package(package::Order),
    /// Measures, and prints figures and ratios as a table.
    Bench {
        /// What to measure; everything when left out.
        name: Option<Benchmark>,
        /// Of the records, only the shape whose limits must be kept: a third of the time.
        #[arg(long, conflicts_with = "save")]
        held: bool,
        /// Also writes the tables to benches/README.md.
        #[arg(long)]
        save: bool,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        // Which, and how many, has been told.
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "\nerror: {}", failure.explained());
            ExitCode::FAILURE
        }
    }
}

/// Answers whether all is well; only tests can go wrong without a failure of the command.
fn run(task: Task) -> Result<bool, Failure> {
    match task {
        Task::Demo(show) => demo::run(&show)?,
        Task::Test { tier } => return tiers::run(tier),
        Task::Terraform => fetch_terraform()?,
        Task::Docs { check } => docs::run(check)?,
        Task::Package(order) => package::run(&order)?,
        Task::Bench { name, held, save } => bench::run(name, held, save)?,
    }
    Ok(true)
}

fn fetch_terraform() -> Result<(), Failure> {
    let report = Report::new();
    for cli in terraform::fetch(&cargo::root(), &terraform::RELEASES)? {
        report.line(format!("Terraform {}: {}", cli.label, cli.path.display()));
    }
    Ok(())
}
