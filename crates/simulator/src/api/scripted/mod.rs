//! APIs of the instance's own: `/api/<namespace>/<version>/<API ID>/<path>`, as rows of `sys_ws_definition` and
//! `sys_ws_operation` say (docs/facts.md#scripted-rest-call). Of their scripts the simulator understands a few.

mod find;
mod process;

use super::{Call, enter, with_session};
use crate::{
    access,
    http::{Answer, Request},
    instance::Instance,
    refusal::Refusal,
    store::Record,
    world::{Caller, Work},
};
use find::Found;

/// Who calls without signing in.
const GUEST: &str = "guest";
/// The plugin that tells internal users from external ones, and the role of the former.
const EXPLICIT_ROLES: &str = "com.glide.explicit_roles";
const INTERNAL: &str = "snc_internal";

/// Whether a request can be for such an API at all.
pub(super) fn may_be(request: &Request) -> bool {
    let segments = request.segments();
    segments.len() > 2 && segments.first().is_some_and(|first| first == "api")
}

/// Answers it, if there is such a resource and the caller may call it.
pub(super) fn answer(
    instance: &Instance,
    request: &Request,
    user: &mut String,
) -> Result<Answer, Refusal> {
    let world = &instance.world;
    let found = world.work(&Caller::system(), |work| find::find(work, request))?;
    let signs_in = found.demands("requires_authentication");
    let caller = if signs_in { enter(instance, request)? } else { guest(instance, request)? };
    user.clone_from(&caller.user_name);
    request.accepts_json()?;
    let call = Call { instance, request, caller, captures: Vec::new(), version: None };
    if signs_in {
        call.work(|work| check(work, &found))?;
    }
    let answer = process::run(&call, &found)?;
    Ok(if signs_in { with_session(&call, answer) } else { answer })
}

/// Whoever calls what is public: a user without roles.
fn guest(instance: &Instance, request: &Request) -> Result<Caller, Refusal> {
    let row = Record::from([("user_name".to_owned(), GUEST.to_owned())]);
    let caller = instance.world.work(&Caller::system(), |work| access::caller_of(work, &row))?;
    Ok(caller.with(request))
}

/// Refuses who does not pass what the resource demands of those who have signed in.
fn check(work: &Work<'_>, found: &Found) -> Result<(), Refusal> {
    let refused = |detail: &str| {
        let (message, detail) = ("User Not Authorized".to_owned(), detail.to_owned());
        Err(Refusal::Custom { status: 403, message, detail })
    };
    if found.demands("requires_snc_internal_role") && !work.caller.has_any(&[INTERNAL]) {
        let plugin = [("id", EXPLICIT_ROLES), ("active", "active")];
        if !work.find("v_plugin", &plugin)?.is_empty() {
            return refused("The role snc_internal is required");
        }
    }
    if found.demands("requires_acl_authorization") && !passes_a_rule(work, found)? {
        return refused("Failed API level ACL Validation");
    }
    Ok(())
}

/// Whether the caller passes one of the rules that the resource names, or else its API. Where both name none there is none to
/// pass \[I\].
fn passes_a_rule(work: &Work<'_>, found: &Found) -> Result<bool, Refusal> {
    let of = |row: &Record| {
        let ids = row.value("enforce_acl").split(',').map(str::trim).map(str::to_owned);
        ids.filter(|id| !id.is_empty()).collect::<Vec<String>>()
    };
    let own = of(&found.resource);
    let rules = if own.is_empty() { of(&found.api) } else { own };
    if rules.is_empty() {
        return Ok(true);
    }
    for id in rules {
        let rule = work.fetch("sys_security_acl", &id)?;
        let rule = rule.filter(|rule| rule.value("active") == "true");
        if rule.is_some_and(|rule| work.caller.opens_endpoint(rule.value("name"))) {
            return Ok(true);
        }
    }
    Ok(false)
}
