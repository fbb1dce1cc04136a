//! `servicenow_transform_script`: what is done at a moment of a transform (docs/facts.md#transform-script).

use crate::describe::{Field, Resource, choice, flag, reference, text, whole};

pub(crate) static RESOURCE: Resource = Resource::table("transform_script", "sys_transform_script")
    .doc("A script of a transform map, run at one moment of a transform.")
    .scope("sys_scope")
    .natural_keys(&[&["map", "when"]])
    .shares_names()
    .import_path(&["map", "when"])
    .goes_with("map")
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("map", "sys_transform_map")
        .by(&["name"])
        .within("sys_scope.scope")
        .required()
        .replaces()
        .doc("The transform map it is part of, by sys_id, name, or `<scope>/<name>`."),
    choice(
        "when",
        &["onStart", "onBefore", "onAfter", "onReject", "onForeignInsert", "onChoiceCreate", "onComplete"],
    )
    .or_others()
    .required()
    .doc(
        "The moment: `onStart` and `onComplete` once for all rows, `onBefore` and `onAfter` for each row, `onReject` when a \
         record or choice that is lacking is not made, `onForeignInsert` and `onChoiceCreate` when it is.",
    ),
    text("script").doc("The script; it has `source`, `target`, `map` and `log`, and sets `ignore` or `error`."),
    whole("order").or_negative().instance_default().doc("Of several scripts for one moment, the lowest runs first."),
    flag("active").instance_default().doc("Whether it is run."),
];
