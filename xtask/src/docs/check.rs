//! What is wrong with pages: links that lead nowhere, snippets that are no HCL, pages that the registry would cut, and
//! sentences that contradict what the provider does.

use std::collections::BTreeMap;

use super::markdown::{self, Page};

/// How many bytes of a page the registry shows: of a longer one it cuts off the rest
/// (developer.hashicorp.com/terraform/registry/providers/docs, "Storage Limits": 500KB).
const LARGEST: usize = 500_000;

/// The languages of snippets that are HCL.
const HCL: &[&str] = &["terraform", "hcl"];

/// The page that the registry does not show, so that no other page may lead to it but by the repository's address.
const UNPUBLISHED: &str = "facts.md";

/// What a page whose path begins like this must not say, and why.
const CONTRADICTIONS: &[(&str, &str, &str)] = &[
    ("data-sources/", "Changing this replaces the resource", "a data source makes nothing"),
    ("data-sources/", "Left out: ", "what a configuration leaves out is nothing to a data source"),
    ("data-sources/", "`deletion_policy`", "a data source deletes nothing"),
    ("index.md", "1.11 or later is needed", "older ones work but for what is write-only"),
    ("resources/", "subcategory: \"\"", "it belongs to a family"),
    ("data-sources/", "subcategory: \"\"", "it belongs to a family"),
    ("list-resources/", "subcategory: \"\"", "it belongs to a family"),
];

/// Everything that is wrong with these pages, each in a sentence that begins with the page.
pub(super) fn faults(pages: &BTreeMap<String, String>) -> Vec<String> {
    let read: BTreeMap<&str, Page> =
        pages.iter().map(|(path, text)| (path.as_str(), markdown::read(text))).collect();
    let mut faults = Vec::new();
    for (path, text) in pages {
        let page = &read[path.as_str()];
        let links = page.links.iter().filter_map(|(target, _)| leads_nowhere(path, target, &read));
        faults.extend(links.map(|why| format!("{path}: {why}")));
        faults.extend(broken(page).map(|why| format!("{path}: {why}")));
        faults.extend(contradictions(path, text).map(|why| format!("{path}: {why}")));
        if text.len() > LARGEST {
            let size = text.len();
            faults.push(format!("{path}: {size} bytes, of which the registry shows {LARGEST}"));
        }
    }
    faults
}

/// Why a link leads nowhere, unless it leads somewhere or out of the documentation.
fn leads_nowhere(path: &str, target: &str, pages: &BTreeMap<&str, Page>) -> Option<String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let (page, anchor) =
        target.split_once('#').map_or((target, None), |(page, anchor)| (page, Some(anchor)));
    let to = if page.is_empty() { Some(path.to_owned()) } else { resolved(path, page) };
    let Some(to) = to else {
        return Some(format!("the link {target} leads out of the documentation"));
    };
    if to == UNPUBLISHED && path != UNPUBLISHED {
        return Some(format!("the link {target} leads to a page that is not published"));
    }
    let Some(there) = pages.get(to.as_str()) else {
        return Some(format!("the link {target} leads to a page that is not there"));
    };
    let anchor = anchor.filter(|anchor| !there.anchors.contains(*anchor))?;
    Some(format!("the link {target} leads to {anchor}, which {to} does not have"))
}

/// The path that a link leads to from a page; none above the folder of all pages.
pub(super) fn resolved(from: &str, target: &str) -> Option<String> {
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for part in target.split('/').filter(|part| !["", "."].contains(part)) {
        if part == ".." {
            folders.pop()?;
        } else {
            folders.push(part);
        }
    }
    Some(folders.join("/"))
}

fn broken(page: &Page) -> impl Iterator<Item = String> {
    let snippets = page.snippets.iter().filter(|snippet| HCL.contains(&snippet.language.as_str()));
    snippets.filter_map(|snippet| {
        let why = hcl::parse(&snippet.text).err()?;
        Some(format!("the snippet in line {} is no HCL: {why}", snippet.line))
    })
}

