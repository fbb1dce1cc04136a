//! A call that answers with a stream: what it hands over while it runs, and then what it ends with.

use std::pin::Pin;

use futures_util::{Stream, stream};
use tokio::sync::mpsc::Receiver;

/// A call under way.
pub(super) type Running<E> = Pin<Box<dyn Future<Output = E> + Send>>;

/// What comes out of a call that runs.
pub(super) enum Part<T, E> {
    /// Something on the way.
    Item(T),
    /// The end.
    End(E),
}

/// Runs `call` for as long as somebody takes what comes of it, and drops it otherwise. What the call
/// hands over comes before its end, for `call` holds the sender of `items`.
pub(super) fn pump<T: Send + 'static, E: Send + 'static>(
    call: Running<E>,
    items: Receiver<T>,
) -> impl Stream<Item = Part<T, E>> + Send {
    stream::unfold(Pump { call: Some(call), end: None, items }, |mut pump| async {
        let part = pump.next().await?;
        Some((part, pump))
    })
}

struct Pump<T, E> {
    call: Option<Running<E>>,
    end: Option<E>,
    items: Receiver<T>,
}

impl<T, E> Pump<T, E> {
    async fn next(&mut self) -> Option<Part<T, E>> {
        if let Some(call) = &mut self.call {
            tokio::select! {
                biased;
                Some(item) = self.items.recv() => return Some(Part::Item(item)),
                end = call => self.end = Some(end),
            }
            // With the call its sender goes, so that what follows comes to an end.
            self.call = None;
        }
        match self.items.recv().await {
            Some(item) => Some(Part::Item(item)),
            None => self.end.take().map(Part::End),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::StreamExt as _;
    use tokio::sync::mpsc;

    #[tokio::test]
    async fn the_end_comes_last() {
        let (sender, items) = mpsc::channel(1);
        let call = Box::pin(async move {
            for item in 0..3 {
                sender.send(item).await.unwrap();
            }
            "end"
        });
        let parts: Vec<_> = pump(call, items).collect().await;
        let [Part::Item(0), Part::Item(1), Part::Item(2), Part::End("end")] = parts.as_slice()
        else {
            panic!("{} parts", parts.len())
        };
    }

    #[tokio::test]
    async fn a_call_that_nobody_listens_to_is_dropped() {
        struct Dropped(mpsc::Sender<&'static str>);
        impl Drop for Dropped {
            fn drop(&mut self) {
                self.0.try_send("dropped").unwrap();
            }
        }
        let (told, mut heard) = mpsc::channel(1);
        let (sender, items) = mpsc::channel(1);
        let call = Box::pin(async move {
            let _guard = Dropped(told);
            while sender.send(()).await.is_ok() {}
        });
        let mut stream = Box::pin(pump(call, items));
        assert!(stream.next().await.is_some());
        drop(stream);
        assert_eq!(heard.recv().await, Some("dropped"));
    }
}
