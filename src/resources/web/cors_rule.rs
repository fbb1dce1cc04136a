//! `servicenow_cors_rule`: pages of another domain that may call an API of the instance (docs/facts.md#cors-rule).

use crate::describe::{Field, Finding, Given, Resource, Values, flag, text, text_list, whole};

pub(crate) static RESOURCE: Resource = Resource::table("cors_rule", "sys_cors_rule")
    .doc(
        "A CORS rule: pages of this domain may call the API from a browser, with the methods that are switched on. It guards \
         nothing: callers that are no browsers do not ask for it, and who calls signs in as ever.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .names_one()
    .import_keys(&["name"])
    .checks(&[it_opens_something, credentials_are_for_one_domain])
    .checks_of_new(&[the_domain_is_an_origin])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the rule; unique."),
    flag("active").instance_default().doc("Whether it is in force."),
    text("domain").required().doc(
        "Where the pages come from: `https://` and a host, with its port if there is one. `https://*.example.com` stands for \
         all below `example.com`; an exact match goes before a pattern.",
    ),
    flag("use_resource_path").default_flag(false).doc("Whether it is for a resource of the web instead of a REST API."),
    text("rest_api").only_while("use_resource_path", false).doc(
        "The API that it is for, by the value that the rule's own list has for it: the sys_id of a scripted REST API, such as \
         the `id` of a `servicenow_scripted_rest_api`.",
    ),
    text("resource_path").only_while("use_resource_path", true).doc("Path of the resource of the web that it is for."),
    flag("get").instance_default().doc("Whether pages may read (`GET`)."),
    flag("post").instance_default().doc("Whether pages may send `POST`."),
    flag("put").instance_default().doc("Whether pages may send `PUT`."),
    flag("patch").instance_default().doc("Whether pages may send `PATCH`."),
    flag("delete").instance_default().doc("Whether pages may send `DELETE`."),
    flag("access_control_allow_credentials").instance_default().doc(
        "Whether browsers send along cookies and the like. The domain is then an exact one.",
    ),
    text_list("access_control_allow_headers").doc(
        "Headers that pages may send beyond the harmless ones, such as `Authorization`; `*` for all.",
    ),
    text_list("exposed_headers").doc("Headers of the answer that pages may read beyond the harmless ones."),
    whole("max_age").instance_default().unit("seconds").doc(
        "How long a browser may go without asking anew. 0, which a new rule has: it asks before each call.",
    ),
    flag("for_embeddables").instance_default().doc("Reserved by the vendor for later use."),
];

fn it_opens_something(values: &dyn Values) -> Vec<Finding> {
    let (attribute, what) = match values.flag("use_resource_path") {
        Given::Unknown => return Vec::new(),
        Given::Is(true) => ("resource_path", "the path of the resource"),
        _ => ("rest_api", "the API"),
    };
    if !values.text(attribute).is_null() {
        return Vec::new();
    }
    vec![Finding::error(
        attribute,
        "The rule is for nothing",
        format!("Set {attribute}: {what} that pages of the domain may call."),
    )]
}

/// Browsers take no pattern where credentials go along (docs/facts.md#cors-rule).
fn credentials_are_for_one_domain(values: &dyn Values) -> Vec<Finding> {
    let Given::Is(domain) = values.text("domain") else { return Vec::new() };
    let sends = values.flag("access_control_allow_credentials") == Given::Is(true);
    if !sends || !domain.contains('*') {
        return Vec::new();
    }
    vec![Finding::error(
        "domain",
        "Credentials for a pattern of domains",
        "access_control_allow_credentials is true, and the domain has a wildcard: the instance takes one of the two. Write one \
         rule for each domain, or leave the credentials out.",
    )]
}

/// What the platform asks of a domain (docs/facts.md#cors-rule).
fn the_domain_is_an_origin(values: &dyn Values) -> Vec<Finding> {
    let Given::Is(domain) = values.text("domain") else { return Vec::new() };
    let lower = domain.to_ascii_lowercase();
    let host = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let plain = |host: &str| {
        !host.is_empty()
            && !host.contains(|sign: char| sign.is_whitespace() || "/*?#".contains(sign))
    };
    if host.is_some_and(|host| plain(host.strip_prefix("*.").unwrap_or(host))) {
        return Vec::new();
    }
    vec![Finding::error(
        "domain",
        "Not the origin of a page",
        "A domain is https:// or http:// and a host, without a path, such as \"https://shop.example.com\". A wildcard stands \
         for the whole first part alone: \"https://*.example.com\".",
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_rule_names_what_it_is_for() {
        let found = |pairs: &[(&'static str, &'static str)]| it_opens_something(&sample(pairs));
        assert_eq!(found(&[])[0].attribute, "rest_api");
        assert_eq!(found(&[("use_resource_path", "true")])[0].attribute, "resource_path");
        assert!(found(&[("rest_api", "a")]).is_empty());
        assert!(found(&[("rest_api", "?")]).is_empty());
        assert!(found(&[("use_resource_path", "?")]).is_empty());
        assert!(found(&[("use_resource_path", "true"), ("resource_path", "/a")]).is_empty());
    }

    #[test]
    fn credentials_go_with_an_exact_domain() {
        let found = |domain, flag| {
            let pairs = [("domain", domain), ("access_control_allow_credentials", flag)];
            credentials_are_for_one_domain(&sample(&pairs))
        };
        assert_eq!(found("https://*.example.com", "true")[0].attribute, "domain");
        assert!(found("https://shop.example.com", "true").is_empty());
        assert!(found("https://*.example.com", "false").is_empty());
        assert!(found("https://*.example.com", "?").is_empty());
    }

    #[test]
    fn a_domain_has_a_scheme_and_at_most_one_wildcard_in_its_place() {
        let found = |domain| the_domain_is_an_origin(&sample(&[("domain", domain)]));
        for domain in [
            "https://a.example",
            "http://localhost:3000",
            "HTTPS://*.example.com",
            "http://192.168.1.1",
            "?",
        ] {
            assert!(found(domain).is_empty(), "{domain}");
        }
        for domain in [
            "a.example",
            "*",
            "https://*",
            "https://*com",
            "https://a.*.example",
            "https://*.*.com",
            "https://a.example/",
            "https://",
            "https://a b",
        ] {
            assert_eq!(found(domain)[0].attribute, "domain", "{domain}");
        }
    }
}
