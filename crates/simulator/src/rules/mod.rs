//! The business rules of the platform, by what they are about.
//!
//! A rule is a value: its name, the tables it watches, when it runs, how well it is established,
//! and a function. The list below is all of them.

#![expect(clippy::unnecessary_wraps, reason = "every rule has the same signature")]

mod access_rules;
mod accounts;
mod aliases;
mod any_record;
mod api_access;
mod application_files;
mod blanks;
mod certificates;
mod connections;
mod inbound_profiles;
pub(crate) mod inherited_roles;
mod journal_columns;
mod jwt;
mod keys;
mod properties;
pub(crate) mod registries;
mod tasks;

use crate::world::Rule;

/// All rules, in the order in which they run.
pub(crate) static RULES: &[&Rule] = &[
    &blanks::TRIM,
    &aliases::INHERIT,
    &aliases::KEEP_PARENT,
    &aliases::ID,
    &accounts::ROLE_NAME,
    &application_files::API_NAME,
    &application_files::FILE_NAME,
    &registries::GENERATED_CLIENT,
    &registries::DEFAULT_REDIRECT,
    &registries::DEFAULT_PROFILE,
    &registries::RENAMED,
    &registries::DELETED,
    &any_record::ATTACHMENTS,
    &journal_columns::DELETED,
    &registries::SECOND_PROFILE,
    &registries::ONE_DEFAULT,
    &connections::BUILD,
    &connections::BACK_FILL,
    &connections::UNIQUE_NAME,
    &connections::ONE_ACTIVE,
    &connections::OWN_CREDENTIAL,
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
    &any_record::SHIPPED,
    &any_record::DOMAIN,
    &any_record::UNIQUE,
    &journal_columns::ADD,
    &application_files::WRITTEN,
    &application_files::DELETED,
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
