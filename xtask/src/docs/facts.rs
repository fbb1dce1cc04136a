//! ServiceNow's own documentation, as the sources in `docs/facts.md` name it: what pages link to.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Serialize;

use crate::failure::{Attempt, Failure};

/// Where a fact begins, and where its anchor ends.
const ANCHOR: (&str, &str) = ("<a id=\"", "\"></a>");

/// What the path of a source follows.
const SOURCE: &str = "DOC ";

/// Where the documentation lies; the release is a branch.
const REPOSITORY: &str = "https://github.com/ServiceNow/ServiceNowDocs";

/// The release that is linked to where a source names none, and what another one is named by.
const NEWEST: &str = "australia";
const OLDER: &[(&str, &str)] = &[(" (Zurich)", "zurich"), (" (Yokohama)", "yokohama")];

/// Sources that are folders of pages.
const FOLDERS: &[&str] = &[
    "api-reference/rest-apis",
    "integrate-applications/integration-hub",
    "platform-security/authentication",
    "platform-security/connections-and-credentials",
    "servicenow-platform/mid-server",
];

/// What is written in capitals in the words of a page's name.
const SHORT_FORMS: &[&str] =
    &["API", "IP", "JWT", "LDAP", "MID", "REST", "SAML2", "SSO", "UI", "URL"];

/// A page of ServiceNow's documentation, or a folder of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Document {
    name: String,
    url: String,
}

/// The documents behind each fact, by its anchor.
#[derive(Debug, Default)]
pub(super) struct Facts(BTreeMap<String, Vec<Document>>);

impl Facts {
    /// Reads the facts below `root`.
    pub(super) fn read(root: &Path) -> Result<Self, Failure> {
        let path = root.join("docs/facts.md");
        let what = format!("read {}", path.display());
        Ok(Self::of(&fs::read_to_string(&path).attempting(what)?))
    }

    fn of(page: &str) -> Self {
        let fact = |part: &str| {
            let (anchor, text) = part.split_once(ANCHOR.1)?;
            let text = text.split("\n## ").next().unwrap_or(text);
            Some((anchor.to_owned(), documents(text)))
        };
        Self(page.split(ANCHOR.0).skip(1).filter_map(fact).collect())
    }

    /// The documents behind these facts, each once and in the order of their names.
    pub(super) fn documents(&self, anchors: &[&str]) -> Vec<&Document> {
        let found = anchors.iter().filter_map(|anchor| self.0.get(*anchor)).flatten();
        let mut documents: Vec<&Document> = found.collect();
        documents.sort();
        documents.dedup();
        documents
    }
}

fn documents(text: &str) -> Vec<Document> {
    text.split(SOURCE).skip(1).filter_map(document).collect()
}

/// The document whose path the text begins with. One of a whole area of the documentation leads nowhere.
fn document(text: &str) -> Option<Document> {
    let is_of_path =
        |letter: char| letter.is_ascii_alphanumeric() || ['/', '-', '_'].contains(&letter);
    let end = text.find(|letter| !is_of_path(letter)).unwrap_or(text.len());
    let (path, rest) = text.split_at(end);
    let (_, name) = path.rsplit_once('/')?;
    let older = OLDER.iter().find(|(words, _)| rest.starts_with(words));
    let release = older.map_or(NEWEST, |(_, branch)| branch);
    let url = if FOLDERS.contains(&path) {
        format!("{REPOSITORY}/tree/{release}/markdown/{path}")
    } else {
        format!("{REPOSITORY}/blob/{release}/markdown/{path}.md")
    };
    Some(Document { name: title(name), url })
}

/// The words of a page's file name: `t_DefineAnLDAPServer` is "Define an LDAP server".
fn title(name: &str) -> String {
    let name = match name.split_once('_') {
        Some((kind, rest)) if kind.len() == 1 => rest,
        _ => name,
    };
    let mut words = Vec::new();
    for mut rest in name.split(['-', '_']) {
        while !rest.is_empty() {
            let (word, after) = rest.split_at(word_end(rest));
            let short = SHORT_FORMS.iter().find(|short| short.eq_ignore_ascii_case(word));
            words.push(short.map_or_else(|| word.to_lowercase(), |short| (*short).to_owned()));
            rest = after;
        }
    }
    let line = words.join(" ");
    line[..1].to_uppercase() + &line[1..]
}

/// Where the first word of a name in camel case ends.
fn word_end(name: &str) -> usize {
    let is_small = |rest: &str| rest.starts_with(|letter: char| letter.is_ascii_lowercase());
    let begins = |short: &&&str| name.strip_prefix(**short).is_some_and(|rest| !is_small(rest));
    let next = || name[1..].find(|letter: char| letter.is_ascii_uppercase());
    let short = SHORT_FORMS.iter().find(begins);
    short.map(|short| short.len()).or_else(|| next().map(|at| at + 1)).unwrap_or(name.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo;

    #[test]
    fn a_source_is_a_page_or_a_folder_of_the_release_it_names() {
        let page = "- <a id=\"a\"></a>**A.** [D DOC rest/c_Table; X R]\n- <a id=\"b\"></a>**B.** \
                    [D DOC platform-security/authentication, DOC rest/old (Zurich)] [D DOC] [D DOC api-reference]";
        let facts = Facts::of(page);
        let urls = |anchors: &[&str]| {
            facts.documents(anchors).iter().map(|it| it.url.clone()).collect::<Vec<_>>()
        };
        assert_eq!(urls(&["a"]), [format!("{REPOSITORY}/blob/australia/markdown/rest/c_Table.md")]);
        assert_eq!(
            urls(&["b"]),
            [
                format!("{REPOSITORY}/tree/australia/markdown/platform-security/authentication"),
                format!("{REPOSITORY}/blob/zurich/markdown/rest/old.md")
            ]
        );
        assert!(urls(&["none"]).is_empty());
    }

    #[test]
    fn a_page_is_called_by_the_words_of_its_file() {
        assert_eq!(title("t_DefineAnLDAPServer"), "Define an LDAP server");
        assert_eq!(
            title("t_MakeATimelineVisibleToASelUser"),
            "Make a timeline visible to a sel user"
        );
        assert_eq!(title("configure-api-key"), "Configure API key");
        assert_eq!(title("t_ConfigureMIDIPRange"), "Configure MID IP range");
        assert_eq!(title("JWT-Bearer-token-support"), "JWT bearer token support");
    }

    #[test]
    fn facts_that_stand_on_the_documentation_lead_to_it() {
        let facts = Facts::read(&cargo::root()).unwrap();
        assert!(facts.0.len() > 200);
        assert!(!facts.documents(&["http-connection"]).is_empty());
    }
}
