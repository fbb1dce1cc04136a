//! Where what runs in browsers runs (docs/facts.md#client-script).

use crate::describe::{Code, Draft, codes};

/// The interfaces by the numbers that an instance stores.
const UI_TYPES: &[Code] = &[("desktop", "0"), ("mobile_or_service_portal", "1"), ("all", "10")];

/// The interfaces that it is for.
pub(super) const fn ui_type() -> Draft {
    codes("ui_type", UI_TYPES).instance_default()
}
