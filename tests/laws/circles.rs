//! No files use one another in a circle.

use std::collections::{BTreeMap, BTreeSet};

use crate::paths::{Words, modules};
use crate::source::CODE;

/// Files that use one another in a circle, if there are any.
fn circle(uses: &BTreeMap<Words, BTreeSet<Words>>) -> Option<Vec<String>> {
    let mut left = uses.clone();
    loop {
        let before = left.len();
        let all: BTreeSet<Words> = left.keys().cloned().collect();
        left.retain(|_, used| used.iter().any(|module| all.contains(module)));
        if left.len() == before {
            break;
        }
    }
    let mut way = vec![left.keys().next()?];
    loop {
        let next = left[way[way.len() - 1]].iter().find(|module| left.contains_key(*module))?;
        if let Some(at) = way.iter().position(|module| *module == next) {
            return Some(way[at..].iter().map(|module| module.join("/")).collect());
        }
        way.push(next);
    }
}

/// The files that each file of a crate uses, those above and below it in its own folders left out.
fn uses(folder: &str) -> BTreeMap<Words, BTreeSet<Words>> {
    let modules = modules(folder);
    let file = |path: &Words| {
        let lengths = (1..=path.len()).rev();
        lengths.map(|length| path[..length].to_vec()).find(|path| modules.contains_key(path))
    };
    let others = |own: &Words, named: &BTreeSet<Words>| {
        let files = named.iter().filter_map(file);
        files.filter(|file| !own.starts_with(file) && !file.starts_with(own)).collect()
    };
    modules.iter().map(|(own, named)| (own.clone(), others(own, named))).collect()
}

#[test]
fn no_files_use_one_another_in_a_circle() {
    for folder in CODE {
        assert_eq!(circle(&uses(folder)), None, "a circle of files in {folder}");
    }
}

#[test]
fn a_circle_is_found_and_named() {
    let words = |name: &str| vec![name.to_owned()];
    let graph = |arrows: &[(&str, &[&str])]| {
        let used = |used: &[&str]| used.iter().map(|name| words(name)).collect();
        arrows.iter().map(|(own, all)| (words(own), used(all))).collect()
    };
    let line: &[(&str, &[&str])] = &[("a", &["b"]), ("b", &["c"]), ("c", &[])];
    assert_eq!(circle(&graph(line)), None);
    let round: &[(&str, &[&str])] = &[("a", &["b"]), ("b", &["c"]), ("c", &["b", "d"]), ("d", &[])];
    assert_eq!(circle(&graph(round)), Some(vec!["b".to_owned(), "c".to_owned()]));
}
