//! What instances held at some moment, so that another one like them is not filled row by row.

use super::Seed;
use crate::{
    refusal::Refusal,
    store::{self, quoted},
    unknowns::Unknowns,
    vault,
    world::{Caller, Work, World},
};
use rusqlite::Connection;
use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

/// What instances of this process were filled with, by the seed and the unknowns.
static STOCK: Mutex<Vec<(Seed, Unknowns, Image)>> = Mutex::new(Vec::new());

/// The rows that an instance had at some moment, for others to begin with.
#[derive(Clone)]
pub struct Image(Arc<Taken>);

struct Taken {
    rows: Mutex<Connection>,
    secrets: Vec<Secret>,
}

/// A secret of an image. Each instance has a key of its own, so its own vault has to lock it anew.
struct Secret {
    root: String,
    column: String,
    sys_id: String,
    plain: String,
}

impl Image {
    /// The rows of `world`, without its key.
    pub(crate) fn of(world: &World) -> Result<Self, Refusal> {
        let rows = world.copy()?;
        store::forget_settings(&rows)?;
        let secrets = world.work(&Caller::system(), secrets)?;
        Ok(Self(Arc::new(Taken { rows: Mutex::new(rows), secrets })))
    }

    /// A copy of the rows, whose secrets are to be [sealed](Self::seal).
    pub(crate) fn rows(&self) -> rusqlite::Result<Connection> {
        store::copy(&self.0.rows.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Locks each secret with the key of `world`, which was made of a copy of the rows.
    pub(crate) fn seal(&self, world: &World) -> Result<(), Refusal> {
        world.work(&Caller::system(), |work| {
            self.0.secrets.iter().try_for_each(|one| one.seal(work))
        })
    }
}

impl fmt::Debug for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Image").finish_non_exhaustive()
    }
}

/// What an instance was filled with by this seed under these unknowns, if there was one.
pub(crate) fn in_stock(seed: &Seed, unknowns: &Unknowns) -> Option<Image> {
    let stock = STOCK.lock().unwrap_or_else(PoisonError::into_inner);
    let is_it = |(of, under, _): &&(Seed, Unknowns, Image)| of == seed && under == unknowns;
    stock.iter().find(is_it).map(|(_, _, image)| image.clone())
}

/// Keeps what `world` has just been filled with.
pub(crate) fn keep(world: &World, seed: &Seed) -> Result<(), Refusal> {
    let image = Image::of(world)?;
    let mut stock = STOCK.lock().unwrap_or_else(PoisonError::into_inner);
    stock.push((seed.clone(), world.unknowns.clone(), image));
    Ok(())
}

impl Secret {
    fn seal(&self, work: &Work<'_>) -> Result<(), Refusal> {
        let (root, column) = (quoted(&self.root), quoted(&self.column));
        let sql = format!("UPDATE {root} SET {column} = ?1 WHERE sys_id = ?2");
        let locked = work.world.vault.encrypt(&self.plain);
        work.connection.execute(&sql, [&locked, &self.sys_id])?;
        Ok(())
    }
}

/// Every secret of every table.
fn secrets(work: &Work<'_>) -> Result<Vec<Secret>, Refusal> {
    let mut secrets = Vec::new();
    for table in work.world.dictionary.tables() {
        for row in work.find(&table.name, &[("sys_class_name", &table.name)])? {
            let plain =
                |value: &str| vault::is_encrypted(value).then(|| work.world.vault.decrypt(value));
            let found = row.iter().filter_map(|(column, value)| Some((column, plain(value)??)));
            secrets.extend(found.map(|(column, plain)| Secret {
                root: table.root.clone(),
                column: column.clone(),
                sys_id: row.value("sys_id").to_owned(),
                plain,
            }));
        }
    }
    Ok(secrets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::StockRights,
        dictionary::Dictionary,
        records::{self, Input},
        rules, seeds,
        world::Caller,
    };

    fn world(rows: Connection, unknowns: &Unknowns) -> World {
        let dictionary = Dictionary::shipped(unknowns.unestablished_columns).unwrap();
        World::new(String::new(), rows, dictionary, unknowns.clone(), rules::RULES).unwrap()
    }

    /// All rows of all tables, with their table's name; secrets in clear.
    fn rows(world: &World) -> Vec<(String, Vec<store::Record>)> {
        let open = |value: &mut String| *value = world.vault.decrypt(value).unwrap_or_default();
        let of = |name: &str| {
            let own = [("sys_class_name", name)];
            let mut rows = world.work(&Caller::system(), |work| work.find(name, &own)).unwrap();
            let values = rows.iter_mut().flat_map(|row| row.values_mut());
            values.filter(|value| vault::is_encrypted(value)).for_each(open);
            rows
        };
        world.dictionary.tables().map(|table| (table.name.clone(), of(&table.name))).collect()
    }

    fn insert<const N: usize>(world: &World, table: &str, row: [(&str, &str); N]) {
        let row = Input::platform(row);
        let insert = |work: &Work<'_>| records::insert(work, work.table(table)?, &row).map(drop);
        world.work(&Caller::system(), insert).unwrap();
    }

    #[test]
    fn a_copy_has_every_row_and_what_is_done_to_it_reaches_no_other() {
        // A profile that no other test uses, so that there is no image yet.
        let unknowns = Unknowns {
            unestablished_columns: true,
            default_profile_delay_ms: 41,
            ..Unknowns::worst()
        };
        let (seed, dictionary) = (Seed::Customer, Dictionary::shipped(true).unwrap());
        assert!(in_stock(&seed, &unknowns).is_none());
        let filled = world(store::open(None, &dictionary).unwrap(), &unknowns);
        seeds::fill(&filled, &StockRights::shipped().unwrap(), &seed, &[]).unwrap();
        insert(&filled, "api_key_credentials", [("name", "Key"), ("api_key", "hush")]);
        keep(&filled, &seed).unwrap();
        let another = || {
            let image = in_stock(&seed, &unknowns).unwrap();
            assert!(!image.0.secrets.is_empty());
            let world = world(image.rows().unwrap(), &unknowns);
            image.seal(&world).unwrap();
            world
        };
        let (first, kept) = (another(), rows(&filled));
        assert!(kept.iter().any(|(table, rows)| table == "sys_user" && rows.len() > 3));
        assert_eq!(rows(&first), kept);
        assert_eq!(first.vault.decrypt(&filled.vault.encrypt("a key of its own")), None);
        insert(&first, "sys_user", [("user_name", "one.more"), ("last_name", "More")]);
        assert_ne!(rows(&first), kept);
        assert_eq!(rows(&another()), kept);
    }

    #[test]
    fn what_was_filled_otherwise_is_no_image() {
        assert!(in_stock(&Seed::File("nowhere.toml".into()), &Unknowns::likely()).is_none());
    }
}
