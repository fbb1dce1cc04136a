//! Trouble on demand: rules that say which requests go wrong, and how.

mod play;
mod rule;

pub(crate) use play::{After, Before, QUOTA_TEXT, Trouble};
pub use rule::{Fault, FaultRule};

use crate::http::Request;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Instant,
};

/// A rule with what it has seen so far.
#[derive(Debug)]
struct Armed {
    rule: FaultRule,
    since: Instant,
    seen: u64,
    played: u64,
}

#[derive(Debug)]
struct Inner {
    armed: Vec<Armed>,
    /// Decides where a rule has a probability.
    dice: StdRng,
}

/// The rules in force.
#[derive(Debug)]
pub(crate) struct Faults {
    inner: Mutex<Inner>,
}

impl Default for Faults {
    fn default() -> Self {
        Self {
            inner: Mutex::new(Inner {
                armed: Vec::new(),
                dice: StdRng::seed_from_u64(rand::random()),
            }),
        }
    }
}

impl Faults {
    /// Throws the dice from `seed` on: the same requests in the same order meet the same trouble.
    pub(crate) fn seed(&self, seed: u64) {
        self.lock().dice = StdRng::seed_from_u64(seed);
    }

    /// Adds rules to those in force.
    pub(crate) fn add(&self, rules: Vec<FaultRule>) {
        let since = Instant::now();
        let armed = rules.into_iter().map(|rule| Armed { rule, since, seen: 0, played: 0 });
        self.lock().armed.extend(armed);
    }

    /// The rules in force.
    pub(crate) fn list(&self) -> Vec<FaultRule> {
        self.lock().armed.iter().map(|armed| armed.rule.clone()).collect()
    }

    /// Removes all rules.
    pub(crate) fn clear(&self) {
        self.lock().armed.clear();
    }

    /// What happens to this request. The controls of the simulator are never in trouble.
    pub(crate) fn trouble(&self, request: &Request) -> Trouble {
        let mut trouble = Trouble::default();
        if request.path.starts_with("/simulator/") {
            return trouble;
        }
        let mut inner = self.lock();
        let Inner { armed, dice } = &mut *inner;
        for armed in armed.iter_mut().filter(|armed| armed.rule.concerns(request)) {
            if armed.strikes(dice) {
                trouble.add(&armed.rule.fault, request);
            }
        }
        trouble
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Armed {
    /// Counts a matching request and decides whether it is struck: from the `nth` on, at most
    /// `times` (once, where only `nth` is given), after `after_ms`, with `probability`.
    fn strikes(&mut self, dice: &mut StdRng) -> bool {
        self.seen = self.seen.saturating_add(1);
        let rule = &self.rule;
        let first = rule.nth.unwrap_or(1);
        let times = rule.times.or(rule.nth.map(|_| 1)).unwrap_or(u64::MAX);
        let waited = self.since.elapsed().as_millis() >= u128::from(rule.after_ms.unwrap_or(0));
        let likely = rule.probability.is_none_or(|p| dice.random_bool(p.clamp(0.0, 1.0)));
        let strikes = self.seen >= first && self.played < times && waited && likely;
        self.played = self.played.saturating_add(u64::from(strikes));
        strikes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(json: &str) -> Faults {
        let faults = Faults::default();
        faults.add(serde_json::from_str(json).unwrap());
        faults
    }

    fn struck(faults: &Faults, method: &str, path: &str) -> bool {
        faults.trouble(&Request::bare(method, path)) != Trouble::default()
    }

    #[test]
    fn only_the_nth_request_of_the_table_is_struck() {
        let faults = faults(
            r#"[{"method":"POST","table":"sys_user","nth":2,"fault":{"kind":"cut_after"}}]"#,
        );
        let path = "/api/now/table/sys_user";
        let struck: Vec<bool> = (0..4).map(|_| struck(&faults, "POST", path)).collect();
        assert_eq!(struck, [false, true, false, false]);
    }

    #[test]
    fn other_methods_and_tables_do_not_count() {
        let faults =
            faults(r#"[{"method":"POST","table":"sys_user","times":1,"fault":{"kind":"html"}}]"#);
        assert!(!struck(&faults, "GET", "/api/now/table/sys_user"));
        assert!(!struck(&faults, "POST", "/api/now/table/sys_alias"));
        assert!(struck(&faults, "POST", "/api/now/v2/table/sys_user"));
        assert!(!struck(&faults, "POST", "/api/now/table/sys_user"));
    }

    #[test]
    fn a_path_is_matched_by_its_beginning_and_controls_are_spared() {
        let faults = faults(r#"[{"path":"/","fault":{"kind":"hibernating"}}]"#);
        assert!(struck(&faults, "POST", "/oauth_token.do"));
        assert!(!struck(&faults, "GET", "/simulator/export"));
        faults.clear();
        assert!(!struck(&faults, "POST", "/oauth_token.do"));
    }

    #[test]
    fn a_rule_that_starts_later_spares_the_first_requests() {
        let faults = faults(r#"[{"after_ms":60000,"fault":{"kind":"cut_before"}}]"#);
        assert!(!struck(&faults, "GET", "/"));
    }

    #[test]
    fn one_seed_strikes_the_same_requests_and_another_seed_others() {
        let game = |seed| {
            let faults = faults(r#"[{"probability":0.5,"fault":{"kind":"html"}}]"#);
            faults.seed(seed);
            (0..64).map(|_| struck(&faults, "GET", "/")).collect::<Vec<bool>>()
        };
        assert_eq!(game(7), game(7));
        assert_ne!(game(7), game(8));
        let struck = game(7).into_iter().filter(|struck| *struck).count();
        assert!((16..48).contains(&struck), "{struck}");
    }

    #[test]
    fn a_misspelt_rule_is_refused() {
        let parse = serde_json::from_str::<Vec<FaultRule>>;
        assert!(parse(r#"[{"tabel":"x","fault":{"kind":"html"}}]"#).is_err());
        assert!(parse(r#"[{"fault":{"kind":"gremlins"}}]"#).is_err());
    }
}
