//! `GET /oauth_initiator.do`: "Get OAuth Token", the instance asks a provider for one
//! (docs/facts.md#outbound-token).
//!
//! By the profile's grant it sends the person to the provider for consent, or to a form for user
//! name and password, or gets the token straight away.

use super::{Call, dialogue, form::Form, login};
use crate::{
    access::{self, Session},
    http::Answer,
    oauth::pkce,
    outbound::{self, Begun, Errand, Provider, Requestor, Trace, Trouble},
    refusal::{Operation, Refusal},
    world::Caller,
};
use url::{Url, form_urlencoded};

/// Sends the person on their way.
pub(super) fn begin(call: &Call<'_>) -> Result<Answer, Refusal> {
    let Some(session) = login::signed_in(call) else { return Ok(login::first_sign_in(call)) };
    let form = Form::of(call.request);
    let requestor = requestor(&form, "oauth_requestor", "oauth_provider_profile");
    let asking = match asking(call, &session, requestor)? {
        Ok(asking) => asking,
        Err(answer) => return Ok(answer),
    };
    match asking.provider.grant_type.as_str() {
        "authorization_code" => match consent_url(call, &session, &asking) {
            Ok(url) => Ok(login::redirect(url.as_str())),
            Err(trouble) => told(&Err(trouble)),
        },
        "password" => Ok(login::redirect(&password_form(&asking.requestor))),
        _ => told(&asking.run(call, outbound::fetch)),
    }
}

/// Somebody who may, with the provider they ask.
pub(super) struct Asking {
    pub(super) caller: Caller,
    pub(super) provider: Provider,
    pub(super) requestor: Requestor,
}

impl Asking {
    /// Gets a token, and says when it will expire.
    pub(super) fn run(
        &self,
        call: &Call<'_>,
        get: impl FnOnce(&Errand<'_>, &mut Trace) -> Result<String, Trouble>,
    ) -> Result<String, Trouble> {
        let (caller, provider, requestor) = (&self.caller, &self.provider, &self.requestor);
        let (world, network) = (&call.instance.world, &call.instance.outbound.network);
        let errand = Errand { world, network, caller, provider, requestor };
        get(&errand, &mut Trace::default())?;
        Ok(call.instance.world.work(caller, |work| requestor.expires(work))?)
    }
}

/// The requestor two parameters name.
pub(super) fn requestor(form: &Form, credential: &str, profile: &str) -> Requestor {
    Requestor::of_credential(form.get(credential), form.get(profile))
}

/// Whoever signed in, the provider and the credential; or the page that says what is missing.
pub(super) fn asking(
    call: &Call<'_>,
    session: &Session,
    requestor: Requestor,
) -> Result<Result<Asking, Answer>, Refusal> {
    let found = call.work(|work| {
        let user = work.fetch("sys_user", &session.user_id)?;
        let caller = access::caller_of(work, &user.ok_or(Refusal::Unauthenticated)?)?;
        let table = work.table("oauth_2_0_credentials")?;
        let credential = work.fetch(&table.name, &requestor.credential)?;
        let allowed = credential.is_some() && caller.may(Operation::Read, table);
        Ok((caller, allowed, Provider::of_profile(work, &requestor.profile)))
    })?;
    let refused = |status, text: &str| dialogue::message(status, "OAuth token", text).map(Err);
    match found {
        (_, false, _) => refused(403, "There is no such credential, or you may not use it."),
        (caller, true, Ok(provider)) => Ok(Ok(Asking { caller, provider, requestor })),
        (_, true, Err(trouble)) => refused(400, &trouble.to_string()),
    }
}

/// The page that ends the matter.
pub(super) fn told(outcome: &Result<String, Trouble>) -> Result<Answer, Refusal> {
    match outcome {
        Ok(expires) => dialogue::message(
            200,
            "OAuth token flow completed",
            &format!("The token is available and will expire at {expires} UTC."),
        ),
        Err(trouble) => dialogue::message(502, "No OAuth token", &trouble.to_string()),
    }
}

fn consent_url(call: &Call<'_>, session: &Session, asking: &Asking) -> Result<Url, Trouble> {
    let (instance, provider) = (call.instance, &asking.provider);
    let method = provider.pkce();
    let verifier = method.map(|_| pkce::new_verifier());
    let state = instance.outbound.pending.begin(Begun {
        user: session.user_id.clone(),
        requestor: asking.requestor.clone(),
        verifier: verifier.clone(),
        began: instance.world.clock.now(),
    });
    let mut url = provider.auth_url(&instance.world)?;
    let mut pairs = url.query_pairs_mut();
    pairs.append_pair("response_type", "code").append_pair("client_id", provider.get("client_id"));
    pairs.append_pair("redirect_uri", &provider.redirect_url(&instance.world));
    pairs.append_pair("state", &state);
    pairs.extend_pairs(provider.scope().map(|scope| ("scope", scope)));
    if let (Some(method), Some(verifier)) = (method, verifier) {
        pairs.append_pair("code_challenge", &method.challenge(&verifier));
        pairs.append_pair("code_challenge_method", method.name());
    }
    drop(pairs);
    Ok(url)
}

fn password_form(requestor: &Requestor) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("sysparm_oauth_requestor_context", "oauth_2_0_credentials")
        .append_pair("sysparm_oauth_requestor", &requestor.credential)
        .append_pair("sysparm_oauth_provider_profile", &requestor.profile)
        .finish();
    format!("/oauth_password_input.do?{query}")
}
