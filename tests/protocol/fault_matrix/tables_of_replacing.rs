//! What is to come of records that were there before, or that change their address, in each trouble.

/// A record is looked for, to be adopted: by the plan, which leaves to the apply what the table would not tell it, and by the
/// apply.
pub(super) const ADOPT: &str = r#"
cut before       | done                                                 | refused, before "connection was lost before"
cut after        | done                                                 | refused, before "connection was lost before"
half an answer   | done                                                 | refused, before "connection was lost before"
slow             | done                                                 | done
too slow         | done                                                 | refused, before "did not answer within"
dropped with 202 | done                                                 | refused, before "dropped it (status 202)"
401              | done                                                 | refused, before "did not accept the credentials"
500              | refused, before "Script failed"                      | refused, before "Script failed"
500 after        | refused, before "Script failed"                      | refused, before "Script failed"
503              | done                                                 | refused, before "web page instead of JSON"
503 after        | done                                                 | refused, before "web page instead of JSON"
asleep with 200  | done                                                 | refused, before "is hibernating"
asleep with 503  | done                                                 | refused, before "is hibernating"
web page         | refused, before "web page instead of JSON"           | refused, before "web page instead of JSON"
quota            | done                                                 | refused, before "not complete JSON"
limit for 1 s    | done                                                 | refused, before "lifted in 1 seconds"
limit for 1 h    | refused, before "lifted in 3600 seconds"             | refused, before "lifted in 3600 seconds"
access rule      | done                                                 | refused, before "ACL Exception"
business rule    | done                                                 | refused, before "Not on Sundays"
column dropped   | done                                                 | done
column hidden    | done                                                 | done
hidden           | done                                                 | refused, before "does not show it"
about another    | done                                                 | refused, before "gone or hidden when it was written"
late             | done                                                 | refused, before "did not answer within"
a namesake       | done                                                 | refused, before "web page instead of JSON"
without end      | done                                                 | refused, before "lacks"
echo             | refused, before "Invalid request"                    | refused, before "Invalid request"
"#;

/// An adopted record is given back. What the instance keeps for itself is an error, and the record stays in the state.
pub(super) const GIVE_BACK: &str = r#"
cut before       | done                                       | refused, before "connection was lost before"
cut after        | done                                       | refused, behind "connection was lost before"
half an answer   | done                                       | refused, behind "connection was lost before"
slow             | done                                       | done
too slow         | refused, before "did not answer within"    | refused, before "did not answer within"
dropped with 202 | done                                       | refused, before "dropped it (status 202)"
401              | done                                       | refused, before "did not accept the credentials"
500              | refused, before "Script failed"            | refused, before "Script failed"
500 after        | refused, behind "Script failed"            | refused, behind "Script failed"
503              | done                                       | refused, before "web page instead of JSON"
503 after        | done                                       | refused, behind "web page instead of JSON"
asleep with 200  | done                                       | refused, before "is hibernating"
asleep with 503  | done                                       | refused, before "is hibernating"
web page         | refused, before "web page instead of JSON" | refused, before "web page instead of JSON"
quota            | done                                       | refused, behind "not complete JSON"
limit for 1 s    | done                                       | refused, before "lifted in 1 seconds"
limit for 1 h    | refused, before "lifted in 3600 seconds"   | refused, before "lifted in 3600 seconds"
access rule      | refused, before "ACL Exception"            | refused, before "ACL Exception"
business rule    | refused, before "Not on Sundays"           | refused, before "Not on Sundays"
column dropped   | refused, before "holds something else"     | refused, before "holds something else"
column hidden    | warned "column cannot be read"             | warned "column cannot be read"
hidden           | warned "column cannot be read"             | warned "column cannot be read"
about another    | refused, behind "lacks the sys_id"         | refused, behind "lacks the sys_id"
late             | refused, before "did not answer within"    | refused, before "did not answer within"
a namesake       | done                                       | refused, before "web page instead of JSON"
without end      | done                                       | done
echo             | refused, before "Invalid request"          | refused, before "Invalid request"
"#;

