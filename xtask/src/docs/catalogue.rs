//! Everything that is known of the types beside their schemas, read once for all pages.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use terraform_provider_servicenow::describe::Resource;
use terraform_provider_servicenow::{data_sources, resources};

use crate::failure::Failure;

use super::behind::{self, Behind};
use super::beside::Beside;
use super::columns::{self, Used};
use super::documents;
use super::kinds::{KINDS, Kind, page_name};
use super::known::Dictionary;
use super::origins::Origins;

/// What is known of the types.
#[derive(Default)]
pub(super) struct Catalogue {
    /// The columns of the resource types.
    pub(super) columns: Vec<Used>,
    pub(super) dictionary: Dictionary,
    pub(super) origins: Origins,
}

impl Catalogue {
    /// Reads the descriptions and the dictionary of the simulated instance below `root`.
    pub(super) fn read(root: &Path) -> Result<Self, Failure> {
        Ok(Self {
            columns: columns::all(),
            dictionary: Dictionary::read(root)?,
            origins: Origins::read(root)?,
        })
    }

    /// What stands behind the attributes of a type; of a list nothing, for its attributes are questions.
    pub(super) fn behind(&self, kind: &Kind, name: &str) -> BTreeMap<String, Behind> {
        let of_records = ["resources", "data-sources"].contains(&kind.folder);
        let Some(resource) = described(kind, name).filter(|_| of_records) else {
            return BTreeMap::new();
        };
        let mut columns = self.columns.clone();
        columns.extend(columns::of_data_sources());
        behind::attributes(resource, &columns, &self.dictionary, kind)
    }

    /// What the page of a type says beside its schema.
    pub(super) fn beside(&self, kind: &Kind, name: &str, schemas: &Value) -> Beside {
        let page = page_name(name);
        let mut beside = match described(kind, name) {
            Some(resource) => Beside::of(resource, &self.dictionary, kind),
            None => Beside::of_page(page, kind),
        };
        beside.subcategory = self.origins.family(page);
        beside.same = same(kind, name, schemas);
        beside.documents = documents::about(page);
        beside
    }
}

/// The description of a type that has pages of this kind.
fn described(kind: &Kind, name: &str) -> Option<&'static Resource> {
    let page = page_name(name);
    let resource = resources::ALL.iter().copied().find(|resource| resource.name == page);
    let mut sources = data_sources::ALL.iter().map(|source| source.resource);
    let source = sources.find(|resource| resource.name == page);
    match kind.folder {
        "resources" | "list-resources" => resource,
        // A data source of its own shares its name with a resource.
        "data-sources" if page != "table" => resource.or(source),
        _ => None,
    }
}

/// Links to the other pages of the same name.
fn same(kind: &Kind, name: &str, schemas: &Value) -> Vec<String> {
    let is_there =
        |other: &&Kind| other.folder != kind.folder && schemas[other.schemas].get(name).is_some();
    let others = KINDS.iter().filter(is_there);
    let link = |other: &Kind| {
        let title = other.title.to_lowercase();
        format!("[{title} `{name}`](../{}/{}.md)", other.folder, page_name(name))
    };
    others.map(link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo;
    use serde_json::json;

    #[test]
    fn a_page_leads_to_the_others_of_its_name() {
        let schemas = json!({
            "resource_schemas": { "servicenow_user": {} },
            "data_source_schemas": { "servicenow_user": {}, "servicenow_records": {} },
        });
        let links = |kind: usize, name: &str| same(&KINDS[kind], name, &schemas);
        assert_eq!(
            links(0, "servicenow_user"),
            ["[data source `servicenow_user`](../data-sources/user.md)"]
        );
        assert_eq!(
            links(1, "servicenow_user"),
            ["[resource `servicenow_user`](../resources/user.md)"]
        );
        assert!(links(1, "servicenow_records").is_empty());
    }

    #[test]
    fn the_pages_of_a_type_share_its_family_and_its_documents() {
        let catalogue = Catalogue::read(&cargo::root()).unwrap();
        let beside =
            |kind: usize| catalogue.beside(&KINDS[kind], "servicenow_clone_preserver", &json!({}));
        assert_eq!(beside(0).subcategory, "Software and properties");
        assert_eq!(beside(0).documents, beside(1).documents);
        assert!(!beside(0).documents.is_empty(), "there is a page about it");
    }

    #[test]
    fn a_data_source_that_only_shares_a_name_is_not_described_by_it() {
        assert!(described(&KINDS[0], "servicenow_table").is_some());
        assert!(described(&KINDS[1], "servicenow_table").is_none());
        assert_eq!(described(&KINDS[1], "servicenow_mid_server").unwrap().table, "ecc_agent");
    }
}
