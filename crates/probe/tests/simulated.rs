//! The probe against the simulated instance: it must find out exactly how the instance is set.

#![expect(clippy::unwrap_used, reason = "what surprises a test ends it")]

use probe::{Finding, Findings, PREFIX, look, probe};
use serde_json::{Value, json};
use simulator::{
    Builder, DefaultProfile, Point, SecretRead, SecretWrite, Seed, Simulator, Unknowns, Verdict,
    control::Control,
};
use std::process::Command;

/// A running instance and its controls.
struct Instance {
    simulator: Simulator,
    control: Control,
}

impl Instance {
    async fn started(builder: Builder) -> Self {
        let simulator = builder.start().await.unwrap();
        let control = Control::new(reqwest::Client::new(), simulator.url());
        Self { simulator, control }
    }

    async fn with(unknowns: Unknowns) -> Self {
        Self::started(Simulator::builder().unknowns(unknowns)).await
    }

    async fn pdi() -> Self {
        Self::started(Simulator::builder()).await
    }

    fn url(&self) -> &str {
        self.simulator.url()
    }

    async fn export(&self) -> Value {
        self.control.export().await.unwrap()
    }

    async fn fault(&self, rules: Value) {
        self.control.add_faults(&serde_json::from_value::<Vec<_>>(rules).unwrap()).await.unwrap();
    }
}

async fn probed(instance: &Instance) -> Findings {
    probe(instance.url(), "admin", "admin").await.unwrap()
}

/// Asserts that every observable point was found as `unknowns` sets it, except `untold`.
fn assert_found(findings: &Findings, unknowns: &Unknowns, untold: &[&str]) {
    let set = serde_json::to_value(unknowns).unwrap();
    for point in Point::all().unwrap() {
        let finding = &findings.by_switch[&point.switch];
        if !point.beyond_probe.is_empty() || untold.contains(&point.switch.as_str()) {
            assert!(matches!(finding, Finding::Untold(why) if !why.is_empty()), "{}", point.switch);
        } else {
            assert_eq!(finding, &Finding::Is(set[&point.switch].clone()), "{}", point.switch);
        }
    }
    let told = findings.by_switch.values().filter(|finding| matches!(finding, Finding::Is(_)));
    assert!(told.count() >= 20);
}

async fn finds(unknowns: Unknowns, untold: &[&str]) {
    let instance = Instance::with(unknowns.clone()).await;
    let before = instance.export().await;
    let findings = probed(&instance).await;
    assert_found(&findings, &unknowns, untold);
    assert_eq!(findings.left_behind, []);
    assert_eq!(instance.export().await, before);
}

/// What the questions that no switch plays are answered with, where the instance is as it was made.
#[tokio::test]
async fn it_answers_what_no_switch_plays() {
    let instance = Instance::pdi().await;
    let findings = probed(&instance).await;
    let is = |name: &str| match &findings.answers[name] {
        Finding::Is(value) => value.clone(),
        Finding::Untold(why) => panic!("{name}: {why}"),
    };
    let words = is("words_of_mid_selection");
    assert!(words.as_array().unwrap().contains(&json!("specific_mid_cluster")), "{words}");
    assert_eq!(is("profile_of_deleted_registry")["type"], "reference");
    let stores = is("external_store_columns");
    assert!(stores.as_array().unwrap().contains(&json!("use_external_store")), "{stores}");
    for name in findings.answers.keys().filter(|name| name.starts_with("row_of_")) {
        let row = is(name);
        // What the simulated instance has is what we know: nothing strange, nothing missing but secrets.
        assert_eq!(row["unknown"], json!([]), "{name}: {row}");
        let filled = row["filled"].as_object().unwrap();
        assert!(!filled.keys().any(|column| column.starts_with("sys_created")), "{name}: {row}");
    }
    assert_eq!(is("row_of_http_connection")["missing"], json!([]));
    assert_eq!(is("row_of_api_key_credentials")["unknown"], json!([]));
    let mid = is("mid_columns");
    assert!(mid.as_array().unwrap().contains(&json!("mid_server")), "{mid}");
    assert_eq!(findings.left_behind, []);
}

#[tokio::test]
async fn who_only_looks_sends_nothing_but_get_and_learns_what_reading_tells() {
    let instance = Instance::pdi().await;
    let findings = look(instance.url(), "admin", "admin").await.unwrap();
    for request in instance.control.requests().await.unwrap() {
        assert_eq!(request.method, "GET", "{request:?}");
    }
    let told = |name: &str| matches!(findings.by_switch[name], Finding::Is(_));
    for point in ["unknown_query_column", "unknown_path_is_404", "unestablished_columns"] {
        assert!(told(point), "{point}");
    }
    assert!(!told("default_profile") && !told("insert_shows_row"));
    assert!(matches!(findings.answers["words_of_mid_selection"], Finding::Is(_)));
    assert!(matches!(findings.answers["row_of_jwt_provider"], Finding::Untold(_)));
    assert_eq!(Unknowns::parse(&findings.file()), Ok(Unknowns::likely()));
}

