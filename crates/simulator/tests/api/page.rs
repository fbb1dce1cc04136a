//! The page to look at.

use crate::support::{Instance, id, pdi, with};
use reqwest::Method;
use serde_json::json;
use simulator::{SecretRead, Unknowns};

async fn page(instance: &Instance, path: &str) -> String {
    let answer =
        instance.client.get(format!("{}{path}", instance.simulator.url())).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    assert_eq!(answer.headers()["content-type"], "text/html;charset=UTF-8");
    assert!(
        answer.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .starts_with("default-src 'none'")
    );
    // The template library writes slashes in another way, which means the same.
    let text = answer.text().await.unwrap().replace("&#x2f;", "/");
    assert!(text.contains("This is a simulation"), "{path}");
    text
}

#[tokio::test]
async fn the_start_page_counts_what_is_there_and_shows_who_asked() {
    let instance = pdi().await;
    instance.get("/api/now/table/sys_user?sysparm_limit=1").await;
    let text = page(&instance, "/").await;
    for title in ["Application Registry", "Credentials", "Connections", "Aliases", "Users", "Roles"]
    {
        assert!(text.contains(title), "{title}");
    }
    assert!(text.contains("/api/now/table/sys_user"));
    assert!(text.contains("Unknowns as in <a href=\"/evidence#unknowns\">likely</a>"));
}

#[tokio::test]
async fn the_start_page_says_what_it_rests_on_and_what_is_invented() {
    let text = page(&pdi().await, "/").await;
    for words in ["How faithful it is", "documented by the vendor", "no real instance was touched"]
    {
        assert!(text.contains(words), "{words}");
    }
    for invented in ["x_sim_remote_spoke", "com.glide.hub.flow_trigger.rest"] {
        let (_, after) = text.split_once(invented).unwrap();
        assert!(after[..80].contains(">invented<"), "{invented}");
    }
}

#[tokio::test]
async fn the_form_of_a_credential_with_a_profile_offers_to_get_its_token() {
    let instance = pdi().await;
    let registry = json!({ "name": "Provider", "type": "oauth_provider" });
    instance.insert("oauth_entity", registry).await;
    let profiles = instance.rows("oauth_entity_profile", "name=Provider default_profile").await;
    let profile = id(&profiles[0]);
    let bound = json!({ "name": "Bound", "oauth_entity_profile": profile });
    let bound = instance.insert("oauth_2_0_credentials", bound).await;
    let loose = instance.insert("oauth_2_0_credentials", json!({ "name": "Loose" })).await;
    let form = page(&instance, &format!("/look/oauth_2_0_credentials/{}", id(&bound))).await;
    let parameters = format!("oauth_requestor={}&amp;oauth_provider_profile={profile}", id(&bound));
    assert!(form.contains("/oauth_initiator.do?") && form.contains(&parameters));
    assert!(form.contains(">Get OAuth Token<"));
    let form = page(&instance, &format!("/look/oauth_2_0_credentials/{}", id(&loose))).await;
    assert!(!form.contains("Get OAuth Token"));
}

#[tokio::test]
async fn lists_and_forms_mask_secrets_and_escape_what_people_wrote() {
    for secret_read in [SecretRead::Ciphertext, SecretRead::Empty] {
        let instance = with(Unknowns { secret_read, ..Unknowns::likely() }).await;
        let record = json!({ "name": "Shown <b>here</b>", "client_secret": "hush-hush" });
        let made = instance.insert("oauth_entity", record).await;
        let form = format!("/look/oauth_entity/{}", id(&made));
        for path in ["/look/oauth_entity", form.as_str()] {
            let text = page(&instance, path).await;
            assert!(text.contains("Shown &lt;b&gt;here"), "{path}");
            assert!(text.contains("••••••••"), "{path}");
            assert!(!text.contains("hush-hush") && !text.contains('\u{e010}'), "{path}");
        }
    }
}

