//! What is installed rather than inserted: applications and plugins.

pub(crate) mod application;
pub(crate) mod install;
pub(crate) mod plugin;
pub(crate) mod timeouts;
pub(crate) mod version;

use tfplugin::Value;

use crate::describe::Mode;
use crate::engine::model::stored::of_literal;
use crate::engine::model::{Attributes, ID, ResourceType};

/// The fields of something installed, and its timeouts, as they are planned.
fn planned_fields(
    resource: &ResourceType,
    prior: Option<&Attributes>,
    config: &Attributes,
) -> Attributes {
    let mut planned = Attributes::default();
    planned.set(ID, prior.map_or(Value::UNKNOWN, |prior| prior.get(ID).clone()));
    for field in &resource.fields {
        let kept = || prior.map_or(Value::UNKNOWN, |prior| prior.get(field.name).clone());
        let value = match (config.get(field.name), field.mode) {
            (Value::Null, Mode::Default(literal)) => of_literal(literal),
            (Value::Null, Mode::Optional) => Value::Null,
            (Value::Null, _) => kept(),
            (configured, _) => configured.clone(),
        };
        planned.set(field.name, value);
    }
    planned.set(timeouts::NAME, config.get(timeouts::NAME).clone());
    planned
}
