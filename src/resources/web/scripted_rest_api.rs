//! `servicenow_scripted_rest_api`: an API of your own that the instance offers (docs/facts.md#scripted-rest-api).

use crate::describe::{Field, Finding, Given, Resource, Values, flag, references, text};

pub(crate) static RESOURCE: Resource = Resource::table("scripted_rest_api", "sys_ws_definition")
    .doc(
        "A scripted REST API: an API of your own that the instance offers under `/api/<namespace>/<service_id>`. What can be \
         called there are its `servicenow_scripted_rest_resource`.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["service_id", "application_scope"]])
    .names_one()
    .import_keys(&["service_id", "name"])
    .checks_of_new(&[the_id_is_fit_for_an_address])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the API in its documentation."),
    text("service_id").required().doc(
        "The part of the address that tells the API from others of its application: small letters, digits and `_`, with a \
         letter or digit at the end. Clients of the API lose it when this changes.",
    ),
    flag("active").instance_default().doc("Whether it answers; a new API does."),
    text("namespace").instance_default().doc(
        "The part of the address that tells applications apart. Left out, it is the scope's name, or in Global the number in \
         the property `glide.appcreator.company.code`. Applications of your own have no other.",
    ),
    text("base_uri").computed_from(&["service_id", "namespace"]).doc(
        "The path of the API on the instance: `/api/<namespace>/<service_id>`.",
    ),
    text("short_description").doc("What it is for, in its documentation."),
    text("doc_link").doc("Address of further documentation."),
    text("consumes").instance_default().doc(
        "Media types that its resources take, with commas between them. A new API has \
         `application/json,application/xml,text/xml`.",
    ),
    flag("consumes_customized").instance_default().doc("Whether `consumes` is the API's own instead of what all have."),
    text("produces").instance_default().doc(
        "Media types that its resources answer in, with commas between them. A new API has \
         `application/json,application/xml,text/xml`.",
    ),
    flag("produces_customized").instance_default().doc("Whether `produces` is the API's own instead of what all have."),
    references("enforce_acl", "sys_security_acl").by(&["name"]).instance_default().doc(
        "Access rules of type `REST_Endpoint`, by name or sys_id, of which a caller must pass one where a resource asks for it \
         and names none itself. A new API has `Scripted REST External Default`, which keeps external users out; an empty set \
         takes it away.",
    ),
    flag("is_versioned").instance_default().doc(
        "Whether there are versions of it: `servicenow_scripted_rest_version`, whose `version_id` then stands in addresses.",
    ),
    text("default_version").computed().doc("The version that answers where an address names none, in the instance's words."),
];

/// What the vendor's own compiler takes (docs/facts.md#scripted-rest-api).
fn the_id_is_fit_for_an_address(values: &dyn Values) -> Vec<Finding> {
    let Given::Is(id) = values.text("service_id") else { return Vec::new() };
    let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    if id.chars().all(|letter| fits(letter) || letter == '_') && id.ends_with(fits) {
        return Vec::new();
    }
    vec![Finding::error(
        "service_id",
        "Not fit for an address",
        "The service_id stands in the address of the API. Write it in small letters, digits and \"_\", with a letter or a digit \
         at the end, such as \"parcel_tracking\".",
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn an_id_that_cannot_stand_in_an_address_is_refused() {
        let found = |id| the_id_is_fit_for_an_address(&sample(&[("service_id", id)]));
        for id in ["parcels", "parcels_2", "2", "?"] {
            assert!(found(id).is_empty(), "{id}");
        }
        for id in ["Parcels", "parcels_", "par-cels", "par cels", "pärcels", "a/b"] {
            assert_eq!(found(id)[0].attribute, "service_id", "{id}");
        }
    }
}
