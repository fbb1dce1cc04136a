//! A small client of an instance, for looking at what the provider did. It shares no code with
//! the provider's own client, so that it cannot share its mistakes.

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Map, Value, json};
use simulator::control::{Control, ControlError, Counts, Entry, SecretPlace};
use tokio::runtime::{Builder, Runtime};

use crate::export::Export;
use crate::failure::{Attempt, Failure};

/// An instance and the user whose eyes it is seen with.
#[derive(Debug)]
pub struct Instance {
    runtime: Runtime,
    client: Client,
    control: Control,
    url: String,
    user: String,
    password: String,
}

/// An answer: its status and its body, null when there was none or it was not JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Value,
}

impl Instance {
    /// The instance at `url` as seen by `user`. Makes no request.
    pub fn new(url: &str, user: &str, password: &str) -> Result<Self, Failure> {
        let runtime = Builder::new_current_thread().enable_all().build();
        // No connection is kept: the runtime sleeps between requests and would not see the instance
        // close one.
        let client = Client::builder().no_proxy().pool_max_idle_per_host(0);
        let client = client.timeout(Duration::from_mins(1)).build();
        let client = client.attempting("make an HTTP client")?;
        Ok(Self {
            runtime: runtime.attempting("start a runtime")?,
            control: Control::new(client.clone(), url),
            client,
            url: url.trim_end_matches('/').to_owned(),
            user: user.to_owned(),
            password: password.to_owned(),
        })
    }

    /// The address of the instance, without a slash at its end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Every record of `table` that matches the encoded query, all columns as stored.
    pub fn records(&self, table: &str, query: &str) -> Result<Vec<Map<String, Value>>, Failure> {
        let parameters = [("sysparm_query", query), ("sysparm_exclude_reference_link", "true")];
        let request = self.table(Method::GET, table).query(&parameters);
        let answer = self.expect(request, &format!("read {table}"))?;
        let rows = answer["result"].as_array().cloned().unwrap_or_default();
        Ok(rows.into_iter().filter_map(|row| row.as_object().cloned()).collect())
    }

    /// The one record of `table` that matches the encoded query.
    pub fn record(&self, table: &str, query: &str) -> Result<Map<String, Value>, Failure> {
        let mut records = self.records(table, query)?;
        match (records.pop(), records.len()) {
            (Some(record), 0) => Ok(record),
            (None, _) => Err(Failure::new(format!("no record of {table} matches {query}"))),
            (_, more) => {
                Err(Failure::new(format!("{} records of {table} match {query}", more + 1)))
            }
        }
    }

    /// Inserts a record and answers it as stored.
    pub fn insert(&self, table: &str, record: &Value) -> Result<Value, Failure> {
        let request = self.table(Method::POST, table).json(record);
        Ok(self.expect(request, &format!("insert into {table}"))?["result"].clone())
    }

    /// Changes columns of a record, as a colleague at the instance's own forms would.
    pub fn update(&self, table: &str, sys_id: &str, columns: &Value) -> Result<Value, Failure> {
        let path = format!("{table}/{sys_id}");
        let request = self.table(Method::PATCH, &path).json(columns);
        Ok(self.expect(request, &format!("update {table}"))?["result"].clone())
    }

    /// Deletes a record.
    pub fn delete(&self, table: &str, sys_id: &str) -> Result<(), Failure> {
        let request = self.table(Method::DELETE, &format!("{table}/{sys_id}"));
        self.expect(request, &format!("delete from {table}")).map(drop)
    }

    /// Everything on the simulated instance, without audit columns.
    pub fn export(&self) -> Result<Export, Failure> {
        self.controlled(self.control.export()).map(Export::new)
    }

    /// The simulated instance as it was when it started.
    pub fn reset(&self) -> Result<(), Failure> {
        self.controlled(self.control.reset())
    }

    /// Installs an application from the Store, as a person would in the Application Manager.
    pub fn install_application(&self, scope: &str) -> Result<(), Failure> {
        let path = format!("/api/sn_cicd/app_repo/install?scope={scope}");
        let begun = self.send(Method::POST, &path, Some(&json!({})))?;
        let progress = begun.body["result"]["links"]["progress"]["id"].as_str().unwrap_or_default();
        let path = format!("/api/sn_cicd/progress/{progress}");
        loop {
            let answer = self.send(Method::GET, &path, None)?;
            match answer.body["result"]["status"].as_str() {
                Some("2") => return Ok(()),
                Some("0" | "1") => std::thread::sleep(Duration::from_millis(50)),
                _ => {
                    let said = format!("the instance answered {} {}", answer.status, answer.body);
                    return Err(Failure::new(format!("could not install {scope}")).because(said));
                }
            }
        }
    }

    /// How many requests the simulator has answered, in all and by table and method.
    pub fn counts(&self) -> Result<Counts, Failure> {
        self.controlled(self.control.counts())
    }

    /// The requests the simulator has answered since they were last forgotten.
    pub fn requests(&self) -> Result<Vec<Entry>, Failure> {
        self.controlled(self.control.requests())
    }

