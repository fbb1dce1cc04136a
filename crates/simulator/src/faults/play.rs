//! What a fault does to a request and its answer.

use super::Fault;
use crate::{
    http::{Answer, Content, Request},
    refusal::{Operation, Refusal},
};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::time::Duration;

/// What happens instead of carrying the request out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Before {
    Cut,
    Answer { status: u16, headers: Vec<(String, String)>, content: Content },
}

/// What happens to the answer of a request that was carried out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum After {
    Cut,
    HalfBody,
    QuotaText,
    Answer { status: u16, headers: Vec<(String, String)>, content: Content },
}

/// Everything that happens to one request.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Trouble {
    pub(crate) latency: Duration,
    pub(crate) before: Option<Before>,
    pub(crate) after: Option<After>,
    /// Columns that vanish from the body.
    pub(crate) dropped: Vec<String>,
    /// Columns that vanish from the answer.
    pub(crate) hidden: Vec<String>,
    /// Whether the caller sees no row.
    pub(crate) unreadable: bool,
    /// How long the request is put off, whoever waits.
    pub(crate) late: Duration,
    /// Whether the answer is about another record.
    pub(crate) about_another: bool,
    /// Whether a list is said to go on for ever.
    pub(crate) endless: bool,
}

const HIBERNATING: &str = "<html><head><title>Instance Hibernating page</title></head>\
    <body>Your instance is hibernating. Sign in to the developer site to wake it up.</body></html>";
const GATEWAY: &str = "<html><head><title>504 Gateway Time-out</title></head></html>";
/// The sys_id of no record that a test makes.
const ANOTHER: &str = "0123456789abcdef0123456789abcdef";
const HTML: &str =
    "<html><head><title>Sign in</title></head><body>Please sign in to continue.</body></html>";

/// What is appended to an answer that ran out of its quota (docs/facts.md#quota-in-answer).
pub(crate) const QUOTA_TEXT: &str = "{\"error\":{\"message\":\"Transaction cancelled: maximum \
    execution time exceeded\",\"detail\":\"Transaction cancelled: maximum execution time \
    exceeded. Check logs for error trace\"},\"status\":\"failure\"}";

impl Trouble {
    /// Adds what `fault` does to `request`.
    pub(super) fn add(&mut self, fault: &Fault, request: &Request) {
        match fault {
            Fault::CutBefore => self.before = Some(Before::Cut),
            Fault::CutAfter => self.after = Some(After::Cut),
            Fault::HalfBody => self.after = Some(After::HalfBody),
            Fault::QuotaText => self.after = Some(After::QuotaText),
            Fault::Latency { ms } => {
                self.latency = self.latency.saturating_add(Duration::from_millis(*ms));
            }
            Fault::DropColumn { column } => self.dropped.push(column.clone()),
            Fault::HideColumn { column } => self.hidden.push(column.clone()),
            Fault::Unreadable => self.unreadable = true,
            Fault::AnotherRecord => self.about_another = true,
            Fault::Late { ms } => {
                self.late = self.late.saturating_add(Duration::from_millis(*ms));
            }
            Fault::Endless => self.endless = true,
            // The record that is made has an id of its own, as that of anybody else has.
            Fault::Namesake { column } => {
                self.dropped.extend(["sys_id".to_owned(), column.clone()]);
                self.after = Some(Answer::html(504, GATEWAY.to_owned()).into());
            }
            Fault::Status { carried_out: true, .. } => {
                self.after = instead(fault, request).map(After::from);
            }
            _ => self.before = instead(fault, request).map(Before::from),
        }
    }

    /// `request` as it goes on: a page of an endless list is the first one.
    pub(crate) fn rewind(&self, mut request: Request) -> Request {
        if self.endless {
            request.query.retain(|(name, _)| name != "sysparm_offset");
        }
        request
    }

