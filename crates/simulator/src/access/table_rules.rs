//! Which roles may read and write which tables (facts 6). A table without a rule has its parent's;
//! without any, it is for `admin` alone.

use crate::{dictionary::Table, evidence::Evidence, records::Operation};

/// Stands for every user who is signed in.
pub(super) const ANYONE: &str = "*";

/// The rule for one table and those that extend it. `admin` need not be named.
pub(crate) struct TableRule {
    pub(crate) table: &'static str,
    pub(crate) read: &'static [&'static str],
    pub(crate) write: &'static [&'static str],
    pub(crate) evidence: Evidence,
}

const fn rule(
    table: &'static str,
    read: &'static [&'static str],
    write: &'static [&'static str],
    evidence: Evidence,
) -> TableRule {
    TableRule { table, read, write, evidence }
}

const CONNECTION: &[&str] = &["connection_admin"];
const CREDENTIAL: &[&str] = &["credential_admin"];
const ALIAS_READERS: &[&str] = &["connection_admin", "credential_admin"];
const OAUTH: &[&str] = &["oauth_admin", "mi_admin"];
const POLICY: &[&str] = &["api_service_admin", "adaptive_auth_policy_admin"];
const USERS: &[&str] = &["user_admin"];
const DICTIONARY: &[&str] = &["personalize_dictionary"];
const EVERYONE: &[&str] = &[ANYONE];
const ADMIN: &[&str] = &[];

/// The rules, by area.
pub(crate) static TABLE_RULES: &[TableRule] = &[
    rule("sys_alias", ALIAS_READERS, ADMIN, Evidence::Documented),
    rule("sys_alias_templates", ADMIN, ADMIN, Evidence::Documented),
    rule("sys_retry_policy", ALIAS_READERS, ADMIN, Evidence::Inferred),
    rule("sys_connection", CONNECTION, CONNECTION, Evidence::Documented),
    rule("discovery_credentials", CREDENTIAL, CREDENTIAL, Evidence::Documented),
    rule("oauth_entity", OAUTH, OAUTH, Evidence::Documented),
    rule("oauth_entity_profile", OAUTH, OAUTH, Evidence::Documented),
    rule("oauth_entity_scope", OAUTH, OAUTH, Evidence::Documented),
    rule("oauth_entity_profile_scope", OAUTH, OAUTH, Evidence::Documented),
    rule("oauth_credential", &["oauth_admin"], &["oauth_admin"], Evidence::Documented),
    rule("oauth_requestor_profile", &["oauth_admin"], &["oauth_admin"], Evidence::Inferred),
    rule("jwt_verifier_map", OAUTH, OAUTH, Evidence::Inferred),
    rule("sys_auth_scope", OAUTH, OAUTH, Evidence::Inferred),
    rule("oauth_entity_auth_scope_mapping", OAUTH, OAUTH, Evidence::Inferred),
    rule("sys_api_access_scope", OAUTH, OAUTH, Evidence::Inferred),
    rule("sys_api_access_policy", POLICY, POLICY, Evidence::Documented),
    rule("sys_auth_profile_mapping", POLICY, POLICY, Evidence::Documented),
    rule("inbound_auth_profile", POLICY, POLICY, Evidence::Documented),
    rule("auth_parameter", POLICY, POLICY, Evidence::Documented),
    rule("api_key", &["api_service_admin"], &["api_service_admin"], Evidence::Documented),
    rule("oidc_provider_configuration", OAUTH, OAUTH, Evidence::Inferred),
    rule("sys_user", EVERYONE, USERS, Evidence::Documented),
    rule("sys_user_group", EVERYONE, USERS, Evidence::Documented),
    rule("sys_user_has_role", EVERYONE, USERS, Evidence::Seen),
    rule("sys_user_role", EVERYONE, ADMIN, Evidence::Seen),
    rule("sys_user_role_contains", EVERYONE, ADMIN, Evidence::Seen),
    rule("domain", EVERYONE, ADMIN, Evidence::Inferred),
    rule("core_company", EVERYONE, USERS, Evidence::Inferred),
    rule("cmn_department", EVERYONE, USERS, Evidence::Inferred),
    rule("cmn_location", EVERYONE, USERS, Evidence::Inferred),
    rule("sys_package", EVERYONE, ADMIN, Evidence::Inferred),
    rule("sys_store_app", &["sn_appclient.app_client_user"], ADMIN, Evidence::Measured),
    rule("sys_app_application", EVERYONE, ADMIN, Evidence::Inferred),
    rule("sys_app_module", EVERYONE, ADMIN, Evidence::Inferred),
    rule("sys_db_object", DICTIONARY, ADMIN, Evidence::Measured),
    rule("sys_dictionary", DICTIONARY, ADMIN, Evidence::Measured),
];

/// The roles that may do `operation` in `table`, `admin` aside.
pub(super) fn roles_for(operation: Operation, table: &Table) -> &'static [&'static str] {
    let of = |name: &String| TABLE_RULES.iter().find(|rule| rule.table == name);
    match (table.lineage.iter().find_map(of), operation) {
        (Some(rule), Operation::Read) => rule.read,
        (Some(rule), _) => rule.write,
        (None, _) => ADMIN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    #[test]
    fn every_rule_names_a_table_and_each_table_once() {
        let dictionary = Dictionary::shipped(true).unwrap();
        let mut seen = Vec::new();
        for rule in TABLE_RULES {
            assert!(dictionary.table(rule.table).is_some(), "{}", rule.table);
            assert!(!seen.contains(&rule.table), "{}", rule.table);
            seen.push(rule.table);
        }
    }

    #[test]
    fn a_child_has_the_rule_of_its_nearest_ancestor() {
        let dictionary = Dictionary::shipped(true).unwrap();
        let roles = |operation, table: &str| roles_for(operation, dictionary.table(table).unwrap());
        assert_eq!(roles(Operation::Insert, "api_key_credentials"), CREDENTIAL);
        assert_eq!(roles(Operation::Read, "sys_scope"), EVERYONE);
        assert_eq!(roles(Operation::Read, "sys_store_app"), ["sn_appclient.app_client_user"]);
        assert_eq!(roles(Operation::Read, "sys_properties"), ADMIN);
    }
}
