//! `servicenow_import_source`: where imported rows come from (docs/facts.md#data-source).

use crate::describe::{
    Field, Finding, Given, Resource, Values, choice, flag, reference, secret, text, whole,
};

pub(crate) static RESOURCE: Resource = Resource::table("import_source", "sys_data_source")
    .doc(
        "A data source of the instance: a file, a database or a script that rows are imported from, into the table that \
         `import_set_table_name` names. From there a `servicenow_transform_map` takes them on. Terraform itself calls something \
         else a data source, hence the name.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .checks(&[what_a_source_reads_is_named])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the data source."),
    choice("type", &["File", "JDBC", "LDAP", "OIDC", "REST", "CUSTOM"]).or_others().instance_default().doc(
        "Where the rows come from: `File`, `JDBC` (a database), `LDAP` (the part of a directory in `ldap_target`), \
         `OIDC`, `REST` (the action of Integration Hub in `request_action`), or `CUSTOM` (the script in `data_loader`).",
    ),
    text("import_set_table_name").required().doc(
        "The table that rows are loaded into, such as `u_imported_user`. The instance makes it at the first load where it is not \
         there.",
    ),
    text("import_set_table_label").doc("The label that the instance gives this table when it makes it."),
    choice(
        "format",
        &[
            "CSV",
            "CSV (tab)",
            "Excel",
            "XML",
            "JSON",
            "Custom (Parse by Script)",
            "org.mariadb.jdbc.Driver",
            "oracle.jdbc.OracleDriver",
            "com.microsoft.sqlserver.jdbc.SQLServerDriver",
        ],
    )
    .or_others()
    .instance_default()
    .doc("The format of the file, or for a database the class of its JDBC driver."),
    choice(
        "file_retrieval_method",
        &[
            "Attachment",
            "FTP",
            "FTPS (Auth SSL)",
            "FTPS (Auth TLS)",
            "FTPS (Implicit SSL)",
            "FTPS (Implicit TLS)",
            "HTTP",
            "HTTPS",
            "SCP",
            "SFTP",
        ],
    )
    .or_others()
    .instance_default()
    .doc("How the file gets to the instance. `Attachment`: it is attached to the record of the data source."),
    text("file_path").doc("Where the file lies on the server that it is fetched from."),
    text("scp_server").doc("Name or address of the server that the file is fetched from."),
    text("scp_port").doc("The port of that server; left out, the usual one of the method."),
    text("scp_username").column("scp_user_name").credential().doc("The user that fetches the file."),
    secret("scp_password").doc("The password of the user that fetches the file."),
    text("csv_delimiter").doc("What stands between the columns of a CSV file; left out, a comma."),
    flag("zipped").instance_default().doc("Whether the file is a ZIP archive."),
    whole("sheet_number").instance_default().doc("The sheet of a workbook to load, counted from one."),
    whole("header_row").instance_default().doc("The row of the sheet that has the names of the columns."),
    text("xpath_root_node").doc(
        "An XPath expression that picks the elements of an XML file which become rows, such as `/products/product`.",
    ),
    text("jpath_root_node").doc(
        "A path expression that picks the objects of JSON which become rows, such as `$.employees[*]`.",
    ),
    flag("expand_node_children").instance_default().doc("Whether what lies inside such an element or object becomes columns too."),
    flag("discard_arrays").instance_default().doc("Whether arrays in JSON are left out instead of being kept as text."),
    flag("data_in_single_column").instance_default().doc("Whether a row is kept whole, as JSON in one column of the table."),
    text("parsing_script").doc("A script that takes a line of the file apart, for the format `Custom (Parse by Script)`."),
    text("data_loader").doc("A script that inserts the rows itself, for the type `CUSTOM`."),
    reference("ldap_target", "ldap_ou_config").by(&["name"]).within("server.name").doc(
        "The part of a directory whose entries are loaded, for the type `LDAP`: a `servicenow_ldap_ou`, by sys_id, name, or \
         `<server>/<name>`.",
    ),
    reference("request_action", "sys_hub_action_type_definition")
        .by(&["name"])
        .within("sys_scope.scope")
        .doc(
            "The action that fetches the rows, for the type `REST`: a published action of Integration Hub made from the template \
             of requests for data sources, by sys_id, name, or `<scope>/<name>`.",
        ),
    text("jdbc_server").doc("Name or address of the database server."),
    text("database_name").doc("Name of the database."),
    text("database_port").doc("The port of the database server."),
    text("instance_name").doc("The named instance of an SQL Server."),
    text("oracle_sid").instance_default().doc("The system identifier of an Oracle database."),
    text("oracle_port").instance_default().doc("The port of an Oracle database."),
    text("jdbc_username").column("jdbc_user_name").credential().doc("The user that reads the database."),
    secret("jdbc_password").doc("The password of the user that reads the database."),
    flag("use_integrated_authentication").instance_default().doc(
        "Whether the MID server signs in to an SQL Server with its own Windows account.",
    ),
    text("connection_url_parameters").doc("Properties that are appended to the connection string of the driver."),
    text("properties").doc("Properties of the JDBC connection, with commas between them."),
    choice("query", &["All Rows from Table", "Specific SQL"]).or_others().instance_default().doc(
        "Whether all rows of `table_name` are loaded, or what `sql_statement` selects.",
    ),
    text("table_name").doc("The table of the database that is loaded as a whole."),
    text("sql_statement").doc("The statement that selects the rows to load."),
    whole("query_timeout").instance_default().unit("seconds").doc(
        "How long the driver waits for the query; zero waits for ever.",
    ),
    whole("connection_timeout").instance_default().unit("seconds").doc(
        "After how long the MID server closes a connection that nobody uses; zero keeps it.",
    ),
    flag("use_last_run_datetime").instance_default().doc("Whether only rows are loaded that changed since the last run."),
    text("last_run_database_field").doc("The column of the database that says when a row changed."),
    reference("mid_server", "ecc_agent")
        .by(&["name"])
        .doc("The MID server that reaches the database or the server, by name or sys_id."),
    flag("glide_keystore").instance_default().doc(
        "Whether certificates of the instance's own table are used to verify the server.",
    ),
    flag("use_batch_import").instance_default().doc("Whether rows are inserted in batches."),
    whole("batch_size").instance_default().doc("How many rows one batch has."),
    whole("maximum_rows").doc("The most rows to load, for a trial; left out, all."),
    flag("enable_parallel_loading").instance_default().doc("Whether rows are loaded by several jobs at once."),
    text("parallel_loading_script").doc("A script that divides the rows among these jobs."),
    flag("support_pagination").instance_default().doc("Whether a source of the type `REST` is asked page by page."),
    whole("limit").doc("The most rows of one page."),
    whole("offset").instance_default().doc("The row that the first page begins with."),
];

