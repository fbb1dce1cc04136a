//! `servicenow_record`: a row of any table, by the names and types of its dictionary.

mod columns;
mod import;
mod read;
mod write;

use std::collections::BTreeMap;

use async_trait::async_trait;
use tfplugin::{
    ApplyRequest, ApplyResponse, Attribute, AttributePath, Diagnostic, Diagnostics, ImportRequest,
    ImportResponse, PlanRequest, PlanResponse, ReadRequest, ReadResponse, Schema, Step, Type,
    ValidateRequest, Value,
};

use crate::engine::model::attributes::{Attributes, is_wholly_known};
use crate::engine::model::resource_type::{ID, POLICY};
use crate::engine::problem as explain;
use crate::engine::serve::preflight;
use crate::engine::session::Shared;

const NAME: &str = "servicenow_record";
const TABLE: &str = "table";
const FIELDS: &str = "fields";
const SECRETS: &str = "fields_wo";
const VERSION: &str = "fields_wo_version";
const POLICIES: &[&str] = &["delete", "abandon"];

/// The resource.
pub(super) struct AnyRecord {
    shared: Shared,
    columns: columns::Dictionary,
}

impl AnyRecord {
    /// The resource over this session.
    pub(super) fn new(shared: Shared) -> Self {
        Self { shared, columns: columns::Dictionary::default() }
    }
}

/// The texts of a map of columns that are known.
fn texts(value: &Value) -> BTreeMap<String, String> {
    let known = value.as_map().into_iter().flatten();
    known.filter_map(|(column, text)| Some((column.clone(), text.as_str()?.to_owned()))).collect()
}

fn at_column(attribute: &str, column: &str) -> AttributePath {
    AttributePath::attribute(attribute).then(Step::Key(column.to_owned()))
}

/// Columns the instance keeps for itself.
fn is_audit(column: &str) -> bool {
    matches!(
        column,
        "sys_id"
            | "sys_created_on"
            | "sys_created_by"
            | "sys_updated_on"
            | "sys_updated_by"
            | "sys_mod_count"
    )
}

#[async_trait]
impl tfplugin::Resource for AnyRecord {
    fn type_name(&self) -> &'static str {
        NAME
    }

    fn schema(&self) -> Schema {
        let texts = || Type::Map(Box::new(Type::String));
        let attributes = vec![
            Attribute::new(ID, Type::String, "The record's sys_id.").computed(),
            Attribute::new(TABLE, Type::String, "The table, such as `sys_choice`. A change makes a new record.").required(),
            Attribute::new(
                FIELDS,
                texts(),
                "Columns and their values as stored: `true`, `100`, a sys_id, a date in UTC. Only the columns named here are \
                 managed; removing one sends nothing. Values are compared by the column's type, so `1` is `true` in a flag.",
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
            Attribute::new(POLICY, Type::String, "What destroy does: `delete` the record or `abandon` it as it is. Default: `delete`.")
                .optional()
                .computed(),
        ];
        Schema::new(
            "A row of any table, for what has no resource of its own. A resource of its own is the better choice where there is \
             one: it knows names, checks and the order of things.",
            attributes,
        )
    }

    async fn validate(&self, request: ValidateRequest) -> Diagnostics {
        check(&Attributes::of(request.config))
    }

    async fn read(&self, request: ReadRequest) -> ReadResponse {
        if let Some(wrong) = self.shared.elsewhere(&request.private) {
            return ReadResponse { diagnostics: vec![wrong], ..ReadResponse::default() };
        }
        let stop = request.call.stop.clone();
        let mut response = read::read(&self.shared, &self.columns, request).await;
        preflight::complete(&self.shared, &stop, &mut response.diagnostics).await;
        response
    }

    async fn plan(&self, request: PlanRequest) -> PlanResponse {
        match self.shared.elsewhere(&request.private) {
            Some(wrong) => PlanResponse { diagnostics: vec![wrong], ..PlanResponse::default() },
            None => self.planned(request).await,
        }
    }

    async fn apply(&self, request: ApplyRequest) -> ApplyResponse {
        let elsewhere = self.shared.elsewhere(&request.private);
        match elsewhere.map_or_else(|| self.shared.work(&request.call.stop), Err) {
            Ok(work) => {
                let stop = request.call.stop.clone();
                let mut response = write::apply(&work, &self.columns, request).await;
                preflight::complete(&self.shared, &stop, &mut response.diagnostics).await;
                response
            }
            Err(wrong) => {
                ApplyResponse { state: request.prior, private: None, diagnostics: vec![wrong] }
            }
        }
    }

    async fn import(&self, request: ImportRequest) -> ImportResponse {
        import::import(&self.shared, request).await
    }
}

