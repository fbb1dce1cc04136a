//! Keys that others publish at a JWKS URL, kept for as long as the registry says
//! (docs/facts.md#jwt-client).

use super::{
    Outbound, Trace, Trouble,
    network::{Body, Outgoing},
};
use crate::world::World;
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::jwk::JwkSet;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};
use url::Url;

/// The sets that were fetched, by their URL, and when.
#[derive(Default)]
pub(crate) struct Cache {
    by_url: Mutex<HashMap<String, (Timestamp, JwkSet)>>,
}

impl Cache {
    fn get(&self, url: &str, since: Timestamp) -> Option<JwkSet> {
        let by_url = self.by_url.lock().unwrap_or_else(PoisonError::into_inner);
        by_url.get(url).filter(|(fetched, _)| *fetched > since).map(|(_, set)| set.clone())
    }

    fn put(&self, url: &str, now: Timestamp, set: &JwkSet) {
        let mut by_url = self.by_url.lock().unwrap_or_else(PoisonError::into_inner);
        by_url.insert(url.to_owned(), (now, set.clone()));
    }
}

/// The keys at `url`, fetched at most once in `minutes`.
pub(crate) fn published(
    world: &World,
    outbound: &Outbound,
    url: &str,
    minutes: i64,
) -> Result<JwkSet, Trouble> {
    let (now, cache) = (world.clock.now(), &outbound.keys);
    let since = crate::clock::after(now, SignedDuration::from_secs(minutes.saturating_mul(-60)));
    if let Some(set) = cache.get(url, since) {
        return Ok(set);
    }
    let parsed = Url::parse(url).map_err(|error| Trouble::setup(error.to_string()))?;
    let headers = vec![("Accept".to_owned(), "application/json".to_owned())];
    let outgoing = Outgoing { method: "GET".to_owned(), url: parsed, headers, body: Body::Nothing };
    let reply = Trace::default().send(&outbound.network, "keys", &outgoing)?;
    let set: JwkSet =
        serde_json::from_str(&reply.text).map_err(|error| Trouble::setup(error.to_string()))?;
    cache.put(url, now, &set);
    Ok(set)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_kept_for_a_while() {
        let (cache, now) = (Cache::default(), Timestamp::UNIX_EPOCH);
        cache.put("https://a.example/keys", now, &JwkSet { keys: Vec::new() });
        assert!(cache.get("https://a.example/keys", now - SignedDuration::from_mins(1)).is_some());
        assert!(cache.get("https://a.example/keys", now).is_none());
        assert!(cache.get("https://b.example/keys", now - SignedDuration::from_mins(1)).is_none());
    }
}
