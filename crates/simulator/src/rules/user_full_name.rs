//! A user's name is made of first, middle and last name; writing the name splits it.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Calculate user name",
    tables: &["sys_user"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply,
};

const PARTS: &[&str] = &["first_name", "middle_name", "last_name"];

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    if PARTS.iter().any(|part| change.changes(part)) {
        let parts = PARTS.iter().map(|part| change.get(part)).filter(|part| !part.is_empty());
        let name = parts.collect::<Vec<_>>().join(" ");
        change.set("name", name);
    } else if change.changes("name") {
        let (first, last) = split(change.get("name"));
        change.set("first_name", first);
        change.set("last_name", last);
    }
    Ok(())
}

fn split(name: &str) -> (String, String) {
    match name.rsplit_once(' ') {
        Some((first, last)) => (first.to_owned(), last.to_owned()),
        None => (String::new(), name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_split_before_its_last_word() {
        assert_eq!(split("Abel Tuter"), ("Abel".to_owned(), "Tuter".to_owned()));
        assert_eq!(split("Integration"), (String::new(), "Integration".to_owned()));
    }
}
