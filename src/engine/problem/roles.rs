//! Which role a table asks for (docs/facts.md#table-roles), and all that an account lacks for the work of a
//! run, in one list.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::engine::model::{CICD, INSTALLING, Need, Right};

/// The roles of the account, where they can be read.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) user_name: String,
    /// Its roles, inherited ones included; none where they are hidden.
    pub(crate) roles: Option<BTreeSet<String>>,
}

/// Who may nearly everything.
const ADMIN: &str = "admin";

/// Who writes access rules, in a session elevated to it alone (docs/facts.md#elevated-tables).
const ELEVATED: &str = "security_admin";

/// Who reads what every user may read, where an instance tells internal users from external ones
/// (docs/facts.md#internal-users).
const EVERYBODY: &str = "snc_internal";

/// Who writes credentials. `connection_admin` contains it (docs/facts.md#table-roles).
const CREDENTIALS: &str = "credential_admin";

/// Who manages transform maps. `import_admin` contains it (docs/facts.md#table-roles).
const TRANSFORMS: &str = "import_transformer";

/// Who writes what the instance offers to callers and what it calls itself.
const SERVICES: &str = "web_service_admin";

/// Tables that ask for the same, the role that reads them and the one that writes them. A table not listed asks for `admin`.
const NEEDS: &[(&str, &str, &str)] = &[
    ("oauth_entity oauth_jwt oauth_oidc_entity", "oauth_admin", "oauth_admin"),
    ("oauth_entity_profile oauth_entity_scope", "oauth_admin", "oauth_admin"),
    ("oauth_entity_profile_scope oauth_entity_auth_scope_mapping", "oauth_admin", "oauth_admin"),
    ("oauth_credential oauth_requestor_profile", "oauth_admin", "oauth_admin"),
    ("oidc_provider_configuration sys_auth_scope", "oauth_admin", "oauth_admin"),
    ("sys_api_access_scope", "oauth_admin", "oauth_admin"),
    ("discovery_credentials basic_auth_credentials", CREDENTIALS, CREDENTIALS),
    ("oauth_2_0_credentials api_key_credentials", CREDENTIALS, CREDENTIALS),
    ("sys_connection http_connection jdbc_connection", "connection_admin", "connection_admin"),
    ("sys_alias sys_retry_policy", "connection_admin", ADMIN),
    ("sys_certificate jwt_provider", "certificate_manager", "certificate_manager"),
    ("jwt_keystore_aliases jwt_verifier_map", "certificate_manager", "certificate_manager"),
    ("jwt_claim_validation", "certificate_manager", "certificate_manager"),
    ("sys_user sys_user_group sys_user_grmember sys_user_has_role", EVERYBODY, "user_admin"),
    ("sys_user_role sys_user_role_contains sys_group_has_role", EVERYBODY, ADMIN),
    ("sys_data_source", "import_admin", "import_admin"),
    ("sys_transform_map sys_transform_entry sys_transform_script", TRANSFORMS, TRANSFORMS),
    ("sys_app_application sys_app_module sys_package sys_scope sys_choice", EVERYBODY, ADMIN),
    ("domain", EVERYBODY, ADMIN),
    ("sys_api_access_policy sys_auth_profile_mapping", "api_service_admin", "api_service_admin"),
    ("inbound_auth_profile api_key", "api_service_admin", "api_service_admin"),
    ("http_key_auth http_hmac_auth std_http_auth", "api_service_admin", "api_service_admin"),
    ("sys_token_auth_parameter", "api_service_admin", "api_service_admin"),
    ("sys_ws_definition sys_ws_version sys_ws_operation", SERVICES, SERVICES),
    ("sys_rest_message sys_rest_message_headers sys_rest_message_fn", SERVICES, SERVICES),
    ("sys_rest_message_fn_headers sys_rest_message_fn_param_defs", SERVICES, SERVICES),
    ("sys_auth_profile_basic", SERVICES, SERVICES),
    ("sys_rate_limit_rules", "rate_limit_admin", "rate_limit_admin"),
    ("sys_dictionary sys_db_object", "personalize_dictionary", ADMIN),
    ("sys_store_app", "sn_appclient.app_client_user", "sn_cicd.sys_ci_automation"),
    (CICD, ADMIN, "sn_cicd.sys_ci_automation"),
    ("v_plugin", ADMIN, "sn_cicd.sys_ci_automation"),
    ("sys_security_acl sys_security_acl_role", ADMIN, ELEVATED),
];

