//! Trouble on demand: rules that say which requests go wrong, and how.

mod play;
mod rule;

pub(crate) use play::{After, Before, QUOTA_TEXT, Trouble};
pub use rule::{Fault, FaultRule};

use crate::api::Request;
use std::{
    sync::{Mutex, PoisonError},
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

/// The rules in force.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    armed: Mutex<Vec<Armed>>,
}

impl Faults {
    /// Adds rules to those in force.
    pub(crate) fn add(&self, rules: Vec<FaultRule>) {
        let since = Instant::now();
        let armed = rules.into_iter().map(|rule| Armed { rule, since, seen: 0, played: 0 });
        self.armed.lock().unwrap_or_else(PoisonError::into_inner).extend(armed);
    }

    /// The rules in force.
    pub(crate) fn list(&self) -> Vec<FaultRule> {
        let armed = self.armed.lock().unwrap_or_else(PoisonError::into_inner);
        armed.iter().map(|armed| armed.rule.clone()).collect()
    }

    /// Removes all rules.
    pub(crate) fn clear(&self) {
        self.armed.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// What happens to this request. The controls of the simulator are never in trouble.
    pub(crate) fn trouble(&self, request: &Request) -> Trouble {
        let mut trouble = Trouble::default();
        if request.path.starts_with("/simulator/") {
            return trouble;
        }
        let mut armed = self.armed.lock().unwrap_or_else(PoisonError::into_inner);
        for armed in armed.iter_mut().filter(|armed| armed.rule.concerns(request)) {
            if armed.strikes() {
                trouble.add(&armed.rule.fault, request);
            }
        }
        trouble
    }
}

impl Armed {
    /// Counts a matching request and decides whether it is struck: from the `nth` on, at most
    /// `times` (once, where only `nth` is given), after `after_ms`, with `probability`.
    fn strikes(&mut self) -> bool {
        self.seen += 1;
        let rule = &self.rule;
        let first = rule.nth.unwrap_or(1);
        let times = rule.times.or(rule.nth.map(|_| 1)).unwrap_or(u64::MAX);
        let waited = self.since.elapsed().as_millis() >= u128::from(rule.after_ms.unwrap_or(0));
        let likely = rule.probability.is_none_or(|p| rand::random_bool(p.clamp(0.0, 1.0)));
        let strikes = self.seen >= first && self.played < times && waited && likely;
        self.played += u64::from(strikes);
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
    fn a_misspelt_rule_is_refused() {
        let parse = serde_json::from_str::<Vec<FaultRule>>;
        assert!(parse(r#"[{"tabel":"x","fault":{"kind":"html"}}]"#).is_err());
        assert!(parse(r#"[{"fault":{"kind":"gremlins"}}]"#).is_err());
    }
}
