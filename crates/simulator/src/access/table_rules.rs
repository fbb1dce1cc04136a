//! The stock rules for tables: which roles may read and write which (facts 6). A new instance has
//! them as rows of `sys_security_acl`, one for each operation. A table without a rule has its
//! parent's; without any, it is for `admin` alone.

use crate::{evidence::Evidence, world::ANYONE};

/// The rule for one table and those that extend it. `admin` need not be named.
pub(crate) struct TableRule {
    pub(crate) table: &'static str,
    pub(crate) read: &'static [&'static str],
    pub(crate) write: &'static [&'static str],
    /// Whether `admin` may write without the roles.
    pub(crate) admin_writes: bool,
    pub(crate) evidence: Evidence,
}

type Roles = &'static [&'static str];

const fn rule(table: &'static str, read: Roles, write: Roles, evidence: Evidence) -> TableRule {
    TableRule { table, read, write, admin_writes: true, evidence }
}

/// A table that only an elevated administrator of security may change.
const fn guarded(table: &'static str, evidence: Evidence) -> TableRule {
    TableRule { table, read: SECURITY, write: SECURITY, admin_writes: false, evidence }
}

const CONNECTION: Roles = &["connection_admin"];
const CREDENTIAL: Roles = &["credential_admin"];
const ALIAS_READERS: Roles = &["connection_admin", "credential_admin"];
const OAUTH: Roles = &["oauth_admin", "mi_admin"];
const TOKENS: Roles = &["oauth_admin"];
const KEYS: Roles = &["certificate_manager"];
const API_ACCESS: Roles = &["api_service_admin", "adaptive_auth_policy_admin"];
const USERS: Roles = &["user_admin"];
const DICTIONARY: Roles = &["personalize_dictionary"];
const SECURITY: Roles = &["security_admin"];
const ITIL: Roles = &["itil"];
const CONFIGURATION: Roles = &["itil", "asset"];
const WEB_SERVICES: Roles = &["web_service_admin"];
const MID: Roles = &["agent_admin", "mid_server"];
const MID_READERS: Roles = &["agent_admin", "mid_server", "connection_admin", "credential_admin"];
const RATES: Roles = &["rate_limit_admin"];
const EVERYONE: Roles = &[ANYONE];
const ADMIN: Roles = &["admin"];

