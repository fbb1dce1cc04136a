//! Importing a record by `table/sys_id`.

use std::collections::BTreeMap;

use tfplugin::{Diagnostic, ImportRequest, ImportResponse, Imported, Value};

use crate::engine::any_record::{NAME, TABLE, is_table_name};
use crate::engine::model::private::Private;
use crate::engine::model::resource_type::ID;
use crate::engine::problem as explain;
use crate::engine::session::{Shared, Work};

/// Finds the record; Terraform reads it next.
pub(super) async fn import(shared: &Shared, request: ImportRequest) -> ImportResponse {
    let found = match shared.work(&request.call.stop) {
        Ok(work) => find(&work, request.id.trim()).await,
        Err(wrong) => Err(wrong),
    };
    match found {
        Ok(imported) => ImportResponse { imported: vec![imported], diagnostics: Vec::new() },
        Err(wrong) => ImportResponse { imported: Vec::new(), diagnostics: vec![wrong] },
    }
}

async fn find(work: &Work, id: &str) -> Result<Imported, Diagnostic> {
    let refuse = |text: String| Diagnostic::error(format!("Cannot import {NAME}"), text);
    let Some((table, sys_id)) =
        id.split_once('/').filter(|(table, sys_id)| is_table_name(table) && !sys_id.is_empty())
    else {
        return Err(refuse(format!(
            "\"{id}\" is not of the form `table/sys_id`, such as `sys_choice/0a1b…`."
        )));
    };
    let record = work.client.table(table).get(sys_id, &["sys_id"]).await;
    let record = record.map_err(|error| explain::any_record(work, "read", table, false, &error))?;
    let Some(record) = record else {
        return Err(refuse(format!(
            "The table {table} has no record {sys_id} that the provider's user can see."
        )));
    };
    let state = BTreeMap::from([
        (ID.to_owned(), Value::from(record.sys_id())),
        (TABLE.to_owned(), table.into()),
    ]);
    let private = Private { imported: true, ..Private::default() };
    Ok(Imported { state: Value::Map(state), private: private.encode() })
}
