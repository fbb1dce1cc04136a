//! Access rules as rows that are evaluated (docs/facts.md#access-rule).

use crate::support::{Instance, id, parts, pdi, with};
use reqwest::Method;
use serde_json::{Value, json};
use simulator::{EmptyRule, Unknowns};

/// An instance whose administrator has elevated, by the session cookie that comes with it.
struct Bench {
    instance: Instance,
    cookie: String,
}

impl Bench {
    async fn new(unknowns: Unknowns) -> Self {
        let instance = with(unknowns).await;
        let roles = json!({ "roles": "security_admin" });
        let elevate = instance.request(Method::POST, "/api/now/ui/impersonate/role");
        let answer = elevate.json(&roles).send().await.unwrap();
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Self { instance, cookie }
    }

    async fn likely() -> Self {
        Self::new(Unknowns::likely()).await
    }

    async fn write(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let request = self.instance.request(method, &format!("/api/now/table/{path}"));
        parts(request.header("cookie", &self.cookie).json(&body).send().await.unwrap()).await
    }

    async fn role(&self, name: &str) -> String {
        id(&self.instance.rows("sys_user_role", &format!("name={name}")).await[0]).to_owned()
    }

    /// A rule in the order in which careful clients write one: inactive, roles, active.
    async fn rule(&self, mut rule: Value, roles: &[&str]) -> String {
        rule["active"] = json!(false);
        let (status, body) = self.write(Method::POST, "sys_security_acl", rule).await;
        assert_eq!(status, 201, "{body}");
        let rule = id(&body["result"]).to_owned();
        for role in roles {
            let link = json!({ "sys_security_acl": rule, "sys_user_role": self.role(role).await });
            assert_eq!(self.write(Method::POST, "sys_security_acl_role", link).await.0, 201);
        }
        let (status, body) = self.activate(&rule).await;
        assert_eq!(status, 200, "{body}");
        rule
    }

    async fn activate(&self, rule: &str) -> (u16, Value) {
        self.write(Method::PATCH, &format!("sys_security_acl/{rule}"), json!({ "active": true }))
            .await
    }

    async fn seen_by(self, user: &str, table: &str) -> (Self, Vec<Value>) {
        let instance = self.instance.user(user);
        let rows = instance.rows(table, "").await;
        (Self { instance: instance.user("admin"), ..self }, rows)
    }
}

#[tokio::test]
async fn a_rule_for_a_table_opens_it_and_its_end_closes_it() {
    let bench = Bench::likely().await;
    bench.instance.insert("sys_alias", json!({ "name": "Mail" })).await;
    let (bench, seen) = bench.seen_by("itil.user", "sys_alias").await;
    assert!(seen.is_empty());
    let rule = bench.rule(json!({ "name": "sys_alias", "operation": "read" }), &["itil"]).await;
    let (bench, seen) = bench.seen_by("itil.user", "sys_alias").await;
    assert_eq!(seen.len(), 1, "rules at one name are alternatives");
    let (bench, seen) = bench.seen_by("plain.user", "sys_alias").await;
    assert!(seen.is_empty());
    let path = format!("sys_security_acl/{rule}");
    assert_eq!(bench.write(Method::DELETE, &path, json!({})).await.0, 204);
    let links = format!("sys_security_acl={rule}");
    assert!(bench.instance.rows("sys_security_acl_role", &links).await.is_empty());
    let left = "sys_security_aclISEMPTY^sys_user_role.name=itil";
    assert_eq!(bench.instance.rows("sys_security_acl_role", left).await.len(), 1, "the row stays");
    let (_, seen) = bench.seen_by("itil.user", "sys_alias").await;
    assert!(seen.is_empty());
}

