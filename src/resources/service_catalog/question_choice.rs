//! `servicenow_question_choice`: an answer that a question offers (docs/facts.md#question-choices).

use crate::describe::{Field, Resource, flag, reference, text, whole};

pub(crate) static RESOURCE: Resource = Resource::table("question_choice", "question_choice")
    .doc(
        "One of the answers that a variable of the kind `select_box` or `multiple_choice` offers. Do not use it for a variable \
         that lists its `choices` itself.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["question", "value"]])
    .import_path(&["question", "value"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("question", "item_option_new")
        .by(&["name"])
        .within("cat_item.name")
        .required()
        .doc("The variable, by name, `<item>/<name>` or sys_id."),
    text("text").required().doc("What people see."),
    text("value").required().doc(
        "What is stored as the answer. Orders keep it, so an answer that is offered no longer is better made `inactive`.",
    ),
    whole("order")
        .or_negative()
        .instance_default()
        .doc("Its place among the answers: lower numbers come first."),
    flag("inactive").instance_default().doc("Whether it is offered no longer."),
];
