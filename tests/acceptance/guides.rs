//! The guides, proven by somebody playing the other side: the real Terraform applies the example, a
//! library nobody here wrote acts as the third party, a person consents in a browser, and in the end
//! everything is as it was.
//!
//! Each change of a decisive attribute must break the claim that rests on it. What is claimed stands in
//! `tests/clients/python/guides`; what is changed, in `xtask/src/guides`. `cargo xtask test clients` runs
//! these: they need packages from registries and Chromium.

use std::sync::OnceLock;

use xtask::cargo;
use xtask::failure::Failure;
use xtask::guides::{self, Guide, Means, Stage, ThirdParty, Tools};
use xtask::terraform::{self, Cli};

use crate::support::provider;
use crate::support::setup::Unknowns;

/// Everybody who is not started anew for each test.
struct Company {
    terraform: Cli,
    others: ThirdParty,
}

fn company() -> &'static Company {
    static COMPANY: OnceLock<Company> = OnceLock::new();
    COMPANY.get_or_init(|| {
        let root = cargo::root();
        let terraform = terraform::installed(&root).map(|mut clis| clis.pop().unwrap());
        let others = ThirdParty::prepare(&root, Means::Browser);
        Company { terraform: told(terraform), others: told(others) }
    })
}

fn told<T>(outcome: Result<T, Failure>) -> T {
    outcome.unwrap_or_else(|failure| panic!("{}", failure.explained()))
}

fn open(guide: &'static Guide, unknowns: Unknowns) -> Result<Stage, Failure> {
    let tools = Tools {
        terraform: &company().terraform,
        mirror: provider::mirror(),
        simulator: &provider::simulator(),
        options: &["--unknowns", unknowns.name()],
    };
    Stage::open(guide, tools, &company().others)
}

/// Applies the example, lets the third party act, destroys, and compares.
fn holds(name: &str) {
    told(try_to_hold(name, Unknowns::Likely));
    told(try_to_hold(name, Unknowns::Worst));
}

fn try_to_hold(name: &str, unknowns: Unknowns) -> Result<(), Failure> {
    let stage = open(guides::named(name)?, unknowns)?;
    let before = stage.before()?;
    stage.workspace.init()?.succeeded()?;
    stage.workspace.apply(&[])?.succeeded()?;
    stage.plans_nothing(false)?;
    for secret in stage.guide.secrets {
        assert!(!stage.workspace.state_file().contains(secret.value), "{}", secret.variable);
        assert!(stage.is_stored(secret)?, "{}", secret.variable);
    }
    company().others.prove(&stage)?.holds()?;
    stage.plans_nothing(true)?;
    stage.workspace.destroy()?.succeeded()?;
    stage.is_as_before(&before).map(drop)
}

/// Makes one change, applies, and lets the third party act: the claim that rests on what was changed
/// breaks, and all before it hold.
fn breaks(name: &str, change: &str) {
    told(try_to_break(name, change));
}

fn try_to_break(name: &str, change: &str) -> Result<(), Failure> {
    let guide = guides::named(name)?;
    let change = guide.change(change).unwrap_or_else(|| panic!("{name} has no change {change}"));
    let mut stage = open(guide, Unknowns::Likely)?;
    stage.change(change)?;
    stage.workspace.init()?.succeeded()?;
    stage.workspace.apply(&[])?.succeeded()?;
    company().others.prove(&stage)?.breaks_at(change.breaks)
}

#[test]
fn every_change_that_a_proof_must_notice_is_made_by_a_test() {
    let tests = include_str!("guides.rs");
    for guide in guides::ALL {
        assert!(tests.contains(&format!("holds(\"{}\");", guide.name)), "{}", guide.name);
        for change in guide.changes {
            let made = format!("breaks(\"{}\", \"{}\");", guide.name, change.name);
            assert!(tests.contains(&made), "{made}");
        }
    }
}

