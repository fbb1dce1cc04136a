//! From a state to the configuration that somebody would write for it: what says something is named, as people name it, and
//! what goes without saying is left out. It plans to the very state it comes from.

use std::sync::Arc;

use tfplugin::Value;

use crate::describe::{Children, Field, FieldType, Given, Mode, Values};
use crate::engine::lookup::dictionary;
use crate::engine::model::resource_type::applies;
use crate::engine::model::stored::{of_literal, same_in_meaning, stored};
use crate::engine::model::{Attributes, Columns, ResourceType, TYPE};
use crate::engine::problem::{Problem, Problems};
use crate::engine::session::Work;

/// The configuration of an object of a described type. `validate` says what a configuration contradicts by itself. Without
/// a session nobody knows what goes without saying on this instance, and all of it is named. What is absent is left out.
pub(crate) async fn of(
    resource: &ResourceType,
    work: Option<&Work>,
    state: &Attributes,
    validate: impl Fn(&Attributes) -> Problems,
) -> Attributes {
    let known = defaults(work, resource.table(state)).await;
    let mut config = Attributes::default();
    for field in &resource.fields {
        let value = said(resource, field, state, &known);
        let value = match (&field.holds, value) {
            (FieldType::Children(children), Value::List(all)) => {
                said_of_children(work, children, &all).await
            }
            (_, value) => value,
        };
        config.set(field.name, value);
    }
    without_contradictions(resource, &mut config, validate);
    config
}

/// What the dictionary says of the table; nothing where it is not shown.
async fn defaults(work: Option<&Work>, table: &str) -> Arc<Columns> {
    match work {
        Some(work) => dictionary::columns(work, table).await.unwrap_or_default(),
        None => Arc::default(),
    }
}

/// The value of a field in the configuration; null where nothing is to be said.
fn said(resource: &ResourceType, field: &Field, state: &Attributes, known: &Columns) -> Value {
    let (value, variant) = (state.get(field.name), state.known_text(TYPE));
    let applies = applies(field, variant, |flag| state.flag(flag)) != Some(false);
    let is_had = field.is_configurable() && resource.has(field, state) && applies;
    if !is_had || field.is_secret() {
        return Value::Null;
    }
    let goes_without_saying = match field.mode_in(variant) {
        Mode::Default(literal) => *value == of_literal(literal),
        Mode::Unless(other) => *value == Value::Bool(state.given(other) == Given::Null),
        Mode::InstanceDefault | Mode::StartingFor(..) => is_default(field, value, known),
        // Where people have a name for it, its sys_id says nothing more.
        Mode::OrGenerated => field.column == Some("sys_id") && is_named(resource, state),
        _ => false,
    };
    if goes_without_saying { Value::Null } else { value.clone() }
}

/// The children in the configuration, each without what a new one has anyway.
async fn said_of_children(work: Option<&Work>, children: &Children, all: &[Value]) -> Value {
    let is_asked = |field: &Field| matches!(field.mode, Mode::InstanceDefault);
    let work = work.filter(|_| children.fields.iter().any(is_asked));
    let known = defaults(work, children.table).await;
    let attribute = |child: &Value, own: &Field| {
        let value = child.get(own.name);
        let goes_without_saying = match own.mode {
            Mode::Default(literal) => *value == of_literal(literal),
            Mode::InstanceDefault => is_default(own, value, &known),
            _ => false,
        };
        let said = if goes_without_saying { Value::Null } else { value.clone() };
        (own.name.to_owned(), said)
    };
    let said = |child: &Value| {
        Value::Map(children.fields.iter().map(|own| attribute(child, own)).collect())
    };
    Value::List(all.iter().map(said).collect())
}

/// Whether a new record has this value anyway.
fn is_default(field: &Field, value: &Value, known: &Columns) -> bool {
    let default = field.column.and_then(|column| known.get(column));
    let Some(default) = default.map(|column| column.default.as_str()) else { return false };
    match field.holds {
        FieldType::Reference(_) | FieldType::Links(_) => value.as_str() == Some(default),
        holds => same_in_meaning(&holds, &stored(value), default),
    }
}

fn is_named(resource: &ResourceType, state: &Attributes) -> bool {
    let mut keys = resource.description.import_keys.iter();
    keys.any(|key| !state.get(key).is_null())
}

/// Leaves out what excludes something else, one after the other, where the object keeps it without being told.
fn without_contradictions(
    resource: &ResourceType,
    config: &mut Attributes,
    validate: impl Fn(&Attributes) -> Problems,
) {
    let is_kept = |name: &str| {
        let variant = config.known_text(TYPE).map(str::to_owned);
        let mode = resource.field(name).map(|field| field.mode_in(variant.as_deref()));
        mode.is_some_and(|mode| !matches!(mode, Mode::Required | Mode::Optional))
    };
    let droppable: Vec<&'static str> =
        resource.fields.iter().map(|field| field.name).filter(|name| is_kept(name)).collect();
    loop {
        let wrong = validate(config);
        let mut named = wrong.iter().filter(|one| one.is_error()).filter_map(Problem::about);
        let dropped =
            named.find(|name| droppable.contains(&name.as_str()) && !config.get(name).is_null());
        match dropped {
            Some(name) => config.set(&name, Value::Null),
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{flag, text, whole};
    use crate::engine::model::Column;
    use crate::resources::ALL;

    fn resource(name: &str) -> ResourceType {
        ResourceType::new(ALL.iter().find(|resource| resource.name == name).unwrap())
    }

    fn state(values: &[(&str, Value)]) -> Attributes {
        let mut state = Attributes::default();
        for (name, value) in values {
            state.set(name, value.clone());
        }
        state
    }

    #[tokio::test]
    async fn what_goes_without_saying_is_not_said() {
        let acl = resource("acl");
        let rule = state(&[
            ("id", "a".into()),
            ("name", "incident".into()),
            ("operation", "read".into()),
            ("type", "record".into()),
            ("active", true.into()),
            ("advanced", true.into()),
        ]);
        let config = of(&acl, None, &rule, |_| Problems::new()).await;
        for name in ["id", "type", "active", "advanced"] {
            assert!(config.get(name).is_null(), "{name}");
        }
        assert!(config.get("name") == &"incident".into());
    }

    #[test]
    fn a_value_of_the_dictionary_is_one_that_a_new_record_has() {
        let known = |default: &str| {
            let column = Column { default: default.to_owned(), ..Column::default() };
            Columns::from([("a".to_owned(), column)])
        };
        let active = flag("a").instance_default().doc("X.");
        assert!(is_default(&active, &false.into(), &known("")));
        assert!(!is_default(&active, &true.into(), &known("false")));
        let count = whole("a").instance_default().doc("X.");
        assert!(is_default(&count, &7.into(), &known("7.0")));
        let name = text("a").instance_default().doc("X.");
        assert!(!is_default(&name, &"x".into(), &Columns::new()), "nobody knows");
    }

    #[tokio::test]
    async fn an_application_is_named_by_its_scope_alone() {
        let application = resource("application");
        let named = state(&[("scope", "x_a".into()), ("app_id", "1".into())]);
        let config = of(&application, None, &named, |_| Problems::new()).await;
        assert!(config.get("app_id").is_null() && config.get("scope") == &"x_a".into());
        let unnamed = state(&[("app_id", "1".into())]);
        let config = of(&application, None, &unnamed, |_| Problems::new()).await;
        assert!(config.get("app_id") == &"1".into());
    }
}
