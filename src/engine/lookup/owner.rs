//! A record that goes with another one, which the same run manages: what becomes of it is decided with that one.

use crate::engine::lookup::references::{self, Resolved};
use crate::engine::lookup::scene::Scene;
use crate::engine::model::Attributes;

/// Whether deleting another record, which a state of this run holds, takes this one along.
pub(crate) async fn takes_it_along(scene: Scene<'_>) -> bool {
    let Some(owner) = scene.resource.description.owner else { return false };
    let is_on = |flag: &str, state: &Attributes| state.get(flag).as_bool() == Some(true);
    if owner.only_while.is_some_and(|flag| !is_on(flag, scene.attributes)) {
        return false;
    }
    let target = scene.resource.field(owner.attribute).and_then(references::target);
    let spelling = scene.attributes.known_text(owner.attribute);
    let (Some(target), Some(spelling)) = (target, spelling) else { return false };
    match references::resolve(scene.work, target, spelling).await {
        Ok(Resolved::One(sys_id)) => scene.work.session.known.is_held(&sys_id),
        _ => false,
    }
}
