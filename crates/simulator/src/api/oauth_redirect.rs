//! `GET /oauth_redirect.do`: somebody comes back from a provider with a code, or without
//! (docs/facts.md#authorization-endpoint, docs/facts.md#outbound-token).

use super::{Call, dialogue, form::Form, login, oauth_initiator};
use crate::{http::Answer, outbound, refusal::Refusal};

/// Exchanges the code for tokens and keeps them.
pub(super) fn finish(call: &Call<'_>) -> Result<Answer, Refusal> {
    let Some(session) = login::signed_in(call) else { return Ok(login::first_sign_in(call)) };
    let form = Form::of(call.request);
    let (pending, now) = (&call.instance.outbound.pending, call.instance.world.clock.now());
    let Some(begun) = pending.finish(form.get("state"), &session.user_id, now) else {
        let text = "This instance has sent nobody there, or too long ago. Please begin again.";
        return dialogue::message(400, "No OAuth token", text);
    };
    if let Some(error) = form.filled("error") {
        let text = format!("The provider refused: {error}. {}", form.get("error_description"));
        return dialogue::message(400, "No OAuth token", text.trim());
    }
    let asking = match oauth_initiator::asking(call, &session, begun.requestor)? {
        Ok(asking) => asking,
        Err(answer) => return Ok(answer),
    };
    let (code, verifier) = (form.get("code"), begun.verifier.as_deref());
    oauth_initiator::told(
        &asking.run(call, |errand, trace| outbound::exchange_code(errand, trace, code, verifier)),
    )
}
