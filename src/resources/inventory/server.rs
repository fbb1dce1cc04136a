//! `servicenow_server`: a server in the configuration management database (docs/facts.md#server).

use crate::describe::{Field, Resource, flag, reference, text, whole};

pub(crate) static RESOURCE: Resource = Resource::table("server", "cmdb_ci_server")
    .doc(
        "A server in the configuration management database. It is written as a plain record, past identification and \
         reconciliation, so keep it for servers that no discovery finds. What the attributes do not name, discovery may fill.",
    )
    .natural_keys(&[&["name"]])
    .import_keys(&["name", "serial_number", "asset_tag"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the server."),
    text("description").column("short_description").doc("What the server is for."),
    text("host_name").doc("Name of the host, without its domain."),
    text("fqdn").doc("Name of the host with its domain."),
    text("dns_domain").doc("The domain of that name."),
    text("ip_address").doc("The address under which the server is managed."),
    text("mac_address").doc("The address of its network card."),
    text("serial_number").doc("The number that the manufacturer gave it."),
    text("asset_tag").doc("The number on its inventory label."),
    reference("manufacturer", "core_company").by(&["name"]).doc("Who made it, by name or sys_id."),
    reference("model", "cmdb_model")
        .column("model_id")
        .by(&["display_name", "name"])
        .doc("The model, by sys_id, display name or name."),
    text("operating_system").column("os").doc("The operating system, such as `Linux Red Hat`."),
    text("os_version").doc("The version of the operating system."),
    text("os_service_pack").doc("The service pack of the operating system."),
    text("os_domain").doc("The domain that the operating system is a member of."),
    whole("ram").unit("MB").doc("The memory."),
    reference("cpu_manufacturer", "core_company").by(&["name"]).doc("Who made the processors, by name or sys_id."),
    text("cpu_name").doc("Name of the processor, such as `Intel(R) Xeon(R) Gold 6226R`."),
    text("cpu_type").doc("The kind of processor, such as `x86_64`."),
    whole("cpu_count").doc("How many processors it has."),
    whole("cpu_core_count").doc("How many cores each of them has."),
    flag("virtual").instance_default().doc("Whether it is a virtual machine."),
    text("classification").instance_default().doc("What kind of system it is part of, such as `Production`."),
    text("used_for").doc("What it is used for, such as `Test`."),
    text("environment").doc("The environment that it belongs to, such as `Production`."),
    whole("install_status").instance_default().doc(
        "Whether it stands: 1, as on a new one, is installed, 7 is retired; the others are in the choice list of the column.",
    ),
    whole("operational_status").instance_default().doc(
        "Whether it works: 1, as on a new one, is operational, 2 is not, 6 is retired; the others are in the choice list of the \
         column.",
    ),
    reference("assigned_to", "sys_user").by(&["user_name"]).doc("The user who has it, by user id."),
    reference("owned_by", "sys_user").by(&["user_name"]).doc("The user who owns it, by user id."),
    reference("managed_by", "sys_user").by(&["user_name"]).doc("The user who looks after it, by user id."),
    reference("support_group", "sys_user_group").by(&["name"]).doc("The group that looks after it, by name or sys_id."),
    reference("company", "core_company").by(&["name"]).doc("The company that it belongs to, by name or sys_id."),
    reference("department", "cmn_department").by(&["name"]).doc("The department that it belongs to, by name or sys_id."),
    reference("location", "cmn_location").by(&["name"]).doc("Where it stands, by name or sys_id."),
    text("correlation_id").doc("The id of the server in the system that it was taken from."),
];
