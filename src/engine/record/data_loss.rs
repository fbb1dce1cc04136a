//! What an instance deletes beside a record, and who has to allow it: a table goes with every record in it.

use tfplugin::Value;

use crate::describe::{Given, Values};
use crate::engine::model::{ALLOW_DATA_LOSS, Attributes, Policy, Private, Subject};
use crate::engine::problem::{Problem, RecordProblem};
use crate::engine::record::end::End;
use crate::resources::ALL;

/// What goes with a row of this table where it is deleted; `None` where that is the row alone.
pub(crate) fn goes_with(table: &str) -> Option<&'static str> {
    ALL.iter().find(|resource| resource.table == table)?.data
}

/// What destroying a new row of this table does where its configuration does not say.
pub(crate) fn policy_of(table: &str) -> Policy {
    if goes_with(table).is_some() { Policy::Abandon } else { Policy::Delete }
}

/// The problem that destroying the record of this state deletes data, where nobody has allowed that. The state counts, not
/// the configuration: to destroy is to have none, and what is tainted is replaced without a word to its type.
pub(crate) fn refused(subject: Subject, state: &Attributes, private: &Private) -> Option<Problem> {
    let what = goes_with(&subject.table)?;
    let is_deleted = End::of(state, private) == End::Removal;
    let problem = Problem::Record(RecordProblem::DataLoss { subject, what });
    (is_deleted && !allows(state)).then_some(problem)
}

/// The same where the record makes way for another one: its configuration has to allow it still.
pub(crate) fn making_way(
    subject: Subject,
    (prior, private): (&Attributes, &Private),
    planned: &Attributes,
) -> Option<Problem> {
    let mut gone = prior.clone();
    if !allows(planned) {
        gone.set(ALLOW_DATA_LOSS, Value::Null);
    }
    refused(subject, &gone, private)
}

/// Whether these attributes allow it, for certain.
fn allows(attributes: &Attributes) -> bool {
    attributes.flag(ALLOW_DATA_LOSS) == Given::Is(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::model::{ADOPT, Adopted, Origin, POLICY};

    fn is_refused(table: &str, policy: &str, allowed: Value, private: &Private) -> bool {
        let mut state = Attributes::default();
        state.set(POLICY, policy.into());
        state.set(ADOPT, true.into());
        state.set(ALLOW_DATA_LOSS, allowed);
        refused(Subject::new("servicenow_table", table), &state, private).is_some()
    }

    #[test]
    fn what_holds_data_is_deleted_only_where_that_is_allowed() {
        let private = Private::default();
        let is_refused =
            |table: &str, allowed: Value| is_refused(table, "delete", allowed, &private);
        for table in ["sys_db_object", "sys_dictionary"] {
            for allowed in [Value::Null, false.into(), Value::UNKNOWN] {
                assert!(is_refused(table, allowed), "{table}");
            }
            assert!(!is_refused(table, true.into()), "{table}");
        }
        for table in ["sys_choice", "incident"] {
            assert!(!is_refused(table, Value::Null), "{table}");
        }
    }

    #[test]
    fn what_is_left_or_given_back_loses_nothing() {
        let made = Private { origin: Some(Origin::Made), ..Private::default() };
        let adopted = Private { adopted: Some(Adopted::default()), ..Private::default() };
        let is_refused =
            |policy: &str, private| is_refused("sys_db_object", policy, Value::Null, private);
        assert!(!is_refused("abandon", &made));
        assert!(!is_refused("restore", &adopted));
        assert!(is_refused("restore", &made), "nothing was there to be given back to");
        assert!(is_refused("delete", &adopted));
    }

    #[test]
    fn a_row_of_any_table_has_the_policy_of_what_it_is() {
        assert_eq!(policy_of("sys_dictionary"), Policy::Abandon);
        assert_eq!(policy_of("incident"), Policy::Delete);
    }
}
