//! What is to come of each operation in each trouble: when one request is struck, and when every request is.
//!
//! `before`, `behind` and `tainted` say what an error leaves: see [`Left`](super::outcome::Left).

use super::operations::Operation;
use super::outcome::Outcome;
use super::tables_of_replacing::{ADOPT, CREATE_FIRST, GIVE_BACK, RENAME, TAINT};

/// One operation in one trouble.
pub(super) struct Cell {
    pub(super) operation: Operation,
    pub(super) trouble: &'static str,
    /// What comes of it when one request is struck.
    pub(super) once: Outcome,
    /// What comes of it when every request is.
    pub(super) for_good: Outcome,
}

/// The cells of an operation.
pub(super) fn cells(operation: Operation) -> Vec<Cell> {
    let cell = |line: &'static str| {
        let mut parts = line.split('|').map(str::trim);
        let mut next = || parts.next().unwrap_or_else(|| panic!("`{line}` has three parts"));
        let (trouble, once, for_good) = (next(), next(), next());
        Cell { operation, trouble, once: Outcome::parse(once), for_good: Outcome::parse(for_good) }
    };
    table(operation).lines().filter(|line| !line.trim().is_empty()).map(cell).collect()
}

fn table(operation: Operation) -> &'static str {
    match operation {
        Operation::Token => TOKEN,
        Operation::Read => READ,
        Operation::List => LIST,
        Operation::Insert => INSERT,
        Operation::InsertUnseen => INSERT_UNSEEN,
        Operation::Secret => SECRET,
        Operation::Update => UPDATE,
        Operation::Delete => DELETE,
        Operation::Install => INSTALL,
        Operation::Progress => PROGRESS,
        Operation::Adopt => ADOPT,
        Operation::GiveBack => GIVE_BACK,
        Operation::Taint => TAINT,
        Operation::CreateFirst => CREATE_FIRST,
        Operation::Rename => RENAME,
        Operation::LookUp => LOOK_UP,
        Operation::Dictionary => DICTIONARY,
    }
}

/// A record is created, and the request for the token that comes first is struck.
const TOKEN: &str = r#"
cut before       | done                                       | refused, before "connection was lost before"
cut after        | done                                       | refused, before "connection was lost before"
half an answer   | done                                       | refused, before "connection was lost before"
slow             | done                                       | done
too slow         | refused, before "did not answer within"    | refused, before "did not answer within"
dropped with 202 | done                                       | refused, before "dropped it (status 202)"
401              | refused, before "OAuth token"              | refused, before "OAuth token"
500              | refused, before "Script failed"            | refused, before "Script failed"
500 after        | refused, before "Script failed"            | refused, before "Script failed"
503              | done                                       | refused, before "web page instead of JSON"
503 after        | done                                       | refused, before "web page instead of JSON"
asleep with 200  | done                                       | refused, before "is hibernating"
asleep with 503  | done                                       | refused, before "is hibernating"
web page         | refused, before "web page instead of JSON" | refused, before "web page instead of JSON"
quota            | done                                       | refused, before "not complete JSON"
limit for 1 s    | done                                       | refused, before "lifted in 1 seconds"
limit for 1 h    | refused, before "lifted in 3600 seconds"   | refused, before "lifted in 3600 seconds"
access rule      | refused, before "OAuth token"              | refused, before "OAuth token"
business rule    | refused, before "OAuth token"              | refused, before "OAuth token"
column dropped   | done                                       | done
column hidden    | done                                       | done
hidden           | done                                       | done
about another    | done                                       | done
late             | refused, before "did not answer within"    | refused, before "did not answer within"
a namesake       | done                                       | refused, before "web page instead of JSON"
without end      | done                                       | done
echo             | refused, before "OAuth token"              | refused, before "OAuth token"
"#;

