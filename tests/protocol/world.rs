//! A simulated instance of a test's own and the provider signed in to it, all in this process.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::{Value as Json, json};
use simulator::control::{CloneSource, Control, SecretPlace};
use simulator::{Builder, Image, Seed, Simulator, Unknowns};
use tempfile::TempDir;
use terraform_provider_servicenow::{ServiceNow, resources};
use tfplugin::testing::{Applied, Harness, Plan, State, unknown};
use tfplugin::{Diagnostics, Provider, Schema};

/// The folders in which processes keep their notes about instances, by address. An instance at the address of an earlier
/// one has its own: what that one held says nothing of it.
static NOTES: Mutex<BTreeMap<String, PathBuf>> = Mutex::new(BTreeMap::new());

/// An instance, and the provider signed in to it as its administrator.
pub(crate) struct World {
    simulator: Simulator,
    http: reqwest::Client,
    control: Control,
    /// The provider.
    pub(crate) provider: Harness,
    /// What the provider was configured with.
    arguments: Json,
    unknowns: Unknowns,
    _notes: TempDir,
}

/// Says under which profile of unknowns a test failed.
struct Label(&'static str);

impl Drop for Label {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("under the profile `{}`", self.0);
        }
    }
}

/// Runs a test under both profiles of what nobody has established about the platform.
pub(crate) async fn under_both(test: impl AsyncFn(World)) {
    for (name, unknowns) in [("likely", Unknowns::likely()), ("worst", Unknowns::worst())] {
        let _label = Label(name);
        test(World::with(unknowns).await).await;
    }
}

/// The same, on instances that have every column there may be.
pub(crate) async fn under_both_with_every_column(test: impl AsyncFn(World)) {
    for (name, unknowns) in [("likely", Unknowns::likely()), ("worst", Unknowns::worst())] {
        let _label = Label(name);
        let unknowns = Unknowns { unestablished_columns: true, ..unknowns };
        test(World::with(unknowns).await).await;
    }
}

impl World {
    /// A customer's instance that behaves as the evidence leans.
    pub(crate) async fn likely() -> Self {
        Self::with(Unknowns::likely()).await
    }

    /// A customer's instance with these unknowns.
    pub(crate) async fn with(unknowns: Unknowns) -> Self {
        Self::seeded(unknowns, Seed::Customer).await
    }

    /// An instance with these unknowns and this content.
    pub(crate) async fn seeded(unknowns: Unknowns, seed: Seed) -> Self {
        Self::on(Simulator::builder().seed(seed), unknowns).await
    }

    /// An instance like this one is now, with its clock where that of a new one is.
    pub(crate) async fn like(image: Image, unknowns: Unknowns) -> Self {
        Self::on(Simulator::builder().seed(Seed::Customer).image(image), unknowns).await
    }

    async fn on(builder: Builder, unknowns: Unknowns) -> Self {
        let simulator = builder.unknowns(unknowns.clone()).start().await.unwrap();
        let notes = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        NOTES.lock().unwrap().insert(simulator.url().to_owned(), notes.path().to_owned());
        let elevating = json!({ "elevate_roles": ["security_admin"] });
        let arguments = with(sign_in(simulator.url(), "admin"), elevating);
        let provider = configured(simulator.url(), "admin", arguments.clone()).await;
        let http = reqwest::Client::new();
        let control = Control::new(http.clone(), simulator.url());
        Self { simulator, http, control, provider, arguments, unknowns, _notes: notes }
    }

    /// What it holds now.
    pub(crate) fn image(&self) -> Image {
        self.simulator.image().unwrap()
    }

    /// Whether it behaves as the evidence leans.
    pub(crate) fn is_likely(&self) -> bool {
        self.unknowns == Unknowns::likely()
    }

    /// The provider block of the administrator.
    pub(crate) fn arguments(&self) -> Json {
        self.arguments.clone()
    }

    /// A customer's instance and a provider that tries nothing twice, so that trouble tells at once.
    pub(crate) async fn impatient() -> Self {
        let mut world = Self::likely().await;
        let impatient = json!({ "elevate_roles": ["security_admin"], "max_retries": 0 });
        world.provider = configured(world.url(), "admin", impatient).await;
        world
    }

    /// The address of the instance.
    pub(crate) fn url(&self) -> &str {
        self.simulator.url()
    }

