//! Secrets: in state for old clients, or write-only with a version that says when to send.

use rand::Rng;
use servicenow::SecretText;
use tfplugin::Value;

use crate::spec::{Field, Given, Kind, Values};

use super::attributes::Attributes;
use super::kind::{RecordKind, TYPE};

/// Name of the write-only form of a secret.
pub(crate) fn write_only_name(name: &str) -> String {
    format!("{name}_wo")
}

/// Name of the number that says when to send the write-only form.
pub(crate) fn version_name(name: &str) -> String {
    format!("{name}_wo_version")
}

/// A secret that has to be sent, and how the plan calls its state.
pub(crate) struct Outgoing {
    /// The field.
    pub(crate) field: Field,
    /// The value.
    pub(crate) value: SecretText,
}

/// Whether the configuration holds this secret in either form.
pub(crate) fn is_configured(config: &Attributes, name: &str) -> bool {
    !config.get(name).is_null() || !config.get(&write_only_name(name)).is_null()
}

/// The secrets to send now. Plan and prior state decide whether, the configuration holds what.
pub(crate) fn outgoing(
    kind: &RecordKind,
    prior: Option<&Attributes>,
    planned: &mut Attributes,
    config: &Attributes,
) -> Vec<Outgoing> {
    let fields = kind.fields.iter().filter(|field| field.is_secret() && kind.has(field, planned));
    let fields: Vec<Field> = fields.copied().collect();
    fields
        .into_iter()
        .filter_map(|field| {
            make_if_needed(&field, planned, config);
            let value = to_send(&field, prior, planned, config)?;
            Some(Outgoing { field, value })
        })
        .collect()
}

fn make_if_needed(field: &Field, planned: &mut Attributes, config: &Attributes) {
    if !planned.get(field.name).is_unknown() {
        return;
    }
    let Kind::Secret(Some(needed)) = field.kind else {
        return planned.set(field.name, Value::Null);
    };
    let make = needed(planned) && !is_configured(config, field.name);
    planned.set(field.name, if make { random_secret().into() } else { Value::Null });
}

fn to_send(
    field: &Field,
    prior: Option<&Attributes>,
    planned: &Attributes,
    config: &Attributes,
) -> Option<SecretText> {
    let version = version_name(field.name);
    let plain = planned.known_text(field.name);
    let plain_changed = prior.is_none_or(|prior| prior.get(field.name) != planned.get(field.name));
    let version_changed = prior.is_none_or(|prior| prior.get(&version) != planned.get(&version));
    let hidden = config.known_text(&write_only_name(field.name));
    match (plain, hidden) {
        (Some(plain), _) if plain_changed => Some(SecretText::from(plain.to_owned())),
        (None, Some(hidden)) if version_changed => Some(SecretText::from(hidden.to_owned())),
        _ => None,
    }
}

/// Puts the prior form of a secret back into the state, so that the next apply sends it again.
pub(crate) fn keep_prior(state: &mut Attributes, prior: Option<&Attributes>, field: &Field) {
    for name in [field.name.to_owned(), version_name(field.name)] {
        let value = prior.map_or(Value::Null, |prior| prior.get(&name).clone());
        state.set(&name, value);
    }
}

/// Plans the three attributes of a secret.
pub(crate) fn plan(
    field: &Field,
    prior: Option<&Attributes>,
    config: &Attributes,
    planned: &mut Attributes,
) {
    planned.set(&write_only_name(field.name), Value::Null);
    planned.set(&version_name(field.name), config.get(&version_name(field.name)).clone());
    let configured = config.get(field.name).clone();
    let value = match (configured, field.kind) {
        (Value::Null, Kind::Secret(Some(_))) => unconfigured(field, prior, config, planned),
        (configured, _) => configured,
    };
    planned.set(field.name, value);
}

fn unconfigured(
    field: &Field,
    prior: Option<&Attributes>,
    config: &Attributes,
    planned: &Attributes,
) -> Value {
    let Kind::Secret(Some(needed)) = field.kind else { return Value::Null };
    if config.given(&write_only_name(field.name)) != Given::Null {
        return Value::Null;
    }
    match prior {
        Some(prior) if needed(planned) => prior.get(field.name).clone(),
        None if planned.get(TYPE).is_unknown() || needed(planned) => Value::UNKNOWN,
        _ => Value::Null,
    }
}

fn random_secret() -> String {
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    bytes.iter().fold(String::with_capacity(64), |text, byte| text + &format!("{byte:02x}"))
}
