//! Recognising what came back: data, a refusal in the instance's words, or some web page.

use std::time::Duration;

use http::HeaderMap;
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use super::page::{page, redirection};
use crate::clock::header_seconds;
use crate::error::Failure;
use crate::mask::Mask;
use crate::record::is_new_id;
use crate::{Error, Record};

/// An answer with data.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The status with which it came.
    pub(crate) status: u16,
    /// The whole body; null if there was none, or if it was a list of records.
    pub(crate) body: Value,
    /// The `result` where it is a list of records: read without a detour, for lists are what is large.
    rows: Option<Vec<Record>>,
    /// Records that match, counted before access control (docs/facts.md#counted-before-access).
    pub(crate) total: Option<u64>,
    /// Whether more pages follow, if the answer says.
    pub(crate) has_next: Option<bool>,
    /// Where the record just made is.
    pub(crate) location: Option<String>,
}

/// A body with a list of records.
#[derive(Deserialize)]
struct Listed {
    #[serde(deserialize_with = "crate::record::list")]
    result: Vec<Record>,
    error: Option<IgnoredAny>,
}

impl Answer {
    /// Sorts an answer by its status, its headers and its body; `mask` makes its words fit to be
    /// shown.
    pub(super) fn recognise(
        status: u16,
        headers: &HeaderMap,
        body: &[u8],
        mask: &Mask,
    ) -> Result<Self, Error> {
        if status == 202 {
            return Err(Failure::Dropped.into());
        }
        let wait = asked_wait(headers);
        if (300..400).contains(&status) {
            return Err(Error::new(redirection(status, headers, body, mask)).after(wait));
        }
        if is_page(headers, body) {
            return Err(Error::new(page(status, body, mask)).after(wait));
        }
        let success = (200..300).contains(&status);
        let rows = if success { listed(body) } else { None };
        let is_read = body.is_empty() || rows.is_some();
        let parsed = if is_read { Ok(Value::Null) } else { serde_json::from_slice(body) };
        match parsed {
            Ok(body) if success && body.get("error").is_none() => Ok(Self {
                status,
                total: header(headers, "x-total-count").and_then(|text| text.parse().ok()),
                has_next: header(headers, "link").map(|link| link.contains("rel=\"next\"")),
                location: header(headers, "location").map(str::to_owned),
                rows,
                body,
            }),
            Ok(body) => Err(Error::new(refusal(status, &body, mask)).after(wait)),
            Err(source) if success => Err(Failure::Malformed { status, source }.into()),
            Err(_) => Err(Error::new(refusal(status, &Value::Null, mask)).after(wait)),
        }
    }

    /// The `result` as one record.
    pub(crate) fn record(self) -> Result<Record, Error> {
        self.result_object().map(Record::from)
    }

    /// The `result` as a list of records.
    pub(crate) fn records(self) -> Result<Vec<Record>, Error> {
        self.rows.ok_or_else(|| Failure::Lacking("a list of records").into())
    }

    /// The `result` as an object.
    pub(crate) fn result_object(mut self) -> Result<Map<String, Value>, Error> {
        let result = self.body.get_mut("result").map(Value::take).and_then(object);
        result.ok_or_else(|| Failure::Lacking("a result").into())
    }

    /// The id at the end of the location, where that is the place of a record of this table. Its
    /// host may be another one: an instance has several names.
    pub(crate) fn located_id(&self, table: &str) -> Option<String> {
        let location = self.location.as_deref()?;
        let path = location.split(['?', '#']).next()?;
        let (_, place) = path.rsplit_once("/table/")?;
        let (located, id) = place.split_once('/')?;
        (located == table && is_new_id(id)).then(|| id.to_owned())
    }
}

/// The records of a list that is whole and says nothing of an error.
fn listed(body: &[u8]) -> Option<Vec<Record>> {
    let listed: Listed = serde_json::from_slice(body).ok()?;
    listed.error.is_none().then_some(listed.result)
}

