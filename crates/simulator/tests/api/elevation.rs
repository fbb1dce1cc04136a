//! Sessions, and the roles that count only after elevating (docs/facts.md#elevation).

use crate::support::{Instance, id, parts, pdi, started, with};
use reqwest::{Client, Method, RequestBuilder, Response, redirect::Policy};
use serde_json::{Value, json};
use simulator::{Seed, Simulator, Unknowns};

const ELEVATION: &str = "/api/now/ui/impersonate/role";
const ACL: &str = "/api/now/table/sys_security_acl";

/// Somebody at a browser: the session's cookie is kept, and calls carry the session's token.
struct Person {
    client: Client,
    url: String,
    cookie: String,
    token: String,
}

/// The first cookie an answer sets, as a request sends it back.
fn cookie(answer: &Response) -> String {
    let header = answer.headers()["set-cookie"].to_str().unwrap();
    header.split(';').next().unwrap().to_owned()
}

impl Person {
    /// Signs in with the form, as tools do.
    async fn sign_in(url: &str, user: &str) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        let login = format!("{url}/login.do");
        let page = client.get(&login).send().await.unwrap();
        let before = cookie(&page);
        let page = page.text().await.unwrap();
        let token = page.split("name=\"sysparm_ck\"").nth(1).unwrap();
        let token = token.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
        let form = [
            ("user_name", user),
            ("user_password", user),
            ("sysparm_ck", token),
            ("sys_action", "sysverb_login"),
        ];
        let answer = client.post(&login).header("cookie", before).form(&form).send().await.unwrap();
        let cookie = cookie(&answer);
        Self { client, url: url.to_owned(), cookie, token: String::new() }
    }

    /// The same with the token that the instance keeps for the session.
    async fn with_token(mut self, instance: &Instance, user: &str) -> Self {
        let query = format!("name={user}^ORDERBYDESCsys_created_on");
        let sessions = instance.rows("sys_user_session", &query).await;
        sessions.last().unwrap()["csrf_token"].as_str().unwrap().clone_into(&mut self.token);
        self
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.url));
        request.header("X-UserToken", &self.token).header("cookie", &self.cookie)
    }

    async fn elevate(&self, roles: &str) -> Value {
        let request = self.request(Method::POST, ELEVATION).json(&json!({ "roles": roles }));
        let (status, body) = parts(request.send().await.unwrap()).await;
        assert_eq!(status, 200, "{body}");
        body["result"]["activeRoles"].clone()
    }

    async fn insert_rule(&self) -> u16 {
        let request = self.request(Method::POST, ACL).json(&rule());
        request.send().await.unwrap().status().as_u16()
    }
}

fn rule() -> Value {
    json!({ "name": "incident", "operation": "read", "active": false })
}

async fn administrator(instance: &Instance) -> Person {
    let person = Person::sign_in(instance.simulator.url(), "admin").await;
    person.with_token(instance, "admin").await
}

#[tokio::test]
async fn an_administrator_writes_access_rules_only_after_elevating() {
    let instance = pdi().await;
    let (status, body) = instance.post(ACL, rule()).await;
    assert_eq!(status, 403);
    assert_eq!(body["error"]["message"], "Operation Failed");
    assert_eq!(body["error"]["detail"], "ACL Exception Insert Failed due to security constraints");
    let person = administrator(&instance).await;
    assert_eq!(person.insert_rule().await, 403);
    assert_eq!(person.elevate("security_admin").await, json!(["security_admin"]));
    assert_eq!(person.insert_rule().await, 201);
    assert_eq!(person.elevate("").await, json!([]));
    assert_eq!(person.insert_rule().await, 403, "an empty list ends the elevation");
}

#[tokio::test]
async fn the_first_page_after_signing_in_holds_the_token_that_calls_must_carry() {
    let instance = pdi().await;
    let mut person = Person::sign_in(instance.simulator.url(), "admin").await;
    let page =
        person.request(Method::GET, "/navpage.do").send().await.unwrap().text().await.unwrap();
    let token = page.split("g_ck = \"").nth(1).unwrap().split('"').next().unwrap();
    assert!(page.contains("signed in as admin"));
    token.clone_into(&mut person.token);
    assert_eq!(person.elevate("security_admin").await, json!(["security_admin"]));
}

