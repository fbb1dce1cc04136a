//! What apply would make of a configuration. Planning follows the kind of each field, never the resource.

use futures_util::future::join_all;
use tfplugin::{AttributePath, Value};

use crate::describe::{Field, FieldType, Given, Mode, Target, Values};
use crate::engine::lookup::references::{self, Resolved};
use crate::engine::lookup::sets;
use crate::engine::model::attributes::is_wholly_known;
use crate::engine::model::resource_type::applies;
use crate::engine::model::stored::of_literal;
use crate::engine::model::{
    ADOPT, Attributes, ID, POLICY, Policy, Private, ResourceType, TYPE, secrets,
};
use crate::engine::problem::{Problem, Problems, Stay};
use crate::engine::record::life::{Plan, Wish};
use crate::engine::session::Work;

/// Plans creation, update or deletion.
pub(crate) async fn plan(resource: &ResourceType, work: Option<&Work>, wish: &Wish) -> Plan {
    let (prior, private) = (wish.prior.as_ref(), &wish.private);
    let Some(config) = &wish.config else {
        return Plan::destroy(prior.and_then(|prior| on_destroy(prior, private)));
    };
    let mut planned = attributes(resource, prior, config);
    if let (Some(work), Some(prior)) = (work, prior) {
        work.session.known.hold_state(prior);
        keep_spellings(work, resource, prior, &mut planned).await;
    }
    settle(resource, prior, config, &mut planned);
    let requires_replace = prior.map_or_else(Vec::new, |prior| replaced(resource, prior, &planned));
    let problems = warnings(resource, prior, config, &planned, private);
    Plan { planned: Some(planned), requires_replace, problems }
}

/// The plan before references are compared: each field by its kind.
fn attributes(
    resource: &ResourceType,
    prior: Option<&Attributes>,
    config: &Attributes,
) -> Attributes {
    let mut planned = Attributes::default();
    planned.set(ID, prior.map_or(Value::UNKNOWN, |prior| prior.get(ID).clone()));
    // While the type itself is open, nothing of a record that may be replaced by one of another type is certain.
    let open = !resource.description.variants.is_empty() && config.get(TYPE).is_unknown();
    let kept = prior.filter(|_| !open);
    if !resource.description.variants.is_empty() {
        planned.set(TYPE, config.get(TYPE).clone());
    }
    let (conditional, plain): (Vec<&Field>, Vec<&Field>) =
        resource.fields.iter().partition(|field| field.only_while.is_some());
    for field in plain.into_iter().chain(conditional).filter(|field| !field.is_secret()) {
        planned.set(field.name, of_field(resource, field, kept, config, &planned));
    }
    for field in resource.fields.iter().filter(|field| field.is_secret()) {
        secrets::plan(field, kept, config, &mut planned);
    }
    if resource.is_record() {
        plan_policy(prior, config, &mut planned);
    }
    planned
}

fn of_field(
    resource: &ResourceType,
    field: &Field,
    prior: Option<&Attributes>,
    config: &Attributes,
    planned: &Attributes,
) -> Value {
    let configured = config.get(field.name);
    if !configured.is_null() {
        return configured.clone();
    }
    let has_it = resource.has(field, planned) && applies_to(field, planned) != Some(false);
    match field.mode {
        Mode::Required | Mode::Optional => Value::Null,
        _ if !has_it => Value::Null,
        _ if applies_to(field, planned).is_none() => Value::UNKNOWN,
        Mode::Default(literal) => of_literal(literal),
        Mode::OnWith(other) => with_other(field, other, prior, config),
        _ => prior.map_or(Value::UNKNOWN, |prior| prior.get(field.name).clone()),
    }
}

/// A flag that goes with another attribute. One that was never set leaves the flag to the instance.
fn with_other(
    field: &Field,
    other: &str,
    prior: Option<&Attributes>,
    config: &Attributes,
) -> Value {
    match (config.given(other), prior) {
        (Given::Is(()), _) => true.into(),
        (Given::Unknown, _) | (Given::Null, None) => Value::UNKNOWN,
        (Given::Null, Some(prior)) if prior.get(other).is_null() => prior.get(field.name).clone(),
        (Given::Null, Some(_)) => false.into(),
    }
}

/// Whether the flag the field depends on has the value it asks for, as far as that is planned.
fn applies_to(field: &Field, planned: &Attributes) -> Option<bool> {
    applies(field, |flag| planned.flag(flag))
}

