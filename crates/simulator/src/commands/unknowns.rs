//! Prints what nobody has established, for people or as the table of the README.

use super::Failure;
use clap::Args;
use simulator::Point;
use std::io::Write;

/// In which form.
#[derive(Args)]
pub(crate) struct Options {
    /// As a Markdown table, the one in the README
    #[arg(long)]
    markdown: bool,
}

/// Prints every point.
pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    let mut out = std::io::stdout();
    if options.markdown {
        write!(out, "{}", Point::markdown()?)?;
        return Ok(());
    }
    for point in Point::all()? {
        writeln!(out, "{} ({}, [{}])", point.switch, point.place, point.evidence.mark())?;
        writeln!(out, "  {}", point.question)?;
        writeln!(out, "  likely: {}    worst: {}", point.likely(), point.worst())?;
    }
    Ok(())
}