/// An adopted record that was called tainted is given back and adopted again.
pub(super) const TAINT: &str = r#"
cut before       | done                                       | refused, before "connection was lost before"
cut after        | done                                       | refused, behind "connection was lost before"
half an answer   | done                                       | refused, behind "connection was lost before"
slow             | done                                       | done
too slow         | refused, before "did not answer within"    | refused, before "did not answer within"
dropped with 202 | done                                       | refused, before "dropped it (status 202)"
401              | done                                       | refused, before "did not accept the credentials"
500              | refused, before "Script failed"            | refused, before "Script failed"
500 after        | refused, behind "Script failed"            | refused, behind "Script failed"
503              | done                                       | refused, before "web page instead of JSON"
503 after        | done                                       | refused, behind "web page instead of JSON"
asleep with 200  | done                                       | refused, before "is hibernating"
asleep with 503  | done                                       | refused, before "is hibernating"
web page         | refused, before "web page instead of JSON" | refused, before "web page instead of JSON"
quota            | done                                       | refused, behind "not complete JSON"
limit for 1 s    | done                                       | refused, before "lifted in 1 seconds"
limit for 1 h    | refused, before "lifted in 3600 seconds"   | refused, before "lifted in 3600 seconds"
access rule      | refused, before "ACL Exception"            | refused, before "ACL Exception"
business rule    | refused, before "Not on Sundays"           | refused, before "Not on Sundays"
column dropped   | refused, before "holds something else"     | refused, before "holds something else"
column hidden    | warned "column cannot be read"             | warned "column cannot be read"
hidden           | warned "column cannot be read"             | warned "column cannot be read"
about another    | refused, behind "lacks the sys_id"         | refused, behind "lacks the sys_id"
late             | refused, before "did not answer within"    | refused, before "did not answer within"
a namesake       | done                                       | refused, before "web page instead of JSON"
without end      | done                                       | done
echo             | refused, before "Invalid request"          | refused, before "Invalid request"
"#;

/// An adopted record is replaced by an object that comes first: it is adopted again, and the old object leaves it.
pub(super) const CREATE_FIRST: &str = r#"
cut before       | warned "stays on the instance"                | refused, tainted "connection was lost before"
cut after        | warned "stays on the instance"                | refused, tainted "connection was lost before"
half an answer   | warned "stays on the instance"                | refused, tainted "connection was lost before"
slow             | warned "stays on the instance"                | warned "stays on the instance"
too slow         | refused, before "did not answer within"       | refused, tainted "did not answer within"
dropped with 202 | warned "stays on the instance"                | refused, tainted "dropped it (status 202)"
401              | warned "stays on the instance"                | refused, tainted "did not accept the credentials"
500              | refused, before "Script failed"               | refused, tainted "Script failed"
500 after        | refused, before "Script failed"               | refused, tainted "Script failed"
503              | warned "stays on the instance"                | refused, tainted "web page instead of JSON"
503 after        | warned "stays on the instance"                | refused, tainted "web page instead of JSON"
asleep with 200  | warned "stays on the instance"                | refused, tainted "is hibernating"
asleep with 503  | warned "stays on the instance"                | refused, tainted "is hibernating"
web page         | refused, before "web page instead of JSON"    | refused, tainted "web page instead of JSON"
quota            | warned "stays on the instance"                | refused, tainted "not complete JSON"
limit for 1 s    | warned "stays on the instance"                | refused, tainted "lifted in 1 seconds"
limit for 1 h    | refused, before "lifted in 3600 seconds"      | refused, tainted "lifted in 3600 seconds"
access rule      | refused, before "ACL Exception"               | refused, tainted "ACL Exception"
business rule    | refused, before "Not on Sundays"              | refused, tainted "Not on Sundays"
column dropped   | refused, before "instead of what was written" | refused, before "instead of what was written"
column hidden    | warned "column cannot be read"                | warned "column cannot be read"
hidden           | warned "column cannot be read"                | warned "column cannot be read"
about another    | refused, before "lacks the sys_id"            | refused, tainted "lacks the sys_id"
late             | refused, before "did not answer within"       | refused, tainted "did not answer within"
a namesake       | warned "stays on the instance"                | refused, tainted "web page instead of JSON"
without end      | warned "stays on the instance"                | warned "stays on the instance"
echo             | refused, before "Invalid request"             | refused, tainted "Invalid request"
"#;

/// A record of ours changes its address without a word: the old address deletes it, and the new one makes it anew. What the
/// old one could not let go of, the new one does not take.
pub(super) const RENAME: &str = r#"
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
