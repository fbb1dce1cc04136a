//! What destroying a record comes to: decided by its deletion policy, and by what proves whose the record is.

use crate::describe::Field;
use crate::engine::model::{
    ADOPT, ALLOW_DATA_LOSS, Adopted, Attributes, ID, Origin, POLICY, Policy, Private, ResourceType,
    Subject,
};
use crate::engine::problem::{Problem, Stay};

/// What destroying a record comes to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum End<'a> {
    /// It goes: nothing says that it was there before.
    Removal,
    /// It gets back what it held before it was adopted.
    GivingBack(&'a Adopted),
    /// It is taken out of use.
    Deactivation,
    /// It is left as it is: that is its policy.
    Abandonment,
    /// It is left as it is: it was there before, and nobody knows what it held then.
    Leaving,
}

impl<'a> End<'a> {
    /// What destroying the record of this state comes to.
    pub(crate) fn of(state: &Attributes, private: &'a Private) -> Self {
        let restores = match policy(state) {
            Some(Policy::Abandon) => return Self::Abandonment,
            Some(Policy::Deactivate) => return Self::Deactivation,
            Some(policy) => policy == Policy::Restore,
            // A state that nobody completed, or that was edited by hand.
            None => state.get(ADOPT).as_bool() == Some(true) || private.adopted.is_some(),
        };
        match (&private.adopted, private.origin) {
            _ if !restores => Self::Removal,
            (Some(adopted), _) => Self::GivingBack(adopted),
            (None, Some(Origin::Made)) => Self::Removal,
            (None, _) => Self::Leaving,
        }
    }
}

/// The deletion policy of a state.
pub(crate) fn policy(state: &Attributes) -> Option<Policy> {
    Policy::of(state.known_text(POLICY)?)
}

/// The attributes of a record that a state manages: these stay with one that is left.
pub(crate) fn kept(resource: &ResourceType, state: &Attributes) -> Vec<String> {
    let is_had = |field: &&Field| field.is_configurable() && field.name != ALLOW_DATA_LOSS;
    let fields = resource.fields.iter().filter(is_had);
    let kept = fields.map(|field| field.name).filter(|name| !state.get(name).is_null());
    kept.map(str::to_owned).collect()
}

/// The words for a record that is left because nobody knows what it held: its present values stay.
pub(crate) fn left(subject: Subject, state: &Attributes, kept: Vec<String>) -> Stay {
    let sys_id = state.known_text(ID).unwrap_or_default().to_owned();
    Stay::Unproven { subject, sys_id, kept }
}

/// What a plan says of what destroying the record comes to, where that is not that it goes.
pub(crate) fn foretold(
    state: &Attributes,
    private: &Private,
    left: impl FnOnce() -> Stay,
) -> Option<Problem> {
    let stay = match End::of(state, private) {
        End::Abandonment => Stay::Abandoned,
        End::Deactivation => Stay::Deactivated,
        End::GivingBack(adopted) => {
            Stay::Restored { secrets: adopted.secrets.clone(), is_partial: adopted.is_partial }
        }
        End::Leaving => left(),
        End::Removal => return None,
    };
    Some(Problem::Stay(stay))
}

#[cfg(test)]
mod tests {
    use tfplugin::Value;

    use super::*;

    fn state(policy: &str, adopts: bool) -> Attributes {
        let mut state = Attributes::default();
        let policy = if policy.is_empty() { Value::Null } else { policy.into() };
        state.set(POLICY, policy);
        state.set(ADOPT, adopts.into());
        state
    }

    fn private(origin: Option<Origin>, adopted: bool) -> Private {
        let adopted = adopted.then(Adopted::default);
        Private { origin, adopted, ..Private::on("dev1.example") }
    }

    #[test]
    fn what_was_there_before_is_never_removed_unless_the_configuration_says_so() {
        let (made, adopted) = (private(Some(Origin::Made), false), private(None, true));
        let lost = Private::default();
        let end = |policy, adopts, private| End::of(&state(policy, adopts), private);
        assert_eq!(end("restore", true, &lost), End::Leaving);
        assert_eq!(end("", true, &lost), End::Leaving);
        assert_eq!(end("", false, &adopted), End::GivingBack(&Adopted::default()));
        assert_eq!(end("restore", true, &adopted), End::GivingBack(&Adopted::default()));
        assert_eq!(end("restore", true, &made), End::Removal, "nothing was there to adopt");
        assert_eq!(end("delete", true, &adopted), End::Removal, "which was configured");
        assert_eq!(end("deactivate", true, &adopted), End::Deactivation);
        assert_eq!(end("abandon", true, &adopted), End::Abandonment);
    }

    #[test]
    fn what_the_state_says_we_made_is_removed_also_when_nothing_is_kept_beside_it() {
        let lost = Private::default();
        for adopts in [false, true] {
            assert_eq!(End::of(&state("delete", adopts), &lost), End::Removal);
        }
        assert_eq!(End::of(&state("", false), &lost), End::Removal);
    }
}
