//! `POST /api/now/attachment/upload`: a form with the table, the record and the file.

use super::{
    content::File,
    file::{attached, missing},
};
use crate::{api::Call, http::Answer, refusal::Refusal};
use futures_util::stream;
use multer::{Multipart, parse_boundary};
use std::convert::Infallible;

/// The parts of the form.
#[derive(Debug, Default, PartialEq)]
struct Form {
    table: String,
    record: String,
    /// Name, type and bytes of the first file.
    file: Option<(String, String, Vec<u8>)>,
}

/// Puts the file of the form on the record the form names.
pub(in crate::api) fn upload(call: &Call<'_>) -> Result<Answer, Refusal> {
    let kind = call.request.header("content-type").unwrap_or_default();
    let boundary = parse_boundary(kind).map_err(|_| Refusal::UnsupportedMediaType)?;
    let body = call.request.body.clone();
    let form = tokio::runtime::Handle::current()
        .block_on(read(boundary, body))
        .map_err(|error| Refusal::Malformed(error.to_string()))?;
    let (name, kind, bytes) = form.file.ok_or_else(|| missing("uploadFile"))?;
    for (part, name) in [(&form.table, "table_name"), (&form.record, "table_sys_id")] {
        if part.is_empty() {
            return Err(missing(name));
        }
    }
    let (table, record) = (form.table.as_str(), form.record.as_str());
    attached(call, &File { table, record, name: &name, kind: &kind, bytes: &bytes })
}

async fn read(boundary: String, body: Vec<u8>) -> Result<Form, multer::Error> {
    let body = stream::iter([Ok::<Vec<u8>, Infallible>(body)]);
    let mut parts = Multipart::new(body, boundary);
    let mut form = Form::default();
    while let Some(part) = parts.next_field().await? {
        let file_name = part.file_name().map(str::to_owned);
        let kind = part.content_type().map(ToString::to_string);
        match (part.name().unwrap_or_default(), file_name) {
            ("table_name", _) => form.table = part.text().await?,
            ("table_sys_id", _) => form.record = part.text().await?,
            (_, Some(name)) if form.file.is_none() => {
                let kind = kind.unwrap_or_else(|| "application/octet-stream".to_owned());
                form.file = Some((name, kind, part.bytes().await?.to_vec()));
            }
            _ => {}
        }
    }
    Ok(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_parts_of_a_form_are_told_apart() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"table_name\"\r\n\r\nsys_user\r\n\
            --x\r\nContent-Disposition: form-data; name=\"table_sys_id\"\r\n\r\n1\r\n\
            --x\r\nContent-Disposition: form-data; name=\"uploadFile\"; filename=\"a.txt\"\r\n\
            Content-Type: text/plain\r\n\r\nhello\r\n--x--\r\n";
        let form = read("x".to_owned(), body.as_bytes().to_vec()).await.unwrap();
        let file = Some(("a.txt".to_owned(), "text/plain".to_owned(), b"hello".to_vec()));
        assert_eq!(form, Form { table: "sys_user".to_owned(), record: "1".to_owned(), file });
    }

    #[tokio::test]
    async fn half_a_form_is_an_error() {
        let body = b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nhel".to_vec();
        assert!(read("x".to_owned(), body).await.is_err());
    }
}