/// A record is refreshed. What cannot be read is kept, and what is hidden is not taken for gone.
const READ: &str = r#"
cut before       | done                                             | refused, before "connection was lost before"
cut after        | done                                             | refused, before "connection was lost before"
half an answer   | done                                             | refused, before "connection was lost before"
slow             | done                                             | done
too slow         | refused, before "did not answer within"          | refused, before "did not answer within"
dropped with 202 | done                                             | refused, before "dropped it (status 202)"
401              | done                                             | refused, before "did not accept the credentials"
500              | refused, before "Script failed"                  | refused, before "Script failed"
500 after        | refused, before "Script failed"                  | refused, before "Script failed"
503              | done                                             | refused, before "web page instead of JSON"
503 after        | done                                             | refused, before "web page instead of JSON"
asleep with 200  | done                                             | refused, before "is hibernating"
asleep with 503  | done                                             | refused, before "is hibernating"
web page         | refused, before "web page instead of JSON"       | refused, before "web page instead of JSON"
quota            | done                                             | refused, before "not complete JSON"
limit for 1 s    | done                                             | refused, before "lifted in 1 seconds"
limit for 1 h    | refused, before "lifted in 3600 seconds"         | refused, before "lifted in 3600 seconds"
access rule      | refused, before "ACL Exception"                  | refused, before "ACL Exception"
business rule    | refused, before "Not on Sundays"                 | refused, before "Not on Sundays"
column dropped   | done                                             | done
column hidden    | done                                             | done
hidden           | refused, before "still counts"                   | refused, before "still counts"
about another    | refused, before "still counts"                   | refused, before "still counts"
late             | refused, before "did not answer within"          | refused, before "did not answer within"
a namesake       | done                                             | refused, before "web page instead of JSON"
without end      | done                                             | done
echo             | refused, before "Invalid request"                | refused, before "Invalid request"
"#;

/// Rows are listed by a data source.
const LIST: &str = r#"
cut before       | done                                             | refused, before "connection was lost before"
cut after        | done                                             | refused, before "connection was lost before"
half an answer   | done                                             | refused, before "connection was lost before"
slow             | done                                             | done
too slow         | refused, before "did not answer within"          | refused, before "did not answer within"
dropped with 202 | done                                             | refused, before "dropped it (status 202)"
401              | done                                             | refused, before "did not accept the credentials"
500              | refused, before "Script failed"                  | refused, before "Script failed"
500 after        | refused, before "Script failed"                  | refused, before "Script failed"
503              | done                                             | refused, before "web page instead of JSON"
503 after        | done                                             | refused, before "web page instead of JSON"
asleep with 200  | done                                             | refused, before "is hibernating"
asleep with 503  | done                                             | refused, before "is hibernating"
web page         | refused, before "web page instead of JSON"       | refused, before "web page instead of JSON"
quota            | done                                             | refused, before "not complete JSON"
limit for 1 s    | done                                             | refused, before "lifted in 1 seconds"
limit for 1 h    | refused, before "lifted in 3600 seconds"         | refused, before "lifted in 3600 seconds"
access rule      | refused, before "ACL Exception"                  | refused, before "ACL Exception"
business rule    | refused, before "Not on Sundays"                 | refused, before "Not on Sundays"
column dropped   | done                                             | done
column hidden    | done                                             | done
hidden           | refused, before "counts 1 rows"                  | refused, before "counts 1 rows"
about another    | done                                             | done
late             | refused, before "did not answer within"          | refused, before "did not answer within"
a namesake       | done                                             | refused, before "web page instead of JSON"
without end      | done                                             | refused, before "lacks"
echo             | refused, before "Invalid request"                | refused, before "Invalid request"
"#;