    /// Another process of the provider, signed in as this user.
    pub(crate) async fn signed_in(&self, user: &str) -> Harness {
        configured(self.url(), user, json!({})).await
    }

    /// Another process of the provider that is about to do what the first one does.
    pub(crate) async fn later_run(&self) -> Harness {
        self.with_arguments(json!({ "elevate_roles": ["security_admin"] })).await
    }

    /// A process of the provider while the address of the instance is only decided by apply.
    pub(crate) async fn early_run(&self) -> Harness {
        let provider = fresh();
        let config = json!({ "instance_url": unknown(), "username": "admin", "password": "admin" });
        assert_eq!(provider.configure(config).await, Diagnostics::new());
        provider
    }

    /// Another process of the provider, signed in as the administrator, with further arguments.
    pub(crate) async fn with_arguments(&self, arguments: Json) -> Harness {
        configured(self.url(), "admin", arguments).await
    }

    /// What `terraform apply` does with one resource that must succeed.
    pub(crate) async fn apply(&self, kind: &str, state: Option<&State>, config: &Json) -> State {
        let applied = self.provider.apply_config(&full(kind), state.cloned(), config.clone()).await;
        applied.unwrap_or_else(|said| panic!("{kind} {config}: {said:#?}"))
    }

    /// What `terraform apply` says to one resource that must be refused.
    pub(crate) async fn refused(
        &self,
        kind: &str,
        state: Option<&State>,
        config: &Json,
    ) -> Diagnostics {
        let applied = self.provider.apply_config(&full(kind), state.cloned(), config.clone()).await;
        applied.expect_err("the instance took what it should have refused")
    }

    /// The plan for a configuration.
    pub(crate) async fn plan(&self, kind: &str, state: Option<&State>, config: &Json) -> Plan {
        let plan = self.provider.plan(&full(kind), state, Some(config.clone())).await;
        plan.unwrap_or_else(|said| panic!("{kind} {config}: {said:#?}"))
    }

    /// Plans and applies without the refresh, and answers what apply left behind, errors included.
    pub(crate) async fn attempt(
        &self,
        kind: &str,
        state: Option<&State>,
        config: &Json,
    ) -> Applied {
        let plan = self.plan(kind, state, config).await;
        self.provider.apply(&full(kind), state, &plan, Some(config.clone())).await
    }

    /// The object as it stands now.
    pub(crate) async fn read(&self, kind: &str, state: &State) -> Option<State> {
        let read = self.provider.read(&full(kind), state).await;
        read.unwrap_or_else(|said| panic!("{kind}: {said:#?}"))
    }

    /// An import that must succeed.
    pub(crate) async fn import(&self, kind: &str, id: &str) -> State {
        let imported = self.provider.import(&full(kind), id).await;
        imported.unwrap_or_else(|said| panic!("{kind} {id}: {said:#?}"))
    }

    /// A destroy that must succeed.
    pub(crate) async fn destroy(&self, kind: &str, state: State) {
        let destroyed = self.provider.destroy(&full(kind), state).await;
        destroyed.unwrap_or_else(|said| panic!("{kind}: {said:#?}"));
    }

    /// Fails unless the state is what the instance has and the configuration asks for.
    pub(crate) async fn is_settled(&self, kind: &str, state: &State, config: &Json) {
        let read = self.read(kind, state).await.expect("the record is there");
        crate::seen::same(&state.value, &read.value);
        let plan = self.plan(kind, Some(&read), config).await;
        crate::seen::same(&read.value, &plan.planned);
        assert!(
            plan.is_empty(&read),
            "the second plan of {kind} replaces: {:?}",
            plan.requires_replace
        );
    }
}

/// The control endpoints, and the Table API as the administrator uses it behind Terraform's back.
impl World {
    /// Everything on the instance.
    pub(crate) async fn export(&self) -> Json {
        self.control.export().await.unwrap()
    }

    /// Brings trouble; each fault is a rule of the simulator's.
    pub(crate) async fn faults(&self, rules: Json) {
        let rules: Vec<_> = serde_json::from_value(rules).unwrap();
        self.control.add_faults(&rules).await.unwrap();
    }

    /// Whatever takes the instance long stays half done, however long somebody waits.
    pub(crate) async fn stands_still(&self) {
        let body = json!({ "result": { "status": "1", "status_message": "At work", "percent_complete": 50 } });
        let fault = json!({ "kind": "status", "status": 200, "body": body.to_string() });
        let progress = "/api/sn_cicd/progress/";
        self.faults(json!([{ "method": "GET", "path": progress, "fault": fault }])).await;
    }

