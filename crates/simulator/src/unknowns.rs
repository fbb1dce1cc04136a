//! What nobody has established about the platform, each as a named switch.
//!
//! `likely` plays every point the way the evidence leans; `worst` the way that hurts a client
//! most. A file (TOML) names the switches it changes; the others stay `likely`.

mod points;

pub use points::{Point, PointsError};

use serde::{Deserialize, Serialize};

/// Whether inserting a provider makes its default profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DefaultProfile {
    /// In the same transaction.
    AtOnce,
    /// After `default_profile_delay_ms`.
    Late,
    /// Never.
    Absent,
}

/// What happens to a thing the platform may or may not refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is done.
    Allowed,
    /// A business rule aborts it.
    Refused,
}

/// What becomes of profiles and scopes whose registry is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeletedRegistry {
    /// They stay with an empty `oauth_entity`.
    Cleared,
    /// They are deleted too.
    Cascaded,
}

/// How a password2 column must be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretWrite {
    /// Plaintext is encrypted with and without `sysparm_input_display_value=true`.
    EitherWay,
    /// Without it the text is stored as it is, and what uses it decrypts nonsense.
    DamagedUnlessDisplayValue,
    /// Without it the write is refused.
    RefusedUnlessDisplayValue,
}

/// What an access rule does that names neither role nor attribute, condition or script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmptyRule {
    /// It is refused once it is active.
    Refused,
    /// It is stored and gives nobody access.
    #[default]
    Denies,
    /// It is stored and gives everybody access, as before Xanadu.
    Opens,
}

/// What a password2 column reads as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretRead {
    /// As ciphertext.
    Ciphertext,
    /// As an empty string.
    Empty,
    /// Not at all.
    Absent,
}

/// What a journal column reads as where stored values are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JournalRead {
    /// As an empty string.
    Empty,
    /// As its entries, in the form that people see.
    Entries,
}

/// What a query on a column that does not exist gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownQueryColumn {
    /// The condition is dropped.
    Dropped,
    /// 403, as recent releases answer.
    Refused,
}

/// Where the scopes stand that an inbound client may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenScopes {
    /// In the auth scopes linked with it.
    AuthScopes,
    /// In the rows of `oauth_entity_scope` that name it.
    EntityScopes,
    /// Only what stands in both.
    Both,
}

/// What becomes of an operation that needs the instance's lock while another holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhileLocked {
    /// It waits until the other is over.
    Queued,
    /// 409.
    Refused,
}

