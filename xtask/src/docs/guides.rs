//! A guide's page: the README of an example, with its inputs, its outputs and the configuration itself.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::failure::{Attempt, Failure};

use super::inputs::{self, Declared};
use super::readme;

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
    inputs: Vec<Declared>,
    /// Those of the reusable part, where it is a folder of its own.
    module_inputs: Vec<Declared>,
    outputs: Vec<Declared>,
    files: Vec<File>,
    /// Whether it follows a set-up guide of somebody else's.
    pub(super) integration: bool,
}

/// A file of the configuration, quoted in full.
#[derive(Debug, Serialize)]
struct File {
    name: String,
    text: String,
}

/// Every example that has a README, those that follow somebody's guide last, each in order of their names.
pub(super) fn all(root: &Path) -> Result<Vec<Guide>, Failure> {
    let examples = root.join("examples");
    let integrations = examples.join("integrations");
    let mut guides = Vec::new();
    for folder in folders(&examples)?.into_iter().chain(folders(&integrations)?) {
        if folder.join("README.md").is_file() {
            guides.push(Guide::read(&examples, &folder)?);
        }
    }
    Ok(guides)
}

impl Guide {
    fn read(examples: &Path, folder: &Path) -> Result<Self, Failure> {
        let readme = readme::without_marks(&read(&folder.join("README.md"))?);
        let (heading, body) = readme.split_once("\n\n").unwrap_or((&readme, ""));
        let below = folder.strip_prefix(examples).unwrap_or(folder);
        let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
        Ok(Self {
            name: folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            title: heading.trim_start_matches("# ").trim().to_owned(),
            description: gist(&first_sentence(body)),
            body: body.trim().to_owned(),
            folder: below.display().to_string(),
            inputs: inputs::declared("variable", &text("variables.tf")),
            module_inputs: inputs::declared("variable", &text("module/variables.tf")),
            outputs: inputs::declared("output", &text("outputs.tf")),
            files: files(folder)?,
            integration: below.starts_with("integrations"),
        })
    }
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

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
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
