//! A value, nothing, an empty text, another value, an empty list, nothing: after each there is no more to come.

use serde_json::{Value as Json, json};
use terraform_provider_servicenow::describe::{Field, FieldType, Mode};

use super::{Settled, Settling, everywhere, is_about, is_list};

/// What an attribute is set to, one after the other.
fn steps(field: &Field, value: &Json) -> Vec<Json> {
    let nothing = if matches!(field.mode, Mode::Required) { Vec::new() } else { vec![Json::Null] };
    let empty = match field.holds {
        _ if is_list(field) => vec![json!([])],
        FieldType::Whole | FieldType::Flag => Vec::new(),
        _ => vec![json!("")],
    };
    let value = vec![value.clone()];
    [&value, &nothing, &empty, &value, &empty, &nothing].into_iter().flatten().cloned().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_emptied_and_set_again_is_never_planned_again() {
    everywhere(|world, sample| {
        Box::pin(async move {
            let mut settling = Settling::begin(sample, world).await;
            for (field, value) in settling.fields() {
                for step in steps(field, &value) {
                    let what = format!("{}.{} = {step}", sample.kind, field.name);
                    let config = sample.with(field.name, &step);
                    if let Settled::Refused(said) = settling.apply(&config, &what).await {
                        is_about(&said, field.name, &what);
                    }
                }
                let what = format!("{}.{} as it was", sample.kind, field.name);
                let settled = settling.apply(&sample.config, &what).await;
                assert!(matches!(settled, Settled::Applied), "{what}: {settled:#?}");
            }
            settling.end().await;
        })
    })
    .await;
}
