//! `servicenow_scheduled_script`: a script that runs at its time (docs/facts.md#scheduled-script).

use crate::describe::{
    Field, Finding, Given, Resource, Values, choice, flag, reference, text, whole,
};
use crate::resources::spans;

pub(crate) static RESOURCE: Resource = Resource::table("scheduled_script", "sysauto_script")
    .doc(
        "A scheduled script execution: a script that the instance runs each day, each week, now and then or once. Scripts are \
         compared without the kind of their line ends and without blanks around them, so that `file(\"x.js\")` is their normal \
         source.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .checks(&[what_follows_a_calendar_names_it])
    .checks_of_new(&[times_are_written_as_they_are_stored])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the job."),
    text("script").required().doc("What is done, in JavaScript."),
    flag("active").instance_default().doc("Whether it runs at its time. New jobs do."),
    choice(
        "run_type",
        &[
            "daily",
            "weekly",
            "monthly",
            "periodically",
            "once",
            "on_demand",
            "day_and_month_in_year",
            "day_week_month_year",
            "week_in_month",
            "business_calendar_start",
            "business_calendar_end",
        ],
    )
    .or_others()
    .instance_default()
    .doc(
        "How often it runs. New jobs have `daily`. `weekly` goes with `run_dayofweek`, `monthly` with `run_dayofmonth`, \
         `periodically` with `run_period` and `run_start`, `once` with `run_start`; `on_demand` waits for somebody. \
         `day_and_month_in_year` goes with `run_dayofmonth` and `run_month`, `week_in_month` with `run_dayofweek` and \
         `run_weekinmonth`, `day_week_month_year` with these two and `run_month`. `business_calendar_start` and \
         `business_calendar_end` run where a span of `business_calendar` begins or ends.",
    ),
    text("run_time").doc(
        "The time of day, as an instance stores it: `1970-01-01 02:30:00` for half past two, or \
         `provider::servicenow::duration_to_glide(\"2h30m\")`. It is in UTC, whatever `time_zone` says, except where that is \
         `floating`: then it is the time in the zone of the system.",
    ),
    whole("run_dayofweek")
        .instance_default()
        .doc("The day of the week, from 1 for Monday to 7 for Sunday. New jobs have 1."),
    whole("run_dayofmonth").instance_default().doc("The day of the month. New jobs have 1."),
    whole("run_weekinmonth")
        .instance_default()
        .doc("The week of the month, from 1 for the first to 6 for the sixth."),
    whole("run_month").instance_default().doc("The month, from 1 for January to 12 for December."),
    reference("business_calendar", "business_calendar")
        .by(&["calendar_name"])
        .within("sys_scope.scope")
        .doc(
            "The business calendar whose spans it follows: not one that is a legacy schedule. By sys_id, name, or \
             `<scope>/<name>`.",
        ),
    text("run_period").doc(
        "How long it is from one run to the next, as an instance stores it: `1970-01-01 00:05:00` for five minutes, or \
         `provider::servicenow::duration_to_glide(\"5m\")`.",
    ),
    text("run_start").instance_default().doc(
        "The moment of the first run, in UTC, such as `2030-01-31 00:00:00`. Left out, the moment in which the job is made.",
    ),
    reference("run_as", "sys_user").by(&["user_name"]).doc(
        "The user whose rights the script has, by user id. Left out, the instance takes the user that makes the job.",
    ),
    text("time_zone").doc(
        "The time zone in which people enter the times on the form, such as `Europe/Berlin`. `run_time` and `run_start` are in UTC \
         all the same: half past two in Berlin in winter is `1970-01-01 01:30:00`. `floating` stands for the zone of the system. Whether a job keeps \
         its hour there when clocks change is not established.",
    ),
    flag("conditional").instance_default().doc("Whether `condition` decides if it runs."),
    text("condition")
        .doc("A script whose `answer` must be true for the job to run, where `conditional` is on."),
    flag("upgrade_safe")
        .instance_default()
        .doc("Whether the job goes on while the instance is upgraded."),
];

/// The vendor's builder refuses such a job without its calendar (docs/facts.md#scheduled-script).
fn what_follows_a_calendar_names_it(values: &dyn Values) -> Vec<Finding> {
    let Given::Is(kind) = values.text("run_type") else { return Vec::new() };
    if !kind.starts_with("business_calendar_") || !values.given("business_calendar").is_null() {
        return Vec::new();
    }
    let detail = format!(
        "run_type is {kind} and business_calendar is not set, so there is nothing that the job could follow. Set \
         business_calendar to the name or sys_id of a business calendar."
    );
    vec![Finding::warning("business_calendar", "The job follows no calendar", detail)]
}

/// Times and spans are stored as moments (docs/facts.md#times-and-durations).
fn times_are_written_as_they_are_stored(values: &dyn Values) -> Vec<Finding> {
    let wrong = |name: &'static str| {
        let Given::Is(text) = values.text(name) else { return None };
        spans::no_moment(name, text)
    };
    ["run_time", "run_period", "run_start"].into_iter().filter_map(wrong).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_job_that_follows_a_calendar_names_it() {
        let told = |given: &[(&str, &str)]| what_follows_a_calendar_names_it(&sample(given));
        for kind in ["business_calendar_start", "business_calendar_end"] {
            let found = told(&[("run_type", kind)]);
            assert!(found[0].warning && found[0].attribute == "business_calendar", "{kind}");
            for calendar in ["Working days", "?"] {
                assert!(told(&[("run_type", kind), ("business_calendar", calendar)]).is_empty());
            }
        }
        for kind in ["daily", "?"] {
            assert!(told(&[("run_type", kind)]).is_empty(), "{kind}");
        }
    }

    #[test]
    fn a_time_is_a_moment() {
        let found = |name, text| times_are_written_as_they_are_stored(&sample(&[(name, text)]));
        for name in ["run_time", "run_period", "run_start"] {
            for text in ["02:30:00", "5m", "1970-01-01"] {
                assert_eq!(found(name, text)[0].attribute, name, "{text}");
            }
            assert!(found(name, "1970-01-01 02:30:00").is_empty() && found(name, "?").is_empty());
        }
        assert!(found("condition", "02:30:00").is_empty());
    }
}
