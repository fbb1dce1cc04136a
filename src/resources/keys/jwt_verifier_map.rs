//! `servicenow_jwt_verifier_map`: the key with which a client's JWTs are verified.

use crate::describe::{Field, Resource, reference, secret, text};

pub(crate) static RESOURCE: Resource = Resource::table("jwt_verifier_map", "jwt_verifier_map")
    .doc("Says with which certificate or shared key the JWTs of a `jwt_client` are verified.")
    .scope("sys_scope")
    .natural_keys(&[&["oauth_registry", "name"]])
    .import_path(&["oauth_registry", "name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the map."),
    reference("oauth_registry", "oauth_jwt")
        .column("oauth_jwt")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The client, a servicenow_oauth_registry of type `jwt_client`, by sys_id or name."),
    reference("certificate", "sys_certificate")
        .column("sys_certificate")
        .by(&["name"])
        .doc("The certificate, for RS and ES algorithms."),
    secret("shared_key").doc("The shared key, for HS algorithms."),
    text("key_id")
        .column("kid")
        .or_generated()
        .doc("The `kid` by which a JWT names its key. Left out, the instance makes one."),
];