/// The rules, by area.
pub(crate) static TABLE_RULES: &[TableRule] = &[
    rule("*", ADMIN, ADMIN, Evidence::Inferred),
    rule("sys_alias", ALIAS_READERS, ADMIN, Evidence::Documented),
    rule("sys_alias_templates", ADMIN, ADMIN, Evidence::Documented),
    rule("sys_retry_policy", ALIAS_READERS, ADMIN, Evidence::Inferred),
    rule("sys_connection", CONNECTION, CONNECTION, Evidence::Documented),
    rule("sys_protocol_profile", CONNECTION, ADMIN, Evidence::Inferred),
    rule("discovery_credentials", CREDENTIAL, CREDENTIAL, Evidence::Documented),
    rule("ecc_agent", MID_READERS, MID, Evidence::Inferred),
    rule("ecc_agent_cluster", MID_READERS, MID, Evidence::Inferred),
    rule("ecc_agent_capability", MID_READERS, MID, Evidence::Inferred),
    rule("ecc_agent_application", MID_READERS, MID, Evidence::Inferred),
    rule("oauth_entity", OAUTH, OAUTH, Evidence::Documented),
    rule("oauth_entity_profile", OAUTH, OAUTH, Evidence::Documented),
    rule("oauth_entity_scope", OAUTH, OAUTH, Evidence::Documented),
    rule("oauth_entity_profile_scope", OAUTH, OAUTH, Evidence::Documented),
    rule("oauth_requestor_profile", TOKENS, TOKENS, Evidence::Inferred),
    rule("oauth_credential", TOKENS, TOKENS, Evidence::Documented),
    rule("oidc_provider_configuration", OAUTH, OAUTH, Evidence::Inferred),
    rule("sys_auth_scope", OAUTH, OAUTH, Evidence::Inferred),
    rule("oauth_entity_auth_scope_mapping", OAUTH, OAUTH, Evidence::Inferred),
    rule("sys_api_access_scope", OAUTH, OAUTH, Evidence::Inferred),
    rule("sys_certificate", KEYS, KEYS, Evidence::Inferred),
    rule("jwt_provider", KEYS, KEYS, Evidence::Inferred),
    rule("jwt_keystore_aliases", KEYS, KEYS, Evidence::Inferred),
    rule("jwt_verifier_map", KEYS, KEYS, Evidence::Inferred),
    rule("inbound_auth_profile", API_ACCESS, API_ACCESS, Evidence::Documented),
    rule("auth_parameter", API_ACCESS, API_ACCESS, Evidence::Documented),
    rule("api_key", API_ACCESS, API_ACCESS, Evidence::Documented),
    rule("sys_api_access_policy", API_ACCESS, API_ACCESS, Evidence::Documented),
    rule("sys_auth_profile_mapping", API_ACCESS, API_ACCESS, Evidence::Documented),
    rule("sys_rest_message", WEB_SERVICES, WEB_SERVICES, Evidence::Inferred),
    rule("sys_rest_message_headers", WEB_SERVICES, WEB_SERVICES, Evidence::Inferred),
    rule("sys_rest_message_fn", WEB_SERVICES, WEB_SERVICES, Evidence::Inferred),
    rule("sys_rest_message_fn_headers", WEB_SERVICES, WEB_SERVICES, Evidence::Inferred),
    rule("sys_auth_profile", WEB_SERVICES, WEB_SERVICES, Evidence::Inferred),
    rule("sys_user", EVERYONE, USERS, Evidence::Documented),
    rule("sys_user_group", EVERYONE, USERS, Evidence::Documented),
    rule("sys_user_grmember", EVERYONE, USERS, Evidence::Documented),
    rule("sys_user_role_contains", EVERYONE, ADMIN, Evidence::Seen),
    rule("domain", EVERYONE, ADMIN, Evidence::Inferred),
    rule("core_company", EVERYONE, USERS, Evidence::Inferred),
    rule("cmn_department", EVERYONE, USERS, Evidence::Inferred),
    rule("cmn_location", EVERYONE, USERS, Evidence::Inferred),
    rule("cmn_building", EVERYONE, USERS, Evidence::Inferred),
    rule("cmn_cost_center", EVERYONE, USERS, Evidence::Inferred),
    rule("cmn_schedule", EVERYONE, ADMIN, Evidence::Inferred),
    guarded("sys_security_acl", Evidence::Measured),
    guarded("sys_security_acl_role", Evidence::Measured),
    guarded("sys_security_operation", Evidence::Inferred),
    guarded("sys_security_type", Evidence::Inferred),
    guarded("sys_security_attribute", Evidence::Inferred),
    rule("sys_package", EVERYONE, ADMIN, Evidence::Inferred),
    rule("sys_store_app", &["sn_appclient.app_client_user"], ADMIN, Evidence::Measured),
    rule("sys_app_application", EVERYONE, ADMIN, Evidence::Inferred),
    rule("sys_app_module", EVERYONE, ADMIN, Evidence::Inferred),
    rule("sys_choice", EVERYONE, ADMIN, Evidence::Measured),
    rule("sys_db_object", DICTIONARY, ADMIN, Evidence::Measured),
    rule("sys_dictionary", DICTIONARY, ADMIN, Evidence::Measured),
    rule("sys_glide_object", EVERYONE, ADMIN, Evidence::Inferred),
    rule("sys_rate_limit_rules", RATES, RATES, Evidence::Documented),
    rule("sys_rate_limit_count", RATES, RATES, Evidence::Documented),
    rule("sys_rate_limit_violations", RATES, RATES, Evidence::Documented),
    rule("task", ITIL, ITIL, Evidence::Inferred),
    rule("cmdb", CONFIGURATION, CONFIGURATION, Evidence::Inferred),
    rule("cmdb_rel_ci", CONFIGURATION, CONFIGURATION, Evidence::Inferred),
    rule("cmdb_rel_type", CONFIGURATION, ADMIN, Evidence::Inferred),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    #[test]
    fn every_rule_names_a_table_and_each_table_once() {
        let dictionary = Dictionary::shipped(true).unwrap();
        let mut seen = Vec::new();
        for rule in TABLE_RULES {
            assert!(rule.table == "*" || dictionary.table(rule.table).is_some(), "{}", rule.table);
            assert!(!seen.contains(&rule.table), "{}", rule.table);
            seen.push(rule.table);
        }
    }

    #[test]
    fn every_table_stands_on_a_rule() {
        for rule in TABLE_RULES {
            assert!(!rule.read.is_empty() && !rule.write.is_empty(), "{}", rule.table);
        }
        assert_eq!(TABLE_RULES[0].table, "*", "what no rule names is for admin");
    }
}
