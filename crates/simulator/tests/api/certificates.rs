//! Certificates, and the files on them.

use crate::support::{id, parts, pdi};
use rcgen::{CertificateParams, DnType, KeyPair};
use reqwest::{Method, header::CONTENT_TYPE};
use serde_json::json;

/// A certificate of that name, as PEM.
fn made(name: &str) -> String {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.self_signed(&KeyPair::generate().unwrap()).unwrap().pem()
}

#[tokio::test]
async fn a_certificate_belongs_to_no_application() {
    let instance = pdi().await;
    let row = json!({ "name": "A", "type": "key_store", "sys_scope": "global", "user_field": "x" });
    let row = instance.insert("sys_certificate", row).await;
    assert!(row.get("sys_scope").is_none() && row.get("user_field").is_none(), "{row}");
    let choices = instance.rows("sys_choice", "name=sys_certificate^element=type").await;
    let values: Vec<_> = choices.iter().map(|row| row["value"].as_str().unwrap()).collect();
    for value in ["key_store", "pkcs12_key_store", "bcfks_key_store", "ec2_private_key"] {
        assert!(values.contains(&value), "{values:?}");
    }
}

#[tokio::test]
async fn a_file_makes_the_instance_read_the_certificate_anew() {
    let instance = pdi().await;
    let row = json!({ "name": "A", "pem_certificate": made("Old") });
    let row = instance.insert("sys_certificate", row).await;
    assert!(row["subject"].as_str().unwrap().contains("CN=Old"));
    let path = format!(
        "/api/now/attachment/file?table_name=sys_certificate&table_sys_id={}&file_name=a.pem",
        id(&row)
    );
    for (file, expected) in [(made("New"), "CN=New"), ("no certificate".to_owned(), "CN=New")] {
        let request = instance.request(Method::POST, &path).header(CONTENT_TYPE, "text/plain");
        let (status, body) = parts(request.body(file).send().await.unwrap()).await;
        assert_eq!(status, 201, "{body}");
        let seen = &instance.rows("sys_certificate", "name=A").await[0];
        assert!(seen["subject"].as_str().unwrap().contains(expected), "{seen}");
        assert!(!seen["serial_number"].as_str().unwrap().is_empty());
    }
}
