//! A request, built without any I/O; the files beside this one send it, repeat it, read its answer.

mod answer;
mod exchange;
mod page;
mod parameters;
mod reply;

use bytes::Bytes;
use http::{HeaderValue, Method};
use secrecy::zeroize::Zeroizing;
use url::Url;

pub(crate) use answer::Answer;
pub(crate) use reply::Reply;

use crate::error::Failure;
use crate::row::Body;
use crate::{Error, ExposeSecret, Row, SecretString};

/// What requests for data accept.
const DATA: &str = "application/json";
/// What requests for pages accept.
const PAGE: &str = "text/html,application/json;q=0.5";

/// Of a longer text it costs too much to know each spelling.
const SHORT_TEXT: usize = 4_000;

/// One request to the instance.
pub(crate) struct Request {
    method: Method,
    url: Url,
    table: Option<String>,
    payload: Payload,
    repeat: Repeat,
    authorized: bool,
    accept: &'static str,
    secrets: Vec<SecretString>,
}

/// A body, which every try sends without copying it.
enum Payload {
    None,
    Json(Bytes),
    Form(Bytes),
    File(HeaderValue, Bytes),
}

/// When a request may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// Reading it twice does no harm, and it may be given up at any time.
    Read,
    /// A read there is a substitute for: not worth a second try once an answer is lost.
    ReadOnce,
    /// Writing it twice stores the same.
    Write,
    /// A second one would do more than one: only if the first was not touched.
    OnceOnly,
}

impl Request {
    /// Reads.
    pub(crate) fn get(url: Url) -> Self {
        Self::new(Method::GET, url, Repeat::Read)
    }

    /// Reads what can be had in another way too.
    pub(crate) fn get_once(url: Url) -> Self {
        Self::new(Method::GET, url, Repeat::ReadOnce)
    }

    /// Inserts or starts something; never repeated after a lost answer.
    pub(crate) fn post(url: Url) -> Self {
        Self::new(Method::POST, url, Repeat::OnceOnly)
    }

    /// Updates a record; the same update twice is the same.
    pub(crate) fn patch(url: Url) -> Self {
        Self::new(Method::PATCH, url, Repeat::Write)
    }

    /// Updates a record with what a second time adds once more.
    pub(crate) fn patch_once(url: Url) -> Self {
        Self::new(Method::PATCH, url, Repeat::OnceOnly)
    }

    /// Deletes a record.
    pub(crate) fn delete(url: Url) -> Self {
        Self::new(Method::DELETE, url, Repeat::Write)
    }

    /// Asks for a token; sent without one.
    pub(crate) fn token(url: Url, form: &SecretString) -> Self {
        Self { authorized: false, ..Self::step(url).form(form) }
    }

    /// Gives a token back; sent without one.
    pub(crate) fn revocation(url: Url, token: &SecretString) -> Self {
        Self { authorized: false, ..Self::get(url) }.parameter("token", token.expose_secret())
    }

    /// Fetches a page for people.
    pub(crate) fn page(url: Url) -> Self {
        Self { accept: PAGE, ..Self::get(url) }
    }

    /// Takes a step towards a token or a session: nothing of it lasts, and it may be given up.
    pub(crate) fn step(url: Url) -> Self {
        Self::new(Method::POST, url, Repeat::Read)
    }

    fn new(method: Method, url: Url, repeat: Repeat) -> Self {
        Self {
            method,
            url,
            table: None,
            payload: Payload::None,
            repeat,
            authorized: true,
            accept: DATA,
            secrets: Vec::new(),
        }
    }

    /// Names the table the request is about.
    pub(crate) fn about(mut self, table: &str) -> Self {
        self.table = Some(table.to_owned());
        self
    }

    /// Adds a parameter to the URL.
    pub(crate) fn parameter(mut self, name: &str, value: &str) -> Self {
        parameters::add(&mut self.url, name, value);
        self
    }

    /// Gives the request a row as its body.
    pub(crate) fn row(mut self, row: &Row) -> Result<Self, Error> {
        let body = serde_json::to_vec(&Body(row));
        let body = body.map_err(|_| Failure::Invalid("the row cannot be written as JSON"))?;
        self.payload = Payload::Json(wiped(body));
        self.secrets = row.secrets().cloned().collect();
        Ok(self)
    }

