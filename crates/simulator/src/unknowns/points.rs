//! What there is to say about each switch: the question behind it, where the facts raise it, and
//! how well the likely answer is supported. The start page, the README and
//! `servicenow-simulator unknowns` all show this list.

use super::Unknowns;
use crate::evidence::Evidence;
use serde_json::Value;
use std::fmt::Write;

/// One point nobody has established.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// The switch that plays it, as a file of unknowns names it.
    pub switch: &'static str,
    /// Where the facts raise it.
    pub place: &'static str,
    /// What is not known.
    pub question: &'static str,
    /// What the likely answer rests on.
    pub evidence: Evidence,
    /// Why a probe of a real instance does not answer it; empty where it does.
    pub beyond_probe: &'static str,
}

const fn point(
    switch: &'static str,
    place: &'static str,
    question: &'static str,
    evidence: Evidence,
) -> Point {
    Point { switch, place, question, evidence, beyond_probe: "" }
}

impl Point {
    const fn beyond_probe(self, why: &'static str) -> Self {
        Self { beyond_probe: why, ..self }
    }

    /// All points, in the order of the facts.
    pub fn all() -> &'static [Self] {
        POINTS
    }

    /// How the profile `likely` plays it.
    pub fn likely(&self) -> String {
        setting(&Unknowns::likely(), self.switch)
    }

    /// How the profile `worst` plays it.
    pub fn worst(&self) -> String {
        setting(&Unknowns::worst(), self.switch)
    }

    /// All points as a Markdown table.
    pub fn markdown() -> String {
        let head = "| switch | question | facts | likely | worst | evidence | probe |\n\
                    |---|---|---|---|---|---|---|\n";
        Self::all().iter().fold(head.to_owned(), |mut text, point| {
            let (likely, worst, mark) = (point.likely(), point.worst(), point.evidence.mark());
            let probe = if point.beyond_probe.is_empty() { "yes" } else { point.beyond_probe };
            let Self { switch, question, place, .. } = point;
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "| `{switch}` | {question} | {place} | {likely} | {worst} | {mark} | {probe} |"
            );
            text
        })
    }
}

/// How `unknowns` sets a switch, in the words of a file.
fn setting(unknowns: &Unknowns, switch: &str) -> String {
    match serde_json::to_value(unknowns).map(|all| all[switch].clone()) {
        Ok(Value::String(word)) => word,
        Ok(value) => value.to_string(),
        Err(_) => String::new(),
    }
}

const DOCUMENTED: Evidence = Evidence::Documented;
const MEASURED: Evidence = Evidence::Measured;
const SEEN: Evidence = Evidence::Seen;
const INFERRED: Evidence = Evidence::Inferred;

