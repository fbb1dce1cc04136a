//! `servicenow_retry_policy`: when and how often a failed outbound call is sent again.

use crate::describe::{
    Field, Finding, Findings, Given, Records, Refusal, Resource, Values, choice, condition, newly,
    text, text_list, whole,
};

pub(crate) static RESOURCE: Resource = Resource::table("retry_policy", "sys_retry_policy")
    .doc(
        "Says when and how often the instance repeats a failed outbound call. Aliases refer to it.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .checks(&[waiting_ends_within_a_week, only_http_says_when_to_come_again])
    .demands(&[waiting_ends_when_the_instance_says, only_http_goes_on_waiting_as_told])
    .refusals(&[the_limit_was_not_lowered])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the policy."),
    choice("retry_strategy", &["fixed_time_interval", "exponential_backoff", "retry_after"])
        .instance_default()
        .doc("How the pause between two attempts is chosen; `retry_after` does as the other side asks, over HTTP only."),
    choice("connection_type", &["http_retry_conditions", "jdbc_retry_conditions", "basic_retry_conditions"])
        .or_others()
        .instance_default()
        .doc("The kind of connection it is for."),
    condition("condition").doc("The encoded condition on the answer under which the call is repeated."),
    whole("retry_count").column("count").doc("How often a call is repeated."),
    whole("interval").unit("seconds").doc("The pause between two attempts."),
    whole("max_elapsed_time").unit("seconds").doc(
        "When to give up, counted from the first attempt: a day at most, or what the property \
         `glide.fdih.retry.max_time_in_seconds` allows.",
    ),
    text_list("restrict_to").instance_default().doc("What the condition may look at."),
];

/// A day, in seconds; the property says more.
const DAY: i64 = 86_400;
const PROPERTY: &str = "glide.fdih.retry.max_time_in_seconds";

/// The property itself takes a week at most (docs/facts.md#retry-policy).
fn waiting_ends_within_a_week(values: &dyn Values) -> Vec<Finding> {
    match values.whole("max_elapsed_time") {
        Given::Is(seconds) if !(0..=7 * DAY).contains(&seconds) => vec![Finding::error(
            "max_elapsed_time",
            "Longer than a week",
            format!(
                "max_elapsed_time is {seconds}. The instance takes 0 to 86400 seconds, and with the property {PROPERTY} up to \
                 604800."
            ),
        )],
        _ => Vec::new(),
    }
}

fn only_http_says_when_to_come_again(values: &dyn Values) -> Vec<Finding> {
    match (values.text("retry_strategy"), values.text("connection_type")) {
        (Given::Is("retry_after"), Given::Is(kind)) if kind != "http_retry_conditions" => {
            vec![Finding::error(
                "retry_strategy",
                "Retry-After is for HTTP only",
                format!(
                    "connection_type is \"{kind}\", and only HTTP has the header Retry-After, so the instance refuses the policy. \
                     Set retry_strategy = \"fixed_time_interval\" or \"exponential_backoff\"."
                ),
            )]
        }
        _ => Vec::new(),
    }
}

/// More than a day is taken where a property allows it (docs/facts.md#retry-policy). One that does not show may be
/// hidden, so that this is no refusal.
fn waiting_ends_when_the_instance_says<'a>(
    values: &'a dyn Values,
    _before: Option<&'a dyn Values>,
    records: &'a dyn Records,
) -> Findings<'a> {
    Box::pin(async move {
        match values.whole("max_elapsed_time").known() {
            Some(wanted) if wanted > DAY => longer_than_allowed(wanted, records).await,
            _ => Ok(Vec::new()),
        }
    })
}

/// Somebody may have lowered the property below a day: looked at where the instance refused.
fn the_limit_was_not_lowered<'a>(
    values: &'a dyn Values,
    _before: Option<&'a dyn Values>,
    records: &'a dyn Records,
) -> Findings<'a> {
    Box::pin(async move {
        match values.whole("max_elapsed_time").known() {
            Some(wanted) if wanted <= DAY => {
                let mut found = longer_than_allowed(wanted, records).await?;
                found.retain(|finding| !finding.warning);
                Ok(found)
            }
            _ => Ok(Vec::new()),
        }
    })
}

async fn longer_than_allowed(wanted: i64, records: &dyn Records) -> Result<Vec<Finding>, Refusal> {
    let found = records.find("sys_properties", &[("name", PROPERTY)], &["value"]).await?;
    let set = found.first().and_then(|found| found.get("value"));
    Ok(match set.map(|value| value.parse::<i64>()) {
        Some(Ok(longest)) if wanted > longest => vec![Finding::error(
            "max_elapsed_time",
            "Longer than the instance allows",
            format!(
                "max_elapsed_time is {wanted}, and the property {PROPERTY} allows {longest} seconds. Give less, or raise it."
            ),
        )],
        Some(_) => Vec::new(),
        None => vec![Finding::warning(
            "max_elapsed_time",
            "Longer than a day",
            format!(
                "max_elapsed_time is {wanted}, and the instance takes more than 86400 seconds only where the property \
                 {PROPERTY} allows it. It shows the provider's user no such property: give a day, or set it."
            ),
        )],
    })
}

/// The instance keeps the strategy where the configuration leaves it out.
fn only_http_goes_on_waiting_as_told<'a>(
    values: &'a dyn Values,
    before: Option<&'a dyn Values>,
    _records: &'a dyn Records,
) -> Findings<'a> {
    Box::pin(async move { Ok(newly(only_http_says_when_to_come_again, values, before)) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};

    #[test]
    fn waiting_longer_than_a_week_is_refused_and_a_week_is_not() {
        let findings =
            |seconds| waiting_ends_within_a_week(&sample(&[("max_elapsed_time", seconds)]));
        assert_eq!(findings("604801")[0].attribute, "max_elapsed_time");
        assert_eq!(findings("-1").len(), 1);
        assert!(findings("604800").is_empty() && findings("?").is_empty());
    }

    #[test]
    fn coming_again_when_told_is_for_http() {
        let of = |strategy, kind| {
            let values = sample(&[("retry_strategy", strategy), ("connection_type", kind)]);
            only_http_says_when_to_come_again(&values).len()
        };
        assert_eq!(of("retry_after", "jdbc_retry_conditions"), 1);
        assert_eq!(of("retry_after", "http_retry_conditions") + of("retry_after", "?"), 0);
        assert_eq!(of("fixed_time_interval", "jdbc_retry_conditions"), 0);
    }

    #[tokio::test]
    async fn more_than_a_day_is_what_the_property_allows() {
        let of = async |seconds, records: Memory| {
            let values = sample(&[("max_elapsed_time", seconds)]);
            waiting_ends_when_the_instance_says(&values, None, &records).await.unwrap()
        };
        let allowing = |value| {
            Memory::default().with("sys_properties", &[("name", PROPERTY), ("value", value)])
        };
        assert!(of("86400", Memory::default()).await.is_empty());
        assert!(of("86401", Memory::default()).await[0].warning);
        let lowered = sample(&[("max_elapsed_time", "3600")]);
        let records = allowing("60");
        let found = the_limit_was_not_lowered(&lowered, None, &records).await.unwrap();
        assert!(found[0].detail.contains("allows 60 seconds"), "{found:?}");
        let found = the_limit_was_not_lowered(&lowered, None, &Memory::default()).await.unwrap();
        assert!(found.is_empty(), "it may be hidden");
        assert!(of("86401", allowing("604800")).await.is_empty());
        let refused = of("90000", allowing("86400")).await;
        assert!(!refused[0].warning && refused[0].detail.contains("allows 86400"), "{refused:?}");
    }
}
