//! What a new instance holds.

use crate::support::{Instance, pdi, started};
use simulator::{Seed, Simulator};

async fn seeded(seed: Seed) -> Instance {
    started(Simulator::builder().seed(seed)).await
}

#[tokio::test]
async fn a_developer_instance_has_its_users_with_the_roles_their_names_say() {
    let instance = pdi().await;
    for (user, role) in [
        ("admin", "admin"),
        ("connection.admin", "connection_admin"),
        ("oauth.admin", "oauth_admin"),
        ("itil.user", "itil"),
    ] {
        let query = format!("user.user_name={user}^role.name={role}^inherited=false");
        assert_eq!(instance.rows("sys_user_has_role", &query).await.len(), 1, "{user}");
    }
    let plain = instance.rows("sys_user_has_role", "user.user_name=plain.user").await;
    assert!(plain.is_empty());
    for user in ["connection.admin", "oauth.admin", "itil.user", "plain.user"] {
        let signed_in = pdi().await.user(user).get("/api/now/ui/user/current_user").await;
        assert_eq!(signed_in.1["result"]["user_name"], user);
    }
}

#[tokio::test]
async fn the_stock_records_have_their_known_identifiers() {
    let instance = pdi().await;
    for (table, known) in [
        ("sys_scope", "global"),
        ("sys_script_include", "3e3a3a11c333210016194ffe5bba8f70"),
        ("sys_retry_policy", "ef751ff07301330025d71afe2ff6a7f9"),
        ("sys_retry_policy", "e8ddcb7573331010cbfec9d234f6a7fd"),
        ("sys_retry_policy", "e385484773100010e3a71afe2ff6a709"),
    ] {
        assert_eq!(
            instance.get(&format!("/api/now/table/{table}/{known}")).await.0,
            200,
            "{known}"
        );
    }
}

#[tokio::test]
async fn a_customer_is_entitled_and_has_integration_hub_and_a_developer_has_neither() {
    let hub = "id=com.glide.hub.integrations.enterprise^active=active";
    let customer = seeded(Seed::Customer).await;
    assert_eq!(customer.rows("v_plugin", hub).await.len(), 1);
    for scope in ["x_camun_camunda", "x_sim_remote_spoke"] {
        assert_eq!(customer.rows("sys_remote_app", &format!("scope={scope}")).await.len(), 1);
    }
    let developer = pdi().await;
    assert!(developer.rows("v_plugin", hub).await.is_empty());
    assert!(developer.rows("sys_remote_app", "").await.is_empty());
    assert!(developer.rows("sys_store_app", "").await.is_empty());
}

#[tokio::test]
async fn an_empty_instance_has_an_administrator_and_little_else() {
    let instance = seeded(Seed::Empty).await;
    let users = instance.rows("sys_user", "").await;
    assert_eq!(users.len(), 1);
    assert_eq!(users[0]["user_name"], "admin");
    assert!(instance.rows("sys_alias", "").await.is_empty());
    assert!(instance.rows("sys_retry_policy", "").await.is_empty());
}

#[tokio::test]
async fn two_instances_have_secrets_and_keys_of_their_own() {
    let (one, two) = (pdi().await, pdi().await);
    let record = || serde_json::json!({ "name": "Key", "api_key": "hush" });
    let key = one.insert("api_key_credentials", record()).await;
    let ciphertext = serde_json::json!({ "name": "Stolen", "api_key": key["api_key"] });
    let stolen = two.insert("api_key_credentials", ciphertext).await;
    assert!(!two.reveal("api_key_credentials", &stolen, "api_key", "hush").await.equal);
}

#[tokio::test]
async fn a_seed_may_be_a_file_of_json_or_of_toml() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("seed.json", r#"{ "sys_alias": [{ "name": "Mail", "is_internal": true }] }"#),
        ("seed.toml", "[[sys_alias]]\nname = \"Mail\"\nis_internal = true\n"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let instance = seeded(Seed::File(path)).await;
        let rows = instance.rows("sys_alias", "").await;
        assert_eq!((rows.len(), &rows[0]["id"]), (1, &serde_json::json!("Mail")));
        assert_eq!(rows[0]["is_internal"], "true");
    }
}

#[tokio::test]
async fn every_seed_has_the_stock_roles_and_rules() {
    for seed in [Seed::Empty, Seed::Pdi, Seed::Customer] {
        let instance = seeded(seed).await;
        for role in ["connection_admin", "oauth_admin", "security_admin", "itil"] {
            assert_eq!(instance.rows("sys_user_role", &format!("name={role}")).await.len(), 1);
        }
        let links = "sys_security_acl.name=sys_connection^sys_user_role.name=connection_admin";
        assert_eq!(instance.rows("sys_security_acl_role", links).await.len(), 4);
    }
}
