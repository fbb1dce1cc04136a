//! Whether this way to authenticate opens the Table API: what access policies and the profiles they
//! list say of it (docs/facts.md#api-access-policy).

use super::{OwnIdentity, Write, is_true};
use crate::{Client, Credentials, Error, Record};

const POLICIES: &str = "sys_api_access_policy";
const MAPPINGS: &str = "sys_auth_profile_mapping";
const PROFILES: &str = "inbound_auth_profile";
const STANDARD: &str = "std_http_auth";
const OF_KEYS: &str = "http_key_auth";

pub(super) const TABLES: &[&str] =
    &[POLICIES, MAPPINGS, PROFILES, STANDARD, OF_KEYS, "http_hmac_auth"];

/// The API by which the client does nearly all.
const TABLE_API: &str = "now/table";
/// Words that policies may have for it beside its path.
const NAMES: &[&str] = &["table api", "now/table", "table"];
/// What must stay open that a policy can be taken back.
const NEEDED: &[&str] = &[POLICIES, MAPPINGS, PROFILES];

/// The columns that say what a policy is for, and whether it is in force.
const REACH: &[&str] = &[
    "active",
    "apply_global",
    "api",
    "api_path",
    "apply_all",
    "apply_all_resources",
    "api_resource",
    "apply_all_methods",
    "http_method",
    "apply_all_versions",
    "version",
    "apply_all_tables",
    "api_tablename",
];

/// A way to authenticate, as profiles tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Password,
    Key,
    /// A token or a certificate.
    Other,
}

impl Way {
    fn of(credentials: &Credentials) -> Self {
        match credentials {
            Credentials::Basic { .. } => Self::Password,
            Credentials::ApiKey(_) => Self::Key,
            Credentials::Bearer(_) | Credentials::OAuth(_) | Credentials::Certificate => {
                Self::Other
            }
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Password => "a user name and a password",
            Self::Key => "an API key",
            Self::Other => "a token or a certificate",
        }
    }

    /// Whether a profile of this class takes it. `word` is the type of a standard one, where it says
    /// one: the words for tokens are not known (docs/facts.md#standard-profile).
    fn is_taken_by(self, class: &str, word: Option<&str>) -> bool {
        match self {
            Self::Key => class == OF_KEYS,
            Self::Password => class == STANDARD && word.is_none_or(|word| word == "basic_auth"),
            Self::Other => class == STANDARD && word.is_none_or(|word| word != "basic_auth"),
        }
    }
}

/// What a policy says of a part of an API.
#[derive(Debug, PartialEq, Eq)]
enum Part<'a> {
    All,
    One(&'a str),
    None,
}

/// A policy, by its columns.
struct Policy<F>(F);

impl<'a, F: Fn(&str) -> Option<&'a str>> Policy<F> {
    fn text(&self, column: &str) -> &'a str {
        (self.0)(column).unwrap_or_default().trim()
    }

    /// A flag that is not said at all is as a new policy has it.
    fn is(&self, column: &str, otherwise: bool) -> bool {
        (self.0)(column).map_or(otherwise, is_true)
    }

    fn part(&self, all: &str, one: &str) -> Part<'a> {
        match self.text(one) {
            _ if self.is("apply_all", false) || self.is(all, self.text(one).is_empty()) => {
                Part::All
            }
            "" => Part::None,
            one => Part::One(one),
        }
    }

    fn is_everywhere(&self) -> bool {
        self.is("apply_global", false)
    }

    /// Whether it is in force for requests that this client needs.
    fn covers_the_table_api(&self) -> bool {
        let needed = |name: &str| NEEDED.contains(&name);
        // Whatever of a resource stands in braces is any table.
        let resource = |text: &str| {
            let first = text.trim_matches('/').split('/').next().unwrap_or_default();
            first.contains('{') || needed(first)
        };
        self.is("active", true)
            && (self.is_everywhere()
                || self.names_the_table_api()
                    && self.part("apply_all_methods", "http_method") != Part::None
                    && fits(&self.part("apply_all_resources", "api_resource"), resource)
                    // Requests name no version, which is the newest (docs/facts.md#table-api).
                    && fits(&self.part("apply_all_versions", "version"), |one| one != "v1")
                    && fits(&self.part("apply_all_tables", "api_tablename"), needed))
    }

    fn covers_all_of_it(&self) -> bool {
        let pairs = [
            ("apply_all_methods", "http_method"),
            ("apply_all_resources", "api_resource"),
            ("apply_all_versions", "version"),
            ("apply_all_tables", "api_tablename"),
        ];
        self.covers_the_table_api()
            && pairs.iter().all(|(all, one)| self.part(all, one) == Part::All)
    }

    fn names_the_table_api(&self) -> bool {
        let path = self.text("api_path").trim_matches('/');
        match path.strip_prefix("api/").unwrap_or(path) {
            "" => NAMES
                .iter()
                .any(|name| self.text("api").trim_matches('/').eq_ignore_ascii_case(name)),
            path => path.eq_ignore_ascii_case(TABLE_API),
        }
    }
}

