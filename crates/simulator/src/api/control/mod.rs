//! The simulator's own controls, under `/simulator/`: no instance has these.

#![expect(clippy::unnecessary_wraps, reason = "every endpoint has the same signature")]

pub(super) mod aliases;
pub(super) mod clock;
pub(super) mod clone;
pub(super) mod export;
pub(super) mod faults;
pub(super) mod requests;
pub(super) mod reset;
pub(super) mod reveal;
pub(super) mod unknowns;

use crate::{
    http::{CONTROL_HEADER, Request},
    refusal::Refusal,
};
use serde::de::DeserializeOwned;

/// Lets in who only looks, and of all others who shows that no web page sent it: by JSON and by a
/// header, neither of which a form or a page of another site can send. Whoever signs in at each
/// request sends such a header anyway.
pub(super) fn admit(request: &Request) -> Result<(), Refusal> {
    if matches!(request.method.as_str(), "GET" | "HEAD") {
        return Ok(());
    }
    let refused = |status, detail: String| {
        let message = "The controls of the simulator refuse this".to_owned();
        Err(Refusal::Custom { status, message, detail })
    };
    let shown = |name| request.header(name).is_some_and(|value| !value.trim().is_empty());
    if !shown(CONTROL_HEADER) && !shown("authorization") {
        return refused(403, format!("Send the header {CONTROL_HEADER}: true"));
    }
    // No form sends DELETE, and it has no body.
    if request.method != "DELETE" && !request.is_json() {
        return refused(415, "Send the header Content-Type: application/json".to_owned());
    }
    Ok(())
}

/// The body of a control request.
fn body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(bytes).map_err(|error| Refusal::Malformed(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderMap;

    fn admitted(method: &str, headers: &[(&'static str, &str)]) -> Result<(), u16> {
        let pairs = headers
            .iter()
            .map(|(name, value)| (http::HeaderName::from_static(name), value.parse().unwrap()));
        let headers: HeaderMap = pairs.collect();
        let request = Request::new(method, "/simulator/reset", "", headers, Vec::new());
        admit(&request).map_err(|refusal| refusal.answer().0)
    }

    const JSON: (&str, &str) = ("content-type", "application/json; charset=utf-8");
    const OWN: (&str, &str) = ("x-simulator-control", "true");

    #[test]
    fn whoever_changes_something_sends_json_and_a_header() {
        for method in ["POST", "DELETE"] {
            assert_eq!(admitted(method, &[JSON, OWN]), Ok(()));
            assert_eq!(admitted(method, &[JSON, ("authorization", "Basic x")]), Ok(()));
            assert_eq!(admitted(method, &[JSON]), Err(403));
            assert_eq!(admitted(method, &[JSON, ("x-simulator-control", " ")]), Err(403));
        }
        assert_eq!(admitted("POST", &[OWN]), Err(415));
        assert_eq!(admitted("POST", &[OWN, ("content-type", "text/plain")]), Err(415));
        assert_eq!(admitted("DELETE", &[OWN]), Ok(()));
        assert_eq!(admitted("GET", &[]), Ok(()));
    }

    #[test]
    fn a_method_in_disguise_is_what_it_says() {
        let disguised = ("x-http-method-override", "post");
        assert_eq!(admitted("GET", &[disguised]), Err(403));
    }
}