    /// Ends all trouble.
    pub(crate) async fn no_faults(&self) {
        self.control.clear_faults().await.unwrap();
    }

    /// Puts the instance's clock forward, so that what it does a moment later is done.
    pub(crate) async fn later(&self) {
        self.advance(10).await;
    }

    /// Puts the instance's clock forward.
    pub(crate) async fn advance(&self, seconds: u64) {
        self.control.advance(Duration::from_secs(seconds)).await.unwrap();
    }

    /// Forgets the requests so far.
    pub(crate) async fn forget_requests(&self) {
        self.control.forget_requests().await.unwrap();
    }

    /// The requests to a table since the last forgetting, by method.
    pub(crate) async fn count(&self, table: &str, method: &str) -> u64 {
        self.control.counts().await.unwrap().of(table, method)
    }

    /// The writes since the last forgetting, in order: method and table.
    pub(crate) async fn writes(&self) -> Vec<String> {
        let requests = self.requests().await;
        let written = requests.iter().filter_map(|request| {
            let (method, path) = (request["method"].as_str()?, request["path"].as_str()?);
            let table = path.strip_prefix("/api/now/table/")?.split('/').next()?;
            (method != "GET").then(|| format!("{method} {table}"))
        });
        written.collect()
    }

    /// The requests that were received since the last forgetting, as the instance writes them down.
    pub(crate) async fn requests(&self) -> Vec<Json> {
        let all = self.control.requests().await.unwrap();
        all.iter().filter(|one| one.path.starts_with("/api/")).map(|one| json!(one)).collect()
    }

    /// Whether what uses a secret column gets this text.
    pub(crate) async fn holds_secret(
        &self,
        table: &str,
        sys_id: &str,
        column: &str,
        guess: &str,
    ) -> bool {
        let fields = resources::ALL.iter().filter(|resource| resource.table == table);
        let mut fields = fields.flat_map(|resource| resource.fields);
        if fields.any(|field| field.in_clear && field.column == Some(column)) {
            return self.column(table, sys_id, column).await == guess;
        }
        let place = SecretPlace { table, sys_id, column };
        self.control.reveal(place, guess).await.unwrap().equal
    }

    /// How the instance plays what nobody has established.
    pub(crate) async fn unknowns(&self) -> Json {
        json!(self.control.unknowns().await.unwrap())
    }

    /// Inserts a row and answers its sys_id.
    pub(crate) async fn insert(&self, table: &str, row: Json) -> String {
        let url = format!("{}/api/now/table/{table}", self.url());
        let made = send(self.http.post(url).basic_auth("admin", Some("admin")).json(&row)).await;
        made["result"]["sys_id"].as_str().unwrap_or_else(|| panic!("{table}: {made}")).to_owned()
    }

    /// Changes columns of a row.
    pub(crate) async fn change(&self, table: &str, sys_id: &str, row: Json) {
        let url = format!("{}/api/now/table/{table}/{sys_id}", self.url());
        send(self.http.patch(url).basic_auth("admin", Some("admin")).json(&row)).await;
    }

    /// Makes a further administrator, whose password is the user's name.
    pub(crate) async fn may_type(&self, user: &str) {
        let sys_id = self.insert("sys_user", json!({ "user_name": user })).await;
        self.write_as("admin", "sys_user", &sys_id, json!({ "user_password": user })).await;
        let role = &self.rows("sys_user_role", "name=admin").await[0]["sys_id"];
        self.insert("sys_user_has_role", json!({ "user": sys_id, "role": role })).await;
    }

    /// Changes columns of a row as this user types them into a form.
    pub(crate) async fn typed_by(&self, user: &str, table: &str, sys_id: &str, row: Json) {
        self.write_as(user, table, sys_id, row).await;
        let by = self.column(table, sys_id, "sys_updated_by").await;
        assert_eq!(by, user, "the record of {table} was not changed");
    }

    async fn write_as(&self, user: &str, table: &str, sys_id: &str, row: Json) {
        let url = format!("{}/api/now/table/{table}/{sys_id}", self.url());
        let request = self.http.patch(url).query(&[("sysparm_input_display_value", "true")]);
        send(request.basic_auth(user, Some(user)).json(&row)).await;
    }

