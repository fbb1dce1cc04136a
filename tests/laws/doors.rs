//! What is done in one place only: telling a problem, and sending a write.

use crate::paths::{code, paths};
use crate::source::rust;

/// Where problems become what Terraform shows.
const TELLERS: &[&str] = &["src/engine/problem/", "src/engine/serve/", "src/provider/"];
/// The one door to an instance's tables for writes.
const DOOR: &str = "src/engine/session/work.rs";
/// What a client's table does behind the door only, and last what nothing does, for it is not checked.
const BEHIND_THE_DOOR: &[&str] =
    &[".insert(", ".attach(", ".update(", ".add_entries(", ".delete(", ".query("];

fn is_below(path: &str, folders: &[&str]) -> bool {
    folders.iter().any(|folder| path.starts_with(folder))
}

#[test]
fn a_problem_is_told_at_the_border_only() {
    let mut wrong = Vec::new();
    for source in rust("src").iter().filter(|source| !is_below(&source.path, TELLERS)) {
        let code = code(source);
        let words = ["Diagnostic", ".told("];
        let said = words.iter().filter(|word| code.contains(**word));
        wrong.extend(said.map(|word| format!("{}: {word}", source.path)));
    }
    assert!(wrong.is_empty(), "a problem stays data until the border: {wrong:#?}");
}

#[test]
fn a_problem_knows_no_session() {
    for source in rust("src/engine/problem") {
        let named = paths(&code(&source), |word| ["crate", "super"].contains(&word));
        let session = named.iter().find(|path| path.iter().any(|word| word == "session"));
        assert_eq!(session, None, "{}", source.path);
    }
}

#[test]
fn nothing_is_decided_by_the_words_of_a_sentence() {
    for source in rust("src") {
        for words in ["detail.contains(", "summary.contains("] {
            assert!(!code(&source).contains(words), "{}: {words}", source.path);
        }
    }
}

/// What a text has done by a client's table beyond reading what is checked, in one statement or by a name it binds.
fn done_by_a_table(code: &str) -> Vec<&'static str> {
    let code: String = code.split_inclusive('\n').map(str::trim).collect();
    let mut done = Vec::new();
    for (at, call) in code.match_indices("client.table(") {
        let (before, rest) = (&code[..at], &code[at + call.len()..]);
        let statement = rest.split(';').next().unwrap();
        done.extend(BEHIND_THE_DOOR.iter().filter(|verb| statement.contains(**verb)));
        let begin = before.rfind([';', '{', '}']).map_or(before, |end| &before[end + 1..]);
        let Some(bound) = begin.trim_start().strip_prefix("let ") else { continue };
        let name = bound.trim_start_matches("mut ").split([' ', ':']).next().unwrap();
        let function = rest.split("fn ").next().unwrap();
        let calls = |verb: &&&str| function.contains(&format!("{name}{verb}"));
        done.extend(BEHIND_THE_DOOR.iter().filter(calls));
    }
    done
}

#[test]
fn records_are_written_through_one_door_and_read_by_checked_queries() {
    for source in rust("src") {
        let code = code(&source);
        let done = done_by_a_table(&code);
        let allowed = if source.path == DOOR { &BEHIND_THE_DOOR[..5] } else { &[] };
        assert_eq!(done, allowed, "{} has a client's table do what it may not", source.path);
        let mut named = paths(&code, |word| word == "servicenow").into_iter();
        let held = named.find(|path| path.get(1).is_some_and(|word| word == "Table"));
        assert_eq!(held, None, "{} could write past the door", source.path);
    }
}

#[test]
fn what_a_client_s_table_does_is_seen() {
    let seen = |code: &str| done_by_a_table(code);
    assert_eq!(seen("work.client\n    .table(name)\n    .delete(id)\n    .await?;"), [".delete("]);
    assert_eq!(seen("fn a() { let t = client.table(name);\nt.update(id).await"), [".update("]);
    assert!(seen("let t = client.table(name);\nt.get(id); keys.insert(id);").is_empty());
    assert!(seen("work.writing(table).insert(&row)").is_empty());
}