#[tokio::test]
async fn a_call_of_a_session_without_its_token_is_refused_and_told_the_token() {
    let instance = pdi().await;
    let mut person = Person::sign_in(instance.simulator.url(), "admin").await;
    let path = "/api/now/table/sys_user?sysparm_limit=1";
    for wrong in ["", "0123456789abcdef"] {
        wrong.clone_into(&mut person.token);
        let answer = person.request(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), 401);
        assert_eq!(answer.headers()["x-is-logged-in"], "true");
        let token = answer.headers()["x-usertoken-response"].to_str().unwrap();
        token.clone_into(&mut person.token);
        let (_, body) = parts(answer).await;
        assert_eq!(body["error"]["message"], "User Not Authenticated");
        assert_eq!(person.request(Method::GET, path).send().await.unwrap().status(), 200);
    }
    let stranger = Person { cookie: String::new(), ..person };
    let answer = stranger.request(Method::GET, path).send().await.unwrap();
    assert_eq!(answer.status(), 401);
    assert!(answer.headers().get("x-usertoken-response").is_none());
}

#[tokio::test]
async fn the_first_page_is_for_those_who_signed_in() {
    let instance = pdi().await;
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let url = format!("{}/navpage.do", instance.simulator.url());
    let answer = client.get(url).send().await.unwrap();
    assert_eq!(answer.status(), 302);
    assert!(answer.headers()["location"].to_str().unwrap().starts_with("/login.do?"));
}

#[tokio::test]
async fn what_one_may_elevate_to_and_what_is_active_is_told() {
    let instance = pdi().await;
    let person = administrator(&instance).await;
    let told = |person: Person| async move {
        let answer = person.request(Method::GET, ELEVATION).send().await.unwrap();
        (parts(answer).await.1["result"].clone(), person)
    };
    let (before, person) = told(person).await;
    let held = json!([{ "name": "security_admin" }]);
    assert_eq!(before, json!({ "roles": held, "activeRoles": [] }));
    person.elevate("security_admin,itil").await;
    let (after, _) = told(person).await;
    assert_eq!(after, json!({ "roles": held, "activeRoles": ["security_admin"] }));
}

#[tokio::test]
async fn a_role_one_does_not_hold_cannot_be_elevated_to() {
    let instance = pdi().await;
    let person = Person::sign_in(instance.simulator.url(), "itil.user").await;
    let person = person.with_token(&instance, "itil.user").await;
    assert_eq!(person.elevate("security_admin").await, json!([]));
    assert_eq!(person.insert_rule().await, 403);
}

#[tokio::test]
async fn a_session_without_its_token_is_nobody() {
    let instance = pdi().await;
    let person = Person::sign_in(instance.simulator.url(), "admin").await;
    let who = person.request(Method::GET, "/api/now/ui/user/current_user").send().await.unwrap();
    assert_eq!(who.status(), 401);
    let person = person.with_token(&instance, "admin").await;
    let who = person.request(Method::GET, "/api/now/ui/user/current_user").send().await.unwrap();
    assert_eq!(parts(who).await.1["result"]["user_name"], "admin");
}

#[tokio::test]
async fn elevation_ends_with_the_session() {
    let instance = pdi().await;
    let person = administrator(&instance).await;
    person.elevate("security_admin").await;
    instance.advance(31 * 60).await;
    assert_eq!(person.insert_rule().await, 401);
}

