//! The paths that a file names, in `use` trees and inside code, and the modules they lead to.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Source, rust};

/// A path, a word a step: `["crate", "engine", "model"]`.
pub(crate) type Words = Vec<String>;

/// The paths in a text that begin with one of these words.
pub(crate) fn paths(code: &str, begins: impl Fn(&str) -> bool) -> BTreeSet<Words> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("::") {
        let root = trailing_word(&code[..at]);
        let is_first = !code[..at].trim_end_matches(root).ends_with("::");
        if is_first && !root.is_empty() && begins(root) {
            follow(&code[at + 2..], vec![root.to_owned()], &mut found);
        }
    }
    found
}

/// Goes on with a path, along each branch where it goes on in braces.
fn follow(rest: &str, mut path: Words, found: &mut BTreeSet<Words>) {
    if let Some(inside) = rest.strip_prefix('{') {
        for branch in branches(inside) {
            follow(branch, path.clone(), found);
        }
        return;
    }
    let word = leading_word(rest);
    if !word.is_empty() && word != "self" {
        path.push(word.to_owned());
    }
    match rest[word.len()..].strip_prefix("::") {
        Some(rest) => follow(rest, path, found),
        None => _ = found.insert(path),
    }
}

/// What stands between the commas up to the closing brace.
fn branches(inside: &str) -> Vec<&str> {
    let (mut level, mut from, mut found) = (0, 0, Vec::new());
    for (at, letter) in inside.char_indices() {
        let is_end = letter == '}' && level == 0;
        if is_end || (letter == ',' && level == 0) {
            found.push(inside[from..at].trim());
            from = at + 1;
        }
        match letter {
            _ if is_end => break,
            '{' => level += 1,
            '}' => level -= 1,
            _ => {}
        }
    }
    found.retain(|branch| !branch.is_empty());
    found
}

fn is_of_a_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn trailing_word(text: &str) -> &str {
    &text[text.trim_end_matches(is_of_a_word).len()..]
}

fn leading_word(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches(is_of_a_word).len()]
}

/// A file's code, the tests left out.
pub(crate) fn code(source: &Source) -> String {
    source.code().collect::<Vec<_>>().join("\n")
}

/// The module that a file of a crate is: `["engine", "model"]` for `src/engine/model/mod.rs`.
pub(crate) fn module(folder: &str, path: &str) -> Words {
    let inside = path.strip_prefix(folder).unwrap().trim_start_matches('/').trim_end_matches(".rs");
    let mut module: Words = inside.split('/').map(str::to_owned).collect();
    if ["mod", "lib", "main"].contains(&module[module.len() - 1].as_str()) {
        module.pop();
    }
    module
}

/// The paths of its own crate that a module names, from the crate's root.
fn within(module: &[String], code: &str) -> BTreeSet<Words> {
    let from_the_root = |path: Words| {
        let steps = path.iter().skip_while(|word| ["crate", "self", "super"].contains(&&***word));
        let up = path.iter().filter(|word| *word == "super").count();
        let base =
            if path[0] == "crate" { &[] } else { &module[..module.len().saturating_sub(up)] };
        base.iter().chain(steps).cloned().collect()
    };
    let own = paths(code, |word| ["crate", "self", "super"].contains(&word));
    own.into_iter().map(from_the_root).collect()
}

/// Each module of a crate by its folder, with the paths of the crate that it names.
pub(crate) fn modules(folder: &str) -> BTreeMap<Words, BTreeSet<Words>> {
    let named = |source: &Source| {
        let module = module(folder, &source.path);
        let paths = within(&module, &code(source));
        (module, paths)
    };
    let mut modules = BTreeMap::<Words, BTreeSet<Words>>::new();
    for (module, paths) in rust(folder).iter().map(named) {
        modules.entry(module).or_default().extend(paths);
    }
    modules
}

#[test]
fn a_path_is_read_with_all_that_its_braces_hold() {
    let read = |code: &str| -> Vec<String> {
        let found = paths(code, |word| ["crate", "super", "tfplugin"].contains(&word));
        found.iter().map(|path| path.join("::")).collect()
    };
    assert_eq!(
        read("pub(crate) use crate::{engine::{self, plan}, describe::Field as F,\n resources};"),
        ["crate::describe::Field", "crate::engine", "crate::engine::plan", "crate::resources"]
    );
    assert_eq!(read("use super::super::x::*; a::crate::b"), ["super::super::x"]);
    assert_eq!(
        read("fn a(b: tfplugin::List<Value>) -> crate::B::<C> {"),
        ["crate::B", "tfplugin::List"]
    );
}

#[test]
fn a_path_is_followed_from_the_module_that_names_it() {
    let module = module("src", "src/engine/write/mod.rs");
    let named = within(&module, "use super::model::cell; use self::row::Row; crate::describe::a()");
    let named: Vec<String> = named.iter().map(|path| path.join("/")).collect();
    assert_eq!(named, ["describe/a", "engine/model/cell", "engine/write/row/Row"]);
}