    /// Gives the request this body.
    pub(crate) fn json(mut self, body: &serde_json::Value) -> Self {
        self.payload = Payload::Json(wiped(body.to_string().into_bytes()));
        self
    }

    /// Gives the request a filled form as its body.
    pub(crate) fn form(mut self, form: &SecretString) -> Self {
        self.payload = Payload::Form(wiped(form.expose_secret().as_bytes().to_vec()));
        self
    }

    /// Gives the request a file as its body. What is a short text may be a key, and is a secret like one.
    pub(crate) fn file(mut self, content_type: &str, content: &[u8]) -> Result<Self, Error> {
        let content_type = HeaderValue::from_str(content_type);
        let content_type =
            content_type.map_err(|_| Failure::Invalid("a content type is no text of a header"))?;
        self.payload = Payload::File(content_type, wiped(content.to_vec()));
        let text = str::from_utf8(content).ok().filter(|text| text.len() <= SHORT_TEXT);
        self.secrets = text.map(SecretString::from).into_iter().collect();
        Ok(self)
    }

    /// Where the request goes.
    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    /// The table it is about.
    pub(crate) fn table(&self) -> Option<&str> {
        self.table.as_deref()
    }

    /// The secrets that its body holds.
    pub(crate) fn secrets(&self) -> &[SecretString] {
        &self.secrets
    }

    /// When it may be sent again.
    pub(crate) fn repeat(&self) -> Repeat {
        self.repeat
    }

    /// Whether it shows who is calling.
    pub(crate) fn is_authorized(&self) -> bool {
        self.authorized
    }

    /// Whether the request changes something; if so it is awaited once it is sent.
    pub(crate) fn is_write(&self) -> bool {
        matches!(self.repeat, Repeat::Write | Repeat::OnceOnly)
    }

    /// The length of the URL, which the instance limits to about 8 KB
    /// (docs/facts.md#address-length).
    pub(crate) fn url_length(&self) -> usize {
        self.url.as_str().len()
    }
}

/// Bytes that are wiped from memory when the last who holds them drops them: a body may hold secrets.
fn wiped(body: Vec<u8>) -> Bytes {
    Bytes::from_owner(Zeroizing::new(body))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url() -> Url {
        Url::parse("https://a.example/api/now/table/t").unwrap()
    }

    #[test]
    fn building_a_request_fixes_url_body_and_repeatability() {
        let row = Row::new().set("name", "ä\"b");
        let request =
            Request::post(url()).about("t").parameter("sysparm_fields", "a,b").row(&row).unwrap();
        assert_eq!(request.url.as_str(), "https://a.example/api/now/table/t?sysparm_fields=a,b");
        assert_eq!(request.repeat, Repeat::OnceOnly);
        assert!(
            matches!(&request.payload, Payload::Json(body) if body == "{\"name\":\"ä\\\"b\"}".as_bytes())
        );
        assert_eq!(request.table.as_deref(), Some("t"));
        assert_eq!(request.url_length(), request.url.as_str().len());
    }

    #[test]
    fn only_inserts_are_not_repeatable() {
        assert_eq!(Request::get(url()).repeat, Repeat::Read);
        assert_eq!(Request::patch(url()).repeat, Repeat::Write);
        assert_eq!(Request::delete(url()).repeat, Repeat::Write);
        assert!(Request::post(url()).is_write() && !Request::get_once(url()).is_write());
        let token = Request::token(url(), &"grant_type=x".into());
        assert!(!token.authorized && token.repeat == Repeat::Read);
        assert!(!Request::step(url()).is_write() && Request::step(url()).authorized);
    }

    #[test]
    fn a_file_is_sent_as_it_is_under_a_type_that_a_header_can_hold() {
        let request = Request::post(url()).file("image/png", &[0, 255]).unwrap();
        assert!(
            matches!(&request.payload, Payload::File(kind, body) if kind == "image/png" && body == &[0, 255][..])
        );
        assert!(request.secrets().is_empty(), "it is no text");
        assert_eq!(Request::post(url()).file("text/plain", b"key").unwrap().secrets().len(), 1);
        assert!(Request::post(url()).file("image/png\n", b"x").is_err());
    }

    #[test]
    fn every_try_sends_the_same_bytes() {
        let request = Request::post(url()).row(&Row::new().set("name", "x")).unwrap();
        let Payload::Json(body) = &request.payload else { panic!("a body") };
        assert_eq!(body.clone().as_ptr(), body.as_ptr());
    }
}
