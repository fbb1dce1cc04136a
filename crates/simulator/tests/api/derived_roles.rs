//! Roles that come with other roles and with groups.

use crate::support::{Instance, id, pdi, with};
use serde_json::{Value, json};
use simulator::{Unknowns, Verdict};

async fn user(instance: &Instance) -> String {
    id(&instance.rows("sys_user", "user_name=plain.user").await[0]).to_owned()
}

async fn role(instance: &Instance, name: &str) -> String {
    id(&instance.rows("sys_user_role", &format!("name={name}")).await[0]).to_owned()
}

/// Names of the inherited roles of the plain user, in order.
async fn inherited(instance: &Instance) -> Vec<String> {
    let path = "/api/now/table/sys_user_has_role?sysparm_query=user.user_name=plain.user\
                ^inherited=true^ORDERBYrole.name&sysparm_fields=role.name";
    let (_, body) = instance.get(path).await;
    let rows: Vec<Value> = body["result"].as_array().unwrap().clone();
    rows.iter().map(|row| row["role.name"].as_str().unwrap().to_owned()).collect()
}

async fn grant(instance: &Instance, name: &str) -> Value {
    let grant = json!({ "user": user(instance).await, "role": role(instance, name).await });
    instance.insert("sys_user_has_role", grant).await
}

async fn delete(instance: &Instance, table: &str, row: &Value) {
    assert_eq!(instance.delete(&format!("/api/now/table/{table}/{}", id(row))).await.0, 204);
}

#[tokio::test]
async fn a_contained_role_comes_and_goes_with_the_one_that_contains_it() {
    let instance = pdi().await;
    let before = instance.export().await;
    let granted = grant(&instance, "connection_admin").await;
    assert_eq!(inherited(&instance).await, ["credential_admin"]);
    let rows =
        instance.rows("sys_user_has_role", "inherited=true^role.name=credential_admin").await;
    let row = rows.iter().find(|row| row["user"] == granted["user"]).unwrap();
    assert_eq!(row["included_in_role"], granted["role"]);
    delete(&instance, "sys_user_has_role", &granted).await;
    assert!(inherited(&instance).await.is_empty());
    assert_eq!(instance.export().await, before);
}

#[tokio::test]
async fn a_role_that_comes_to_contain_another_gives_it_to_all_who_have_it() {
    let instance = pdi().await;
    grant(&instance, "itil").await;
    let contains = json!({ "role": role(&instance, "itil").await,
        "contains": role(&instance, "connection_admin").await });
    let contains = instance.insert("sys_user_role_contains", contains).await;
    assert_eq!(inherited(&instance).await, ["connection_admin", "credential_admin"]);
    delete(&instance, "sys_user_role_contains", &contains).await;
    assert!(inherited(&instance).await.is_empty());
}

#[tokio::test]
async fn a_group_gives_its_roles_to_its_members_and_those_of_groups_below() {
    let instance = pdi().await;
    let above = instance.insert("sys_user_group", json!({ "name": "Above" })).await;
    let group = json!({ "name": "Below", "parent": id(&above) });
    let group = instance.insert("sys_user_group", group).await;
    let member = json!({ "user": user(&instance).await, "group": id(&group) });
    let member = instance.insert("sys_user_grmember", member).await;
    let link = json!({ "group": id(&above), "role": role(&instance, "connection_admin").await });
    instance.insert("sys_group_has_role", link).await;
    assert_eq!(inherited(&instance).await, ["connection_admin", "credential_admin"]);
    let rows = instance.rows("sys_user_has_role", "granted_by.name=Above").await;
    assert_eq!(rows.len(), 2);
    let instance = instance.user("plain.user");
    instance.insert("api_key_credentials", json!({ "name": "Key" })).await;
    let instance = instance.user("admin");
    delete(&instance, "sys_user_grmember", &member).await;
    assert!(inherited(&instance).await.is_empty());
}

#[tokio::test]
async fn a_role_that_a_group_keeps_to_itself_is_not_given() {
    let instance = pdi().await;
    let group = instance.insert("sys_user_group", json!({ "name": "Desk" })).await;
    let member = json!({ "user": user(&instance).await, "group": id(&group) });
    instance.insert("sys_user_grmember", member).await;
    let link = json!({ "group": id(&group), "role": role(&instance, "itil").await,
        "inherits": false });
    instance.insert("sys_group_has_role", link).await;
    assert!(inherited(&instance).await.is_empty());
}

#[tokio::test]
async fn roles_that_contain_each_other_come_to_an_end() {
    let instance = pdi().await;
    let (one, other) = (role(&instance, "itil").await, role(&instance, "asset").await);
    for (outer, inner) in [(&one, &other), (&other, &one)] {
        let contains = json!({ "role": outer, "contains": inner });
        instance.insert("sys_user_role_contains", contains).await;
    }
    grant(&instance, "itil").await;
    assert_eq!(inherited(&instance).await, ["asset"]);
}

#[tokio::test]
async fn deleting_a_user_a_group_or_a_role_leaves_no_joins() {
    let instance = pdi().await;
    let before = instance.export().await;
    let user = instance.insert("sys_user", json!({ "user_name": "temporary" })).await;
    let group = instance.insert("sys_user_group", json!({ "name": "Temporary" })).await;
    let role = instance.insert("sys_user_role", json!({ "name": "temporary" })).await;
    let joins = [
        ("sys_user_grmember", json!({ "user": id(&user), "group": id(&group) })),
        ("sys_group_has_role", json!({ "group": id(&group), "role": id(&role) })),
        ("sys_user_has_role", json!({ "user": id(&user), "role": id(&role) })),
    ];
    for (table, row) in joins {
        instance.insert(table, row).await;
    }
    delete(&instance, "sys_user_role", &role).await;
    assert!(instance.rows("sys_user_has_role", "user.user_name=temporary").await.is_empty());
    delete(&instance, "sys_user_group", &group).await;
    delete(&instance, "sys_user", &user).await;
    assert_eq!(instance.export().await, before);
}

#[tokio::test]
async fn where_inherited_roles_are_late_they_come_with_time() {
    let unknowns = Unknowns { inherited_roles_late: true, ..Unknowns::likely() };
    let instance = with(unknowns).await;
    grant(&instance, "connection_admin").await;
    assert!(inherited(&instance).await.is_empty());
    instance.advance(2).await;
    assert_eq!(inherited(&instance).await, ["credential_admin"]);
}

#[tokio::test]
async fn a_second_grant_is_stored_or_refused() {
    let unknowns = Unknowns { duplicate_role_grant: Verdict::Refused, ..Unknowns::likely() };
    for (instance, status) in [(pdi().await, 201), (with(unknowns).await, 403)] {
        let granted = grant(&instance, "itil").await;
        let again = json!({ "user": granted["user"], "role": granted["role"] });
        assert_eq!(instance.post("/api/now/table/sys_user_has_role", again).await.0, status);
    }
}

#[tokio::test]
async fn a_user_who_must_change_the_password_or_is_locked_cannot_sign_in() {
    for column in ["password_needs_reset", "locked_out"] {
        let instance = pdi().await;
        let path = format!("/api/now/table/sys_user/{}", user(&instance).await);
        instance.patch(&path, json!({ column: true })).await;
        let instance = instance.user("plain.user");
        assert_eq!(instance.get("/api/now/table/sys_user").await.0, 401, "{column}");
    }
}
