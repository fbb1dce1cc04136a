//! Records that are not ours: a seed that fills both tables with rows of somebody else.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use crate::failure::{Attempt, Failure};

/// Rows of somebody else in each table.
pub(super) const ROWS: u32 = 100_000;

/// Writes a seed in the simulator's JSON form: `rows` aliases and as many connections. The
/// instance itself is their maker, so that none of them is the provider's own.
pub(super) fn write(path: &Path, rows: u32) -> Result<(), Failure> {
    let file = fs::File::create(path).attempting("create a seed")?;
    write_to(&mut BufWriter::new(file), rows).attempting("write a seed")
}

fn write_to(out: &mut impl Write, rows: u32) -> std::io::Result<()> {
    write!(out, "{{\"sys_alias\":[")?;
    separated(out, rows, |n| format!(r#"{{"name":"Foreign_{n}","type":"credential"}}"#))?;
    write!(out, "],\"http_connection\":[")?;
    separated(out, rows, |n| {
        format!(r#"{{"name":"Foreign {n}","connection_url":"https://foreign-{n}.example.com"}}"#)
    })?;
    write!(out, "]}}")?;
    out.flush()
}

fn separated(out: &mut impl Write, rows: u32, row: impl Fn(u32) -> String) -> std::io::Result<()> {
    (0..rows).try_for_each(|n| {
        let comma = if n == 0 { "" } else { "," };
        write!(out, "{comma}{}", row(n))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn a_seed_holds_as_many_rows_of_each_table() {
        let mut text = Vec::new();
        write_to(&mut text, 3).unwrap();
        let seed: Value = serde_json::from_slice(&text).unwrap();
        assert_eq!(seed["sys_alias"].as_array().unwrap().len(), 3);
        assert_eq!(seed["http_connection"][2]["name"], "Foreign 2");
    }
}