    /// `request` without the columns that vanish.
    pub(crate) fn strip(&self, mut request: Request) -> Request {
        if self.dropped.is_empty() {
            return request;
        }
        if let Ok(Value::Object(mut values)) = serde_json::from_slice(&request.body) {
            values.retain(|name, _| !self.dropped.contains(name));
            request.body = Value::Object(values).to_string().into_bytes();
        }
        request
    }

    /// `answer` to a request of that method as far as the caller may see it.
    pub(crate) fn conceal(&self, method: &str, mut answer: Answer) -> Answer {
        let Content::Json(body) = &mut answer.content else { return answer };
        let Some(result) = body.get_mut("result") else { return answer };
        if self.unreadable {
            match &mut *result {
                Value::Array(rows) => rows.clear(),
                Value::Object(_) if method == "GET" => return Answer::refusal(&Refusal::NotFound),
                _ => *result = json!({}),
            }
        }
        match result {
            Value::Array(rows) => rows.iter_mut().for_each(|row| self.disguise(row)),
            row => self.disguise(row),
        }
        if self.endless {
            answer.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("link"));
            return answer.with_header("Link", "<https://a.example/next>;rel=\"next\"");
        }
        answer
    }

    fn disguise(&self, row: &mut Value) {
        self.hide(row);
        if let Some(id) = row.get_mut("sys_id").filter(|_| self.about_another) {
            *id = ANOTHER.into();
        }
    }

    fn hide(&self, row: &mut Value) {
        if let Value::Object(values) = row {
            values.retain(|name, _| !self.hidden.contains(name));
        }
    }
}

impl From<Answer> for Before {
    fn from(answer: Answer) -> Self {
        let Answer { status, headers, content } = answer;
        Self::Answer { status, headers, content }
    }
}

impl From<Answer> for After {
    fn from(answer: Answer) -> Self {
        let Answer { status, headers, content } = answer;
        Self::Answer { status, headers, content }
    }
}

/// The answer given instead.
fn instead(fault: &Fault, request: &Request) -> Option<Answer> {
    Some(match fault {
        Fault::Status { status, headers, body, .. } => {
            let plain = match serde_json::from_str(body) {
                Ok(value) => Answer::json(*status, value),
                Err(_) => Answer::html(*status, body.clone()),
            };
            let pairs = headers.iter();
            pairs.fold(plain, |answer, (name, value)| answer.with_header(name, value))
        }
        Fault::Hibernating { status } => Answer::html(*status, HIBERNATING.to_owned()),
        Fault::Echo => echo(request),
        Fault::Html => Answer::html(200, HTML.to_owned()),
        Fault::Accepted202 => {
            Answer { status: 202, headers: Vec::new(), content: Content::Nothing }
        }
        Fault::AclRefusal => Answer::refusal(&Refusal::Access(operation(request))),
        Fault::BusinessRule { rule } => {
            Answer::refusal(&Refusal::rule(&request.table().unwrap_or_default(), rule))
        }
        Fault::RateLimit { reset_seconds } => rate_limit(*reset_seconds),
        _ => return None,
    })
}

fn echo(request: &Request) -> Answer {
    let headers = format!("{:?}", request.headers);
    let words = format!("Invalid request: {headers} {}", String::from_utf8_lossy(&request.body));
    let body = if request.path.starts_with("/api/") {
        json!({ "error": { "message": words, "detail": null }, "status": "failure" })
    } else {
        json!({ "error": "invalid_request", "error_description": words })
    };
    Answer::json(400, body)
}

fn operation(request: &Request) -> Operation {
    match request.method.as_str() {
        "POST" => Operation::Insert,
        "PUT" | "PATCH" => Operation::Update,
        "DELETE" => Operation::Delete,
        _ => Operation::Read,
    }
}

