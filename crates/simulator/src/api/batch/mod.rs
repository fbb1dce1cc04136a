//! `POST /api/now/v1/batch`: several requests in one, one after the other and each for itself
//! (docs/facts.md#batch).

mod item;
mod served;

use super::Call;
use crate::{http::Answer, refusal::Refusal};
use item::Item;
use serde::Deserialize;
use serde_json::{Value, json};
use served::Served;
use std::time::{Duration, Instant};

/// How long a batch may take; what has not begun by then is not begun \[D\].
const QUOTA: Duration = Duration::from_secs(30);
/// The largest body of an item and the largest sum of answers, in megabytes \[D\].
const INPUT_SIZE: (&str, usize, usize) = ("glide.rest.batch.max.inputSize", 5, 10);
const OUTPUT_SIZE: (&str, usize, usize) = ("glide.rest.batch.max.outputSize", 10, 10);
const OUTPUT_HEADER: &str = "x-batchrequest-max-output-size";
const MEGABYTE: usize = 1_048_576;

#[derive(Deserialize)]
struct Batch {
    #[serde(default)]
    batch_request_id: Value,
    rest_requests: Vec<Item>,
}

/// Carries out the items in order. Those for which no time or no room is left are named in
/// `unserviced_requests`.
pub(super) fn batch(call: &Call<'_>) -> Result<Answer, Refusal> {
    let batch: Batch = serde_json::from_value(call.request.json()?)
        .map_err(|error| Refusal::Malformed(error.to_string()))?;
    let (most_in, mut room) = call.work(|work| {
        let megabytes = |(name, default, most): (&str, usize, usize)| {
            let value = work.property(name)?.trim().parse().unwrap_or(default);
            Ok::<usize, Refusal>(value.min(most).saturating_mul(MEGABYTE))
        };
        Ok((megabytes(INPUT_SIZE)?, megabytes(OUTPUT_SIZE)?))
    })?;
    let asked = call.request.header(OUTPUT_HEADER).and_then(|text| text.trim().parse().ok());
    room = room.min(asked.unwrap_or(room));
    let (mut serviced, mut unserviced) = (Vec::new(), Vec::new());
    let began = Instant::now();
    for item in &batch.rest_requests {
        let length = item.body.as_ref().map_or(0, |body| (body.len() / 4).saturating_mul(3));
        if began.elapsed() > QUOTA || room == 0 || length > most_in {
            unserviced.push(json!(text(&item.id)));
            continue;
        }
        // An item whose connection is cut takes the whole batch with it.
        let Some(Served { answer, size }) = Served::of(call, item) else {
            return Ok(Answer::cut());
        };
        room = room.saturating_sub(size);
        serviced.push(answer);
    }
    Ok(Answer::json(
        200,
        json!({
            "batch_request_id": text(&batch.batch_request_id),
            "serviced_requests": serviced,
            "unserviced_requests": unserviced,
        }),
    ))
}

/// Identifiers are given back as text, whatever they were sent as.
fn text(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_text() {
        assert_eq!((text(&json!(1)), text(&json!("a"))), ("1".to_owned(), "a".to_owned()));
    }
}
