//! The instance under probe, as one user talks to it.

use crate::error::ProbeError;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;
use std::time::Duration;

/// How long an instance may take for an answer.
const PATIENCE: Duration = Duration::from_mins(1);

/// An answer: its status and its body, null where it was no JSON.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

/// The instance and the user.
#[derive(Debug)]
pub(crate) struct Instance {
    client: Client,
    url: String,
    pub(crate) username: String,
    pub(crate) password: String,
}

impl Instance {
    pub(crate) fn new(url: &str, username: &str, password: &str) -> Result<Self, ProbeError> {
        let client = Client::builder().timeout(PATIENCE).build()?;
        let (username, password) = (username.to_owned(), password.to_owned());
        Ok(Self { client, url: url.trim_end_matches('/').to_owned(), username, password })
    }

    /// A request to a path, signed in.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.url));
        let request = request.header("Accept", "application/json");
        request.basic_auth(&self.username, Some(&self.password))
    }

    /// Posts a form, not signed in.
    pub(crate) async fn form(
        &self,
        path: &str,
        form: &[(&str, &str)],
    ) -> Result<Answer, ProbeError> {
        let request = self.client.post(format!("{}{path}", self.url)).form(form);
        answer(request).await
    }
}

/// Sends a request and reads its answer.
pub(crate) async fn answer(request: RequestBuilder) -> Result<Answer, ProbeError> {
    let response = request.send().await?;
    let status = response.status().as_u16();
    let text = response.text().await?;
    Ok(Answer { status, body: serde_json::from_str(&text).unwrap_or_default() })
}

impl Answer {
    /// The result of a request that had to work.
    pub(crate) fn result(self, action: &str) -> Result<Value, ProbeError> {
        match (self.status, self.body.get("result")) {
            (200..=299, Some(result)) => Ok(result.clone()),
            (status, _) => {
                let error = &self.body["error"];
                let said = format!("{} {}", text(&error["message"]), text(&error["detail"]));
                let said = said.trim().to_owned();
                Err(ProbeError::Refused { action: action.to_owned(), status, said })
            }
        }
    }

    /// Whether it worked; a refusal is an answer too.
    pub(crate) fn worked(&self) -> bool {
        (200..=299).contains(&self.status)
    }
}

/// A value as text; a reference's own value, nothing for what is not there.
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().or_else(|| value["value"].as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_was_refused_is_told_in_the_words_of_the_instance() {
        let error = json!({ "error": { "message": "Operation Failed", "detail": "No" } });
        let refused = Answer { status: 403, body: error }.result("inserting into sys_alias");
        let said = refused.unwrap_err().to_string();
        assert_eq!(said, "inserting into sys_alias was answered with 403: Operation Failed No");
        // A page of a sleeping instance, with 200.
        assert!(Answer { status: 200, body: Value::Null }.result("signing in").is_err());
    }

    #[test]
    fn a_reference_is_its_value() {
        assert_eq!(text(&json!({ "link": "l", "value": "v" })), "v");
        assert_eq!(text(&json!("v")), "v");
        assert_eq!(text(&json!(null)), "");
    }
}
