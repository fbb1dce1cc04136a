//! `servicenow_api_access_policy`: how callers of an API must prove themselves (docs/facts.md#api-access-policy).

pub(super) mod reach;

use crate::describe::{
    Field, Finding, Findings, Found, Given, Later, Records, Refusal, Resource, Values, choice,
    flag, links, text,
};

use reach::Reach;

const TABLE: &str = "sys_api_access_policy";

pub(crate) static RESOURCE: Resource = Resource::table("api_access_policy", TABLE)
    .doc(
        "Says by which inbound authentication profiles an API can be called: with passwords, tokens and keys alike. The most \
         specific policy wins, and one that is not global wins over a global one. A new policy is inserted inactive, gets its \
         profiles, and is only then switched on; it is switched off before it is deleted. A policy that covers the Table API \
         decides about the provider's own requests too: give it a profile for the way the provider signs in.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .names_one()
    .import_keys(&["name"])
    .activated_last("active")
    .checks(&[a_global_policy_names_no_api, what_is_open_names_nothing, somebody_gets_in])
    .demands(&[everywhere_it_takes_no_keys, it_alone_has_its_reach])
    .before_write(nothing_is_in_its_way)
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the policy; unique."),
    flag("active").default_flag(true).doc("Whether it is in force."),
    flag("apply_global").default_flag(false).doc(
        "Whether it is for every API. A global policy takes no API keys.",
    ),
    text("api").doc("The API, by the word that the instance's own list of APIs has for it."),
    text("api_path").doc("The path of the API, such as `now/table`. A slash before it makes no other API of it."),
    text("api_resource").doc("The one resource of the API that it is for."),
    choice("http_method", &["get", "post", "put", "patch", "delete"]).or_others().doc("The one method that it is for."),
    text("version").doc("The one version of the API that it is for, such as `v1`."),
    text("api_tablename").doc("The one table that it is for, where the API is the Table API."),
    flag("apply_all").instance_default().doc("Whether it is for all of the API."),
    flag("apply_all_resources").true_unless("api_resource").doc("Whether it is for all resources."),
    flag("apply_all_methods").true_unless("http_method").doc("Whether it is for all methods."),
    flag("apply_all_versions").true_unless("version").doc("Whether it is for all versions."),
    flag("apply_all_tables").true_unless("api_tablename").doc(
        "Whether it is for all tables, where the API is the Table API.",
    ),
    flag("all_authn_scheme_authenticate_header").instance_default().doc(
        "Whether a refusal names all schemes of authentication in its header `WWW-Authenticate`.",
    ),
    links("inbound_auth_profiles", "inbound_auth_profile")
        .by(&["name"])
        .joined_by("sys_auth_profile_mapping", "api_access_policy", "inbound_auth_profile")
        .doc("The inbound authentication profiles that are accepted, by name or sys_id. When set, exactly these are attached."),
];

/// Attributes that say which API it is, and of that what.
const NAMES_API: &[&str] =
    &["api", "api_path", "api_resource", "http_method", "version", "api_tablename"];

/// What of the API is all of it, and what is one of it.
const PAIRS: &[(&str, &str)] = &[
    ("apply_all_resources", "api_resource"),
    ("apply_all_methods", "http_method"),
    ("apply_all_versions", "version"),
    ("apply_all_tables", "api_tablename"),
];

fn a_global_policy_names_no_api(values: &dyn Values) -> Vec<Finding> {
    if values.flag("apply_global") != Given::Is(true) {
        return Vec::new();
    }
    let named = NAMES_API.iter().filter(|name| values.given(name).is_set());
    let finding = |name: &&'static str| {
        Finding::error(
            name,
            "A global policy for one API",
            format!(
                "apply_global is true, so the policy is for every API and {name} has no meaning. Remove one of the two."
            ),
        )
    };
    named.map(finding).collect()
}

fn what_is_open_names_nothing(values: &dyn Values) -> Vec<Finding> {
    reach::contradictions(values, PAIRS)
}

