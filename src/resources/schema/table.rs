//! `servicenow_table`: a table of the instance (docs/facts.md#table-record).

use crate::describe::{Field, Resource, choice, flag, reference, text};

pub(crate) static RESOURCE: Resource = Resource::table("table", "sys_db_object")
    .doc(
        "A table. Its columns are `servicenow_column`. Deleting a table deletes every record in it, so destroying leaves it on \
         the instance unless `deletion_policy` and `allow_data_loss` both say otherwise.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .names_one()
    .import_keys(&["name"])
    .holds_data("the table with its columns and every record in it")
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().replaces().doc(
        "Name of the table. One of your own begins with `u_`, and in an application with its scope, such as `x_acme_bins_bin`.",
    ),
    text("label").required().doc("What people call it. The instance begins each word with a capital letter: write it so."),
    reference("super_class", "sys_db_object").by(&["name"]).replaces().doc(
        "The table that it extends, by name or sys_id, such as `task`: it has all columns of that.",
    ),
    flag("extendable").column("is_extendable").instance_default().doc("Whether other tables can extend it."),
    choice("access", &["public", "package_private"]).or_others().instance_default().doc(
        "Who may use it from scripts: all applications (`public`), or its own alone (`package_private`).",
    ),
    flag("read_access").instance_default().doc("Whether other applications may read its records."),
    flag("create_access").instance_default().doc("Whether other applications may make records in it."),
    flag("update_access").instance_default().doc("Whether other applications may change its records."),
    flag("delete_access").instance_default().doc("Whether other applications may delete its records."),
    flag("alter_access").instance_default().doc("Whether other applications may add columns to it."),
    flag("configuration_access").instance_default().doc("Whether other applications may configure it: its forms, rules and scripts."),
    flag("client_scripts_access").instance_default().doc("Whether other applications may make client scripts for it."),
    flag("actions_access").instance_default().doc("Whether other applications may make UI actions for it."),
    flag("web_service_access").column("ws_access").instance_default().doc(
        "Whether it can be reached by web services, such as the Table API that this provider uses.",
    ),
    choice("caller_access", &["1", "2"]).or_others().doc(
        "Whether calls from other applications are noted (`1`), or refused until they are allowed (`2`).",
    ),
    flag("live_feed").column("live_feed_enabled").instance_default().doc("Whether its records have a live feed."),
    flag("create_access_controls").instance_default().doc(
        "Whether a new table gets access control rules, which ask for the role in `user_role`.",
    ),
    reference("user_role", "sys_user_role").by(&["name"]).doc(
        "The role that the access control rules of a new table ask for, by name or sys_id. It counts where \
         `create_access_controls` makes them.",
    ),
    reference("auto_number", "sys_number").column("number_ref").by(&["category"]).doc(
        "How its records are numbered: a row of `sys_number`, by the name of the table that it numbers or by sys_id.",
    ),
];
