//! `servicenow_location`: a place (docs/facts.md#organisation).

use crate::describe::{Field, Resource, flag, reference, text};

pub(crate) static RESOURCE: Resource = Resource::table("location", "cmn_location")
    .doc("A place that users, devices and other records are at.")
    .natural_keys(&[&["name", "parent"], &["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the place."),
    text("full_name")
        .computed_from(&["name", "parent"])
        .doc("Its name behind those of the places that it lies in."),
    reference("parent", "cmn_location")
        .by(&["name"])
        .doc("The place that it lies in, by name or sys_id."),
    reference("company", "core_company")
        .by(&["name"])
        .doc("The company it belongs to, by name or sys_id."),
    text("location_type")
        .column("cmn_location_type")
        .doc("What kind of place it is, such as `site`."),
    text("street").doc("Street and number."),
    text("city").doc("City of the address."),
    text("state").doc("State or province."),
    text("zip").doc("Postal code."),
    text("country").doc("Country of the address."),
    text("phone").doc("Telephone number."),
    text("fax_phone").doc("Fax number."),
    text("time_zone").doc("Time zone, such as `Europe/Berlin`."),
    reference("contact", "sys_user")
        .by(&["user_name"])
        .doc("The user to turn to, by user id or sys_id."),
    reference("managed_by_group", "sys_user_group")
        .by(&["name"])
        .doc("The group that is responsible for it, by name or sys_id."),
    flag("stock_room").instance_default().doc("Whether it is a stock room."),
    flag("duplicate")
        .instance_default()
        .doc("Whether it stands for the same place as `primary_location`."),
    reference("primary_location", "cmn_location")
        .by(&["name"])
        .doc("The place that it is a duplicate of, by name or sys_id."),
];
