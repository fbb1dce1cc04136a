//! Keeps the tables of the README what the program itself says.
//!
//! `SIMULATOR_README=write cargo test -p simulator readme` writes them anew.

use crate::{api, unknowns::Point};
use std::{env, fs, path::Path};

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

#[test]
fn the_tables_of_the_readme_are_up_to_date() {
    let shown = fs::read_to_string(README).unwrap();
    let mut wanted = replaced(&shown, "endpoints", &endpoints());
    wanted = replaced(&wanted, "unknowns", &Point::markdown().unwrap());
    if env::var_os("SIMULATOR_README").is_some_and(|value| value == "write") {
        fs::write(README, &wanted).unwrap();
    } else {
        assert!(shown == wanted, "run SIMULATOR_README=write cargo test -p simulator readme");
    }
}

#[test]
fn the_readme_places_every_question_of_the_facts() {
    let facts = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/facts.md");
    let facts = fs::read_to_string(facts).unwrap();
    let (_, questions) = facts.split_once("\n## Questions\n").unwrap();
    let text = fs::read_to_string(README).unwrap();
    let (_, unknowns) = text.split_once("## Unknowns").unwrap();
    let (unknowns, _) = unknowns.split_once("\n## ").unwrap();
    let anchors = questions.split("](#").skip(1).filter_map(|rest| rest.split(')').next());
    let mut count = 0;
    for anchor in anchors {
        let place = format!("](../../docs/facts.md#{anchor})");
        assert!(
            unknowns.contains(&place),
            "{anchor} is neither a switch nor said not to be played"
        );
        count += 1;
    }
    assert!(count > 30, "only {count} questions");
}

#[test]
fn every_picture_of_the_readme_is_there_and_small() {
    let text = fs::read_to_string(README).unwrap();
    let pictures: Vec<&str> =
        text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    let is_picture = |target: &&str| Path::new(target).extension().is_some_and(|e| e == "png");
    let pictures = pictures.into_iter().filter(is_picture);
    let mut count = 0;
    for picture in pictures {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(picture);
        let size = fs::metadata(&file).unwrap_or_else(|error| panic!("{picture}: {error}")).len();
        assert!(size < 150_000, "{picture} has {size} bytes");
        count += 1;
    }
    assert!(count >= 4);
}

fn endpoints() -> String {
    let rows = api::ROUTES.iter().map(|route| {
        format!("| {} | `{}` | {} |\n", route.method, route.pattern, linked(route.source))
    });
    format!("| method | path | source |\n|---|---|---|\n{}", rows.collect::<String>())
}

/// Where a source is a place in the facts, a link to it.
fn linked(source: &str) -> String {
    match source.split_once('#') {
        Some((_, anchor)) => format!("[{anchor}](../../{source})"),
        None => source.to_owned(),
    }
}

/// `text` with `table` between the two marks of that name.
fn replaced(text: &str, name: &str, table: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let (before, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("no {begin}"));
    let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("no {end}"));
    format!("{before}{begin}\n{table}\n{end}{after}")
}
