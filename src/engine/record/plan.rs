//! What apply would make of a configuration. Planning follows the kind of each field, never the resource.

use futures_util::future::join_all;
use tfplugin::{AttributePath, Value};

use crate::describe::{Field, FieldType, Given, Mode, Target, Values};
use crate::engine::lookup::references::{self, Resolved};
use crate::engine::lookup::scene::Scene;
use crate::engine::lookup::sets;
use crate::engine::model::attributes::is_wholly_known;
use crate::engine::model::resource_type::applies;
use crate::engine::model::stored::of_literal;
use crate::engine::model::{
    ADOPT, Attributes, ID, POLICY, Policy, Private, ResourceType, TYPE, secrets,
};
use crate::engine::problem::{Problem, Problems, Stay};
use crate::engine::record::life::{Plan, Wish};
use crate::engine::record::{foresee, validate};
use crate::engine::session::Work;

/// Plans creation, update or deletion.
pub(crate) async fn plan(resource: &ResourceType, work: Option<&Work>, wish: &Wish) -> Plan {
    let (prior, private) = (wish.prior.as_ref(), &wish.private);
    let Some(config) = &wish.config else {
        return Plan::destroy(prior.and_then(|prior| on_destroy(prior, private)));
    };
    let mut proposal = Proposal::of(resource, prior, config);
    if let (Some(work), Some(prior)) = (work, prior) {
        work.session.known.hold_state(prior);
        proposal.keep_spellings(work, prior).await;
    }
    proposal.settle();
    let mut problems = proposal.warnings(private);
    let planned = proposal.planned;
    let requires_replace = prior.map_or_else(Vec::new, |prior| replaced(resource, prior, &planned));
    if let Some(work) = work {
        let scene = Scene { work, resource, attributes: &planned };
        let stays = prior.filter(|_| requires_replace.is_empty());
        problems.extend(foresee::problems(scene, stays, config).await);
    } else if planned.flag(ADOPT) == Given::Is(false) {
        problems.extend(validate::new_values(resource, &planned, prior));
    }
    Plan { planned: Some(planned), requires_replace, problems }
}

/// What is planned so far.
struct Proposal<'a> {
    resource: &'a ResourceType,
    prior: Option<&'a Attributes>,
    /// The state before, as far as the record is certain to stay of its type.
    kept: Option<&'a Attributes>,
    config: &'a Attributes,
    planned: Attributes,
}

impl<'a> Proposal<'a> {
    /// The plan before references are compared: each field by its kind.
    fn of(
        resource: &'a ResourceType,
        prior: Option<&'a Attributes>,
        config: &'a Attributes,
    ) -> Self {
        let mut planned = Attributes::default();
        planned.set(ID, prior.map_or(Value::UNKNOWN, |prior| prior.get(ID).clone()));
        let has_variants = !resource.description.variants.is_empty();
        if has_variants {
            planned.set(TYPE, config.get(TYPE).clone());
        }
        // While the type itself is open, nothing of a record that may be replaced by one of another type is certain.
        let kept = prior.filter(|_| !has_variants || !config.get(TYPE).is_unknown());
        let mut proposal = Self { resource, prior, kept, config, planned };
        let (conditional, plain): (Vec<&Field>, Vec<&Field>) =
            resource.fields.iter().partition(|field| field.only_while.is_some());
        for field in plain.into_iter().chain(conditional).filter(|field| !field.is_secret()) {
            let value = proposal.value(field);
            proposal.planned.set(field.name, value);
        }
        for field in resource.fields.iter().filter(|field| field.is_secret()) {
            secrets::plan(field, kept, config, &mut proposal.planned);
        }
        let is_made_empty = resource.description.made_empty.is_some();
        plan_policy(is_made_empty, prior, config, &mut proposal.planned);
        proposal
    }

    fn value(&self, field: &Field) -> Value {
        let configured = self.config.get(field.name);
        if !configured.is_null() {
            return configured.clone();
        }
        let has_it = self.resource.has(field, &self.planned) && self.applies(field) != Some(false);
        match field.mode_in(self.planned.known_text(TYPE)) {
            Mode::Required | Mode::Optional => Value::Null,
            _ if !has_it => Value::Null,
            _ if self.applies(field).is_none() => Value::UNKNOWN,
            Mode::Default(literal) => of_literal(literal),
            Mode::Unless(other) => self.unless(other),
            Mode::StartingFor(other, words) if self.kept.is_none() => {
                let text = self.config.text(other).known();
                text.map_or(Value::UNKNOWN, |text| words.contains(&text).into())
            }
            _ => self.kept.map_or(Value::UNKNOWN, |kept| kept.get(field.name).clone()),
        }
    }

    /// A flag that is true unless another attribute is set.
    fn unless(&self, other: &str) -> Value {
        match self.config.given(other) {
            Given::Is(()) => false.into(),
            Given::Null => true.into(),
            Given::Unknown => Value::UNKNOWN,
        }
    }

    /// Whether the flag the field depends on has the value it asks for, as far as that is planned.
    fn applies(&self, field: &Field) -> Option<bool> {
        applies(field, self.planned.known_text(TYPE), |flag| self.planned.flag(flag))
    }

    /// Another spelling of the same record is no change: the prior one is planned. All are looked up at once.
    async fn keep_spellings(&mut self, work: &Work, prior: &Attributes) {
        let resource = self.resource;
        let scene = Scene { work, resource, attributes: &self.planned };
        let looks = resource.fields.iter().map(async |field| {
            let (before, now) = (prior.get(field.name), scene.attributes.get(field.name));
            let is_known = !before.is_null() && !now.is_null() && is_wholly_known(now);
            is_known && before != now && is_respelled(scene, field, before, now).await
        });
        let same = join_all(looks).await;
        for (field, _) in resource.fields.iter().zip(same).filter(|(_, same)| *same) {
            self.planned.set(field.name, prior.get(field.name).clone());
        }
    }

