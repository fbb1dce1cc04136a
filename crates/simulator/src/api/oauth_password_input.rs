//! `/oauth_password_input.do`: the form for the password grant of a provider
//! (docs/facts.md#outbound-token).

use super::{Call, dialogue, form::Form, login, oauth_initiator};
use crate::{http::Answer, outbound, refusal::Refusal};
use serde::Serialize;

const CREDENTIAL: &str = "sysparm_oauth_requestor";
const PROFILE: &str = "sysparm_oauth_provider_profile";

#[derive(Serialize)]
struct Page<'a> {
    provider: &'a str,
    token: &'a str,
    fields: [(&'a str, &'a str); 2],
}

/// `GET`: the form.
pub(super) fn form(call: &Call<'_>) -> Result<Answer, Refusal> {
    let Some(session) = login::signed_in(call) else { return Ok(login::first_sign_in(call)) };
    let requestor = oauth_initiator::requestor(&Form::of(call.request), CREDENTIAL, PROFILE);
    match oauth_initiator::asking(call, &session, requestor)? {
        Err(answer) => Ok(answer),
        Ok(asking) => {
            let (credential, profile) = (&asking.requestor.credential, &asking.requestor.profile);
            let fields = [(CREDENTIAL, credential.as_str()), (PROFILE, profile.as_str())];
            let page =
                Page { provider: asking.provider.get("name"), token: &session.token, fields };
            dialogue::page(200, "password_grant.html", page)
        }
    }
}

/// `POST`: gets the token.
pub(super) fn get(call: &Call<'_>) -> Result<Answer, Refusal> {
    let Some(session) = login::signed_in(call) else { return Ok(login::first_sign_in(call)) };
    let form = Form::of_body(call.request);
    if form.get("sysparm_ck") != session.token {
        return dialogue::message(403, "Not done", "This page is out of date. Please begin again.");
    }
    let requestor = oauth_initiator::requestor(&form, CREDENTIAL, PROFILE);
    match oauth_initiator::asking(call, &session, requestor)? {
        Err(answer) => Ok(answer),
        Ok(asking) => oauth_initiator::told(&asking.run(call, |errand, trace| {
            outbound::with_password(errand, trace, form.get("username"), form.get("password"))
        })),
    }
}
