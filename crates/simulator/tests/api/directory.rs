//! Directories that people come from.

use crate::support::{id, pdi};
use serde_json::json;

#[tokio::test]
async fn a_directory_behind_a_mid_server_has_no_ssl() {
    let instance = pdi().await;
    let mid = instance.insert("ecc_agent", json!({ "name": "mid-1" })).await;
    let direct = instance.insert("ldap_server_config", json!({ "name": "A", "ssl": "true" })).await;
    assert_eq!(direct["ssl"], "true");
    let row = json!({ "name": "B", "ssl": "true", "mid_server": id(&mid) });
    let behind = instance.insert("ldap_server_config", row).await;
    assert_eq!(behind["ssl"], "false");
}
