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
fn the_readme_places_every_point_of_the_facts() {
    let text = fs::read_to_string(README).unwrap();
    let (_, unknowns) = text.split_once("## Unknowns").unwrap();
    let (unknowns, _) = unknowns.split_once("\n## ").unwrap();
    for point in 1..=18 {
        let place = format!("§12.{point}");
        let named = unknowns.match_indices(&place).any(|(at, _)| {
            !unknowns[at + place.len()..].starts_with(|next: char| next.is_ascii_digit())
        });
        assert!(named, "{place} is neither a switch nor said not to be played");
    }
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
    let rows = api::ROUTES
        .iter()
        .map(|route| format!("| {} | `{}` | {} |\n", route.method, route.pattern, route.source));
    format!("| method | path | source |\n|---|---|---|\n{}", rows.collect::<String>())
}

/// `text` with `table` between the two marks of that name.
fn replaced(text: &str, name: &str, table: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let (before, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("no {begin}"));
    let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("no {end}"));
    format!("{before}{begin}\n{table}\n{end}{after}")
}
