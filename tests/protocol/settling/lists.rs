//! Lists and sets edited element by element: one more, another order, one less, the same twice, none.

use serde_json::{Value as Json, json};
use terraform_provider_servicenow::describe::{Field, FieldType, Links};

use super::{Settled, Settling, everywhere, is_about, is_list};
use crate::ground;
use crate::world::World;

/// The edits, of two elements.
fn edits(field: &Field, one: &Json, two: &Json) -> Vec<Json> {
    let mut edits = vec![
        json!([one]),
        json!([one, two]),
        json!([two, one]),
        json!([two]),
        json!([one, two]),
        json!([one]),
        json!([]),
        json!([two, one]),
        json!([Json::Null]),
    ];
    if !matches!(field.holds, FieldType::Children(_)) {
        edits.push(json!([one, ""]));
    }
    if matches!(field.holds, FieldType::TextList | FieldType::Children(_)) {
        edits.push(json!([one, one]));
    }
    edits
}

/// Two elements: what the ground has for the field, and one more that is made for it.
async fn elements(world: &World, field: &Field, value: &Json) -> Option<(Json, Json, Made)> {
    let first = value.as_array()?.first()?.clone();
    if let FieldType::TextList = field.holds {
        return Some((first, json!("https://further.example/cb"), None));
    }
    if let FieldType::Children(children) = &field.holds {
        return Some((first, ground::child(children, "Third"), None));
    }
    let (FieldType::References(to) | FieldType::Links(Links { target: to, .. })) = field.holds
    else {
        return None;
    };
    let (table, row, name) = ground::further(to.table)?;
    let sys_id = world.insert(table, row).await;
    Some((first, json!(name), Some((table, sys_id))))
}

type Made = Option<(&'static str, String)>;

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_is_edited_is_never_planned_again() {
    everywhere(|world, sample| {
        Box::pin(async move {
            let mut settling = Settling::begin(sample, world).await;
            let mut further = Vec::new();
            let lists = settling.fields().into_iter().filter(|(field, _)| is_list(field));
            for (field, value) in lists {
                let Some((one, two, made)) = elements(world, field, &value).await else { continue };
                for edit in edits(field, &one, &two) {
                    let what = format!("{}.{} = {edit}", sample.kind, field.name);
                    let config = sample.with(field.name, &edit);
                    if let Settled::Refused(said) = settling.apply(&config, &what).await {
                        is_about(&said, field.name, &what);
                    }
                }
                let what = format!("{}.{} as it was", sample.kind, field.name);
                let settled = settling.apply(&sample.config, &what).await;
                assert!(matches!(settled, Settled::Applied), "{what}: {settled:#?}");
                further.extend(made);
            }
            settling.end().await;
            // Not before: what is kept where nothing is said may still hold them.
            for (table, sys_id) in further {
                world.delete(table, &sys_id).await;
            }
        })
    })
    .await;
}
