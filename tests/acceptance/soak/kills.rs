//! Applies that are killed at random moments, the provider's process or Terraform's own.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Child;
use std::thread;
use std::time::Duration;

use xtask::failure::Failure;
use xtask::workspace::Workspace;

use super::amount;
use crate::support::interrupt::{finish, kill, providers_of};
use crate::support::orphans;
use crate::support::provider;
use crate::support::records::{in_the_state, on_the_instance};
use crate::support::setup::{Setup, Unknowns};
use crate::support::stage::Stage;

/// Killed applies on one instance before the one that must come to an end.
const IN_A_ROW: usize = 5;

const CONFIGURATION: &str = r#"
provider "servicenow" {}

variable "adopt" {
  type = bool
}

variable "round" {
  type = string
}

resource "servicenow_connection_alias" "many" {
  count          = 8
  name           = "Killed_${count.index}"
  description    = "Round ${var.round}"
  adopt_existing = var.adopt
}

resource "servicenow_credential" "many" {
  count               = 8
  type                = "basic_auth"
  name                = "Killed ${count.index}"
  username            = "round.${var.round}"
  password_wo         = "of round ${var.round}"
  password_wo_version = var.round
  adopt_existing      = var.adopt
}

resource "servicenow_connection" "many" {
  count            = 8
  name             = "Killed ${count.index}"
  connection_alias = servicenow_connection_alias.many[count.index].id
  credential       = servicenow_credential.many[count.index].id
  connection_url   = "https://killed.example.com/${var.round}"
  adopt_existing   = var.adopt
}
"#;

const RECORDS: usize = 24;

/// Each table, the column that holds the round, and what it is to hold then.
const TABLES: [(&str, &str, &str); 3] = [
    ("sys_alias", "description", "Round "),
    ("basic_auth_credentials", "user_name", "round."),
    ("http_connection", "connection_url", "https://killed.example.com/"),
];

/// An instance and a workspace whose applies are being killed.
struct Victim {
    stage: Stage,
    workspace: Workspace,
    round: usize,
}

impl Victim {
    fn new(adopt: bool) -> Result<Self, Failure> {
        let setup = Setup::newest(Unknowns::Likely);
        let stage = Stage::with_options(&setup, &["--seed", "customer", "--latency", "20ms"])?;
        let mut workspace = stage.workspace_with(CONFIGURATION)?;
        workspace.variable("adopt", adopt.to_string());
        Ok(Self { stage, workspace, round: 0 })
    }

    /// Starts an apply that changes everything, and kills it or its provider after a while.
    fn killed(&mut self) -> Result<(), Failure> {
        self.next_round();
        let apply =
            self.workspace.start(&["apply", "-auto-approve", "-input=false", "-no-color"])?;
        thread::sleep(Duration::from_millis(rand::random_range(300..2_500)));
        if rand::random() {
            kill(apply.id());
        } else {
            kill_its_provider(&apply);
        }
        finish(apply, Duration::from_mins(1));
        // A provider without Terraform ends by itself, after the answers it still waits for.
        thread::sleep(Duration::from_millis(300));
        self.has_no_record_twice()
    }

    fn next_round(&mut self) {
        self.round += 1;
        self.workspace.variable("round", self.round.to_string());
    }

    fn has_no_record_twice(&self) -> Result<(), Failure> {
        for (table, ..) in TABLES {
            let mut names = BTreeMap::new();
            for record in self.stage.instance.records(table, "nameSTARTSWITHKilled")? {
                *names.entry(record["name"].to_string()).or_insert(0) += 1;
            }
            let twice: Vec<_> = names.into_iter().filter(|(_, count)| *count > 1).collect();
            assert!(twice.is_empty(), "twice in {table}: {twice:?}");
        }
        Ok(())
    }

    fn stored(&self) -> Result<BTreeSet<String>, Failure> {
        let mut all = BTreeSet::new();
        for (table, ..) in TABLES {
            all.extend(on_the_instance(&self.stage.instance, table, "nameSTARTSWITHKilled")?);
        }
        Ok(all)
    }

    /// State, instance and configuration agree.
    fn is_settled(&self) -> Result<(), Failure> {
        self.has_no_record_twice()?;
        let stored = self.stored()?;
        assert_eq!((stored.len(), &stored), (RECORDS, &in_the_state(&self.workspace)?));
        for (table, column, text) in TABLES {
            for record in self.stage.instance.records(table, "nameSTARTSWITHKilled")? {
                assert_eq!(record[column], format!("{text}{}", self.round), "{table}.{column}");
                if table == "basic_auth_credentials" {
                    let guess = format!("of round {}", self.round);
                    let sys_id = record["sys_id"].as_str().unwrap();
                    let holds =
                        self.stage.instance.holds_secret(table, sys_id, "password", &guess)?;
                    assert!(holds, "{table} {sys_id} does not hold the last secret");
                }
            }
        }
        self.workspace.plan(&[])?.unchanged().map(drop)
    }

    /// Applies until that succeeds, and imports what an error says was left; nothing else may fail.
    fn settle_by_import(&mut self) -> Result<usize, Failure> {
        self.next_round();
        let mut imported = 0;
        orphans::settle(&self.workspace, RECORDS, |orphans| {
            self.has_no_record_twice()?;
            let (stored, known) = (self.stored()?, in_the_state(&self.workspace)?);
            for (address, sys_id) in orphans {
                assert!(stored.contains(sys_id) && !known.contains(sys_id), "{address} {sys_id}");
            }
            imported += orphans.len();
            Ok(())
        })?;
        Ok(imported)
    }
}

fn kill_its_provider(apply: &Child) {
    for provider in providers_of(apply, &provider::mirror().executable()) {
        kill(provider);
    }
}

#[test]
fn after_killed_applies_one_that_adopts_makes_the_instance_as_configured() {
    let kills = amount("PROVIDER_KILLS", 2 * IN_A_ROW) / 2;
    for _ in 0..kills.div_ceil(IN_A_ROW) {
        let mut victim = Victim::new(true).unwrap();
        for _ in 0..IN_A_ROW {
            victim.killed().unwrap();
        }
        victim.next_round();
        victim.workspace.apply(&[]).unwrap().succeeded().unwrap();
        victim.is_settled().unwrap();
    }
}

#[test]
fn after_killed_applies_one_that_does_not_adopt_names_each_orphan_and_never_makes_a_second_record()
{
    let kills = amount("PROVIDER_KILLS", 2 * IN_A_ROW) / 2;
    let mut imported = 0;
    for _ in 0..kills.div_ceil(IN_A_ROW) {
        let mut victim = Victim::new(false).unwrap();
        for _ in 0..IN_A_ROW {
            victim.killed().unwrap();
        }
        imported += victim.settle_by_import().unwrap();
        victim.is_settled().unwrap();
    }
    // Out of few kills none need leave an orphan; out of a hundred, many do.
    assert!(imported > 0 || kills < 100, "no orphan was left in {kills} kills");
}