#[tokio::test]
async fn its_file_names_neither_the_instance_nor_a_user_nor_a_secret() {
    let instance = Instance::pdi().await;
    let file = probed(&instance).await.file();
    let host = instance.url().rsplit('/').next().unwrap();
    for word in [host, "127.0.0.1", "\"admin\"", "probe-secret", "System Administrator"] {
        assert!(!file.contains(word), "{word}:\n{file}");
    }
    let sys_id = |word: &&str| word.len() == 32 && word.chars().all(|it| it.is_ascii_hexdigit());
    let found: Vec<&str> = file.split(|it: char| !it.is_ascii_alphanumeric()).collect();
    assert_eq!(found.iter().find(|word| sys_id(word)), None);
}

/// A rule of a customer's, as it is named in the answer to what it aborts.
const RULE: &str = "ACME: nothing of the kind";

fn aborting(table: &str, nth: u64, times: u64) -> Value {
    json!([{ "method": "POST", "table": table, "nth": nth, "times": times,
        "fault": { "kind": "business_rule", "rule": RULE } }])
}

#[tokio::test]
async fn its_file_tells_that_a_rule_refused_and_not_which() {
    let instance = Instance::pdi().await;
    // Seven come before: those that ask about connections.
    instance.fault(aborting("http_connection", 8, 1)).await;
    let file = probed(&instance).await.file();
    let told =
        "row_of_http_connection is not told. the insert is answered with 403 by a business rule";
    assert!(file.contains(told), "{file}");
    assert!(!file.contains("ACME"), "{file}");
}

#[tokio::test]
async fn nothing_it_says_names_a_rule_of_the_instance_wherever_one_aborts() {
    let tables = Instance::pdi().await;
    probed(&tables).await;
    let posted = tables.control.requests().await.unwrap();
    let posted = posted.into_iter().filter(|request| request.method == "POST");
    let tables: std::collections::BTreeSet<String> = posted.filter_map(|it| it.table).collect();
    assert!(tables.len() >= 10, "{tables:?}");
    for table in tables {
        for nth in [1, 2] {
            let instance = Instance::pdi().await;
            instance.fault(aborting(&table, nth, 1000)).await;
            let said = match probe(instance.url(), "admin", "admin").await {
                Ok(findings) => findings.file(),
                Err(error) => format!("{error} {error:?}"),
            };
            assert!(!said.contains("ACME"), "{table}: {said}");
        }
    }
}

#[tokio::test]
async fn claims_that_do_not_say_whose_they_are_tell_nothing_and_are_taken_away() {
    let unknowns = Unknowns { claims_outlive_jwt_provider: true, ..Unknowns::likely() };
    let instance = Instance::with(unknowns).await;
    let before = instance.export().await;
    let hidden = json!([{ "table": "jwt_claim_validation",
        "fault": { "kind": "hide_column", "column": "jwt_provider" } }]);
    instance.fault(hidden).await;
    let findings = probed(&instance).await;
    let untold =
        |finding: &Finding| matches!(finding, Finding::Untold(why) if why.contains("jwt_provider"));
    for switch in ["jwt_provider_makes_claims", "claims_outlive_jwt_provider"] {
        assert!(untold(&findings.by_switch[switch]), "{switch}");
    }
    assert!(untold(&findings.answers["claims_of_new_jwt_provider"]));
    assert_eq!(findings.left_behind, []);
    assert_eq!(instance.export().await, before);
}

/// An inactive one may be refused without an alias too.
#[tokio::test]
async fn each_connection_it_makes_has_an_alias_of_its_own() {
    let instance = Instance::pdi().await;
    instance.fault(json!([{ "method": "DELETE", "fault": { "kind": "acl_refusal" } }])).await;
    probed(&instance).await;
    let export = instance.export().await;
    let mut count = 0;
    for table in ["http_connection", "jdbc_connection"] {
        for row in export[table].as_object().unwrap().values() {
            assert!(
                row["connection_alias"].as_str().is_some_and(|alias| !alias.is_empty()),
                "{row}"
            );
            count += 1;
        }
    }
    assert!(count >= 6, "only {count}");
}

#[tokio::test]
async fn it_finds_the_likely_profile_and_leaves_nothing_behind() {
    finds(Unknowns::likely(), &[]).await;
}

#[tokio::test]
async fn it_finds_the_worst_profile_and_leaves_nothing_behind() {
    finds(Unknowns::worst(), &[]).await;
}

