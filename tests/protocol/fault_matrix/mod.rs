//! Every operation in every trouble of the simulator's, once and for good: what the user sees, what
//! is in the state, what is on the instance, and what the next apply does.
//!
//! The tables in `tables.rs` state it. Whatever they say, a second record of one name, a state that
//! claims what is not so and a success without what was asked for fail the test.

mod operations;
mod outcome;
mod replacing;
mod tables;
mod tables_of_replacing;
mod troubles;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use serde_json::{Value as Json, json};

use crate::seen::text;
use crate::world::{World, configured, with};
use operations::{Operation, Subject};
use outcome::{Outcome, Told};
use tables::{Cell, cells};
use troubles::{TROUBLES, fault};

/// Instances at a time for each operation: most of a trouble is waiting.
const LANES: usize = 6;

#[test]
fn no_cell_of_the_matrix_is_missing_and_none_is_written_twice() {
    let mut expected = BTreeSet::new();
    for operation in Operation::ALL {
        expected.extend(TROUBLES.iter().map(|(trouble, _)| (operation, *trouble)));
    }
    let all: Vec<_> = Operation::ALL.into_iter().flat_map(cells).collect();
    let written: BTreeSet<_> = all.iter().map(|cell| (cell.operation, cell.trouble)).collect();
    assert_eq!(written, expected);
    assert_eq!(all.len(), written.len(), "a cell is written twice");
}