static POINTS: &[Point] = &[
    point(
        "default_profile",
        "§12.1",
        "Does inserting a provider over REST make its default profile, and when?",
        MEASURED,
    ),
    point(
        "default_profile_delay_ms",
        "§12.1",
        "How many milliseconds late is a profile that comes late?",
        INFERRED,
    )
    .beyond_probe("only roughly: the time is measured and noted"),
    point(
        "rename_renames_profile",
        "§12.1",
        "Does renaming a provider rename its default profile?",
        INFERRED,
    ),
    point(
        "deleted_registry",
        "§12.2",
        "What does deleting a registry do to its profiles and scopes?",
        SEEN,
    ),
    point("client_sys_id_honoured", "§12.3", "Does POST honour a sys_id in the body?", INFERRED),
    point("unknown_path_is_404", "§12.4", "Is a path that no API has a 404, or a 400?", MEASURED),
    point(
        "unreadable_request_gets_page",
        "§12.4",
        "Are malformed JSON, a wrong type and a wrong Accept refused with a web page, not in JSON?",
        INFERRED,
    ),
    point("secret_read", "§12.5", "What does a password2 column read as?", MEASURED),
    point(
        "connection_url_back_filled",
        "§12.6",
        "Do host, port, protocol and path follow a URL entered by hand?",
        SEEN,
    ),
    point(
        "default_port_omitted",
        "§12.6",
        "Does a built URL leave out the port its protocol implies?",
        INFERRED,
    ),
    point(
        "unestablished_columns",
        "§12.7",
        "Do the columns exist that no source names for certain?",
        INFERRED,
    ),
    point(
        "client_needs_profile",
        "§12.9",
        "Does a client-credentials client need a profile of that grant?",
        SEEN,
    )
    .beyond_probe("no: it takes a change of a system property"),
    point(
        "token_scopes",
        "§12.10",
        "Where do the scopes stand that an inbound client may ask for?",
        SEEN,
    )
    .beyond_probe("no: it takes a change of a system property"),
    point(
        "basic_session_elevates",
        "§12.11",
        "Does elevation count for a client that sends Basic with each request and keeps cookies?",
        SEEN,
    )
    .beyond_probe("no: it would elevate the account"),
    point(
        "role_grants_need_elevation",
        "§12.11",
        "Does granting any role need an elevated administrator of security?",
        SEEN,
    )
    .beyond_probe("no: it would grant roles"),
    point(
        "inherited_roles_late",
        "§1.12",
        "Do the rows of inherited roles come a moment later?",
        INFERRED,
    )
    .beyond_probe("no: it would grant roles"),
    point("duplicate_role_grant", "§1.12", "May a user be granted a role a second time?", INFERRED)
        .beyond_probe("no: it would grant roles"),
    point(
        "empty_access_rule",
        "§1.13",
        "What becomes of an access rule that names nothing to pass by?",
        MEASURED,
    )
    .beyond_probe("no: it takes an elevated session"),
    point(
        "second_active_connection",
        "§12.12",
        "Is a second active connection refused on an alias for one?",
        DOCUMENTED,
    ),
    point(
        "duplicate_connection_name",
        "§12.12",
        "Is a second connection of the same name refused?",
        DOCUMENTED,
    ),
    point(
        "shared_credential",
        "§12.12",
        "Are two active connections with one credential refused?",
        DOCUMENTED,
    ),
    point(
        "activating_active_plugin",
        "§12.13",
        "Does activating an active plugin succeed, or fail?",
        INFERRED,
    )
    .beyond_probe("no: it would start an activation"),
    point(
        "unknown_plugin_is_404",
        "§12.13",
        "Is activating an unknown plugin a 404, or a failed operation?",
        DOCUMENTED,
    )
    .beyond_probe("no: it would take the instance's lock"),
    point(
        "dangling_reference_kept",
        "§12.14",
        "Is a reference to a row that is not there stored as sent?",
        INFERRED,
    ),
    point("long_text_cut", "§12.14", "Is a text longer than its column cut to fit?", INFERRED),
    point("blanks_trimmed", "§12.14", "Are blanks around a text removed?", INFERRED),
    point(
        "insert_shows_row",
        "§12.15",
        "Does the answer to an insert show the row that was written?",
        DOCUMENTED,
    ),
    point("secret_write", "§12.16", "How must a password2 column be written?", MEASURED),
    point("second_profile", "§12.17", "Is a second profile on a provider refused?", DOCUMENTED),
    point(
        "update_of_shipped_record",
        "§12.18",
        "Is an update of a record that a Store application shipped refused?",
        INFERRED,
    )
    .beyond_probe("no: it would change what the vendor ships"),
    point("domain_writable", "§12.18", "Can a record be put into another domain?", INFERRED),
    point(
        "alias_retry_policy_filled",
        "§1.1",
        "Does a REST insert fill an alias's retry policy, as the form does?",
        INFERRED,
    ),
    point(
        "unknown_query_column",
        "§2.6",
        "Is a condition on an unknown column dropped, or the query refused?",
        MEASURED,
    ),
    point(
        "caret_escaped_by_doubling",
        "§2.6",
        "Does ^^ in a query stand for the character itself?",
        DOCUMENTED,
    ),
    point(
        "cleared_choice_snaps_back",
        "§2.7",
        "Does a choice with a default take it again when it is cleared?",
        INFERRED,
    ),
    point(
        "while_locked",
        "§4",
        "Does an operation wait while another holds the instance's lock, or is it refused?",
        DOCUMENTED,
    )
    .beyond_probe("no: it would take the instance's lock"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_switch_has_one_point_and_every_point_a_switch() {
        let all = serde_json::to_value(Unknowns::likely()).unwrap();
        let switches: BTreeSet<&str> =
            all.as_object().unwrap().keys().map(String::as_str).collect();
        let points: BTreeSet<&str> = Point::all().iter().map(|point| point.switch).collect();
        assert_eq!(points, switches, "a new switch gets its point in unknowns/points.rs");
        assert_eq!(Point::all().len(), points.len());
    }

    #[test]
    fn a_point_is_a_question_and_says_where_it_comes_from() {
        for point in Point::all() {
            assert!(point.question.ends_with('?'), "{}", point.switch);
            assert!(point.place.starts_with('§'), "{}", point.switch);
            assert!(!point.likely().is_empty() && point.likely() != "null", "{}", point.switch);
        }
    }

    #[test]
    fn the_table_has_a_row_for_each_point() {
        let table = Point::markdown();
        assert_eq!(table.lines().count(), Point::all().len() + 2);
        assert!(table.contains("| `secret_write` | How must a password2 column be written? |"));
    }
}
