//! Which role a table asks for (facts §6).

/// The roles of which one is enough to read a table, and to write it.
struct Needs {
    table: &'static str,
    read: &'static str,
    write: &'static str,
}

const TABLES: &[Needs] = &[
    Needs { table: "oauth_entity", read: "oauth_admin", write: "oauth_admin" },
    Needs { table: "oauth_jwt", read: "oauth_admin", write: "oauth_admin" },
    Needs { table: "oauth_oidc_entity", read: "oauth_admin", write: "oauth_admin" },
    Needs { table: "oauth_entity_profile", read: "oauth_admin", write: "oauth_admin" },
    Needs { table: "oauth_entity_scope", read: "oauth_admin", write: "oauth_admin" },
    Needs { table: "oauth_entity_profile_scope", read: "oauth_admin", write: "oauth_admin" },
    Needs { table: "discovery_credentials", read: "credential_admin", write: "credential_admin" },
    Needs { table: "basic_auth_credentials", read: "credential_admin", write: "credential_admin" },
    Needs { table: "oauth_2_0_credentials", read: "credential_admin", write: "credential_admin" },
    Needs { table: "api_key_credentials", read: "credential_admin", write: "credential_admin" },
    Needs { table: "sys_connection", read: "connection_admin", write: "connection_admin" },
    Needs { table: "http_connection", read: "connection_admin", write: "connection_admin" },
    Needs { table: "jdbc_connection", read: "connection_admin", write: "connection_admin" },
    Needs { table: "sys_alias", read: "connection_admin", write: "admin" },
    Needs {
        table: "sys_store_app",
        read: "sn_appclient.app_client_user",
        write: "sn_cicd.sys_ci_automation",
    },
    Needs { table: "sys_retry_policy", read: "admin", write: "admin" },
    Needs { table: "sys_security_acl", read: "admin", write: "security_admin" },
    Needs { table: "sys_security_acl_role", read: "admin", write: "security_admin" },
];

/// The role to ask for, beside `admin`, which is enough for all but access rules.
pub(super) fn needed(table: &str, writes: bool) -> String {
    let role = TABLES.iter().find(|needs| needs.table == table);
    match role.map(|needs| if writes { needs.write } else { needs.read }) {
        Some("admin") | None => "admin".to_owned(),
        Some("security_admin") => "security_admin".to_owned(),
        Some(role) => format!("{role} or admin"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_an_alias_takes_less_than_writing_it() {
        assert_eq!(needed("sys_alias", false), "connection_admin or admin");
        assert_eq!(needed("sys_alias", true), "admin");
        assert_eq!(needed("incident", true), "admin");
    }

    #[test]
    fn an_administrator_reads_access_rules_and_does_not_write_them() {
        assert_eq!(needed("sys_security_acl", false), "admin");
        assert_eq!(needed("sys_security_acl_role", true), "security_admin");
    }
}
