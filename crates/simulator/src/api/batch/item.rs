//! One request of a batch.

use crate::{http::Request, refusal::Refusal};
use base64::{Engine, prelude::BASE64_STANDARD};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::Value;

/// A request in a batch, as it was sent.
#[derive(Deserialize)]
pub(super) struct Item {
    pub(super) id: Value,
    method: String,
    url: String,
    #[serde(default)]
    headers: Vec<Header>,
    /// Base64.
    #[serde(default)]
    pub(super) body: Option<String>,
    #[serde(default)]
    pub(super) exclude_response_headers: bool,
}

#[derive(Deserialize)]
struct Header {
    name: String,
    value: String,
}

impl Item {
    /// The request it stands for.
    pub(super) fn request(&self) -> Result<Request, Refusal> {
        let malformed = |text: &str| Refusal::Malformed(text.to_owned());
        let body = self.body.as_deref().unwrap_or_default();
        let body = BASE64_STANDARD.decode(body).map_err(|_| malformed("the body is not Base64"))?;
        let (path, query) = self.url.split_once('?').unwrap_or((&self.url, ""));
        if !path.starts_with('/') {
            return Err(malformed("a URL in a batch begins with a slash"));
        }
        let mut headers = HeaderMap::new();
        for Header { name, value } in &self.headers {
            let pair = (HeaderName::try_from(name), HeaderValue::try_from(value));
            let (Ok(name), Ok(value)) = pair else { return Err(malformed("a header is not one")) };
            headers.insert(name, value);
        }
        let request = Request::new(&self.method, path, query, headers, body);
        if request.segments().iter().any(|segment| segment == "batch") {
            return Err(malformed("a batch holds no batch"));
        }
        Ok(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn item(value: Value) -> Item {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn an_item_becomes_a_request_of_its_own() {
        let request = item(json!({
            "id": 7, "method": "patch", "url": "/api/now/table/x/1?sysparm_limit=1",
            "headers": [{ "name": "Accept", "value": "application/json" }], "body": "e30=",
        }))
        .request()
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
            assert!(item(wrong.clone()).request().is_err(), "{wrong}");
        }
    }
}
