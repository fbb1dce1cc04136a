//! Files on records.

use crate::support::{Instance, id, parts, pdi};
use reqwest::{Method, header::CONTENT_TYPE};
use serde_json::{Value, json};

const FILES: &str = "/api/now/attachment";

async fn record(instance: &Instance) -> String {
    let alias = instance.insert("sys_alias", json!({ "name": "One" })).await;
    id(&alias).to_owned()
}

fn file(record: &str, name: &str) -> String {
    format!("{FILES}/file?table_name=sys_alias&table_sys_id={record}&file_name={name}")
}

async fn upload(instance: &Instance, path: &str, bytes: &[u8]) -> (u16, Value) {
    let request = instance.request(Method::POST, path).header(CONTENT_TYPE, "text/plain");
    parts(request.body(bytes.to_vec()).send().await.unwrap()).await
}

#[tokio::test]
async fn a_file_is_given_back_byte_for_byte() {
    let instance = pdi().await;
    let record = record(&instance).await;
    let bytes: Vec<u8> = (0..1_500_000_u32).map(|n| (n % 251) as u8).collect();
    let (status, body) = upload(&instance, &file(&record, "a.txt"), &bytes).await;
    assert_eq!(status, 201, "{body}");
    let row = &body["result"];
    assert_eq!((&row["size_bytes"], &row["file_name"]), (&json!("1500000"), &json!("a.txt")));
    assert_eq!(row["content_type"], "text/plain");
    let link = row["download_link"].as_str().unwrap();
    let request = instance.client.get(link).basic_auth("admin", Some("admin"));
    let response = request.header("accept", "image/png").send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/plain");
    let metadata = response.headers()["x-attachment-metadata"].to_str().unwrap();
    let metadata: Value = serde_json::from_str(metadata).unwrap();
    assert_eq!(metadata["sys_id"], row["sys_id"]);
    assert_eq!(response.bytes().await.unwrap(), bytes);
    assert_eq!(instance.rows("sys_attachment_doc", "").await.len(), 3);
}

#[tokio::test]
async fn a_form_puts_a_file_on_a_record() {
    let instance = pdi().await;
    let record = record(&instance).await;
    let part = |name: &str, text: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let file = "--x\r\nContent-Disposition: form-data; name=\"uploadFile\"; filename=\"k.pem\"\r\n\
        Content-Type: application/x-pem-file\r\n\r\nsecret\r\n--x--\r\n";
    let body = part("table_name", "sys_alias") + &part("table_sys_id", &record) + file;
    let request = instance
        .request(Method::POST, &format!("{FILES}/upload"))
        .header(CONTENT_TYPE, "multipart/form-data; boundary=x");
    let (status, answer) = parts(request.body(body).send().await.unwrap()).await;
    assert_eq!(status, 201, "{answer}");
    assert_eq!(answer["result"]["content_type"], "application/x-pem-file");
    let (_, one) = instance.get(&format!("{FILES}/{}", id(&answer["result"]))).await;
    assert_eq!(one["result"]["table_sys_id"], record.as_str());
}

#[tokio::test]
async fn files_are_listed_by_query_and_page() {
    let instance = pdi().await;
    let record = record(&instance).await;
    for name in ["a.txt", "b.txt", "c.txt"] {
        upload(&instance, &file(&record, name), b"x").await;
    }
    let path = format!("{FILES}?sysparm_query=table_sys_id={record}^ORDERBYDESCfile_name");
    let request = instance.request(Method::GET, &format!("{path}&sysparm_limit=2"));
    let response = request.send().await.unwrap();
    assert_eq!(response.headers()["x-total-count"], "3");
    let link = response.headers()["link"].to_str().unwrap().to_owned();
    assert!(link.contains("/api/now/attachment?"), "{link}");
    let (_, body) = parts(response).await;
    let names: Vec<_> =
        body["result"].as_array().unwrap().iter().map(|r| &r["file_name"]).collect();
    assert_eq!(names, ["c.txt", "b.txt"]);
}

#[tokio::test]
async fn a_file_goes_by_itself_or_with_its_record() {
    let instance = pdi().await;
    let record = record(&instance).await;
    let (_, one) = upload(&instance, &file(&record, "a.txt"), b"x").await;
    upload(&instance, &file(&record, "b.txt"), b"x").await;
    assert_eq!(instance.delete(&format!("{FILES}/{}", id(&one["result"]))).await.0, 204);
    assert_eq!(instance.rows("sys_attachment", "").await.len(), 1);
    instance.delete(&format!("/api/now/table/sys_alias/{record}")).await;
    assert!(instance.rows("sys_attachment", "").await.is_empty());
    assert!(instance.rows("sys_attachment_doc", "").await.is_empty());
}

#[tokio::test]
async fn the_right_to_a_file_is_the_right_to_its_record() {
    let instance = pdi().await;
    let record = record(&instance).await;
    let (_, one) = upload(&instance, &file(&record, "a.txt"), b"x").await;
    let path = format!("{FILES}/{}", id(&one["result"]));
    let reader = instance.user("connection.admin");
    assert_eq!(reader.get(&path).await.0, 200);
    assert_eq!(upload(&reader, &file(&record, "b.txt"), b"x").await.0, 403);
    assert_eq!(reader.delete(&path).await.0, 403);
    let stranger = reader.user("plain.user");
    assert_eq!(stranger.get(&path).await.0, 404);
    assert_eq!(stranger.get(&format!("{path}/file")).await.0, 404);
    assert_eq!(stranger.get(FILES).await.1["result"], json!([]));
    assert_eq!(upload(&stranger, &file(&record, "b.txt"), b"x").await.0, 404);
}

#[tokio::test]
async fn what_is_wrong_with_an_upload_is_said() {
    let instance = pdi().await;
    let record = record(&instance).await;
    let nobody = file("00000000000000000000000000000000", "a.txt");
    assert_eq!(upload(&instance, &nobody, b"x").await.0, 404);
    let no_name = format!("{FILES}/file?table_name=sys_alias&table_sys_id={record}");
    assert_eq!(
        upload(&instance, &no_name, b"x").await.1["error"]["detail"],
        "file_name is missing"
    );
    let no_table = format!("{FILES}/file?table_name=nothing&table_sys_id=1&file_name=a");
    assert_eq!(
        upload(&instance, &no_table, b"x").await.1["error"]["message"],
        "Invalid table nothing"
    );
    instance.property("glide.attachment.extensions", "pem, jks").await;
    assert_eq!(upload(&instance, &file(&record, "a.exe"), b"x").await.0, 403);
    assert_eq!(upload(&instance, &file(&record, "a.PEM"), b"x").await.0, 201);
    instance.property("com.glide.attachment.max_size", "1").await;
    assert_eq!(upload(&instance, &file(&record, "b.pem"), &vec![0; 1_100_000]).await.0, 413);
    assert_eq!(instance.get(&format!("{FILES}/none/file")).await.0, 404);
    let form = instance.request(Method::POST, &format!("{FILES}/upload"));
    assert_eq!(form.json(&json!({})).send().await.unwrap().status(), 415);
}

#[tokio::test]
async fn a_file_may_be_larger_than_a_record() {
    let instance = pdi().await;
    let record = record(&instance).await;
    let bytes = vec![7; 12_000_000];
    let (status, body) = upload(&instance, &file(&record, "large.bin"), &bytes).await;
    assert_eq!(status, 201, "{body}");
    assert_eq!(body["result"]["size_bytes"], "12000000");
}
