//! What a probe works with: short ways to write and read records, and the list of those it made.

use crate::{
    error::ProbeError,
    instance::{Answer, Instance, text},
};
use reqwest::Method;
use serde_json::Value;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// With what the names of all records of a probe begin.
pub const PREFIX: &str = "servicenow-probe";

/// The instance and the records a probe has made on it.
#[derive(Debug)]
pub(crate) struct Bench {
    pub(crate) instance: Instance,
    /// Table and sys_id, oldest first.
    made: Mutex<Vec<(String, String)>>,
    /// Tells the records of this probe from those of any other.
    mark: String,
}

impl Bench {
    pub(crate) fn new(instance: Instance) -> Self {
        let mark = format!("{PREFIX} {:08x}", rand::random::<u32>());
        Self { instance, made: Mutex::default(), mark }
    }

    /// A name no other record has.
    pub(crate) fn name(&self, what: &str) -> String {
        format!("{} {what}", self.mark)
    }

    /// Whether the user can sign in and see what a probe must see.
    pub(crate) async fn sign_in(&self) -> Result<(), ProbeError> {
        let path = "/api/now/table/oauth_entity?sysparm_limit=1&sysparm_fields=sys_id";
        let request = self.instance.request(Method::GET, path);
        self.instance.answer(request).await?.result("reading oauth_entity").map(drop)
    }

    /// Inserts a record, whatever comes of it; what was made is remembered.
    pub(crate) async fn try_insert(
        &self,
        table: &str,
        record: &Value,
    ) -> Result<Answer, ProbeError> {
        self.insert_as(table, record, "").await
    }

    /// Inserts a record, which must work, and returns it.
    pub(crate) async fn insert(&self, table: &str, record: &Value) -> Result<Value, ProbeError> {
        self.try_insert(table, record).await?.result(&format!("inserting into {table}"))
    }

    /// Inserts a record whose values are meant as people see them.
    pub(crate) async fn insert_displayed(
        &self,
        table: &str,
        record: &Value,
    ) -> Result<Value, ProbeError> {
        let inserted = self.insert_as(table, record, "?sysparm_input_display_value=true").await?;
        inserted.result(&format!("inserting into {table}"))
    }

    async fn insert_as(
        &self,
        table: &str,
        record: &Value,
        query: &str,
    ) -> Result<Answer, ProbeError> {
        let path = format!("/api/now/table/{table}{query}");
        let request = self.instance.request(Method::POST, &path).json(record);
        let response = self.instance.send(request).await?;
        let location = response.headers().get("location").and_then(|value| value.to_str().ok());
        let located =
            location.and_then(|url| url.rsplit('/').next()).unwrap_or_default().to_owned();
        let status = response.status().as_u16();
        let mut body: Value = serde_json::from_str(&response.text().await?).unwrap_or_default();
        if let Some(Value::Object(row)) = body.get_mut("result") {
            // An instance may show nothing of what it wrote but where it lies.
            let id = row.entry("sys_id").or_insert(Value::String(located));
            self.remember(table, text(id));
        }
        Ok(Answer { status, body, counted: None })
    }

    /// Changes a record, whatever comes of it.
    pub(crate) async fn try_update(
        &self,
        table: &str,
        id: &str,
        values: &Value,
    ) -> Result<Answer, ProbeError> {
        let path = format!("/api/now/table/{table}/{id}");
        self.instance.answer(self.instance.request(Method::PATCH, &path).json(values)).await
    }

    /// A record, or nothing where there is none.
    pub(crate) async fn read(&self, table: &str, id: &str) -> Result<Option<Value>, ProbeError> {
        let path = format!("/api/now/table/{table}/{id}");
        let read = self.instance.answer(self.instance.request(Method::GET, &path)).await?;
        match read.status {
            404 => Ok(None),
            _ => read.result(&format!("reading {table}")).map(Some),
        }
    }

    /// The rows an encoded query gives.
    pub(crate) async fn rows(&self, table: &str, query: &str) -> Result<Vec<Value>, ProbeError> {
        let rows = self.query(table, query).await?.result(&format!("reading {table}"))?;
        Ok(rows.as_array().cloned().unwrap_or_default())
    }

    /// The answer to an encoded query.
    pub(crate) async fn query(&self, table: &str, query: &str) -> Result<Answer, ProbeError> {
        let request = self.instance.request(Method::GET, &format!("/api/now/table/{table}"));
        let parameters = [
            ("sysparm_query", query),
            ("sysparm_limit", "20"),
            ("sysparm_exclude_reference_link", "true"),
        ];
        self.instance.answer(request.query(&parameters)).await
    }

    /// Deletes a record now.
    pub(crate) async fn delete(&self, table: &str, id: &str) -> Result<bool, ProbeError> {
        let path = format!("/api/now/table/{table}/{id}");
        let deleted = self.instance.answer(self.instance.request(Method::DELETE, &path)).await?;
        let gone = deleted.worked() || deleted.status == 404;
        if gone {
            self.made().retain(|(_, made)| made != id);
        }
        Ok(gone)
    }

    /// Notes a record that must be deleted in the end.
    pub(crate) fn remember(&self, table: &str, id: &str) {
        let record = (table.to_owned(), id.to_owned());
        let mut made = self.made();
        if !made.contains(&record) {
            made.push(record);
        }
    }

    /// Deletes what was made, youngest first, and returns what could not be deleted.
    pub(crate) async fn clean_up(&self) -> Vec<(String, String)> {
        self.find_profiles().await;
        // Twice: a record may hold on to one that is older.
        for _ in 0..2 {
            for (table, id) in self.left().into_iter().rev() {
                // What fails stays on the list.
                let _ = self.delete(&table, &id).await;
            }
        }
        self.left()
    }

    /// Profiles that the instance made by itself.
    async fn find_profiles(&self) {
        let query = format!("nameSTARTSWITH{}", self.mark);
        for profile in self.rows("oauth_entity_profile", &query).await.unwrap_or_default() {
            // A query may have been widened by the instance.
            if text(&profile["name"]).starts_with(&self.mark) {
                self.remember("oauth_entity_profile", text(&profile["sys_id"]));
            }
        }
    }

    /// What was made and not yet deleted.
    pub(crate) fn left(&self) -> Vec<(String, String)> {
        self.made().clone()
    }

    fn made(&self) -> MutexGuard<'_, Vec<(String, String)>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
