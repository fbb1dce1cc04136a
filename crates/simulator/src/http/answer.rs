//! An answer, before it is put on the wire.

use crate::refusal::Refusal;
use serde_json::{Value, json};

/// What an answer carries.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Content {
    Nothing,
    /// The connection ends without an answer.
    Cut,
    Json(Value),
    Html(String),
    /// Anything else, with its type.
    Bytes {
        bytes: Vec<u8>,
        kind: String,
    },
}

/// The headers every answer of the instance has besides its own (docs/facts.md#headers).
pub(crate) const STANDARD_HEADERS: &[(&str, &str)] = &[
    ("Server", "ServiceNow"),
    ("Pragma", "no-store,no-cache"),
    ("Cache-Control", "no-cache,no-store,must-revalidate,max-age=-1"),
    ("Expires", "0"),
];

/// Status, headers and content.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) content: Content,
}

impl Answer {
    /// An answer that is a JSON value as it stands.
    pub(crate) fn json(status: u16, value: Value) -> Self {
        Self { status, headers: Vec::new(), content: Content::Json(value) }
    }

    /// An answer in the platform's envelope.
    pub(crate) fn result(status: u16, value: &Value) -> Self {
        Self::json(status, json!({ "result": value }))
    }

    /// 204.
    pub(crate) fn nothing() -> Self {
        Self { status: 204, headers: Vec::new(), content: Content::Nothing }
    }

    /// No answer: the connection ends.
    pub(crate) fn cut() -> Self {
        Self { status: 500, headers: Vec::new(), content: Content::Cut }
    }

    /// A web page.
    pub(crate) fn html(status: u16, page: String) -> Self {
        Self { status, headers: Vec::new(), content: Content::Html(page) }
    }

    /// The answer a refusal becomes.
    pub(crate) fn refusal(refusal: &Refusal) -> Self {
        let answer = Self::json(refusal.answer().0, refusal.body());
        let known = |answer: Self| answer.with_header("X-Is-Logged-In", "true");
        match refusal {
            Refusal::Unauthenticated => {
                answer.with_header("WWW-Authenticate", "BASIC realm=\"Service-now\"")
            }
            // Who calls is known, and what the request should have carried is told.
            Refusal::Forgery { token } => known(answer).with_header("X-UserToken-Response", token),
            Refusal::UnscopedApi => known(answer),
            _ => answer,
        }
    }

    /// The same refusal as a web page, as a server says it whose API never saw the request.
    pub(crate) fn into_page(self) -> Self {
        let reason = http::StatusCode::from_u16(self.status).ok();
        let reason = reason.and_then(|status| status.canonical_reason()).unwrap_or_default();
        let page =
            format!("<html><head><title>{reason}</title></head><body>{reason}</body></html>");
        Self { content: Content::Html(page), ..self }
    }

    /// The same with one more header.
    pub(crate) fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// The same status and headers without content, as HEAD wants it.
    pub(crate) fn without_body(mut self) -> Self {
        if let (_, Some(kind)) = self.bytes() {
            self.content = Content::Bytes { bytes: Vec::new(), kind: kind.to_owned() };
        }
        self
    }

    /// The content as bytes, and its type.
    pub(crate) fn bytes(&self) -> (Vec<u8>, Option<&str>) {
        match &self.content {
            Content::Nothing | Content::Cut => (Vec::new(), None),
            Content::Json(value) => {
                (value.to_string().into_bytes(), Some("application/json;charset=UTF-8"))
            }
            Content::Html(page) => (page.clone().into_bytes(), Some("text/html;charset=UTF-8")),
            Content::Bytes { bytes, kind } => (bytes.clone(), Some(kind)),
        }
    }
}
