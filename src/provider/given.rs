//! What is given for one argument in one place, decoded once: a secret is kept as one from here on.

use std::collections::BTreeMap;

use servicenow::{ExposeSecret, SecretString};
use tfplugin::Value;

use super::arguments::Of;

/// What is given for one argument in one place. It can be printed: no secret shows.
#[derive(Debug)]
pub(super) enum Given {
    /// Something that is decided by apply.
    Open,
    /// A text, or a number or a flag as text.
    Text(String),
    /// A text that is never shown.
    Secret(SecretString),
    /// A list of texts; those decided by apply are none.
    Texts(Vec<Option<String>>),
    /// Headers by name; those decided by apply are none.
    Headers(BTreeMap<String, Option<SecretString>>),
    /// A text that is no JSON object of headers. What it was is not kept: it may hold a secret.
    NoHeaders,
}

impl Given {
    /// What stands in the provider block; none where it is null.
    pub(super) fn configured(kind: Of, value: &Value) -> Option<Self> {
        Some(match (kind, value) {
            (_, Value::Unknown(_)) => Self::Open,
            (Of::Secret, Value::String(text)) => Self::Secret(text.as_str().into()),
            (Of::Texts, Value::List(elements)) => {
                Self::Texts(elements.iter().map(element).collect())
            }
            (Of::Headers, Value::Map(all)) => {
                Self::Headers(all.iter().filter_map(configured_header).collect())
            }
            (_, Value::String(text)) => Self::Text(text.clone()),
            (_, Value::Number(number)) => Self::Text(number.to_string()),
            (_, Value::Bool(truth)) => Self::Text(truth.to_string()),
            _ => return None,
        })
    }

    /// What stands in an environment variable; none where it is empty.
    pub(super) fn in_environment(kind: Of, text: String) -> Option<Self> {
        if text.is_empty() {
            return None;
        }
        Some(match kind {
            Of::Secret => Self::Secret(text.into()),
            Of::Headers => headers(&text.into()),
            Of::Texts => {
                let texts = text.split(',').map(str::trim).filter(|text| !text.is_empty());
                Self::Texts(texts.map(|text| Some(text.to_owned())).collect())
            }
            Of::Text | Of::Number | Of::Flag => Self::Text(text),
        })
    }

    /// Whether it, or an element of it, is decided by apply.
    pub(super) fn is_open(&self) -> bool {
        match self {
            Self::Open => true,
            Self::Texts(elements) => elements.contains(&None),
            Self::Headers(all) => all.values().any(Option::is_none),
            Self::Text(_) | Self::Secret(_) | Self::NoHeaders => false,
        }
    }
}

fn element(value: &Value) -> Option<String> {
    (!value.is_unknown()).then(|| value.as_str().unwrap_or_default().to_owned())
}

fn configured_header((name, value): (&String, &Value)) -> Option<(String, Option<SecretString>)> {
    let header = value.as_str().map(SecretString::from);
    (header.is_some() || value.is_unknown()).then(|| (name.clone(), header))
}

fn headers(text: &SecretString) -> Given {
    let parsed = serde_json::from_str::<BTreeMap<String, String>>(text.expose_secret());
    let Ok(all) = parsed else { return Given::NoHeaders };
    Given::Headers(all.into_iter().map(|(name, value)| (name, Some(value.into()))).collect())
}
