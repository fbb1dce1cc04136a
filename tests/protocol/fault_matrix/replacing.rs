//! The operations on a record that was there before, or that changes its address: adopted, given back, replaced in
//! either order, moved without saying so.

use serde_json::{Value as Json, json};
use tfplugin::testing::Harness;
use tfplugin::{Diagnostic, Diagnostics};

use super::operations::{Operation, Played, Subject};
use super::outcome::Left;
use crate::seen::{attribute, id};
use crate::walks::{Way, replace_in_one_process};
use crate::world::{World, full};

const ALIAS: &str = "connection_alias";

impl Operation {
    /// Whether it is one of these.
    pub(super) fn is_about_adoption(self) -> bool {
        matches!(
            self,
            Self::Adopt | Self::GiveBack | Self::Taint | Self::CreateFirst | Self::Rename
        )
    }

    /// The way in which core replaces the record, where it does.
    fn way(self) -> Option<Way> {
        match self {
            Self::Taint => Some(Way::Tainted),
            Self::CreateFirst => Some(Way::CreatedFirst),
            Self::Rename => Some(Way::RenamedDestroyedFirst),
            _ => None,
        }
    }
}

fn adopting(name: &str, description: &str) -> Json {
    json!({ "name": name, "description": description, "adopt_existing": true })
}

impl Subject {
    /// Puts the record there, by somebody else unless it is to change its address, and adopts it where it is to be held.
    pub(super) async fn prepare_adopted(&mut self, world: &World) {
        if self.operation != Operation::Rename {
            let row = json!({ "name": self.name, "description": "Before" });
            world.insert("sys_alias", row).await;
        }
        if self.operation != Operation::Adopt {
            self.prior = Some(world.apply(ALIAS, None, &adopting(&self.name, "After")).await);
        }
    }

    /// What is configured.
    pub(super) fn adopting(&self) -> Json {
        let replaced = self.operation == Operation::CreateFirst;
        adopting(&self.name, if replaced { "Later" } else { "After" })
    }

    /// Carries the replacement out, if it is one.
    pub(super) async fn play_replacement(&self, provider: &Harness) -> Option<Played> {
        let way = self.operation.way()?;
        let (prior, config) = (self.prior.as_ref().unwrap(), self.adopting());
        let replaced = replace_in_one_process(provider, &full(ALIAS), (prior, &config), way).await;
        let (state, old) = match (replaced.new, replaced.old) {
            (None, old) => (old, None),
            both => both,
        };
        Some(Played { said: replaced.said, state, rows: None, old })
    }

    /// What was left. A record that is gone, and one that is said to be given back and is not, are no outcomes at all.
    pub(super) fn left_adopted(&self, rows: &[Json], played: &Played) -> Left {
        let (state, old) = (played.state.as_ref(), played.old.as_ref());
        let failed = played.said.iter().any(Diagnostic::is_error);
        let Some(row) = rows.first() else {
            let is_between = self.operation == Operation::Rename && failed;
            assert!(is_between, "{}: the record is lost", self.name);
            return if state.is_none() { Left::Before } else { Left::Behind };
        };
        let stored = row["description"].as_str().unwrap();
        let Some(state) = state else {
            let given_back = stored == "Before";
            assert!(given_back || failed, "{}: it is said to be given back", self.name);
            let asked = self.operation == Operation::GiveBack && !failed;
            return if asked {
                Left::Asked
            } else if given_back {
                Left::Before
            } else {
                Left::Behind
            };
        };
        assert_eq!(row["sys_id"], json!(id(state)), "{}", self.name);
        if let Some(old) = old {
            // Core keeps both: the new object is tainted, or it is another record than the old one.
            let is_tainted = self.operation == Operation::CreateFirst;
            assert!(failed && (is_tainted || id(old) != id(state)), "{}", self.name);
            return if is_tainted { Left::Tainted } else { Left::Behind };
        }
        match (failed, attribute(state, "description") == json!(stored)) {
            (false, true) => Left::Asked,
            (false, false) => panic!("{}: the state claims what is not so", self.name),
            (true, true) => Left::Before,
            (true, false) => Left::Behind,
        }
    }

    /// The next run, which does what was asked for; in the end the record is there as it was, unless it is ours.
    pub(super) async fn adopt_again(
        &self,
        world: &World,
        provider: &Harness,
        played: Played,
    ) -> Result<(), Diagnostics> {
        let (kind, mut state) = (full(ALIAS), played.state);
        if let Some(old) = played.old {
            provider.destroy(&kind, old).await?;
            if self.operation == Operation::CreateFirst {
                provider.destroy(&kind, state.take().unwrap()).await?;
            }
        }
        if self.operation == Operation::GiveBack {
            if let Some(state) = state {
                provider.destroy(&kind, state).await?;
            }
            assert_eq!(self.stored(world).await[0]["description"], "Before", "{}", self.name);
            return Ok(());
        }
        let state = provider.apply_config(&kind, state, self.adopting()).await?;
        let rows = self.stored(world).await;
        assert_eq!(rows.len(), 1, "{}", self.name);
        assert_eq!(rows[0]["sys_id"], json!(id(&state)), "{}", self.name);
        world.is_settled(ALIAS, &state, &self.adopting()).await;
        provider.destroy(&kind, state).await?;
        let left = self.stored(world).await.len();
        assert!(left == 1 || self.operation == Operation::Rename, "{} is lost", self.name);
        Ok(())
    }
}