#[tokio::test]
async fn a_condition_opens_some_rows_and_their_page_is_cut_before() {
    let bench = Bench::likely().await;
    for (name, internal) in [("One", "true"), ("Two", "false"), ("Three", "true")] {
        let alias = json!({ "name": name, "is_internal": internal });
        bench.instance.insert("sys_alias", alias).await;
    }
    let condition = "is_internal=true";
    let rule = json!({ "name": "sys_alias", "operation": "read", "condition": condition });
    bench.rule(rule, &["itil"]).await;
    let aliases = bench.instance.rows("sys_alias", "name=Two").await;
    let hidden = id(&aliases[0]).to_owned();
    let instance = bench.instance.user("itil.user");
    let path = "/api/now/table/sys_alias?sysparm_limit=2&sysparm_query=ORDERBYsys_created_on";
    let page = instance.request(Method::GET, path).send().await.unwrap();
    assert_eq!(page.headers()["x-total-count"], "3");
    let page = parts(page).await.1;
    assert_eq!(page["result"].as_array().unwrap().len(), 1, "two rows, of which one is seen");
    assert_eq!(instance.get(&format!("/api/now/table/sys_alias/{hidden}")).await.0, 404);
    let (_, count) = instance.get("/api/now/stats/sys_alias?sysparm_count=true").await;
    assert_eq!(count["result"]["stats"]["count"], "2");
}

#[tokio::test]
async fn a_rule_for_a_column_hides_it_and_drops_what_is_written() {
    let bench = Bench::likely().await;
    for operation in ["read", "write"] {
        let rule = json!({ "name": "task.short_description", "operation": operation });
        bench.rule(rule, &["user_admin"]).await;
    }
    let task = json!({ "short_description": "Secret", "description": "Open" });
    let incident = bench.instance.insert("incident", task).await;
    let instance = bench.instance.user("itil.user");
    let path = format!("/api/now/table/incident/{}", id(&incident));
    let change = json!({ "short_description": "Changed", "description": "Changed" });
    let (status, body) = instance.patch(&path, change).await;
    assert_eq!(status, 200);
    assert_eq!(body["result"]["description"], "Changed");
    assert!(body["result"].get("short_description").is_none(), "the parent's rule counts");
    let seen = instance.user("admin").get(&path).await.1;
    assert_eq!(seen["result"]["short_description"], "Secret");
}

#[tokio::test]
async fn a_column_can_be_open_in_some_rows_only() {
    let bench = Bench::likely().await;
    let rule = json!({ "name": "incident.description", "operation": "read",
        "condition": "priority=1" });
    bench.rule(rule, &["itil"]).await;
    for level in ["1", "3"] {
        let incident = json!({ "impact": level, "urgency": level, "description": "Text" });
        bench.instance.insert("incident", incident).await;
    }
    let instance = bench.instance.user("itil.user");
    let rows = instance.rows("incident", "ORDERBYpriority").await;
    assert_eq!(rows[0]["description"], "Text");
    assert!(rows[1].get("description").is_none());
}

#[tokio::test]
async fn a_denying_rule_stands_above_the_allowing_ones() {
    let bench = Bench::likely().await;
    bench.instance.insert("incident", json!({ "short_description": "Broken" })).await;
    let rule = json!({ "name": "incident", "operation": "read", "decision_type": "deny" });
    bench.rule(rule, &["user_admin"]).await;
    let (bench, seen) = bench.seen_by("itil.user", "incident").await;
    assert!(seen.is_empty());
    assert_eq!(bench.instance.rows("incident", "").await.len(), 1, "admin overrides");
}

#[tokio::test]
async fn a_rule_with_nothing_in_it_is_refused_or_closes_or_opens() {
    let empty = json!({ "name": "sys_alias", "operation": "read" });
    let bench = Bench::likely().await;
    let (status, body) = bench.write(Method::POST, "sys_security_acl", empty.clone()).await;
    assert_eq!(status, 403);
    assert!(body["error"]["detail"].as_str().unwrap().contains("Empty ACL"));
    for (empty_access_rule, seen) in [(EmptyRule::Denies, 0), (EmptyRule::Opens, 1)] {
        let unknowns = Unknowns { empty_access_rule, ..Unknowns::likely() };
        let bench = Bench::new(unknowns).await;
        bench.instance.insert("sys_alias", json!({ "name": "Mail" })).await;
        bench.rule(empty.clone(), &[]).await;
        assert_eq!(bench.seen_by("plain.user", "sys_alias").await.1.len(), seen);
    }
}

