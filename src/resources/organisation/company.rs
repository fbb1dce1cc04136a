//! `servicenow_company`: a company (docs/facts.md#organisation).

use crate::describe::{Field, Resource, flag, reference, text, whole};

pub(crate) static RESOURCE: Resource = Resource::table("company", "core_company")
    .doc("A company: one's own, or one that is a customer, a vendor or a manufacturer.")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the company."),
    reference("parent", "core_company")
        .by(&["name"])
        .doc("The company it is part of, by name or sys_id."),
    flag("customer").instance_default().doc("Whether it buys from us."),
    flag("vendor").instance_default().doc("Whether we buy from it."),
    flag("manufacturer").instance_default().doc("Whether it makes things that we buy."),
    flag("primary")
        .instance_default()
        .doc("Whether it is the company that the instance belongs to."),
    text("street").doc("Street and number."),
    text("city").doc("City of the address."),
    text("state").doc("State or province."),
    text("zip").doc("Postal code."),
    text("country").instance_default().doc("Country of the address."),
    text("phone").doc("Telephone number."),
    text("fax_phone").doc("Fax number."),
    text("website").doc("Address of its website."),
    reference("contact", "sys_user")
        .by(&["user_name"])
        .doc("The user to turn to, by user id or sys_id."),
    text("stock_symbol").doc("The symbol of its shares."),
    flag("publicly_traded").instance_default().doc("Whether its shares are traded."),
    whole("number_of_employees").column("num_employees").doc("How many people work there."),
    text("notes").doc("What else there is to know."),
];