/// Plays every cell of an operation and tells each that ends otherwise than its table says.
async fn as_the_table_says(operation: Operation) {
    let waiting = Arc::new(Mutex::new(cells(operation).into_iter()));
    let mut lanes = tokio::task::JoinSet::new();
    for _ in 0..LANES {
        lanes.spawn(lane(Arc::clone(&waiting)));
    }
    let wrong = lanes.join_all().await.concat();
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Plays cells one after the other on an instance of its own, for a trouble falls on the whole instance.
async fn lane(waiting: Arc<Mutex<std::vec::IntoIter<Cell>>>) -> Vec<String> {
    let world = Arc::new(World::likely().await);
    let mut wrong = Vec::new();
    loop {
        let next = waiting.lock().unwrap().next();
        let Some(cell) = next else { return wrong };
        let name = format!("{:?} {}", cell.operation, cell.trouble);
        let played = tokio::spawn(play(Arc::clone(&world), cell)).await;
        // A panic has told its own words already, and spares the other cells.
        wrong.extend(played.unwrap_or_else(|panic| vec![format!("{name}: {panic}")]));
    }
}

/// Plays one trouble of an operation, once and then for good, and answers what is otherwise.
async fn play(world: Arc<World>, cell: Cell) -> Vec<String> {
    let mut wrong = Vec::new();
    for (how_long, expected) in [("once", &cell.once), ("for good", &cell.for_good)] {
        let name = format!("{:?} {} {how_long}", cell.operation, cell.trouble).replace(' ', "_");
        let told = one(&world, &cell, how_long == "once", expected, &name).await;
        wrong.extend(told.map(|told| format!("{name}: {told}")));
    }
    wrong
}

async fn one(
    world: &World,
    cell: &Cell,
    once: bool,
    expected: &Outcome,
    name: &str,
) -> Option<String> {
    world.no_faults().await;
    let subject = Subject::prepare(world, cell.operation, name.to_owned()).await;
    let provider = configured(world.url(), "admin", arguments(world, cell, name).await).await;
    let mut rule = cell.operation.rule();
    rule["fault"] = fault(cell.trouble, cell.operation.column());
    if cell.trouble == "late" && !cell.operation.awaits_the_late() {
        // Long after all that is looked at here, however busy the machine is.
        rule["fault"]["ms"] = json!(60_000);
    }
    if once {
        rule["times"] = json!(1);
    }
    world.faults(json!([rule])).await;
    let played = subject.play(&provider).await;
    world.no_faults().await;
    if cell.trouble == "late" && cell.operation == Operation::Install {
        subject.arrives(world).await;
    }
    let left = subject.left(world, &played).await;
    let fits = expected.fits(&played.said, left);
    let told = Told(&played.said, left).to_string();
    let again = configured(world.url(), "admin", json!({})).await;
    let names_the_orphan = cell.operation.leaves_an_orphan(left);
    let after = subject.apply_again(world, &again, played, left).await;
    match after {
        Ok(()) if names_the_orphan => {
            Some(format!("{told}\n   the next apply does not name the orphan"))
        }
        Err(said) if !names_the_orphan => {
            Some(format!("{told}\n   the next apply fails: {said:?}"))
        }
        _ => (!fits).then_some(told),
    }
}

async fn arguments(world: &World, cell: &Cell, name: &str) -> Json {
    // What was sent without an answer is looked for as long as the instance may be at work.
    let mut arguments = json!({ "request_timeout": "3s", "transaction_limit": "1s" });
    if matches!(cell.trouble, "too slow" | "late") {
        arguments = with(arguments, json!({ "request_timeout": "2s" }));
    }
    if cell.operation == Operation::Token {
        arguments = with(
            arguments,
            json!({ "username": null, "password": null, "oauth": oauth(world, name).await }),
        );
    }
    arguments
}

/// The credentials of an OAuth client made for this.
async fn oauth(world: &World, name: &str) -> Json {
    let config = json!({ "type": "client", "name": name, "client_secret": "of the client" });
    let client = world.apply("oauth_registry", None, &config).await;
    json!({ "grant_type": "password", "client_id": text(&client, "client_id"), "client_secret": "of the client",
        "username": "admin", "password": "admin" })
}

#[tokio::test]
async fn a_token_in_trouble() {
    as_the_table_says(Operation::Token).await;
}

#[tokio::test]
async fn a_read_in_trouble() {
    as_the_table_says(Operation::Read).await;
}

#[tokio::test]
async fn a_list_in_trouble() {
    as_the_table_says(Operation::List).await;
}

#[tokio::test]
async fn an_insert_in_trouble() {
    as_the_table_says(Operation::Insert).await;
}

#[tokio::test]
async fn an_insert_in_trouble_whose_record_cannot_be_recognised() {
    as_the_table_says(Operation::InsertUnseen).await;
}

#[tokio::test]
async fn a_secret_in_trouble() {
    as_the_table_says(Operation::Secret).await;
}

#[tokio::test]
async fn an_update_in_trouble() {
    as_the_table_says(Operation::Update).await;
}

#[tokio::test]
async fn a_delete_in_trouble() {
    as_the_table_says(Operation::Delete).await;
}

#[tokio::test]
async fn an_installation_in_trouble() {
    as_the_table_says(Operation::Install).await;
}

#[tokio::test]
async fn the_progress_of_an_installation_in_trouble() {
    as_the_table_says(Operation::Progress).await;
}

#[tokio::test]
async fn an_adoption_in_trouble() {
    as_the_table_says(Operation::Adopt).await;
}

#[tokio::test]
async fn giving_back_in_trouble() {
    as_the_table_says(Operation::GiveBack).await;
}

#[tokio::test]
async fn the_replacement_of_a_tainted_record_in_trouble() {
    as_the_table_says(Operation::Taint).await;
}

#[tokio::test]
async fn a_replacement_that_comes_first_in_trouble() {
    as_the_table_says(Operation::CreateFirst).await;
}

#[tokio::test]
async fn a_change_of_address_in_trouble() {
    as_the_table_says(Operation::Rename).await;
}

#[tokio::test]
async fn a_look_up_in_trouble() {
    as_the_table_says(Operation::LookUp).await;
}

#[tokio::test]
async fn the_dictionary_in_trouble() {
    as_the_table_says(Operation::Dictionary).await;
}
