//! One try of a request: a place among those in flight, the answer.

use std::sync::Arc;
use std::time::Instant;

use bytes::{Bytes, BytesMut};
use http::header::{ACCEPT, CONTENT_TYPE, DATE};
use reqwest::{RequestBuilder, Response};
use tokio::sync::SemaphorePermit;
use tracing::debug;

use super::{Answer, Payload, Reply, Request};
use crate::error::Failure;
use crate::{Client, Error};

/// Larger bodies are read on a thread of their own.
const READ_AT_ONCE: usize = 64 * 1024;

impl Client {
    /// Sends once, with what `show` adds to be let in, or not at all where it says so. A read ends when the caller stops; a write,
    /// once sent, is awaited.
    pub(crate) async fn reply(
        &self,
        request: &Request,
        show: impl FnOnce(RequestBuilder) -> Result<RequestBuilder, Error>,
        attempt: u32,
    ) -> Result<Reply, Error> {
        let permit = self.until_stopped(self.place_in_flight()).await?;
        let built = show(self.assemble(request))?;
        self.pause(self.shared.reach.pace.wait()).await?;
        let started = Instant::now();
        let sending = self.transfer(built);
        let result =
            if request.is_write() { sending.await } else { self.until_stopped(sending).await };
        drop(permit);
        log(request, &result, started, attempt);
        result
    }

    async fn place_in_flight(&self) -> Result<SemaphorePermit<'_>, Error> {
        // The semaphore is never closed.
        self.shared.reach.permits.acquire().await.map_err(|_| Failure::Stopped.into())
    }

    async fn transfer(&self, built: RequestBuilder) -> Result<Reply, Error> {
        let (limit, started) = (self.shared.options.request_timeout, Instant::now());
        let failed =
            |answered| move |error| Error::new(Failure::of_transport(error, limit, answered));
        let response = built.send().await.map_err(failed(false))?;
        self.shared.clock.hear();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        if let Some(date) = headers.get(DATE).and_then(|value| value.to_str().ok()) {
            self.shared.clock.learn(date);
        }
        let answered = (200..300).contains(&status);
        let body = self.body(response, failed(answered)).await?;
        let left = limit.saturating_sub(started.elapsed());
        Ok(Reply { status, headers, body, left })
    }

    /// The body, unpacked, as far as it is not too large.
    async fn body(
        &self,
        mut response: Response,
        failed: impl Fn(reqwest::Error) -> Error,
    ) -> Result<Bytes, Error> {
        let limit = self.shared.options.max_response_bytes;
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(&failed)? {
            if chunk.len() > limit.saturating_sub(body.len()) {
                return Err(Failure::TooLarge { limit }.into());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    }

    /// Sorts a reply, within the time for the request. A large one is read beside the other work,
    /// and a read of it is given up when the caller stops.
    pub(crate) async fn recognised(
        &self,
        request: &Request,
        reply: &Reply,
    ) -> Result<Answer, Error> {
        if reply.body.len() <= READ_AT_ONCE {
            return reply.sorted(&self.shared.mask);
        }
        let (shared, reply) = (Arc::clone(&self.shared), reply.clone());
        let left = reply.left;
        let reading = tokio::task::spawn_blocking(move || reply.sorted(&shared.mask));
        let in_time = async {
            match tokio::time::timeout(left, reading).await {
                Ok(Ok(answer)) => answer,
                Ok(Err(_)) => Err(Failure::Lacking("what can be read").into()),
                Err(_) => Err(Failure::TimedOut(self.shared.options.request_timeout).into()),
            }
        };
        if request.is_write() { in_time.await } else { self.until_stopped(in_time).await }
    }

    fn assemble(&self, request: &Request) -> RequestBuilder {
        let builder = self.shared.reach.http.request(request.method.clone(), request.url.clone());
        let builder = builder.header(ACCEPT, request.accept);
        match &request.payload {
            Payload::None => builder.header(CONTENT_TYPE, JSON),
            Payload::Json(body) => builder.header(CONTENT_TYPE, JSON).body(body.clone()),
            Payload::Form(form) => builder.header(CONTENT_TYPE, FORM).body(form.clone()),
            Payload::File(content_type, body) => {
                builder.header(CONTENT_TYPE, content_type.clone()).body(body.clone())
            }
        }
    }
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

fn log(request: &Request, result: &Result<Reply, Error>, started: Instant, attempt: u32) {
    debug!(
        method = %request.method,
        table = request.table().unwrap_or_default(),
        path = request.url.path(),
        status = result.as_ref().map_or(0, |reply| reply.status),
        milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        attempt,
        "request"
    );
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;
    use std::sync::Mutex;
    use std::time::Duration;

    use http::HeaderMap;
    use tracing::field::{Field, Visit};
    use tracing::{Event, Subscriber};
    use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

    use super::*;

    /// The names of what is logged as a number.
    #[derive(Clone, Default)]
    struct Numbers(Arc<Mutex<Vec<&'static str>>>);

    impl<S: Subscriber> Layer<S> for Numbers {
        fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
            event.record(&mut self.clone());
        }
    }

    impl Visit for Numbers {
        fn record_u64(&mut self, field: &Field, _: u64) {
            self.0.lock().unwrap().push(field.name());
        }

        fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
    }

    #[test]
    fn status_milliseconds_and_attempt_are_logged_as_numbers() {
        let numbers = Numbers::default();
        let subscriber = tracing_subscriber::registry().with(numbers.clone());
        let request = Request::get("https://a.example/x".parse().unwrap());
        let reply = Ok(Reply {
            status: 200,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            left: Duration::ZERO,
        });
        tracing::subscriber::with_default(subscriber, || log(&request, &reply, Instant::now(), 1));
        assert_eq!(*numbers.0.lock().unwrap(), ["status", "milliseconds", "attempt"]);
    }
}
