//! `servicenow_column`: a column of a table, by its dictionary entry (docs/facts.md#dictionary).

use crate::describe::{Field, Resource, choice, flag, text, text_list, whole};
use crate::resources::qualifiers;

pub(crate) static RESOURCE: Resource = Resource::table("column", "sys_dictionary")
    .doc(
        "A column of a table. Deleting a column deletes its value in every record, so destroying leaves it on the instance \
         unless `deletion_policy` and `allow_data_loss` both say otherwise.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["table", "element"]])
    .names_one()
    .import_path(&["table", "element"])
    .holds_data("the column with its value in every record of the table")
    .checks(&[qualifiers::the_mode_reads_what_is_said])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("table").column("name").required().replaces().doc("Name of the table, such as `u_bin`."),
    text("element").required().replaces().doc(
        "Name of the column. One of your own in a table of the platform begins with `u_`, such as `u_bin`.",
    ),
    text("column_label").doc("What people call it."),
    choice(
        "internal_type",
        &[
            "string",
            "integer",
            "boolean",
            "reference",
            "glide_list",
            "choice",
            "decimal",
            "float",
            "glide_date",
            "glide_date_time",
            "glide_duration",
            "journal_input",
            "html",
            "script",
            "conditions",
            "url",
            "email",
            "password2",
        ],
    )
    .or_others()
    .instance_default()
    .doc("The type of what it holds, by its internal name. What a column with values can be changed to is up to the instance."),
    whole("max_length").instance_default().doc(
        "The longest text that it takes, in characters. A longer one is cut without a word.",
    ),
    flag("mandatory").instance_default().doc("Whether forms ask for a value."),
    flag("read_only").instance_default().doc("Whether forms show it without letting it be changed."),
    flag("active").instance_default().doc("Whether it is in use."),
    flag("display").instance_default().doc("Whether its value stands for the record where another one refers to it."),
    flag("unique").instance_default().doc("Whether no two records may have the same value."),
    text("default_value").doc("What a new record has; a text that begins with `javascript:` is run."),
    text("comments").doc("What it is for."),
    text("reference").doc("Name of the table that it refers to, for the types `reference` and `glide_list`."),
    choice(
        "reference_cascade_rule",
        &["none", "delete_no_workflow", "cascade", "delete", "restrict", "clear"],
    )
    .or_others()
    .doc("What becomes of the record when the one that it refers to is deleted."),
    qualifiers::MODE,
    qualifiers::CONDITION,
    qualifiers::DYNAMIC,
    text(qualifiers::ANY_KIND).column("reference_qual").doc(
        "The encoded query, or script after `javascript:`, that narrows it where `use_reference_qualifier` is `advanced`.",
    ),
    whole("choice").instance_default().doc(
        "How its choices are offered: not at all (`0`), in a list with an empty entry (`1`), as suggestions (`2`), or in a list \
         without an empty entry (`3`). The choices are `servicenow_choice`.",
    ),
    text("dependent").doc("The column whose value decides which choices are offered."),
    flag("use_dependent_field").instance_default().doc("Whether it depends on the column in `dependent_on_field`."),
    text("dependent_on_field").doc("The column that it depends on, such as the one that names a table."),
    flag("dynamic_creation").instance_default().doc("Whether a value that leads to no record makes one."),
    flag("calculated").column("virtual").instance_default().doc("Whether its value is computed whenever it is read."),
    choice("calculation_type", &["script", "formula"]).column("virtual_type").or_others().instance_default().doc(
        "What computes it: the script in `calculation`, or a formula.",
    ),
    text("calculation").doc("The script that computes it."),
    flag("audit").instance_default().doc("Whether changes of its value are kept in the history of the record."),
    flag("text_index").instance_default().doc("Whether a search of texts finds its value."),
    text("attributes").doc("Further settings as `name=value`, with commas between them."),
    text_list("read_roles").doc("Names of roles that may read it."),
    text_list("write_roles").doc("Names of roles that may write it."),
    text_list("create_roles").doc("Names of roles that may set it in a new record."),
    text_list("delete_roles").doc("Names of roles that may delete it."),
];
