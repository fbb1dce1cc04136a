//! What a plan says of the end of a record: whether destroying deletes it, gives it back or leaves it.

use tfplugin::Value;

use crate::engine::model::{ADOPT, Attributes, Origin, POLICY, Policy, Private};
use crate::engine::problem::{Problem, Stay};

/// The problem that a record which was not adopted is to be given back from now on.
pub(crate) fn nothing_to_restore(
    prior: &Attributes,
    planned: &Attributes,
    private: &Private,
) -> Option<Problem> {
    let restores = |state: &Attributes| state.known_text(POLICY) == Some(Policy::Restore.word());
    let was_there = private.adopted.is_some() || private.origin == Some(Origin::Imported);
    let is_futile = restores(planned) && !restores(prior) && !was_there;
    is_futile.then_some(Problem::Stay(Stay::NothingToRestore))
}

/// What destroy will do. Where the instance makes rows itself, only apply knows whether one was taken over. A policy that
/// is no longer configured is the one that the record would have without it.
pub(crate) fn plan_policy(
    (is_made_empty, unless): (bool, Policy),
    before: Option<(&Attributes, &Private)>,
    config: &Attributes,
    planned: &mut Attributes,
) {
    let adopt = match config.get(ADOPT) {
        Value::Null => Value::Bool(false),
        configured => configured.clone(),
    };
    let decided = match (config.get(POLICY), before) {
        (Value::Null, Some((prior, private))) => {
            unconfigured_policy(unless, (prior, private), &adopt)
        }
        (Value::Null, None) if adopt == Value::Bool(false) && !is_made_empty => {
            unless.word().into()
        }
        (Value::Null, None) => Value::UNKNOWN,
        (configured, _) => configured.clone(),
    };
    planned.set(ADOPT, adopt);
    planned.set(POLICY, decided);
}

/// The policy of a record that is there, by how it came into the state: what was there before is given back.
fn unconfigured_policy(
    unless: Policy,
    (prior, private): (&Attributes, &Private),
    adopt: &Value,
) -> Value {
    let policy = match (&private.adopted, private.origin) {
        (Some(_), _) => Policy::Restore,
        (None, Some(Origin::Made)) => unless,
        (None, Some(Origin::Imported)) => match adopt {
            Value::Bool(true) => Policy::Restore,
            Value::Unknown(_) => return Value::UNKNOWN,
            _ => unless,
        },
        (None, None) => match prior.get(POLICY) {
            Value::Null if adopt == &Value::Bool(true) => Policy::Restore,
            Value::Null => unless,
            known => return known.clone(),
        },
    };
    policy.word().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::model::Adopted;

    #[test]
    fn the_policy_is_open_only_while_adopting() {
        let plan = |config: &[(&str, Value)], before: Option<(&Attributes, &Private)>| {
            let mut planned = Attributes::default();
            let config = config.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
            plan_policy(
                (false, Policy::Delete),
                before,
                &Attributes::of(Value::Map(config.collect())),
                &mut planned,
            );
            planned.get(POLICY).clone()
        };
        assert!(plan(&[], None) == "delete".into());
        assert!(plan(&[(ADOPT, true.into())], None).is_unknown());
        assert!(
            plan(&[(ADOPT, true.into()), (POLICY, "abandon".into())], None) == "abandon".into()
        );
        let mut adopted = Attributes::default();
        adopted.set(POLICY, "restore".into());
        let nothing_kept = Private::default();
        assert!(plan(&[], Some((&adopted, &nothing_kept))) == "restore".into());
    }

    #[test]
    fn what_holds_data_is_left_however_it_came_into_the_state() {
        for origin in [Some(Origin::Made), Some(Origin::Imported), None] {
            let private = Private { origin, ..Private::on("dev1.example") };
            let mut planned = Attributes::default();
            let (prior, config) = (Attributes::default(), Attributes::default());
            plan_policy((false, Policy::Abandon), Some((&prior, &private)), &config, &mut planned);
            assert_eq!(planned.known_text(POLICY), Some("abandon"), "{origin:?}");
        }
        let mut planned = Attributes::default();
        plan_policy((false, Policy::Abandon), None, &Attributes::default(), &mut planned);
        assert_eq!(planned.known_text(POLICY), Some("abandon"));
    }

    #[test]
    fn a_policy_taken_out_again_is_as_if_it_had_never_been_there() {
        let plan = |adopts: bool, private: &Private| {
            let (mut prior, mut config) = (Attributes::default(), Attributes::default());
            prior.set(POLICY, "abandon".into());
            config.set(ADOPT, adopts.into());
            let mut planned = Attributes::default();
            plan_policy((false, Policy::Delete), Some((&prior, private)), &config, &mut planned);
            planned.known_text(POLICY).unwrap().to_owned()
        };
        let private = |origin| Private { origin, ..Private::on("dev1.example") };
        let adopted = Private { adopted: Some(Adopted::default()), ..private(None) };
        assert_eq!(plan(true, &private(Some(Origin::Made))), "delete");
        assert_eq!(plan(true, &adopted), "restore");
        assert_eq!(plan(false, &adopted), "restore");
        assert_eq!(plan(true, &private(Some(Origin::Imported))), "restore");
        assert_eq!(plan(false, &private(Some(Origin::Imported))), "delete");
        assert_eq!(plan(true, &Private::default()), "abandon", "nobody knows whose it is");
    }
}
