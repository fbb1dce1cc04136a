//! An incident's priority follows from impact and urgency, whatever was sent.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Calculate priority",
    tables: &["incident"],
    when: When::BeforeWrite,
    evidence: Evidence::Seen,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    if let Some(priority) = priority(change.get("impact"), change.get("urgency")) {
        change.set("priority", priority.to_string());
    }
    Ok(())
}

/// The platform's table: 1 and 1 give 1, 3 and 3 give 5. Values it does not know decide nothing.
fn priority(impact: &str, urgency: &str) -> Option<u8> {
    let (impact, urgency) = (impact.parse::<u8>().ok()?, urgency.parse::<u8>().ok()?);
    let known = (1..=3).contains(&impact) && (1..=3).contains(&urgency);
    known.then(|| impact + urgency - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impact_and_urgency_decide_together() {
        assert_eq!(priority("1", "1"), Some(1));
        assert_eq!(priority("1", "2"), Some(2));
        assert_eq!(priority("2", "2"), Some(3));
        assert_eq!(priority("3", "2"), Some(4));
        assert_eq!(priority("3", "3"), Some(5));
        assert_eq!(priority("7", "3"), None);
        assert_eq!(priority("", "3"), None);
    }
}
