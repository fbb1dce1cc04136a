//! A guide's page: the README of an example, with its inputs, its outputs and the configuration itself.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::failure::{Attempt, Failure};

use super::check::resolved;
use super::inputs::{self, Declared};
use super::{markdown, readme};

/// The address of the repository.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// The guides for those who have applied something already, by their folders.
const OPERATION: &[&str] = &[
    "migrating",
    "multi-instance",
    "opentofu",
    "pipelines",
    "prove-after-apply",
    "releases",
    "rotate-a-secret",
    "secrets-from-vault",
    "testing",
    "troubleshooting",
];

/// The guides that come first.
const FIRST: &[&str] = &["quickstart", "prepare-the-instance"];

/// What the template of a guide is filled with.
#[derive(Debug, Serialize)]
pub(super) struct Guide {
    /// The name of its page.
    pub(super) name: String,
    /// The README's heading.
    pub(super) title: String,
    /// What the first sentence of the README says before its details.
    pub(super) description: String,
    /// The README below its heading.
    body: String,
    /// The example's folder, below `examples/`.
    folder: String,
    /// The address of the repository.
    repository: &'static str,
    inputs: Vec<Declared>,
    /// Those of the reusable part, where it is a folder of its own.
    module_inputs: Vec<Declared>,
    outputs: Vec<Declared>,
    files: Vec<File>,
    /// What the registry lists it under.
    subcategory: &'static str,
    /// Whether it follows a set-up guide of somebody else's.
    pub(super) integration: bool,
}

/// A file of the configuration, quoted in full.
#[derive(Debug, Serialize)]
struct File {
    name: String,
    text: String,
}

/// Every example that has a README: what comes first, then the others in order of their names, and last those that follow
/// somebody's guide.
pub(super) fn all(root: &Path) -> Result<Vec<Guide>, Failure> {
    let examples = root.join("examples");
    let integrations = examples.join("integrations");
    let mut guides = Vec::new();
    for folder in folders(&examples)?.into_iter().chain(folders(&integrations)?) {
        if folder.join("README.md").is_file() {
            guides.push(Guide::read(&examples, &folder)?);
        }
    }
    let place = |guide: &Guide| FIRST.iter().position(|name| *name == guide.name);
    guides.sort_by_key(|guide| place(guide).unwrap_or(FIRST.len()));
    Ok(guides)
}

impl Guide {
    fn read(examples: &Path, folder: &Path) -> Result<Self, Failure> {
        let readme = readme::without_marks(&read(&folder.join("README.md"))?);
        let (heading, body) = readme.split_once("\n\n").unwrap_or((&readme, ""));
        let below = folder.strip_prefix(examples).unwrap_or(folder);
        let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let integration = below.starts_with("integrations");
        Ok(Self {
            subcategory: subcategory(&name, integration),
            name,
            title: heading.trim_start_matches("# ").trim().to_owned(),
            description: gist(&first_sentence(body)),
            body: published(body.trim(), examples, below),
            folder: below.display().to_string(),
            repository: REPOSITORY,
            inputs: inputs::declared("variable", &text("variables.tf"))?,
            module_inputs: inputs::declared("variable", &text("module/variables.tf"))?,
            outputs: inputs::declared("output", &text("outputs.tf"))?,
            files: files(folder)?,
            integration,
        })
    }
}

fn subcategory(name: &str, integration: bool) -> &'static str {
    if integration {
        return "Integrations";
    }
    if OPERATION.contains(&name) { "Operation" } else { "Getting started" }
}

/// The text of a README of the folder `below` the examples, with links that lead on from a published page as well.
fn published(text: &str, examples: &Path, below: &Path) -> String {
    let readme = format!("examples/{}/README.md", below.display());
    let mut published = text.to_owned();
    for (target, range) in markdown::read(text).links.into_iter().rev() {
        let Some(leads) = led(&target, examples, &readme) else { continue };
        let link = text[range.clone()].replace(&format!("({target})"), &format!("({leads})"));
        published.replace_range(range, &link);
    }
    published
}

/// Where a link of a README leads from its page; nothing for one that may stay as it is.
fn led(target: &str, examples: &Path, readme: &str) -> Option<String> {
    if target.contains("://") || target.starts_with('#') {
        return None;
    }
    let page = target.split('#').next().unwrap_or_default();
    let anchor = &target[page.len()..];
    let path = resolved(readme, page)?;
    let guide = path.strip_prefix("examples/").map(|folder| folder.trim_end_matches("/README.md"));
    let guide = guide.filter(|folder| examples.join(folder).join("README.md").is_file());
    let name = guide.and_then(|folder| folder.rsplit('/').next());
    let published = path.strip_prefix("docs/").filter(|page| *page != "facts.md");
    Some(match (name, published) {
        (Some(name), _) => format!("{name}.md{anchor}"),
        (None, Some(page)) => match page.strip_prefix("guides/") {
            Some(guide) => format!("{guide}{anchor}"),
            None => format!("../{page}{anchor}"),
        },
        (None, None) => format!("{REPOSITORY}/blob/main/{path}{anchor}"),
    })
}

/// What the configuration does, file by file: those that only declare are listed as tables or left out.
fn files(folder: &Path) -> Result<Vec<File>, Failure> {
    let mut paths = configurations(folder)?;
    paths.retain(|path| !declares_only(path));
    paths.sort_by_key(|path| (path.components().count(), !path.ends_with("main.tf"), path.clone()));
    let file = |path: PathBuf| {
        let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        Ok(File { name, text: read(&path)?.trim_end().to_owned() })
    };
    paths.into_iter().map(file).collect()
}

