//! `GET /api/now/attachment/{sys_id}/file` and `POST /api/now/attachment/file`: the bytes alone.

use super::{
    content::{self, File},
    readable, shown,
};
use crate::{
    api::Call,
    http::{Answer, Content},
    records,
    refusal::Refusal,
};
use http::HeaderValue;

/// What a file is taken for when its type cannot be said.
const UNKNOWN: &str = "application/octet-stream";

/// Gives the bytes, with the row in a header \[D\].
pub(in crate::api) fn download(call: &Call<'_>) -> Result<Answer, Refusal> {
    let (row, bytes) = call.work(|work| {
        let row = readable(work, call.capture(0))?;
        let bytes = records::file(work, row.value("sys_id"))?;
        Ok((row, bytes))
    })?;
    let kind = row.value("content_type");
    let kind = if HeaderValue::from_str(kind).is_ok() && !kind.is_empty() { kind } else { UNKNOWN };
    let name = row.value("file_name");
    let name: String = name.chars().filter(|c| !c.is_control() && *c != '"').collect();
    let content = Content::Bytes { bytes, kind: kind.to_owned() };
    Ok(Answer { status: 200, headers: Vec::new(), content }
        .with_header("Content-Disposition", format!("attachment;filename=\"{name}\""))
        .with_header("X-Attachment-Metadata", shown(call, &row).to_string()))
}

/// Puts the body on a record as a file.
pub(in crate::api) fn upload(call: &Call<'_>) -> Result<Answer, Refusal> {
    let query = |name: &'static str| {
        let value = call.request.query_value(name).filter(|text| !text.is_empty());
        value.ok_or_else(|| missing(name))
    };
    let kind = call.request.header("content-type");
    let file = File {
        table: query("table_name")?,
        record: query("table_sys_id")?,
        name: query("file_name")?,
        kind: kind.ok_or_else(|| missing("Content-Type"))?,
        bytes: &call.request.body,
    };
    attached(call, &file)
}

/// The answer to a file that was put on its record.
pub(super) fn attached(call: &Call<'_>, file: &File<'_>) -> Result<Answer, Refusal> {
    let row = call.work(|work| content::attach(work, file))?;
    let id = row.value("sys_id");
    let location = format!("{}/api/now/attachment/{id}", call.instance.world.url);
    Ok(Answer::result(201, &shown(call, &row)).with_header("Location", location))
}

/// The refusal of a request that lacks something. The words are invented.
pub(super) fn missing(name: &str) -> Refusal {
    let detail = format!("{name} is missing");
    Refusal::Custom { status: 400, message: "Bad Request".to_owned(), detail }
}
