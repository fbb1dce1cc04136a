//! What is open when it is planned may become anything, and nothing too: what the plan knew stays.

use serde_json::{Map, Value as Json, json};
use terraform_provider_servicenow::describe::{Field, FieldType, Mode};
use tfplugin::testing::unknown;

use super::{Settled, Settling, everywhere, is_about, is_list};
use crate::life_cycle::Sample;
use crate::world::{full, with};

/// What an attribute may become.
fn outcomes(field: &Field, value: &Json) -> Vec<Json> {
    let nothing = (!matches!(field.mode, Mode::Required)).then_some(Json::Null);
    let empty = match field.holds {
        _ if is_list(field) => Some(json!([])),
        FieldType::Text | FieldType::Reference(_) => Some(json!("")),
        _ => None,
    };
    [Some(value.clone()), nothing, Some(value.clone()), empty].into_iter().flatten().collect()
}

/// The ways in which an attribute is open that becomes this.
fn openings(field: &Field, outcome: &Json) -> Vec<Json> {
    let in_part = outcome.as_array().filter(|elements| is_list(field) && !elements.is_empty());
    let in_part = in_part.map(|elements| {
        let open = elements.iter().enumerate();
        open.map(|(index, one)| if index == 0 { unknown() } else { one.clone() }).collect()
    });
    let in_a_child = outcome.as_array().filter(|_| matches!(field.holds, FieldType::Children(_)));
    let in_a_child = in_a_child.into_iter().flatten().next().map(|first| {
        let names = first.as_object().into_iter().flatten().map(|(name, _)| name);
        names.map(|name| with(first.clone(), json!({ name: unknown() }))).collect::<Vec<_>>()
    });
    let rest = outcome.as_array().map(|all| all.iter().skip(1).cloned().collect::<Vec<_>>());
    let in_a_child = in_a_child.into_iter().flatten().map(|first| {
        let all = std::iter::once(first).chain(rest.clone().into_iter().flatten());
        all.collect::<Json>()
    });
    std::iter::once(unknown()).chain(in_part).chain(in_a_child).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_open_becomes_anything_and_what_the_plan_knew_stays() {
    everywhere(|world, sample| {
        Box::pin(async move {
            let mut settling = Settling::begin(sample, world).await;
            for (field, value) in settling.fields() {
                for outcome in outcomes(field, &value) {
                    let config = sample.with(field.name, &outcome);
                    for opening in openings(field, &outcome) {
                        let what = format!("{}.{}: {opening} → {outcome}", sample.kind, field.name);
                        open(&mut settling, (field, &opening), &config, &what).await;
                    }
                }
            }
            settling.end().await;
        })
    })
    .await;
}

/// Plans it while it is open, and applies that plan to what it became.
async fn open(
    settling: &mut Settling<'_>,
    (field, opening): (&Field, &Json),
    config: &Json,
    what: &str,
) {
    let open = settling.sample.with(field.name, opening);
    let plan = settling.plan(&open, what).await;
    let plan = plan.unwrap_or_else(|said| panic!("{what} is refused while it is open: {said:#?}"));
    // What is refused once it is known is refused before it is applied.
    if settling.plan(config, what).await.is_err() {
        return;
    }
    if let Settled::Refused(said) = settling.carry_out(&plan, config, what).await {
        is_about(&said, field.name, what);
    }
}

/// Everything open that can be configured, secrets included.
fn all_open(sample: &Sample) -> Json {
    let mut names = vec!["adopt_existing".to_owned(), "deletion_policy".to_owned()];
    names.extend(sample.resource().data.map(|_| "allow_data_loss".to_owned()));
    names.extend(sample.resource().scope_column.map(|_| "application_scope".to_owned()));
    for field in sample.configurable() {
        names.push(field.name.to_owned());
        if field.is_secret() {
            names.extend(["_wo", "_wo_version"].map(|form| format!("{}{form}", field.name)));
        }
    }
    Json::Object(names.into_iter().map(|name| (name, unknown())).collect::<Map<_, _>>())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_of_which_all_is_open_may_become_the_least_there_is() {
    everywhere(|world, sample| {
        Box::pin(async move {
            let kind = full(sample.kind);
            let open = all_open(sample);
            let with_the_least = with(open.clone(), sample.config.clone());
            for open in [open, with_the_least] {
                let said = world.provider.validate(&kind, open.clone()).await;
                assert!(said.is_empty(), "{kind} {open}: {said:#?}");
                let plan = world.provider.plan(&kind, None, Some(open.clone())).await;
                let plan = plan.unwrap_or_else(|said| panic!("{kind} {open}: {said:#?}"));
                let config = Some(sample.config.clone());
                let applied = world.provider.apply(&kind, None, &plan, config).await;
                let state = applied.state.unwrap_or_else(|| panic!("{:#?}", applied.diagnostics));
                world.is_settled(sample.kind, &state, &sample.config).await;
                world.destroy(sample.kind, state).await;
            }
        })
    })
    .await;
}
