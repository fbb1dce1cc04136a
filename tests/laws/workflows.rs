//! What runs on other people's machines, and theirs: actions that cannot be exchanged, and no token that is left lying about.

use std::collections::BTreeMap;

use crate::source::{files, text};

/// The workflows, ours and those that are shown to users, each with its lines.
fn workflows() -> Vec<(String, Vec<String>)> {
    let paths = files(".github/workflows").into_iter().chain(files("examples/pipelines"));
    let lines = |path: String| {
        let lines = text(&path).lines().map(str::to_owned).collect();
        (path, lines)
    };
    paths.map(lines).collect()
}

/// What comes after each `uses:`, with the file it stands in.
fn actions() -> Vec<(String, String)> {
    let of_one = |(path, lines): (String, Vec<String>)| {
        let used = |line: &String| Some(line.split_once("uses: ")?.1.to_owned());
        let used: Vec<String> = lines.iter().filter_map(used).collect();
        used.into_iter().map(move |action| (path.clone(), action))
    };
    workflows().into_iter().flat_map(of_one).collect()
}

/// Whether what comes after `uses:` names an action by its commit, with the version for readers.
fn is_pinned(action: &str) -> bool {
    let Some((_, place)) = action.split_once('@') else { return false };
    let Some((commit, version)) = place.split_once(" # v") else { return false };
    let is_commit = commit.len() == 40 && commit.chars().all(|one| one.is_ascii_hexdigit());
    is_commit && version.split('.').all(|number| number.parse::<u32>().is_ok())
}

#[test]
fn an_action_is_named_by_its_commit() {
    let actions = actions();
    for (path, action) in &actions {
        assert!(is_pinned(action), "{path}: {action}");
    }
    assert!(actions.len() > 10, "{}", actions.len());
}

#[test]
fn an_action_has_the_same_commit_everywhere() {
    let mut places: BTreeMap<String, (String, String)> = BTreeMap::new();
    for (path, action) in actions() {
        let (name, place) = action.split_once('@').unwrap_or_else(|| panic!("{path}: {action}"));
        let here = (path.clone(), place.to_owned());
        let (first, commit) = places.entry(name.to_owned()).or_insert(here);
        assert_eq!(place, commit, "{name} in {path}, unlike in {first}");
    }
}

#[test]
fn no_checkout_keeps_its_token() {
    for (path, lines) in workflows() {
        for (at, _) in lines.iter().enumerate().filter(|(_, line)| line.contains("checkout@")) {
            let step = lines[at + 1..].iter().take_while(|line| !line.contains("- "));
            let mut step = step.map(|line| line.trim());
            assert!(step.any(|line| line == "persist-credentials: false"), "{path}:{}", at + 1);
        }
    }
}

#[test]
fn a_workflow_begins_with_few_rights() {
    for (path, lines) in workflows().iter().filter(|(path, _)| path.starts_with(".github")) {
        let rights = lines.iter().position(|line| line == "permissions:").unwrap_or_else(|| {
            panic!("{path} says nothing of its rights");
        });
        assert_eq!(lines[rights + 1..rights + 3], ["  contents: read", ""], "{path}");
    }
}

#[test]
fn a_pin_is_a_commit_and_a_version() {
    let commit = "0123456789abcdef0123456789abcdef01234567";
    assert!(is_pinned(&format!("some/action@{commit} # v1.2.3")));
    assert!(!is_pinned(&format!("some/action@{commit}")));
    assert!(!is_pinned("some/action@v1 # v1.2.3"));
    assert!(!is_pinned("some/action"));
}