#[tokio::test]
async fn a_list_is_narrowed_ordered_and_paged() {
    let instance = pdi().await;
    for n in 10..55 {
        let description = if n % 2 == 0 { "even" } else { "odd" };
        instance
            .insert(
                "sys_alias",
                json!({ "name": format!("Alias {n}"), "description": description }),
            )
            .await;
    }
    let first = page(&instance, "/look/sys_alias?text=Alias&order=-name").await;
    assert!(
        first.contains("1–20 of 45")
            && first.contains(">Alias 54<")
            && !first.contains(">Alias 10<")
    );
    assert!(first.contains("aria-sort=\"descending\""));
    assert!(first.contains("page=2") && !first.contains("rel=\"prev\""));
    let last = page(&instance, "/look/sys_alias?text=Alias&order=-name&page=3").await;
    assert!(last.contains("41–45 of 45") && last.contains(">Alias 10<"));
    assert!(last.contains("rel=\"prev\"") && !last.contains("rel=\"next\""));
    let even = page(&instance, "/look/sys_alias?query=description%3Deven").await;
    assert!(even.contains("of 23") && !even.contains(">Alias 11<"));
}

#[tokio::test]
async fn a_query_that_is_refused_is_said_so() {
    let instance = with(Unknowns::worst()).await;
    let text = page(&instance, "/look/sys_alias?query=no_such_column%3D1").await;
    assert!(text.contains("role=\"alert\"") && text.contains("0 records"));
}

#[tokio::test]
async fn a_form_leads_to_what_it_refers_to_and_to_what_refers_to_it() {
    let instance = pdi().await;
    let registry = json!({ "name": "Provider", "type": "oauth_provider" });
    let registry = instance.insert("oauth_entity", registry).await;
    let text = page(&instance, &format!("/look/oauth_entity/{}", id(&registry))).await;
    assert!(
        text.contains(&format!(
            "/look/oauth_entity_profile?query=oauth_entity%3D{}",
            id(&registry)
        ))
    );
    let profiles = instance.rows("oauth_entity_profile", "name=Provider default_profile").await;
    let text = page(&instance, &format!("/look/oauth_entity_profile/{}", id(&profiles[0]))).await;
    assert!(text.contains(&format!("/look/oauth_entity/{}\">Provider", id(&registry))));
}

#[tokio::test]
async fn a_child_shows_the_columns_of_its_class_also_through_its_base_table() {
    let instance = pdi().await;
    let key =
        instance.insert("api_key_credentials", json!({ "name": "Key", "api_key": "k" })).await;
    let text = page(&instance, &format!("/look/discovery_credentials/{}", id(&key))).await;
    assert!(text.contains(">api_key<") && text.contains("api_key_credentials"));
}

#[tokio::test]
async fn every_table_has_a_list_and_what_is_not_there_is_a_404() {
    let instance = pdi().await;
    let tables = page(&instance, "/look").await;
    let names: Vec<&str> =
        tables.split("href=\"/look/").skip(1).filter_map(|t| t.split('"').next()).collect();
    assert!(names.len() > 40);
    for name in names {
        page(&instance, &format!("/look/{name}")).await;
    }
    assert!(!page(&instance, "/look?text=oauth").await.contains("<code>sys_user</code>"));
    for (path, words) in [
        ("/look/no_such_table", "No such table"),
        ("/look/no_such_table/1", "No such table"),
        ("/look/%3Cb%3E", "No such table"),
        ("/look/sys_user/no-such-row", "No such record"),
    ] {
        let answer = instance.request(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), 404, "{path}");
        assert_eq!(answer.headers()["content-type"], "text/html;charset=UTF-8", "{path}");
        let text = answer.text().await.unwrap();
        assert!(text.contains(words) && text.contains("href=\"/look"), "{path}: {text}");
        assert!(!text.contains("<b>"), "{path}");
    }
}

#[tokio::test]
async fn a_table_that_is_not_there_names_those_that_are_called_alike() {
    let instance = pdi().await;
    let url = instance.simulator.url();
    let answer = instance.client.get(format!("{url}/look/sys_usr")).send().await.unwrap();
    assert_eq!(answer.status(), 404);
    let text = answer.text().await.unwrap();
    assert!(text.contains("has no table sys_usr") && text.contains("Users (sys_user)"), "{text}");
    // Clients of the API are answered as ever.
    let (status, body) = instance.get("/api/now/table/sys_usr").await;
    assert_eq!((status, &body["error"]["message"]), (400, &json!("Invalid table sys_usr")));
}

