//! Which way to authenticate opens an API: the closest access policy decides, for passwords, tokens
//! and keys alike (docs/facts.md#api-access-policy). Where no policy covers a request, passwords and
//! tokens are taken and keys are not. Sessions begun with the form are not asked \[I\].

use super::api_path::ApiPath;
use crate::{
    http::Request,
    refusal::Refusal,
    store::Record,
    unknowns::Verdict,
    world::{Kept, Work},
};
use std::sync::Arc;

/// A way to authenticate that policies tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Name and password.
    Basic,
    /// A token this instance issued.
    Token,
}

/// The policy that decides about a request.
#[derive(Clone, Debug)]
pub(super) struct Policy {
    id: String,
    everywhere: bool,
}

/// All policies in force.
struct Policies(Vec<Record>);

impl Kept for Policies {
    const TABLES: &'static [&'static str] = &["sys_api_access_policy"];
}

fn in_force(work: &Work<'_>) -> Result<Policies, Refusal> {
    Ok(Policies(work.find("sys_api_access_policy", &[("active", "true")])?))
}

impl Policy {
    /// The closest active policy for the request: one that is not global stands above one that is.
    pub(super) fn of(work: &Work<'_>, request: &Request) -> Result<Option<Self>, Refusal> {
        let Some(path) = ApiPath::of(request) else { return Ok(None) };
        let policies = match work.world.slots.get(|| in_force(work))? {
            Some(policies) => policies,
            None => Arc::new(in_force(work)?),
        };
        let everywhere = |policy: &Record| policy.value("apply_global") == "true";
        let own = policies.0.iter().filter(|policy| !everywhere(policy));
        let ranked = own.filter_map(|policy| Some((path.covered(policy)?, policy)));
        let closest = ranked.max_by_key(|(closeness, _)| *closeness).map(|(_, policy)| policy);
        let decides = closest.or_else(|| policies.0.iter().find(|policy| everywhere(policy)));
        Ok(decides.map(|policy| Self {
            id: policy.value("sys_id").to_owned(),
            everywhere: everywhere(policy),
        }))
    }

    /// The active profiles it lists. One of the base table says nothing about its kind and is of no
    /// use (docs/facts.md#inbound-auth-profile).
    pub(super) fn profiles(&self, work: &Work<'_>) -> Result<Vec<Record>, Refusal> {
        let mut profiles = Vec::new();
        for mapping in self.mappings(work)? {
            let profile =
                work.fetch("inbound_auth_profile", mapping.value("inbound_auth_profile"))?;
            profiles.extend(profile.filter(|profile| profile.value("active") == "true"));
        }
        Ok(profiles)
    }

    /// The profiles for keys; a global policy takes none \[D\].
    pub(super) fn key_profiles(&self, work: &Work<'_>) -> Result<Vec<Record>, Refusal> {
        if self.everywhere {
            return Ok(Vec::new());
        }
        let mut profiles = self.profiles(work)?;
        profiles.retain(|profile| profile.value("sys_class_name") == "http_key_auth");
        Ok(profiles)
    }

    fn mappings(&self, work: &Work<'_>) -> Result<Vec<Record>, Refusal> {
        work.find("sys_auth_profile_mapping", &[("api_access_policy", &self.id)])
    }

    /// Whether it lets in who authenticates in this way. What a policy without profiles does is a
    /// switch.
    pub(super) fn admits(&self, work: &Work<'_>, way: Way) -> Result<bool, Refusal> {
        if self.mappings(work)?.is_empty() {
            return Ok(work.world.unknowns.policy_without_profiles == Verdict::Allowed);
        }
        for profile in self.profiles(work)? {
            let own = work.fetch("std_http_auth", profile.value("sys_id"))?;
            if own.is_some_and(|profile| is_for(&profile, way)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The word of a profile for tokens. It is invented: that there is one is documented, no source names it
/// (docs/facts.md#standard-profile).
const FOR_OAUTH: &str = "oauth";

/// Whether a standard profile is for this way.
fn is_for(profile: &Record, way: Way) -> bool {
    let word = match way {
        Way::Basic => "basic_auth",
        Way::Token => FOR_OAUTH,
    };
    profile.value("type") == word
}

/// Whether the policy for the request, if there is one, lets in who authenticates in this way.
pub(super) fn admits(work: &Work<'_>, request: &Request, way: Way) -> Result<bool, Refusal> {
    match Policy::of(work, request)? {
        Some(policy) => policy.admits(work, way),
        None => Ok(true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    #[test]
    fn every_table_policies_are_read_from_exists() {
        let dictionary = Dictionary::shipped(true).unwrap();
        for name in Policies::TABLES {
            assert_eq!(dictionary.table(name).unwrap().root, *name);
        }
    }
}