/// A record is created. What was stored without an answer is found again and taken.
const INSERT: &str = r#"
cut before       | done                                             | refused, before "cannot be told"
cut after        | done                                             | done
half an answer   | done                                             | done
slow             | done                                             | done
too slow         | done                                             | refused, before "cannot be told"
dropped with 202 | done                                             | refused, before "cannot be told"
401              | done                                             | refused, before "did not accept the credentials"
500              | refused, before "Script failed"                  | refused, before "Script failed"
500 after        | done                                             | done
503              | done                                             | refused, before "cannot be told"
503 after        | done                                             | done
asleep with 200  | done                                             | refused, before "is hibernating"
asleep with 503  | done                                             | refused, before "is hibernating"
web page         | refused, before "web page instead of JSON"       | refused, before "web page instead of JSON"
quota            | done                                             | done
limit for 1 s    | done                                             | refused, before "lifted in 1 seconds"
limit for 1 h    | refused, before "lifted in 3600 seconds"         | refused, before "lifted in 3600 seconds"
access rule      | refused, before "ACL Exception"                  | refused, before "ACL Exception"
business rule    | refused, before "Not on Sundays"                 | refused, before "Not on Sundays"
column dropped   | refused, before "instead of what was written"    | refused, before "instead of what was written"
column hidden    | warned "column cannot be read"                   | warned "column cannot be read"
hidden           | done                                             | done
about another    | done                                             | done
late             | done                                             | done
a namesake       | refused, behind "cannot be told"                 | refused, behind "cannot be told"
without end      | done                                             | done
echo             | refused, before "Invalid request"                | refused, before "Invalid request"
"#;

/// A record is created, and no row shows its age: what was stored without an answer cannot be told from what
/// was there. The error says how to look, and the next apply names the record instead of making a second one.
const INSERT_UNSEEN: &str = r#"
cut before       | done                                             | refused, before "cannot be told"
cut after        | refused, behind "cannot be told"                 | refused, behind "cannot be told"
half an answer   | refused, behind "cannot be told"                 | refused, behind "cannot be told"
slow             | done                                             | done
too slow         | done                                             | refused, before "cannot be told"
dropped with 202 | done                                             | refused, before "cannot be told"
401              | done                                             | refused, before "did not accept the credentials"
500              | refused, before "Script failed"                  | refused, before "Script failed"
500 after        | refused, behind "cannot be told"                 | refused, behind "cannot be told"
503              | done                                             | refused, before "cannot be told"
503 after        | refused, behind "cannot be told"                 | refused, behind "cannot be told"
asleep with 200  | done                                             | refused, before "is hibernating"
asleep with 503  | done                                             | refused, before "is hibernating"
web page         | refused, before "web page instead of JSON"       | refused, before "web page instead of JSON"
quota            | refused, behind "cannot be told"                 | refused, behind "cannot be told"
limit for 1 s    | done                                             | refused, before "lifted in 1 seconds"
limit for 1 h    | refused, before "lifted in 3600 seconds"         | refused, before "lifted in 3600 seconds"
access rule      | refused, before "ACL Exception"                  | refused, before "ACL Exception"
business rule    | refused, before "Not on Sundays"                 | refused, before "Not on Sundays"
column dropped   | refused, before "instead of what was written"    | refused, before "instead of what was written"
column hidden    | warned "column cannot be read"                   | warned "column cannot be read"
hidden           | done                                             | done
about another    | refused, behind "cannot be told"                 | refused, behind "cannot be told"
late             | refused, behind "cannot be told"                 | refused, behind "cannot be told"
a namesake       | refused, behind "cannot be told"                 | refused, behind "cannot be told"
without end      | done                                             | done
echo             | refused, before "Invalid request"                | refused, before "Invalid request"
"#;

/// The secret of a new record is sent. One that cannot be stored leaves no record. No instance shows a secret, so
/// that a column dropped without a word is the one loss nobody can notice.
const SECRET: &str = r#"
cut before       | done                                             | refused, before "connection was lost before"
cut after        | done                                             | refused, before "connection was lost before"
half an answer   | done                                             | refused, before "connection was lost before"
slow             | done                                             | done
too slow         | refused, before "did not answer within"          | refused, before "did not answer within"
dropped with 202 | done                                             | refused, before "dropped it (status 202)"
401              | done                                             | refused, tainted "did not accept the credentials"
500              | refused, before "Script failed"                  | refused, before "Script failed"
500 after        | refused, before "Script failed"                  | refused, before "Script failed"
503              | done                                             | refused, before "web page instead of JSON"
503 after        | done                                             | refused, before "web page instead of JSON"
asleep with 200  | done                                             | refused, before "is hibernating"
asleep with 503  | done                                             | refused, before "is hibernating"
web page         | refused, before "web page instead of JSON"       | refused, before "web page instead of JSON"
quota            | done                                             | refused, before "not complete JSON"
limit for 1 s    | done                                             | refused, before "lifted in 1 seconds"
limit for 1 h    | refused, before "lifted in 3600 seconds"         | refused, before "lifted in 3600 seconds"
access rule      | refused, before "ACL Exception"                  | refused, before "ACL Exception"
business rule    | refused, before "Not on Sundays"                 | refused, before "Not on Sundays"
column dropped   | done                                             | done
column hidden    | done                                             | done
hidden           | done                                             | done
about another    | refused, before "lacks the sys_id"               | refused, before "lacks the sys_id"
late             | refused, before "did not answer within"          | refused, before "did not answer within"
a namesake       | done                                             | refused, before "web page instead of JSON"
without end      | done                                             | done
echo             | refused, before "Invalid request"                | refused, before "Invalid request"
"#;

