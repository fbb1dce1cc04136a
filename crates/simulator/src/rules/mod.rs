//! The rules of the platform, one file each, named for what it does.
//!
//! A rule is a value: its name, the tables it watches, when it runs, how well it is established,
//! and a function. The list below is all of them.

#![expect(clippy::unnecessary_wraps, reason = "every rule has the same signature")]

mod alias_id;
mod api_key_token;
mod attachments_of_deleted;
mod captured_update;
mod certificate_details;
mod child_alias;
mod connection_url;
pub(crate) mod default_profile;
mod deleted_registry;
mod duplicate_role_grant;
mod empty_access_rule;
mod file_name;
mod fixed_domain;
mod generated_client;
mod incident_priority;
pub(crate) mod inherited_roles;
mod one_active_connection;
mod one_default_profile;
mod provider_redirect;
mod renamed_registry;
mod role_name;
mod script_api_name;
mod second_profile;
mod shared_credential;
mod shipped_records;
mod task_closed;
mod task_number;
mod task_opened;
mod unique_column;
mod unique_connection_name;
mod user_activity;
mod user_full_name;
mod verifier_key_id;

use crate::world::Rule;

/// All rules, in the order in which they run.
pub(crate) static RULES: &[&Rule] = &[
    &child_alias::INHERIT,
    &child_alias::KEEP_PARENT,
    &alias_id::RULE,
    &script_api_name::RULE,
    &file_name::RULE,
    &generated_client::RULE,
    &provider_redirect::RULE,
    &default_profile::RULE,
    &renamed_registry::RULE,
    &deleted_registry::RULE,
    &attachments_of_deleted::RULE,
    &second_profile::RULE,
    &one_default_profile::RULE,
    &connection_url::BUILD,
    &connection_url::BACK_FILL,
    &unique_connection_name::RULE,
    &one_active_connection::RULE,
    &shared_credential::RULE,
    &task_number::RULE,
    &task_opened::RULE,
    &incident_priority::RULE,
    &task_closed::RULE,
    &role_name::RULE,
    &duplicate_role_grant::RULE,
    &inherited_roles::AFTER_WRITE,
    &inherited_roles::AFTER_DELETE,
    &empty_access_rule::RULE,
    &user_full_name::RULE,
    &user_activity::RULE,
    &verifier_key_id::RULE,
    &api_key_token::RULE,
    &certificate_details::RULE,
    &shipped_records::RULE,
    &fixed_domain::RULE,
    &unique_column::RULE,
    &captured_update::WRITTEN,
    &captured_update::DELETED,
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
