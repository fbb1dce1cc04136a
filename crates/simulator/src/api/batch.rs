//! `POST /api/now/v1/batch`: several requests in one, one after the other and each for itself
//! (facts 5.1).

use super::{Answer, Call, Content, Request, STANDARD_HEADERS};
use crate::records::Refusal;
use base64::{Engine, prelude::BASE64_STANDARD};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value, json};
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

#[derive(Deserialize)]
struct Item {
    id: Value,
    method: String,
    url: String,
    #[serde(default)]
    headers: Vec<Header>,
    /// Base64.
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    exclude_response_headers: bool,
}

#[derive(Deserialize)]
struct Header {
    name: String,
    value: String,
}

/// Carries out the items in order. Those for which no time or no room is left are named in
/// `unserviced_requests`.
pub(super) fn batch(call: &Call<'_>) -> Result<Answer, Refusal> {
    let batch: Batch = serde_json::from_value(call.request.json()?)
        .map_err(|error| Refusal::Malformed(error.to_string()))?;
    let (most_in, mut room) = call.work(|work| {
        let megabytes = |(name, default, most): (&str, usize, usize)| {
            let value = work.property(name)?.trim().parse().unwrap_or(default);
            Ok::<usize, Refusal>(value.min(most) * MEGABYTE)
        };
        Ok((megabytes(INPUT_SIZE)?, megabytes(OUTPUT_SIZE)?))
    })?;
    let asked = call.request.header(OUTPUT_HEADER).and_then(|text| text.trim().parse().ok());
    room = room.min(asked.unwrap_or(room));
    let (mut serviced, mut unserviced) = (Vec::new(), Vec::new());
    let began = Instant::now();
    for item in &batch.rest_requests {
        let length = item.body.as_ref().map_or(0, |body| body.len() / 4 * 3);
        if began.elapsed() > QUOTA || room == 0 || length > most_in {
            unserviced.push(json!(text(&item.id)));
            continue;
        }
        let (answer, size) = service(call, item);
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

/// The answer to one item, and how many bytes its body has.
fn service(call: &Call<'_>, item: &Item) -> (Value, usize) {
    let began = Instant::now();
    let (answer, error) = match request(item) {
        Ok(request) => match call.within(&request) {
            Ok(answer) if request.method == "HEAD" => (answer.without_body(), None),
            Ok(answer) => (answer, None),
            Err(refusal) => (Answer::refusal(&refusal), None),
        },
        Err(refusal) => (Answer::refusal(&refusal), Some(refusal.to_string())),
    };
    let (body, kind) = answer.bytes();
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut serviced = Map::new();
    serviced.insert("id".to_owned(), json!(text(&item.id)));
    if answer.content != Content::Nothing {
        serviced.insert("body".to_owned(), json!(BASE64_STANDARD.encode(&body)));
    }
    serviced.insert("status_code".to_owned(), json!(answer.status));
    let words = status.canonical_reason().unwrap_or_default();
    serviced.insert("status_text".to_owned(), json!(words));
    if !item.exclude_response_headers {
        serviced.insert("headers".to_owned(), headers(&answer, kind));
    }
    let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    serviced.insert("execution_time".to_owned(), json!(milliseconds));
    if let Some(error) = error {
        serviced.insert("error_message".to_owned(), json!(error));
    }
    (Value::Object(serviced), body.len())
}

fn headers(answer: &Answer, kind: Option<&str>) -> Value {
    let own = answer.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let kind = kind.map(|kind| ("Content-Type", kind));
    STANDARD_HEADERS
        .iter()
        .copied()
        .chain(kind)
        .chain(own)
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect()
}

fn request(item: &Item) -> Result<Request, Refusal> {
    let malformed = |text: &str| Refusal::Malformed(text.to_owned());
    let body = item.body.as_deref().unwrap_or_default();
    let body = BASE64_STANDARD.decode(body).map_err(|_| malformed("the body is not Base64"))?;
    let (path, query) = item.url.split_once('?').unwrap_or((&item.url, ""));
    if !path.starts_with('/') {
        return Err(malformed("a URL in a batch begins with a slash"));
    }
    let mut headers = HeaderMap::new();
    for Header { name, value } in &item.headers {
        let pair = (HeaderName::try_from(name), HeaderValue::try_from(value));
        let (Ok(name), Ok(value)) = pair else { return Err(malformed("a header is not one")) };
        headers.insert(name, value);
    }
    let request = Request::new(&item.method, path, query, headers, body);
    if request.segments().iter().any(|segment| segment == "batch") {
        return Err(malformed("a batch holds no batch"));
    }
    Ok(request)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(value: Value) -> Item {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn an_item_becomes_a_request_of_its_own() {
        let request = request(&item(json!({
            "id": 7, "method": "patch", "url": "/api/now/table/x/1?sysparm_limit=1",
            "headers": [{ "name": "Accept", "value": "application/json" }], "body": "e30=",
        })))
        .unwrap();
        assert_eq!(
            (request.method.as_str(), request.path.as_str()),
            ("PATCH", "/api/now/table/x/1")
        );
        assert_eq!(request.query_value("sysparm_limit"), Some("1"));
        assert_eq!(
            (request.header("accept"), request.body.clone()),
            (Some("application/json"), b"{}".to_vec())
        );
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for wrong in [
            json!({ "id": "1", "method": "GET", "url": "/x", "body": "%%" }),
            json!({ "id": "1", "method": "GET", "url": "https://elsewhere/x" }),
            json!({ "id": "1", "method": "POST", "url": "/api/now/v1/batch" }),
            json!({ "id": "1", "method": "GET", "url": "/x", "headers": [{ "name": "a b", "value": "" }] }),
        ] {
            assert!(request(&item(wrong.clone())).is_err(), "{wrong}");
        }
    }

    #[test]
    fn identifiers_are_text() {
        assert_eq!((text(&json!(1)), text(&json!("a"))), ("1".to_owned(), "a".to_owned()));
    }
}