/// What an instance does with a policy without profiles nobody has established (docs/facts.md#api-access-policy).
fn somebody_gets_in(values: &dyn Values) -> Vec<Finding> {
    let nobody = match values.texts("inbound_auth_profiles") {
        Given::Null => true,
        Given::Is(profiles) => profiles.is_empty(),
        Given::Unknown => false,
    };
    if !nobody || !matches!(values.flag("active"), Given::Is(true) | Given::Null) {
        return Vec::new();
    }
    vec![Finding::warning(
        "inbound_auth_profiles",
        "The policy accepts nobody",
        "The policy is active and inbound_auth_profiles names no profile. An instance may then refuse every call to what the \
         policy covers. Name the profiles by which callers prove themselves, or set active = false.",
    )]
}

/// Classes of profiles that a global policy cannot list.
const FOR_TOKENS: &[&str] = &["http_key_auth", "http_hmac_auth"];

/// Asked before the write, so that no policy is begun that the instance would not let be switched on.
fn nothing_is_in_its_way<'a>(
    values: &'a dyn Values,
    records: &'a dyn Records,
) -> Later<'a, Result<(), Refusal>> {
    Box::pin(async move {
        Refusal::of(everywhere_it_takes_no_keys(values, None, records).await?)?;
        Refusal::of(it_alone_has_its_reach(values, None, records).await?)
    })
}

/// The instance aborts a second active policy of the same reach (docs/facts.md#api-access-policy).
fn it_alone_has_its_reach<'a>(
    values: &'a dyn Values,
    _: Option<&'a dyn Values>,
    records: &'a dyn Records,
) -> Findings<'a> {
    Box::pin(async move {
        let (active, global) = (values.flag("active"), values.flag("apply_global"));
        if matches!(active, Given::Is(false) | Given::Unknown) || global == Given::Unknown {
            return Ok(Vec::new());
        }
        let everywhere = global == Given::Is(true);
        let asked =
            [("active", "true"), ("apply_global", if everywhere { "true" } else { "false" })];
        let reach = if everywhere {
            Reach::default()
        } else {
            let Some(reach) = Reach::of(values, NAMES_API, PAIRS) else { return Ok(Vec::new()) };
            // Until the instance has answered, it is not for all at once.
            reach.with_flag("apply_all", values.flag("apply_all") == Given::Is(true))
        };
        let Some(other) = reach.taken(values, records, (TABLE, &asked)).await? else {
            return Ok(Vec::new());
        };
        let attribute = if everywhere { "apply_global" } else { "api_path" };
        Ok(vec![Finding::error(
            attribute,
            "Another active policy has the same reach",
            format!(
                "The policy {other} is active and is for the same API, resource, method, version and table, and the instance \
                 keeps one active policy of each reach: it would answer \"Another policy with the same configuration is \
                 active\". Change the reach of one, set active = false on one, or manage that policy instead (import it, or \
                 set adopt_existing = true and its name)."
            ),
        )])
    })
}

/// The instance aborts a profile for keys on a global policy (docs/facts.md#auth-profile-mapping).
fn everywhere_it_takes_no_keys<'a>(
    values: &'a dyn Values,
    _: Option<&'a dyn Values>,
    records: &'a dyn Records,
) -> Findings<'a> {
    Box::pin(async move {
        let Given::Is(profiles) = values.texts("inbound_auth_profiles") else {
            return Ok(Vec::new());
        };
        if values.flag("apply_global") != Given::Is(true) {
            return Ok(Vec::new());
        }
        for profile in profiles {
            if is_for_tokens(profile, records).await? {
                return Ok(vec![keys_everywhere(profile)]);
            }
        }
        Ok(Vec::new())
    })
}

