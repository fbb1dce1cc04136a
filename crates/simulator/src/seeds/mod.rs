//! What an instance holds when it starts.

mod access_rules;
mod dictionary_rows;
pub(crate) mod image;
pub(crate) mod packages;
mod rows;
mod shipped_rows;

use crate::{
    access::StockRights,
    records,
    refusal::Refusal,
    rules,
    world::{Caller, Work, World},
};
use rows::Rows;
use std::path::{Path, PathBuf};

/// Plugins of the seeds whose id nobody has established, with their names
/// (docs/facts.md#spoke-contents).
pub(crate) const INVENTED_PLUGINS: &[(&str, &str)] =
    &[("com.glide.hub.flow_trigger.rest", "Flow Trigger - REST")];

/// What a new instance is filled with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Seed {
    /// A fresh developer instance: some users and roles, no entitlement to store applications.
    #[default]
    Pdi,
    /// A developer instance that is entitled to two spokes and has Integration Hub.
    Customer,
    /// The user `admin` and what every instance has.
    Empty,
    /// A customer's instance that lets nobody do more than they must: closed to Basic
    /// authentication of people, with explicit roles and rules about queries.
    Hardened,
    /// A file in the form of the shipped ones (TOML, or JSON of the same shape), on top of
    /// `Empty`.
    File(PathBuf),
}

impl From<&str> for Seed {
    /// The seed of that name, or the file.
    fn from(name: &str) -> Self {
        match name {
            "pdi" => Self::Pdi,
            "customer" => Self::Customer,
            "empty" => Self::Empty,
            "hardened" => Self::Hardened,
            path => Self::File(PathBuf::from(path)),
        }
    }
}

/// Why an instance cannot be filled.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The file cannot be read.
    #[error("the seed {path} cannot be read")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The text is not what a seed looks like.
    #[error("a seed is not written as tables of rows")]
    Malformed(#[from] toml::de::Error),
    /// The same of a file that ends in `.json`.
    #[error("a seed is not written as an object of lists of rows")]
    MalformedJson(#[from] serde_json::Error),
    /// A package of the Store that comes along with this program is malformed: a fault of the
    /// program.
    #[error("the package seeds/packages/{file} cannot be read")]
    MalformedPackage {
        /// The file.
        file: &'static str,
        /// What is wrong with it.
        source: toml::de::Error,
    },
    /// A row cannot be inserted.
    #[error("a row of the seed cannot be inserted: {0}")]
    Refused(String),
}

impl From<Refusal> for SeedError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.to_string())
    }
}

const STOCK: &str = include_str!("../../seeds/stock.toml");
const EMPTY: &str = include_str!("../../seeds/empty.toml");
const PDI: &str = include_str!("../../seeds/pdi.toml");
const CUSTOMER: &str = include_str!("../../seeds/customer.toml");
const HARDENED: &str = include_str!("../../seeds/hardened.toml");

/// Fills an instance that holds nothing yet; one with users keeps what it has.
pub(crate) fn fill(
    world: &World,
    rights: &StockRights,
    seed: &Seed,
    more_rows: &[PathBuf],
) -> Result<(), SeedError> {
    let mut parts = parts(seed)?;
    for file in more_rows {
        parts.push(of_file(file)?);
    }
    world.work(&Caller::system(), |work| {
        dictionary_rows::write(work)?;
        if is_filled(work)? {
            return Ok(());
        }
        parts.iter().try_for_each(|part| rows::insert_all(work, part, &[]))?;
        if matches!(seed, Seed::Customer | Seed::Hardened) {
            activate_integration_hub(work)?;
        }
        rules::inherited_roles::settle_all(work)?;
        access_rules::write(work, rights, *seed == Seed::Hardened)
    })?;
    Ok(())
}

/// Takes every row away and fills the instance again.
pub(crate) fn refill(
    world: &World,
    rights: &StockRights,
    seed: &Seed,
    more_rows: &[PathBuf],
) -> Result<(), SeedError> {
    packages::check()?;
    world.work(&Caller::system(), |work| {
        for table in world.dictionary.roots() {
            work.clear(&table.name)?;
        }
        Ok(())
    })?;
    fill(world, rights, seed, more_rows)
}

/// What a seed consists of, what every instance has first.
fn parts(seed: &Seed) -> Result<Vec<Rows>, SeedError> {
    let more: &[&str] = match seed {
        Seed::Empty | Seed::File(_) => &[],
        Seed::Pdi => &[PDI],
        Seed::Customer => &[PDI, CUSTOMER],
        Seed::Hardened => &[PDI, CUSTOMER, HARDENED],
    };
    let shipped = [STOCK, EMPTY].iter().chain(more).map(|text| Ok(toml::from_str(text)?));
    let mut parts: Vec<Rows> = shipped.collect::<Result<_, SeedError>>()?;
    if let Seed::File(path) = seed {
        parts.push(of_file(path)?);
    }
    Ok(parts)
}

fn of_file(path: &Path) -> Result<Rows, SeedError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| SeedError::Unreadable { path: path.to_owned(), source })?;
    let is_json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if is_json { Ok(serde_json::from_str(&text)?) } else { Ok(toml::from_str(&text)?) }
}

fn is_filled(work: &Work<'_>) -> Result<bool, Refusal> {
    Ok(!work.find("sys_user", &[("user_name", "admin")])?.is_empty())
}

/// The packs that the vendor's people activate for a customer.
fn activate_integration_hub(work: &Work<'_>) -> Result<(), Refusal> {
    for id in ["com.glide.hub.integrations.enterprise", "com.glide.hub.flow_trigger.rest"] {
        for plugin in work.find("v_plugin", &[("id", id)])? {
            let active = records::Input::platform([("active", "active")]);
            let id = plugin.value("sys_id");
            records::update(work, work.table("v_plugin")?, id, &active)?;
        }
    }
    Ok(())
}
