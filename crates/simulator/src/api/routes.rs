//! Every endpoint: its pattern, who answers, and where what it does is written down.

use super::{
    Call, attachment, batch, cicd, concourse, control, current_user, elevation, import_set, jsonv2,
    login, oauth_auth, oauth_initiator, oauth_keys, oauth_password_input, oauth_redirect,
    oauth_revoke, oauth_token, page, stats, table,
};
use crate::{
    http::{Answer, Request},
    refusal::Refusal,
};

/// Who may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Door {
    /// Anybody: the page, the token endpoint.
    Open,
    /// Anybody but a web page: the simulator's own controls.
    Control,
    /// Users of the instance.
    Authenticated,
}

/// One endpoint.
pub(crate) struct Route {
    pub(crate) method: &'static str,
    /// Path without version; `{}` stands for one segment, or for what stands before `.do`. What
    /// follows a question mark must be among the parameters.
    pub(crate) pattern: &'static str,
    pub(super) door: Door,
    pub(super) answer: fn(&Call<'_>) -> Result<Answer, Refusal>,
    /// The fact it follows: a place in `docs/facts.md`, where it is a fact.
    pub(crate) source: &'static str,
}

impl Route {
    /// Whether it answers with JSON: all but the bytes of files are.
    pub(super) fn gives_json(&self) -> bool {
        self.method != "GET" || !self.pattern.ends_with("/file")
    }
}

type Answering = fn(&Call<'_>) -> Result<Answer, Refusal>;

const fn platform(
    method: &'static str,
    pattern: &'static str,
    answer: Answering,
    source: &'static str,
) -> Route {
    Route { method, pattern, door: Door::Authenticated, answer, source }
}

const fn open(
    method: &'static str,
    pattern: &'static str,
    answer: Answering,
    source: &'static str,
) -> Route {
    Route { method, pattern, door: Door::Open, answer, source }
}

/// One of the simulator's own controls.
const fn control(method: &'static str, pattern: &'static str, answer: Answering) -> Route {
    Route { method, pattern, door: Door::Control, answer, source: "the simulator's own" }
}

// Where the facts speak of an endpoint.
const AGGREGATE: &str = "docs/facts.md#aggregate";
const APP_BATCH: &str = "docs/facts.md#app-batch";
const APP_INSTALL: &str = "docs/facts.md#app-install";
const APP_ROLLBACK: &str = "docs/facts.md#app-rollback";
const ATTACHMENTS: &str = "docs/facts.md#attachments";
const AUTHORIZATION_ENDPOINT: &str = "docs/facts.md#authorization-endpoint";
const BATCH: &str = "docs/facts.md#batch";
const CURRENT_APPLICATION: &str = "docs/facts.md#current-application";
const CURRENT_USER: &str = "docs/facts.md#current-user";
const ELEVATION: &str = "docs/facts.md#elevation";
const IMPORT_SETS: &str = "docs/facts.md#import-set-api";
const INSTANCE_SCAN: &str = "docs/facts.md#instance-scan";
const JSON_SERVICE: &str = "docs/facts.md#json-service";
const OUTBOUND_TOKEN: &str = "docs/facts.md#outbound-token";
const PLUGIN_ACTIVATION: &str = "docs/facts.md#plugin-activation";
const PLUGIN_ROLLBACK: &str = "docs/facts.md#plugin-rollback";
const PROGRESS: &str = "docs/facts.md#progress";
const REVOCATION: &str = "docs/facts.md#revocation";
const SIGN_IN: &str = "docs/facts.md#sign-in";
const SIGNING_KEYS: &str = "docs/facts.md#signing-keys";
const TABLE_API: &str = "docs/facts.md#table-api";
const TEST_SUITES: &str = "docs/facts.md#test-suites";
const TOKEN_ENDPOINT: &str = "docs/facts.md#token-endpoint";
const UPDATE_SET_OPERATIONS: &str = "docs/facts.md#update-set-operations";

/// All endpoints.
pub(crate) static ROUTES: &[Route] = &[
    platform("GET", "/api/now/table/{}", table::list, TABLE_API),
    platform("POST", "/api/now/table/{}", table::insert, TABLE_API),
    platform("GET", "/api/now/table/{}/{}", table::read, TABLE_API),
    platform("PUT", "/api/now/table/{}/{}", table::update, TABLE_API),
    platform("PATCH", "/api/now/table/{}/{}", table::update, TABLE_API),
    platform("DELETE", "/api/now/table/{}/{}", table::delete, TABLE_API),
    platform("POST", "/api/now/batch", batch::batch, BATCH),
    platform("GET", "/api/now/attachment", attachment::list, ATTACHMENTS),
    platform("POST", "/api/now/attachment/file", attachment::upload_file, ATTACHMENTS),
    platform("POST", "/api/now/attachment/upload", attachment::upload, ATTACHMENTS),
    platform("GET", "/api/now/attachment/{}", attachment::read, ATTACHMENTS),
    platform("DELETE", "/api/now/attachment/{}", attachment::delete, ATTACHMENTS),
    platform("GET", "/api/now/attachment/{}/file", attachment::download, ATTACHMENTS),
    platform("POST", "/api/now/import/{}", import_set::insert, IMPORT_SETS),
    platform("GET", "/api/now/import/{}/{}", import_set::read, IMPORT_SETS),
    platform("GET", "/{}.do?JSONv2", jsonv2::process, JSON_SERVICE),
    platform("POST", "/{}.do?JSONv2", jsonv2::process, JSON_SERVICE),
    platform("GET", "/api/now/stats/{}", stats::aggregate, AGGREGATE),
    platform("GET", "/api/now/ui/user/current_user", current_user::current_user, CURRENT_USER),
    platform("GET", "/api/now/ui/impersonate/role", elevation::roles, ELEVATION),
    platform("POST", "/api/now/ui/impersonate/role", elevation::elevate, ELEVATION),
    platform(
        "PUT",
        "/api/now/ui/concoursepicker/updateset",
        concourse::update_set,
        CURRENT_APPLICATION,
    ),
    platform(
        "PUT",
        "/api/now/ui/concoursepicker/application",
        concourse::application,
        CURRENT_APPLICATION,
    ),
    platform("POST", "/api/sn_cicd/app_repo/install", cicd::app_repo::install, APP_INSTALL),
    platform("POST", "/api/sn_cicd/app_repo/rollback", cicd::app_repo::rollback, APP_ROLLBACK),
    platform("POST", "/api/sn_cicd/app/batch/install", cicd::app_batch::install, APP_BATCH),
    platform("GET", "/api/sn_cicd/app/batch/results/{}", cicd::app_batch::results, APP_BATCH),
    platform("POST", "/api/sn_cicd/app/batch/rollback/{}", cicd::app_batch::rollback, APP_BATCH),
    platform("POST", "/api/sn_cicd/plugin/{}/activate", cicd::plugin::activate, PLUGIN_ACTIVATION),
    platform("POST", "/api/sn_cicd/plugin/{}/rollback", cicd::plugin::rollback, PLUGIN_ROLLBACK),
    platform(
        "POST",
        "/api/sn_cicd/update_set/create",
        cicd::update_set::create,
        UPDATE_SET_OPERATIONS,
    ),
    platform(
        "POST",
        "/api/sn_cicd/update_set/retrieve",
        cicd::update_set::retrieve,
        UPDATE_SET_OPERATIONS,
    ),
    platform(
        "POST",
        "/api/sn_cicd/update_set/preview/{}",
        cicd::update_set::preview,
        UPDATE_SET_OPERATIONS,
    ),
    platform(
        "POST",
        "/api/sn_cicd/update_set/commit/{}",
        cicd::update_set::commit,
        UPDATE_SET_OPERATIONS,
    ),
    platform(
        "POST",
        "/api/sn_cicd/update_set/commitMultiple",
        cicd::update_set::commit_multiple,
        UPDATE_SET_OPERATIONS,
    ),
    platform(
        "POST",
        "/api/sn_cicd/update_set/back_out",
        cicd::update_set::back_out,
        UPDATE_SET_OPERATIONS,
    ),
    platform("POST", "/api/sn_cicd/testsuite/run", cicd::test_suite::run, TEST_SUITES),
    platform("GET", "/api/sn_cicd/testsuite/results/{}", cicd::test_suite::results, TEST_SUITES),
    platform(
        "POST",
        "/api/sn_cicd/instance_scan/full_scan",
        cicd::instance_scan::full,
        INSTANCE_SCAN,
    ),
    platform(
        "POST",
        "/api/sn_cicd/instance_scan/point_scan",
        cicd::instance_scan::point,
        INSTANCE_SCAN,
    ),
    platform(
        "POST",
        "/api/sn_cicd/instance_scan/suite_scan/combo/{}",
        cicd::instance_scan::combo,
        INSTANCE_SCAN,
    ),
    platform(
        "POST",
        "/api/sn_cicd/instance_scan/suite_scan/{}/scoped_apps",
        cicd::instance_scan::applications,
        INSTANCE_SCAN,
    ),
    platform(
        "POST",
        "/api/sn_cicd/instance_scan/suite_scan/{}/update_sets",
        cicd::instance_scan::update_sets,
        INSTANCE_SCAN,
    ),
    platform(
        "GET",
        "/api/sn_cicd/instance_scan/result/{}",
        cicd::instance_scan::result,
        INSTANCE_SCAN,
    ),
    platform("GET", "/api/sn_cicd/progress/{}", cicd::progress, PROGRESS),
    open("POST", "/oauth_token.do", oauth_token::token, TOKEN_ENDPOINT),
    open("GET", "/oauth_auth.do", oauth_auth::ask, AUTHORIZATION_ENDPOINT),
    open("POST", "/oauth_auth.do", oauth_auth::decide, AUTHORIZATION_ENDPOINT),
    open("GET", "/oauth_revoke_token.do", oauth_revoke::revoke, REVOCATION),
    open("POST", "/oauth_revoke_token.do", oauth_revoke::revoke, REVOCATION),
    open("GET", "/oauth_revoke.do", oauth_revoke::revoke, REVOCATION),
    open("POST", "/oauth_revoke.do", oauth_revoke::revoke, REVOCATION),
    open("GET", "/api/now/oauth/jwks", oauth_keys::own, SIGNING_KEYS),
    open("GET", "/oauth_initiator.do", oauth_initiator::begin, OUTBOUND_TOKEN),
    open("GET", "/oauth_redirect.do", oauth_redirect::finish, OUTBOUND_TOKEN),
    open("GET", "/oauth_password_input.do", oauth_password_input::form, OUTBOUND_TOKEN),
    open("POST", "/oauth_password_input.do", oauth_password_input::get, OUTBOUND_TOKEN),
    open("GET", "/login.do", login::form, SIGN_IN),
    open("POST", "/login.do", login::sign_in, SIGN_IN),
    open("GET", "/navpage.do", login::home, SIGN_IN),
    open("GET", "/logout.do", login::sign_out, "general knowledge"),
    open("GET", "/", page::start, "the simulator's own"),
    open("GET", "/look", page::tables, "the simulator's own"),
    open("GET", "/look/{}", page::list, "the simulator's own"),
    open("GET", "/look/{}/new", page::new_form, "the simulator's own"),
    open("POST", "/look/{}/new", page::make, "the simulator's own"),
    open("GET", "/look/{}/{}", page::record, "the simulator's own"),
    open("GET", "/look/{}/{}/edit", page::edit_form, "the simulator's own"),
    open("POST", "/look/{}/{}/edit", page::save, "the simulator's own"),
    open("GET", "/look/{}/{}/delete", page::ask_to_delete, "the simulator's own"),
    open("POST", "/look/{}/{}/delete", page::delete, "the simulator's own"),
    open("GET", "/favicon.ico", page::icon, "the simulator's own"),
    open("GET", "/evidence", page::evidence, "the simulator's own"),
    control("GET", "/simulator/export", control::export::export),
    control("GET", "/simulator/requests", control::requests::list),
    control("DELETE", "/simulator/requests", control::requests::clear),
    control("GET", "/simulator/stats", control::requests::stats),
    control("GET", "/simulator/faults", control::faults::list),
    control("POST", "/simulator/faults", control::faults::add),
    control("DELETE", "/simulator/faults", control::faults::clear),
    control("GET", "/simulator/clock", control::clock::now),
    control("POST", "/simulator/clock", control::clock::advance),
    control("POST", "/simulator/clone", control::clone::clone),
    control("POST", "/simulator/reset", control::reset::reset),
    control("GET", "/simulator/unknowns", control::unknowns::unknowns),
    control("POST", "/simulator/aliases/{}/call", control::aliases::call),
    control("POST", "/simulator/reveal", control::reveal::reveal),
];

type Found = (&'static Route, Vec<String>, Option<u8>);

/// The route for a request, with what its placeholders stand for and the version in the path.
pub(super) fn find(request: &Request) -> Result<Found, Refusal> {
    let (segments, version) = without_version(request.segments());
    let method = if request.method == "HEAD" { "GET" } else { request.method.as_str() };
    let mut other_method = false;
    for route in ROUTES {
        let Some(captures) = captures(route.pattern, request, &segments) else { continue };
        if route.method == method {
            return Ok((route, captures, version));
        }
        other_method = true;
    }
    Err(if other_method {
        Refusal::Method { method: request.method.clone() }
    } else {
        Refusal::NoSuchResource(request.path.clone())
    })
}

/// `/api/now/v2/table/x` is `/api/now/table/x`, version 2.
fn without_version(mut segments: Vec<String>) -> (Vec<String>, Option<u8>) {
    let versioned = segments.first().is_some_and(|first| first == "api");
    let version = segments
        .get(2)
        .filter(|_| versioned)
        .and_then(|third| third.strip_prefix('v')?.parse::<u8>().ok())
        .filter(|version| (1..=2).contains(version));
    if version.is_some() {
        segments.remove(2);
    }
    (segments, version)
}

fn captures(pattern: &str, request: &Request, segments: &[String]) -> Option<Vec<String>> {
    let (pattern, parameter) = pattern.split_once('?').unwrap_or((pattern, ""));
    if !parameter.is_empty() && request.query_value(parameter).is_none() {
        return None;
    }
    let wanted: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
    if wanted.len() != segments.len() {
        return None;
    }
    let mut captures = Vec::new();
    for (part, segment) in wanted.into_iter().zip(segments) {
        match part {
            "{}" => captures.push(segment.clone()),
            "{}.do" => captures.push(segment.strip_suffix(".do")?.to_owned()),
            literal if literal == segment => {}
            _ => return None,
        }
    }
    Some(captures)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(method: &str, path: &str) -> Result<(&'static str, Vec<String>, Option<u8>), Refusal> {
        let request = Request::bare(method, path);
        find(&request).map(|(route, captures, version)| (route.pattern, captures, version))
    }

    #[test]
    fn a_version_in_the_path_is_told_apart_from_a_name() {
        let (pattern, captures, version) = found("GET", "/api/now/v1/table/sys_user").unwrap();
        assert_eq!((pattern, version), ("/api/now/table/{}", Some(1)));
        assert_eq!(captures, ["sys_user"]);
        let unversioned = found("PATCH", "/api/now/table/sys_user/v1").unwrap();
        assert_eq!((unversioned.1[1].as_str(), unversioned.2), ("v1", None));
        assert!(found("GET", "/api/now/v9/table/sys_user").is_err());
    }

    #[test]
    fn a_wrong_method_and_a_wrong_path_are_told_apart() {
        assert!(matches!(found("DELETE", "/oauth_token.do"), Err(Refusal::Method { .. })));
        assert!(matches!(found("GET", "/api/now/tables"), Err(Refusal::NoSuchResource(_))));
    }

    #[test]
    fn head_is_answered_where_get_is() {
        assert_eq!(found("HEAD", "/api/now/table/sys_user").unwrap().0, "/api/now/table/{}");
    }

    #[test]
    fn the_controls_are_open_and_the_platform_is_not() {
        for route in ROUTES {
            let published = route.pattern == "/api/now/oauth/jwks";
            let guarded = (route.pattern.starts_with("/api/") && !published)
                || route.pattern.ends_with("?JSONv2");
            assert_eq!(route.door == Door::Authenticated, guarded, "{}", route.pattern);
            let own = route.pattern.starts_with("/simulator/");
            assert_eq!(route.door == Door::Control, own, "{}", route.pattern);
        }
    }
}