    /// Forgets the requests received so far, and with them the counts.
    pub fn forget_requests(&self) -> Result<(), Failure> {
        self.controlled(self.control.forget_requests())
    }

    /// Adds faults for later requests to run into: an array of the simulator's fault rules.
    pub fn inject_faults(&self, rules: &Value) -> Result<(), Failure> {
        let rules: Vec<_> = serde_json::from_value(rules.clone()).attempting("read the faults")?;
        self.controlled(self.control.add_faults(&rules))
    }

    /// Removes every injected fault.
    pub fn clear_faults(&self) -> Result<(), Failure> {
        self.controlled(self.control.clear_faults())
    }

    /// Puts the simulator's clock forward.
    pub fn advance_clock(&self, by: Duration) -> Result<(), Failure> {
        self.controlled(self.control.advance(by))
    }

    /// Whether the secret stored in `column` is `guess`. The simulator never tells the secret.
    pub fn holds_secret(
        &self,
        table: &str,
        sys_id: &str,
        column: &str,
        guess: &str,
    ) -> Result<bool, Failure> {
        let place = SecretPlace { table, sys_id, column };
        let revealed = self.controlled(self.control.reveal(place, guess))?;
        Ok(revealed.equal && revealed.encrypted)
    }

    /// Sends any request, as this user, to a path of the instance.
    pub fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Answer, Failure> {
        let request = self.client.request(method, format!("{}{path}", self.url));
        let request = request.basic_auth(&self.user, Some(&self.password));
        self.answer(match body {
            Some(body) => request.json(body),
            None => request,
        })
    }

    /// Waits for the answer of a control.
    fn controlled<T>(
        &self,
        asking: impl Future<Output = Result<T, ControlError>>,
    ) -> Result<T, Failure> {
        self.runtime.block_on(asking).attempting("use the controls of the simulated instance")
    }

    /// What the instance answers to somebody who proves himself by this header and nothing else.
    pub fn answer_with(&self, path: &str, header: (&str, &str)) -> Result<Answer, Failure> {
        let request = self.client.get(format!("{}{path}", self.url));
        self.answer(request.header(header.0, header.1))
    }

    fn table(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}/api/now/table/{path}", self.url);
        let request = self.client.request(method, url).header("Accept", "application/json");
        request.basic_auth(&self.user, Some(&self.password))
    }

    fn expect(&self, request: RequestBuilder, doing: &str) -> Result<Value, Failure> {
        let answer = self.answer(request)?;
        if (200..300).contains(&answer.status) {
            return Ok(answer.body);
        }
        let said = format!("the instance answered {} {}", answer.status, answer.body);
        Err(Failure::new(format!("could not {doing}")).because(said))
    }

    fn answer(&self, request: RequestBuilder) -> Result<Answer, Failure> {
        self.runtime.block_on(async {
            let response = request.send().await.attempting("reach the instance")?;
            let status = response.status().as_u16();
            let body = response.bytes().await.attempting("read the instance's answer")?;
            Ok(Answer { status, body: serde_json::from_slice(&body).unwrap_or(Value::Null) })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;
    use std::thread::{self, JoinHandle};

    /// Answers one request with `status` and `body`; joins to the lines of its head.
    fn one_answer(status: &'static str, body: &'static str) -> (Instance, JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let head = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
            let length = body.len();
            write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {length}\r\n\r\n{body}").unwrap();
            head
        });
        (Instance::new(&url, "admin", "admin").unwrap(), server)
    }

    #[test]
    fn records_are_asked_for_as_the_user_and_as_stored() {
        let (instance, server) = one_answer("200 OK", r#"{"result": [{"name": "one"}]}"#);
        let record = instance.record("sys_alias", "name=one").unwrap();
        assert_eq!(record["name"], "one");
        let head = server.join().unwrap();
        assert!(head[0].starts_with("GET /api/now/table/sys_alias?sysparm_query=name%3Done&"));
        assert!(
            head.iter()
                .any(|line| line.eq_ignore_ascii_case("authorization: Basic YWRtaW46YWRtaW4="))
        );
    }

    #[test]
    fn two_records_where_one_is_meant_are_an_error() {
        let (instance, _server) = one_answer("200 OK", r#"{"result": [{}, {}]}"#);
        let failure = instance.record("sys_alias", "active=true").unwrap_err();
        assert!(failure.to_string().contains("2 records of sys_alias"));
    }

    #[test]
    fn a_refusal_quotes_the_instance() {
        let (instance, _server) = one_answer("403 Forbidden", r#"{"error": "no such right"}"#);
        let failure = instance.delete("sys_alias", "0").unwrap_err();
        assert!(failure.explained().contains("no such right"));
        assert!(failure.explained().contains("403"));
    }

    #[test]
    fn any_answer_of_a_request_of_ones_own_is_an_answer() {
        let (instance, _server) = one_answer("404 Not Found", "not JSON");
        let answer = instance.send(Method::GET, "/nowhere", None).unwrap();
        assert_eq!(answer, Answer { status: 404, body: Value::Null });
    }
}
