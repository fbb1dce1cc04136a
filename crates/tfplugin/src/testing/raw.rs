//! Calls as bytes: what a host sends that keeps to no rule, and what was sent so far, to start from.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use http_body_util::{BodyExt as _, Full};
use prost::Message;
use prost::bytes::Bytes;
use tonic::codegen::{Service as _, http};

use super::Harness;
use crate::proto::tfplugin6::provider_server::ProviderServer;

/// The messages sent so far, each with the name of its call.
pub(super) type Heard = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// What came of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw {
    /// The status of gRPC: 0 is success.
    pub status: i32,
    /// The bytes of the answer's message; empty after a failure.
    pub message: Vec<u8>,
}

impl Harness {
    /// The same, remembering every message it sends.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let harness = Harness::new(Notes::new()).remembering();
    /// harness.validate("notes_note", json!({ "text": "Buy milk." })).await;
    /// assert_eq!(harness.remembered()[0].0, "ValidateResourceConfig");
    /// # }
    /// ```
    #[must_use]
    pub fn remembering(mut self) -> Self {
        self.heard = Some(Heard::default());
        self
    }

    /// The messages sent since it began to remember, each with the name of its call.
    pub fn remembered(&self) -> Vec<(String, Vec<u8>)> {
        let heard = self.heard.as_ref();
        heard
            .map(|heard| heard.lock().unwrap_or_else(PoisonError::into_inner).clone())
            .unwrap_or_default()
    }

    /// Sends the bytes of a message to the call of this name, through the whole of the service, as they
    /// come from a connection.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let harness = Harness::new(Notes::new());
    /// assert_eq!(harness.send("GetMetadata", b"").await.status, 0);
    /// assert_ne!(harness.send("PlanResourceChange", b"\xff").await.status, 0);
    /// # }
    /// ```
    pub async fn send(&self, call: &str, message: &[u8]) -> Raw {
        let mut framed = vec![0];
        framed.extend(u32::try_from(message.len()).unwrap_or(u32::MAX).to_be_bytes());
        framed.extend(message);
        let request = http::Request::post(format!("http://plugin/tfplugin6.Provider/{call}"))
            .header("content-type", "application/grpc")
            .header("te", "trailers")
            .body(Full::new(Bytes::from(framed)));
        let Ok(request) = request else { panic!("{call} is no name of a call") };
        let mut server = ProviderServer::from_arc(Arc::clone(&self.service));
        let answer: Result<_, Infallible> = server.call(request).await;
        let Ok(answer) = answer;
        let (head, body) = answer.into_parts();
        let Ok(body) = body.collect().await else {
            return Raw { status: UNKNOWN, message: Vec::new() };
        };
        let status = |headers: &http::HeaderMap| headers.get("grpc-status").cloned();
        let status = status(&head.headers).or_else(|| body.trailers().and_then(status));
        let status = status.and_then(|status| status.to_str().ok()?.parse().ok());
        let message = body.to_bytes().get(5..).unwrap_or_default().to_vec();
        Raw { status: status.unwrap_or(UNKNOWN), message }
    }
}

/// gRPC's word for a call that ended without one.
const UNKNOWN: i32 = 2;

/// Remembers a message, if somebody asked for that.
pub(super) fn remember(heard: Option<&Heard>, call: &str, message: &impl Message) {
    if let Some(heard) = heard {
        let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.push((call.to_owned(), message.encode_to_vec()));
    }
}
