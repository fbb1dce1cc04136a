//! Where each type comes from: its family, under whose heading its pages stand.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::guides::entries;
use crate::failure::Failure;

/// The folder with one folder for each family of types, and in it one file for each type.
const DESCRIPTIONS: &str = "src/resources";

/// The families by their folders, as the registry shows them.
const FAMILIES: &[(&str, &str)] = &[
    ("access", "Access control"),
    ("accounts", "Users, groups and roles"),
    ("applications", "Applications of one's own"),
    ("connections", "Connections and credentials"),
    ("data_in", "Imports"),
    ("directory", "Directories and sign-in"),
    ("files", "Files"),
    ("inventory", "Inventory"),
    ("keys", "Keys and certificates"),
    ("logic", "Scripts and rules"),
    ("mail", "Mail"),
    ("mid", "MID servers"),
    ("oauth", "OAuth"),
    ("organisation", "Organisation"),
    ("portal", "Pages and portals"),
    ("schema", "Tables and columns"),
    ("service_catalog", "Service catalog"),
    ("software", "Software and properties"),
    ("web", "Web services"),
];

/// What belongs to a family and has no description in its folder, by the name of its page.
const OTHERS: &[(&str, &[&str])] = &[
    ("oauth", &["oauth_token", "oauth_token_check", "oauth_token_status", "provider_token"]),
    ("oauth", &["oauth_auth_url", "oauth_redirect_url", "oauth_token_url"]),
    ("connections", &["alias_id"]),
    ("mid", &["mid_server"]),
    ("software", &["application_rollback", "instance_scan", "plugin_rollback", "test_suite_run"]),
    ("software", &["update_set_back_out", "update_set_commit", "update_set_preview"]),
    ("software", &["update_set_retrieve", "instance", "instance_url"]),
];

/// The family of what is of no other: rows of any table, and what helps with them.
const ANY: &str = "Any table";

/// The folders that types are described in, by the names of their pages.
#[derive(Debug, Default)]
pub(super) struct Origins(BTreeMap<String, String>);

impl Origins {
    /// Looks where below `root` each type is described.
    pub(super) fn read(root: &Path) -> Result<Self, Failure> {
        let mut origins = Self::default();
        for family in entries(&root.join(DESCRIPTIONS))?.iter().filter(|path| path.is_dir()) {
            let described = entries(family)?;
            origins.0.extend(described.iter().map(|path| (name(path), name(family))));
        }
        Ok(origins)
    }

    /// The family of what is on the page of this name.
    pub(super) fn family(&self, page: &str) -> &'static str {
        let others = OTHERS.iter().find(|(_, pages)| pages.contains(&page));
        let folder = self.0.get(page).map(String::as_str);
        let folder = folder.or(others.map(|(folder, _)| *folder));
        let title = FAMILIES.iter().find(|(known, _)| Some(*known) == folder);
        title.map_or(ANY, |(_, title)| *title)
    }

    /// Pages, by the names of what they are about and their own, under the families that they belong to.
    pub(super) fn families<'a>(
        &self,
        pages: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Vec<Value> {
        let mut families: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for (name, page) in pages {
            let family = families.entry(self.family(page)).or_default();
            family.push(json!({ "name": name, "page": page }));
        }
        let line =
            |(family, pages): (&str, Vec<Value>)| json!({ "family": family, "pages": pages });
        families.into_iter().map(line).collect()
    }
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo;
    use terraform_provider_servicenow::resources;

    #[test]
    fn every_described_type_has_a_family_with_a_title() {
        let root = cargo::root();
        let origins = Origins::read(&root).unwrap();
        for resource in resources::ALL {
            assert_ne!(origins.family(resource.name), ANY, "{}", resource.name);
        }
        for family in entries(&root.join(DESCRIPTIONS)).unwrap().iter().filter(|it| it.is_dir()) {
            let is_it = |(folder, _): &(&str, &str)| *folder == name(family);
            assert!(FAMILIES.iter().any(is_it), "{} has no title", family.display());
        }
    }

    #[test]
    fn what_has_no_description_has_a_family_too() {
        let origins = Origins::read(&cargo::root()).unwrap();
        assert_eq!(origins.family("oauth_registry"), "OAuth");
        assert_eq!(origins.family("oauth_token"), "OAuth");
        assert_eq!(origins.family("update_set_commit"), "Software and properties");
        assert_eq!(origins.family("record"), ANY);
    }

    #[test]
    fn pages_are_listed_under_their_families() {
        let origins = Origins::read(&cargo::root()).unwrap();
        let pages = [("servicenow_user", "user"), ("servicenow_record", "record"), ("b", "group")];
        let listed = origins.families(pages.into_iter());
        assert_eq!(listed[0]["family"], ANY);
        assert_eq!(listed[1]["pages"][1], json!({ "name": "b", "page": "group" }));
    }
}