fn fits(part: &Part<'_>, one: impl Fn(&str) -> bool) -> bool {
    match part {
        Part::All => true,
        Part::One(text) => one(text),
        Part::None => false,
    }
}

/// The policy of a record.
fn policy<'r>(record: &'r Record) -> Policy<impl Fn(&str) -> Option<&'r str>> {
    Policy(|column: &str| record.get(column))
}

impl Client {
    /// The policy that would no longer let this client in once the write is done.
    pub(super) async fn shuts_the_table_api(
        &self,
        write: Write<'_>,
    ) -> Result<Option<OwnIdentity>, Error> {
        let shutting = match write.table {
            POLICIES => self.by_policy(write).await?,
            MAPPINGS => self.by_mapping(write).await?,
            _ => self.by_profile(write).await?,
        };
        let way = self.way().word();
        Ok(shutting.map(|policy| OwnIdentity::AccessPolicy { policy, way }))
    }

    fn way(&self) -> Way {
        Way::of(&self.shared.credentials)
    }

    /// A policy comes into force for the Table API, or one that let this client in gives way to
    /// another one.
    async fn by_policy(&self, write: Write<'_>) -> Result<Option<String>, Error> {
        if !write.touches(REACH) {
            return Ok(None);
        }
        let columns: Vec<&str> = REACH.iter().copied().chain(["name"]).collect();
        let there = self.seen(POLICIES, write.sys_id, &columns).await?;
        if there.is_none() && !write.inserts() {
            return Ok(None);
        }
        let did = there.as_ref().is_some_and(|row| policy(row).covers_the_table_api());
        let after = Policy(|column: &str| write.after(there.as_ref(), column));
        let does = !write.deletes() && after.covers_the_table_api();
        match (did, does) {
            (false, true) if !self.lists_the_way(write.sys_id, None).await? => {
                let shadowed = after.is_everywhere() && self.is_let_in_otherwise().await?;
                let name = after.text("name").to_owned();
                Ok((!shadowed).then_some(name))
            }
            (true, false) if self.lists_the_way(write.sys_id, None).await? => {
                self.takes_over_from(write.sys_id).await
            }
            _ => Ok(None),
        }
    }

    /// A profile is taken from a policy in force, or is the first one of a policy that let in
    /// everybody until then.
    async fn by_mapping(&self, write: Write<'_>) -> Result<Option<String>, Error> {
        let (owner, member) = ("api_access_policy", "inbound_auth_profile");
        if !write.touches(&[owner, member]) {
            return Ok(None);
        }
        let there = self.seen(MAPPINGS, write.sys_id, &[owner, member]).await?;
        if write.inserts() {
            let (Some(of), Some(profile)) = (write.text(owner), write.text(member)) else {
                return Ok(None);
            };
            let is_first = self.all_seen(MAPPINGS, &[(owner, of)], &["sys_id"]).await?.is_empty();
            let shuts = is_first && !self.takes_the_way(profile).await?;
            return if shuts { self.name_in_force(of).await } else { Ok(None) };
        }
        let Some(there) = there else { return Ok(None) };
        let (of, profile) = (there.get(owner), there.get(member));
        let (Some(of), Some(profile)) = (of, profile) else { return Ok(None) };
        let new = write.text(member).filter(|new| *new != profile);
        let goes =
            write.deletes() || new.is_some() || write.text(owner).is_some_and(|new| new != of);
        let replaced = match new {
            Some(new) if write.text(owner).is_none_or(|new| new == of) => {
                self.takes_the_way(new).await?
            }
            _ => false,
        };
        if !goes || replaced || !self.takes_the_way(profile).await? {
            return Ok(None);
        }
        self.shut_without(of, there.sys_id()).await
    }

    /// A profile takes this way no more.
    async fn by_profile(&self, write: Write<'_>) -> Result<Option<String>, Error> {
        let deactivated = write.text("active").is_some_and(|active| !is_true(active));
        let is_concerned = write.deletes() || deactivated || write.text("type").is_some();
        if write.inserts() || !is_concerned || !self.takes_the_way(write.sys_id).await? {
            return Ok(None);
        }
        let still = |word| self.way().is_taken_by(write.table, Some(word));
        if !write.deletes() && !deactivated && write.text("type").is_some_and(still) {
            return Ok(None);
        }
        let listed = [("inbound_auth_profile", write.sys_id)];
        for row in self.all_seen(MAPPINGS, &listed, &["api_access_policy"]).await? {
            let of = row.get("api_access_policy").unwrap_or_default();
            if let Some(name) = self.shut_without(of, row.sys_id()).await? {
                return Ok(Some(name));
            }
        }
        Ok(None)
    }

    /// The name of the policy, where it is in force and takes the way by this mapping alone.
    async fn shut_without(&self, policy: &str, mapping: &str) -> Result<Option<String>, Error> {
        if self.lists_the_way(policy, Some(mapping)).await? {
            return Ok(None);
        }
        self.name_in_force(policy).await
    }

