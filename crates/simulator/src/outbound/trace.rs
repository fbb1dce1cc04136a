//! What went back and forth, for people to see: every exchange, without any secret.

use super::{
    Trouble,
    network::{Body, Network, Outgoing, Reply},
};
use crate::journal;
use serde_json::{Map, Value, json};
use std::time::Instant;

/// Stands for a secret.
const HIDDEN: &str = "****";
/// How much of an answer is shown, in characters.
const SHOWN: usize = 20_000;

/// The exchanges of one piece of work, and the secrets that must not show in them.
#[derive(Default)]
pub(crate) struct Trace {
    exchanges: Vec<Value>,
    secrets: Vec<String>,
}

impl Trace {
    /// From here on `secret` shows nowhere.
    pub(super) fn hide(&mut self, secret: &str) {
        // What is too short to be a secret would make holes in everything.
        if secret.len() >= 4 {
            self.secrets.push(secret.to_owned());
        }
    }

    /// Sends a request and notes what was sent and answered.
    pub(super) fn send(
        &mut self,
        network: &Network,
        purpose: &str,
        outgoing: &Outgoing,
    ) -> Result<Reply, Trouble> {
        let began = Instant::now();
        let reply = network.send(outgoing);
        let mut exchange = json!({
            "purpose": purpose,
            "method": outgoing.method,
            "url": shown_url(outgoing),
            "headers": shown_headers(outgoing),
            "milliseconds": u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
        });
        if let Some(fields) = exchange.as_object_mut() {
            fields.extend(shown_body(outgoing));
            match &reply {
                Ok(reply) => {
                    fields.insert("status".to_owned(), json!(reply.status));
                    fields.insert("response".to_owned(), shown_reply(reply));
                }
                Err(trouble) => {
                    fields.insert("error".to_owned(), json!(trouble.to_string()));
                }
            }
        }
        self.exchanges.push(exchange);
        reply
    }

    /// All exchanges in order.
    pub(crate) fn report(&self) -> Value {
        self.redacted(&json!(self.exchanges))
    }

    /// `value` without any of the secrets, wherever they stand in it.
    pub(crate) fn redacted(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => {
                let text = self
                    .secrets
                    .iter()
                    .fold(text.clone(), |text, secret| text.replace(secret.as_str(), HIDDEN));
                Value::String(text)
            }
            Value::Array(items) => items.iter().map(|item| self.redacted(item)).collect(),
            Value::Object(fields) => {
                let fields = fields.iter().map(|(name, item)| (name.clone(), self.redacted(item)));
                Value::Object(fields.collect())
            }
            other => other.clone(),
        }
    }
}

fn shown_url(outgoing: &Outgoing) -> String {
    let mut url = outgoing.url.clone();
    let pairs: Vec<_> = url.query_pairs().into_owned().collect();
    if !pairs.is_empty() {
        url.set_query(Some(&journal::without_secrets(&pairs)));
    }
    url.to_string()
}

/// All headers a request carries are names and secrets: the names are shown.
fn shown_headers(outgoing: &Outgoing) -> Value {
    let shown = outgoing.headers.iter().map(|(name, value)| {
        let scheme = value.split_once(' ').filter(|_| name.eq_ignore_ascii_case("authorization"));
        let value = match (scheme, name.eq_ignore_ascii_case("accept")) {
            (Some((scheme, _)), _) => format!("{scheme} {HIDDEN}"),
            (None, true) => value.clone(),
            (None, false) => HIDDEN.to_owned(),
        };
        (name.clone(), Value::String(value))
    });
    Value::Object(shown.collect())
}

fn shown_body(outgoing: &Outgoing) -> Map<String, Value> {
    let shown = match &outgoing.body {
        Body::Nothing => return Map::new(),
        Body::Form(fields) => {
            let secret = |name: &str| {
                let secrets = ["secret", "password", "token", "assertion", "verifier"];
                name == "code" || secrets.iter().any(|word| name.contains(word))
            };
            let fields = fields.iter().map(|(name, value)| {
                let value = if secret(name) { HIDDEN } else { value };
                (name.clone(), json!(value))
            });
            ("form", Value::Object(fields.collect()))
        }
        Body::Json(value) => ("body", value.clone()),
        Body::Text(text) => ("body", json!(text)),
    };
    Map::from_iter([(shown.0.to_owned(), shown.1)])
}

fn shown_reply(reply: &Reply) -> Value {
    let text: String = reply.text.chars().take(SHOWN).collect();
    match serde_json::from_str(&text) {
        Ok(Value::Object(mut fields)) => {
            for (name, value) in &mut fields {
                if value.is_string() && (name.ends_with("_token") || name.contains("secret")) {
                    *value = json!(HIDDEN);
                }
            }
            Value::Object(fields)
        }
        Ok(other) => other,
        Err(_) => Value::String(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    #[test]
    fn secrets_show_nowhere_even_when_the_other_side_repeats_them() {
        let mut trace = Trace::default();
        trace.hide("s3cret");
        let told = json!({ "echo": ["Basic s3cret"], "n": 1 });
        assert_eq!(trace.redacted(&told), json!({ "echo": ["Basic ****"], "n": 1 }));
    }

    #[test]
    fn forms_urls_headers_and_answers_are_shown_without_secrets() {
        let outgoing = Outgoing {
            method: "POST".to_owned(),
            url: Url::parse("https://a.example/t?code=hush&x=1").unwrap(),
            headers: vec![
                ("Authorization".to_owned(), "Bearer hush".to_owned()),
                ("X-Key".to_owned(), "hush".to_owned()),
            ],
            body: Body::Form(vec![
                ("client_id".to_owned(), "abc".to_owned()),
                ("client_secret".to_owned(), "hush".to_owned()),
                ("code".to_owned(), "hush".to_owned()),
            ]),
        };
        let reply = Reply { status: 200, text: r#"{"access_token":"hush","n":1}"#.to_owned() };
        let shown = format!(
            "{} {} {:?} {}",
            shown_url(&outgoing),
            shown_headers(&outgoing),
            shown_body(&outgoing),
            shown_reply(&reply)
        );
        assert!(!shown.contains("hush"), "{shown}");
        assert!(shown.contains("abc") && shown.contains("Bearer ****") && shown.contains("x=1"));
    }
}