/// A record is changed. The answer to a change that was stored may be lost for good: the next plan sees it.
const UPDATE: &str = r#"
cut before       | done                                             | refused, before "connection was lost before"
cut after        | done                                             | refused, behind "connection was lost before"
half an answer   | done                                             | refused, behind "connection was lost before"
slow             | done                                             | done
too slow         | refused, before "did not answer within"          | refused, before "did not answer within"
dropped with 202 | done                                             | refused, before "dropped it (status 202)"
401              | done                                             | refused, before "did not accept the credentials"
500              | refused, before "Script failed"                  | refused, before "Script failed"
500 after        | refused, behind "Script failed"                  | refused, behind "Script failed"
503              | done                                             | refused, before "web page instead of JSON"
503 after        | done                                             | refused, behind "web page instead of JSON"
asleep with 200  | done                                             | refused, before "is hibernating"
asleep with 503  | done                                             | refused, before "is hibernating"
web page         | refused, before "web page instead of JSON"       | refused, before "web page instead of JSON"
quota            | done                                             | refused, behind "not complete JSON"
limit for 1 s    | done                                             | refused, before "lifted in 1 seconds"
limit for 1 h    | refused, before "lifted in 3600 seconds"         | refused, before "lifted in 3600 seconds"
access rule      | refused, before "ACL Exception"                  | refused, before "ACL Exception"
business rule    | refused, before "Not on Sundays"                 | refused, before "Not on Sundays"
column dropped   | refused, before "instead of what was written"    | refused, before "instead of what was written"
column hidden    | warned "column cannot be read"                   | warned "column cannot be read"
hidden           | warned "column cannot be read"                   | warned "column cannot be read"
about another    | refused, behind "lacks the sys_id"               | refused, behind "lacks the sys_id"
late             | refused, before "did not answer within"          | refused, before "did not answer within"
a namesake       | done                                             | refused, before "web page instead of JSON"
without end      | done                                             | done
echo             | refused, before "Invalid request"                | refused, before "Invalid request"
"#;

/// A record is deleted. The answer may be lost for good: the next plan sees that the record is gone.
const DELETE: &str = r#"
cut before       | done                                             | refused, before "connection was lost before"
cut after        | done                                             | refused, behind "connection was lost before"
half an answer   | done                                             | done
slow             | done                                             | done
too slow         | refused, before "did not answer within"          | refused, before "did not answer within"
dropped with 202 | done                                             | refused, before "dropped it (status 202)"
401              | done                                             | refused, before "did not accept the credentials"
500              | refused, before "Script failed"                  | refused, before "Script failed"
500 after        | refused, behind "Script failed"                  | refused, behind "Script failed"
503              | done                                             | refused, before "web page instead of JSON"
503 after        | done                                             | refused, behind "web page instead of JSON"
asleep with 200  | done                                             | refused, before "is hibernating"
asleep with 503  | done                                             | refused, before "is hibernating"
web page         | refused, before "web page instead of JSON"       | refused, before "web page instead of JSON"
quota            | done                                             | done
limit for 1 s    | done                                             | refused, before "lifted in 1 seconds"
limit for 1 h    | refused, before "lifted in 3600 seconds"         | refused, before "lifted in 3600 seconds"
access rule      | refused, before "ACL Exception"                  | refused, before "ACL Exception"
business rule    | refused, before "Not on Sundays"                 | refused, before "Not on Sundays"
column dropped   | done                                             | done
column hidden    | done                                             | done
hidden           | done                                             | done
about another    | done                                             | done
late             | refused, before "did not answer within"          | refused, before "did not answer within"
a namesake       | done                                             | refused, behind "web page instead of JSON"
without end      | done                                             | done
echo             | refused, before "Invalid request"                | refused, before "Invalid request"
"#;

