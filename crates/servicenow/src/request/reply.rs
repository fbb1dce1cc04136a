//! What came back, before it is sorted.

use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http::header::LOCATION;

use super::Answer;
use crate::Error;
use crate::mask::Mask;

/// An answer as it came over the wire. No `Debug`: headers may hold cookies.
#[derive(Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(super) body: Bytes,
    /// How much of the time for the request is left to read it.
    pub(super) left: Duration,
}

impl Reply {
    /// Sorts the reply: data, or what kind of refusal.
    pub(super) fn sorted(&self, mask: &Mask) -> Result<Answer, Error> {
        Answer::recognise(self.status, &self.headers, &self.body, mask)
    }

    /// Where a redirection leads; none if this is no redirection.
    pub(crate) fn location(&self) -> Option<&str> {
        let redirects = (300..400).contains(&self.status);
        self.headers.get(LOCATION).filter(|_| redirects)?.to_str().ok()
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16, location: &str, body: &'static str) -> Reply {
        let headers = [(LOCATION, location.parse().unwrap())].into_iter().collect();
        Reply { status, headers, body: Bytes::from_static(body.as_bytes()), left: Duration::MAX }
    }

    #[test]
    fn only_a_redirection_leads_elsewhere() {
        assert_eq!(reply(302, "/navpage.do", "").location(), Some("/navpage.do"));
        assert_eq!(reply(201, "/api/now/table/t/1", "").location(), None);
    }

    #[test]
    fn a_reply_is_text_or_data() {
        let reply = reply(200, "", r#"{"result":{"sys_id":"1"}}"#);
        assert_eq!(reply.text(), r#"{"result":{"sys_id":"1"}}"#);
        assert_eq!(reply.sorted(&Mask::default()).unwrap().record().unwrap().sys_id(), "1");
    }
}