/// The switches. `points.rs` says where `docs/facts.md` asks about each.
#[expect(clippy::struct_excessive_bools, reason = "each point is a switch of its own")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Unknowns {
    /// Whether and when a new provider gets its default profile.
    pub default_profile: DefaultProfile,
    /// How late a late profile is, in milliseconds.
    pub default_profile_delay_ms: u64,
    /// Whether renaming a provider renames its default profile.
    pub rename_renames_profile: bool,
    /// What deleting a registry does to its profiles and scopes.
    pub deleted_registry: DeletedRegistry,
    /// Whether inserting a JWT provider makes its three claims.
    pub jwt_provider_makes_claims: bool,
    /// Whether the claims of a JWT provider stay when it is deleted.
    pub claims_outlive_jwt_provider: bool,
    /// Whether POST honours a sys_id in the body.
    pub client_sys_id_honoured: bool,
    /// What password2 columns read as.
    pub secret_read: SecretRead,
    /// Whether the host follows a URL entered by hand.
    pub connection_url_back_filled: bool,
    /// Whether a built URL leaves out the port that its protocol implies.
    pub default_port_omitted: bool,
    /// Whether the answer to a request that a rule aborts holds the rule's own words.
    pub abort_words_shown: bool,
    /// Whether the columns exist that no source names for certain, or that only newer releases have.
    pub unestablished_columns: bool,
    /// Whether a client-credentials client needs a profile of that grant.
    pub client_needs_profile: bool,
    /// Where the scopes stand that an inbound client may ask for.
    pub token_scopes: TokenScopes,
    /// Whether a role elevated to counts for a client that signs in with each request and keeps
    /// cookies.
    pub basic_session_elevates: bool,
    /// Whether granting any role needs an elevated administrator of security. It differs from
    /// instance to instance, so neither profile asks for it.
    pub role_grants_need_elevation: bool,
    /// A second active connection on an alias for one.
    pub second_active_connection: Verdict,
    /// A second connection of the same name.
    pub duplicate_connection_name: Verdict,
    /// Two active connections with one credential.
    pub shared_credential: Verdict,
    /// Whether a reference to a row that is not there is stored as sent.
    pub dangling_reference_kept: bool,
    /// Whether a text longer than its column is cut to fit.
    pub long_text_cut: bool,
    /// Whether blanks around a text are removed.
    pub blanks_trimmed: bool,
    /// Activating a plugin that is active: done at once, or a failed operation.
    pub activating_active_plugin: Verdict,
    /// Whether activating a plugin that does not exist, or installing an application that this
    /// instance is not offered, is a 404 at once; else the operation fails.
    pub unknown_plugin_is_404: bool,
    /// Whether a path that no API has is a 404; else a 400.
    pub unknown_path_is_404: bool,
    /// Whether a request that cannot be read, or asks for another form, is refused with a web
    /// page; else in the usual envelope.
    pub unreadable_request_gets_page: bool,
    /// What a journal column reads as where stored values are asked for.
    pub journal_read: JournalRead,
    /// Whether a new property leaves the caches alone unless it says otherwise.
    pub property_ignores_cache: bool,
    /// Whether the answer to an insert shows the row that was written.
    pub insert_shows_row: bool,
    /// How a password2 column must be written.
    pub secret_write: SecretWrite,
    /// A second profile on a provider.
    pub second_profile: Verdict,
    /// An update of a record that a Store application shipped.
    pub update_of_shipped_record: Verdict,
    /// Whether a record can be put into another domain.
    pub domain_writable: bool,
    /// Whether a REST insert fills an alias's retry policy as the form does.
    pub alias_retry_policy_filled: bool,
    /// Whether `^^` in a query stands for the character itself.
    pub caret_escaped_by_doubling: bool,
    /// Whether a choice with a default takes it again when it is cleared.
    pub cleared_choice_snaps_back: bool,
    /// An operation while another holds the instance's lock.
    pub while_locked: WhileLocked,
    /// Retrieving an update set a second time: another copy, or a failed operation.
    pub second_retrieval: Verdict,
    /// Whether a preview that finds problems ends as failed.
    pub preview_with_problems_fails: bool,
    /// Whether problems that are not resolved keep an update set from being committed.
    pub unresolved_problems_block_commit: bool,
    /// Whether a run of tests some of which failed ends as failed.
    pub failed_suite_fails_run: bool,
    /// Whether rows of inherited roles come a moment later.
    pub inherited_roles_late: bool,
    /// Whether a role gets its name from its suffix also where its maker works in Global.
    pub role_named_in_global: bool,
    /// A request that an access policy without profiles covers.
    pub policy_without_profiles: Verdict,
    /// Granting a user a role a second time.
    pub duplicate_role_grant: Verdict,
    /// What an access rule with nothing in it does.
    pub empty_access_rule: EmptyRule,
    /// What a query on an unknown column gives.
    pub unknown_query_column: UnknownQueryColumn,
}