/// What a client gets that signs in with each request, keeps cookies and elevates.
async fn by_cookie(instance: &Instance) -> u16 {
    let who = instance.request(Method::GET, "/api/now/ui/user/current_user");
    let cookie = cookie(&who.send().await.unwrap());
    let roles = json!({ "roles": "security_admin" });
    let elevate = instance.request(Method::POST, ELEVATION).header("cookie", &cookie);
    elevate.json(&roles).send().await.unwrap();
    let insert = instance.request(Method::POST, ACL).header("cookie", &cookie);
    insert.json(&rule()).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn elevation_sticks_to_a_session_begun_with_basic_only_where_it_is_said_to() {
    assert_eq!(by_cookie(&pdi().await).await, 201);
    assert_eq!(by_cookie(&with(Unknowns::worst()).await).await, 403);
}

#[tokio::test]
async fn without_cookies_there_is_no_elevation() {
    let instance = pdi().await;
    instance.post(ELEVATION, json!({ "roles": "security_admin" })).await;
    assert_eq!(instance.post(ACL, rule()).await.0, 403);
}

#[tokio::test]
async fn accounts_for_web_services_and_with_second_factors_cannot_use_the_form() {
    for column in ["web_service_access_only", "enable_multifactor_authn"] {
        let instance = pdi().await;
        let user = &instance.rows("sys_user", "user_name=itil.user").await[0];
        let path = format!("/api/now/table/sys_user/{}", id(user));
        instance.patch(&path, json!({ column: true })).await;
        let _person = Person::sign_in(instance.simulator.url(), "itil.user").await;
        assert!(instance.rows("sys_user_session", "name=itil.user").await.is_empty(), "{column}");
    }
}

#[tokio::test]
async fn a_role_with_elevated_privilege_is_granted_only_by_who_elevated() {
    let instance = pdi().await;
    let user = id(&instance.rows("sys_user", "user_name=plain.user").await[0]).to_owned();
    let role = id(&instance.rows("sys_user_role", "name=security_admin").await[0]).to_owned();
    let grant = json!({ "user": user, "role": role });
    assert_eq!(instance.post("/api/now/table/sys_user_has_role", grant.clone()).await.0, 403);
    let person = administrator(&instance).await;
    person.elevate("security_admin").await;
    let request = person.request(Method::POST, "/api/now/table/sys_user_has_role");
    assert_eq!(request.json(&grant).send().await.unwrap().status(), 201);
}

#[tokio::test]
async fn on_some_instances_every_grant_needs_elevation() {
    let unknowns = Unknowns { role_grants_need_elevation: true, ..Unknowns::likely() };
    let instance = with(unknowns).await;
    let user = id(&instance.rows("sys_user", "user_name=plain.user").await[0]).to_owned();
    let role = id(&instance.rows("sys_user_role", "name=itil").await[0]).to_owned();
    let grant = json!({ "user": user, "role": role });
    assert_eq!(instance.post("/api/now/table/sys_user_has_role", grant).await.0, 403);
}

#[tokio::test]
async fn a_hardened_instance_refuses_people_who_come_with_basic() {
    let instance = started(Simulator::builder().seed(Seed::Hardened)).await;
    let who = "/api/now/ui/user/current_user";
    let (status, body) = instance.get(who).await;
    assert_eq!(status, 401);
    assert_eq!(body["error"]["message"], "User Not Authenticated");
    let instance = instance.user("integration.admin");
    assert_eq!(instance.get(who).await.0, 200, "an internal integration user");
    let person = administrator(&instance).await;
    let answer = person.request(Method::GET, who).send().await.unwrap();
    assert_eq!(parts(answer).await.1["result"]["user_name"], "admin", "the form is open");
    let instance = instance.user("integration.connections");
    assert_eq!(instance.get(who).await.0, 200, "an account for web services");
    instance.insert("http_connection", json!({ "name": "One", "active": false })).await;
}

#[tokio::test]
async fn a_hardened_instance_shows_outsiders_nothing_and_refuses_their_queries() {
    let instance = started(Simulator::builder().seed(Seed::Hardened)).await;
    let instance = instance.user("integration.outsider");
    assert!(instance.rows("sys_user", "").await.is_empty());
    let instance = instance.user("integration.connections");
    assert!(!instance.rows("sys_user", "").await.is_empty());
    let query = "/api/now/table/sys_user?sysparm_query=identity_type=machine";
    let (status, body) = instance.get(query).await;
    assert_eq!(status, 403);
    assert_eq!(body["error"]["message"], "Insufficient rights to query records");
}

#[tokio::test]
async fn the_gate_opens_by_role_by_name_and_before_its_day() {
    let gate = |name: &str| format!("glide.authenticate.basic_auth.restriction.{name}");
    let who = "/api/now/ui/user/current_user";
    let instance = pdi().await;
    let itil = id(&instance.rows("sys_user", "user_name=itil.user").await[0]).to_owned();
    instance.property(&gate("allowed_roles"), "snc_basic_auth_api_access").await;
    instance.property(&gate("allowed_users"), "admin, oauth.admin").await;
    instance.property(&gate("enforcement_date"), "2999-01-01").await;
    instance.property(&gate("active"), "true").await;
    let instance = instance.user("itil.user");
    assert_eq!(instance.get(who).await.0, 200, "it is not enforced yet");
    let instance = instance.user("admin");
    instance.property(&gate("enforce"), "true").await;
    let instance = instance.user("itil.user");
    assert_eq!(instance.get(who).await.0, 401);
    let instance = instance.user("admin");
    let role = &instance.rows("sys_user_role", "name=snc_basic_auth_api_access").await[0];
    let grant = json!({ "user": itil, "role": id(role) });
    instance.insert("sys_user_has_role", grant).await;
    let instance = instance.user("itil.user");
    assert_eq!(instance.get(who).await.0, 200);
}
