//! What instances of this process were filled with, so that another one like them is not filled row by row.

use super::Seed;
use crate::{
    refusal::Refusal,
    store::{self, quoted},
    unknowns::Unknowns,
    vault,
    world::{Caller, Work, World},
};
use rusqlite::Connection;
use std::sync::{Arc, Mutex, PoisonError};

/// The images of this process.
static IMAGES: Mutex<Vec<Image>> = Mutex::new(Vec::new());

/// The rows of an instance when it had just been filled.
struct Image {
    seed: Seed,
    unknowns: Unknowns,
    rows: Connection,
    secrets: Secrets,
}

/// A secret of an image. Each instance has a key of its own, so its own vault has to lock it anew.
struct Secret {
    root: String,
    column: String,
    sys_id: String,
    plain: String,
}

/// The secrets of an image.
#[derive(Clone)]
pub(crate) struct Secrets(Arc<[Secret]>);

/// What an instance was filled with by this seed under these unknowns, if there was one: a copy of its rows, without its key,
/// and the secrets that are to be locked anew.
pub(crate) fn copy(
    seed: &Seed,
    unknowns: &Unknowns,
) -> rusqlite::Result<Option<(Connection, Secrets)>> {
    let images = IMAGES.lock().unwrap_or_else(PoisonError::into_inner);
    let image = images.iter().find(|image| image.seed == *seed && image.unknowns == *unknowns);
    let copy = |image: &Image| Ok((store::copy(&image.rows)?, image.secrets.clone()));
    image.map(copy).transpose()
}

/// Keeps what `world` has just been filled with.
pub(crate) fn keep(world: &World, seed: &Seed) -> Result<(), Refusal> {
    let rows = world.copy()?;
    store::forget_settings(&rows)?;
    let secrets = Secrets(world.work(&Caller::system(), secrets)?.into());
    let image = Image { seed: seed.clone(), unknowns: world.unknowns.clone(), rows, secrets };
    IMAGES.lock().unwrap_or_else(PoisonError::into_inner).push(image);
    Ok(())
}

impl Secrets {
    /// Locks each of them with the key of `world`, which was made of the rows that they belong to.
    pub(crate) fn seal(&self, world: &World) -> Result<(), Refusal> {
        world.work(&Caller::system(), |work| self.0.iter().try_for_each(|one| one.seal(work)))
    }
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
        assert!(copy(&seed, &unknowns).unwrap().is_none());
        let filled = world(store::open(None, &dictionary).unwrap(), &unknowns);
        seeds::fill(&filled, &StockRights::shipped().unwrap(), &seed, &[]).unwrap();
        insert(&filled, "api_key_credentials", [("name", "Key"), ("api_key", "hush")]);
        keep(&filled, &seed).unwrap();
        let another = || {
            let (rows, secrets) = copy(&seed, &unknowns).unwrap().unwrap();
            assert!(!secrets.0.is_empty());
            let world = world(rows, &unknowns);
            secrets.seal(&world).unwrap();
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
        assert!(copy(&Seed::File("nowhere.toml".into()), &Unknowns::likely()).unwrap().is_none());
    }
}
