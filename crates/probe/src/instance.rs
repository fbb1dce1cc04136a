//! The instance under probe, as one user talks to it.

use crate::{error::ProbeError, refusal::Refusal};
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::Value;
use std::time::Duration;

/// How long an instance may take for an answer.
const PATIENCE: Duration = Duration::from_mins(1);
/// How many rows are asked for at a time.
const PAGE: usize = 1000;

/// An answer: its status and its body, null where it was no JSON.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
    /// How many rows there are by the instance's count, hidden ones included
    /// (docs/facts.md#counted-before-access).
    pub(crate) counted: Option<usize>,
}

/// The rows a query gives, and how many there are with those that are hidden.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) shown: Vec<Value>,
    pub(crate) counted: usize,
}

/// Whether a probe may change anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    Writes,
    /// Any other request than GET is refused before it is sent.
    ReadsOnly,
}

/// The instance and the user.
#[derive(Debug)]
pub(crate) struct Instance {
    client: Client,
    url: String,
    manner: Manner,
    pub(crate) username: String,
    pub(crate) password: String,
}

impl Instance {
    pub(crate) fn new(
        url: &str,
        username: &str,
        password: &str,
        manner: Manner,
    ) -> Result<Self, ProbeError> {
        let client = Client::builder().timeout(PATIENCE).build()?;
        let (username, password) = (username.to_owned(), password.to_owned());
        Ok(Self { client, url: url.trim_end_matches('/').to_owned(), manner, username, password })
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
        self.answer(self.client.post(format!("{}{path}", self.url)).form(form)).await
    }

    /// Sends a request, unless it would write and this probe only reads.
    pub(crate) async fn send(&self, request: RequestBuilder) -> Result<Response, ProbeError> {
        let request = request.build()?;
        if self.manner == Manner::ReadsOnly && request.method() != Method::GET {
            return Err(ProbeError::ReadOnly);
        }
        Ok(self.client.execute(request).await?)
    }

    /// Sends a request and reads its answer.
    pub(crate) async fn answer(&self, request: RequestBuilder) -> Result<Answer, ProbeError> {
        let response = self.send(request).await?;
        let status = response.status().as_u16();
        let counted = response.headers().get("x-total-count");
        let counted = counted.and_then(|count| count.to_str().ok()?.parse().ok());
        let text = response.text().await?;
        Ok(Answer { status, body: serde_json::from_str(&text).unwrap_or_default(), counted })
    }

    /// All rows of an encoded query, page by page.
    pub(crate) async fn rows(
        &self,
        table: &str,
        query: &str,
        columns: &[&str],
    ) -> Result<Rows, ProbeError> {
        let path = format!("/api/now/table/{table}");
        let (limit, columns) = (PAGE.to_string(), columns.join(","));
        let mut rows = Rows::default();
        let mut asked = 0;
        loop {
            let offset = asked.to_string();
            let parameters = [
                ("sysparm_query", query),
                ("sysparm_fields", &columns),
                ("sysparm_limit", &limit),
                ("sysparm_offset", &offset),
                ("sysparm_exclude_reference_link", "true"),
            ];
            let answer = self.answer(self.request(Method::GET, &path).query(&parameters)).await?;
            let counted = answer.counted;
            let page = answer.result(&format!("reading {table}"))?;
            rows.shown.extend(page.as_array().cloned().unwrap_or_default());
            rows.counted = counted.unwrap_or(rows.shown.len());
            asked += PAGE;
            if asked >= rows.counted {
                return Ok(rows);
            }
        }
    }
}

impl Answer {
    /// The result of a request that had to work.
    pub(crate) fn result(self, action: &str) -> Result<Value, ProbeError> {
        match (self.status, self.body.get("result")) {
            (200..=299, Some(result)) => Ok(result.clone()),
            _ => Err(ProbeError::Refused { action: action.to_owned(), refusal: self.refusal() }),
        }
    }

    /// What refused it: of the instance's own words only those that name nobody.
    pub(crate) fn refusal(&self) -> Refusal {
        Refusal::of(self.status, &self.body)
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
    fn what_was_refused_is_told_without_what_somebody_wrote() {
        let body = json!({ "error": { "message": "Operation Failed", "detail": "No" } });
        let refused = Answer { status: 403, body, counted: None };
        let said = refused.result("inserting into sys_alias").unwrap_err().to_string();
        let wanted =
            "inserting into sys_alias was answered with 403 by something else: Operation Failed";
        assert_eq!(said, wanted);
        // A page of a sleeping instance, with 200.
        let page = Answer { status: 200, body: Value::Null, counted: None };
        assert!(page.result("signing in").is_err());
    }

    #[test]
    fn a_reference_is_its_value() {
        assert_eq!(text(&json!({ "link": "l", "value": "v" })), "v");
        assert_eq!(text(&json!("v")), "v");
        assert_eq!(text(&json!(null)), "");
    }

    #[tokio::test]
    async fn who_only_reads_sends_nothing_that_writes() {
        // Nobody listens there: a request that is sent fails otherwise.
        let instance = Instance::new("http://127.0.0.1:1", "a", "b", Manner::ReadsOnly).unwrap();
        for method in [Method::POST, Method::PATCH, Method::PUT, Method::DELETE] {
            let request = instance.request(method, "/api/now/table/sys_alias");
            let refused = instance.answer(request).await.unwrap_err();
            assert!(matches!(refused, ProbeError::ReadOnly), "{refused}");
        }
        let refused = instance.form("/oauth_token.do", &[]).await.unwrap_err();
        assert!(matches!(refused, ProbeError::ReadOnly), "{refused}");
        let read = instance.answer(instance.request(Method::GET, "/api/now")).await.unwrap_err();
        assert!(matches!(read, ProbeError::Unreachable(_)), "{read}");
    }

    #[tokio::test]
    async fn an_error_names_no_host() {
        let instance = Instance::new("http://127.0.0.1:1", "a", "b", Manner::Writes).unwrap();
        let failed = instance.answer(instance.request(Method::GET, "/secret")).await.unwrap_err();
        let mut said = failed.to_string();
        let mut source = std::error::Error::source(&failed);
        while let Some(cause) = source {
            said.push_str(&cause.to_string());
            source = cause.source();
        }
        assert!(!said.contains("secret"), "{said}");
    }
}
