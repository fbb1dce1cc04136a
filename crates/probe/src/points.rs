//! The points nobody has established, as the probe needs them.

use crate::error::ProbeError;
use serde::Deserialize;

/// One point. The list says more of it, which is the simulated instance's business.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Point {
    /// What a file of unknowns calls it.
    pub(crate) switch: String,
    /// Where `docs/facts.md` raises it.
    pub(crate) place: String,
    /// What is not known.
    pub(crate) question: String,
    /// Why no probe answers it; empty where one does.
    #[serde(default)]
    pub(crate) beyond_probe: String,
}

#[derive(Deserialize)]
struct List {
    point: Vec<Point>,
}

/// All points, in the order of the facts.
pub(crate) fn all() -> Result<Vec<Point>, ProbeError> {
    let list: List = toml::from_str(include_str!("../../simulator/unknowns.toml"))?;
    Ok(list.point)
}
