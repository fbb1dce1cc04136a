//! `servicenow_instance_scan`: what the checks of Instance Scan find.

use async_trait::async_trait;
use servicenow::{Findings, Scan};
use tfplugin::Schema;

use super::{Act, Action, text, texts, waiting};
use crate::describe::Target;
use crate::engine::lookup::references;
use crate::engine::model::Attributes;
use crate::engine::problem::{ActionProblem, Problem, Problems, Told};

const DEED: &str = "scan the instance";
const FINDINGS: &str = "scan_finding";
/// More findings than this are counted, not told.
const MOST: usize = 50;

const SUITE: &str = "suite";
const SUITES: Target = Target::new("scan_check_suite", &["name"]);
const APPLICATIONS: &str = "applications";
const SCOPES: Target = Target::new("sys_scope", &["scope", "name"]);
const UPDATE_SETS: &str = "update_sets";
const SETS: Target = Target::new("sys_update_set", &["name"]);

/// The action.
pub(super) struct InstanceScan;

#[async_trait]
impl Action for InstanceScan {
    fn type_name(&self) -> &'static str {
        "servicenow_instance_scan"
    }

    fn schema(&self) -> Schema {
        waiting(
            "Scans the instance, and tells each finding as a warning, unless it is muted. Without any attribute all active checks \
             are made of everything, which can take long; with `table` and `record` those that are about one record; with `suite` \
             those of a suite, on the files of applications or on what update sets captured.",
            vec![
                text("table", "The table of the one record to scan.").optional(),
                text("record", "The sys_id of the one record to scan.").optional(),
                text(SUITE, "The suite of checks, by name or sys_id.").optional(),
                texts(
                    APPLICATIONS,
                    "The applications to scan with the suite, by scope, name or sys_id.",
                )
                .optional(),
                texts(UPDATE_SETS, "The update sets to scan with the suite, by name or sys_id.")
                    .optional(),
                text("combo", "A scan of a suite that was made before (`scan_combo`), by sys_id.")
                    .optional(),
            ],
        )
    }

    fn check(&self, config: &Attributes) -> Problems {
        const EXCLUSIVE: [(&str, &str); 5] = [
            (SUITE, "table"),
            ("combo", "table"),
            ("combo", SUITE),
            (UPDATE_SETS, APPLICATIONS),
            ("combo", APPLICATIONS),
        ];
        const DEMANDED: [(&str, &str); 4] =
            [("table", "record"), ("record", "table"), (APPLICATIONS, SUITE), (UPDATE_SETS, SUITE)];
        let is_set = |name: &str| !config.get(name).is_null();
        let both = EXCLUSIVE.into_iter().filter(|(one, other)| is_set(one) && is_set(other));
        let both = both.map(|(one, other)| ActionProblem::Both(one, other));
        let without = DEMANDED.into_iter().filter(|(one, other)| is_set(one) && !is_set(other));
        let without = without.map(|(one, other)| ActionProblem::Without(one, other));
        let is_of_nothing = is_set(SUITE) && !is_set(APPLICATIONS) && !is_set(UPDATE_SETS);
        let nothing = is_of_nothing.then_some(ActionProblem::Without(SUITE, APPLICATIONS));
        both.chain(without).chain(nothing).map(Problem::from).collect()
    }

    async fn invoke(&self, act: Act<'_>) -> Result<Problems, Problem> {
        let scan = wanted(act).await?;
        let cicd = act.work.client.cicd();
        let ended = act.finish(DEED, cicd.scan(&scan).await).await?;
        let found = cicd.findings(&ended.id, MOST).await;
        let found = found.map_err(|error| act.unread(DEED, FINDINGS, error))?;
        Ok(told(act, found))
    }
}

/// What is to be scanned.
async fn wanted(act: Act<'_>) -> Result<Scan, Problem> {
    let (table, combo, suite) = (act.text("table"), act.text("combo"), act.text(SUITE));
    if !table.is_empty() {
        let sys_id = act.text("record").to_owned();
        return Ok(Scan::Point { table: table.to_owned(), sys_id });
    }
    if !combo.is_empty() {
        return Ok(Scan::Combo(combo.to_owned()));
    }
    if suite.is_empty() {
        return Ok(Scan::Full);
    }
    let suite = references::the_one(act.work, SUITE, &SUITES, suite, None).await?;
    let update_sets = named(act, UPDATE_SETS, &SETS).await?;
    if !update_sets.is_empty() {
        return Ok(Scan::UpdateSets { suite, update_sets });
    }
    Ok(Scan::Applications { suite, applications: named(act, APPLICATIONS, &SCOPES).await? })
}

/// The sys_ids of the records that a list names.
async fn named(
    act: Act<'_>,
    attribute: &'static str,
    target: &Target,
) -> Result<Vec<String>, Problem> {
    let mut sys_ids = Vec::new();
    for spelling in act.texts(attribute) {
        sys_ids.push(references::the_one(act.work, attribute, target, spelling, None).await?);
    }
    Ok(sys_ids)
}

fn told(act: Act<'_>, found: Findings) -> Problems {
    let Findings { findings, hidden, beyond, .. } = found;
    let came = findings.len() as u64;
    let all = beyond.unwrap_or(came + hidden.unwrap_or_default());
    act.say(&Told::Scanned(all));
    let seen = findings.into_iter().filter(|finding| !finding.muted);
    let mut problems: Problems = seen.map(ActionProblem::Finding).map(Problem::from).collect();
    match hidden {
        Some(hidden) if hidden > 0 => {
            problems.push(Problem::from(ActionProblem::FindingsHidden(hidden)));
        }
        _ if all > came => {
            problems.push(Problem::from(ActionProblem::MoreFindings(all - came, all)));
        }
        _ => {}
    }
    problems
}
