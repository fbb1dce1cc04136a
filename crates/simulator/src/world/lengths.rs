//! How long a text may be, by column. Somebody may have changed that in `sys_dictionary`
//! (docs/facts.md#long-text).

use super::{Kept, Work};
use crate::{dictionary::Column, refusal::Refusal};
use std::collections::HashMap;

/// The rows that are not as they were shipped.
const CHANGED: &str = "SELECT name, element, max_length FROM sys_dictionary WHERE sys_mod_count > 0 AND max_length > 0";

/// Lengths that were changed, by table and column.
#[derive(Default)]
struct Lengths(HashMap<(String, String), usize>);

impl Kept for Lengths {
    const TABLES: &'static [&'static str] = &["sys_dictionary"];
}

/// The length of the column as it is now.
pub(super) fn of(work: &Work<'_>, column: &Column) -> Result<Option<usize>, Refusal> {
    let key = (column.declared_in.clone(), column.name.clone());
    let changed = match work.world.slots.get(|| changed(work))? {
        Some(lengths) => lengths.0.get(&key).copied(),
        None => changed(work)?.0.remove(&key),
    };
    Ok(changed.or(column.max_length))
}

fn changed(work: &Work<'_>) -> Result<Lengths, Refusal> {
    let mut statement = work.connection.prepare_cached(CHANGED)?;
    let rows = statement.query_map([], |row| {
        let key = (row.get::<_, String>(0)?, row.get::<_, String>(1)?);
        Ok((key, usize::try_from(row.get::<_, i64>(2)?).unwrap_or(usize::MAX)))
    })?;
    Ok(Lengths(rows.collect::<Result<_, _>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    #[test]
    fn every_table_lengths_are_read_from_exists() {
        let dictionary = Dictionary::shipped(true).unwrap();
        for name in Lengths::TABLES {
            assert_eq!(dictionary.table(name).unwrap().root, *name);
        }
    }
}