mod camunda_spoke {
    use super::{breaks, holds};

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn the_instance_and_camunda_call_each_other() {
        holds("camunda-spoke");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_the_script_of_the_spoke_camunda_gives_no_token() {
        breaks("camunda-spoke", "oauth_api_script");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn with_a_grant_that_needs_a_person_the_instance_gets_no_token() {
        breaks("camunda-spoke", "default_grant_type");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn with_another_base_path_the_cluster_is_not_reached() {
        breaks("camunda-spoke", "base_path");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_an_application_user_camunda_gets_no_token() {
        breaks("camunda-spoke", "application_user");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_the_role_of_the_table_camunda_opens_no_incident() {
        breaks("camunda-spoke", "service_user_roles");
    }
}

mod remote_instance_spoke {
    use super::{breaks, holds};

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn once_a_person_consented_one_instance_works_with_the_other() {
        holds("remote-instance-spoke");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn with_another_redirect_url_consent_does_not_come_back() {
        breaks("remote-instance-spoke", "redirect_urls");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn with_another_connection_url_another_instance_is_called() {
        breaks("remote-instance-spoke", "connection_url");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn with_another_token_url_the_code_is_not_exchanged() {
        breaks("remote-instance-spoke", "token_url");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_its_access_rules_the_dictionary_is_not_seen() {
        breaks("remote-instance-spoke", "dictionary");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_the_other_role_the_access_rules_take_the_dictionary_from_others() {
        breaks("remote-instance-spoke", "dictionary_role");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_the_role_of_the_table_no_incident_is_read() {
        breaks("remote-instance-spoke", "table_roles");
    }
}

mod pipedream {
    use super::{breaks, holds};

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn a_connected_account_lets_a_workflow_open_incidents() {
        holds("pipedream");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn with_another_redirect_url_the_code_goes_elsewhere() {
        breaks("pipedream", "redirect_url");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_the_role_of_the_table_a_workflow_opens_no_incident() {
        breaks("pipedream", "service_user_roles");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_the_access_rules_it_sees_no_oauth_credential() {
        breaks("pipedream", "manage_acls");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_the_other_roles_the_access_rules_take_columns_from_others() {
        breaks("pipedream", "other_roles");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn with_another_token_url_the_validator_is_not_this_instances() {
        breaks("pipedream", "token_url");
    }
}

mod nango {
    use super::{breaks, holds};

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn a_connection_lasts_as_long_as_the_policies_say() {
        holds("nango");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn with_another_redirect_url_the_code_goes_elsewhere() {
        breaks("nango", "redirect_url");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn with_another_access_token_lifespan_the_token_outlives_its_half_hour() {
        breaks("nango", "access_token_lifespan");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_a_refresh_token_lifespan_the_connection_outlives_its_eight_hours() {
        breaks("nango", "refresh_token_lifespan");
    }
}

mod user_import {
    use super::{breaks, holds};

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn what_a_directory_sends_becomes_users() {
        holds("user-import");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn a_table_that_extends_no_import_set_takes_no_rows() {
        breaks("user-import", "super_class");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_the_role_to_transform_no_user_is_made() {
        breaks("user-import", "service_user_roles");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_a_key_a_second_row_is_no_update() {
        breaks("user-import", "coalesce");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn copying_what_is_empty_takes_values_away() {
        breaks("user-import", "copy_empty_fields");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn told_to_create_an_unknown_department_is_made() {
        breaks("user-import", "choice_action");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_its_rules_others_load_the_staging_table() {
        breaks("user-import", "guard_staging_table");
    }
}

mod ticket_reader {
    use super::{breaks, holds};

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn a_connector_reads_incidents_and_nothing_else() {
        holds("ticket-reader");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_an_application_user_the_connector_gets_no_token() {
        breaks("ticket-reader", "application_user");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_the_property_no_client_gets_a_token() {
        breaks("ticket-reader", "client_credentials");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_the_rule_of_the_table_no_incident_is_read() {
        breaks("ticket-reader", "tables");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn a_rule_for_another_operation_lets_nobody_read() {
        breaks("ticket-reader", "operation");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_the_rules_nothing_is_read() {
        breaks("ticket-reader", "manage_acls");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn in_another_time_zone_changes_are_missed() {
        breaks("ticket-reader", "time_zone");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn with_a_role_of_the_table_it_would_write() {
        breaks("ticket-reader", "service_user_roles");
    }
}

mod datadog_alerts {
    use super::{breaks, holds};

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn an_alert_with_the_key_opens_an_incident() {
        holds("datadog-alerts");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn with_a_policy_for_another_api_the_key_opens_nothing() {
        breaks("datadog-alerts", "api_path");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_the_role_of_the_table_an_alert_opens_no_incident() {
        breaks("datadog-alerts", "service_user_roles");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn with_another_payload_the_incident_says_nothing() {
        breaks("datadog-alerts", "payload");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn with_a_key_of_another_user_that_user_makes_the_incident() {
        breaks("datadog-alerts", "user");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn with_a_profile_for_passwords_one_opens_the_api() {
        breaks("datadog-alerts", "inbound_auth_profiles");
    }
}

mod xmatters {
    use super::{breaks, holds};

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn an_urgent_incident_pages_once() {
        holds("xmatters");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn while_it_is_not_enabled_nobody_is_paged() {
        breaks("xmatters", "enabled");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn with_another_endpoint_the_trigger_is_not_reached() {
        breaks("xmatters", "rest_endpoint");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn with_another_user_the_call_is_refused() {
        breaks("xmatters", "username");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_authentication_the_call_is_refused() {
        breaks("xmatters", "authentication_type");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn with_a_title_that_is_no_json_the_call_cannot_be_read() {
        breaks("xmatters", "title");
    }

    #[test]
    #[ignore = "needs packages from registries: cargo xtask test clients"]
    fn without_a_condition_every_incident_pages() {
        breaks("xmatters", "filter_condition");
    }
}