#[tokio::test]
async fn operations_and_types_have_words_for_identifiers() {
    let instance = pdi().await;
    for path in ["sys_security_operation/read", "sys_security_type/record"] {
        assert_eq!(instance.get(&format!("/api/now/table/{path}")).await.0, 200, "{path}");
    }
    let query = "name=oauth_entity^operation.name=create^type.name=record";
    let rule = &instance.rows("sys_security_acl", query).await[0];
    assert_eq!((&rule["operation"], &rule["type"]), (&json!("create"), &json!("record")));
    assert_eq!(rule["description"], "Stock rule [D]", "it says how well it is established");
}

#[tokio::test]
async fn a_property_is_read_and_written_with_the_roles_it_lists() {
    let instance = pdi().await;
    let property = json!({ "name": "desk.size", "value": "3", "read_roles": "itil, catalog",
        "write_roles": "user_admin" });
    let property = instance.insert("sys_properties", property).await;
    let path = format!("/api/now/table/sys_properties/{}", id(&property));
    let instance = instance.user("itil.user");
    assert_eq!(instance.rows("sys_properties", "").await.len(), 1);
    assert_eq!(instance.patch(&path, json!({ "value": "4" })).await.0, 403);
    let instance = instance.user("plain.user");
    assert_eq!(instance.get(&path).await.0, 404);
    let instance = instance.user("admin");
    instance.patch(&path, json!({ "write_roles": "itil" })).await;
    let (status, body) = instance.user("itil.user").patch(&path, json!({ "value": "4" })).await;
    assert_eq!((status, &body["result"]["value"]), (200, &json!("4")));
}

#[tokio::test]
async fn ones_own_incidents_and_preferences_are_open_and_others_are_not() {
    let instance = pdi().await;
    let plain = id(&instance.rows("sys_user", "user_name=plain.user").await[0]).to_owned();
    instance.insert("incident", json!({ "short_description": "Mine", "caller_id": plain })).await;
    instance.insert("incident", json!({ "short_description": "Another's" })).await;
    let instance = instance.user("plain.user");
    let seen = instance.rows("incident", "").await;
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0]["short_description"], "Mine");
    let preference = "/api/now/table/sys_user_preference";
    let own = json!({ "name": "rowcount", "value": "20", "user": plain });
    assert_eq!(instance.post(preference, own).await.0, 201);
    let others = json!({ "name": "rowcount", "value": "20", "user": "someone" });
    assert_eq!(instance.post(preference, others).await.0, 403);
    let instance = instance.user("admin");
    assert_eq!(instance.rows("sys_user_preference", "name=rowcount").await.len(), 1);
}

#[tokio::test]
async fn some_tables_are_closed_even_to_administrators() {
    let instance = pdi().await;
    assert!(instance.rows("sys_plugins", "").await.is_empty());
}

#[tokio::test]
async fn the_rule_for_the_record_apis_counts_once_it_is_active() {
    let bench = Bench::likely().await;
    let query = "name=snc_platform_rest_api_access";
    let rule = id(&bench.instance.rows("sys_security_acl", query).await[0]).to_owned();
    assert_eq!(bench.activate(&rule).await.0, 200);
    let instance = bench.instance.user("itil.user");
    let (status, body) = instance.get("/api/now/v2/table/incident").await;
    assert_eq!(status, 403);
    assert_eq!(body["error"]["detail"], "Failed API level ACL Validation");
    assert_eq!(instance.get("/api/now/ui/user/current_user").await.0, 200);
    assert_eq!(instance.user("admin").get("/api/now/table/incident").await.0, 200);
}

#[tokio::test]
async fn the_rules_of_a_rows_own_class_count_by_whatever_table_it_is_reached() {
    let bench = Bench::likely().await;
    bench.rule(json!({ "name": "problem", "operation": "write" }), &["user_admin"]).await;
    let problem = bench.instance.insert("problem", json!({ "short_description": "x" })).await;
    let instance = bench.instance.user("itil.user");
    let path = format!("/api/now/table/task/{}", id(&problem));
    assert_eq!(instance.get(&path).await.0, 200);
    assert_eq!(instance.patch(&path, json!({ "short_description": "y" })).await.0, 403);
}