fn plan_policy(prior: Option<&Attributes>, config: &Attributes, planned: &mut Attributes) {
    let adopt = match config.get(ADOPT) {
        Value::Null => Value::Bool(false),
        configured => configured.clone(),
    };
    let decided = match (config.get(POLICY), prior) {
        (Value::Null, Some(prior)) if !prior.get(POLICY).is_null() => prior.get(POLICY).clone(),
        (Value::Null, Some(_)) => Policy::Delete.word().into(),
        (Value::Null, None) if adopt == Value::Bool(false) => Policy::Delete.word().into(),
        (Value::Null, None) => Value::UNKNOWN,
        (configured, _) => configured.clone(),
    };
    planned.set(ADOPT, adopt);
    planned.set(POLICY, decided);
}

/// Another spelling of the same record is no change: the prior one is planned. All are looked up at once.
async fn keep_spellings(
    work: &Work,
    resource: &ResourceType,
    prior: &Attributes,
    planned: &mut Attributes,
) {
    let asked: &Attributes = planned;
    let looks = resource.fields.iter().map(async |field| {
        let (before, now) = (prior.get(field.name), asked.get(field.name));
        let changes = before != now && !before.is_null() && !now.is_null() && is_wholly_known(now);
        changes && is_respelled(work, resource, field, (before, now), asked).await
    });
    let same = join_all(looks).await;
    for (field, _) in resource.fields.iter().zip(same).filter(|(_, same)| *same) {
        planned.set(field.name, prior.get(field.name).clone());
    }
}

/// Whether two values of a field mean the same.
async fn is_respelled(
    work: &Work,
    resource: &ResourceType,
    field: &Field,
    (before, now): (&Value, &Value),
    planned: &Attributes,
) -> bool {
    match &field.holds {
        // The instance trims, so a text that came from it lacks what surrounds it in a file.
        FieldType::Text => before.as_str().map(str::trim) == now.as_str().map(str::trim),
        FieldType::Reference(target) => is_same(work, target, before, now).await,
        FieldType::References(target) => are_same(work, field, target, before, now, &[]).await,
        FieldType::Links(links) => {
            let within = sets::agreement(work, resource, links, planned).await;
            let within: Vec<_> =
                within.iter().map(|(column, value)| (*column, value.as_str())).collect();
            are_same(work, field, &links.target, before, now, &within).await
        }
        _ => false,
    }
}

async fn is_same(work: &Work, target: &Target, before: &Value, now: &Value) -> bool {
    let (Some(before), Some(now)) = (before.as_str(), now.as_str()) else { return false };
    let before = references::resolve(work, target, before).await;
    let now = references::resolve(work, target, now).await;
    matches!((before, now), (Ok(Resolved::One(before)), Ok(Resolved::One(now))) if before == now)
}

async fn are_same(
    work: &Work,
    field: &Field,
    target: &Target,
    before: &Value,
    now: &Value,
    within: &[(&str, &str)],
) -> bool {
    let before = sets::resolve_all(work, field, target, before, within).await;
    let now = sets::resolve_all(work, field, target, now, within).await;
    matches!((before, now), (Ok(before), Ok(now)) if before == now)
}

/// What follows from the rest of the plan: computed attributes whose sources change are decided by apply.
fn settle(
    resource: &ResourceType,
    prior: Option<&Attributes>,
    config: &Attributes,
    planned: &mut Attributes,
) {
    let Some(prior) = prior else { return };
    for field in &resource.fields {
        let Mode::ComputedFrom(sources) = field.mode else { continue };
        let changes = |source: &&&str| prior.get(source) != planned.get(source);
        if resource.has(field, planned) && sources.iter().any(|source| changes(&source)) {
            planned.set(field.name, Value::UNKNOWN);
        }
    }
    for field in resource.fields.iter().filter(|field| config.get(field.name).is_null()) {
        if field.follows.iter().any(|leader| prior.get(leader) != planned.get(leader)) {
            planned.set(field.name, Value::UNKNOWN);
        }
    }
    for field in resource.fields.iter().filter(|field| !field.is_secret()) {
        let starts = prior.get(field.name).is_null()
            && config.get(field.name).is_null()
            && field.is_computed();
        let newly_applies =
            field.only_while.is_some_and(|(flag, _)| prior.get(flag) != planned.get(flag));
        if starts
            && newly_applies
            && matches!(field.mode, Mode::InstanceDefault)
            && applies_to(field, planned) != Some(false)
        {
            planned.set(field.name, Value::UNKNOWN);
        }
    }
}

