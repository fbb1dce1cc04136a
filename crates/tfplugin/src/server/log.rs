//! Log lines for the host: one JSON object a line on standard error.

use std::ffi::OsString;
use std::fmt;
use std::io::Write as _;

use jiff::Timestamp;
use serde_json::{Map, Value as Json, json};
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id};
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;

use super::{ServeOptions, command};

/// Starts logging, if the host wants any.
pub(super) fn install(options: &ServeOptions) {
    let provider = command::local_name(options.address).to_uppercase().replace('-', "_");
    let level = level(&provider, |name| std::env::var_os(name));
    if level == LevelFilter::OFF {
        return;
    }
    let own = Targets::new().with_target("tfplugin", level);
    let targets =
        options.log_targets.iter().fold(own, |all, target| all.with_target(*target, level));
    let lines = Lines { module: options.module }.with_filter(targets);
    // Only tests that run several plugins in one process come here twice.
    let _ = tracing::subscriber::set_global_default(tracing_subscriber::registry().with(lines));
}

/// The most special variable that is set decides; without any there is no log.
fn level(provider: &str, variable: impl Fn(&str) -> Option<OsString>) -> LevelFilter {
    let special = format!("TF_LOG_PROVIDER_{provider}");
    let names = [special.as_str(), "TF_LOG_PROVIDER", "TF_LOG"];
    let Some(value) = names.into_iter().filter_map(variable).find(|value| !value.is_empty()) else {
        return LevelFilter::OFF;
    };
    match value.to_string_lossy().to_uppercase().as_str() {
        "OFF" => LevelFilter::OFF,
        "ERROR" => LevelFilter::ERROR,
        "WARN" => LevelFilter::WARN,
        "INFO" => LevelFilter::INFO,
        "DEBUG" => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    }
}

/// The time as the host reads it.
pub(super) fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

struct Lines {
    module: &'static str,
}

/// The fields of a span, kept for the events inside it.
struct Fields(Map<String, Json>);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Lines {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Map::new();
        attributes.record(&mut Collect(&mut fields));
        if let Some(span) = context.span(id) {
            span.extensions_mut().insert(Fields(fields));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Map::new();
        for span in context.event_scope(event).into_iter().flatten() {
            if let Some(Fields(outer)) = span.extensions().get::<Fields>() {
                fields.extend(outer.clone());
            }
        }
        event.record(&mut Collect(&mut fields));
        let line = line(self.module, *event.metadata().level(), fields);
        // There is nowhere left to report a broken standard error.
        let _ = writeln!(std::io::stderr().lock(), "{line}");
    }
}

fn line(module: &str, level: tracing::Level, mut fields: Map<String, Json>) -> Json {
    let message = fields.remove("message").unwrap_or_else(|| json!(""));
    let mut line = Map::new();
    line.insert("@level".into(), json!(level.to_string().to_lowercase()));
    line.insert("@message".into(), message);
    line.insert("@timestamp".into(), json!(now()));
    line.insert("@module".into(), json!(module));
    line.extend(fields);
    Json::Object(line)
}

struct Collect<'a>(&'a mut Map<String, Json>);

impl Visit for Collect<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name().to_owned(), json!(format!("{value:?}")));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), json!(value));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.0.insert(field.name().to_owned(), json!(value));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.insert(field.name().to_owned(), json!(value));
    }

    fn record_i128(&mut self, field: &Field, value: i128) {
        self.0.insert(field.name().to_owned(), number(value));
    }

    fn record_u128(&mut self, field: &Field, value: u128) {
        self.0.insert(field.name().to_owned(), number(value));
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.0.insert(field.name().to_owned(), json!(value));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.0.insert(field.name().to_owned(), json!(value));
    }
}

/// A number, or its digits as text where 64 bits are too few for a reader.
fn number(whole: impl TryInto<i64> + fmt::Display + Copy) -> Json {
    whole.try_into().map_or_else(|_| json!(whole.to_string()), |whole| json!(whole))
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    fn wanted(variables: &[(&str, &str)]) -> LevelFilter {
        level("THING", |name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, v)| v.into())
        })
    }

    #[test]
    fn the_most_special_variable_decides() {
        assert_eq!(wanted(&[]), LevelFilter::OFF);
        assert_eq!(wanted(&[("TF_LOG", "warn")]), LevelFilter::WARN);
        assert_eq!(wanted(&[("TF_LOG", "TRACE"), ("TF_LOG_PROVIDER", "off")]), LevelFilter::OFF);
        let all =
            [("TF_LOG", "TRACE"), ("TF_LOG_PROVIDER", "off"), ("TF_LOG_PROVIDER_THING", "INFO")];
        assert_eq!(wanted(&all), LevelFilter::INFO);
        assert_eq!(wanted(&[("TF_LOG", "JSON")]), LevelFilter::TRACE);
        assert_eq!(wanted(&[("TF_LOG", "")]), LevelFilter::OFF);
    }

    #[test]
    fn a_line_has_what_the_host_reads() {
        let fields = Map::from_iter([
            ("message".to_owned(), json!("hello")),
            ("table".to_owned(), json!("t")),
        ]);
        let line = line("provider", tracing::Level::WARN, fields);
        assert_eq!((&line["@level"], &line["@message"]), (&json!("warn"), &json!("hello")));
        assert_eq!((&line["@module"], &line["table"]), (&json!("provider"), &json!("t")));
        let time = line["@timestamp"].as_str().unwrap();
        assert!(time.len() == 27 && time.ends_with('Z') && time.contains('T'), "{time}");
        let keys: Vec<_> = line.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys[0], "@level");
    }

    /// Keeps the fields of events.
    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Map<String, Json>>>);

    impl<S: Subscriber> Layer<S> for Kept {
        fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
            event.record(&mut Collect(&mut self.0.lock().unwrap()));
        }
    }

    #[test]
    fn numbers_are_logged_as_numbers() {
        let kept = Kept::default();
        let subscriber = tracing_subscriber::registry().with(kept.clone());
        tracing::subscriber::with_default(subscriber, || {
            let milliseconds = std::time::Duration::from_secs(2).as_millis();
            tracing::info!(milliseconds, below = -3_i128, ratio = 0.5, vast = u128::MAX);
        });
        let fields = kept.0.lock().unwrap();
        assert_eq!((&fields["milliseconds"], &fields["below"]), (&json!(2000), &json!(-3)));
        assert_eq!(
            (&fields["ratio"], &fields["vast"]),
            (&json!(0.5), &json!(u128::MAX.to_string()))
        );
    }
}
