//! Which requests are meant for this instance: those that call it by a name of its own, and that no
//! other site's page sent.
//!
//! A browser sends whatever the page it shows wants sent, also to an instance on the same machine. A
//! page of another origin says so in `Origin`. A page whose own name was made to lead here (DNS
//! rebinding) takes itself for the same origin, but names its own host in `Host`. An address needs no
//! such check: nobody can make one lead elsewhere.

use crate::http::Answer;
use http::{
    HeaderMap, Method, Version,
    header::{HOST, ORIGIN},
    request::Parts,
    uri::Authority,
};
use serde_json::json;
use std::net::IpAddr;

/// What browsers say about where a request comes from.
const FETCH_SITE: &str = "sec-fetch-site";
/// What turns one method into another.
const OVERRIDE: &str = "x-http-method-override";

/// The names an instance answers to beside addresses and those that always mean this machine.
#[derive(Clone, Debug, Default)]
pub(crate) struct Doorway {
    names: Vec<String>,
}

impl Doorway {
    /// One that answers to these names too.
    pub(crate) fn new(names: &[String]) -> Self {
        Self { names: names.iter().map(|name| name.to_ascii_lowercase()).collect() }
    }

    /// The answer to a request that is not meant for this instance.
    pub(super) fn refusal(&self, head: &Parts) -> Option<Answer> {
        let mut hosts = head.headers.get_all(HOST).iter().filter_map(|host| host.to_str().ok());
        let given = head.headers.get_all(HOST).iter().count();
        let host = hosts.next();
        if given > 1 || (given == 0 && head.version > Version::HTTP_10) {
            return Some(refused(400, "Bad Request", "A request has one Host header."));
        }
        let in_address = head.uri.authority().map(Authority::as_str);
        let is_unreadable = given == 1 && host.is_none();
        if is_unreadable || host.into_iter().chain(in_address).any(|name| !self.answers_to(name)) {
            let detail = "This simulated instance answers to localhost, to addresses and to the names that \
                          --host-name gives it.";
            return Some(refused(421, "Misdirected Request", detail));
        }
        if is_foreign(head, host.or(in_address)) {
            let detail = "The page of another site sent this request.";
            return Some(refused(403, "Cross-site request", detail));
        }
        None
    }

    fn answers_to(&self, name: &str) -> bool {
        let Ok(authority) = name.parse::<Authority>() else { return false };
        let host = authority.host().to_ascii_lowercase();
        let address = host.trim_start_matches('[').trim_end_matches(']');
        !name.contains('@')
            && (host == "localhost"
                || host.ends_with(".localhost")
                || address.parse::<IpAddr>().is_ok()
                || self.names.contains(&host))
    }
}

/// Whether a page of another origin sent it. Going there by a link is what people do, and gives the
/// page where the link was nothing.
fn is_foreign(head: &Parts, host: Option<&str>) -> bool {
    let own = |origin: &str| {
        let place = origin.split_once("://").map(|(_, place)| place);
        place.zip(host).is_some_and(|(place, host)| place.eq_ignore_ascii_case(host))
    };
    let origins = head.headers.get_all(ORIGIN).iter();
    if origins.map(|origin| origin.to_str().unwrap_or_default()).any(|origin| !own(origin)) {
        return true;
    }
    let only_looks =
        matches!(head.method, Method::GET | Method::HEAD) && !head.headers.contains_key(OVERRIDE);
    let site = text(&head.headers, FETCH_SITE);
    !only_looks && matches!(site, "cross-site" | "same-site")
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn refused(status: u16, message: &str, detail: &str) -> Answer {
    let error = json!({ "message": message, "detail": detail });
    Answer::json(status, json!({ "error": error, "status": "failure" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(method: &str, uri: &str, headers: &[(&str, &str)]) -> Option<u16> {
        let request = http::Request::builder().method(method).uri(uri);
        let request =
            headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let (head, ()) = request.body(()).unwrap().into_parts();
        let doorway = Doorway::new(&["Sim.Example".to_owned()]);
        doorway.refusal(&head).map(|answer| answer.status)
    }

    #[test]
    fn addresses_this_machine_and_names_of_its_own_are_answered() {
        for host in [
            "127.0.0.1:8080",
            "[::1]:8080",
            "192.0.2.7",
            "localhost",
            "LOCALHOST:1",
            "one.localhost:8080",
            "sim.example",
            "SIM.example:443",
        ] {
            assert_eq!(asked("POST", "/", &[("host", host)]), None, "{host}");
        }
    }

    #[test]
    fn any_other_host_is_misdirected() {
        for host in [
            "rebound.evil.example",
            "evil.example:8080",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "evil.example@127.0.0.1",
            "127.0.0.1@evil.example",
            "notlocalhost",
            "sim.example.evil",
            "a b",
            "",
            "x",
        ] {
            assert_eq!(asked("GET", "/", &[("host", host)]), Some(421), "{host}");
        }
        let own = ("host", "127.0.0.1");
        assert_eq!(asked("GET", "http://evil.example/", &[own]), Some(421));
        assert_eq!(asked("GET", "/", &[own, ("host", "evil.example")]), Some(400));
        assert_eq!(asked("GET", "/", &[]), Some(400));
    }

    #[test]
    fn what_a_page_of_another_origin_sends_is_refused() {
        let own = ("host", "localhost:8080");
        for (name, value) in [
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("origin", ""),
            ("origin", "http://localhost:8081"),
            ("origin", "http://127.0.0.1:8080"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            assert_eq!(asked("POST", "/", &[own, (name, value)]), Some(403), "{name}: {value}");
        }
        assert_eq!(asked("GET", "/", &[own, ("origin", "https://evil.example")]), Some(403));
    }

    #[test]
    fn its_own_pages_and_links_from_elsewhere_are_welcome() {
        let own = ("host", "localhost:8080");
        assert_eq!(asked("POST", "/", &[own, ("origin", "http://localhost:8080")]), None);
        assert_eq!(asked("POST", "/", &[own, ("sec-fetch-site", "same-origin")]), None);
        assert_eq!(asked("GET", "/", &[own, ("sec-fetch-site", "cross-site")]), None);
        let turned = [own, ("sec-fetch-site", "cross-site"), ("x-http-method-override", "POST")];
        assert_eq!(asked("GET", "/", &turned), Some(403));
    }
}
