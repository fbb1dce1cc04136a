//! Store applications that can be installed, and what each brings along.

use super::{
    SeedError,
    rows::{self, Rows},
};
use crate::{
    clock,
    records::{self, Input},
    refusal::Refusal,
    world::Work,
};
use serde::Deserialize;
use std::sync::LazyLock;

/// An application as the Store delivers it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Package {
    pub(crate) scope: String,
    app_id: String,
    pub(crate) name: String,
    vendor: String,
    /// Oldest first.
    versions: Vec<String>,
    /// What of it nobody has established.
    pub(crate) invented: Vec<String>,
    records: Rows,
}

/// Name and text of each file in `seeds/packages/`.
const FILES: &[(&str, &str)] = &[
    ("camunda_spoke.toml", include_str!("../../seeds/packages/camunda_spoke.toml")),
    ("remote_instance_spoke.toml", include_str!("../../seeds/packages/remote_instance_spoke.toml")),
];

static PACKAGES: LazyLock<Result<Vec<Package>, Malformed>> = LazyLock::new(|| read(FILES));

/// A file that is no package.
#[derive(Clone, Debug)]
struct Malformed {
    file: &'static str,
    source: toml::de::Error,
}

fn read(files: &[(&'static str, &str)]) -> Result<Vec<Package>, Malformed> {
    let package = |(file, text): &(&'static str, &str)| {
        toml::from_str(text).map_err(|source| Malformed { file, source })
    };
    files.iter().map(package).collect()
}

/// Fails unless every package can be read. An instance is started only then.
pub(super) fn check() -> Result<(), SeedError> {
    PACKAGES.as_ref().map(|_| ()).map_err(|malformed| malformed.clone().into())
}

impl From<Malformed> for SeedError {
    fn from(Malformed { file, source }: Malformed) -> Self {
        Self::MalformedPackage { file, source }
    }
}

impl Package {
    /// That version, or the newest where none is named.
    pub(crate) fn version(&self, wanted: &str) -> Option<&str> {
        let mut versions = self.versions.iter().rev().map(String::as_str);
        versions.find(|version| wanted.is_empty() || *version == wanted)
    }
}

/// The application of that scope or that identifier.
pub(crate) fn find(scope: &str, app_id: &str) -> Option<&'static Package> {
    all().iter().find(|package| package.scope == scope || package.app_id == app_id)
}

/// Every application there is.
pub(crate) fn all() -> &'static [Package] {
    PACKAGES.as_deref().unwrap_or_default()
}

/// Puts an application's records in place.
pub(crate) fn install(work: &Work<'_>, scope: &str, version: &str) -> Result<(), Refusal> {
    let Some(package) = find(scope, "") else { return Ok(()) };
    let table = work.table("sys_store_app")?;
    let newest = package.version("").unwrap_or(version);
    let update_available = (newest != version).to_string();
    let app = Input::platform([
        ("sys_id", package.app_id.as_str()),
        ("name", &package.name),
        ("scope", &package.scope),
        ("source", &package.scope),
        ("vendor", &package.vendor),
        ("version", version),
        ("latest_version", newest),
        ("update_available", &update_available),
        ("install_date", &clock::stored(work.now)),
        ("active", "true"),
        ("sys_scope", &package.app_id),
    ]);
    match work.fetch("sys_store_app", &package.app_id)? {
        Some(before) => {
            let mut app = app;
            let before = before.value("version").to_owned();
            app.values.insert("previous_version".to_owned(), before);
            records::update(work, table, &package.app_id, &app)?
        }
        None => records::insert(work, table, &app)?,
    };
    let shared = [("sys_scope", package.app_id.as_str()), ("sys_package", &package.app_id)];
    rows::insert_all(work, &package.records, &shared)
}

/// Takes an application away, with every application file in its scope.
pub(crate) fn uninstall(work: &Work<'_>, scope: &str) -> Result<(), Refusal> {
    let Some(package) = find(scope, "") else { return Ok(()) };
    for table in work.world.dictionary.roots().filter(|table| table.is_metadata()) {
        for file in work.find(&table.name, &[("sys_scope", &package.app_id)])? {
            let id = file.value("sys_id");
            // It may have gone with another one.
            if id != package.app_id && work.fetch(&table.name, id)?.is_some() {
                records::delete(work, table, id)?;
            }
        }
    }
    match work.fetch("sys_store_app", &package.app_id)? {
        Some(_) => records::delete(work, work.table("sys_store_app")?, &package.app_id),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_package_can_be_read() {
        assert_eq!(all().len(), 2);
        let spoke = find("x_camun_camunda", "").unwrap();
        assert_eq!(find("", &spoke.app_id).unwrap().scope, spoke.scope);
    }

    #[test]
    fn every_file_of_the_folder_is_listed() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/packages");
        for entry in std::fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            assert!(FILES.iter().any(|(listed, _)| *listed == name), "{name} is not listed");
        }
    }

    #[test]
    fn a_malformed_package_is_an_error_that_names_the_file_and_what_is_wrong() {
        assert!(check().is_ok());
        for (text, wrong) in [
            ("scope = 1", "expected a string"),
            ("colour = 'red'", "unknown field `colour`"),
            ("scope = 'x_one'", "missing field"),
            ("scope = ", "line 1"),
        ] {
            let files = [FILES[0], ("broken.toml", text)];
            let error = SeedError::from(read(&files).unwrap_err());
            assert_eq!(error.to_string(), "the package seeds/packages/broken.toml cannot be read");
            let source = std::error::Error::source(&error).unwrap().to_string();
            assert!(source.contains(wrong), "{source}");
        }
    }

    #[test]
    fn without_a_version_the_newest_is_meant() {
        let spoke = find("x_camun_camunda", "").unwrap();
        assert_eq!(spoke.version(""), Some("1.3.1"));
        assert_eq!(spoke.version("1.2.0"), Some("1.2.0"));
        assert_eq!(spoke.version("9.9.9"), None);
    }
}