#[tokio::test]
async fn a_rule_is_advanced_exactly_while_it_has_a_script() {
    let bench = Bench::likely().await;
    let rule = json!({ "name": "incident.number", "operation": "read", "advanced": true,
        "condition": "active=true" });
    let (_, body) = bench.write(Method::POST, "sys_security_acl", rule).await;
    let rule = &body["result"];
    let shown = ["advanced", "local_or_existing"].map(|column| rule[column].as_str().unwrap());
    assert_eq!(shown, ["false", "Local"]);
    let path = format!("sys_security_acl/{}", id(rule));
    let script = json!({ "script": "answer = gs.hasRole('itil');", "advanced": false });
    let (_, body) = bench.write(Method::PATCH, &path, script).await;
    assert_eq!(body["result"]["advanced"], "true");
}

#[tokio::test]
async fn a_row_that_joins_no_rule_or_no_role_is_refused_and_belongs_to_an_application() {
    let bench = Bench::likely().await;
    let alias = json!({ "name": "sys_alias", "operation": "read" });
    let (rule, itil) = (bench.rule(alias, &["itil"]).await, bench.role("itil").await);
    for row in [json!({ "sys_security_acl": rule }), json!({ "sys_user_role": itil }), json!({})] {
        let (status, body) = bench.write(Method::POST, "sys_security_acl_role", row).await;
        assert_eq!(status, 403);
        assert!(body.to_string().contains("Prevent empty ACL role"), "{body}");
    }
    let own = format!("sys_security_acl={rule}");
    let rows = bench.instance.rows("sys_security_acl_role", &own).await;
    assert_eq!(rows[0]["sys_scope"], "global");
}

#[tokio::test]
async fn what_a_rule_may_guard_is_checked() {
    let bench = Bench::likely().await;
    let callable = json!({ "name": "Helper", "type": "client_callable_script_include",
        "operation": "execute", "condition": "active=true" });
    let write = async |rule: Value| bench.write(Method::POST, "sys_security_acl", rule).await.0;
    assert_eq!(write(callable.clone()).await, 403, "there is no such script");
    let script = json!({ "name": "Helper", "client_callable": false });
    let script = bench.instance.insert("sys_script_include", script).await;
    assert_eq!(write(callable.clone()).await, 403, "nobody can call it");
    let path = format!("/api/now/table/sys_script_include/{}", id(&script));
    bench.instance.patch(&path, json!({ "client_callable": true })).await;
    assert_eq!(write(callable).await, 201);
    for (operation, status) in [("write", 403), ("read", 201)] {
        let rule = json!({ "name": "ar_incident", "operation": operation,
            "condition": "active=true" });
        assert_eq!(write(rule).await, status, "{operation}");
    }
}

#[tokio::test]
async fn an_older_release_knows_no_denying_rules_and_rules_hold_all_the_same() {
    let older = Unknowns { unestablished_columns: false, ..Unknowns::likely() };
    let bench = Bench::new(older).await;
    bench.instance.insert("sys_alias", json!({ "name": "Mail" })).await;
    let rule = json!({ "name": "sys_alias", "operation": "read", "decision_type": "deny" });
    bench.rule(rule, &["itil"]).await;
    let seen = &bench.instance.rows("sys_security_acl", "name=sys_alias^operation=read").await[0];
    for column in ["decision_type", "applies_to", "controlled_by_refs"] {
        assert!(seen.get(column).is_none(), "{column}");
    }
    assert_eq!(bench.seen_by("itil.user", "sys_alias").await.1.len(), 1);
}

#[tokio::test]
async fn types_are_called_what_instances_call_them() {
    let instance = pdi().await;
    let path = "/api/now/table/sys_security_type/REST_Endpoint";
    assert_eq!(instance.get(path).await.0, 200);
    for name in ["ux_data_broker", "ux_route", "ux_page"] {
        let kind = &instance.rows("sys_security_type", &format!("name={name}")).await[0];
        assert_eq!(id(kind).len(), 32, "{name}");
    }
    let editing = &instance.rows("sys_security_operation", "name=list_edit").await[0];
    assert_eq!(id(editing).len(), 32);
}