/// The attributes whose change needs a new record.
pub(crate) fn replaced(
    resource: &ResourceType,
    prior: &Attributes,
    planned: &Attributes,
) -> Vec<AttributePath> {
    let changed = resource
        .fields
        .iter()
        .filter(|field| field.replaces && prior.get(field.name) != planned.get(field.name));
    changed.map(|field| AttributePath::attribute(field.name)).collect()
}

fn warnings(
    resource: &ResourceType,
    prior: Option<&Attributes>,
    config: &Attributes,
    planned: &Attributes,
    private: &Private,
) -> Problems {
    let mut all = Problems::new();
    let Some(prior) = prior else { return all };
    for field in
        resource.fields.iter().filter(|field| field.is_secret() && resource.has(field, planned))
    {
        let had = !prior.get(field.name).is_null()
            || !prior.get(&secrets::version_name(field.name)).is_null();
        if had && planned.get(field.name).is_null() && !secrets::is_configured(config, field.name) {
            all.push(Problem::Stay(Stay::Secret(field.name)));
        }
    }
    let restores = |state: &Attributes| state.known_text(POLICY) == Some(Policy::Restore.word());
    if restores(planned) && !restores(prior) && private.adopted.is_none() {
        all.push(Problem::Stay(Stay::NothingToRestore));
    }
    all
}

