//! An instance to talk to, and short ways of saying what is said to it.

use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};
use simulator::{
    Builder, Simulator, Unknowns,
    control::{Control, Revealed, SecretPlace},
};
use std::time::Duration;

/// A running instance and a client that signs in as `admin`.
pub(crate) struct Instance {
    pub(crate) simulator: Simulator,
    pub(crate) client: Client,
    user: String,
}

/// A fresh developer instance.
pub(crate) async fn pdi() -> Instance {
    started(Simulator::builder()).await
}

/// An instance whose answers hold the words of its rules.
pub(crate) async fn talkative() -> Instance {
    with(Unknowns { abort_words_shown: true, ..Unknowns::likely() }).await
}

/// A fresh developer instance with one profile of unknowns.
pub(crate) async fn with(unknowns: Unknowns) -> Instance {
    started(Simulator::builder().unknowns(unknowns)).await
}

/// The instance a builder makes.
pub(crate) async fn started(builder: Builder) -> Instance {
    let simulator = builder.start().await.unwrap();
    Instance { simulator, client: Client::new(), user: "admin".to_owned() }
}

impl Instance {
    /// The same instance for another user, whose password is the user name.
    pub(crate) fn user(mut self, name: &str) -> Self {
        name.clone_into(&mut self.user);
        self
    }

    /// A request as the current user.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.simulator.url());
        self.client.request(method, url).basic_auth(&self.user, Some(&self.user))
    }

    /// `GET`; status and body.
    pub(crate) async fn get(&self, path: &str) -> (u16, Value) {
        parts(self.request(Method::GET, path).send().await.unwrap()).await
    }

    /// `POST` of a record; status and body.
    pub(crate) async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        parts(self.request(Method::POST, path).json(&body).send().await.unwrap()).await
    }

    /// `PATCH` of a record; status and body.
    pub(crate) async fn patch(&self, path: &str, body: Value) -> (u16, Value) {
        parts(self.request(Method::PATCH, path).json(&body).send().await.unwrap()).await
    }

    /// `DELETE`; status and body.
    pub(crate) async fn delete(&self, path: &str) -> (u16, Value) {
        parts(self.request(Method::DELETE, path).send().await.unwrap()).await
    }

    /// Inserts a record, which must work, and returns it with plain references.
    pub(crate) async fn insert(&self, table: &str, body: Value) -> Value {
        let path = format!("/api/now/table/{table}?sysparm_exclude_reference_link=true");
        let (status, body) = self.post(&path, body).await;
        assert_eq!(status, 201, "{body}");
        body["result"].clone()
    }

    /// The rows an encoded query gives, with plain references.
    pub(crate) async fn rows(&self, table: &str, query: &str) -> Vec<Value> {
        let request = self.request(Method::GET, &format!("/api/now/table/{table}"));
        let parameters = [("sysparm_query", query), ("sysparm_exclude_reference_link", "true")];
        let (status, body) = parts(request.query(&parameters).send().await.unwrap()).await;
        assert_eq!(status, 200, "{body}");
        body["result"].as_array().unwrap().clone()
    }

    /// A property of the instance is set.
    pub(crate) async fn property(&self, name: &str, value: &str) {
        self.insert("sys_properties", json!({ "name": name, "value": value })).await;
    }

    /// The simulator's own controls.
    pub(crate) fn control(&self) -> Control {
        Control::new(self.client.clone(), self.simulator.url())
    }

    /// Trouble is ordered: a JSON array of rules.
    pub(crate) async fn fault(&self, rules: Value) {
        self.control().add_faults(&serde_json::from_value::<Vec<_>>(rules).unwrap()).await.unwrap();
    }

    /// Everything on the instance.
    pub(crate) async fn export(&self) -> Value {
        self.control().export().await.unwrap()
    }

    /// The instance's clock is put forward.
    pub(crate) async fn advance(&self, seconds: u64) {
        self.control().advance(Duration::from_secs(seconds)).await.unwrap();
    }

    /// What a stored secret is, compared with a guess.
    pub(crate) async fn reveal(
        &self,
        table: &str,
        record: &Value,
        column: &str,
        guess: &str,
    ) -> Revealed {
        let place = SecretPlace { table, sys_id: id(record), column };
        self.control().reveal(place, guess).await.unwrap()
    }
}

/// Status and body of an answer; a body that is no JSON as a string.
pub(crate) async fn parts(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

/// A record's sys_id.
pub(crate) fn id(record: &Value) -> &str {
    record["sys_id"].as_str().unwrap()
}