fn rate_limit(reset_seconds: i64) -> Answer {
    let reset = Timestamp::now().as_second().saturating_add(reset_seconds);
    let detail = "Rate limit of 100 requests per hour for Table API exceeded";
    let body = json!({
        "error": { "message": "Rate limit exceeded", "detail": detail }, "status": "failure"
    });
    Answer::json(429, body)
        .with_header("X-RateLimit-Limit", "100")
        .with_header("X-RateLimit-Reset", reset.to_string())
        .with_header("X-RateLimit-Rule", "00000000000000000000000000000429")
        .with_header("Retry-After", reset_seconds.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderMap;

    fn answer(fault: &Fault, method: &str) -> Answer {
        instead(fault, &Request::bare(method, "/api/now/table/sys_user")).unwrap()
    }

    #[test]
    fn an_access_refusal_names_the_operation() {
        let words = |method| answer(&Fault::AclRefusal, method).bytes().0;
        let words = |method| String::from_utf8(words(method)).unwrap();
        assert!(words("POST").contains("ACL Exception Insert Failed"));
        assert!(words("PATCH").contains("ACL Exception Update Failed"));
        assert!(words("DELETE").contains("ACL Exception Delete Failed"));
    }

    #[test]
    fn a_body_of_json_is_sent_as_json_and_any_other_as_a_page() {
        let of = |body: &str| {
            let json = json!({ "kind": "status", "status": 500, "body": body });
            answer(&serde_json::from_value(json).unwrap(), "GET").content
        };
        assert_eq!(of(r#"{"error":{}}"#), Content::Json(json!({ "error": {} })));
        assert_eq!(of("<html></html>"), Content::Html("<html></html>".to_owned()));
    }

    #[test]
    fn a_rate_limit_says_when_to_come_back() {
        let answer = answer(&Fault::RateLimit { reset_seconds: 3 }, "GET");
        assert_eq!(answer.status, 429);
        assert!(answer.headers.contains(&("Retry-After".to_owned(), "3".to_owned())));
    }

    #[test]
    fn a_dropped_column_is_gone_from_the_body_and_the_rest_stays() {
        let body = br#"{"name":"a","order":"1"}"#.to_vec();
        let request = Request::new("POST", "/", "", HeaderMap::new(), body);
        let trouble = Trouble { dropped: vec!["order".to_owned()], ..Trouble::default() };
        assert_eq!(trouble.strip(request).body, br#"{"name":"a"}"#);
    }

    #[test]
    fn what_the_caller_may_not_see_is_concealed_and_counted_all_the_same() {
        let rows = || {
            Answer::result(200, &json!([{ "a": "1", "b": "2" }])).with_header("X-Total-Count", "1")
        };
        let hiding = Trouble { hidden: vec!["b".to_owned()], ..Trouble::default() };
        assert_eq!(
            hiding.conceal("GET", rows()).content,
            Content::Json(json!({ "result": [{ "a": "1" }] }))
        );
        let blind = Trouble { unreadable: true, ..Trouble::default() };
        let list = blind.conceal("GET", rows());
        assert_eq!((list.content, list.headers.len()), (Content::Json(json!({ "result": [] })), 1));
        let record = |status| Answer::result(status, &json!({ "a": "1" }));
        assert_eq!(blind.conceal("GET", record(200)).status, 404);
        let written = blind.conceal("POST", record(201));
        assert_eq!(
            (written.status, written.content),
            (201, Content::Json(json!({ "result": {} })))
        );
    }

    #[test]
    fn a_status_can_come_before_or_after_the_work() {
        let mut trouble = Trouble::default();
        let fault = |carried_out| {
            let json = json!({ "kind": "status", "status": 503, "carried_out": carried_out });
            serde_json::from_value::<Fault>(json).unwrap()
        };
        trouble.add(&fault(true), &Request::bare("POST", "/"));
        assert!(matches!(trouble.after, Some(After::Answer { status: 503, .. })));
        assert_eq!(trouble.before, None);
        trouble.add(&fault(false), &Request::bare("POST", "/"));
        assert!(matches!(trouble.before, Some(Before::Answer { status: 503, .. })));
    }
}
