//! Fetching pages as a browser does.

use url::Url;

use super::session::Session;
use crate::request::Request;
use crate::{Client, Error};

/// Redirections followed; a sign-in takes two or three.
const MOST_HOPS: usize = 6;

/// A page, and where it was in the end.
pub(super) struct Page {
    pub(super) url: Url,
    pub(super) text: String,
}

impl Client {
    /// Fetches a page in the session and follows redirections, but never to another host: a page
    /// that leads elsewhere comes back empty. Whatever may pass is an error, a hibernating
    /// instance among it.
    pub(super) async fn browse(
        &self,
        session: &mut Session,
        request: Request,
    ) -> Result<Page, Error> {
        let mut url = request.url().clone();
        let mut request = request;
        let mut reply = self.talk(session, &request, 1).await?;
        for _ in 0..MOST_HOPS {
            let next = reply.location().and_then(|location| url.join(location).ok());
            let Some(next) = next.filter(|next| next.origin() == url.origin()) else { break };
            request = Request::page(next.clone());
            reply = self.talk(session, &request, 1).await?;
            url = next;
        }
        match self.recognised(&request, &reply).await {
            Err(error) if error.is_retryable() => Err(error),
            _ => Ok(Page { url, text: reply.text() }),
        }
    }
}
