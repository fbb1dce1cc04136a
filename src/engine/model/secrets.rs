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

/// What a configuration says of the secrets of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sending {
    /// Whether some will be sent for what changes, or may be.
    pub(crate) changes: bool,
    /// Whether there are any that could be sent, or may be.
    pub(crate) has_some: bool,
    /// Whether any are managed, those included that the configuration leaves out for now.
    pub(crate) is_managed: bool,
    /// The attributes that decide when those are sent that the state does not keep.
    pub(crate) versions: Vec<String>,
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
            let is_made = configured(config, field.name).is_null();
            outgoing.push(Secret { spot, value, is_made });
        }
    }
    outgoing
}

/// What is wrong with a secret that is about to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// There is nothing in it: what stands for it was empty, and the one that is stored would be wiped out.
    Blank,
    /// It is not there, and its version says that it is sent.
    Missing,
}

/// What is wrong with the secrets that are about to be sent, each by the attribute that gives it.
pub(crate) fn flaws(
    resource: &ResourceType,
    prior: Option<&Attributes>,
    planned: &Attributes,
    config: &Attributes,
) -> Vec<(String, Flaw)> {
    let secrets = resource.fields.iter().filter(|field| field.is_secret());
    let had = secrets.filter(|field| resource.has(field, planned));
    had.filter_map(|field| flaw(field, prior, planned, config)).collect()
}

fn flaw(
    field: &Field,
    prior: Option<&Attributes>,
    planned: &Attributes,
    config: &Attributes,
) -> Option<(String, Flaw)> {
    let was = |name: &str| prior.map_or(&Value::Null, |prior| prior.get(name));
    let plain = config.get(field.name);
    if plain.as_str().is_some_and(is_blank) && was(field.name) != plain {
        return Some((field.name.to_owned(), Flaw::Blank));
    }
    let (hidden, version) = (write_only_name(field.name), version_name(field.name));
    match config.text(&hidden) {
        _ if !moves(was(&version), planned.get(&version)) => None,
        Given::Is(text) => is_blank(text).then_some((hidden, Flaw::Blank)),
        Given::Null if !was(&version).is_null() && plain.is_null() => Some((hidden, Flaw::Missing)),
        _ => None,
    }
}

/// Whether a version says that the secret is sent: it is known and another one than before.
pub(crate) fn moves(before: &Value, now: &Value) -> bool {
    !now.is_null() && !now.is_unknown() && before != now
}

/// Whether there is nothing in the text of a secret.
pub(crate) fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// The attributes that somebody signs in with and whose text ends in a line break.
pub(crate) fn broken(resource: &ResourceType, config: &Attributes) -> Vec<String> {
    let names = resource.fields.iter().flat_map(|field| {
        let hidden = field.is_secret().then(|| write_only_name(field.name));
        let own = (field.is_secret() || field.is_credential).then(|| field.name.to_owned());
        own.into_iter().chain(hidden)
    });
    names.filter(|name| config.known_text(name).is_some_and(ends_in_a_line_break)).collect()
}

/// Whether a line break at the end came with a file: a key in PEM form is to have one.
pub(crate) fn ends_in_a_line_break(text: &str) -> bool {
    text.ends_with(['\n', '\r']) && !text.trim_end().ends_with("-----")
}