fn on_destroy(prior: &Attributes, private: &Private) -> Option<Problem> {
    let stay = match (Policy::of(prior.known_text(POLICY)?)?, &private.adopted) {
        (Policy::Abandon, _) => Stay::Abandoned,
        (Policy::Deactivate, _) => Stay::Deactivated,
        (Policy::Restore, Some(adopted)) => Stay::Restored(adopted.secrets.clone()),
        _ => return None,
    };
    Some(Problem::Stay(stay))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::engine::model::secrets::{version_name, write_only_name};
    use crate::resources::ALL;

    type Configuration = BTreeMap<String, Value>;

    fn known(field: &Field) -> BoxedStrategy<Value> {
        match field.holds {
            FieldType::Flag => any::<bool>().prop_map(Value::Bool).boxed(),
            FieldType::Whole => (0..9_i64).prop_map(Value::from).boxed(),
            FieldType::Choice(words) => prop::sample::select(words).prop_map(Value::from).boxed(),
            FieldType::TextList | FieldType::References(_) | FieldType::Links(_) => {
                let texts = prop::collection::vec("[a-c]".prop_map(Value::from), 0..3);
                texts.prop_map(Value::List).boxed()
            }
            _ => "[a-c]".prop_map(Value::from).boxed(),
        }
    }

    fn given(value: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
        prop_oneof![4 => Just(Value::Null), 4 => value, 1 => Just(Value::UNKNOWN)].boxed()
    }

    fn configuration(resource: &ResourceType) -> BoxedStrategy<Configuration> {
        let mut attributes: Vec<(String, BoxedStrategy<Value>)> = Vec::new();
        for field in resource.fields.iter().filter(|field| field.is_configurable()) {
            attributes.push((field.name.to_owned(), given(known(field))));
            if field.is_secret() {
                attributes.push((write_only_name(field.name), given(known(field))));
                attributes.push((version_name(field.name), given(Just(1.into()).boxed())));
            }
        }
        attributes.push((ADOPT.to_owned(), given(any::<bool>().prop_map(Value::Bool).boxed())));
        let values: Vec<_> = attributes.iter().map(|(_, value)| value.clone()).collect();
        let names: Vec<_> = attributes.into_iter().map(|(name, _)| name).collect();
        values.prop_map(move |values| names.iter().cloned().zip(values).collect()).boxed()
    }

    /// A type, and two configurations of it.
    fn two() -> impl Strategy<Value = (usize, Configuration, Configuration)> {
        let records: Vec<usize> =
            (0..ALL.len()).filter(|index| ResourceType::new(ALL[*index]).is_record()).collect();
        prop::sample::select(records).prop_flat_map(|index| {
            let resource = ResourceType::new(ALL[index]);
            (Just(index), configuration(&resource), configuration(&resource))
        })
    }

    fn decision(field: Option<&Field>) -> Value {
        match field.map(|field| (field.name, field.holds)) {
            Some((TYPE, FieldType::Choice(words))) => words[0].into(),
            Some((_, FieldType::Flag)) => false.into(),
            Some((_, FieldType::Whole)) => 7.into(),
            Some((_, FieldType::TextList | FieldType::References(_) | FieldType::Links(_))) => {
                Value::List(Vec::new())
            }
            Some((_, FieldType::Object(_))) => Value::Null,
            _ => "decided".into(),
        }
    }

    /// The configuration when all in it is known.
    fn decided(resource: &ResourceType, config: Configuration) -> Attributes {
        let decide = |(name, value): (String, Value)| {
            let now = if value.is_unknown() { decision(resource.field(&name)) } else { value };
            (name, now)
        };
        Attributes::of(Value::Map(config.into_iter().map(decide).collect()))
    }

    /// The state after apply: what was open is decided, and a field whose flag says otherwise has nothing.
    fn applied(resource: &ResourceType, planned: &Attributes) -> Attributes {
        let mut state = decided(resource, fields(planned));
        for field in resource.fields.iter().filter(|field| planned.get(field.name).is_unknown()) {
            if applies_to(field, &state) == Some(false) {
                state.set(field.name, Value::Null);
            }
        }
        state
    }

    fn planned(
        resource: &ResourceType,
        prior: Option<&Attributes>,
        config: &Attributes,
    ) -> Attributes {
        let mut planned = attributes(resource, prior, config);
        settle(resource, prior, config, &mut planned);
        planned
    }

    fn fields(attributes: &Attributes) -> Configuration {
        let Value::Map(fields) = attributes.clone().into_value() else { return BTreeMap::new() };
        fields
    }

    fn of(config: &Configuration) -> Attributes {
        Attributes::of(Value::Map(config.clone()))
    }

    proptest! {
        #[test]
        fn what_is_configured_is_planned((index, config, _) in two()) {
            let resource = ResourceType::new(ALL[index]);
            let planned = planned(&resource, None, &of(&config));
            for (name, value) in config.iter().filter(|(_, value)| !value.is_null()) {
                let expected = if name.ends_with("_wo") { &Value::Null } else { value };
                prop_assert!(planned.get(name) == expected, "{name}");
            }
        }

        #[test]
        fn what_was_applied_plans_to_itself((index, config, _) in two()) {
            let resource = ResourceType::new(ALL[index]);
            let config = decided(&resource, config);
            let state = applied(&resource, &planned(&resource, None, &config));
            let again = planned(&resource, Some(&state), &config);
            for (name, value) in fields(&again) {
                prop_assert!(&value == state.get(&name), "{name}: {:?}", value.revealed());
            }
            prop_assert!(replaced(&resource, &state, &again).is_empty());
        }

        #[test]
        fn what_a_plan_knows_stays_when_the_configuration_is_decided((index, before, config) in two()) {
            let resource = ResourceType::new(ALL[index]);
            let state = applied(&resource, &planned(&resource, None, &decided(&resource, before)));
            let update = planned(&resource, Some(&state), &of(&config));
            let replaces = !replaced(&resource, &state, &update).is_empty();
            for prior in if replaces { vec![None] } else { vec![None, Some(&state)] } {
                let first = planned(&resource, prior, &of(&config));
                let second = planned(&resource, prior, &decided(&resource, config.clone()));
                for (name, value) in fields(&first).iter().filter(|(_, value)| is_wholly_known(value)) {
                    prop_assert!(value == second.get(name), "{name} of {}", resource.type_name);
                }
            }
        }

        #[test]
        fn an_update_leaves_open_only_what_changes_with_it((index, before, config) in two()) {
            let resource = ResourceType::new(ALL[index]);
            let state = applied(&resource, &planned(&resource, None, &decided(&resource, before)));
            let planned = planned(&resource, Some(&state), &decided(&resource, config));
            for field in resource.fields.iter().filter(|field| planned.get(field.name).is_unknown()) {
                let follows = matches!(field.mode, Mode::ComputedFrom(_)) || field.only_while.is_some() || !field.follows.is_empty();
                prop_assert!(follows, "{}", field.name);
            }
        }
    }

    #[test]
    fn the_policy_is_open_only_while_adopting() {
        let plan = |config: &[(&str, Value)], prior: Option<&Attributes>| {
            let mut planned = Attributes::default();
            let config = config.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
            plan_policy(prior, &Attributes::of(Value::Map(config.collect())), &mut planned);
            planned.get(POLICY).clone()
        };
        assert!(plan(&[], None) == "delete".into());
        assert!(plan(&[(ADOPT, true.into())], None).is_unknown());
        assert!(
            plan(&[(ADOPT, true.into()), (POLICY, "abandon".into())], None) == "abandon".into()
        );
        let mut adopted = Attributes::default();
        adopted.set(POLICY, "restore".into());
        assert!(plan(&[], Some(&adopted)) == "restore".into());
    }
}
