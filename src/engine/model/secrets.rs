//! Secrets: in state for old clients, or write-only with a version that says when to send.

use rand::Rng;
use servicenow::SecretString;
use tfplugin::Value;

use crate::describe::{Field, FieldType, Given, Values};
use crate::engine::model::{Attributes, ResourceType, Secret, Spot, TYPE};

/// Name of the write-only form of a secret.
pub(crate) fn write_only_name(name: &str) -> String {
    format!("{name}_wo")
}

/// Name of the number that says when to send the write-only form.
pub(crate) fn version_name(name: &str) -> String {
    format!("{name}_wo_version")
}

/// Whether the configuration holds this secret in either form, as far as that is known.
pub(crate) fn configured(config: &Attributes, name: &str) -> Given<()> {
    match (config.given(name), config.given(&write_only_name(name))) {
        (Given::Is(()), _) | (_, Given::Is(())) => Given::Is(()),
        (Given::Null, Given::Null) => Given::Null,
        _ => Given::Unknown,
    }
}

/// The secrets to send now. Plan and prior state decide whether, the configuration holds what.
pub(crate) fn outgoing(
    resource: &ResourceType,
    prior: Option<&Attributes>,
    planned: &mut Attributes,
    config: &Attributes,
) -> Vec<Secret> {
    let mut outgoing = Vec::new();
    for field in resource.fields.iter().filter(|field| field.is_secret()) {
        if !resource.has(field, planned) {
            continue;
        }
        if planned.get(field.name).is_unknown() {
            let make = is_made(field, planned, config) != Some(false);
            planned.set(field.name, if make { random_secret().into() } else { Value::Null });
        }
        if let Some(value) = to_send(field, prior, planned, config) {
            let spot = Spot::Attribute(field.name, field.column.unwrap_or(field.name));
            outgoing.push(Secret { spot, value });
        }
    }
    outgoing
}

/// Whether the provider makes the secret, because none is configured; `None` while that cannot be told.
fn is_made(field: &Field, planned: &Attributes, config: &Attributes) -> Option<bool> {
    let FieldType::Secret(Some(made)) = field.holds else { return Some(false) };
    let configured = configured(config, field.name);
    if configured.is_set() {
        return Some(false);
    }
    let is_wanted = match (planned.text(TYPE), planned.flag(made.unless)) {
        (Given::Unknown, _) => None,
        (Given::Is(kind), Given::Unknown) if made.types.contains(&kind) => None,
        (Given::Is(kind), flag) if made.types.contains(&kind) => Some(flag != Given::Is(true)),
        _ => Some(false),
    };
    // What is open may become nothing, and then one is made.
    if is_wanted == Some(true) && !configured.is_null() { None } else { is_wanted }
}

fn to_send(
    field: &Field,
    prior: Option<&Attributes>,
    planned: &Attributes,
    config: &Attributes,
) -> Option<SecretString> {
    let version = version_name(field.name);
    let plain = planned.known_text(field.name);
    let plain_changed = prior.is_none_or(|prior| prior.get(field.name) != planned.get(field.name));
    let version_changed = prior.is_none_or(|prior| prior.get(&version) != planned.get(&version));
    let hidden = config.known_text(&write_only_name(field.name));
    match (plain, hidden) {
        (Some(plain), _) if plain_changed => Some(SecretString::from(plain.to_owned())),
        (None, Some(hidden)) if version_changed => Some(SecretString::from(hidden.to_owned())),
        _ => None,
    }
}