    /// What follows from the rest of the plan: what the instance sets anew when something changes is decided by apply.
    fn settle(&mut self) {
        self.leave_open(|plan, field| match field.mode {
            Mode::ComputedFrom(sources) => {
                let changes = sources.iter().any(|source| plan.changes(source));
                changes && plan.resource.has(field, &plan.planned)
            }
            _ => false,
        });
        self.leave_open(|plan, field| {
            let changes = field.follows.iter().any(|leader| plan.changes(leader));
            changes && plan.config.get(field.name).is_null()
        });
        self.leave_open(|plan, field| {
            let was_null = plan.prior.is_some_and(|prior| prior.get(field.name).is_null());
            let starts = was_null && plan.config.get(field.name).is_null();
            let newly_applies = field.only_while.is_some_and(|(flag, _)| plan.changes(flag))
                && plan.applies(field) != Some(false);
            starts && newly_applies && matches!(field.mode, Mode::InstanceDefault)
        });
    }

    fn leave_open(&mut self, is_open: impl Fn(&Self, &Field) -> bool) {
        for field in &self.resource.fields {
            if is_open(self, field) {
                self.planned.set(field.name, Value::UNKNOWN);
            }
        }
    }

    /// Whether an attribute of a record that is there changes.
    fn changes(&self, name: &str) -> bool {
        self.prior.is_some_and(|prior| prior.get(name) != self.planned.get(name))
    }

    fn warnings(&self, private: &Private) -> Problems {
        let Some(prior) = self.prior else { return Problems::new() };
        let stays = |field: &&Field| {
            let version = secrets::version_name(field.name);
            let had = !prior.get(field.name).is_null() || !prior.get(&version).is_null();
            let has = !self.planned.get(field.name).is_null()
                || secrets::is_configured(self.config, field.name);
            field.is_secret() && self.resource.has(field, &self.planned) && had && !has
        };
        let secrets = self.resource.fields.iter().filter(stays);
        let secrets = secrets.map(|field| Problem::Stay(Stay::Secret(field.name)));
        let restores =
            |state: &Attributes| state.known_text(POLICY) == Some(Policy::Restore.word());
        let is_futile = restores(&self.planned) && !restores(prior) && private.adopted.is_none();
        secrets.chain(is_futile.then_some(Problem::Stay(Stay::NothingToRestore))).collect()
    }
}

/// What destroy will do. Where the instance makes rows itself, only apply knows whether one was taken over.
fn plan_policy(
    is_made_empty: bool,
    prior: Option<&Attributes>,
    config: &Attributes,
    planned: &mut Attributes,
) {
    let adopt = match config.get(ADOPT) {
        Value::Null => Value::Bool(false),
        configured => configured.clone(),
    };
    let decided = match (config.get(POLICY), prior) {
        (Value::Null, Some(prior)) if !prior.get(POLICY).is_null() => prior.get(POLICY).clone(),
        (Value::Null, Some(_)) => Policy::Delete.word().into(),
        (Value::Null, None) if adopt == Value::Bool(false) && !is_made_empty => {
            Policy::Delete.word().into()
        }
        (Value::Null, None) => Value::UNKNOWN,
        (configured, _) => configured.clone(),
    };
    planned.set(ADOPT, adopt);
    planned.set(POLICY, decided);
}

/// Whether two values of a field mean the same.
async fn is_respelled(scene: Scene<'_>, field: &Field, before: &Value, now: &Value) -> bool {
    let work = scene.work;
    let same = match &field.holds {
        // A rule of the instance may have trimmed it (docs/facts.md#blanks), or a person who typed it: a text that came
        // from there can lack what surrounds it in a file.
        FieldType::Text => return before.as_str().map(str::trim) == now.as_str().map(str::trim),
        FieldType::Reference(target) => return is_same(work, target, before, now).await,
        FieldType::References(_) => None,
        FieldType::Links(links) => sets::agreement(scene, links).await,
        _ => return false,
    };
    let before = sets::resolve_all(work, field, before, same.as_ref()).await;
    let now = sets::resolve_all(work, field, now, same.as_ref()).await;
    matches!((before, now), (Ok(before), Ok(now)) if before == now)
}

async fn is_same(work: &Work, target: &Target, before: &Value, now: &Value) -> bool {
    let (Some(before), Some(now)) = (before.as_str(), now.as_str()) else { return false };
    let before = references::resolve(work, target, before).await;
    let now = references::resolve(work, target, now).await;
    matches!((before, now), (Ok(Resolved::One(before)), Ok(Resolved::One(now))) if before == now)
}

/// The attributes whose change needs a new record.
pub(crate) fn replaced(
    resource: &ResourceType,
    prior: &Attributes,
    planned: &Attributes,
) -> Vec<AttributePath> {
    let is_replaced =
        |field: &&Field| field.replaces && prior.get(field.name) != planned.get(field.name);
    let replaced = resource.fields.iter().filter(is_replaced);
    replaced.map(|field| AttributePath::attribute(field.name)).collect()
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
    use crate::describe::Lifecycle;
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
            (0..ALL.len()).filter(|index| ALL[*index].lifecycle == Lifecycle::Record).collect();
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
            let kind = state.known_text(TYPE);
            if applies(field, kind, |flag| state.flag(flag)) == Some(false) {
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
        let mut proposal = Proposal::of(resource, prior, config);
        proposal.settle();
        proposal.planned
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
            plan_policy(false, prior, &Attributes::of(Value::Map(config.collect())), &mut planned);
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
