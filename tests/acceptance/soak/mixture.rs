//! Many records made while the instance is in every trouble at once.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use simulator::Fault;
use xtask::failure::Failure;

use super::amount;
use crate::support::records::{in_the_state, on_the_instance};
use crate::support::setup::{Setup, Unknowns};
use crate::support::stage::Stage;

/// The share of requests that are struck, all faults together.
const SHARE: f64 = 0.05;

/// Applies that may fail before one succeeds: faults that are final are met by the next apply.
const APPLIES: usize = 12;

/// The fault that makes a record of its own, which the provider rightly leaves: how many there are tells nothing then.
const NAMESAKE: &str = "namesake";

/// All faults but that, each struck as often.
fn mixture() -> Value {
    let faults = [
        json!({"kind": "cut_before"}),
        json!({"kind": "cut_after"}),
        json!({"kind": "half_body"}),
        json!({"kind": "latency", "ms": 500}),
        json!({"kind": "status", "status": 500, "body": "{}"}),
        json!({"kind": "status", "status": 500, "body": "{}", "carried_out": true}),
        json!({"kind": "status", "status": 503, "body": "<html></html>"}),
        json!({"kind": "status", "status": 503, "body": "<html></html>", "carried_out": true}),
        json!({"kind": "hibernating"}),
        json!({"kind": "html"}),
        json!({"kind": "accepted_202"}),
        json!({"kind": "acl_refusal"}),
        json!({"kind": "business_rule", "rule": "A rule"}),
        json!({"kind": "drop_column", "column": "description"}),
        json!({"kind": "hide_column", "column": "description"}),
        json!({"kind": "unreadable"}),
        json!({"kind": "quota_text"}),
        json!({"kind": "rate_limit", "reset_seconds": 1}),
        json!({"kind": "another_record"}),
        json!({"kind": "late", "ms": 500}),
        json!({"kind": "endless"}),
        json!({"kind": "echo"}),
    ];
    let mut all = all_kinds();
    assert!(all.remove(NAMESAKE), "no fault makes a record of its own");
    assert_eq!(kinds(&faults), all, "a fault of the simulator is not in the mixture");
    #[expect(clippy::cast_precision_loss, reason = "a handful")]
    let probability = SHARE / faults.len() as f64;
    faults.iter().map(|fault| json!({"probability": probability, "fault": fault})).collect()
}

fn kinds(faults: &[Value]) -> BTreeSet<String> {
    faults.iter().map(|fault| fault["kind"].as_str().unwrap().to_owned()).collect()
}

/// The simulator lists its faults when it is asked for another.
fn all_kinds() -> BTreeSet<String> {
    let unknown = serde_json::from_value::<Fault>(json!({"kind": "?"})).unwrap_err().to_string();
    unknown.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

fn configuration(records: usize) -> String {
    format!(
        "provider \"servicenow\" {{}}\n\nresource \"servicenow_connection_alias\" \"many\" {{\n  \
         count = {records}\n  name  = \"Mixed_${{count.index}}\"\n  description = \"Made in trouble\"\n}}\n"
    )
}

#[test]
fn creates_under_a_mixture_of_all_faults_end_with_exactly_their_records() {
    let records = amount("PROVIDER_CREATES", 60);
    made(records).unwrap();
}

fn made(records: usize) -> Result<(), Failure> {
    let stage = Stage::open(&Setup::newest(Unknowns::Likely))?;
    let workspace = stage.workspace_with(&configuration(records))?;
    stage.instance.inject_faults(&mixture())?;
    let mut applies = 0;
    while !workspace.apply(&[])?.status.success() {
        applies += 1;
        // What is known is there, whatever just happened.
        let stored = stage.instance.clear_faults().and_then(|()| stored(&stage))?;
        let known = in_the_state(&workspace)?;
        assert!(known.is_subset(&stored), "the state has {:?}", known.difference(&stored));
        assert!(stored.len() <= records, "{} records", stored.len());
        if applies < APPLIES {
            stage.instance.inject_faults(&mixture())?;
        }
    }
    stage.instance.clear_faults()?;
    let stored = stored(&stage)?;
    assert_eq!(stored.len(), records);
    assert_eq!(in_the_state(&workspace)?, stored);
    workspace.plan(&[])?.unchanged().map(drop)
}

fn stored(stage: &Stage) -> Result<BTreeSet<String>, Failure> {
    on_the_instance(&stage.instance, "sys_alias", "nameSTARTSWITHMixed_")
}
