//! What is refused, and that the refusal names the attribute and what to do.

use xtask::failure::Failure;

use crate::support::setup::{Setup, under_each_terraform};
use crate::support::stage::Stage;

const PROVIDER: &str = "provider \"servicenow\" {}\n";

const ALIAS: &str = "resource \"servicenow_connection_alias\" \"a\" {\n  name = \"A\"\n}\n";

fn registry(arguments: &str) -> String {
    format!(
        "{PROVIDER}resource \"servicenow_oauth_registry\" \"x\" {{\n  name = \"X\"\n  type = \"oauth_provider\"\n  \
         client_id = \"x\"\n  token_url = \"https://login.example.com/token\"\n{arguments}\n}}\n"
    )
}

fn connection(arguments: &str) -> String {
    format!(
        "{PROVIDER}resource \"servicenow_connection\" \"x\" {{\n  name = \"X\"\n  \
         connection_alias = \"x_app.X\"\n{arguments}\n}}\n"
    )
}

/// Configurations that contradict themselves, and the words the refusal must contain.
fn contradictions() -> Vec<(String, &'static [&'static str])> {
    let both = "client_secret = \"a\"\nclient_secret_wo = \"b\"\nclient_secret_wo_version = 1";
    vec![
        (registry(both), &["client_secret", "client_secret_wo"]),
        (registry("client_secret_wo = \"b\""), &["client_secret_wo_version"]),
        (connection("host = \"a.example.com\"\nconnection_url = \"https://a.example.com\""), &["host", "url_builder"]),
        (
            connection("url_builder = true\nhost = \"a.example.com\"\nconnection_url = \"https://b.example.com\""),
            &["connection_url", "url_builder"],
        ),
        (
            format!(
                "{PROVIDER}resource \"servicenow_credential\" \"x\" {{\n  type = \"oauth_2_0\"\n  name = \"X\"\n  username = \"u\"\n}}\n"
            ),
            &["username", "basic_auth"],
        ),
        ("provider \"servicenow\" {\n  instance_url = \"http://dev1.service-now.com\"\n}\n".to_owned() + ALIAS, &["instance_url", "https"]),
        (
            "provider \"servicenow\" {\n  instance = \"dev1\"\n  username = \"u\"\n  password = \"p\"\n  oauth = {\n    \
             grant_type = \"client_credentials\"\n    client_id = \"c\"\n    client_secret = \"s\"\n  }\n}\n"
                .to_owned()
                + ALIAS,
            &["username", "oauth"],
        ),
        (registry("default_grant_type = \"client_credential\""), &["default_grant_type", "client_credentials"]),
        (registry("access_token_lifespan = -5"), &["access_token_lifespan", "-5"]),
        (connection("connection_url = \"a.example.com/x\""), &["connection_url", "https://"]),
    ]
}

#[test]
fn a_configuration_that_contradicts_itself_is_refused_by_validate() {
    under_each_terraform(|setup| {
        let stage = Stage::open(setup)?;
        for (configuration, words) in contradictions() {
            let said = stage.workspace_with(&configuration)?.validate()?;
            let said = said.refused().map_err(|failure| failure.remedy(configuration.clone()))?;
            for word in words {
                assert!(said.contains(word), "{word} is not in: {said}\n{configuration}");
            }
        }
        Ok(())
    });
}

/// What a plan says when the provider's environment is changed by `change`.
fn plan_says(
    setup: &Setup,
    change: impl Fn(&mut xtask::workspace::Workspace, &Stage),
) -> Result<String, Failure> {
    let stage = Stage::open(setup)?;
    // A data source, because planning a new resource need not ask the instance anything.
    let lookup = "data \"servicenow_records\" \"x\" {\n  table = \"sys_alias\"\n  limit = 1\n}\n";
    let mut workspace = stage.workspace_with(&format!("{PROVIDER}{lookup}"))?;
    change(&mut workspace, &stage);
    workspace.plan(&[])?.0.refused()
}