fn object(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(map) => Some(map),
        _ => None,
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn is_page(headers: &HeaderMap, body: &[u8]) -> bool {
    let is_html = header(headers, "content-type").is_some_and(|t| t.contains("html"));
    is_html || body.trim_ascii_start().starts_with(b"<")
}

/// The words of a refusal. The Table API has an object under `error`, the token endpoint a code
/// and `error_description`, the CI/CD API a `result` with its status.
fn refusal(status: u16, body: &Value, mask: &Mask) -> Failure {
    let text = |value: Option<&Value>| mask.said(value.and_then(Value::as_str).unwrap_or_default());
    let (code, message, detail) = match body.get("error") {
        Some(Value::String(code)) => {
            (Some(mask.said(code)), text(body.get("error_description")), mask.said(""))
        }
        Some(error) => (None, text(error.get("message")), text(error.get("detail"))),
        None => {
            let result = body.get("result");
            let of = |name| text(result.and_then(|result| result.get(name)));
            match (of("status_message"), of("error")) {
                (message, error) if error.is_empty() => (None, message, of("status_detail")),
                (message, error) if message.is_empty() => (None, error, of("status_detail")),
                (message, error) => (None, message, error),
            }
        }
    };
    Failure::Refused { status, code, message, detail }
}

/// How long the instance asks to wait: `Retry-After` in seconds or as a date, else the moment in
/// `X-RateLimit-Reset` (docs/facts.md#rate-limits), both by the instance's own clock.
fn asked_wait(headers: &HeaderMap) -> Option<Duration> {
    let now = header(headers, "date").and_then(header_seconds);
    let now = now.unwrap_or_else(|| Timestamp::now().as_second());
    let until =
        |moment: i64| Duration::from_secs(u64::try_from(moment.saturating_sub(now)).unwrap_or(0));
    let retry_after = header(headers, "retry-after").and_then(|text| {
        text.parse().map(Duration::from_secs).ok().or_else(|| header_seconds(text).map(until))
    });
    retry_after.or_else(|| header(headers, "x-ratelimit-reset")?.parse().ok().map(until))
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &str)| {
            (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())
        };
        pairs.iter().map(pair).collect()
    }

    fn recognise(status: u16, body: &str) -> Result<Answer, Error> {
        Answer::recognise(
            status,
            &headers(&[("content-type", "application/json")]),
            body.as_bytes(),
            &Mask::default(),
        )
    }

    #[test]
    fn data_comes_with_count_next_page_and_location() {
        let head = headers(&[
            ("x-total-count", "2500"),
            ("link", "<https://x?sysparm_offset=0>;rel=\"first\",<https://x>;rel=\"next\""),
            ("location", "https://x/api/now/table/t/0123456789abcdef0123456789abcdef"),
        ]);
        let body = br#"{"result":[{"sys_id":"1"},{"sys_id":"2"}]}"#;
        let answer = Answer::recognise(200, &head, body, &Mask::default()).unwrap();
        assert_eq!((answer.status, answer.total, answer.has_next), (200, Some(2500), Some(true)));
        let id = "0123456789abcdef0123456789abcdef";
        assert_eq!(answer.located_id("t").as_deref(), Some(id));
        assert_eq!(answer.located_id("other"), None);
        assert_eq!(answer.records().unwrap().len(), 2);
    }

    #[test]
    fn a_location_names_a_record_of_the_table_or_none() {
        let id = "0123456789ABCDEF0123456789abcdef";
        let located = |location: String| {
            let head = headers(&[("location", &location)]);
            let answer = Answer::recognise(201, &head, b"", &Mask::default()).unwrap();
            answer.located_id("t")
        };
        for place in ["https://x/api/now/table/t/", "/api/now/v2/table/t/", "/api/now/table/t/"] {
            assert_eq!(located(format!("{place}{id}?a=/b#c")).as_deref(), Some(id), "{place}");
        }
        for other in ["/api/now/table/t/abc", "/api/now/table/t/", "/t/", "", "table/t"] {
            assert_eq!(located(other.to_owned()), None, "{other}");
        }
        for other in ["/api/now/table/u/", "/x/", "/api/now/table/t/x/"] {
            assert_eq!(located(format!("{other}{id}")), None, "{other}");
        }
    }

    #[test]
    fn a_list_is_read_as_records_and_nothing_else_is() {
        let body = r#"{"result":[{"sys_id":"1","a":{"link":"https://x","value":"2"},"b":null}]}"#;
        let rows = recognise(200, body).unwrap().records().unwrap();
        let row = &rows[0];
        assert_eq!((row.sys_id(), row.get("a"), row.get("b")), ("1", Some("2"), Some("")));
        assert_eq!(row.get("c"), None);
        assert!(recognise(200, r#"{"result":{"sys_id":"1"}}"#).unwrap().records().is_err());
        assert!(recognise(200, r#"{"result":["1"]}"#).unwrap().records().is_err());
        let refused = recognise(200, r#"{"result":[],"error":{"message":"M"}}"#).unwrap_err();
        assert_eq!(refused.message(), "M");
    }

    #[test]
    fn an_answer_without_body_is_an_answer() {
        assert_eq!(recognise(204, "").unwrap().body, Value::Null);
    }

    #[test]
    fn the_words_of_each_api_are_found() {
        let table = recognise(403, r#"{"error":{"message":"M","detail":"D"},"status":"failure"}"#)
            .unwrap_err();
        assert_eq!((table.status(), table.message(), table.detail()), (Some(403), "M", "D"));
        let null =
            recognise(400, r#"{"error":{"message":"Invalid table x","detail":null}}"#).unwrap_err();
        assert!(null.is_invalid_table() && null.detail().is_empty());
        let cicd =
            recognise(409, r#"{"result":{"status":"3","status_message":"Busy","error":"E"}}"#)
                .unwrap_err();
        assert_eq!((cicd.message(), cicd.detail()), ("Busy", "E"));
        let unknown =
            r#"{"result":{"status":"3","status_message":"","status_detail":"","error":"E"}}"#;
        let unknown = recognise(404, unknown).unwrap_err();
        assert!(unknown.is_not_found());
        assert_eq!((unknown.message(), unknown.detail()), ("E", ""));
        let in_200 = recognise(200, r#"{"error":{"message":"M"},"status":"failure"}"#).unwrap_err();
        assert_eq!((in_200.status(), in_200.message()), (Some(200), "M"));
    }

    #[test]
    fn a_page_is_never_taken_for_data() {
        let page = "<html><head><title>Instance Hibernating page</title></head></html>";
        assert!(recognise(200, page).unwrap_err().is_hibernating());
        let head = headers(&[("content-type", "text/html;charset=UTF-8")]);
        let error = Answer::recognise(200, &head, b"{}", &Mask::default()).unwrap_err();
        assert!(error.is_not_json() && !error.is_hibernating());
        assert!(recognise(302, "").unwrap_err().is_not_json());
        assert!(recognise(200, "\n <!DOCTYPE html>").unwrap_err().is_not_json());
    }

    #[test]
    fn broken_json_is_an_error_of_its_own() {
        let cut = recognise(200, r#"{"result":[{"sys_id":"1"}"#).unwrap_err();
        assert!(cut.is_retryable() && !cut.is_not_json());
        let appended = recognise(200, r#"{"result":[]}{"error":{"message":"quota"}}"#).unwrap_err();
        assert!(appended.is_retryable());
        assert_eq!(recognise(502, "Bad gateway").unwrap_err().status(), Some(502));
        assert_eq!(recognise(202, "").unwrap_err().status(), Some(202));
    }

    #[test]
    fn the_wait_asked_for_is_read_in_each_form() {
        let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
        let seconds =
            |pairs: &[(&'static str, &str)]| asked_wait(&headers(pairs)).map(|w| w.as_secs());
        assert_eq!(seconds(&[("retry-after", "7")]), Some(7));
        assert_eq!(seconds(&[date, ("retry-after", "Sun, 06 Nov 1994 08:49:47 GMT")]), Some(10));
        assert_eq!(seconds(&[date, ("x-ratelimit-reset", "784111782")]), Some(5));
        assert_eq!(seconds(&[date, ("x-ratelimit-reset", "1")]), Some(0));
        assert_eq!(seconds(&[date, ("x-ratelimit-reset", "-9223372036854775808")]), Some(0));
        assert_eq!(seconds(&[("retry-after", "18446744073709551615")]), Some(u64::MAX));
        assert_eq!(seconds(&[date]), None);
    }
}
