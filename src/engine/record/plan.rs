//! What apply would make of a configuration. Planning follows the kind of each field, never the resource.

use tfplugin::{AttributePath, Value};

use crate::describe::{Field, FieldType, Given, Mode, Values};
use crate::engine::lookup::scene::Scene;
use crate::engine::lookup::{owner, references};
use crate::engine::model::attributes::is_wholly_known;
use crate::engine::model::children;
use crate::engine::model::content;
use crate::engine::model::meaning::{same_condition, same_json, same_text};
use crate::engine::model::referred::are_meant;
use crate::engine::model::resource_type::applies;
use crate::engine::model::stored::{of_literal, same_in_meaning};
use crate::engine::model::{
    ADOPT, Attributes, ID, POLICY, Policy, Private, Referred, ResourceType, TYPE, Targets, secrets,
};
use crate::engine::problem::{Problem, Problems, Stay};
use crate::engine::record::end;
use crate::engine::record::life::{Plan, Wish};
use crate::engine::record::policy::{nothing_to_restore, plan_policy};
use crate::engine::record::{data_loss, flaws, foresee, renewal, resend, validate};
use crate::engine::session::Work;
use crate::engine::write::children::listed;

/// Plans creation, update or deletion.
pub(crate) async fn plan(resource: &ResourceType, work: Option<&Work>, wish: &Wish) -> Plan {
    let (prior, private) = (wish.prior.as_ref(), &wish.private);
    let Some(config) = &wish.config else {
        let stay = prior.and_then(|prior| on_destroy(resource, prior, private));
        let goes = match (work, prior) {
            (Some(work), Some(prior))
                if matches!(stay, Some(Problem::Stay(Stay::Restored { .. }))) =>
            {
                owner::takes_it_along(Scene { work, resource, attributes: prior }).await
            }
            _ => false,
        };
        return Plan::destroy(stay.filter(|_| !goes));
    };
    let before = prior.map(|prior| (prior, private));
    let mut proposal = Proposal::of(resource, before, config);
    let mut problems = Problems::new();
    if let (Some(work), Some(prior)) = (work, prior) {
        work.session.known.hold_state(prior);
        work.session.tables.note(resource.table(prior), prior.known_text(ID).unwrap_or_default());
        renewal::hold(work, resource, prior);
    }
    proposal.keep_spellings(&private.targets);
    proposal.settle();
    problems.extend(proposal.warnings(private));
    let mut planned = proposal.planned;
    let sending = secrets::sending(resource, prior, &planned, config);
    let subject = |prior: &Attributes| resource.subject(prior);
    let (again, told) = if resource.has_secrets() {
        resend::plan(work, wish, subject, &sending, &mut planned)
    } else {
        (false, None)
    };
    problems.extend(told);
    problems.extend(flaws::of(resource, prior.filter(|_| !again), &planned, config));
    problems.extend(prior.and_then(|prior| flaws::kept_in_state(resource, prior, config)));
    let requires_replace = prior.map_or_else(Vec::new, |prior| replaced(resource, prior, &planned));
    let gone = prior.filter(|_| !requires_replace.is_empty());
    problems.extend(gone.into_iter().flat_map(|prior| staying(resource, prior)));
    problems.extend(gone.and_then(|prior| {
        data_loss::making_way(resource.subject(prior), (prior, private), &planned)
    }));
    let mut plan = Plan { planned: Some(planned), requires_replace, problems };
    if let Some(work) = work {
        renewal::plan(work, resource, (prior, config), &mut plan);
        plan.problems.extend(foreseen(work, resource, (prior, config), &plan).await);
    } else if let Some(planned) = plan.planned.as_ref()
        && planned.flag(ADOPT) == Given::Is(false)
    {
        plan.problems.extend(validate::new_values(resource, planned, prior));
    }
    plan
}

