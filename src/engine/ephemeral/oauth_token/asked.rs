//! Which endpoint is asked.

use servicenow::{InstanceUrl, TokenUrl};

use super::REVOKE;
use crate::engine::model::Attributes;
use crate::engine::problem::TokenProblem;
use crate::engine::session::Work;

const INSTANCE: &str = "instance_url";
const TOKEN: &str = "token_url";

/// What is wrong with what is given of the endpoint.
pub(super) fn check(config: &Attributes) -> Vec<TokenProblem> {
    let mut wrong = Vec::new();
    if !config.get(INSTANCE).is_null() && !config.get(TOKEN).is_null() {
        wrong.push(TokenProblem::TwoEndpoints);
    }
    match elsewhere(config) {
        Some(Err(problem)) => wrong.push(problem),
        Some(Ok(url)) if config.get(REVOKE).as_bool() == Some(true) && !url.is_of_an_instance() => {
            wrong.push(TokenProblem::NotRevocable);
        }
        _ => {}
    }
    wrong
}

/// The endpoint to ask.
pub(super) fn url(work: &Work, config: &Attributes) -> Result<TokenUrl, TokenProblem> {
    elsewhere(config).unwrap_or_else(|| Ok(TokenUrl::of(work.client.instance())))
}

/// The endpoint that is named, if one is.
fn elsewhere(config: &Attributes) -> Option<Result<TokenUrl, TokenProblem>> {
    let no_address = |argument| move |why| TokenProblem::NoAddress(argument, why);
    if let Some(text) = config.known_text(TOKEN) {
        return Some(TokenUrl::parse(text).map_err(no_address(TOKEN)));
    }
    let instance = InstanceUrl::parse(config.known_text(INSTANCE)?);
    Some(instance.map(|instance| TokenUrl::of(&instance)).map_err(no_address(INSTANCE)))
}
