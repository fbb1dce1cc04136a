//! When secrets are sent: what a plan says of it, and that they are sent again once somebody else has written the record.
//! All of it follows from the state and what is kept beside it, where each read notes what it found.

use jiff::Timestamp;
use tfplugin::Value;

use crate::engine::model::secrets::Sending;
use crate::engine::model::{Attributes, ID, SENT_AT, Subject, moment};
use crate::engine::problem::{Lost, Problem, SecretProblem};
use crate::engine::record::life::{Change, Wish};
use crate::engine::session::Work;

/// Plans when secrets were last sent. Tells whether all are to be sent again, and what there is to say of that.
pub(crate) fn plan(
    work: Option<&Work>,
    wish: &Wish,
    subject: impl FnOnce(&Attributes) -> Subject,
    sending: &Sending,
    planned: &mut Attributes,
) -> (bool, Option<Problem>) {
    // Where the provider block is open, so is whether they are sent.
    let wanted = work.is_none_or(|work| work.session.resends_secrets());
    let again = wish.private.overwritten.is_some() && wanted && sending.has_some;
    let before = wish.prior.as_ref().map_or(&Value::Null, |prior| prior.get(SENT_AT));
    let at = match sending {
        _ if again || sending.changes => Value::UNKNOWN,
        Sending { is_managed: false, .. } => Value::Null,
        _ => before.clone(),
    };
    planned.set(SENT_AT, at);
    let told = work.zip(wish.prior.as_ref()).and_then(|(work, prior)| {
        let sys_id = prior.known_text(ID).unwrap_or_default();
        told(work, wish, (subject(prior), sys_id), sending)
    });
    (again, told)
}

/// What is to be said of a record that was overwritten. One that is older than what we wrote is mostly one of many, and then
/// that is said once.
fn told(
    work: &Work,
    wish: &Wish,
    (subject, sys_id): (Subject, &str),
    sending: &Sending,
) -> Option<Problem> {
    let found = wish.private.overwritten.clone().filter(|_| sending.is_managed)?;
    if found.is_older && !work.session.is_first_warning("secrets that were sent", "") {
        return None;
    }
    let lost = Lost {
        subject,
        sys_id: sys_id.to_owned(),
        found,
        resends: work.session.resends_secrets(),
        has_some: sending.has_some,
        versions: sending.versions.clone(),
    };
    Some(Problem::Secret(SecretProblem::Overwritten(Box::new(lost))))
}

/// Whether the plan to be carried out sends all secrets again.
pub(crate) fn is_due(work: &Work, change: &Change) -> bool {
    let is_open = change.planned.as_ref().is_some_and(|plan| plan.get(SENT_AT).is_unknown());
    is_open && work.session.resends_secrets() && change.private.overwritten.is_some()
}

/// The present moment, as a state has it.
pub(crate) fn now() -> Value {
    moment::shown(Timestamp::now())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::model::stamp::Stamp;
    use crate::engine::model::{Overwritten, Private};

    fn overwritten() -> Private {
        let record = [
            ("sys_mod_count", "3"),
            ("sys_updated_on", "2026-11-29 12:00:00"),
            ("sys_updated_by", "her"),
        ];
        let stamp = Stamp::of(&record.into_iter().collect()).unwrap();
        Private { overwritten: Some(Overwritten { stamp, is_older: false }), ..Private::default() }
    }

    /// The moment that is planned where the provider block is open.
    fn planned(private: Private, sending: &Sending) -> (bool, Value) {
        let mut prior = Attributes::default();
        prior.set(SENT_AT, "2026-11-29T12:00:00Z".into());
        let wish = Wish { prior: Some(prior), config: None, private };
        let mut planned = Attributes::default();
        let subject = |_: &Attributes| unreachable!("without a session nothing is said");
        let (again, told) = plan(None, &wish, subject, sending, &mut planned);
        assert!(told.is_none());
        (again, planned.get(SENT_AT).clone())
    }

    #[test]
    fn the_moment_is_open_where_secrets_are_sent_and_else_as_it_was() {
        let none = Sending::default();
        let managed = Sending { is_managed: true, ..none.clone() };
        let given = Sending { has_some: true, ..managed.clone() };
        let changes = Sending { changes: true, ..given.clone() };
        let before = || Value::from("2026-11-29T12:00:00Z");
        assert!(planned(Private::default(), &changes) == (false, Value::UNKNOWN));
        assert!(planned(Private::default(), &given) == (false, before()));
        assert!(planned(Private::default(), &none) == (false, Value::Null), "no longer managed");
        assert!(planned(overwritten(), &given) == (true, Value::UNKNOWN));
        assert!(planned(overwritten(), &managed) == (false, before()), "nothing could be sent");
    }

    #[test]
    fn the_present_moment_is_in_utc_to_the_second() {
        let now = now();
        let text = now.as_str().unwrap();
        assert!(text.len() == 20 && text.ends_with('Z'), "{text}");
    }
}
