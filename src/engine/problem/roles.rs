//! Which role a table asks for (facts §6).

use crate::engine::model::Right;

/// Tables that ask for the same, and the role of which each is enough to read and to write them.
struct Needs {
    tables: &'static [&'static str],
    read: &'static str,
    write: &'static str,
}

const fn needs(tables: &'static [&'static str], read: &'static str, write: &'static str) -> Needs {
    Needs { tables, read, write }
}

/// Who may nearly everything.
const ADMIN: &str = "admin";

/// Who writes access rules, in a session elevated to it alone (facts §6).
const ELEVATED: &str = "security_admin";

/// Who reads what every user may read, where an instance tells internal users from external ones (facts §3.8).
const EVERYBODY: &str = "snc_internal";

/// Who writes credentials. `connection_admin` contains it (facts §6).
const CREDENTIALS: &str = "credential_admin";

/// A table not listed asks for `admin`.
const NEEDS: &[Needs] = &[
    needs(
        &[
            "oauth_entity",
            "oauth_jwt",
            "oauth_oidc_entity",
            "oauth_entity_profile",
            "oauth_entity_scope",
            "oauth_entity_profile_scope",
            "oauth_entity_auth_scope_mapping",
            "oauth_credential",
            "oauth_requestor_profile",
            "oidc_provider_configuration",
            "sys_auth_scope",
            "sys_api_access_scope",
        ],
        "oauth_admin",
        "oauth_admin",
    ),
    needs(
        &[
            "discovery_credentials",
            "basic_auth_credentials",
            "oauth_2_0_credentials",
            "api_key_credentials",
        ],
        CREDENTIALS,
        CREDENTIALS,
    ),
    needs(
        &["sys_connection", "http_connection", "jdbc_connection"],
        "connection_admin",
        "connection_admin",
    ),
    needs(&["sys_alias", "sys_retry_policy"], "connection_admin", "admin"),
    needs(
        &["sys_certificate", "jwt_provider", "jwt_keystore_aliases", "jwt_verifier_map"],
        "certificate_manager",
        "certificate_manager",
    ),
    needs(
        &["sys_user", "sys_user_group", "sys_user_grmember", "sys_user_has_role"],
        EVERYBODY,
        "user_admin",
    ),
    needs(
        &[
            "sys_user_role",
            "sys_user_role_contains",
            "sys_group_has_role",
            "sys_app_application",
            "sys_app_module",
            "sys_package",
            "sys_scope",
            "sys_choice",
            "domain",
        ],
        EVERYBODY,
        "admin",
    ),
    needs(
        &["sys_api_access_policy", "sys_auth_profile_mapping", "inbound_auth_profile", "api_key"],
        "api_service_admin",
        "api_service_admin",
    ),
    needs(&["sys_rate_limit_rules"], "rate_limit_admin", "rate_limit_admin"),
    needs(&["sys_dictionary", "sys_db_object"], "personalize_dictionary", "admin"),
    needs(&["sys_store_app"], "sn_appclient.app_client_user", "sn_cicd.sys_ci_automation"),
    needs(&["v_plugin"], "admin", "sn_cicd.sys_ci_automation"),
    needs(&["sys_security_acl", "sys_security_acl_role"], "admin", "security_admin"),
];

/// Whether it is known what the table asks for.
pub(super) fn is_listed(table: &str) -> bool {
    NEEDS.iter().any(|needs| needs.tables.contains(&table))
}

/// The role that the table asks for first of all.
fn asked(table: &str, right: Right) -> &'static str {
    let listed = NEEDS.iter().find(|needs| needs.tables.contains(&table));
    listed.map_or(ADMIN, |needs| match right {
        Right::Read => needs.read,
        Right::Write => needs.write,
    })
}

/// The roles of which each is enough.
pub(super) fn enough(table: &str, right: Right) -> Vec<&'static str> {
    match asked(table, right) {
        ELEVATED => vec![ELEVATED],
        CREDENTIALS => vec![CREDENTIALS, "connection_admin", ADMIN],
        role => vec![role, ADMIN],
    }
}

/// The role to ask for, beside `admin`, which is enough for all but access rules.
pub(super) fn needed(table: &str, right: Right) -> String {
    match asked(table, right) {
        EVERYBODY => format!("{EVERYBODY}, which tells an internal user from an external one"),
        CREDENTIALS => format!("{CREDENTIALS}, which connection_admin contains, or {ADMIN}"),
        role @ (ADMIN | ELEVATED) => role.to_owned(),
        role => format!("{role} or {ADMIN}"),
    }
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
        assert!(needed("sys_user_role", Right::Read).starts_with("snc_internal, which"));
        assert_eq!(needed("sys_user_role", Right::Write), "admin");
        assert_eq!(needed("sys_user", Right::Write), "user_admin or admin");
    }

    #[test]
    fn each_table_is_listed_once() {
        let all: Vec<&str> = NEEDS.iter().flat_map(|needs| needs.tables).copied().collect();
        let unique: std::collections::BTreeSet<&&str> = all.iter().collect();
        assert_eq!(unique.len(), all.len());
        assert_eq!(needed("oauth_credential", Right::Read), "oauth_admin or admin");
    }

    #[test]
    fn an_administrator_reads_access_rules_and_does_not_write_them() {
        assert_eq!(needed("sys_security_acl", Right::Read), "admin");
        assert_eq!(needed("sys_security_acl_role", Right::Write), "security_admin");
    }
}