fn contradictions(path: &str, text: &str) -> impl Iterator<Item = String> {
    let rules = CONTRADICTIONS
        .iter()
        .filter(move |(begin, words, _)| path.starts_with(begin) && text.contains(words));
    rules.map(|(_, words, why)| format!("it says \"{}\", but {why}", words.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with a page of this text beside one with the heading "Here".
    fn faults_of(path: &str, text: &str) -> Vec<String> {
        let pages = BTreeMap::from([
            (path.to_owned(), text.to_owned()),
            ("guides/there.md".to_owned(), "# Here\n".to_owned()),
            (UNPUBLISHED.to_owned(), "<a id=\"a\"></a>A fact.".to_owned()),
        ]);
        faults(&pages)
    }

    #[test]
    fn pages_without_a_fault_have_none() {
        let text = "# A\n\n[a](#a) [b](../guides/there.md#here) [c](https://example.com/#x) [d](../guides/there.md)\n\n\
                    ```terraform\na \"b\" {\n  c = provider::x::y(\"z\")\n}\n```\n\n```shell\na {\n```\n";
        assert_eq!(faults_of("resources/a.md", text), Vec::<String>::new());
    }

    #[test]
    fn a_link_to_no_page_is_a_fault() {
        let faults = faults_of("resources/a.md", "[a](gone.md)");
        assert_eq!(faults, ["resources/a.md: the link gone.md leads to a page that is not there"]);
        let faults = faults_of("index.md", "[a](guides/there)");
        assert_eq!(faults.len(), 1, "without its ending it is no page: {faults:?}");
    }

    #[test]
    fn a_link_to_no_heading_is_a_fault() {
        let faults = faults_of("guides/a.md", "[a](there.md#gone) [b](#gone)");
        assert_eq!(
            faults,
            [
                "guides/a.md: the link there.md#gone leads to gone, which guides/there.md does not have",
                "guides/a.md: the link #gone leads to gone, which guides/a.md does not have",
            ]
        );
    }

    #[test]
    fn a_link_out_of_what_is_published_is_a_fault() {
        let faults = faults_of("guides/a.md", "[a](../../README.md) [b](../facts.md#a)");
        assert!(
            faults[0].ends_with("../../README.md leads out of the documentation"),
            "{faults:?}"
        );
        assert!(faults[1].ends_with("leads to a page that is not published"), "{faults:?}");
    }

    #[test]
    fn a_snippet_that_is_no_hcl_is_a_fault_and_named_by_its_line() {
        let faults = faults_of("guides/a.md", "# A\n\n```terraform\nresource \"a\" {\n```\n");
        assert_eq!(faults.len(), 1);
        assert!(
            faults[0].starts_with("guides/a.md: the snippet in line 3 is no HCL: "),
            "{faults:?}"
        );
    }

    #[test]
    fn a_page_that_the_registry_cuts_is_a_fault() {
        let faults = faults_of("guides/a.md", &"word ".repeat(LARGEST / 5 + 1));
        assert_eq!(faults.len(), 1);
        assert!(faults[0].contains("500005 bytes"), "{faults:?}");
        assert!(faults_of("guides/a.md", &"word ".repeat(LARGEST / 5)).is_empty());
    }

    #[test]
    fn a_sentence_that_contradicts_what_is_done_is_a_fault() {
        let faults =
            faults_of("data-sources/a.md", "- `a` It. Changing this replaces the resource.");
        assert_eq!(faults.len(), 1);
        assert!(faults[0].contains("a data source makes nothing"), "{faults:?}");
        assert!(faults_of("resources/a.md", "Changing this replaces the resource.").is_empty());
        assert_eq!(faults_of("resources/a.md", "---\nsubcategory: \"\"\n---\n").len(), 1);
    }
}