/// Puts the prior form of a secret back into the state, so that the next apply sends it again.
pub(crate) fn keep_prior(state: &mut Attributes, prior: Option<&Attributes>, name: &str) {
    for name in [name.to_owned(), version_name(name)] {
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
    let value = match (config.get(field.name), is_made(field, planned, config)) {
        (Value::Null, made) => unconfigured(made, prior.map(|prior| prior.get(field.name))),
        (configured, _) => configured.clone(),
    };
    planned.set(field.name, value);
}

/// What was made stays as long as one is needed; on creation apply decides.
fn unconfigured(made: Option<bool>, kept: Option<&Value>) -> Value {
    match (made, kept) {
        (Some(true), Some(kept)) => kept.clone(),
        (Some(false), _) | (None, Some(Value::Null)) => Value::Null,
        (None, Some(_)) | (_, None) => Value::UNKNOWN,
    }
}

fn random_secret() -> String {
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    bytes.iter().fold(String::with_capacity(64), |text, byte| text + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use servicenow::ExposeSecret;

    use super::*;
    use crate::engine::model::TYPE;
    use crate::resources::ALL;

    const NAME: &str = "client_secret";

    fn resource() -> ResourceType {
        ResourceType::new(ALL.iter().find(|resource| resource.name == "oauth_registry").unwrap())
    }

    fn of(pairs: &[(&str, Value)]) -> Attributes {
        let mut attributes = Attributes::default();
        for (name, value) in pairs {
            attributes.set(name, value.clone());
        }
        attributes
    }

    fn client(pairs: &[(&str, Value)]) -> Attributes {
        let mut attributes = of(pairs);
        attributes.set(TYPE, "client".into());
        attributes
    }

    /// The secret that an apply of this configuration sends.
    fn sent(prior: Option<&Attributes>, config: &Attributes) -> Option<String> {
        let resource = resource();
        let mut planned = config.clone();
        plan(resource.field(NAME).unwrap(), prior, config, &mut planned);
        let outgoing = outgoing(&resource, prior, &mut planned, config);
        outgoing.first().map(|outgoing| outgoing.value.expose_secret().to_owned())
    }

    fn hidden(secret: &str, version: i64) -> Attributes {
        client(&[("client_secret_wo", secret.into()), ("client_secret_wo_version", version.into())])
    }

    #[test]
    fn a_write_only_secret_is_sent_when_its_version_moves_in_either_direction() {
        let state = client(&[("client_secret_wo_version", 5.into())]);
        assert_eq!(sent(None, &hidden("a", 1)).as_deref(), Some("a"));
        assert_eq!(sent(Some(&state), &hidden("b", 5)), None);
        assert_eq!(sent(Some(&state), &hidden("b", 6)).as_deref(), Some("b"));
        assert_eq!(sent(Some(&state), &hidden("b", 4)).as_deref(), Some("b"));
    }

    #[test]
    fn a_secret_in_the_state_is_sent_when_it_changes() {
        let config = client(&[(NAME, "a".into())]);
        assert_eq!(sent(None, &config).as_deref(), Some("a"));
        assert_eq!(sent(Some(&client(&[(NAME, "a".into())])), &config), None);
        assert_eq!(sent(Some(&client(&[(NAME, "b".into())])), &config).as_deref(), Some("a"));
    }

    #[test]
    fn a_secret_is_made_once_where_one_is_needed_and_nowhere_else() {
        let made = sent(None, &client(&[])).unwrap();
        assert_eq!(made.len(), 64);
        assert_ne!(sent(None, &client(&[])), Some(made.clone()), "never the same twice");
        assert_eq!(sent(Some(&client(&[(NAME, made.as_str().into())])), &client(&[])), None);
        assert_eq!(sent(None, &client(&[("public_client", true.into())])), None);
        assert_eq!(sent(None, &of(&[(TYPE, "oauth_provider".into())])), None);
    }

    #[test]
    fn while_it_is_open_whether_a_secret_is_needed_so_is_the_secret() {
        let resource = resource();
        let open = client(&[("public_client", Value::UNKNOWN)]);
        let planned = |prior: Option<&Attributes>| {
            let mut planned = open.clone();
            plan(resource.field(NAME).unwrap(), prior, &open, &mut planned);
            planned.get(NAME).clone()
        };
        assert!(planned(None).is_unknown());
        assert!(planned(Some(&client(&[(NAME, "made".into())]))).is_unknown());
        assert!(planned(Some(&client(&[]))).is_null());
    }

    #[test]
    fn the_write_only_form_is_planned_as_null_always() {
        let resource = resource();
        let mut planned = Attributes::default();
        plan(resource.field(NAME).unwrap(), None, &hidden("a", 1), &mut planned);
        assert!(planned.get("client_secret_wo").is_null() && planned.get(NAME).is_null());
        assert!(*planned.get("client_secret_wo_version") == 1.into());
    }

    #[test]
    fn after_a_failed_send_the_state_has_the_secret_it_had() {
        let prior = client(&[("client_secret_wo_version", 1.into())]);
        let mut state = client(&[("client_secret_wo_version", 2.into()), (NAME, "new".into())]);
        keep_prior(&mut state, Some(&prior), NAME);
        assert!(state == client(&[("client_secret_wo_version", 1.into()), (NAME, Value::Null)]));
    }
}
