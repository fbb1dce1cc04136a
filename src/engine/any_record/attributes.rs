//! The attributes of a row of any table.

use tfplugin::{Attribute, Schema, Type};

use super::{FIELDS, MATCH_ON, REFERENCES, SECRETS, TABLE, VERSION};
use crate::engine::model::{ADOPT, ALLOW_DATA_LOSS, ID, POLICY, schema};

/// All of them.
pub(super) fn schema() -> Schema {
    let texts = || Type::Map(Box::new(Type::String));
    let mut attributes = vec![
        Attribute::new(ID, Type::String, "The record's sys_id.").computed(),
        Attribute::new(TABLE, Type::String, "The table, such as `cmn_building`. Changing this replaces the resource.").required(),
        Attribute::new(
            FIELDS,
            texts(),
            "Columns and their values as stored: `true`, `100`, a sys_id, a date in UTC. Only the columns named here are \
             managed; removing one sends nothing. Null means an empty column, as an empty text does. Values are compared by the column's type, so `1` is `true` in a flag. What a \
             journal such as `work_notes` is given is an entry, added once: when it is configured and when it is changed. A \
             reference is a sys_id here, and a name in `references`.",
        )
        .optional(),
        Attribute::new(
            REFERENCES,
            texts(),
            "Columns that refer to another record, and what people call that, such as `assignment_group = \"Network\"`. The \
             instance's dictionary tells the table and the column that names its records there; where none does, and beside it, \
             that is `name`, `number` or `user_name`. A sys_id is taken as it is. A name of no record, or of several, is an \
             error. A column stands here or in `fields`, not in both.",
        )
        .optional(),
        Attribute::new(
            SECRETS,
            texts(),
            "Password columns and their values. Write-only: never stored. Sent on creation and whenever \
             `fields_wo_version` changes.",
        )
        .optional()
        .sensitive()
        .write_only(),
        Attribute::new(VERSION, Type::Number, "A number; change it to send `fields_wo` again. Needed with it.").optional(),
    ];
    attributes.extend(of_a_row_that_is_there());
    attributes.push(schema::secrets_sent_at());
    let doc = "A row of any table, for what has no resource of its own. A resource of its own is the better choice where \
               there is one: it knows names, checks and the order of things.";
    Schema { version: schema::VERSION, ..Schema::new(doc, attributes) }
}

/// Those that say what becomes of a row that is there already.
fn of_a_row_that_is_there() -> [Attribute; 4] {
    [
        Attribute::new(
            ADOPT,
            Type::Bool,
            "Whether to take over a row that is there already, which `match_on` recognises, instead of inserting one beside \
             it. Where no row fits, one is made. Default: `false`.",
        )
        .optional(),
        Attribute::new(
            MATCH_ON,
            Type::Set(Box::new(Type::String)),
            "The columns, of `fields` or `references`, by which `adopt_existing` recognises the row: it has the same values in \
             all of them, whatever the case of letters. Several such rows are an error.",
        )
        .optional(),
        Attribute::new(
            POLICY,
            Type::String,
            "What destroy does: `delete` the record, `abandon` it as it is, or `restore` the values that an adopted record had \
             before. Default: `restore` for adopted records, `abandon` for what holds data (a row of `sys_db_object` or \
             `sys_dictionary`), otherwise `delete`. An imported record counts as adopted once \
             `adopt_existing` is `true`.",
        )
        .optional()
        .computed(),
        Attribute::new(
            ALLOW_DATA_LOSS,
            Type::Bool,
            "Whether a plan may delete a row of `sys_db_object` or `sys_dictionary`, and with it the data that it holds, under \
             `deletion_policy = \"delete\"`. Apply it before the plan that deletes. Default: `false`.",
        )
        .optional(),
    ]
}
