//! The answer to one item of a batch. An item meets the same trouble as a request of its own, and
//! is written down like one.

use super::{Call, Item, text};
use crate::{
    faults::{After, Before, QUOTA_TEXT, Trouble},
    http::{Answer, Content, Request, STANDARD_HEADERS},
    journal::Entry,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use http::StatusCode;
use serde_json::{Map, Value, json};
use std::time::Instant;

/// What the batch says about the item, and how many bytes its body has.
pub(super) struct Served {
    pub(super) answer: Value,
    pub(super) size: usize,
}

impl Served {
    /// Serves an item; nothing where its connection is cut.
    pub(super) fn of(call: &Call<'_>, item: &Item) -> Option<Self> {
        let began = Instant::now();
        let (played, error) = match item.request() {
            Ok(request) => (noted(call, request, began)?, None),
            Err(refusal) => (Played::whole(Answer::refusal(&refusal)), Some(refusal.to_string())),
        };
        let mut answer = played.shown(item);
        answer.insert("execution_time".to_owned(), json!(milliseconds(began)));
        if let Some(error) = error {
            answer.insert("error_message".to_owned(), json!(error));
        }
        Some(Self { answer: Value::Object(answer), size: played.body.len() })
    }
}

fn milliseconds(began: Instant) -> u64 {
    u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// Serves the request of an item and writes it down.
fn noted(call: &Call<'_>, request: Request, began: Instant) -> Option<Played> {
    let mut entry = Entry::of(&request);
    let played = play(call, request);
    entry.in_batch = true;
    entry.user.clone_from(&call.caller.user_name);
    entry.status = played.as_ref().map_or(0, |played| played.answer.status);
    entry.milliseconds = milliseconds(began);
    call.instance.journal.write(entry);
    played
}

fn play(call: &Call<'_>, request: Request) -> Option<Played> {
    let trouble = call.instance.faults.trouble(&request);
    // A batch is served on a thread that may block.
    std::thread::sleep(trouble.latency);
    match trouble.before.clone() {
        Some(Before::Cut) => return None,
        Some(Before::Answer { status, headers, content }) => {
            return Some(Played::whole(Answer { status, headers, content }));
        }
        None => {}
    }
    let answer = carry_out(call, request, &trouble);
    let mut played = Played::whole(answer);
    match trouble.after {
        None => {}
        Some(After::Cut) => return None,
        Some(After::HalfBody) => played.body.truncate(played.body.len() / 2),
        Some(After::QuotaText) => played.body.extend_from_slice(QUOTA_TEXT.as_bytes()),
        Some(After::Answer { status, headers, content }) => {
            played = Played::whole(Answer { status, headers, content });
        }
    }
    Some(played)
}

fn carry_out(call: &Call<'_>, request: Request, trouble: &Trouble) -> Answer {
    let request = trouble.strip(request);
    let answer = match call.within(&request) {
        Ok(answer) if request.method == "HEAD" => answer.without_body(),
        Ok(answer) => answer,
        Err(refusal) => Answer::refusal(&refusal),
    };
    trouble.conceal(&request.method, answer)
}

/// An answer with its body, which trouble may have damaged.
struct Played {
    answer: Answer,
    body: Vec<u8>,
}

impl Played {
    fn whole(answer: Answer) -> Self {
        let (body, _) = answer.bytes();
        Self { answer, body }
    }

    fn shown(&self, item: &Item) -> Map<String, Value> {
        let answer = &self.answer;
        let status =
            StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut shown = Map::new();
        shown.insert("id".to_owned(), json!(text(&item.id)));
        if answer.content != Content::Nothing {
            shown.insert("body".to_owned(), json!(BASE64_STANDARD.encode(&self.body)));
        }
        shown.insert("status_code".to_owned(), json!(answer.status));
        let words = status.canonical_reason().unwrap_or_default();
        shown.insert("status_text".to_owned(), json!(words));
        if !item.exclude_response_headers {
            shown.insert("headers".to_owned(), headers(answer));
        }
        shown
    }
}

fn headers(answer: &Answer) -> Value {
    let own = answer.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let (_, kind) = answer.bytes();
    let kind = kind.map(|kind| ("Content-Type", kind));
    let all = STANDARD_HEADERS.iter().copied().chain(kind).chain(own);
    all.map(|(name, value)| json!({ "name": name, "value": value })).collect()
}
