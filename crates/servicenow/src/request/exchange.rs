//! One try of a request: a place among those in flight, the answer.

use std::time::Instant;

use http::header::{ACCEPT, CONTENT_TYPE, DATE};
use reqwest::RequestBuilder;
use tokio::sync::SemaphorePermit;
use tracing::debug;

use super::{Payload, Reply, Request};
use crate::error::Failure;
use crate::{Client, Error};

impl Client {
    /// Sends once, with what `show` adds to be let in. A read ends when the caller stops; a write,
    /// once sent, is awaited.
    pub(crate) async fn reply(
        &self,
        request: &Request,
        show: impl FnOnce(RequestBuilder) -> RequestBuilder,
        attempt: u32,
    ) -> Result<Reply, Error> {
        let permit = self.until_stopped(self.place_in_flight()).await?;
        self.pause(self.shared.pace.wait()).await?;
        let started = Instant::now();
        let sending = self.transfer(show(self.assemble(request)));
        let result =
            if request.is_write() { sending.await } else { self.until_stopped(sending).await };
        drop(permit);
        log(request, &result, started, attempt);
        result
    }

    async fn place_in_flight(&self) -> Result<SemaphorePermit<'_>, Error> {
        // The semaphore is never closed.
        self.shared.permits.acquire().await.map_err(|_| Failure::Stopped.into())
    }

    async fn transfer(&self, built: RequestBuilder) -> Result<Reply, Error> {
        let limit = self.shared.options.request_timeout;
        let failed = |error| Error::new(Failure::of_transport(error, limit));
        let response = built.send().await.map_err(failed)?;
        self.shared.clock.hear();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        if let Some(date) = headers.get(DATE).and_then(|value| value.to_str().ok()) {
            self.shared.clock.learn(date);
        }
        let body = response.bytes().await.map_err(failed)?;
        Ok(Reply { status, headers, body })
    }

    fn assemble(&self, request: &Request) -> RequestBuilder {
        let builder = self.shared.http.request(request.method.clone(), request.url.clone());
        let builder = builder.header(ACCEPT, request.accept);
        match &request.payload {
            Payload::None => builder.header(CONTENT_TYPE, JSON),
            Payload::Json(body) => builder.header(CONTENT_TYPE, JSON).body(body.clone()),
            Payload::Form(form) => builder.header(CONTENT_TYPE, FORM).body(form.clone()),
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
    use std::sync::{Arc, Mutex};

    use bytes::Bytes;
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
        let reply = Ok(Reply { status: 200, headers: HeaderMap::new(), body: Bytes::new() });
        tracing::subscriber::with_default(subscriber, || log(&request, &reply, Instant::now(), 1));
        assert_eq!(*numbers.0.lock().unwrap(), ["status", "milliseconds", "attempt"]);
    }
}
