//! Figures over rows.

use crate::support::{Instance, pdi};
use serde_json::{Value, json};

/// Policies: two fast ones (counts 1 and 2), one slow one (count 6), one without a count.
async fn filled() -> Instance {
    let instance = pdi().await;
    for seeded in instance.rows("sys_retry_policy", "").await {
        let id = seeded["sys_id"].as_str().unwrap();
        instance.delete(&format!("/api/now/table/sys_retry_policy/{id}")).await;
    }
    for (name, strategy, count) in [
        ("a", "fixed_time_interval", "1"),
        ("b", "fixed_time_interval", "2"),
        ("c", "exponential_backoff", "6"),
        ("d", "exponential_backoff", ""),
    ] {
        let row = json!({ "name": name, "retry_strategy": strategy, "count": count });
        instance.insert("sys_retry_policy", row).await;
    }
    instance
}

async fn stats(instance: &Instance, parameters: &str) -> Value {
    let (status, body) =
        instance.get(&format!("/api/now/stats/sys_retry_policy?{parameters}")).await;
    assert_eq!(status, 200, "{body}");
    body["result"].clone()
}

#[tokio::test]
async fn one_set_of_figures_is_an_object() {
    let instance = filled().await;
    let all = "sysparm_count=true&sysparm_avg_fields=count&sysparm_min_fields=count,name\
        &sysparm_max_fields=count&sysparm_sum_fields=count";
    assert_eq!(
        stats(&instance, all).await,
        json!({ "stats": {
            "count": "4",
            "avg": { "count": "3.0000" },
            "min": { "count": "1", "name": "a" },
            "max": { "count": "6" },
            "sum": { "count": "9" },
        } })
    );
    assert_eq!(stats(&instance, "").await, json!({ "stats": {} }));
    let some = stats(&instance, "sysparm_count=true&sysparm_query=count>1").await;
    assert_eq!(some["stats"]["count"], "2");
}

#[tokio::test]
async fn groups_are_a_list_in_the_order_asked_for() {
    let instance = filled().await;
    let by = "sysparm_group_by=retry_strategy&sysparm_sum_fields=count";
    let groups = stats(&instance, &format!("{by}&sysparm_order_by=SUM^count^DESC")).await;
    assert_eq!(
        groups[0],
        json!({
            "stats": { "sum": { "count": "6" } },
            "groupby_fields": [{ "field": "retry_strategy", "value": "exponential_backoff" }],
        })
    );
    assert_eq!(groups[1]["stats"]["sum"]["count"], "3");
    let groups = stats(&instance, &format!("{by}&sysparm_order_by=retry_strategy^DESC")).await;
    assert_eq!(groups[0]["groupby_fields"][0]["value"], "fixed_time_interval");
}

#[tokio::test]
async fn groups_can_be_kept_by_their_figures() {
    let instance = filled().await;
    let by = "sysparm_count=true&sysparm_group_by=retry_strategy&sysparm_having";
    let groups = stats(&instance, &format!("{by}=avg^count^>^3")).await;
    assert_eq!(groups.as_array().unwrap().len(), 1);
    assert_eq!(groups[0]["stats"]["count"], "2");
    assert_eq!(stats(&instance, &format!("{by}=count^count^>^2")).await, json!([]));
}

#[tokio::test]
async fn groups_show_what_people_see() {
    let instance = filled().await;
    let by = "sysparm_count=true&sysparm_group_by=sys_scope.scope,sys_scope";
    let shown = stats(&instance, &format!("{by}&sysparm_display_value=all")).await;
    assert_eq!(
        shown[0]["groupby_fields"],
        json!([
            { "field": "sys_scope.scope", "display_value": "global", "value": "global" },
            { "field": "sys_scope", "display_value": "Global", "value": "global" },
        ])
    );
    let shown = stats(&instance, &format!("{by}&sysparm_display_value=true")).await;
    assert_eq!(shown[0]["groupby_fields"][1], json!({ "field": "sys_scope", "value": "Global" }));
}

#[tokio::test]
async fn what_may_not_be_read_is_not_counted() {
    let instance = filled().await.user("plain.user");
    let path = "/api/now/stats/sys_retry_policy?sysparm_count=true";
    let response = instance.request(reqwest::Method::GET, path).send().await.unwrap();
    assert_eq!(response.headers()["x-total-count"], "4");
    let (_, body) = crate::support::parts(response).await;
    assert_eq!(body["result"]["stats"]["count"], "0");
    assert_eq!(instance.get("/api/now/stats/nothing").await.0, 400);
}

#[tokio::test]
async fn columns_that_lead_nowhere_are_left_out() {
    let instance = filled().await;
    let odd = "sysparm_count=true&sysparm_sum_fields=nothing,count;--&sysparm_group_by=nothing\
        &sysparm_having=sum^nothing^>^1&sysparm_order_by=nothing^DESC";
    let sets = stats(&instance, odd).await;
    assert_eq!(sets, json!([{ "stats": { "count": "4" } }]));
}
