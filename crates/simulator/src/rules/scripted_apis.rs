//! Scripted REST APIs: the addresses that the instance makes for them and for their resources.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};

/// The property with the number that stands for the instance's owner in addresses.
const COMPANY: &str = "glide.appcreator.company.code";

/// An API lies in the namespace of its application (docs/facts.md#scripted-rest-api).
pub(super) static API: Rule = Rule {
    name: "Compute base API path",
    tables: &["sys_ws_definition"],
    when: When::BeforeWrite,
    evidence: Evidence::Documented,
    apply: place_api,
};

fn place_api(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.get("namespace").is_empty() {
        let scope = change.work.fetch("sys_scope", change.get("sys_scope"))?;
        let scope = scope.map(|row| row.value("scope").to_owned()).unwrap_or_default();
        let namespace = match scope.as_str() {
            "global" | "" => change.work.property(COMPANY)?,
            _ => scope,
        };
        change.set("namespace", namespace);
    }
    let path = match change.get("service_id") {
        "" => String::new(),
        id => format!("/api/{}/{id}", change.get("namespace")),
    };
    change.set("base_uri", path);
    Ok(())
}

/// A resource has the version, where it is of one, before the id of its API
/// (docs/facts.md#scripted-rest-resource).
pub(super) static RESOURCE: Rule = Rule {
    name: "Compute resource path",
    tables: &["sys_ws_operation"],
    when: When::BeforeWrite,
    evidence: Evidence::Documented,
    apply: place_resource,
};

fn place_resource(change: &mut Change<'_>) -> Result<(), Refusal> {
    let api = change.work.fetch("sys_ws_definition", change.get("web_service_definition"))?;
    let version = change.work.fetch("sys_ws_version", change.get("web_service_version"))?;
    let version = version.map(|row| format!("/{}", row.value("version_id"))).unwrap_or_default();
    let path = api.map(|api| {
        let (namespace, id) = (api.value("namespace"), api.value("service_id"));
        format!("/api/{namespace}{version}/{id}{}", change.get("relative_path"))
    });
    change.set("operation_uri", path.unwrap_or_default());
    Ok(())
}
