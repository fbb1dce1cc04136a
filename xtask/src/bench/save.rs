//! Keeps the last tables in `benches/README.md`, below the text that explains them.

use std::fs;
use std::path::Path;

use crate::failure::{Attempt, Failure};

/// Everything below this line of the page is replaced.
const MARK: &str = "<!-- measured: written by `cargo xtask bench --save` -->";

/// Replaces what the page says below its mark.
pub(super) fn write(root: &Path, tables: &str) -> Result<(), Failure> {
    let path = root.join("benches/README.md");
    let page = fs::read_to_string(&path).attempting("read benches/README.md")?;
    fs::write(&path, replaced(&page, tables)?).attempting("write benches/README.md")
}

fn replaced(page: &str, tables: &str) -> Result<String, Failure> {
    let (text, _) = page
        .split_once(MARK)
        .ok_or_else(|| Failure::new(format!("benches/README.md has no line {MARK}")))?;
    Ok(format!("{text}{MARK}\n\n{}\n", tables.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_above_the_mark_stays_and_the_tables_below_are_replaced() {
        let page = format!("# Benchmarks\n\n{MARK}\n\nold\n");
        assert_eq!(replaced(&page, "new\n").unwrap(), format!("# Benchmarks\n\n{MARK}\n\nnew\n"));
        assert!(replaced("# no mark", "new").is_err());
    }
}