fn declares_only(path: &Path) -> bool {
    ["variables.tf", "outputs.tf", "versions.tf"].iter().any(|name| path.ends_with(name))
}

/// The `.tf` files below `folder`, at any depth.
fn configurations(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in entries(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !name.starts_with('.') {
            found.extend(configurations(&path)?);
        } else if Path::new(&name).extension().is_some_and(|extension| extension == "tf") {
            found.push(path);
        }
    }
    Ok(found)
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    Ok(entries(folder)?.into_iter().filter(|path| path.is_dir()).collect())
}

/// What lies in a folder, in the order of its names.
pub(super) fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let what = || format!("list {}", folder.display());
    let entries = fs::read_dir(folder).attempting(what())?;
    let paths: Result<Vec<PathBuf>, _> = entries.map(|entry| entry.map(|one| one.path())).collect();
    let mut paths = paths.attempting(what())?;
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).attempting(format!("read {}", path.display()))
}

/// The first sentence of a text, on one line.
pub(super) fn first_sentence(text: &str) -> String {
    let paragraph = text.trim().split("\n\n").next().unwrap_or_default();
    let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = line.find(". ").map_or(line.as_str(), |end| &line[..end]);
    format!("{}.", sentence.trim_end_matches('.'))
}

/// What comes before the details: the sentence up to a colon.
fn gist(sentence: &str) -> String {
    let gist = sentence.split_once(": ").map_or(sentence, |(gist, _)| gist);
    format!("{}.", gist.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo;

    #[test]
    fn the_first_sentence_is_on_one_line() {
        assert_eq!(first_sentence("One\ntwo. Three.\n\nFour."), "One two.");
        assert_eq!(first_sentence("Version 1.5 is out."), "Version 1.5 is out.");
        assert_eq!(first_sentence("Makes these: a, b"), "Makes these: a, b.");
        assert_eq!(gist("Makes these: a, b."), "Makes these.");
    }

    #[test]
    fn every_integration_is_a_guide_that_maps_its_steps() {
        let guides = all(&cargo::root()).unwrap();
        let integrations: Vec<&Guide> = guides.iter().filter(|guide| guide.integration).collect();
        assert!(integrations.len() >= 4, "{}", integrations.len());
        for guide in integrations {
            assert!(guide.body.contains("## The guide, step by step"), "{}", guide.name);
            assert!(guide.body.contains("**a person**"), "{}", guide.name);
            assert!(!guide.inputs.is_empty() && !guide.outputs.is_empty(), "{}", guide.name);
        }
    }

    #[test]
    fn a_link_of_a_readme_leads_on_from_the_published_page() {
        let examples = cargo::root().join("examples");
        let lead = |text: &str, folder: &str| published(text, &examples, Path::new(folder));
        let text = "A [simulator](../../crates/simulator/README.md), `[no](link)`, [here](#here).";
        let there = format!("{REPOSITORY}/blob/main/crates/simulator/README.md");
        let expected = format!("A [simulator]({there}), `[no](link)`, [here](#here).");
        assert_eq!(lead(text, "testing"), expected);
        assert_eq!(
            lead("[a](../pipedream/) [b](../nango/README.md#c)", "integrations/pipedream"),
            "[a](pipedream.md) [b](nango.md#c)"
        );
        assert_eq!(
            lead("[a](../../docs/resources/user.md#import)", "testing"),
            "[a](../resources/user.md#import)"
        );
        assert_eq!(lead("[a](../../docs/guides/nango.md)", "testing"), "[a](nango.md)");
        assert_eq!(
            lead("[a](../../docs/facts.md#times)", "testing"),
            format!("[a]({REPOSITORY}/blob/main/docs/facts.md#times)")
        );
    }

    #[test]
    fn every_error_in_the_guide_to_troubleshooting_is_one_that_users_are_told() {
        let root = cargo::root();
        let golden = root.join("src/engine/problem/golden/sentences.snap");
        let (told, guide) = (
            read(&golden).unwrap(),
            read(&root.join("examples/troubleshooting/README.md")).unwrap(),
        );
        let quoted: Vec<&str> =
            guide.lines().filter_map(|line| line.strip_prefix("### ")).collect();
        assert!(quoted.len() > 15, "{}", quoted.len());
        for sentence in quoted.iter().flat_map(|heading| heading.split('…')) {
            assert!(told.contains(sentence.trim()), "nobody is told \"{sentence}\"");
        }
    }

    #[test]
    fn every_input_and_output_of_a_guide_says_what_it_is_for() {
        for guide in all(&cargo::root()).unwrap() {
            for declared in guide.inputs.iter().chain(&guide.module_inputs).chain(&guide.outputs) {
                let text = serde_json::to_value(declared).unwrap();
                let description = text["description"].as_str().unwrap();
                assert!(description.ends_with('.'), "{}: {text}", guide.name);
            }
        }
    }

    #[test]
    fn the_main_file_comes_first_and_modules_last() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("module")).unwrap();
        for name in ["a.tf", "main.tf", "module/main.tf", "variables.tf", "notes.md"] {
            fs::write(folder.path().join(name), name).unwrap();
        }
        let names: Vec<String> =
            files(folder.path()).unwrap().into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["main.tf", "a.tf", "module/main.tf"]);
    }
}
