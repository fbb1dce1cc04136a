//! `servicenow_protocol_profile`: a protocol of its own name with the certificate that calls show (docs/facts.md#protocol-profile).

use crate::describe::{Field, Resource, reference, text, whole};

pub(crate) static RESOURCE: Resource = Resource::table("protocol_profile", "sys_protocol_profile")
    .doc(
        "A protocol profile: a protocol with the key store by which the instance proves itself to the other side, for mutual \
         authentication of outbound calls. It belongs to no application, and no update set carries it.",
    )
    .natural_keys(&[&["protocol"]])
    .import_keys(&["protocol"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("protocol").required().doc(
        "Name of the protocol, which stands before `://` in the addresses that it is for. A name of your own, such as \
         `mauth`, leaves `https` to calls without a certificate.",
    ),
    whole("default_port").instance_default().doc("The port of addresses that name none, such as 443."),
    reference("keystore", "sys_certificate").by(&["name"]).doc(
        "The key store with the certificate and its private key, by name or sys_id: a `servicenow_certificate` of type \
         `key_store`.",
    ),
];
