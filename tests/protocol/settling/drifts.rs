//! What others change: a refresh shows it once, the next apply puts it back where it is managed; and what the platform only
//! rewrites is no change at all.

use serde_json::{Value as Json, json};
use terraform_provider_servicenow::describe::{Field, FieldType};

use super::{Settled, Settling, everywhere};
use crate::seen::{attribute, id, json_of};

/// What somebody else might write into the column.
fn other(field: &Field, stored: &str) -> String {
    match field.holds {
        FieldType::Flag => (stored != "true").to_string(),
        FieldType::Whole => "77".to_owned(),
        FieldType::Choice(words) => {
            let fits = |word: &&&str| **word != stored && **word != "password2";
            words.iter().find(fits).map_or(String::new(), |word| (*word).to_owned())
        }
        FieldType::Codes(codes) => {
            let other = codes.iter().map(|(_, number)| *number).find(|number| *number != stored);
            other.unwrap_or_default().to_owned()
        }
        FieldType::TextList => "https://theirs.example/cb".to_owned(),
        FieldType::Condition => "active=false".to_owned(),
        FieldType::Text => "Theirs".to_owned(),
        _ => String::new(),
    }
}

/// The same in the forms that a person's browser or the platform gives it.
fn rewritten(field: &Field, stored: &str) -> Vec<String> {
    match field.holds {
        _ if stored.is_empty() => Vec::new(),
        FieldType::Text => vec![format!("{stored} "), stored.replace('\n', "\r\n")],
        FieldType::Condition => vec![format!("{stored}^EQ"), format!("{stored} ")],
        FieldType::TextList => vec![stored.replace(',', ", ")],
        _ => Vec::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_change_is_seen_once_and_put_back_and_what_is_rewritten_is_not_seen() {
    everywhere(|world, sample| {
        Box::pin(async move {
            let mut settling = Settling::begin(sample, world).await;
            for (field, value) in settling.fields() {
                let Some(column) = field.column else { continue };
                let config = sample.with(field.name, &value);
                let what = format!("{}.{} = {value}", sample.kind, field.name);
                if let Settled::Applied = settling.apply(&config, &what).await {
                    drift(&mut settling, field, column, &config).await;
                }
                let settled = settling.apply(&sample.config, &what).await;
                assert!(matches!(settled, Settled::Applied), "{what}: {settled:#?}");
            }
            settling.end().await;
        })
    })
    .await;
}

async fn drift(
    settling: &mut Settling<'_>,
    field: &'static Field,
    column: &'static str,
    config: &Json,
) {
    let (table, sys_id) = (settling.sample.table(), id(&settling.state));
    let what = format!("{}.{}", settling.sample.kind, field.name);
    let stored = settling.world.column(table, &sys_id, column).await;
    for text in rewritten(field, &stored) {
        if settling.world.takes(table, &sys_id, &json!({ column: text })).await {
            let read = settling.later.read(&settling.kind(), &settling.state).await.unwrap();
            let now = attribute(&read.unwrap(), field.name);
            assert_eq!(now, attribute(&settling.state, field.name), "{what} stored as {text:?}");
            assert!(settling.world.takes(table, &sys_id, &json!({ column: stored })).await);
        }
    }
    settling.is_settled(config, &format!("{what} as it was written")).await;
    let theirs = other(field, &stored);
    if !settling.world.takes(table, &sys_id, &json!({ column: theirs })).await
        || settling.world.column(table, &sys_id, column).await == stored
    {
        return;
    }
    let before = attribute(&settling.state, field.name);
    let read = settling.later.read(&settling.kind(), &settling.state).await.unwrap().unwrap();
    assert_ne!(json_of(read.value.get(field.name)), before, "{what} was changed to {theirs}");
    settling.state = read;
    settling.is_true(&format!("{what} changed to {theirs}")).await;
    let settled = settling.apply(config, &format!("{what} put back")).await;
    assert!(matches!(settled, Settled::Applied), "{what}: {settled:#?}");
    assert_eq!(attribute(&settling.state, field.name), before, "{what} is as before");
}