/// An application is installed. A start without an answer is not repeated: what it led to is taken over, by the next
/// apply where it takes longer than the look that follows.
const INSTALL: &str = r#"
cut before       | refused, before "connection was lost before"      | refused, before "connection was lost before"
cut after        | done, or refused, behind "connection was lost before"    | done, or refused, behind "connection was lost before"
half an answer   | done, or refused, behind "connection was lost before"    | done, or refused, behind "connection was lost before"
slow             | done                                              | done
too slow         | refused, before "did not answer within"           | refused, before "did not answer within"
dropped with 202 | refused, before "dropped it (status 202)"         | refused, before "dropped it (status 202)"
401              | done                                              | refused, before "did not accept the credentials"
500              | refused, before "Script failed"                   | refused, before "Script failed"
500 after        | refused, behind "Script failed"                   | refused, behind "Script failed"
503              | refused, before "web page instead of JSON"        | refused, before "web page instead of JSON"
503 after        | done, or refused, behind "web page instead of JSON"      | done, or refused, behind "web page instead of JSON"
asleep with 200  | done                                              | refused, before "is hibernating"
asleep with 503  | done                                              | refused, before "is hibernating"
web page         | refused, before "web page instead of JSON"        | refused, before "web page instead of JSON"
quota            | done, or refused, behind "not complete JSON"             | done, or refused, behind "not complete JSON"
limit for 1 s    | done                                              | refused, before "lifted in 1 seconds"
limit for 1 h    | refused, before "lifted in 3600 seconds"          | refused, before "lifted in 3600 seconds"
access rule      | refused, before "ACL Exception"                   | refused, before "ACL Exception"
business rule    | refused, before "Not on Sundays"                  | refused, before "Not on Sundays"
column dropped   | done                                              | done
column hidden    | refused, behind "lacks the id by which"           | refused, behind "lacks the id by which"
hidden           | refused, behind "lacks the status"                | refused, behind "lacks the status"
about another    | done                                              | done
late             | refused, behind "did not answer within"           | refused, behind "did not answer within"
a namesake       | done, or refused, behind "web page instead of JSON"      | done, or refused, behind "web page instead of JSON"
without end      | done                                              | done
echo             | refused, before "Invalid request"                 | refused, before "Invalid request"
"#;

/// The installation is followed. Whether it ends before the tries do decides what is said.
const PROGRESS: &str = r#"
cut before       | done                                             | done, or refused, behind "connection was lost before"
cut after        | done                                             | done, or refused, behind "connection was lost before"
half an answer   | done                                             | done, or refused, behind "connection was lost before"
slow             | done                                             | done
too slow         | refused, behind "did not answer within"          | refused, behind "did not answer within"
dropped with 202 | done                                             | done, or refused, behind "dropped it (status 202)"
401              | done                                             | refused, behind "did not accept the credentials"
500              | refused, behind "Script failed"                  | refused, behind "Script failed"
500 after        | refused, behind "Script failed"                  | refused, behind "Script failed"
503              | done                                             | done, or refused, behind "web page instead of JSON"
503 after        | done                                             | done, or refused, behind "web page instead of JSON"
asleep with 200  | done                                             | done, or refused, behind "is hibernating"
asleep with 503  | done                                             | done, or refused, behind "is hibernating"
web page         | refused, behind "web page instead of JSON"       | refused, behind "web page instead of JSON"
quota            | done                                             | done, or refused, behind "not complete JSON"
limit for 1 s    | done                                             | done, or refused, behind "lifted in 1 seconds"
limit for 1 h    | done, or refused, behind "lifted in 3600 seconds" | done, or refused, behind "lifted in 3600 seconds"
access rule      | refused, behind "ACL Exception"                  | refused, behind "ACL Exception"
business rule    | refused, behind "Not on Sundays"                 | refused, behind "Not on Sundays"
column dropped   | done                                             | done
column hidden    | refused, behind "lacks the status"               | refused, behind "lacks the status"
hidden           | refused, behind "No Record found"                | refused, behind "No Record found"
about another    | done                                             | done
late             | refused, behind "did not answer within"          | refused, behind "did not answer within"
a namesake       | done                                             | done, or refused, behind "web page instead of JSON"
without end      | done                                             | done
echo             | refused, behind "Invalid request"                | refused, behind "Invalid request"
"#;

