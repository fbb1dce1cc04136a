//! `servicenow_api_access_scope`: an API that a scope opens (docs/facts.md#api-access-scope).

use crate::describe::{
    Field, Finding, Findings, Later, Records, Refusal, Resource, Values, choice, flag, reference,
    text,
};

use super::api_access_policy::reach::{self, Reach};

const TABLE: &str = "sys_api_access_scope";

pub(crate) static RESOURCE: Resource = Resource::table("api_access_scope", TABLE)
    .doc("Says which API a scope opens to the clients that have it, from Zurich on. What is opened is opened by one scope only.")
    .scope("sys_scope")
    .natural_keys(&[&["auth_scope", "name"]])
    .import_path(&["auth_scope", "name"])
    .checks(&[what_is_open_names_nothing])
    .demands(&[no_other_scope_opens_the_same])
    .before_write(it_is_still_open_to_this_scope)
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc(
        "Name of what is opened, for people; among what one scope opens, it is found by this.",
    ),
    reference("auth_scope", "sys_auth_scope")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The scope, by name or sys_id."),
    text("api")
        .required()
        .doc("The API, by the word that the instance's own list of APIs has for it."),
    text("api_path").required().doc(
        "The path of the API, such as `now/table`. A slash before it makes no other API of it.",
    ),
    text("api_resource").doc("The one resource of the API that is opened."),
    choice("http_method", &["get", "post", "put", "patch", "delete"])
        .or_others()
        .doc("The one method that is opened."),
    text("version").doc("The one version of the API that is opened, such as `v1`."),
    flag("apply_all_resources")
        .true_unless("api_resource")
        .doc("Whether all resources of the API are opened."),
    flag("apply_all_methods").true_unless("http_method").doc("Whether all methods are opened."),
    flag("apply_all_versions")
        .true_unless("version")
        .doc("Whether all versions of the API are opened."),
    flag("disable_client_restriction")
        .instance_default()
        .doc("Whether clients without the scope keep their access."),
    flag("active").instance_default().doc("Whether it is in force."),
];

const PAIRS: &[(&str, &str)] = &[
    ("apply_all_resources", "api_resource"),
    ("apply_all_methods", "http_method"),
    ("apply_all_versions", "version"),
];

fn what_is_open_names_nothing(values: &dyn Values) -> Vec<Finding> {
    reach::contradictions(values, PAIRS)
}

/// What must differ from every other row, of whatever scope.
const OPENED: &[&str] = &["api_path", "version", "http_method", "api_resource"];

fn no_other_scope_opens_the_same<'a>(
    values: &'a dyn Values,
    _: Option<&'a dyn Values>,
    records: &'a dyn Records,
) -> Findings<'a> {
    Box::pin(async move {
        let Some(reach) = Reach::of(values, OPENED, &[]) else { return Ok(Vec::new()) };
        let Some(path) = values.text("api_path").known() else { return Ok(Vec::new()) };
        for spelling in reach::spellings(path) {
            let among = (TABLE, &[("api_path", spelling.as_str())][..]);
            if let Some(other) = reach.taken(values, records, among).await? {
                return Ok(vec![opened_by(&other)]);
            }
        }
        Ok(Vec::new())
    })
}

fn opened_by(other: &str) -> Finding {
    Finding::error(
        "api_path",
        "Another scope opens the same",
        format!(
            "The record {other} of {TABLE} opens the same path, resource, method and version, and the instance lets only \
             one scope do so: it would answer \"duplicated API resource found\". Give clients the scope of that record, \
             narrow one of the two by http_method, api_resource or version, or manage that record instead (import it)."
        ),
    )
}

/// Asked before the write, so that the error is one that names the other record.
fn it_is_still_open_to_this_scope<'a>(
    values: &'a dyn Values,
    records: &'a dyn Records,
) -> Later<'a, Result<(), Refusal>> {
    Box::pin(
        async move { Refusal::of(no_other_scope_opens_the_same(values, None, records).await?) },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};

    #[tokio::test]
    async fn what_another_scope_opens_is_not_opened_again() {
        let row = [
            ("sys_id", "s1"),
            ("name", "Reading"),
            ("auth_scope", "another"),
            ("api_path", "/now/table"),
            ("http_method", "get"),
            ("version", ""),
            ("api_resource", ""),
        ];
        let memory = Memory::default().with(TABLE, &row);
        let own = [("api_path", "/now/table"), ("http_method", "get")];
        for path in ["/now/table", "now/table"] {
            let own = sample(&[("api_path", path), ("http_method", "get")]);
            let found = no_other_scope_opens_the_same(&own, None, &memory).await.unwrap();
            assert!(found[0].detail.contains("\"Reading\" (s1)"), "{path}: {found:?}");
        }
        let refused = it_is_still_open_to_this_scope(&sample(&own), &memory).await.unwrap_err();
        assert!(refused.detail().contains("\"Reading\" (s1)"), "{}", refused.detail());
        for different in
            [("http_method", "post"), ("version", "v1"), ("id", "s1"), ("api_path", "?")]
        {
            let mut values = own.to_vec();
            values.retain(|(name, _)| *name != different.0);
            values.push(different);
            assert!(it_is_still_open_to_this_scope(&sample(&values), &memory).await.is_ok());
        }
    }
}
