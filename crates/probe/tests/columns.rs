//! The comparison of columns and choices, against the simulated instance: silent where nothing differs, and naming each
//! difference that is made in its dictionary.

#![expect(clippy::unwrap_used, reason = "what surprises a test ends it")]

use probe::{Comparison, Difference, ProbeError, columns};
use reqwest::Method;
use serde_json::{Value, json};
use simulator::{Simulator, Unknowns, control::Control};
use std::process::{Command, Output};

/// A simulated instance, and its administrator.
struct Instance(Simulator);

impl Instance {
    async fn started() -> Self {
        Self(Simulator::builder().start().await.unwrap())
    }

    fn url(&self) -> &str {
        self.0.url()
    }

    async fn send(&self, method: Method, path: &str, body: &Value) -> Value {
        let request = reqwest::Client::new().request(method, format!("{}{path}", self.url()));
        let request = request.basic_auth("admin", Some("admin")).json(body);
        let answer = request.send().await.unwrap().error_for_status().unwrap();
        serde_json::from_str(&answer.text().await.unwrap()).unwrap_or_default()
    }

    async fn insert(&self, table: &str, row: Value) {
        self.send(Method::POST, &format!("/api/now/table/{table}"), &row).await;
    }

    /// Deletes the one row that a query gives.
    async fn delete(&self, table: &str, query: &str) {
        let path = format!("/api/now/table/{table}?sysparm_fields=sys_id&sysparm_query={query}");
        let found = self.send(Method::GET, &path, &json!({})).await;
        let rows = found["result"].as_array().unwrap();
        assert_eq!(rows.len(), 1, "{query}: {rows:?}");
        let id = rows[0]["sys_id"].as_str().unwrap();
        self.send(Method::DELETE, &format!("/api/now/table/{table}/{id}"), &json!({})).await;
    }

    /// One column less, one more that is mandatory, one of a customer's own; one choice less, one more.
    async fn disagreeing() -> Self {
        let instance = Self::started().await;
        instance.delete("sys_dictionary", "name=sys_retry_policy^element=max_elapsed_time").await;
        for element in ["backoff", "u_cost_centre"] {
            let row = json!({ "name": "sys_retry_policy", "element": element,
                "internal_type": "integer", "mandatory": "true", "active": "true" });
            instance.insert("sys_dictionary", row).await;
        }
        let choice = "name=sys_retry_policy^element=retry_strategy";
        instance.delete("sys_choice", &format!("{choice}^value=retry_after")).await;
        let row = json!({ "name": "sys_retry_policy", "element": "retry_strategy",
            "value": "never", "label": "Never", "language": "en" });
        instance.insert("sys_choice", row).await;
        instance
    }

    async fn compared(&self) -> Comparison {
        columns(self.url(), "admin", "admin").await.unwrap()
    }

    /// What the program says of it.
    async fn told(&self, arguments: &[&str]) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_servicenow-probe"));
        program.args(["columns", self.url()]).args(arguments);
        program.env("SERVICENOW_PASSWORD", "admin");
        tokio::task::spawn_blocking(move || program.output()).await.unwrap().unwrap()
    }
}

#[tokio::test]
async fn the_program_is_silent_where_nothing_differs() {
    let told = Instance::started().await.told(&["--username", "admin"]).await;
    assert_eq!(String::from_utf8_lossy(&told.stdout), "");
    assert_eq!(String::from_utf8_lossy(&told.stderr), "");
    assert_eq!(told.status.code(), Some(0));
}

#[tokio::test]
async fn the_program_names_what_is_lacking_and_what_is_new_type_by_type() {
    let told = Instance::disagreeing().await.told(&["--username", "admin", "--read-only"]).await;
    let wanted = "## servicenow_retry_policy\n\n\
        * lacks `sys_retry_policy.max_elapsed_time`, the attribute `max_elapsed_time`\n\
        * lacks the choice `retry_after` of `sys_retry_policy.retry_strategy`\n\
        * has `sys_retry_policy.backoff` (integer, mandatory)\n\
        * has the choice `never` of `sys_retry_policy.retry_strategy`\n\n";
    assert_eq!(String::from_utf8_lossy(&told.stdout), wanted);
    assert_eq!(told.status.code(), Some(1));
}

