//! `servicenow_scripted_rest_version`: a version of an API of your own (docs/facts.md#scripted-rest-version).

use crate::describe::{
    Field, Later, Records, Refusal, Resource, Values, flag, reference, text, whole,
};

pub(crate) static RESOURCE: Resource = Resource::table("scripted_rest_version", "sys_ws_version")
    .doc(
        "A version of a scripted REST API. Resources name the version that they are part of, and its `version_id` stands in \
         their addresses. Set `is_versioned = true` on the API too.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["web_service_definition", "version"]])
    .names_one()
    .import_path(&["web_service_definition", "version_id"])
    .makes_up(the_id_is_v_and_the_number)
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("web_service_definition", "sys_ws_definition")
        .by(&["service_id", "name"])
        .within("namespace")
        .required()
        .replaces()
        .doc("The API that it is a version of, by `service_id`, name, `<namespace>/<service_id>` or sys_id."),
    whole("version").required().replaces().doc("Number of the version; unique within its API."),
    text("version_id").or_generated().doc("How addresses name it. Left out, it is `v` and the number: `v1`."),
    flag("is_default").instance_default().doc("Whether it answers where an address names no version. Set it on one at most."),
    flag("active").instance_default().doc("Whether it answers; a new version does."),
    flag("deprecated").instance_default().doc("Whether its documentation tells callers to move on. It still answers."),
    text("short_description").doc("What is new in it, in the documentation of the API."),
];

/// Nothing says that the instance makes it (docs/facts.md#scripted-rest-version).
fn the_id_is_v_and_the_number<'a>(
    values: &'a dyn Values,
    _: &'a dyn Records,
) -> Later<'a, Result<Vec<(&'static str, String)>, Refusal>> {
    Box::pin(async move {
        let number = values.whole("version").known();
        Ok(number.map(|number| ("version_id", format!("v{number}"))).into_iter().collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};

    #[tokio::test]
    async fn addresses_name_a_version_by_its_number() {
        let made = async |version| {
            let values = sample(&[("version", version)]);
            the_id_is_v_and_the_number(&values, &Memory::default()).await.unwrap()
        };
        assert_eq!(made("2").await, [("version_id", "v2".to_owned())]);
        assert!(made("?").await.is_empty());
    }
}
