//! Reads a request off the wire, within the limits of the platform (docs/facts.md#address-length,
//! docs/facts.md#payload), and no more of it than whoever sent it may make the instance hold.

use super::wire::{self, Cut};
use crate::{
    api,
    http::{Answer, LONGEST_ADDRESS, Request},
    instance::Instance,
    refusal::Refusal,
};
use http::request::Parts;
use http_body_util::BodyExt;
use hyper::{body::Incoming, header::CONTENT_LENGTH};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
    time::timeout,
};

/// The largest body of somebody who has not signed in, in bytes: a form, an assertion.
const MOST_OF_NOBODY: usize = 262_144;
/// The largest body, in bytes.
const MOST_BODY: usize = 10_485_760;
/// The largest file, in bytes. The platform takes 1,024 MB; here a body lies in memory.
const MOST_FILE: usize = 256 * 1_048_576;
/// How long a client may take for its body: the quota of a transaction.
const PATIENCE: Duration = Duration::from_mins(1);
/// How many kilobytes all large bodies together may take; others wait until there is room.
const ROOM: u32 = 512 * 1_024;

/// Room in memory for large bodies.
#[derive(Debug)]
pub(crate) struct Room(Arc<Semaphore>);

/// A request, and the room that its body takes until it is answered.
pub(super) struct Arrived {
    pub(super) request: Request,
    pub(super) _room: Option<OwnedSemaphorePermit>,
}

impl Default for Room {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(ROOM as usize)))
    }
}

impl Room {
    /// Room for so many bytes, once there is some.
    async fn take(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        let kilobytes = u32::try_from(bytes.div_ceil(1_024)).unwrap_or(ROOM).min(ROOM);
        Arc::clone(&self.0).acquire_many_owned(kilobytes).await.ok()
    }
}

/// The request, or the answer to one that is too large to be read.
pub(super) async fn read(
    instance: &Arc<Instance>,
    room: &Room,
    incoming: hyper::Request<Incoming>,
) -> Result<Result<Arrived, Answer>, Cut> {
    let (head, body) = incoming.into_parts();
    let address = head.uri.path_and_query().map_or(0, |address| address.as_str().len());
    if address > LONGEST_ADDRESS {
        return Ok(Err(Answer::html(414, "Request-URI Too Long".to_owned())));
    }
    let announced = head.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    // A body whose length nobody announced may turn out to be the largest.
    let announced = match announced {
        Some(text) => text.parse().unwrap_or(usize::MAX),
        None if hyper::body::Body::is_end_stream(&body) => 0,
        None => usize::MAX,
    };
    if announced <= MOST_OF_NOBODY {
        let whole = collected(body, announced, MOST_OF_NOBODY).await?;
        return Ok(whole.map(|body| Arrived { request: request(head, body), _room: None }));
    }
    let most = most(head.uri.path());
    let request_head = request(head, Vec::new());
    let (known, request_head) = is_known(instance, request_head).await?;
    let most = if known { most } else { MOST_OF_NOBODY };
    if announced != usize::MAX && announced > most {
        return Ok(Err(if known { wire::too_large(announced, most) } else { sign_in_first() }));
    }
    let permit = room.take(announced.min(most)).await;
    let whole = collected(body, announced, most).await?;
    let whole = if known { whole } else { whole.map_err(|_| sign_in_first()) };
    Ok(whole.map(|body| Arrived { request: Request { body, ..request_head }, _room: permit }))
}

/// The body, or the answer to one of more than `most` bytes.
async fn collected(
    mut body: Incoming,
    announced: usize,
    most: usize,
) -> Result<Result<Vec<u8>, Answer>, Cut> {
    let reading = async {
        let mut bytes = Vec::with_capacity(if announced == usize::MAX { 0 } else { announced });
        while let Some(frame) = body.frame().await {
            let Ok(data) = frame.map_err(|_| Cut)?.into_data() else { continue };
            if bytes.len().saturating_add(data.len()) > most {
                return Ok(Err(wire::too_large(most.saturating_add(1), most)));
            }
            bytes.extend_from_slice(&data);
        }
        Ok(Ok(bytes))
    };
    timeout(PATIENCE, reading).await.map_err(|_| Cut)?
}

/// Whether somebody sent it whom the instance knows, and the head again.
async fn is_known(instance: &Arc<Instance>, head: Request) -> Result<(bool, Request), Cut> {
    let instance = Arc::clone(instance);
    let asked = spawn_blocking(move || (api::knows(&instance, &head), head));
    asked.await.map_err(|_| Cut)
}

fn request(head: Parts, body: Vec<u8>) -> Request {
    let query = head.uri.query().unwrap_or_default();
    Request::new(head.method.as_str(), head.uri.path(), query, head.headers, body)
}

fn sign_in_first() -> Answer {
    Answer::refusal(&Refusal::Unauthenticated)
}

fn most(path: &str) -> usize {
    if path.starts_with("/api/now/") && path.contains("/attachment/") {
        MOST_FILE
    } else {
        MOST_BODY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_may_be_larger_than_records() {
        assert_eq!(most("/api/now/v1/attachment/file"), MOST_FILE);
        assert_eq!(most("/api/now/table/attachment"), MOST_BODY);
        assert_eq!(most("/oauth_token.do"), MOST_BODY);
    }

    #[tokio::test]
    async fn a_file_waits_for_room_until_another_is_done_with() {
        let room = Room::default();
        let held = (room.take(MOST_FILE).await, room.take(MOST_FILE).await);
        let wait = Duration::from_millis(10);
        assert!(timeout(wait, room.take(MOST_OF_NOBODY)).await.is_err());
        drop(held);
        assert!(room.take(usize::MAX).await.is_some(), "none is larger than all the room");
    }
}
