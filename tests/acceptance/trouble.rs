//! Applies that are interrupted, and answers that never arrive: state and instance agree.

use std::collections::BTreeSet;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use xtask::failure::Failure;
use xtask::instance::Instance;

use crate::support::interrupt::{finish, interrupt_group};
use crate::support::records::{in_the_state, on_the_instance};
use crate::support::setup::{everywhere, under_each_terraform};
use crate::support::stage::Stage;

const ALIASES: usize = 30;

fn aliases() -> String {
    format!(
        "provider \"servicenow\" {{}}\n\nresource \"servicenow_connection_alias\" \"many\" {{\n  \
         count = {ALIASES}\n  name  = \"Many_${{count.index}}\"\n}}\n"
    )
}

/// The aliases of the configuration as they are on the instance.
fn stored_aliases(instance: &Instance) -> Result<BTreeSet<String>, Failure> {
    on_the_instance(instance, "sys_alias", "nameSTARTSWITHMany_")
}

fn wait_until_inserting(instance: &Instance) -> Result<(), Failure> {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(20) {
        if instance.counts()?.of("sys_alias", "POST") > 3 {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(20));
    }
    Err(Failure::new("the apply never began to insert"))
}

#[test]
fn an_interrupt_in_the_middle_of_an_apply_leaves_state_and_instance_agreeing() {
    everywhere(|setup| {
        let stage = Stage::with_options(setup, &["--seed", "customer", "--latency", "150ms"])?;
        let workspace = stage.workspace_with(&aliases())?;
        let arguments = ["apply", "-auto-approve", "-input=false", "-no-color"];
        let apply = workspace.start(&arguments)?;
        wait_until_inserting(&stage.instance)?;
        interrupt_group(&apply);
        let output = finish(apply, Duration::from_secs(30));
        assert!(!output.status.success(), "the apply was not interrupted");
        let stored = stored_aliases(&stage.instance)?;
        assert!(!stored.is_empty() && stored.len() < ALIASES, "{} inserted", stored.len());
        assert_eq!(in_the_state(&workspace)?, stored);
        workspace.apply(&[])?.succeeded()?;
        assert_eq!(stored_aliases(&stage.instance)?.len(), ALIASES);
        workspace.plan(&[])?.unchanged().map(drop)
    });
}

fn one_record_whatever_happens_to_the_answer(faults: &Value) {
    everywhere(|setup| {
        let stage = Stage::open(setup)?;
        let workspace = stage.workspace_with(&aliases())?;
        stage.instance.inject_faults(faults)?;
        workspace.apply(&[])?.succeeded()?;
        assert_eq!(stored_aliases(&stage.instance)?.len(), ALIASES);
        assert_eq!(in_the_state(&workspace)?, stored_aliases(&stage.instance)?);
        workspace.plan(&[])?.unchanged().map(drop)
    });
}

#[test]
fn a_create_whose_answer_is_lost_leaves_one_record() {
    one_record_whatever_happens_to_the_answer(&json!([
        {"method": "POST", "table": "sys_alias", "nth": 2, "times": 1, "fault": {"kind": "cut_after"}},
    ]));
}

#[test]
fn a_create_that_never_arrived_is_repeated() {
    one_record_whatever_happens_to_the_answer(&json!([
        {"method": "POST", "table": "sys_alias", "nth": 2, "times": 1, "fault": {"kind": "cut_before"}},
    ]));
}

#[test]
fn a_busy_instance_is_asked_again() {
    under_each_terraform(|setup| {
        let stage = Stage::open(setup)?;
        let workspace = stage.workspace_with(&aliases())?;
        stage.instance.inject_faults(&json!([
            {"method": "POST", "table": "sys_alias", "nth": 3, "times": 2,
             "fault": {"kind": "rate_limit", "reset_seconds": 1}},
        ]))?;
        workspace.apply(&[])?.succeeded()?;
        assert_eq!(stored_aliases(&stage.instance)?.len(), ALIASES);
        stage.instance.inject_faults(&json!([
            {"method": "GET", "table": "sys_alias", "nth": 1, "times": 2,
             "fault": {"kind": "status", "status": 503, "headers": {"Retry-After": "1"}, "body": ""}},
        ]))?;
        workspace.plan(&[])?.unchanged().map(drop)
    });
}
