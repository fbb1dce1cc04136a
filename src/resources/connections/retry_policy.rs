//! `servicenow_retry_policy`: when and how often a failed outbound call is sent again.

use crate::describe::{Field, Finding, Given, Resource, Values, choice, text, text_list, whole};

pub(crate) static RESOURCE: Resource = Resource::table("retry_policy", "sys_retry_policy")
    .doc(
        "Says when and how often the instance repeats a failed outbound call. Aliases refer to it.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .checks(&[waiting_ends_within_a_day])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the policy."),
    choice("retry_strategy", &["fixed_time_interval", "exponential_backoff", "retry_after"])
        .instance_default()
        .doc("How the pause between two attempts is chosen; `retry_after` does as the other side asks."),
    choice("connection_type", &["http_retry_conditions", "jdbc_retry_conditions", "basic_retry_conditions"])
        .instance_default()
        .doc("The kind of connection it is for."),
    text("condition").doc("The encoded condition on the answer under which the call is repeated."),
    whole("retry_count").column("count").doc("How often a call is repeated."),
    whole("interval").unit("seconds").doc("The pause between two attempts."),
    whole("max_elapsed_time").unit("seconds").doc("When to give up, counted from the first attempt; a day at most."),
    text_list("restrict_to").instance_default().doc("What the condition may look at."),
];

fn waiting_ends_within_a_day(values: &dyn Values) -> Vec<Finding> {
    match values.whole("max_elapsed_time") {
        Given::Is(seconds) if !(0..=86_400).contains(&seconds) => vec![Finding::error(
            "max_elapsed_time",
            "Longer than a day",
            format!("max_elapsed_time is {seconds}. The instance takes 0 to 86400 seconds."),
        )],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn waiting_longer_than_a_day_is_refused_and_a_day_is_not() {
        let findings =
            |seconds| waiting_ends_within_a_day(&sample(&[("max_elapsed_time", seconds)]));
        assert_eq!(findings("86401")[0].attribute, "max_elapsed_time");
        assert!(findings("86400").is_empty() && findings("?").is_empty());
    }
}