async fn is_for_tokens(profile: &str, records: &dyn Records) -> Result<bool, Refusal> {
    for column in ["name", "sys_id"] {
        let found = records
            .find("inbound_auth_profile", &[(column, profile)], &["name", "sys_class_name"])
            .await?;
        let is_one = |row: &Found| {
            row.get("sys_class_name").is_some_and(|class| FOR_TOKENS.contains(&class.as_str()))
        };
        if found.iter().any(is_one) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn keys_everywhere(profile: &str) -> Finding {
    Finding::error(
        "inbound_auth_profiles",
        "A global policy takes no keys",
        format!(
            "The profile \"{profile}\" is one for keys, and apply_global is true: the instance refuses that. Name profiles \
             for passwords or tokens, or make the policy one for the APIs that the keys are for: set api_path instead of \
             apply_global."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};

    #[test]
    fn a_global_policy_is_not_for_one_api() {
        let global = |name| sample(&[("apply_global", "true"), (name, "now/table")]);
        for name in NAMES_API {
            assert_eq!(a_global_policy_names_no_api(&global(name))[0].attribute, *name);
        }
        assert!(a_global_policy_names_no_api(&sample(&[("api_path", "now/table")])).is_empty());
    }

    #[test]
    fn a_policy_that_nobody_passes_is_warned_about() {
        let found = somebody_gets_in(&sample(&[("api_path", "now/table")]));
        assert!(found[0].warning && found[0].attribute == "inbound_auth_profiles");
        assert!(somebody_gets_in(&sample(&[("active", "false")])).is_empty());
        for profiles in ["Keys", "?"] {
            assert!(somebody_gets_in(&sample(&[("inbound_auth_profiles", profiles)])).is_empty());
        }
    }

    /// The attributes of a policy for reading a path, as planned.
    fn reading(path: &'static str) -> Vec<(&'static str, &'static str)> {
        vec![
            ("id", "own"),
            ("active", "true"),
            ("apply_global", "false"),
            ("api_path", path),
            ("http_method", "get"),
            ("apply_all_resources", "true"),
            ("apply_all_methods", "false"),
            ("apply_all_versions", "true"),
            ("apply_all_tables", "true"),
            ("apply_all", "?"),
        ]
    }

    fn there(sys_id: &str, more: &[(&'static str, &'static str)]) -> Memory {
        let mut row = reading("now/table");
        row.retain(|(name, _)| !["id", "apply_all"].contains(name));
        row.extend([("name", "Other"), ("apply_all", "false")]);
        row.extend_from_slice(more);
        let row: Vec<_> = row.into_iter().chain([("sys_id", sys_id)]).collect();
        Memory::default().with(TABLE, &row)
    }

    #[tokio::test]
    async fn a_second_active_policy_of_one_reach_is_refused_by_name() {
        let (own, memory) = (sample(&reading("now/table")), there("p1", &[]));
        for path in ["now/table", "/now/table"] {
            let own = sample(&reading(path));
            let found = it_alone_has_its_reach(&own, None, &memory).await.unwrap();
            assert_eq!(found[0].attribute, "api_path", "{path}");
        }
        let found = it_alone_has_its_reach(&own, None, &memory).await.unwrap();
        assert!(found[0].detail.contains("\"Other\" (p1)"), "{found:?}");
        let refused = nothing_is_in_its_way(&own, &memory).await.unwrap_err();
        assert_eq!(refused.attribute(), Some("api_path"));
        assert!(refused.detail().contains("\"Other\" (p1)"), "{}", refused.detail());
    }

    #[tokio::test]
    async fn what_differs_is_unknown_inactive_or_the_policy_itself_is_let_through() {
        let own = reading("now/table");
        let passes = async |values: &[(&'static str, &'static str)], memory: &Memory| {
            assert!(nothing_is_in_its_way(&sample(values), memory).await.is_ok());
        };
        passes(&reading("now/stats"), &there("p1", &[])).await;
        passes(&own, &there("own", &[])).await;
        passes(&own, &there("p1", &[("http_method", "post")])).await;
        for change in [("active", "false"), ("api_path", "?")] {
            let mut values = own.clone();
            values.retain(|(name, _)| *name != change.0);
            values.push(change);
            passes(&values, &there("p1", &[])).await;
        }
        passes(&own, &there("p1", &[]).planning("p1")).await;
    }

    #[tokio::test]
    async fn a_global_policy_lists_no_profile_for_keys() {
        let profile = |class| {
            let row = [("sys_id", "k"), ("name", "Keys"), ("sys_class_name", class)];
            Memory::default().with("inbound_auth_profile", &row)
        };
        for named in ["Keys", "k"] {
            let values = sample(&[("apply_global", "true"), ("inbound_auth_profiles", named)]);
            let refused = nothing_is_in_its_way(&values, &profile("http_key_auth")).await;
            assert_eq!(refused.unwrap_err().attribute(), Some("inbound_auth_profiles"));
            assert!(nothing_is_in_its_way(&values, &profile("std_http_auth")).await.is_ok());
        }
    }
}
