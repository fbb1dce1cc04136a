//! The pages of ServiceNow's documentation about what the provider has: what our pages link to.

use serde::Serialize;

/// Where the documentation lies; a release is a branch of it.
const REPOSITORY: &str = "https://github.com/ServiceNow/ServiceNowDocs/blob";

/// A line for each page: its path from the branch on, its heading, and the names of our pages that link to it. The
/// pages about imports are missing from the branch of the newest release.
const PAGES: &str = include_str!("documents.tsv");

/// A page of ServiceNow's documentation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Document {
    title: &'static str,
    url: String,
}

/// The documents about what our page of this name is about.
pub(super) fn about(page: &str) -> Vec<Document> {
    let is_about = |names: &str| names.split(' ').any(|name| name == page);
    let about_it = pages().filter(|(_, _, names)| is_about(names));
    about_it
        .map(|(path, title, _)| Document { title, url: format!("{REPOSITORY}/{path}") })
        .collect()
}

fn pages() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    PAGES.lines().filter_map(|line| {
        let (path, rest) = line.split_once('\t')?;
        let (title, names) = rest.split_once('\t')?;
        Some((path, title, names))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use super::*;
    use crate::cargo;
    use terraform_provider_servicenow::resources;

    /// Types that no page is about.
    const NONE: &[&str] = &[
        "rest_message_function_parameter",
        "system_property_category",
        "system_property_category_member",
    ];

    #[test]
    fn a_page_has_its_heading_and_the_branch_of_a_release() {
        let [rules] = about("business_rule").try_into().unwrap();
        assert_eq!(rules.title, "Classic Business rules");
        let path = "australia/markdown/api-reference/business-rules-classic/c_BusinessRules.md";
        assert_eq!(rules.url, format!("{REPOSITORY}/{path}"));
        assert!(about("business").is_empty(), "a name is a whole one");
    }

    #[test]
    fn every_type_has_a_document_but_those_that_none_is_about() {
        for resource in resources::ALL {
            let none = NONE.contains(&resource.name);
            assert_eq!(about(resource.name).is_empty(), none, "{}", resource.name);
        }
    }

    #[test]
    fn every_line_is_about_pages_of_ours() {
        assert_eq!(pages().count(), PAGES.lines().count(), "a line has three columns");
        let mut ours = BTreeSet::new();
        for kind in crate::docs::kinds::KINDS {
            let folder = cargo::root().join("docs").join(kind.folder);
            for page in fs::read_dir(folder).unwrap() {
                let page = page.unwrap().path();
                ours.insert(page.file_stem().unwrap().to_string_lossy().into_owned());
            }
        }
        for name in pages().flat_map(|(_, _, names)| names.split(' ')) {
            assert!(ours.contains(name), "{name} has no page");
        }
    }
}
