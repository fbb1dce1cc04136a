//! What failed requests read like: what was being done, what the instance answered, and what to do.

use std::time::Duration;

use servicenow::{Error, ErrorKind, OwnIdentity};
use tfplugin::Diagnostic;

use super::failure::{Attempt, Failure};
use super::roles::needed;
use super::sentence::{cannot, error, left_incomplete};
use super::{placing, sign_in, software};
use crate::engine::model::{Access, Spot};

/// What the failure of this attempt reads like.
pub(super) fn sentence(attempt: &Attempt, failure: &Failure) -> Diagnostic {
    let text = explained(failure, matches!(attempt, Attempt::FollowUp));
    match attempt {
        Attempt::Operation(verb, type_name) => Diagnostic::error(cannot(verb, type_name), text),
        Attempt::Adopt(type_name) => {
            error!(cannot("adopt", type_name), "{text} The record keeps the values it had.")
        }
        Attempt::Delete(type_name) => error!(
            cannot("delete", type_name),
            "{text} The record stays in the state; the next plan shows whether it is still there."
        ),
        Attempt::Restore(type_name) => error!(
            cannot("restore", type_name),
            "{text} The record keeps its present values and stays in the state; destroy it again to try once more."
        ),
        Attempt::SendSecret(spot) => unsent_secret(spot, &text),
        Attempt::Link(attribute) => {
            Diagnostic::error("Cannot link the records", text).at_attribute(attribute)
        }
        Attempt::FollowUp => Diagnostic::error("Cannot look after related records", text),
        Attempt::ReadData(type_name) => {
            Diagnostic::error(cannot("read data source", type_name), text)
        }
        Attempt::LookUp(attribute) => unfound_reference(attribute, failure, text),
        Attempt::Undo(subject, sys_id) => left_incomplete(subject, sys_id, &text),
        Attempt::FindPlace(argument) => placing::not_looked_up(argument, failure, &text),
        Attempt::Install { type_name, app, is_there } => {
            let text = software::not_installed(app, *is_there, failure, &text);
            Diagnostic::error(cannot("install", type_name), text)
        }
        Attempt::Uninstall(type_name) => software::not_uninstalled(type_name, &text),
        Attempt::Activate { type_name, is_listed } => {
            let text = software::not_activated(*is_listed, failure, &text);
            Diagnostic::error(cannot("activate", type_name), text).at_attribute("plugin_id")
        }
    }
}

fn unsent_secret(spot: &Spot, text: &str) -> Diagnostic {
    let (what, at) = match spot {
        Spot::Attribute(attribute, _) => ("secret".to_owned(), *attribute),
        Spot::Column(column) => (format!("column {column}"), "fields_wo"),
    };
    error!("Cannot store the secret", "{text} The next apply sends the {what} again.")
        .at_attribute(at)
}

fn unfound_reference(attribute: &str, failure: &Failure, mut text: String) -> Diagnostic {
    if failure.error.is_forbidden() {
        text.push_str(" A sys_id instead of the name needs no right to read the table.");
    }
    Diagnostic::error("Cannot look up the reference", text).at_attribute(attribute)
}

/// What went wrong and what to do, in whole sentences. What was to be done to the table is named as precisely as is
/// known where the summary does not say it.
fn explained(failure: &Failure, names_access: bool) -> String {
    let (host, error) = (failure.caller.host.as_str(), &failure.error);
    match error.kind() {
        ErrorKind::Stopped => format!(
            "Terraform was asked to stop before the request to {host} was sent, so nothing was sent. Apply again to go on."
        ),
        ErrorKind::ReadOnly => format!(
            "The provider only reads, because read_only is set in its block or as SERVICENOW_READ_ONLY. Nothing was sent to \
             {host}. To apply, remove read_only."
        ),
        ErrorKind::OwnIdentity(identity) => own_identity(host, identity),
        ErrorKind::Uncertain { identity, candidates } => uncertain(failure, identity, candidates),
        ErrorKind::ElevationRefused(why) => {
            let words = if error.message().is_empty() { String::new() } else { words(error) };
            sign_in::not_elevated(host, why, &words)
        }
        ErrorKind::Hibernating => format!(
            "{host} is hibernating: it answers every request with a web page that says so. Sign in at the developer portal \
             to wake it, wait until its login page appears, and apply again."
        ),
        ErrorKind::WebPage => format!(
            "{host} answered with a web page instead of JSON{}. Check that instance_url is the address of a ServiceNow \
             instance, and that no proxy or sign-on page stands before it.",
            status(error)
        ),
        ErrorKind::Unreachable => format!(
            "{host} cannot be reached: {}. Check instance_url, name resolution, and the way through proxy and firewall.",
            innermost(error)
        ),
        ErrorKind::TooLarge { limit } => format!(
            "{host} answered with more than {} MB, and the rest was not read. Ask for fewer records or columns, or raise \
             max_response_megabytes in the provider block (SERVICENOW_MAX_RESPONSE_MEGABYTES).",
            limit / 1_000_000
        ),
        ErrorKind::TimedOut | ErrorKind::Unfinished => format!(
            "{host}: {error}. If the instance is only slow, raise request_timeout; a large list may need an index on the \
             columns asked."
        ),
        _ => refused(failure, names_access),
    }
}