/// Takes back the secrets that were made for a new record: one that is there keeps its own.
pub(crate) fn without_made(secrets: Vec<Secret>, planned: &mut Attributes) -> Vec<Secret> {
    let (made, configured): (Vec<_>, Vec<_>) =
        secrets.into_iter().partition(|secret| secret.is_made);
    for secret in made {
        if let Spot::Attribute(name, _) = secret.spot {
            planned.set(name, Value::Null);
        }
    }
    configured
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

/// What a configuration says of the secrets that a record is planned to have.
pub(crate) fn sending(
    resource: &ResourceType,
    prior: Option<&Attributes>,
    planned: &Attributes,
    config: &Attributes,
) -> Sending {
    let mut sending = Sending::default();
    let secrets = resource.fields.iter().filter(|field| field.is_secret());
    for field in secrets.filter(|field| resource.has(field, planned)) {
        let version = version_name(field.name);
        let (plain, number) = (planned.get(field.name), planned.get(&version));
        let changes = |name: &str, now: &Value| {
            !now.is_null() && prior.is_none_or(|prior| prior.get(name) != now)
        };
        let is_given = !plain.is_null() || !configured(config, field.name).is_null();
        sending.changes |= changes(field.name, plain) || changes(&version, number);
        sending.has_some |= is_given;
        sending.is_managed |= is_given || !number.is_null();
        sending.versions.extend((!number.is_null()).then_some(version));
    }
    sending
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
    fn a_blank_secret_is_a_flaw_when_it_would_be_sent() {
        let flaw = |prior: Option<&Attributes>, config: &Attributes| {
            flaws(&resource(), prior, config, config)
        };
        let blank = |name: &str| vec![(name.to_owned(), Flaw::Blank)];
        let state = client(&[("client_secret_wo_version", 1.into())]);
        for text in ["", " ", "\n"] {
            assert_eq!(flaw(None, &hidden(text, 1)), blank("client_secret_wo"));
            assert_eq!(flaw(Some(&state), &hidden(text, 2)), blank("client_secret_wo"));
            assert!(flaw(Some(&state), &hidden(text, 1)).is_empty(), "it is not sent");
            assert_eq!(flaw(None, &client(&[(NAME, text.into())])), blank(NAME));
        }
        let unset = client(&[("client_secret_wo_version", 2.into())]);
        assert_eq!(flaw(Some(&state), &unset), [("client_secret_wo".to_owned(), Flaw::Missing)]);
        assert!(flaw(None, &unset).is_empty(), "a warning of its own");
        assert!(flaw(Some(&state), &client(&[])).is_empty(), "no longer managed");
        let later = client(&[
            ("client_secret_wo", Value::UNKNOWN),
            ("client_secret_wo_version", Value::UNKNOWN),
        ]);
        assert!(flaw(Some(&state), &later).is_empty());
    }

    #[test]
    fn a_line_break_at_the_end_is_seen_in_every_form_of_every_secret() {
        for description in ALL {
            let resource = ResourceType::new(description);
            for field in &resource.fields {
                let names = match (field.is_secret(), field.is_credential) {
                    (true, _) => vec![field.name.to_owned(), write_only_name(field.name)],
                    (false, true) => vec![field.name.to_owned()],
                    _ => Vec::new(),
                };
                for name in names {
                    for (text, breaks) in
                        [("a\n", true), ("a\r\n", true), ("a", false), ("a\nb", false)]
                    {
                        let found = broken(&resource, &of(&[(name.as_str(), text.into())]));
                        let expected = if breaks { vec![name.clone()] } else { Vec::new() };
                        assert_eq!(found, expected, "{} {name}", resource.type_name);
                    }
                }
            }
        }
        assert!(!ends_in_a_line_break("-----BEGIN X-----\na\n-----END X-----\n"));
    }

    #[test]
    fn a_record_that_is_there_keeps_its_own_secret() {
        let resource = resource();
        let mut planned = client(&[(NAME, Value::UNKNOWN)]);
        let made = outgoing(&resource, None, &mut planned, &client(&[]));
        assert!(made[0].is_made && !planned.get(NAME).is_null());
        assert!(without_made(made, &mut planned).is_empty() && planned.get(NAME).is_null());
        let config = client(&[(NAME, "a".into())]);
        let mut planned = config.clone();
        let configured = outgoing(&resource, None, &mut planned, &config);
        assert_eq!(without_made(configured, &mut planned).len(), 1);
        assert!(*planned.get(NAME) == "a".into());
    }

    #[test]
    fn after_a_failed_send_the_state_has_the_secret_it_had() {
        let prior = client(&[("client_secret_wo_version", 1.into())]);
        let mut state = client(&[("client_secret_wo_version", 2.into()), (NAME, "new".into())]);
        keep_prior(&mut state, Some(&prior), NAME);
        assert!(state == client(&[("client_secret_wo_version", 1.into()), (NAME, Value::Null)]));
    }
}
