//! The limit of the provider block on requests at a time.

use std::time::{Duration, Instant};

use xtask::failure::Failure;
use xtask::workspace::Workspace;

use crate::support::setup::under_each_terraform;
use crate::support::stage::Stage;

const RECORDS: usize = 100;

fn aliases(arguments: &str) -> String {
    format!(
        "provider \"servicenow\" {{\n  {arguments}\n}}\n\nresource \"servicenow_connection_alias\" \"many\" {{\n  \
         count = {RECORDS}\n  name  = \"Limited_${{count.index}}\"\n}}\n"
    )
}

fn applied_in(workspace: &Workspace) -> Result<Duration, Failure> {
    let start = Instant::now();
    workspace.apply(&["-parallelism=30"])?.succeeded()?;
    Ok(start.elapsed())
}

#[test]
fn four_requests_at_a_time_are_never_exceeded_and_made_use_of() {
    under_each_terraform(|setup| {
        // A fifth request at a time would be turned away with 429.
        let options =
            ["--seed", "customer", "--latency", "100ms", "--max-concurrent", "4", "--queue", "0"];
        let stage = Stage::with_options(setup, &options)?;
        let workspace = stage.workspace_with(&aliases("max_concurrent_requests = 4"))?;
        let time = applied_in(&workspace)?;
        let requests = stage.instance.requests()?;
        let turned_away = requests.iter().filter(|request| request.status == 429).count();
        assert_eq!((turned_away, requests.len() >= RECORDS), (0, true));
        let one_at_a_time = Duration::from_millis(100) * u32::try_from(RECORDS).unwrap();
        assert!(time < one_at_a_time, "{time:?} is as long as one at a time takes");
        Ok(())
    });
}
