//! Reading a record again: what is there, what was hidden, what is gone.

use std::collections::BTreeSet;

use servicenow::{Error, Record};
use tfplugin::Value;

use crate::describe::{Moment, Target};
use crate::engine::lookup::hidden::{self, Unseen};
use crate::engine::lookup::references::{self, Resolved};
use crate::engine::lookup::scene::Scene;
use crate::engine::lookup::view::{self, Fill, View};
use crate::engine::model::{
    ADOPT, Access, Attributes, Need, POLICY, Private, ResourceType, Right, Subject, Targets,
};
use crate::engine::problem::{Attempt, Problem, Problems, RecordProblem};
use crate::engine::record::life::{Object, Outcome};
use crate::engine::record::{renewal, validate};
use crate::engine::session::Work;
use crate::engine::write::hooks;

/// Looks the record up again.
pub(crate) async fn read(
    resource: &ResourceType,
    work: &Work,
    object: Object,
) -> Result<Outcome, Problem> {
    let Object { state: before, mut private } = object;
    let scene = Scene { work, resource, attributes: &before };
    let columns = view::stamped_columns(resource, &before);
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let reader = work.client.reader();
    let read = reader.get(&work.client, scene.table(), scene.sys_id(), &columns).await;
    let Some(record) = read.map_err(|error| scene.unread(error))? else {
        return gone_or_hidden(work, &resource.subject(&before), scene.sys_id()).await;
    };
    private.compare(&record, work.account_name());
    let Seen { state, absent, targets } = seen(scene, &record, &private).await?;
    let mut problems = Problems::new();
    if private.imported {
        problems.extend(validate::imported_values(resource, &state));
    }
    private.imported = false;
    private.targets = targets;
    work.host().clone_into(&mut private.host);
    work.session.known.hold_state(&state);
    work.session.tables.note(resource.table(&state), record.sys_id());
    renewal::hold(work, resource, &state);
    problems.extend(hidden::columns(work, scene.table(), absent.into_iter()));
    Ok(Outcome::done(state, private, problems))
}

/// What a record is shown as.
pub(crate) struct Seen {
    pub(crate) state: Attributes,
    /// Managed columns that the answer did not hold.
    pub(crate) absent: Vec<Unseen>,
    /// What its references lead to.
    pub(crate) targets: Targets,
}

/// What a record is shown as, from the attributes before: all of it where it is imported, and else what is managed.
pub(crate) async fn seen(
    scene: Scene<'_>,
    record: &Record,
    private: &Private,
) -> Result<Seen, Problem> {
    let Scene { work, resource, attributes } = scene;
    let fill = if private.imported { Fill::All } else { Fill::Managed };
    let view = View { work, resource, record, private, fill };
    let shown = view.state(attributes).await;
    let (mut state, absent, targets) = shown.map_err(|error| scene.unread(error))?;
    let hook = resource.description.related;
    for (name, value) in hooks::related(scene.with(&state), hook, Moment::Read).await? {
        state.set(name, value);
    }
    if private.imported {
        spell_imported(scene, &targets, &mut state).await?;
        state.set(ADOPT, false.into());
        state.set(POLICY, resource.unless_adopted().word().into());
    }
    Ok(Seen { state, absent, targets })
}

/// What is imported may become configuration, so each reference must lead to its record again: by its key, unless other
/// records have that too.
async fn spell_imported(
    scene: Scene<'_>,
    targets: &Targets,
    state: &mut Attributes,
) -> Result<(), Problem> {
    for field in &scene.resource.fields {
        let (Some(target), Some(led_to)) = (references::target(field), targets.get(field.name))
        else {
            continue;
        };
        let mut sure = BTreeSet::new();
        for record in led_to {
            let named = |spelling: &&str| record.is_meant_by(spelling);
            let spelling = references::spellings(state.get(field.name)).find(named);
            let Some(spelling) = spelling else {
                sure.insert(record.sys_id.clone());
                continue;
            };
            let is_unsure =
                leads_elsewhere(scene, (field.name, target), spelling, &record.sys_id).await?;
            sure.insert(if is_unsure { record.sys_id.clone() } else { spelling.to_owned() });
        }
        if state.get(field.name).as_list().is_some() {
            let sure = sure.into_iter().map(Value::from).collect();
            state.set(field.name, Value::List(sure));
        } else if let Some(sure) = sure.into_iter().next() {
            state.set(field.name, sure.into());
        }
    }
    Ok(())
}

/// Whether the key does not lead to this record, or the account may not look.
async fn leads_elsewhere(
    scene: Scene<'_>,
    (attribute, target): (&'static str, &Target),
    key: &str,
    sys_id: &str,
) -> Result<bool, Problem> {
    match references::resolve(scene.work, target, key).await {
        Ok(Resolved::One(found)) => Ok(found != sys_id),
        Ok(_) => Ok(true),
        Err(error) if error.is_forbidden() => Ok(true),
        Err(error) => {
            let attempt = Attempt::LookUp(attribute);
            Err(scene.work.failed(attempt, target.table, Access::Read, error))
        }
    }
}

/// A record that a read did not show: gone, or hidden, which is an error.
pub(crate) async fn gone_or_hidden(
    work: &Work,
    subject: &Subject,
    sys_id: &str,
) -> Result<Outcome, Problem> {
    let is_hidden = hidden::record(work, &subject.table, sys_id).await;
    if !is_hidden.map_err(|error| unread(work, subject, error))? {
        return Ok(Outcome::gone());
    }
    work.session.needs.refuse(Need::new(&subject.table, Right::Read));
    let (subject, sys_id) = (subject.clone(), sys_id.to_owned());
    Err(Problem::Record(RecordProblem::Hidden { subject, verb: "read", sys_id }))
}

/// The problem that a record could not be read.
pub(crate) fn unread(work: &Work, subject: &Subject, error: Error) -> Problem {
    work.unread(&subject.type_name, &subject.table, error)
}
