//! The business rules of the platform, by what they are about.
//!
//! A rule is a value: its name, the tables it watches, when it runs, how well it is established,
//! and a function. The list below is all of them. Where no source names a rule, its name here is made
//! of the words it aborts with, or says what it demands.

#![expect(clippy::unnecessary_wraps, reason = "every rule has the same signature")]

mod access_rules;
mod accounts;
mod aliases;
mod any_record;
mod api_access;
mod application_files;
mod blanks;
mod business_rules;
mod certificates;
mod connection_urls;
mod connections;
mod credentials;
mod directory;
mod inbound_profiles;
pub(crate) mod inherited_roles;
mod journal_columns;
mod jwt;
mod keys;
mod oauth_links;
mod properties;
pub(crate) mod registries;
mod retry_policies;
mod scripted_apis;
mod tasks;
mod user_criteria;

use crate::world::Rule;

/// All rules, in the order in which they run.
pub(crate) static RULES: &[&Rule] = &[
    &blanks::TRIM,
    &aliases::NAME,
    &aliases::INHERIT,
    &aliases::KEEP_PARENT,
    &aliases::KEEP_TYPE,
    &aliases::KEEP_SEVERAL,
    &aliases::ID,
    &accounts::ROLE_NAME,
    &application_files::API_NAME,
    &application_files::UI_SCRIPT_NAME,
    &application_files::ENDPOINT,
    &application_files::FILE_NAME,
    &registries::INTERNAL,
    &registries::CLIENT_FIELDS,
    &registries::PROVIDER_FIELDS,
    &registries::LOGIN_URL,
    &registries::DEFAULT_PROFILE,
    &registries::RENAMED,
    &registries::DELETED,
    &any_record::ATTACHMENTS,
    &journal_columns::DELETED,
    &registries::SECOND_PROFILE,
    &registries::ONE_DEFAULT,
    &oauth_links::OWN_SCOPES,
    &oauth_links::KEEP_PROVIDER,
    &oauth_links::AUTH_SCOPES,
    &connection_urls::BUILD,
    &connection_urls::BACK_FILL,
    &connection_urls::BUILD_JDBC,
    &connections::UNIQUE_NAME,
    &connections::ALIAS_FITS,
    &connections::ONE_ACTIVE,
    &connections::OWN_CREDENTIAL,
    &credentials::TAGS,
    &credentials::THROUGH_MID,
    &directory::CLEAR_SSL,
    &retry_policies::RETRY_AFTER,
    &retry_policies::LONGEST,
    &scripted_apis::API,
    &scripted_apis::RESOURCE,
    &tasks::NUMBER,
    &tasks::OPENED,
    &tasks::PRIORITY,
    &tasks::CLOSING,
    &accounts::DUPLICATE_GRANT,
    &inherited_roles::AFTER_WRITE,
    &inherited_roles::AFTER_DELETE,
    &access_rules::ADVANCED,
    &access_rules::EMPTY,
    &access_rules::ROLE_ROW,
    &access_rules::CALLABLE,
    &access_rules::ARCHIVE,
    &api_access::ONE_POLICY,
    &api_access::MAPPING,
    &api_access::NO_VERSION,
    &api_access::ONE_SCOPE,
    &accounts::FULL_NAME,
    &accounts::KEEP_IN,
    &accounts::LOCK_OUT,
    &properties::KEEP_NAME,
    &properties::KEEP,
    &properties::ENCRYPT,
    &keys::KEY_ID,
    &keys::API_KEY_TOKEN,
    &certificates::CERTIFICATE,
    &certificates::FILE,
    &jwt::INTERVAL,
    &jwt::STANDARD_CLAIMS,
    &jwt::CLAIMS_DELETED,
    &jwt::KEY_STORE,
    &inbound_profiles::UNIQUE_NAME,
    &user_criteria::ADVANCED,
    &any_record::SHIPPED,
    &any_record::DOMAIN,
    &any_record::UNIQUE,
    &journal_columns::ADD,
    &application_files::WRITTEN,
    &application_files::DELETED,
    &business_rules::INSERTED,
    &business_rules::UPDATED,
    &business_rules::DELETED,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    #[test]
    fn every_rule_watches_tables_that_exist() {
        let dictionary = Dictionary::shipped(true).unwrap();
        for rule in RULES {
            for table in rule.tables {
                let watched = dictionary.tables().any(|real| real.is_a(table));
                assert!(watched, "{}: {table}", rule.name);
            }
        }
    }

    #[test]
    fn rules_are_listed_once_under_their_names() {
        let mut names: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
    }
}
