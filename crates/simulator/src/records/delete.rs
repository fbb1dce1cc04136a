//! Deleting a record, and what becomes of those that refer to it.

use super::{Input, update, update::of_real_class};
use crate::{
    dictionary::{Cascade, Table},
    refusal::Refusal,
    store::Record,
    world::{Change, Meaning, When, Work},
};
use std::sync::Arc;

/// A record that is to go, and whether its table's rules are asked.
struct Doomed<'a> {
    table: &'a Arc<Table>,
    id: String,
    with_rules: bool,
}

/// Deletes a record. References to it are cleared, or their rows deleted too, or stop it, as the
/// dictionary says.
pub(crate) fn delete(work: &Work<'_>, table: &Arc<Table>, id: &str) -> Result<(), Refusal> {
    let class = work.table(&table.name)?;
    // A list instead of recursion: a chain of references may be as long as the table.
    let mut doomed = vec![Doomed { table: class, id: id.to_owned(), with_rules: true }];
    let mut is_first = true;
    while let Some(next) = doomed.pop() {
        match delete_one(work, &next, &mut doomed) {
            // Of those that follow, one may have gone with another.
            Err(Refusal::NotFound) if !is_first => {}
            outcome => outcome?,
        }
        is_first = false;
    }
    Ok(())
}

fn delete_one<'a>(
    work: &Work<'a>,
    next: &Doomed<'a>,
    doomed: &mut Vec<Doomed<'a>>,
) -> Result<(), Refusal> {
    let (class, record) = of_real_class(work, next.table, &next.id)?;
    let id = record.value("sys_id").to_owned();
    let meaning = Meaning::Platform;
    let mut change = Change { work, table: class, previous: None, record, meaning };
    if next.with_rules {
        change.run(When::BeforeDelete)?;
    }
    work.take_away(class, &id)?;
    release_references(work, class, &id, doomed)?;
    if next.with_rules {
        change.run(When::AfterDelete)?;
    }
    Ok(())
}

fn release_references<'a>(
    work: &Work<'a>,
    table: &Table,
    id: &str,
    doomed: &mut Vec<Doomed<'a>>,
) -> Result<(), Refusal> {
    for (referring, column) in work.world.dictionary.references_to(table) {
        if column.cascade == Cascade::None {
            continue;
        }
        for row in work.find(&referring.name, &[(&column.name, id)])? {
            let id = row.value("sys_id").to_owned();
            match column.cascade {
                Cascade::Cascade | Cascade::Delete => {
                    doomed.push(Doomed { table: referring, id, with_rules: true });
                }
                Cascade::DeleteNoWorkflow => {
                    doomed.push(Doomed { table: referring, id, with_rules: false });
                }
                Cascade::Restrict => return Err(restricted(&referring.label)),
                Cascade::Clear => clear(work, referring, &column.name, &id)?,
                Cascade::None => {}
            }
        }
    }
    Ok(())
}

fn clear(work: &Work<'_>, table: &Arc<Table>, column: &str, id: &str) -> Result<(), Refusal> {
    let values = Record::from([(column.to_owned(), String::new())]);
    update(work, table, id, &Input { values, meaning: Meaning::Platform })?;
    Ok(())
}

/// The words are invented.
fn restricted(label: &str) -> Refusal {
    Refusal::Custom {
        status: 403,
        message: "Operation Failed".to_owned(),
        detail: format!("The record cannot be deleted: it is referred to in {label}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        dictionary::Dictionary,
        records,
        rules::RULES,
        store,
        unknowns::Unknowns,
        world::{Caller, World},
    };

    const TABLES: &str = r#"
        [node]
        label = "Nodes"
        extends = "standard"
        evidence = "invented"
        source = "a test"
        [node.columns]
        name = { type = "string", label = "Name" }
        up = { type = "reference", label = "Up", reference = "node", cascade = "cascade" }
        gone = { type = "reference", label = "Gone", reference = "node", cascade = "delete_no_workflow" }
        kept = { type = "reference", label = "Kept", reference = "node", cascade = "none" }
        empty = { type = "reference", label = "Empty", reference = "node" }
        held = { type = "reference", label = "Held", reference = "node", cascade = "restrict" }
    "#;

    fn world() -> World {
        let unknowns = Unknowns::likely();
        let dictionary = Dictionary::with(TABLES);
        let rows = store::open(None, &dictionary).unwrap();
        World::new(String::new(), rows, dictionary, unknowns, RULES).unwrap()
    }

    fn insert(work: &Work<'_>, values: &[(&str, &str)]) -> Result<String, Refusal> {
        let values = values.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let input = Input { values, meaning: Meaning::Platform };
        let row = records::insert(work, work.table("node")?, &input)?;
        Ok(row.value("sys_id").to_owned())
    }

    fn names(work: &Work<'_>) -> Result<String, Refusal> {
        let rows = work.find("node", &[])?;
        Ok(rows.iter().map(|row| row.value("name")).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn each_rule_of_a_reference_is_followed() {
        let world = world();
        let left = world.work(&Caller::system(), |work| {
            let target = insert(work, &[("name", "target")])?;
            for column in ["up", "gone", "kept", "empty"] {
                insert(work, &[("name", column), (column, &target)])?;
            }
            delete(work, work.table("node")?, &target)?;
            let kept = work.find("node", &[("kept", &target)])?.len();
            Ok((names(work)?, kept))
        });
        assert_eq!(left.unwrap(), ("kept empty".to_owned(), 1));
    }

    #[test]
    fn a_reference_may_stop_the_deletion() {
        let world = world();
        let refused = world.work(&Caller::system(), |work| {
            let target = insert(work, &[("name", "target")])?;
            insert(work, &[("name", "holder"), ("held", &target)])?;
            let refused = delete(work, work.table("node")?, &target).is_err();
            Ok(refused)
        });
        assert!(refused.unwrap());
    }

    #[test]
    fn a_long_chain_and_a_ring_of_references_end() {
        let world = world();
        let left = world.work(&Caller::system(), |work| {
            let first = insert(work, &[("name", "0")])?;
            let mut last = first.clone();
            for _ in 0..5_000 {
                last = insert(work, &[("name", "n"), ("up", &last)])?;
            }
            let ring = Input::platform([("up", last.as_str())]);
            update(work, work.table("node")?, &first, &ring)?;
            delete(work, work.table("node")?, &first)?;
            names(work)
        });
        assert_eq!(left.unwrap(), "");
    }
}
