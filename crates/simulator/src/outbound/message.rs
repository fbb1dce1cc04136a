//! REST messages: what a script sends by the names of a message and a function of it
//! (docs/facts.md#rest-message-call).

use super::{
    Outbound, Trace, Trouble,
    network::{Body, Outgoing, Reply},
};
use crate::{
    store::Record,
    world::{self, Caller, Work, World},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use std::collections::BTreeMap;
use url::Url;

/// Functions with these methods send their content.
const WITH_CONTENT: &[&str] = &["POST", "PUT", "PATCH"];

type Parameters = BTreeMap<String, String>;

/// Sends what the work of this thread has left to send. What becomes of it nobody is told: the script of an instance would
/// write it to the log.
pub(crate) fn send_messages(world: &World, outbound: &Outbound) {
    for call in world.outbox.take() {
        let _ = send(world, outbound, &call);
    }
}

fn send(world: &World, outbound: &Outbound, call: &world::Outgoing) -> Result<Reply, Trouble> {
    let mut trace = Trace::default();
    let found = world.work(&Caller::system(), |work| Ok(Message::of(work, call)))??;
    let outgoing = found.outgoing(world, &call.parameters, &mut trace)?;
    trace.send(&outbound.network, "message", &outgoing)
}

/// A message and one of its functions, with all rows beside them.
struct Message {
    message: Record,
    function: Record,
    /// Those of the message first.
    headers: Vec<Record>,
    /// By order.
    query: Vec<Record>,
    profile: Option<Record>,
}

impl Message {
    fn of(work: &Work<'_>, call: &world::Outgoing) -> Result<Self, Trouble> {
        let named = |rows: Vec<Record>, column: &str, name: &str| {
            rows.into_iter().find(|row| row.value(column) == name)
        };
        let messages = work.find("sys_rest_message", &[("name", &call.message)])?;
        let message = named(messages, "name", &call.message)
            .ok_or_else(|| Trouble::setup(format!("There is no message {}.", call.message)))?;
        let of_message = [("rest_message", message.value("sys_id"))];
        let functions = work.find("sys_rest_message_fn", &of_message)?;
        let function = named(functions, "function_name", &call.function)
            .ok_or_else(|| Trouble::setup(format!("There is no function {}.", call.function)))?;
        let of_function = [("rest_message_function", function.value("sys_id"))];
        let mut headers = work.find("sys_rest_message_headers", &of_message)?;
        headers.extend(work.find("sys_rest_message_fn_headers", &of_function)?);
        let mut query = work.find("sys_rest_message_fn_param_defs", &of_function)?;
        query.sort_by_key(|row| row.value("order").parse::<i64>().unwrap_or(0));
        let mut found = Self { message, function, headers, query, profile: None };
        let profile = found.signing().value("basic_auth_profile").to_owned();
        found.profile = work.fetch("sys_auth_profile_basic", &profile)?;
        Ok(found)
    }

    /// The row that says how the call signs in.
    fn signing(&self) -> &Record {
        match self.function.value("authentication_type") {
            "inherit_from_parent" | "" => &self.message,
            _ => &self.function,
        }
    }

    fn outgoing(
        &self,
        world: &World,
        parameters: &Parameters,
        trace: &mut Trace,
    ) -> Result<Outgoing, Trouble> {
        let method = self.function.value("http_method").to_ascii_uppercase();
        let mut headers: Vec<(String, String)> = Vec::new();
        for row in &self.headers {
            let (name, value) = (row.value("name"), filled(row.value("value"), parameters));
            // A function's own header stands for the message's.
            headers.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
            headers.push((name.to_owned(), value));
        }
        headers.extend(self.authorization(world, trace)?);
        let content = filled(self.function.value("content"), parameters);
        let has_content = WITH_CONTENT.contains(&method.as_str()) && !content.is_empty();
        let body = if has_content { Body::Text(content) } else { Body::Nothing };
        Ok(Outgoing { method, url: self.url(parameters)?, headers, body })
    }

    fn url(&self, parameters: &Parameters) -> Result<Url, Trouble> {
        let own = self.function.value("rest_endpoint");
        let endpoint = if own.is_empty() { self.message.value("rest_endpoint") } else { own };
        let whole = filled(endpoint, parameters);
        let parsed = Url::parse(&whole).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let mut url = parsed
            .ok_or_else(|| Trouble::setup(format!("{whole} is no URL that can be called.")))?;
        for row in &self.query {
            let value = filled(row.value("value"), parameters);
            url.query_pairs_mut().append_pair(row.value("name"), &value);
        }
        Ok(url)
    }

    fn authorization(
        &self,
        world: &World,
        trace: &mut Trace,
    ) -> Result<Option<(String, String)>, Trouble> {
        let signing = self.signing();
        let (user, secret) = match signing.value("authentication_type") {
            "no_authentication" | "inherit_from_parent" | "" => return Ok(None),
            "basic" => {
                let profile = self.profile.as_ref();
                let profile = profile.ok_or_else(|| Trouble::setup("The profile is missing."))?;
                (profile.value("username"), profile.value("password"))
            }
            "basic_simple" => {
                (signing.value("basic_auth_user"), signing.value("basic_auth_password"))
            }
            other => {
                let text =
                    format!("Messages with authentication of type {other} are not simulated.");
                return Err(Trouble::setup(text));
            }
        };
        let password = world.vault.decrypt(secret);
        let password = password.ok_or_else(|| Trouble::setup("The password is missing."))?;
        trace.hide(&password);
        let encoded = BASE64_STANDARD.encode(format!("{user}:{password}"));
        trace.hide(&encoded);
        Ok(Some(("Authorization".to_owned(), format!("Basic {encoded}"))))
    }
}

/// A text with what stands for its `${…}`; what no script has set stands there as nothing \[I\].
fn filled(text: &str, parameters: &Parameters) -> String {
    let mut whole = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, behind)) = after.split_once('}') else { break };
        whole.push_str(before);
        whole.push_str(parameters.get(name.trim()).map_or("", String::as_str));
        rest = behind;
    }
    whole + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_braces_is_put_in_once() {
        let parameters: Parameters =
            [("a", "1"), ("b", "${a}")].map(|(name, value)| (name.into(), value.into())).into();
        for (text, wanted) in [
            ("x${a}y${b}z", "x1y${a}z"),
            ("${ a }${c}", "1"),
            ("{\"a\": ${a}}", "{\"a\": 1}"),
            ("$a ${a", "$a ${a"),
            ("", ""),
        ] {
            assert_eq!(filled(text, &parameters), wanted);
        }
    }
}