/// What the plan can see of the instance.
async fn foreseen(
    work: &Work,
    resource: &ResourceType,
    (prior, config): (Option<&Attributes>, &Attributes),
    plan: &Plan,
) -> Problems {
    let Some(attributes) = &plan.planned else { return Problems::new() };
    let stays = prior.filter(|_| plan.requires_replace.is_empty());
    // Boxed: it holds several looks side by side.
    Box::pin(foresee::problems(Scene { work, resource, attributes }, stays, config)).await
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
        before: Option<(&'a Attributes, &Private)>,
        config: &'a Attributes,
    ) -> Self {
        let prior = before.map(|(prior, _)| prior);
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
        let unless = resource.unless_adopted();
        plan_policy((is_made_empty, unless), before, config, &mut proposal.planned);
        proposal
    }

    fn value(&self, field: &Field) -> Value {
        if field.is_content() {
            return Value::Null;
        }
        let configured = self.config.get(field.name);
        if !configured.is_null() {
            return match &field.holds {
                FieldType::Children(of_it) => {
                    let before = self.kept.map_or(&Value::Null, |kept| kept.get(field.name));
                    children::planned(of_it, configured, before)
                }
                _ => configured.clone(),
            };
        }
        let has_it = self.resource.has(field, &self.planned) && self.applies(field) != Some(false);
        let may_lack_it = self.planned.get(TYPE).is_unknown() && !field.only_for.is_empty();
        match field.mode_in(self.planned.known_text(TYPE)) {
            Mode::Required | Mode::Optional => Value::Null,
            _ if !has_it => Value::Null,
            _ if may_lack_it || self.applies(field).is_none() => Value::UNKNOWN,
            Mode::Default(literal) => of_literal(literal),
            Mode::Unless(other) => self.unless(other),
            Mode::StartingFor(other, words) if self.kept.is_none() => {
                let text = self.config.text(other).known();
                text.map_or(Value::UNKNOWN, |text| words.contains(&text).into())
            }
            Mode::Digest => self.digest(field),
            _ => self.kept_value(field),
        }
    }

    fn kept_value(&self, field: &Field) -> Value {
        self.kept.map_or(Value::UNKNOWN, |kept| kept.get(field.name).clone())
    }

    /// The hash of the content that is configured; where none is, what the file has.
    fn digest(&self, field: &Field) -> Value {
        match content::hash(self.resource, self.config) {
            Given::Is(hash) => hash.into(),
            Given::Unknown => Value::UNKNOWN,
            Given::Null => self.kept_value(field),
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

    /// Another spelling of the same is no change: the prior one is planned. What tells it is the prior state and what is
    /// kept beside it: both plans of an apply see the same there, whatever the instance has become in between.
    fn keep_spellings(&mut self, targets: &Targets) {
        let Some(prior) = self.prior else { return };
        for field in &self.resource.fields {
            let (before, now) = (prior.get(field.name), self.planned.get(field.name));
            let is_known = !before.is_null() && !now.is_null() && is_wholly_known(now);
            let led_to = targets.get(field.name).map_or(&[][..], Vec::as_slice);
            if is_known && before != now && is_respelled(field, before, now, led_to) {
                self.planned.set(field.name, before.clone());
            }
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
            // The version stays where ignore_changes takes the secret out.
            let has = !self.planned.get(field.name).is_null()
                || !secrets::configured(self.config, field.name).is_null()
                || !self.config.get(&version).is_null();
            field.is_secret() && self.resource.has(field, &self.planned) && had && !has
        };
        let secrets = self.resource.fields.iter().filter(stays);
        let secrets = secrets.map(|field| Problem::Stay(Stay::Secret(field.name)));
        let left_alone = listed(self.resource, prior).filter(|(field, _)| {
            let has_any = prior.get(field.name).as_list() != Some(&[]);
            has_any && self.planned.get(field.name).is_null()
        });
        let children = left_alone.map(|(field, _)| Problem::Stay(Stay::Children(field.name)));
        let futile = nothing_to_restore(prior, &self.planned, private);
        secrets.chain(children).chain(futile).collect()
    }
}

/// Whether two values of a field mean the same. `led_to` is what the one before led to.
fn is_respelled(field: &Field, before: &Value, now: &Value, led_to: &[Referred]) -> bool {
    let texts = before.as_str().zip(now.as_str());
    let Some(target) = references::target(field) else {
        let same = match &field.holds {
            // A rule of the instance may have trimmed it (docs/facts.md#blanks), or a person who typed it: a text that came
            // from there can lack what surrounds it in a file.
            FieldType::Text => same_text_or_json,
            FieldType::Condition => same_condition,
            holds @ FieldType::Codes(_) => {
                let same = |(before, now)| same_in_meaning(holds, before, now);
                return texts.is_some_and(same);
            }
            _ => return false,
        };
        return texts.is_some_and(|(before, now)| same(before, now));
    };
    let is_meant = |value| are_meant(led_to, &references::spellings(value).collect::<Vec<&str>>());
    let by_itself = |spelling: &str| !references::takes_a_look(target, spelling);
    !led_to.is_empty() && is_meant(before) && is_meant(now)
        || texts.is_some_and(|(before, now)| {
            let same = before.trim().eq_ignore_ascii_case(now.trim());
            same && by_itself(before) && by_itself(now)
        })
}

/// A text that is an object or a list in JSON is the same in any form: Terraform generates configuration that encodes it
/// anew.
fn same_text_or_json(left: &str, right: &str) -> bool {
    let is_json = |text: &str| text.trim_start().starts_with(['{', '[']);
    same_text(left, right) || is_json(left) && is_json(right) && same_json(left, right)
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

/// What keeps the record from being deleted to make way for another.
fn staying(resource: &ResourceType, prior: &Attributes) -> Problems {
    if prior.known_text(POLICY) != Some(Policy::Delete.word()) {
        return Problems::new();
    }
    let found = resource.description.stays.iter().flat_map(|check| check(prior));
    found.map(Problem::Finding).collect()
}

fn on_destroy(resource: &ResourceType, prior: &Attributes, private: &Private) -> Option<Problem> {
    let left = || end::left(resource.subject(prior), prior, end::kept(resource, prior));
    let lost = || data_loss::refused(resource.subject(prior), prior, private);
    end::foretold(prior, private, left).or_else(lost)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::describe::{FieldType, Lifecycle};
    use crate::engine::model::secrets::{version_name, write_only_name};
    use crate::resources::ALL;

    type Configuration = BTreeMap<String, Value>;

    fn known(field: &Field) -> BoxedStrategy<Value> {
        match field.holds {
            FieldType::Flag => any::<bool>().prop_map(Value::Bool).boxed(),
            FieldType::Whole => (0..9_i64).prop_map(Value::from).boxed(),
            FieldType::Choice(words) => prop::sample::select(words).prop_map(Value::from).boxed(),
            FieldType::Codes(codes) => {
                let either = |(word, number)| prop::sample::select(vec![word, number]);
                prop::sample::select(codes).prop_flat_map(either).prop_map(Value::from).boxed()
            }
            FieldType::TextList | FieldType::References(_) | FieldType::Links(_) => {
                let texts = prop::collection::vec("[a-c]".prop_map(Value::from), 0..3);
                texts.prop_map(Value::List).boxed()
            }
            FieldType::Children(children) => {
                // With a value in every attribute: what is left out is planned, too.
                let own = children.fields.iter().map(|own| (own.name.to_owned(), known(own)));
                let (names, values): (Vec<String>, Vec<BoxedStrategy<Value>>) = own.unzip();
                let child = values
                    .prop_map(move |all| Value::Map(names.iter().cloned().zip(all).collect()));
                prop::collection::vec(child, 0..3).prop_map(Value::List).boxed()
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
            Some((_, FieldType::Codes(codes))) => codes[0].0.into(),
            Some((_, FieldType::Flag)) => false.into(),
            Some((_, FieldType::Whole)) => 7.into(),
            Some((
                _,
                FieldType::TextList
                | FieldType::References(_)
                | FieldType::Links(_)
                | FieldType::Children(_),
            )) => Value::List(Vec::new()),
            Some((_, FieldType::Object(_))) => Value::Null,
            _ => "decided".into(),
        }
    }

    /// The configuration when all in it is known.
    fn decided(resource: &ResourceType, config: Configuration) -> Attributes {
        became(config, |name| decision(resource.field(name)))
    }

    /// The configuration when all that was open has become something.
    fn became(config: Configuration, what: impl Fn(&str) -> Value) -> Attributes {
        let decide = |(name, value): (String, Value)| {
            let now = if value.is_unknown() { what(&name) } else { value };
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
        let private = Private::default();
        let before = prior.map(|prior| (prior, &private));
        let mut proposal = Proposal::of(resource, before, config);
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
                let is_content = resource.field(name).is_some_and(Field::is_content);
                let expected = if is_content || name.ends_with("_wo") { &Value::Null } else { value };
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
                let nothing = became(config.clone(), |_| Value::Null);
                let variants = resource.description.variants.iter();
                let of_others = variants.map(|variant| {
                    let other = |name: &str| if name == TYPE { variant.name.into() } else { Value::Null };
                    became(config.clone(), other)
                });
                let all = [decided(&resource, config.clone()), nothing].into_iter().chain(of_others);
                for decided in all {
                    let second = planned(&resource, prior, &decided);
                    for (name, value) in fields(&first).iter().filter(|(_, value)| is_wholly_known(value)) {
                        prop_assert!(value == second.get(name), "{name} of {}", resource.type_name);
                    }
                }
            }
        }

        #[test]
        fn an_update_leaves_open_only_what_changes_with_it((index, before, config) in two()) {
            let resource = ResourceType::new(ALL[index]);
            let state = applied(&resource, &planned(&resource, None, &decided(&resource, before)));
            let planned = planned(&resource, Some(&state), &decided(&resource, config));
            for field in resource.fields.iter().filter(|field| planned.get(field.name).is_unknown()) {
                let follows = matches!(field.mode, Mode::ComputedFrom(_) | Mode::Digest) || field.only_while.is_some() || !field.follows.is_empty();
                prop_assert!(follows, "{}", field.name);
            }
        }
    }
}