    /// The name of the policy, where it decides about the Table API.
    async fn name_in_force(&self, sys_id: &str) -> Result<Option<String>, Error> {
        let columns: Vec<&str> = REACH.iter().copied().chain(["name"]).collect();
        let Some(row) = self.seen(POLICIES, sys_id, &columns).await? else { return Ok(None) };
        let there = policy(&row);
        if !there.covers_the_table_api()
            || there.is_everywhere() && self.is_let_in_otherwise().await?
        {
            return Ok(None);
        }
        Ok(Some(there.text("name").to_owned()))
    }

    /// The global policy that decides once this one is gone, and does not take the way.
    async fn takes_over_from(&self, sys_id: &str) -> Result<Option<String>, Error> {
        let everywhere = [("active", "true"), ("apply_global", "true")];
        for row in self.all_seen(POLICIES, &everywhere, &["name"]).await? {
            let is_other = row.sys_id() != sys_id;
            if is_other && !self.lists_the_way(row.sys_id(), None).await? {
                return Ok(Some(row.get("name").unwrap_or_default().to_owned()));
            }
        }
        Ok(None)
    }

    /// Whether a policy of the Table API itself lets this client in, whatever a global one says.
    async fn is_let_in_otherwise(&self) -> Result<bool, Error> {
        let own = [("active", "true"), ("apply_global", "false")];
        for row in self.all_seen(POLICIES, &own, REACH).await? {
            if policy(&row).covers_all_of_it() && self.lists_the_way(row.sys_id(), None).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the policy lists a profile that takes the way, by another mapping than this.
    async fn lists_the_way(&self, policy: &str, without: Option<&str>) -> Result<bool, Error> {
        if policy.is_empty() {
            return Ok(false);
        }
        let of = [("api_access_policy", policy)];
        for row in self.all_seen(MAPPINGS, &of, &["inbound_auth_profile"]).await? {
            let profile = row.get("inbound_auth_profile").unwrap_or_default();
            if Some(row.sys_id()) != without && self.takes_the_way(profile).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether an active profile takes the way in use.
    async fn takes_the_way(&self, profile: &str) -> Result<bool, Error> {
        let found = self.seen(PROFILES, profile, &["sys_class_name", "active"]).await?;
        let Some(found) = found.filter(|row| row.get("active").is_none_or(is_true)) else {
            return Ok(false);
        };
        let class = found.get("sys_class_name").unwrap_or_default();
        let word = match class {
            STANDARD => self.seen(STANDARD, profile, &["type"]).await?,
            _ => None,
        };
        let word = word.as_ref().and_then(|row| row.get("type")).filter(|word| !word.is_empty());
        Ok(self.way().is_taken_by(class, word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(columns: &[(&str, &str)]) -> Record {
        let base = [("active", "true"), ("api_path", "now/table")];
        base.into_iter().chain(columns.iter().copied()).collect()
    }

    fn covers(columns: &[(&str, &str)]) -> bool {
        policy(&record(columns)).covers_the_table_api()
    }

    #[test]
    fn a_policy_for_the_table_api_covers_it_however_it_is_named() {
        for path in ["now/table", "/now/table/", "api/now/table", "/api/now/table"] {
            assert!(covers(&[("api_path", path)]), "{path}");
        }
        assert!(covers(&[("api_path", ""), ("api", "Table API")]));
        assert!(covers(&[("api_path", ""), ("apply_global", "true")]));
        for path in ["now/import", "now/stats", ""] {
            assert!(!covers(&[("api_path", path)]), "{path}");
        }
        assert!(!covers(&[("active", "false")]));
    }

    #[test]
    fn one_method_of_it_is_enough_and_one_foreign_table_is_not() {
        assert!(covers(&[("apply_all_methods", "false"), ("http_method", "get")]));
        assert!(!covers(&[("apply_all_methods", "false")]), "it is for none");
        let table = |name| covers(&[("apply_all_tables", "false"), ("api_tablename", name)]);
        assert!(!table("incident") && table("sys_api_access_policy"));
        let resource = |text| covers(&[("apply_all_resources", "false"), ("api_resource", text)]);
        assert!(resource("/{tableName}") && !resource("/incident"));
        let version = |text| covers(&[("apply_all_versions", "false"), ("version", text)]);
        assert!(version("v2") && !version("v1"));
        assert!(covers(&[("apply_all", "true"), ("api_tablename", "incident")]));
    }

    #[test]
    fn each_way_has_its_profiles() {
        let basic = |way: Way| way.is_taken_by(STANDARD, Some("basic_auth"));
        assert!(basic(Way::Password) && !basic(Way::Other) && !basic(Way::Key));
        assert!(Way::Other.is_taken_by(STANDARD, Some("oauth")));
        assert!(!Way::Password.is_taken_by(STANDARD, Some("oauth")));
        assert!(Way::Key.is_taken_by(OF_KEYS, None) && !Way::Password.is_taken_by(OF_KEYS, None));
        assert!(!Way::Password.is_taken_by(PROFILES, None), "one of the base is of no use");
    }
}