/// What a table normally asks of an account, in the words of the errors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRoles {
    /// What reading takes.
    pub read: String,
    /// What making, changing and deleting records takes.
    pub write: String,
    /// Whether it is known what the table asks for; otherwise both say `admin`, which is enough for nearly everything.
    pub are_known: bool,
}

/// What the table normally asks of an account. Operations of the CI/CD API go by the name `sn_cicd`.
pub fn table_roles(table: &str) -> TableRoles {
    TableRoles {
        read: needed(table, Right::Read),
        write: needed(table, Right::Write),
        are_known: asked(table, Right::Read).is_some(),
    }
}

/// The role that the table asks for first of all, where it is known what it asks for.
fn asked(table: &str, right: Right) -> Option<&'static str> {
    let holds = |tables: &str| tables.split(' ').any(|listed| listed == table);
    let (_, read, write) = *NEEDS.iter().find(|(tables, ..)| holds(tables))?;
    Some(if right == Right::Read { read } else { write })
}

/// The roles of which each is enough where a table asks for this one.
fn enough(role: &'static str) -> Vec<&'static str> {
    match role {
        ELEVATED => vec![ELEVATED],
        CREDENTIALS => vec![CREDENTIALS, "connection_admin", ADMIN],
        TRANSFORMS => vec![TRANSFORMS, "import_admin", ADMIN],
        role => vec![role, ADMIN],
    }
}

/// The role to ask for, beside `admin`, which is enough for all but access rules.
pub(super) fn needed(table: &str, right: Right) -> String {
    match asked(table, right).unwrap_or(ADMIN) {
        EVERYBODY => format!("{EVERYBODY}, where the plugin Explicit Roles is active"),
        CREDENTIALS => format!("{CREDENTIALS}, which connection_admin contains, or {ADMIN}"),
        TRANSFORMS => format!("{TRANSFORMS}, which import_admin contains, or {ADMIN}"),
        role @ (ADMIN | ELEVATED) => role.to_owned(),
        role => format!("{role} or {ADMIN}"),
    }
}

/// What reading the table takes, as a sentence.
pub(super) fn reads(table: &str) -> String {
    format!("The role that allows reading is normally {}.", needed(table, Right::Read))
}

/// The role that this work takes and the account lacks; all that it takes where the account's roles are hidden. Nothing
/// for a table of which nobody knows what it asks for.
pub(crate) fn lacking_role(
    need: &Need,
    roles: Option<&BTreeSet<String>>,
    elevates: bool,
) -> Option<String> {
    let Need { table, right } = need;
    let has = |role: &&str| roles.is_some_and(|roles| roles.contains(*role));
    match enough(asked(table, *right)?).iter().any(has) {
        true if elevates => None,
        true => Some("elevate_roles = [\"security_admin\"] in the provider block".to_owned()),
        false => Some(needed(table, *right)),
    }
}

/// The list, if it says more than the error about what was refused says already.
pub(crate) fn lacks(
    account: &Account,
    lacks: &BTreeMap<String, Vec<Need>>,
    refused: &Need,
) -> Option<String> {
    let is_told = |needs: &Vec<Need>| needs.contains(refused);
    if lacks.is_empty() || lacks.values().all(is_told) {
        return None;
    }
    let name = &account.user_name;
    let mut text = match &account.roles {
        Some(_) => format!(
            "\n\nFor the work of this run that Terraform has shown so far, the user \"{name}\" normally lacks all this:\n"
        ),
        None => "\n\nWhich roles the provider's user has cannot be read. The work of this run that Terraform has shown so \
                 far normally takes all these:\n"
            .to_owned(),
    };
    for (lacking, needs) in lacks {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  - {lacking}: {}", work(needs));
    }
    Some(text.trim_end().to_owned())
}

/// The work in words: `to write oauth_entity, to read sys_alias`.
fn work(needs: &[Need]) -> String {
    let words = needs.iter().map(|need| match (need.table.as_str(), need.right) {
        (INSTALLING, Right::Write) => "to install applications and plugins".to_owned(),
        (table, Right::Write) => format!("to write {table}"),
        (table, Right::Read) => format!("to read {table}"),
    });
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_an_alias_takes_less_than_writing_it() {
        assert_eq!(needed("sys_alias", Right::Read), "connection_admin or admin");
        assert_eq!(needed("sys_alias", Right::Write), "admin");
        assert_eq!(needed("incident", Right::Write), "admin");
    }

    #[test]
    fn what_everybody_reads_asks_for_an_internal_user() {
        assert!(needed("sys_user_role", Right::Read).starts_with("snc_internal, where"));
        assert_eq!(needed("sys_user_role", Right::Write), "admin");
        assert_eq!(needed("sys_user", Right::Write), "user_admin or admin");
    }

    #[test]
    fn what_the_documentation_says_is_what_errors_say() {
        let alias = table_roles("sys_alias");
        assert_eq!(alias.read, needed("sys_alias", Right::Read));
        assert_eq!((alias.write.as_str(), alias.are_known), ("admin", true));
        assert!(!table_roles("incident").are_known);
    }

    #[test]
    fn each_table_is_listed_once() {
        let all: Vec<&str> = NEEDS.iter().flat_map(|needs| needs.0.split(' ')).collect();
        let unique: std::collections::BTreeSet<&&str> = all.iter().collect();
        assert_eq!(unique.len(), all.len());
        assert_eq!(needed("oauth_credential", Right::Read), "oauth_admin or admin");
    }

    #[test]
    fn an_administrator_reads_access_rules_and_does_not_write_them() {
        assert_eq!(needed("sys_security_acl", Right::Read), "admin");
        assert_eq!(needed("sys_security_acl_role", Right::Write), "security_admin");
    }

    fn roles(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn one_of_the_roles_is_enough_and_admin_is_enough_for_all_but_rules() {
        let lacking = |table, has: &[&str]| {
            lacking_role(&Need::new(table, Right::Write), Some(&roles(has)), true)
        };
        assert_eq!(lacking("oauth_entity", &["oauth_admin"]), None);
        assert_eq!(lacking("oauth_entity", &["admin"]), None);
        assert_eq!(lacking("oauth_entity", &["itil"]), Some(needed("oauth_entity", Right::Write)));
        assert!(lacking("sys_security_acl", &["admin"]).is_some());
        assert_eq!(lacking("cmn_department", &[]), None, "nobody knows");
        let read = |table, has: &[&str]| {
            lacking_role(&Need::new(table, Right::Read), Some(&roles(has)), true)
        };
        assert_eq!(read("sys_user_role", &["snc_internal"]), None);
        assert!(read("sys_user_role", &["itil"]).unwrap().starts_with("snc_internal"));
        assert_eq!(lacking("basic_auth_credentials", &["connection_admin"]), None);
        assert_eq!(lacking("sys_transform_map", &["import_admin"]), None);
        assert!(lacking("sys_data_source", &["import_transformer"]).is_some());
    }

    #[test]
    fn a_role_that_is_held_and_not_elevated_to_takes_elevation() {
        let has = roles(&["admin", "security_admin"]);
        let rules = Need::new("sys_security_acl", Right::Write);
        let lacking = |elevates| lacking_role(&rules, Some(&has), elevates);
        assert!(lacking(false).unwrap().contains("elevate_roles"));
        assert_eq!(lacking(true), None);
    }

    #[test]
    fn hidden_roles_are_all_listed() {
        assert!(lacking_role(&Need::new("oauth_entity", Right::Write), None, true).is_some());
    }
}
