//! One request from the wire to the answer, with whatever trouble is in store for it.

use super::{
    Service,
    read::{Arrived, read},
    wire::{self, Cut, Wire},
};
use crate::{
    api,
    faults::{After, Before, Trouble},
    http::{Answer, Request},
    jobs,
    journal::Entry,
};
use hyper::body::Incoming;
use std::{io::Write, sync::Arc, time::Instant};

/// Answers a request, or cuts its connection.
pub(super) async fn respond(
    service: Arc<Service>,
    incoming: hyper::Request<Incoming>,
) -> Result<Wire, Cut> {
    let began = Instant::now();
    let (head, body) = incoming.into_parts();
    if let Some(refusal) = service.doorway.refusal(&head) {
        return wire::whole(&refusal);
    }
    let incoming = hyper::Request::from_parts(head, body);
    let arrived = match read(&service.instance, &service.room, incoming).await? {
        Ok(arrived) => arrived,
        Err(refusal) => return wire::whole(&refusal),
    };
    let Arrived { request, _room } = arrived;
    let mut seen = Entry::of(&request);
    let played = serve(&service, request, &mut seen).await;
    seen.status = played.as_ref().map_or(0, |wire| wire.status().as_u16());
    seen.milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    note(&service, seen);
    played
}

/// Serves it when it is its turn. The simulator's own controls wait for nobody.
async fn serve(service: &Arc<Service>, request: Request, seen: &mut Entry) -> Result<Wire, Cut> {
    if request.path.starts_with("/simulator/") {
        return play(service, Trouble::default(), request, seen).await;
    }
    let _admitted = match service.admission.admit(&request).await {
        Ok(admitted) => admitted,
        Err(turned_away) => return wire::whole(&turned_away),
    };
    let trouble = service.instance.faults.trouble(&request);
    tokio::time::sleep(service.latency.saturating_add(trouble.latency)).await;
    if trouble.late.is_zero() {
        return play(service, trouble, request, seen).await;
    }
    let (service, mut seen) = (Arc::clone(service), seen.clone());
    // A task of its own goes on where the caller has gone away.
    let late = tokio::spawn(async move {
        tokio::time::sleep(trouble.late).await;
        play(&service, trouble, request, &mut seen).await
    });
    late.await.unwrap_or(Err(Cut))
}

async fn play(
    service: &Arc<Service>,
    trouble: Trouble,
    request: Request,
    seen: &mut Entry,
) -> Result<Wire, Cut> {
    match trouble.before.clone() {
        Some(Before::Cut) => return Err(Cut),
        Some(Before::Answer { status, headers, content }) => {
            return wire::whole(&Answer { status, headers, content });
        }
        None => {}
    }
    let method = request.method.clone();
    let answer = carry_out(service, trouble.rewind(trouble.strip(request)), seen).await?;
    let answer = trouble.conceal(&method, answer);
    match trouble.after {
        None => wire::whole(&answer),
        Some(After::Answer { status, headers, content }) => {
            wire::whole(&Answer { status, headers, content })
        }
        Some(After::Cut) => Err(Cut),
        Some(After::HalfBody) => wire::half(&answer),
        Some(After::QuotaText) => wire::with_quota_text(&answer),
    }
}

/// The store works in steps of its own, so it gets a thread on which it may block.
async fn carry_out(
    service: &Arc<Service>,
    request: Request,
    seen: &mut Entry,
) -> Result<Answer, Cut> {
    let instance = Arc::clone(&service.instance);
    let done = tokio::task::spawn_blocking(move || {
        let mut user = String::new();
        let answer = match jobs::catch_up(&instance) {
            Ok(()) => api::answer(&instance, &request, &mut user),
            Err(refusal) => api::refused(&instance, &request, &refusal),
        };
        (answer, user)
    });
    let (answer, user) = done.await.map_err(|_| Cut)?;
    seen.user = user;
    Ok(answer)
}

/// Writes a request down; the simulator's own controls are not counted.
fn note(service: &Service, entry: Entry) {
    if service.log {
        let Entry { method, path, query, status, user, milliseconds, .. } = &entry;
        let line = format!("{method} {path} {query} {status} {user} {milliseconds} ms\n");
        // Nobody listening to the log is no reason to stop.
        let _ = std::io::stderr().write_all(line.as_bytes());
    }
    if !entry.path.starts_with("/simulator/") {
        service.instance.journal.write(entry);
    }
}
