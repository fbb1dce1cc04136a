//! Web service import sets: a directory delivers users.

use super::{Change, Edit, Form, Guide, Right, Seat, Secret};

pub(super) static GUIDE: Guide = Guide {
    name: "user-import",
    purpose: "A directory posts its people to an instance, which makes users of them and keeps them up \
              to date; by an account that may do nothing else.",
    third_party: "The directory, played by requests, and somebody who may load other tables",
    seats: &[Seat { name: "instance", host: "127.0.0.1" }],
    neighbour: None,
    environment: &[("SERVICENOW_ELEVATE_ROLES", "security_admin")],
    variables: &[],
    options: &[("guard_staging_table", "true")],
    secrets: &[Secret {
        variable: "service_user_password",
        value: "demo-only-account-51fa",
        places: &[],
    }],
    application: None,
    warns: &[],
    stays: &[],
    changes: &[
        Change {
            name: "super_class",
            edit: Edit::Attribute {
                file: "main.tf",
                from: "super_class = \"sys_import_set_row\"",
                to: "",
            },
            breaks: POSTED,
        },
        Change {
            name: "service_user_roles",
            edit: Edit::Variable { name: "service_user_roles", value: "[\"import_set_loader\"]" },
            breaks: POSTED,
        },
        Change {
            name: "coalesce",
            edit: Edit::Attribute { file: "main.tf", from: "coalesce     = true", to: "" },
            breaks: "sent again with another title the user is updated, and there is no second one",
        },
        Change {
            name: "copy_empty_fields",
            edit: Edit::Attribute {
                file: "main.tf",
                from: "copy_empty_fields                          = false",
                to: "copy_empty_fields                          = true",
            },
            breaks: "what a row leaves empty the user keeps",
        },
        Change {
            name: "choice_action",
            edit: Edit::Attribute {
                file: "main.tf",
                from: "choice_action         = \"ignore\"",
                to: "choice_action         = \"create\"",
            },
            breaks: "a department that the instance does not know is not made",
        },
        Change {
            name: "guard_staging_table",
            edit: Edit::Variable { name: "guard_staging_table", value: "false" },
            breaks: "who may load other staging tables may not load this one",
        },
    ],
    forms: &[
        Form::with_every_default(PLAIN),
        Form::with(GUARDED, &[("guard_staging_table", "true")]),
        Form::with(TABLE_THERE, &[("make_staging_table", "false")]),
    ],
    rights: &[
        Right {
            role: "admin",
            purpose: "the staging table and its columns, and everything but access rules",
            tables: &["sys_db_object", "sys_dictionary"],
            forms: &[PLAIN, GUARDED],
            ..Right::on_the_instance()
        },
        Right::write_access_rules("instance", &[GUARDED]),
        Right {
            role: "import_admin",
            purpose: "the data source, the transform map and its field maps",
            tables: &["sys_data_source", "sys_transform_map", "sys_transform_entry"],
            forms: &[TABLE_THERE],
            ..Right::on_the_instance()
        },
        Right::write_users("instance", &[TABLE_THERE]),
        Right {
            role: "snc_internal",
            purpose: "reading users and roles",
            tables: &["sys_user", "sys_user_role"],
            forms: &[TABLE_THERE],
            ..Right::on_the_instance()
        },
        Right::sign_in("instance", &[PLAIN, GUARDED, TABLE_THERE]),
    ],
};

const PLAIN: &str = "plain";
const GUARDED: &str = "guarded";
const TABLE_THERE: &str = "table there";

const POSTED: &str = "the directory posts a row, and a user is there";
