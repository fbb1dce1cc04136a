//! A request, read completely.

use crate::refusal::Refusal;
use http::HeaderMap;
use serde_json::Value;
use url::form_urlencoded;

/// The longest address, in bytes (docs/facts.md#address-length). What lies in a batch keeps to it
/// too.
pub(crate) const LONGEST_ADDRESS: usize = 8_192;

/// What shows that no web page sent a request to the simulator's own controls: a page of another
/// site may not send a header of that name.
pub(crate) const CONTROL_HEADER: &str = "X-Simulator-Control";

/// What came in. The body is complete; its size has been checked.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// Upper case; already what `X-HTTP-Method-Override` says.
    pub(crate) method: String,
    /// As sent, without the query.
    pub(crate) path: String,
    /// As sent, decoded into pairs.
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// A request from its parts.
    pub(crate) fn new(
        method: &str,
        path: &str,
        query: &str,
        headers: HeaderMap,
        body: Vec<u8>,
    ) -> Self {
        let query = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let overridden = headers.get("x-http-method-override").and_then(|name| name.to_str().ok());
        let method = overridden.unwrap_or(method).to_ascii_uppercase();
        Self { method, path: path.to_owned(), query, headers, body }
    }

    #[cfg(test)]
    pub(crate) fn bare(method: &str, path: &str) -> Self {
        Self::new(method, path, "", HeaderMap::new(), Vec::new())
    }

    /// A header's text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The first value of a query parameter.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether a query parameter says `true`.
    pub(crate) fn query_flag(&self, name: &str) -> bool {
        self.query_value(name).is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    /// The path's segments, decoded.
    pub(crate) fn segments(&self) -> Vec<String> {
        self.path.split('/').filter(|segment| !segment.is_empty()).map(decoded).collect()
    }

    /// The table a Table or Aggregate API path names.
    pub(crate) fn table(&self) -> Option<String> {
        let segments = self.segments();
        let kind = segments.iter().position(|segment| segment == "table" || segment == "stats")?;
        let is_api = segments.first().is_some_and(|first| first == "api");
        segments.into_iter().nth(kind.saturating_add(1)).filter(|_| is_api && kind <= 3)
    }

    /// Refuses a caller who wants no JSON: nothing else is offered here.
    pub(crate) fn accepts_json(&self) -> Result<(), Refusal> {
        let accept = self.header("accept").unwrap_or("*/*");
        let json = ["*/*", "application/*", "application/json"];
        let fits = |kind: &str| json.contains(&kind.split(';').next().unwrap_or_default().trim());
        if accept.split(',').any(fits) { Ok(()) } else { Err(Refusal::NotAcceptable) }
    }

    /// Whether the body is said to be JSON.
    pub(crate) fn is_json(&self) -> bool {
        let kind = self.header("content-type").unwrap_or_default();
        kind.split(';').next().map(str::trim) == Some("application/json")
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Result<Value, Refusal> {
        if self.header("content-type").is_none() {
            return Err(Refusal::Malformed("Content-Type is missing".to_owned()));
        }
        if !self.is_json() {
            return Err(Refusal::UnsupportedMediaType);
        }
        serde_json::from_slice(&self.body).map_err(|error| Refusal::Malformed(error.to_string()))
    }
}

fn decoded(segment: &str) -> String {
    // A plus sign means itself in a path.
    let pair = format!("x={}", segment.replace('+', "%2B").replace('&', "%26"));
    form_urlencoded::parse(pair.as_bytes()).next().map(|(_, v)| v.into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_decoded_after_they_are_split() {
        let request = Request::bare("GET", "/api/now/table/a%2Fb/c+d%26");
        assert_eq!(request.segments(), ["api", "now", "table", "a/b", "c+d&"]);
    }

    #[test]
    fn the_table_is_read_from_any_version_of_the_path() {
        let table = |path: &str| Request::bare("GET", path).table();
        assert_eq!(table("/api/now/v2/table/sys_user/1").as_deref(), Some("sys_user"));
        assert_eq!(table("/api/now/stats/sys_user").as_deref(), Some("sys_user"));
        assert_eq!(table("/oauth_token.do"), None);
    }

    #[test]
    fn a_method_can_be_overridden() {
        let mut headers = HeaderMap::new();
        headers.insert("x-http-method-override", "patch".parse().unwrap());
        assert_eq!(Request::new("POST", "/", "", headers, vec![]).method, "PATCH");
    }

    #[test]
    fn only_json_is_given_and_read() {
        let with = |name: &'static str, value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, value.parse().unwrap());
            Request::new("POST", "/", "", headers, b"{}".to_vec())
        };
        assert!(with("accept", "text/html, application/json;q=0.5").accepts_json().is_ok());
        assert!(matches!(
            with("accept", "application/xml").accepts_json(),
            Err(Refusal::NotAcceptable)
        ));
        assert!(with("content-type", "application/json; charset=utf-8").json().is_ok());
        assert!(matches!(
            with("content-type", "text/xml").json(),
            Err(Refusal::UnsupportedMediaType)
        ));
        assert!(matches!(with("accept", "*/*").json(), Err(Refusal::Malformed(_))));
    }
}
