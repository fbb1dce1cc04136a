//! Ways for an answer to go wrong.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::response::Response;

use super::{Inner, Seen};

/// What goes wrong with a request.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// The connection is cut before anything is done.
    CutBefore,
    /// The request is done, then the connection is cut.
    CutAfter,
    /// The connection is cut now, and the request is done later.
    CutAndDoneLater(Duration),
    /// A gateway gives up and answers this now, and the request is done later.
    AnsweredAndDoneLater(u16, Duration),
    /// The time passes, and only then the request is done: too late for the answer.
    Late(Duration),
    /// The request itself is answered, as a gateway does that explains what it refuses.
    Echo(u16),
    /// This is answered and nothing done.
    Instead(u16, &'static [(&'static str, &'static str)], &'static str),
    /// The request is done and this is answered.
    DoneBut(u16, &'static str),
    /// The request is done and half of its answer arrives.
    HalfBody,
    /// The request is done, its answer comes after a while.
    SlowAnswer(Duration),
}

/// An answer with status, headers and a body that says what it is.
pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Response {
    let html = body.trim_start().starts_with('<');
    let kind = if html { "text/html" } else { "application/json;charset=UTF-8" };
    let mut builder = Response::builder().status(status).header("content-type", kind);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(Body::from(body.to_owned())).unwrap()
}

pub(super) async fn apply(inner: &Arc<Inner>, seen: &Seen, fault: Option<Fault>) -> Response {
    match fault {
        None => inner.handle(seen),
        Some(Fault::CutBefore) => cut(),
        Some(Fault::CutAfter) => {
            inner.handle(seen);
            cut()
        }
        Some(Fault::CutAndDoneLater(time)) => {
            do_later(inner, seen, time);
            cut()
        }
        Some(Fault::AnsweredAndDoneLater(status, time)) => {
            do_later(inner, seen, time);
            answer(status, &[], "")
        }
        Some(Fault::Late(time)) => {
            do_later(inner, seen, time);
            tokio::time::sleep(time * 2).await;
            cut()
        }
        Some(Fault::Echo(status)) => answer(status, &[], &echo(seen)),
        Some(Fault::Instead(status, headers, body)) => answer(status, headers, body),
        Some(Fault::DoneBut(status, body)) => {
            inner.handle(seen);
            answer(status, &[], body)
        }
        Some(Fault::HalfBody) => half(inner.handle(seen)).await,
        Some(Fault::SlowAnswer(time)) => {
            let response = inner.handle(seen);
            tokio::time::sleep(time).await;
            response
        }
    }
}

fn do_later(inner: &Arc<Inner>, seen: &Seen, time: Duration) {
    let (inner, seen) = (Arc::clone(inner), seen.clone());
    tokio::spawn(async move {
        tokio::time::sleep(time).await;
        inner.handle(&seen);
    });
}

fn echo(seen: &Seen) -> String {
    let headers = format!("{:?}", seen.headers);
    let words = format!("Invalid request: {headers} {}\u{1b}[2J", seen.body);
    let body = if seen.path == "/oauth_token.do" {
        serde_json::json!({ "error": "invalid_request", "error_description": words })
    } else {
        serde_json::json!({ "error": { "message": words, "detail": seen.body } })
    };
    body.to_string()
}

/// Ends the task of the connection without the panic hook's noise.
fn cut() -> Response {
    std::panic::resume_unwind(Box::new("cut"))
}

async fn half(response: Response) -> Response {
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let mut shortened = Response::from_parts(parts, Body::from(body.slice(..body.len() / 2)));
    shortened.headers_mut().remove("content-length");
    shortened
}
