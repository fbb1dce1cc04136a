//! Reads a request off the wire, within the limits of the platform (docs/facts.md#address-length,
//! docs/facts.md#payload).

use super::wire::{self, Cut};
use crate::http::{Answer, LONGEST_ADDRESS, Request};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::{body::Incoming, header::CONTENT_LENGTH};
use std::time::Duration;
use tokio::time::timeout;

/// The largest body, in bytes.
const MOST_BODY: usize = 10_485_760;
/// The largest file, in bytes. The platform takes 1,024 MB; here a body lies in memory.
const MOST_FILE: usize = 256 * 1_048_576;
/// How long a client may take for its body: the quota of a transaction.
const PATIENCE: Duration = Duration::from_mins(1);

/// The request, or the answer to one that is too large to be read.
pub(super) async fn read(
    incoming: hyper::Request<Incoming>,
) -> Result<Result<Request, Answer>, Cut> {
    let (head, body) = incoming.into_parts();
    let address = head.uri.path_and_query().map_or(0, |address| address.as_str().len());
    if address > LONGEST_ADDRESS {
        return Ok(Err(Answer::html(414, "Request-URI Too Long".to_owned())));
    }
    let most = most(head.uri.path());
    let announced = head.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let announced = announced.and_then(|text| text.parse::<usize>().ok()).unwrap_or(0);
    if announced > most {
        return Ok(Err(wire::too_large(announced, most)));
    }
    let body = timeout(PATIENCE, Limited::new(body, most).collect()).await.map_err(|_| Cut)?;
    let body = match body {
        Ok(body) => body.to_bytes().to_vec(),
        Err(error) if error.is::<LengthLimitError>() => {
            return Ok(Err(wire::too_large(most + 1, most)));
        }
        Err(_) => return Err(Cut),
    };
    let query = head.uri.query().unwrap_or_default();
    Ok(Ok(Request::new(head.method.as_str(), head.uri.path(), query, head.headers, body)))
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
}