#[tokio::test]
async fn a_browser_that_asks_for_an_icon_gets_one() {
    let instance = pdi().await;
    let url = format!("{}/favicon.ico", instance.simulator.url());
    let icon = instance.client.get(url).send().await.unwrap();
    assert_eq!(
        (icon.status().as_u16(), &icon.headers()["content-type"]),
        (200, &"image/svg+xml".parse().unwrap())
    );
    assert!(icon.text().await.unwrap().starts_with("<svg"));
}

#[tokio::test]
async fn the_start_page_offers_only_users_whose_password_is_their_name() {
    let instance = pdi().await;
    for (name, password) in [("svc.billing", "another"), ("svc.same", "svc.same")] {
        let user = json!({ "user_name": name, "active": true });
        let user = instance.insert("sys_user", user).await;
        let path =
            format!("/api/now/table/sys_user/{}?sysparm_input_display_value=true", id(&user));
        assert_eq!(instance.patch(&path, json!({ "user_password": password })).await.0, 200);
    }
    let text = page(&instance, "/").await;
    assert!(text.contains("<code>admin</code>") && !text.contains("svc.billing"), "{text}");
    let form = format!("{}/login.do", instance.simulator.url());
    let text = instance.client.get(form).send().await.unwrap().text().await.unwrap();
    assert!(text.contains("<code>admin</code>") && !text.contains("svc.billing"), "{text}");
}

#[tokio::test]
async fn who_cannot_sign_in_is_not_offered() {
    let instance = pdi().await;
    for user in instance.rows("sys_user", "user_nameINitil.user,plain.user,oauth.admin").await {
        let barred = match user["user_name"].as_str().unwrap() {
            "itil.user" => json!({ "web_service_access_only": true }),
            "plain.user" => json!({ "locked_out": true }),
            _ => json!({ "active": false }),
        };
        let path = format!("/api/now/table/sys_user/{}", id(&user));
        assert_eq!(instance.patch(&path, barred).await.0, 200);
    }
    let text = page(&instance, "/").await;
    let (_, offered) = text.split_once("also the password:").unwrap();
    let (offered, _) = offered.split_once("</p>").unwrap();
    let offered: Vec<&str> =
        offered.split("<code>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    assert_eq!(offered, ["admin", "connection.admin"]);
}

#[tokio::test]
async fn a_failed_sign_in_keeps_the_user_name() {
    let instance = pdi().await;
    let browser = crate::browser::Browser::new();
    let form = browser.open(&format!("{}/login.do", instance.simulator.url())).await;
    let fields = [("user_name", "itil.\"user"), ("user_password", "wrong")];
    let again = browser.submit(&form, &fields).await;
    assert!(again.text.contains("User name or password invalid"), "{}", again.text);
    assert!(again.text.contains("value=\"itil.&quot;user\""), "{}", again.text);
    assert!(!again.text.contains("value=\"wrong"), "{}", again.text);
}

#[tokio::test]
async fn the_evidence_names_rules_endpoints_and_unknowns_as_they_are_set() {
    let instance = with(Unknowns::worst()).await;
    let text = page(&instance, "/evidence").await;
    for word in [
        "secret_write",
        "damaged_unless_display_value",
        "Auto generate oauth provider profile",
        "/api/now/table/{}",
        "oauth_entity.salt",
        "x_sim_remote_spoke",
        "columns of RemoteSpoke",
    ] {
        assert!(text.contains(word), "{word}");
    }
}

#[tokio::test]
async fn the_evidence_explains_its_marks_in_the_order_of_the_facts() {
    let text = page(&pdi().await, "/evidence").await;
    let meanings = [
        "documented by the vendor",
        "read in what instances or the vendor&#x27;s packages contain",
        "measured on a live instance",
        "seen in working code of others",
    ];
    let places: Vec<usize> = meanings.iter().map(|words| text.find(words).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(text.contains("What instances themselves left in public stands above"));
}
