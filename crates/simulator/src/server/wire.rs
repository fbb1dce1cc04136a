//! Answers as they go over the wire, whole or damaged on purpose.

use crate::{
    faults::QUOTA_TEXT,
    http::{Answer, Content, STANDARD_HEADERS},
    refusal::Refusal,
};
use http::{HeaderValue, StatusCode, header};
use http_body_util::{BodyExt, Full, StreamBody, combinators::BoxBody};
use hyper::body::{Bytes, Frame};
use jiff::Timestamp;
use std::{convert::Infallible, io};

/// An answer on its way.
pub(super) type Wire = hyper::Response<BoxBody<Bytes, io::Error>>;

/// The connection ends without an answer.
#[derive(Debug, thiserror::Error)]
#[error("the connection is cut")]
pub(super) struct Cut;

const HTTP_DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// The answer as it is.
pub(super) fn whole(answer: &Answer) -> Result<Wire, Cut> {
    let (bytes, kind) = answer.bytes();
    build(answer, kind, full(bytes))
}

/// The answer with its body cut short: half arrives, then the connection ends.
pub(super) fn half(answer: &Answer) -> Result<Wire, Cut> {
    let (mut bytes, kind) = answer.bytes();
    let length = bytes.len();
    bytes.truncate(length / 2);
    let frames = [
        Ok(Frame::data(Bytes::from(bytes))),
        Err(io::Error::new(io::ErrorKind::ConnectionAborted, "cut on purpose")),
    ];
    let mut wire =
        build(answer, kind, StreamBody::new(futures_util::stream::iter(frames)).boxed())?;
    wire.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    Ok(wire)
}

/// The answer with the error of an exhausted quota after its JSON.
pub(super) fn with_quota_text(answer: &Answer) -> Result<Wire, Cut> {
    let (mut bytes, kind) = answer.bytes();
    bytes.extend_from_slice(QUOTA_TEXT.as_bytes());
    build(answer, kind, full(bytes))
}

/// The answer to a body of `length` bytes where `most` are allowed.
pub(super) fn too_large(length: usize, most: usize) -> Answer {
    Answer::refusal(&Refusal::Malformed(format!(
        "Rejected large REST payload with content-length = {length} bytes. \
         Max allowed: {most} bytes."
    )))
}

fn full(bytes: Vec<u8>) -> BoxBody<Bytes, io::Error> {
    Full::new(Bytes::from(bytes)).map_err(|never: Infallible| match never {}).boxed()
}

/// The headers every answer of the instance has (docs/facts.md#headers).
fn build(
    answer: &Answer,
    kind: Option<&str>,
    body: BoxBody<Bytes, io::Error>,
) -> Result<Wire, Cut> {
    if answer.content == Content::Cut {
        return Err(Cut);
    }
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let date = Timestamp::now().strftime(HTTP_DATE).to_string();
    let mut builder = hyper::Response::builder()
        .status(status)
        .header(header::DATE, date)
        .header("X-Simulated-Instance", "true")
        .header("X-Transaction-ID", format!("{:012x}", rand::random::<u64>() >> 16));
    if let Some(kind) = kind {
        builder = builder.header(header::CONTENT_TYPE, kind);
    }
    for (name, value) in STANDARD_HEADERS {
        builder = builder.header(*name, *value);
    }
    for (name, value) in &answer.headers {
        builder = builder.header(name, value);
    }
    builder.body(body).map_err(|_| Cut)
}