/// What sources of a type read, in the attribute that names it (docs/facts.md#data-source).
const READ_BY: &[(&str, &str, &str)] = &[
    ("LDAP", "ldap_target", "Set it to the id of a servicenow_ldap_ou."),
    ("REST", "request_action", "Set it to the name or sys_id of the action that fetches the rows."),
];

fn what_a_source_reads_is_named(values: &dyn Values) -> Vec<Finding> {
    let Given::Is(kind) = values.text("type") else { return Vec::new() };
    let of_it = READ_BY.iter().filter(|(of, name, _)| *of == kind && values.given(name).is_null());
    let told = of_it.map(|(_, name, advice)| {
        let detail = format!(
            "The type is {kind} and {name} is not set, so the source has nothing to load. {advice}"
        );
        Finding::warning(name, "The source reads nothing", detail)
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_directory_and_an_action_are_named() {
        let told = |given: &[(&str, &str)]| what_a_source_reads_is_named(&sample(given));
        for (kind, name) in [("LDAP", "ldap_target"), ("REST", "request_action")] {
            let found = told(&[("type", kind)]);
            assert!(found.len() == 1 && found[0].warning && found[0].attribute == name, "{kind}");
            assert!(told(&[("type", kind), (name, "Staff")]).is_empty(), "{kind}");
            assert!(told(&[("type", kind), (name, "?")]).is_empty(), "{kind}");
        }
        assert!(told(&[("type", "File")]).is_empty() && told(&[("type", "?")]).is_empty());
    }
}