#[tokio::test]
async fn it_finds_what_neither_profile_plays() {
    let odd = Unknowns {
        rename_renames_profile: true,
        default_port_omitted: true,
        second_active_connection: Verdict::Allowed,
        duplicate_connection_name: Verdict::Allowed,
        shared_credential: Verdict::Allowed,
        long_text_cut: false,
        blanks_trimmed: true,
        caret_escaped_by_doubling: true,
        domain_writable: false,
        secret_read: SecretRead::Absent,
        secret_write: SecretWrite::RefusedUnlessDisplayValue,
        ..Unknowns::likely()
    };
    finds(odd, &[]).await;
}

#[tokio::test]
async fn an_insert_that_shows_nothing_is_recognised_and_cleaned_up() {
    let instance = Instance::with(Unknowns { insert_shows_row: false, ..Unknowns::likely() }).await;
    let before = instance.export().await;
    let findings = probed(&instance).await;
    assert_eq!(findings.by_switch["insert_shows_row"], Finding::Is(json!(false)));
    assert_eq!(instance.export().await, before);
}

#[tokio::test]
async fn a_provider_without_a_profile_is_recognised() {
    let absent = Unknowns { default_profile: DefaultProfile::Absent, ..Unknowns::likely() };
    finds(absent, &["rename_renames_profile"]).await;
}

#[tokio::test]
async fn it_cleans_up_after_an_error_too() {
    let instance = Instance::started(Simulator::builder().seed(Seed::Customer)).await;
    let before = instance.export().await;
    let rule = json!([{ "method": "POST", "table": "http_connection", "nth": 1,
        "fault": { "kind": "acl_refusal" } }]);
    instance.fault(rule).await;
    let failed = probe(instance.url(), "admin", "admin").await.unwrap_err();
    assert!(failed.to_string().contains("ACL Exception Insert Failed"), "{failed}");
    assert_eq!(instance.export().await, before);
}

#[tokio::test]
async fn what_it_cannot_delete_it_names() {
    let instance = Instance::pdi().await;
    let rule =
        json!([{ "method": "DELETE", "table": "sys_alias", "fault": { "kind": "acl_refusal" } }]);
    instance.fault(rule).await;
    let findings = probed(&instance).await;
    assert!(!findings.left_behind.is_empty());
    assert!(findings.left_behind.iter().all(|(table, id)| table == "sys_alias" && id.len() == 32));
}

#[tokio::test]
async fn it_says_what_is_wrong_with_the_instance_or_the_user() {
    let instance = Instance::pdi().await;
    let wrong = probe(instance.url(), "admin", "nonsense").await.unwrap_err();
    assert!(wrong.to_string().contains("User Not Authenticated"), "{wrong}");
    instance.fault(json!([{ "fault": { "kind": "hibernating" } }])).await;
    assert!(probe(instance.url(), "admin", "admin").await.is_err());
    assert!(probe("http://127.0.0.1:1", "admin", "admin").await.is_err());
}

#[tokio::test]
async fn its_file_plays_the_probed_instance() {
    let worst = Unknowns::worst();
    let instance = Instance::with(worst.clone()).await;
    let file = probed(&instance).await.file();
    let played = Unknowns::parse(&file).unwrap();
    let (set, played) = (json!(worst), json!(played));
    for point in Point::all().unwrap().iter().filter(|point| point.beyond_probe.is_empty()) {
        assert_eq!(played[&point.switch], set[&point.switch], "{}", point.switch);
    }
    assert_eq!(instance.control.unknowns().await.unwrap(), worst);
}

#[tokio::test]
async fn the_program_writes_the_file_and_tells_what_it_found() {
    let folder = tempfile::tempdir().unwrap();
    let (file, instance) = (folder.path().join("unknowns.toml"), Instance::pdi().await);
    let mut program = Command::new(env!("CARGO_BIN_EXE_servicenow-probe"));
    program.arg(instance.url()).args(["--username", "admin", "--output"]).arg(&file);
    program.env("SERVICENOW_PASSWORD", "admin");
    let output = tokio::task::spawn_blocking(move || program.output()).await.unwrap().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("default_profile = \"at_once\"\n"), "{said}");
    assert!(
        said.contains("while_locked: not told. no: it would take the instance's lock"),
        "{said}"
    );
    assert!(said.contains("\nwords_of_connection_type = ["), "{said}");
    assert_eq!(Unknowns::parse(&std::fs::read_to_string(file).unwrap()), Ok(Unknowns::likely()));
}

#[tokio::test]
async fn what_it_makes_bears_its_name() {
    let instance = Instance::pdi().await;
    instance.fault(json!([{ "method": "DELETE", "fault": { "kind": "acl_refusal" } }])).await;
    let findings = probed(&instance).await;
    let export = instance.export().await;
    let named: Vec<&str> = findings
        .left_behind
        .iter()
        // The instance itself names the claims that it makes with a provider of assertions.
        .filter(|(table, _)| table != "jwt_claim_validation")
        .filter_map(|(table, id)| export[table][id]["name"].as_str())
        .collect();
    assert!(named.len() >= 10, "{named:?}");
    assert!(named.iter().all(|name| name.starts_with(PREFIX)), "{named:?}");
}
