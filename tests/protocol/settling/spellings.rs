//! Another spelling of the same record is no change, whatever becomes of its name in the meantime.

use serde_json::{Value as Json, json};
use terraform_provider_servicenow::describe::{Field, FieldType, Target};
use tfplugin::testing::Plan;

use super::{Settled, Settling, everywhere};
use crate::seen::{attribute, id, json_of};

/// The record a reference leads to, and every way to spell it.
struct Spelled {
    target: &'static Target,
    sys_ids: Vec<String>,
    names: Json,
}

impl Spelled {
    /// What the field of the record leads to now.
    async fn of(settling: &Settling<'_>, field: &'static Field) -> Option<Self> {
        let names = attribute(&settling.state, field.name);
        if names.is_null() || names == json!([]) {
            return None;
        }
        let sys_id = id(&settling.state);
        let stored = async |column: &str| {
            let text = settling.world.column(settling.sample.table(), &sys_id, column).await;
            text.split(',').map(str::to_owned).collect()
        };
        let (target, sys_ids) = match (&field.holds, field.column) {
            (FieldType::Reference(target) | FieldType::References(target), Some(column)) => {
                (target, stored(column).await)
            }
            (FieldType::Links(links), _) => {
                let rows = format!("{}={sys_id}", links.owner);
                let rows = settling.world.rows(links.table, &rows).await;
                let member = |row: &Json| row[links.member].as_str().unwrap().to_owned();
                (&links.target, rows.iter().map(member).collect())
            }
            _ => return None,
        };
        Some(Self { target, sys_ids, names })
    }

    /// The other ways to spell it.
    fn others(&self) -> Vec<Json> {
        let ids = |letters: fn(&String) -> String| match &self.names {
            Json::Array(_) => self.sys_ids.iter().map(letters).collect(),
            _ => json!(letters(&self.sys_ids[0])),
        };
        let shouted = |name: &Json| json!(name.as_str().unwrap().to_uppercase());
        let names = match &self.names {
            Json::Array(names) => names.iter().map(shouted).collect(),
            name => shouted(name),
        };
        vec![ids(String::clone), ids(|sys_id| sys_id.to_uppercase()), names]
    }

    /// Whether the record can be called something else, and be called as before again.
    async fn renames(&self, settling: &Settling<'_>, name: &str) -> bool {
        let (table, column) = (self.target.table, self.target.keys[0]);
        let is_word = self.target.literals.contains(&self.sys_ids[0].as_str());
        !is_word && settling.world.takes(table, &self.sys_ids[0], &json!({ column: name })).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_spelling_is_no_change_though_the_record_is_renamed_meanwhile() {
    everywhere(|world, sample| {
        Box::pin(async move {
            let mut settling = Settling::begin(sample, world).await;
            let set = settling.fields();
            for field in sample.configurable() {
                let value = set.iter().find(|(other, _)| other.name == field.name);
                let config = value.map_or_else(
                    || sample.config.clone(),
                    |(_, value)| sample.with(field.name, value),
                );
                let what = format!("{}.{}", sample.kind, field.name);
                if matches!(settling.apply(&config, &what).await, Settled::Applied) {
                    respell(&mut settling, field, &config, &what).await;
                }
            }
            settling.end().await;
        })
    })
    .await;
}

async fn respell(settling: &mut Settling<'_>, field: &'static Field, config: &Json, what: &str) {
    let Some(spelled) = Spelled::of(settling, field).await else { return };
    // A plan follows a refresh, which finds what the elements of sets are called.
    settling.state = settling.later.read(&settling.kind(), &settling.state).await.unwrap().unwrap();
    for other in spelled.others() {
        let what = format!("{what} = {other}");
        let mut respelled = config.clone();
        respelled[field.name] = other;
        let plan = settling.plan(&respelled, &what).await;
        let plan = plan.unwrap_or_else(|said| panic!("{what}: {said:#?}"));
        let (before, now) = (json_of(&settling.state.value), json_of(&plan.planned));
        assert_eq!(before, now, "{what} is planned as a change");
        assert!(!plan.replaces, "{what} replaces");
        settled_after_a_rename(settling, &spelled, &plan, &respelled, &what).await;
    }
}

/// The same apply may rename the record before it comes to what refers to it.
async fn settled_after_a_rename(
    settling: &mut Settling<'_>,
    spelled: &Spelled,
    plan: &Plan,
    config: &Json,
    what: &str,
) {
    let name = key_now(settling, spelled).await;
    if !spelled.renames(settling, "Renamed meanwhile").await {
        return;
    }
    let kind = settling.kind();
    let config = Some(config.clone());
    let run = settling.world.later_run().await;
    let applied = run.apply(&kind, Some(&settling.state), plan, config).await;
    assert!(applied.diagnostics.is_empty(), "{what}: {:#?}", applied.diagnostics);
    assert!(spelled.renames(settling, &name).await, "{what}: it has its name again");
    settling.is_true(what).await;
}

async fn key_now(settling: &Settling<'_>, spelled: &Spelled) -> String {
    let (table, sys_id) = (spelled.target.table, &spelled.sys_ids[0]);
    let rows = settling.world.rows(table, &format!("sys_id={sys_id}")).await;
    rows.first().and_then(|row| row[spelled.target.keys[0]].as_str()).unwrap_or_default().to_owned()
}