fn assert_says(said: &str, words: &[&str]) {
    for word in words {
        assert!(said.to_lowercase().contains(&word.to_lowercase()), "{word} is not in: {said}");
    }
}

#[test]
fn a_missing_instance_or_credential_is_refused_and_named() {
    under_each_terraform(|setup| {
        let said = plan_says(setup, |workspace, _| workspace.unset("SERVICENOW_INSTANCE_URL"))?;
        assert_says(&said, &["instance_url", "SERVICENOW_INSTANCE_URL"]);
        let said = plan_says(setup, |workspace, _| {
            workspace.unset("SERVICENOW_USERNAME");
            workspace.unset("SERVICENOW_PASSWORD");
        })?;
        assert_says(&said, &["username", "SERVICENOW_USERNAME"]);
        Ok(())
    });
}

#[test]
fn a_wrong_password_and_an_unknown_host_are_told_apart() {
    under_each_terraform(|setup| {
        let said =
            plan_says(setup, |workspace, _| workspace.set("SERVICENOW_PASSWORD", "wr0ng-one"))?;
        assert_says(&said, &["password"]);
        assert!(!said.contains("wr0ng-one"), "the password is in the error: {said}");
        let said = plan_says(setup, |workspace, _| {
            workspace.set("SERVICENOW_INSTANCE_URL", "https://no-such-host.invalid");
            workspace.set("SERVICENOW_MAX_RETRIES", "0");
        })?;
        assert_says(&said, &["no-such-host.invalid"]);
        Ok(())
    });
}

#[test]
fn a_plan_of_a_new_resource_shows_a_wrong_password() {
    under_each_terraform(|setup| {
        let stage = Stage::open(setup)?;
        let checking = PROVIDER.replace("{}", "{\n  check = \"on_configure\"\n}");
        let mut workspace = stage.workspace_with(&format!("{checking}{ALIAS}"))?;
        workspace.plan(&[])?.changed()?;
        workspace.set("SERVICENOW_PASSWORD", "wr0ng-one");
        let said = workspace.plan(&[])?.0.refused()?;
        assert_says(&said, &["Cannot sign in to the instance", "did not accept the credentials"]);
        // Without the check the first look at what is there shows it.
        let mut unchecked = stage.workspace_with(&format!("{PROVIDER}{ALIAS}"))?;
        unchecked.set("SERVICENOW_PASSWORD", "wr0ng-one");
        let said = unchecked.plan(&[])?.0.refused()?;
        assert_says(&said, &["did not accept the credentials"]);
        Ok(())
    });
}

#[test]
fn a_web_page_in_place_of_an_answer_is_recognised() {
    under_each_terraform(|setup| {
        let said = plan_says(setup, |_, stage| {
            let rule = serde_json::json!([{"method": "GET", "table": "sys_alias", "fault": {"kind": "html"}}]);
            stage.instance.inject_faults(&rule).unwrap();
        })?;
        assert_says(&said, &["page", "JSON"]);
        Ok(())
    });
}

#[test]
fn a_refusal_by_the_instance_names_the_table() {
    under_each_terraform(|setup| {
        let stage = Stage::open(setup)?;
        let mut workspace = stage.workspace_with(&format!("{PROVIDER}{ALIAS}"))?;
        workspace.sign_in(stage.url(), "plain.user", "plain.user");
        let said = workspace.apply(&[])?.refused()?;
        assert_says(&said, &["sys_alias", "role"]);
        Ok(())
    });
}

#[test]
fn an_application_the_instance_is_not_entitled_to_is_refused_with_the_way_to_get_it() {
    under_each_terraform(|setup| {
        let stage = Stage::with_options(setup, &["--seed", "pdi"])?;
        let application =
            "resource \"servicenow_application\" \"x\" {\n  scope = \"x_camun_camunda\"\n}\n";
        let workspace = stage.workspace_with(&format!("{PROVIDER}{application}"))?;
        let said = workspace.apply(&[])?.refused()?;
        assert_says(&said, &["x_camun_camunda", "Store"]);
        Ok(())
    });
}