#[tokio::test]
async fn a_column_may_be_inherited() {
    let instance = Instance::started().await;
    instance.delete("sys_dictionary", "name=sys_connection^element=credential").await;
    let compared = instance.compared().await;
    let of_connection = &compared.by_type.iter().find(|(name, _)| name == "servicenow_connection");
    let lacks = |table: &str| Difference::Lacks {
        table: table.to_owned(),
        column: "credential".to_owned(),
        attribute: "credential".to_owned(),
    };
    assert_eq!(of_connection.unwrap().1, [lacks("sys_connection")]);
}

#[tokio::test]
async fn a_table_that_is_not_there_is_named_once() {
    let instance = Instance::started().await;
    let path =
        "/api/now/table/sys_dictionary?sysparm_fields=sys_id&sysparm_query=name=sys_retry_policy";
    let found = instance.send(Method::GET, path, &json!({})).await;
    for row in found["result"].as_array().unwrap() {
        let path = format!("/api/now/table/sys_dictionary/{}", row["sys_id"].as_str().unwrap());
        instance.send(Method::DELETE, &path, &json!({})).await;
    }
    let said = instance.compared().await.to_string();
    assert!(said.contains("* lacks the table `sys_retry_policy`\n"), "{said}");
    assert!(!said.contains("`sys_retry_policy.count`"), "{said}");
}

/// The dictionary counts five rows about the first table it is asked for and shows none: an access rule takes them away.
#[tokio::test]
async fn what_is_hidden_is_said_and_never_called_lacking() {
    let instance = Instance::started().await;
    let answer = json!({ "kind": "status", "status": 200,
        "headers": { "X-Total-Count": "5", "Content-Type": "application/json" },
        "body": "{\"result\":[]}" });
    let rule = json!([{ "table": "sys_dictionary", "nth": 1, "fault": answer }]);
    let rule: Vec<_> = serde_json::from_value(rule).unwrap();
    let control = Control::new(reqwest::Client::new(), instance.url());
    control.add_faults(&rule).await.unwrap();
    let compared = instance.compared().await;
    let all: Vec<_> = compared.by_type.iter().flat_map(|(_, differences)| differences).collect();
    let hidden = |it: &Difference| matches!(it, Difference::Hidden { rows: 5, .. });
    let untold = |it: &Difference| matches!(it, Difference::Untold { .. });
    assert!(all.iter().any(|it| hidden(it)) && all.iter().any(|it| untold(it)), "{compared}");
    assert!(all.iter().all(|it| hidden(it) || untold(it)), "{compared}");
}

#[tokio::test]
async fn who_sees_nothing_of_the_dictionary_is_told_which_role_it_takes() {
    let instance = Instance::started().await;
    let blind = columns(instance.url(), "plain.user", "plain.user").await.unwrap_err();
    assert!(matches!(blind, ProbeError::Blind { .. }), "{blind}");
    assert!(blind.to_string().contains("personalize_dictionary"), "{blind}");
}

#[tokio::test]
async fn columns_that_no_source_is_sure_of_are_found_lacking() {
    let worst = Simulator::builder().unknowns(Unknowns::worst()).start().await.unwrap();
    let compared = columns(worst.url(), "admin", "admin").await.unwrap();
    for (name, differences) in &compared.by_type {
        let lacking = |it: &Difference| matches!(it, Difference::Lacks { .. });
        assert!(differences.iter().all(lacking), "{name}: {differences:?}");
    }
}

#[tokio::test]
async fn comparing_reads_three_tables_and_nothing_else() {
    let instance = Instance::started().await;
    let control = Control::new(reqwest::Client::new(), instance.url());
    let before = control.export().await.unwrap();
    instance.compared().await;
    let requests = control.requests().await.unwrap();
    assert!(requests.len() > 30);
    for request in requests {
        let tables = ["sys_dictionary", "sys_choice", "sys_db_object"];
        assert_eq!(request.method, "GET", "{request:?}");
        assert!(tables.contains(&request.table.as_deref().unwrap()), "{request:?}");
    }
    assert_eq!(control.export().await.unwrap(), before);
}
