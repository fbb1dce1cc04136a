//! The arrows of the architecture: who may use whom. They never turn back.

use std::collections::BTreeSet;

use crate::source::{Source, files, rust, text};

/// What each part of the provider may use beside itself. A part that is not listed may use nothing.
const ARROWS: &[(&str, &[&str])] = &[
    ("describe", &[]),
    ("resources", &["describe"]),
    ("data_sources", &["describe", "resources"]),
    ("engine", &["describe", "resources", "data_sources", "tfplugin", "servicenow"]),
    ("provider", &["engine", "tfplugin", "servicenow"]),
    ("lib", &["provider"]),
    ("main", &["terraform_provider_servicenow", "tfplugin"]),
];

const CRATES: &[&str] =
    &["tfplugin", "servicenow", "simulator", "probe", "xtask", "terraform_provider_servicenow"];

/// The part of the provider a file belongs to: the folder or file below `src`.
fn part(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap();
    inside.split(['/', '.']).next().unwrap()
}

/// How many times `super` may be said in a file before it leaves its part.
fn depth(path: &str) -> usize {
    let inside = path.strip_prefix("src/").unwrap().strip_suffix(".rs").unwrap();
    inside.trim_end_matches("/mod").split('/').count()
}

/// The parts and crates that a file names.
fn used(source: &Source) -> BTreeSet<String> {
    let code = source.code().collect::<Vec<_>>().join("\n");
    let mut used = BTreeSet::new();
    for (at, _) in code.match_indices("::") {
        let root = trailing_word(&code[..at]);
        if root == "crate" {
            used.extend(leading_words(&code[at + 2..]));
        } else if CRATES.contains(&root) && !code[..at].trim_end_matches(root).ends_with("::") {
            used.insert(root.to_owned());
        }
    }
    for line in code.lines() {
        let relative =
            line.trim_start().trim_start_matches("pub(crate) ").trim_start_matches("pub ");
        if supers(relative) >= depth(&source.path) {
            used.insert(format!("a part beside {}", part(&source.path)));
        }
    }
    used.remove(part(&source.path));
    used
}

/// The word a text ends with.
fn trailing_word(text: &str) -> &str {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    &text[text.trim_end_matches(is_word).len()..]
}

/// The word a path goes on with, or all of them where it goes on in braces.
fn leading_words(rest: &str) -> Vec<String> {
    let word = |text: &str| -> String {
        text.trim_start()
            .chars()
            .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
            .collect()
    };
    let Some(inside) = rest.strip_prefix('{') else { return vec![word(rest)] };
    let mut level = 0_i32;
    let mut words = vec![word(inside)];
    for (at, letter) in inside.char_indices() {
        match letter {
            '{' => level += 1,
            '}' if level == 0 => break,
            '}' => level -= 1,
            ',' if level == 0 => words.push(word(&inside[at + 1..])),
            _ => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn supers(line: &str) -> usize {
    let path = line.trim_start_matches("use ");
    path.split("::").take_while(|step| *step == "super").count()
}

#[test]
fn each_part_of_the_provider_uses_only_what_stands_before_it() {
    let mut wrong = Vec::new();
    for source in rust("src") {
        let own = part(&source.path).to_owned();
        let allowed =
            ARROWS.iter().find(|(name, _)| *name == own).map_or(&[][..], |(_, allowed)| allowed);
        for name in used(&source).iter().filter(|name| !allowed.contains(&name.as_str())) {
            wrong.push(format!("{} uses {name}", source.path));
        }
    }
    assert!(wrong.is_empty(), "arrows turn back: {wrong:#?}");
}

#[test]
fn each_part_of_the_provider_has_its_arrows_written_down() {
    let parts: BTreeSet<String> =
        rust("src").iter().map(|source| part(&source.path).to_owned()).collect();
    let listed: BTreeSet<String> = ARROWS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(parts, listed);
}

#[test]
fn only_the_engine_and_the_provider_block_know_both_worlds() {
    for source in rust("src") {
        let used = used(&source);
        let both = used.contains("tfplugin") && used.contains("servicenow");
        let part = part(&source.path);
        assert!(
            !both || ["engine", "provider"].contains(&part),
            "{} knows both worlds",
            source.path
        );
    }
}

/// The members of a manifest's dependency tables whose names are crates of ours.
fn of_ours(manifest: &str, tables: &[&str]) -> Vec<String> {
    let manifest: toml::Table = text(manifest).parse().unwrap();
    let found = tables.iter().filter_map(|table| manifest.get(*table)?.as_table());
    let names = found.flat_map(toml::Table::keys).cloned();
    names.filter(|name| CRATES.contains(&name.replace('-', "_").as_str())).collect()
}

const BUILT: &[&str] = &["dependencies", "build-dependencies"];
const ALL: &[&str] = &["dependencies", "build-dependencies", "dev-dependencies"];

#[test]
fn the_crates_do_not_know_each_other_and_the_simulator_knows_nothing_of_ours() {
    assert_eq!(of_ours("crates/tfplugin/Cargo.toml", BUILT), Vec::<String>::new());
    assert_eq!(of_ours("crates/servicenow/Cargo.toml", BUILT), Vec::<String>::new());
    assert_eq!(of_ours("crates/simulator/Cargo.toml", ALL), Vec::<String>::new());
    assert_eq!(of_ours("crates/probe/Cargo.toml", BUILT), Vec::<String>::new());
    assert_eq!(of_ours("Cargo.toml", BUILT), ["servicenow", "tfplugin"]);
}

#[test]
fn the_protocol_crate_has_no_word_of_servicenow_and_the_client_none_of_terraform() {
    for (folder, word) in
        [("crates/tfplugin/src", "servicenow"), ("crates/servicenow/src", "terraform")]
    {
        for path in files(folder) {
            assert!(!path.to_lowercase()[folder.len()..].contains(word), "{path}");
            for (number, line) in text(&path).lines().enumerate() {
                assert!(!line.to_lowercase().contains(word), "{path}:{}: {line}", number + 1);
            }
        }
    }
}

#[test]
fn a_path_is_read_with_all_that_its_braces_hold() {
    assert_eq!(leading_words("describe::{Field, Kind}, engine"), ["describe"]);
    assert_eq!(
        leading_words("{engine::{self, plan}, describe::Field,\n resources};"),
        ["engine", "describe", "resources"]
    );
    assert_eq!(trailing_word("pub(crate) use tfplugin"), "tfplugin");
    assert_eq!((supers("use super::super::x;"), supers("use crate::x;")), (2, 0));
    assert_eq!((depth("src/engine/application/install.rs"), depth("src/engine/mod.rs")), (3, 1));
}