impl Unknowns {
    /// Every point the way the evidence leans.
    pub fn likely() -> Self {
        Self {
            default_profile: DefaultProfile::AtOnce,
            default_profile_delay_ms: 1500,
            rename_renames_profile: false,
            deleted_registry: DeletedRegistry::Cleared,
            jwt_provider_makes_claims: true,
            claims_outlive_jwt_provider: false,
            client_sys_id_honoured: true,
            secret_read: SecretRead::Ciphertext,
            connection_url_back_filled: true,
            default_port_omitted: false,
            abort_words_shown: false,
            unestablished_columns: true,
            client_needs_profile: false,
            token_scopes: TokenScopes::AuthScopes,
            basic_session_elevates: true,
            role_grants_need_elevation: false,
            inherited_roles_late: false,
            role_named_in_global: false,
            policy_without_profiles: Verdict::Allowed,
            duplicate_role_grant: Verdict::Allowed,
            empty_access_rule: EmptyRule::Refused,
            second_active_connection: Verdict::Refused,
            duplicate_connection_name: Verdict::Refused,
            shared_credential: Verdict::Refused,
            dangling_reference_kept: true,
            long_text_cut: true,
            blanks_trimmed: false,
            activating_active_plugin: Verdict::Allowed,
            unknown_plugin_is_404: true,
            unknown_path_is_404: false,
            unreadable_request_gets_page: false,
            journal_read: JournalRead::Empty,
            property_ignores_cache: true,
            insert_shows_row: true,
            secret_write: SecretWrite::EitherWay,
            second_profile: Verdict::Allowed,
            update_of_shipped_record: Verdict::Allowed,
            domain_writable: true,
            alias_retry_policy_filled: false,
            caret_escaped_by_doubling: false,
            cleared_choice_snaps_back: false,
            while_locked: WhileLocked::Queued,
            second_retrieval: Verdict::Allowed,
            preview_with_problems_fails: true,
            unresolved_problems_block_commit: true,
            failed_suite_fails_run: true,
            unknown_query_column: UnknownQueryColumn::Dropped,
        }
    }

    /// Every point the way that hurts a client most.
    pub fn worst() -> Self {
        Self {
            default_profile: DefaultProfile::Late,
            deleted_registry: DeletedRegistry::Cascaded,
            jwt_provider_makes_claims: false,
            claims_outlive_jwt_provider: true,
            client_sys_id_honoured: false,
            secret_read: SecretRead::Empty,
            connection_url_back_filled: false,
            unestablished_columns: false,
            basic_session_elevates: false,
            inherited_roles_late: true,
            policy_without_profiles: Verdict::Refused,
            duplicate_role_grant: Verdict::Refused,
            empty_access_rule: EmptyRule::Denies,
            token_scopes: TokenScopes::Both,
            dangling_reference_kept: false,
            activating_active_plugin: Verdict::Refused,
            unknown_plugin_is_404: false,
            journal_read: JournalRead::Entries,
            property_ignores_cache: false,
            unknown_path_is_404: true,
            unreadable_request_gets_page: true,
            cleared_choice_snaps_back: true,
            while_locked: WhileLocked::Refused,
            second_retrieval: Verdict::Refused,
            preview_with_problems_fails: false,
            unresolved_problems_block_commit: false,
            failed_suite_fails_run: false,
            secret_write: SecretWrite::DamagedUnlessDisplayValue,
            second_profile: Verdict::Refused,
            alias_retry_policy_filled: true,
            unknown_query_column: UnknownQueryColumn::Refused,
            ..Self::likely()
        }
    }

    /// The switches that `text` (TOML) names; the others as in `likely`.
    ///
    /// # Errors
    ///
    /// The text is no TOML, or names a switch or a setting that there is not.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}

impl Default for Unknowns {
    fn default() -> Self {
        Self::likely()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_changes_only_the_switches_it_names() {
        let unknowns = Unknowns::parse("default_profile = 'absent'").unwrap();
        assert_eq!(unknowns.default_profile, DefaultProfile::Absent);
        assert_eq!(unknowns.secret_write, Unknowns::likely().secret_write);
    }

    #[test]
    fn a_switch_that_does_not_exist_is_refused() {
        assert!(Unknowns::parse("defualt_profile = 'absent'").is_err());
    }

    #[test]
    fn worst_differs_from_likely_where_it_hurts() {
        let worst = Unknowns::worst();
        assert_eq!(worst.default_profile, DefaultProfile::Late);
        assert_eq!(worst.secret_write, SecretWrite::DamagedUnlessDisplayValue);
        assert_ne!(worst, Unknowns::likely());
    }

    #[test]
    fn a_profile_survives_being_written_and_read() {
        let text = toml::to_string(&Unknowns::worst()).unwrap();
        assert_eq!(Unknowns::parse(&text).unwrap(), Unknowns::worst());
    }
}