/// A plan looks up whether the sys_id of a reference leads to a record of its table. A look that fails is an error; what
/// the account may not look at is left to the instance.
const LOOK_UP: &str = r#"
cut before       | done                                             | refused, before "connection was lost before"
cut after        | done                                             | refused, before "connection was lost before"
half an answer   | done                                             | refused, before "connection was lost before"
slow             | done                                             | done
too slow         | refused, before "did not answer within"          | refused, before "did not answer within"
dropped with 202 | done                                             | refused, before "dropped it (status 202)"
401              | done                                             | refused, before "did not accept the credentials"
500              | refused, before "Script failed"                  | refused, before "Script failed"
500 after        | refused, before "Script failed"                  | refused, before "Script failed"
503              | done                                             | refused, before "web page instead of JSON"
503 after        | done                                             | refused, before "web page instead of JSON"
asleep with 200  | done                                             | refused, before "is hibernating"
asleep with 503  | done                                             | refused, before "is hibernating"
web page         | refused, before "web page instead of JSON"       | refused, before "web page instead of JSON"
quota            | done                                             | refused, before "not complete JSON"
limit for 1 s    | done                                             | refused, before "lifted in 1 seconds"
limit for 1 h    | refused, before "lifted in 3600 seconds"         | refused, before "lifted in 3600 seconds"
access rule      | done                                             | done
business rule    | done                                             | done
column dropped   | done                                             | done
column hidden    | done                                             | done
hidden           | done                                             | done
about another    | done                                             | done
late             | refused, before "did not answer within"          | refused, before "did not answer within"
a namesake       | done                                             | refused, before "web page instead of JSON"
without end      | done                                             | done
echo             | refused, before "Invalid request"                | refused, before "Invalid request"
"#;

/// The columns of a table are looked up. Who may not read the dictionary has his values compared as texts.
const DICTIONARY: &str = r#"
cut before       | done                                             | refused, before "connection was lost before"
cut after        | done                                             | refused, before "connection was lost before"
half an answer   | done                                             | refused, before "connection was lost before"
slow             | done                                             | done
too slow         | refused, before "did not answer within"          | refused, before "did not answer within"
dropped with 202 | done                                             | refused, before "dropped it (status 202)"
401              | done                                             | refused, before "did not accept the credentials"
500              | refused, before "Script failed"                  | refused, before "Script failed"
500 after        | refused, before "Script failed"                  | refused, before "Script failed"
503              | done                                             | refused, before "web page instead of JSON"
503 after        | done                                             | refused, before "web page instead of JSON"
asleep with 200  | done                                             | refused, before "is hibernating"
asleep with 503  | done                                             | refused, before "is hibernating"
web page         | refused, before "web page instead of JSON"       | refused, before "web page instead of JSON"
quota            | done                                             | refused, before "not complete JSON"
limit for 1 s    | done                                             | refused, before "lifted in 1 seconds"
limit for 1 h    | refused, before "lifted in 3600 seconds"         | refused, before "lifted in 3600 seconds"
access rule      | done                                             | done
business rule    | done                                             | done
column dropped   | done                                             | done
column hidden    | done                                             | done
hidden           | done                                             | done
about another    | done                                             | done
late             | refused, before "did not answer within"          | refused, before "did not answer within"
a namesake       | done                                             | refused, before "web page instead of JSON"
without end      | done                                             | refused, before "not on the pages before it"
echo             | refused, before "Invalid request"                | refused, before "Invalid request"
"#;
