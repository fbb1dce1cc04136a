//! Rows that every instance is shipped with, written as they are, without any rule: thousands of
//! them at each start, so one statement for each table. One that is there already stays as it is.

use crate::{
    clock,
    dictionary::{Kind, Table},
    refusal::Refusal,
    store::quoted,
    world::Work,
};
use rusqlite::CachedStatement;

/// Writes rows of one table that name the same columns.
pub(super) struct ShippedRows<'a> {
    table: &'a str,
    now: String,
    statement: CachedStatement<'a>,
    /// The positions of the columns that the table has.
    kept: Vec<usize>,
}

impl<'a> ShippedRows<'a> {
    /// Rows of `table` with values for `columns`. What an older release lacks of them is left out.
    pub(super) fn of(work: &Work<'a>, table: &str, columns: &[&str]) -> Result<Self, Refusal> {
        let table = work.table(table)?;
        work.world.slots.forget(&table.root);
        let has = |position: &usize| table.column(columns[*position]).is_some();
        let kept: Vec<usize> = (0..columns.len()).filter(has).collect();
        let columns: Vec<&str> = kept.iter().map(|position| columns[*position]).collect();
        let statement = work.connection.prepare_cached(&statement(table, &columns))?;
        Ok(Self { table: &table.name, now: clock::stored(work.now), statement, kept })
    }

    /// Writes the row that `key` stands for, and answers its sys_id. The values are those of the
    /// columns, in order.
    pub(super) fn write(&mut self, key: &str, values: &[&str]) -> Result<String, Refusal> {
        let id = id(self.table, key);
        self.statement.raw_bind_parameter(1, id.as_str())?;
        self.statement.raw_bind_parameter(2, self.now.as_str())?;
        for (index, position) in self.kept.iter().enumerate() {
            self.statement.raw_bind_parameter(index.saturating_add(3), values[*position])?;
        }
        self.statement.raw_execute()?;
        Ok(id)
    }
}

/// `?1` is the sys_id and `?2` the moment; the values follow.
fn statement(table: &Table, columns: &[&str]) -> String {
    let class = format!("'{}'", table.name);
    let update_name = format!("'{}_' || ?1", table.name);
    let platform = [
        ("sys_id", "?1"),
        ("sys_class_name", class.as_str()),
        ("sys_update_name", &update_name),
        ("sys_scope", "'global'"),
        ("sys_created_on", "?2"),
        ("sys_updated_on", "?2"),
        ("sys_created_by", "'system'"),
        ("sys_updated_by", "'system'"),
        ("sys_mod_count", "0"),
    ];
    let has = |name: &str| name == "sys_class_name" || table.column(name).is_some();
    let platform = platform.iter().filter(|(name, _)| has(name) && !columns.contains(name));
    let (mut names, mut values): (Vec<String>, Vec<String>) =
        platform.map(|(name, value)| (quoted(name), (*value).to_owned())).unzip();
    for (index, column) in columns.iter().enumerate() {
        let is_number = table.column(column).is_some_and(|column| column.kind == Kind::Integer);
        let place = format!("?{}", index.saturating_add(3));
        names.push(quoted(column));
        values.push(if is_number { format!("nullif({place}, '')") } else { place });
    }
    let (root, names, values) = (quoted(&table.root), names.join(", "), values.join(", "));
    format!("INSERT OR IGNORE INTO {root} ({names}) VALUES ({values})")
}

/// The sys_id of the row of `table` that `key` stands for: the same on every instance. It is the
/// 128-bit FNV-1a hash of both, quick also where the compiler improves nothing.
pub(super) fn id(table: &str, key: &str) -> String {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let bytes = table.bytes().chain([b' ']).chain(key.bytes());
    let hash = bytes.fold(BASIS, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME));
    format!("{hash:032x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        dictionary::Dictionary,
        store,
        unknowns::Unknowns,
        world::{Caller, World},
    };

    #[test]
    fn a_row_has_its_values_and_those_of_the_platform() {
        let dictionary = Dictionary::shipped(true).unwrap();
        let rows = store::open(None, &dictionary).unwrap();
        let world = World::new(String::new(), rows, dictionary, Unknowns::likely(), &[]).unwrap();
        let row = world.work(&Caller::system(), |work| {
            let mut rows = ShippedRows::of(work, "sys_dictionary", &["name", "max_length"])?;
            rows.write("other", &["other", "40"])?;
            let id = rows.write("incident", &["incident", ""])?;
            work.fetch("sys_dictionary", &id)
        });
        let row = row.unwrap().unwrap();
        assert_eq!((row.value("name"), row.value("max_length")), ("incident", ""));
        assert_eq!(row.value("sys_class_name"), "sys_dictionary");
        assert_eq!((row.value("sys_scope"), row.value("sys_mod_count")), ("global", "0"));
        let name = format!("sys_dictionary_{}", row.value("sys_id"));
        assert_eq!(row.value("sys_update_name"), name);
    }

    #[test]
    fn an_id_depends_on_table_and_key_alone() {
        assert_eq!(id("a", "b"), id("a", "b"));
        assert_ne!(id("a", "b"), id("b", "a"));
        assert_eq!(id("sys_choice", "x.y.z").len(), 32);
    }
}