    /// Leaves of records what a clone of another instance over this one does.
    pub(crate) async fn is_cloned_over(&self, source: CloneSource<'_>) {
        self.control.clone_over(source).await.unwrap();
    }

    /// Changes columns of a row, unless the instance refuses: whether it did.
    pub(crate) async fn takes(&self, table: &str, sys_id: &str, row: &Json) -> bool {
        let url = format!("{}/api/now/table/{table}/{sys_id}", self.url());
        let request = self.http.patch(url).basic_auth("admin", Some("admin")).json(row);
        request.send().await.unwrap().status().is_success()
    }

    /// Deletes a row.
    pub(crate) async fn delete(&self, table: &str, sys_id: &str) {
        let url = format!("{}/api/now/table/{table}/{sys_id}", self.url());
        send(self.http.delete(url).basic_auth("admin", Some("admin"))).await;
    }

    /// The rows of a table that an encoded query finds, as stored.
    pub(crate) async fn rows(&self, table: &str, query: &str) -> Vec<Json> {
        let url = format!("{}/api/now/table/{table}", self.url());
        let query = [("sysparm_query", query), ("sysparm_exclude_reference_link", "true")];
        let found = send(self.http.get(url).query(&query).basic_auth("admin", Some("admin"))).await;
        found["result"].as_array().unwrap_or_else(|| panic!("{table}: {found}")).clone()
    }

    /// One column of one row, as stored.
    pub(crate) async fn column(&self, table: &str, sys_id: &str, column: &str) -> String {
        let rows = self.rows(table, &format!("sys_id={sys_id}")).await;
        rows[0][column].as_str().unwrap_or_else(|| panic!("{table} shows no {column}")).to_owned()
    }
}

async fn send(request: reqwest::RequestBuilder) -> Json {
    let answer = request.send().await.unwrap();
    let (status, text) = (answer.status(), answer.text().await.unwrap());
    assert!(status.is_success(), "{status}: {text}");
    if text.is_empty() { Json::Null } else { serde_json::from_str(&text).unwrap() }
}

/// A provider that reads no environment.
pub(crate) fn fresh() -> Harness {
    reading(|_| None)
}

/// A provider that reads this environment. The first one of the process is held against core's rules for schemas, and the
/// others have the same.
pub(crate) fn reading(
    environment: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
) -> Harness {
    static HELD: AtomicBool = AtomicBool::new(false);
    let provider = ServiceNow::with_environment(environment);
    if HELD.swap(true, Ordering::Relaxed) {
        Harness::trusting(provider)
    } else {
        Harness::new(provider)
    }
}

/// A provider that finds these variables in its environment.
pub(crate) fn in_environment(variables: &[(&'static str, &str)]) -> Harness {
    let variables: BTreeMap<&str, String> =
        variables.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    reading(move |name| variables.get(name).cloned())
}

/// A provider that reads of the environment only where it can keep a note about the instance between runs.
fn noting(url: &str) -> Harness {
    let notes = NOTES.lock().unwrap().get(url).map(|folder| folder.display().to_string());
    let caches = move |name: &str| notes.clone().filter(|_| name == "XDG_CACHE_HOME");
    reading(caches)
}

/// The provider signed in to an instance. The seeds' passwords are the users' names.
pub(crate) async fn configured(url: &str, user: &str, arguments: Json) -> Harness {
    let provider = noting(url);
    let config = with(sign_in(url, user), arguments);
    assert_eq!(provider.configure(config).await, Diagnostics::new());
    provider
}

fn sign_in(url: &str, user: &str) -> Json {
    json!({ "instance_url": url, "username": user, "password": user, "max_retries": 1 })
}

/// An object with the fields of another one over its own.
pub(crate) fn with(mut base: Json, more: Json) -> Json {
    let (Json::Object(fields), Json::Object(more)) = (&mut base, more) else {
        panic!("two objects are joined")
    };
    fields.extend(more);
    base
}

/// The schema of a resource type.
pub(crate) fn schema(kind: &str) -> Schema {
    let offers = ServiceNow::with_environment(|_| None).offers();
    let served = offers.resources().find(|one| one.type_name() == full(kind));
    served.expect("the type is served").schema()
}

/// The full name of a type.
pub(crate) fn full(kind: &str) -> String {
    format!("servicenow_{kind}")
}