/// What the instance refused, and why.
fn refused(failure: &Failure, names_access: bool) -> String {
    let Failure { table, access, caller, error, .. } = failure;
    let (host, words) = (caller.host.as_str(), words(error));
    match error.kind() {
        ErrorKind::TokenRefused { code } => format!(
            "{host} refused to give an OAuth token: {}. Check client id and client secret. The instance does not tell more; \
             its system log does. {}",
            if code.is_empty() { words } else { with_code(error, code) },
            caller.no_token
        ),
        ErrorKind::Unauthenticated => {
            format!("{host} did not accept the credentials: {words}. {}", caller.not_let_in)
        }
        ErrorKind::RateLimited { wait } => format!(
            "{host} takes no more requests for now: {words}.{} Apply again later, lower max_concurrent_requests, or ask for \
             a higher limit (System Web Services > Rate Limit Rules).",
            lifted(wait)
        ),
        ErrorKind::BusinessRule { name } => format!(
            "{host} refused it: {words}. The business rule \"{name}\" stopped the operation; what it demands is written in \
             its script (System Definition > Business Rules)."
        ),
        ErrorKind::DataPolicy => format!(
            "{host} refused it: {words}. A data policy demands the columns named there by their labels; set the attributes \
             that stand for them."
        ),
        ErrorKind::Forbidden { .. } if failure.needs_elevation => {
            format!("{host} refused it: {words}. {}", sign_in::elevating())
        }
        ErrorKind::Forbidden { .. } => format!(
            "{host} refused it: {words}. The provider's user may not {}. The role that allows it is normally {}; an access \
             control rule of this instance may ask for another.",
            wish(table, *access, names_access),
            needed(table, access.right())
        ),
        ErrorKind::NoSuchTable => format!(
            "{host} has no table {table}: {words}. The plugin or application that brings it is not active on this instance."
        ),
        _ => format!("{host} did not do it{}: {words}.", status(error)),
    }
}

fn own_identity(host: &str, identity: &OwnIdentity) -> String {
    let identity = match identity {
        OwnIdentity::User { user_name } => format!("the very user \"{user_name}\" as whom"),
        OwnIdentity::OAuthClient { client_id } => {
            format!("the entry of the very OAuth client \"{client_id}\" by which")
        }
        OwnIdentity::ApiKey => {
            "an API key of the user in use, and may be the very key with which".to_owned()
        }
    };
    format!(
        "The record is {identity} the provider signs in, and the change would deactivate, delete or rename it or change its \
         secret: the provider might lock itself out. Nothing was sent to {host}. Use other credentials for it, or set \
         allow_self_change = true."
    )
}

fn uncertain(Failure { table, caller, .. }: &Failure, identity: &str, candidates: usize) -> String {
    let seen = match candidates {
        0 => "none was found that is certainly the one".to_owned(),
        1 => "one may be it".to_owned(),
        count => format!("{count} may be it"),
    };
    let filter =
        if identity.is_empty() { String::new() } else { format!(" with the filter {identity}") };
    format!(
        "The answer to the insert was lost, and whether {} stored the record cannot be told: {seen}. Look for it in the \
         table {table}{filter}; if it is there and no other configuration holds it, run `terraform import` with its sys_id, \
         otherwise apply again.",
        caller.host
    )
}

/// The instance's own words, in quotes.
fn words(error: &Error) -> String {
    match (error.message(), error.detail()) {
        ("", "") => error.to_string(),
        (message, detail) if detail.is_empty() || detail == message => format!("\"{message}\""),
        (message, detail) => format!("\"{message}: {detail}\""),
    }
}

/// The code of a refused token before the instance's words.
fn with_code(error: &Error, code: &str) -> String {
    match error.message() {
        "" => format!("\"{code}\""),
        message => format!("\"{code}: {message}\""),
    }
}

fn status(error: &Error) -> String {
    error.status().map_or_else(String::new, |status| format!(" (status {status})"))
}

fn lifted(wait: Option<Duration>) -> String {
    match wait.map_or(0, |wait| wait.as_secs()) {
        0 => String::new(),
        seconds => format!(" The limit is lifted in {seconds} seconds."),
    }
}

/// What was to be done to the table.
fn wish(table: &str, access: Access, names_access: bool) -> String {
    match access {
        Access::Read => format!("read the table {table}"),
        Access::Create if names_access => format!("create records in the table {table}"),
        Access::Delete if names_access => format!("delete records of the table {table}"),
        _ => format!("write the table {table}"),
    }
}

fn innermost(error: &Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