impl AnyRecord {
    /// Notes that the table is about to be written.
    fn remember(&self, request: &PlanRequest) {
        let planned = if request.config.is_null() { &request.prior } else { &request.config };
        let changes = [FIELDS, VERSION]
            .iter()
            .any(|name| request.prior.get(name) != request.config.get(name));
        if let (Ok(work), Some(table), true) =
            (self.shared.work(&request.call.stop), planned.get(TABLE).as_str(), changes)
        {
            work.session.needs.remember(table, true);
        }
    }

    async fn planned(&self, request: PlanRequest) -> PlanResponse {
        self.remember(&request);
        if request.config.is_null() {
            let abandoned = request.prior.get(POLICY).as_str() == Some("abandon");
            let diagnostics = abandoned.then(explain::will_be_abandoned).into_iter().collect();
            return PlanResponse { diagnostics, ..PlanResponse::default() };
        }
        let config = Attributes::of(request.config);
        let prior = (!request.prior.is_null()).then(|| Attributes::of(request.prior));
        let mut planned = config.clone();
        planned.set(SECRETS, Value::Null);
        planned.set(ID, prior.as_ref().map_or(Value::UNKNOWN, |prior| prior.get(ID).clone()));
        planned.set(POLICY, Value::from(config.known_text(POLICY).unwrap_or("delete")));
        let mut response = PlanResponse::default();
        if prior.is_some_and(|prior| prior.get(TABLE) != planned.get(TABLE)) {
            response.requires_replace = vec![AttributePath::attribute(TABLE)];
        }
        if let (Ok(work), Some(table)) =
            (self.shared.work(&request.call.stop), planned.known_text(TABLE))
        {
            let secrets = self.columns.secrets(&work, table).await;
            let named =
                planned.get(FIELDS).as_map().into_iter().flatten().map(|(column, _)| column);
            let misplaced = named.filter(|column| secrets.contains(*column));
            response.diagnostics =
                misplaced.map(|column| explain::secret_in_fields(column, table)).collect();
        }
        response.planned = planned.into_value();
        response
    }
}

fn check(config: &Attributes) -> Diagnostics {
    let mut all = Diagnostics::new();
    let columns = |name: &str| {
        config.get(name).as_map().into_iter().flatten().map(|(column, _)| column.clone())
    };
    for (attribute, column) in columns(FIELDS)
        .map(|column| (FIELDS, column))
        .chain(columns(SECRETS).map(|column| (SECRETS, column)))
    {
        if is_audit(&column) {
            let text = format!("The instance keeps {column} itself. Remove it from {attribute}.");
            all.push(
                Diagnostic::error("Not a column to write", text).at(at_column(attribute, &column)),
            );
        }
        if column.contains('.') {
            let text = format!(
                "{column} leads to another record. Manage that record by its own resource."
            );
            all.push(
                Diagnostic::error("Not a column of the table", text)
                    .at(at_column(attribute, &column)),
            );
        }
    }
    if !config.get(SECRETS).is_null() && config.get(VERSION).is_null() {
        let text = "fields_wo is not stored, so only fields_wo_version tells when it changed. Set fields_wo_version = 1, and raise \
                    it whenever a secret changes.";
        all.push(Diagnostic::error("The secrets have no version", text).at_attribute(VERSION));
    }
    if let Some(policy) = config.known_text(POLICY).filter(|policy| !POLICIES.contains(policy)) {
        let text = format!("deletion_policy is \"{policy}\". It is \"delete\" or \"abandon\".");
        all.push(Diagnostic::error("Unknown deletion policy", text).at_attribute(POLICY));
    }
    if config.known_text(TABLE).is_some_and(|table| !is_table_name(table)) {
        let text = "table takes the name of a table, such as \"sys_choice\", not its label.";
        all.push(Diagnostic::error("Not the name of a table", text).at_attribute(TABLE));
    }
    if is_wholly_known(config.get(FIELDS))
        && columns(FIELDS).next().is_none()
        && columns(SECRETS).next().is_none()
    {
        let text = "Neither fields nor fields_wo names a column, so nothing of the record would be managed.";
        all.push(Diagnostic::warning("No column is named", text).at_attribute(FIELDS));
    }
    all
}

fn is_table_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}
