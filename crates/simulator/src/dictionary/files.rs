//! The dictionary's files, one per family of tables.

/// Name and text of each file in `tables/`.
pub(super) const FILES: &[(&str, &str)] = &[
    ("standard", include_str!("../../tables/standard.toml")),
    ("access_rules", include_str!("../../tables/access_rules.toml")),
    ("api_access", include_str!("../../tables/api_access.toml")),
    ("api_keys", include_str!("../../tables/api_keys.toml")),
    ("applications", include_str!("../../tables/applications.toml")),
    ("attachments", include_str!("../../tables/attachments.toml")),
    ("automation", include_str!("../../tables/automation.toml")),
    ("catalog", include_str!("../../tables/catalog.toml")),
    ("certificates", include_str!("../../tables/certificates.toml")),
    ("clones", include_str!("../../tables/clones.toml")),
    ("cmdb", include_str!("../../tables/cmdb.toml")),
    ("connections", include_str!("../../tables/connections.toml")),
    ("credentials", include_str!("../../tables/credentials.toml")),
    ("directory", include_str!("../../tables/directory.toml")),
    ("groups", include_str!("../../tables/groups.toml")),
    ("imports", include_str!("../../tables/imports.toml")),
    ("inbound_profiles", include_str!("../../tables/inbound_profiles.toml")),
    ("interface", include_str!("../../tables/interface.toml")),
    ("instance_scan", include_str!("../../tables/instance_scan.toml")),
    ("jwt", include_str!("../../tables/jwt.toml")),
    ("mid", include_str!("../../tables/mid.toml")),
    ("oauth_entity", include_str!("../../tables/oauth_entity.toml")),
    ("oauth_inbound", include_str!("../../tables/oauth_inbound.toml")),
    ("oauth_profile", include_str!("../../tables/oauth_profile.toml")),
    ("operation", include_str!("../../tables/operation.toml")),
    ("organisation", include_str!("../../tables/organisation.toml")),
    ("platform", include_str!("../../tables/platform.toml")),
    ("portal", include_str!("../../tables/portal.toml")),
    ("preferences", include_str!("../../tables/preferences.toml")),
    ("rest_messages", include_str!("../../tables/rest_messages.toml")),
    ("roles", include_str!("../../tables/roles.toml")),
    ("tasks", include_str!("../../tables/tasks.toml")),
    ("test_suites", include_str!("../../tables/test_suites.toml")),
    ("update_sets", include_str!("../../tables/update_sets.toml")),
    ("users", include_str!("../../tables/users.toml")),
    ("web_services", include_str!("../../tables/web_services.toml")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_listed() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tables");
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(FILES.iter().any(|(listed, _)| *listed == name), "{name} is not listed");
        }
    }
}
