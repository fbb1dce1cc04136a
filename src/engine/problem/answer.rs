//! What failed requests read like: what was being done, what the instance answered, and what to do.

use std::time::Duration;

use servicenow::{Error, ErrorKind, OwnIdentity};

use super::failure::{Attempt, Failure};
use super::roles::needed;
use super::sentence::left_incomplete;
use super::{action, api_scopes, business_rules, placing, sign_in, software};
use crate::describe::shown;
use crate::engine::model::{Access, CICD, Spot};

/// What it reads like that a reference could not be looked up.
fn not_looked_up(failure: &Failure, text: &str) -> String {
    let hint = " A sys_id instead of the name needs no right to read the table.";
    let hint = if failure.refused_right().is_some() { hint } else { "" };
    format!("Cannot look up the reference\n{text}{hint}")
}

/// What the failure of this attempt reads like.
pub(super) fn sentence(attempt: &Attempt, failure: &Failure) -> String {
    let text = explained(failure, matches!(attempt, Attempt::FollowUp));
    match attempt {
        Attempt::Operation(verb, type_name) => format!("Cannot {verb} {type_name}\n{text}"),
        Attempt::Adopt(type_name) => {
            format!("Cannot adopt {type_name}\n{text} The record keeps the values it had.")
        }
        Attempt::Delete(type_name) => format!(
            "Cannot delete {type_name}\n\
             {text} The record stays in the state; the next plan shows whether it is still there."
        ),
        Attempt::Restore(type_name) => format!(
            "Cannot restore {type_name}\n\
             {text} The record keeps its present values and stays in the state; destroy it again to try once more."
        ),
        Attempt::SendSecret(spot) => {
            let what = match spot {
                Spot::Attribute(..) => "secret".to_owned(),
                Spot::Column(column) | Spot::Reference(column) => format!("column {column}"),
            };
            format!("Cannot store the secret\n{text} The next apply sends the {what} again.")
        }
        Attempt::Link(_) => format!("Cannot link the records\n{text}"),
        Attempt::Children(attribute) => format!("Cannot write {attribute}\n{text}"),
        Attempt::FollowUp => format!("Cannot look after related records\n{text}"),
        Attempt::ReadData(type_name) => format!("Cannot read data source {type_name}\n{text}"),
        Attempt::Prove => format!(
            "Cannot sign in to the instance\n\
             {text} This was asked because check is \"on_configure\"; nothing else was asked or changed."
        ),
        Attempt::FetchToken => format!("Cannot get a token\n{text}"),
        Attempt::RevokeToken => format!(
            "Cannot revoke the token\n\
             {text} All else was done. The token ends by itself; to end it at once, revoke it on the instance (System OAuth > \
             Manage Tokens)."
        ),
        Attempt::HandOut => format!("Cannot hand out the provider's token\n{text}"),
        Attempt::LookUp(_) => not_looked_up(failure, &text),
        Attempt::Describe => format!("Cannot look up the columns of a table\n{text}"),
        Attempt::Undo(subject, sys_id) => left_incomplete(subject, sys_id, &text),
        Attempt::FindPlace(argument) => placing::not_looked_up(argument, failure, &text),
        Attempt::Install { type_name, app, is_there } => {
            let advice = software::not_installed(app, *is_there, failure);
            format!("Cannot install {type_name}\n{text}{advice}")
        }
        Attempt::Uninstall(type_name) => format!(
            "Cannot uninstall {type_name}\n\
             {text} The application stays in the state. To let it stay installed, set deletion_policy = \"abandon\", apply, \
             and destroy again."
        ),
        Attempt::Act(deed) => format!("Cannot {deed}\n{text}{}", action::not_done(failure)),
        Attempt::Activate { type_name, is_listed } => {
            let advice = software::not_activated(*is_listed, failure);
            format!("Cannot activate {type_name}\n{text}{advice}")
        }
    }
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
        ErrorKind::WebPage { title } => format!(
            "{host} answered with a web page instead of JSON{}{}. Check that instance_url is the address of a ServiceNow \
             instance, and that no proxy or sign-on page stands before it.",
            status(error),
            if title.is_empty() {
                String::new()
            } else {
                format!(" and the title {}", shown(title))
            }
        ),
        ErrorKind::Redirected { to } => redirected(host, to, error),
        ErrorKind::Unreachable if error.is_not_tls() => format!(
            "{host} speaks no TLS: what answers there is no https, most likely a port for plain http. Check scheme and port of \
             instance_url; http:// is accepted for an instance on this machine only (loopback), as in http://127.0.0.1:8080."
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
        ErrorKind::BusinessRule { name } => {
            format!("{host} refused it: {words}. {}", stopped_by(name, &words, failure))
        }
        ErrorKind::DataPolicy => format!(
            "{host} refused it: {words}. A data policy demands the columns named there by their labels; set the attributes \
             that stand for them."
        ),
        ErrorKind::UnscopedApi => api_scopes::unscoped(host, &words),
        ErrorKind::MissingApiScope { scope } => api_scopes::missing(host, &words, scope),
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
        _ => {
            let double =
                failure.double.as_ref().map_or_else(String::new, |double| format!(" {double}"));
            format!("{host} did not do it{}: {words}.{double}", status(error))
        }
    }
}

/// The business rule that stopped the operation, and what it demands.
fn stopped_by(name: &str, words: &str, failure: &Failure) -> String {
    let rule = format!("The business rule \"{name}\" stopped the operation");
    match (business_rules::demand(name, words), &failure.double) {
        _ if failure.is_explained => format!("{rule}; why is said in the message beside this one."),
        (_, Some(double)) => format!("{rule}. {double}"),
        (Some(demand), None) => format!("{rule}. {demand}"),
        (None, None) => format!(
            "{rule}; what it demands is written in its script (System Definition > Business Rules)."
        ),
    }
}

/// Where the instance sends its callers. They are not sent there with their credentials.
fn redirected(host: &str, to: &str, error: &Error) -> String {
    let status = status(error);
    if to.is_empty() || to.eq_ignore_ascii_case(host) {
        return format!(
            "{host} answered with a redirection to another of its own pages{status} instead of JSON. Check that instance_url is \
             the address of a ServiceNow instance, with https where it wants that, and that no sign-on page stands before it."
        );
    }
    format!(
        "{host} answered with a redirection to {to}{status} instead of JSON. The provider does not follow it, for its credentials \
         are for {host} alone. If the instance was renamed or has moved there, set instance_url to that address, and add \
         \"{host}\" to instance_aliases, so that records of the state are known to lie there; if {to} is a proxy or a sign-on \
         page, have it let the provider through."
    )
}

fn own_identity(host: &str, identity: &OwnIdentity) -> String {
    let way_out = format!(
        "Nothing was sent to {host}. Use other credentials for it, or set allow_self_change = true."
    );
    let record = match identity {
        OwnIdentity::User { user_name } => format!("the very user \"{user_name}\" as whom"),
        OwnIdentity::OAuthClient { client_id } => {
            format!("the entry of the very OAuth client \"{client_id}\" by which")
        }
        OwnIdentity::ApiKey => {
            "an API key of the user in use, and may be the very key with which".to_owned()
        }
        OwnIdentity::BasicRestriction { property } => {
            return format!(
                "The property {property} decides who may sign in with a user name and a password, as the provider does: with \
                 this change the provider might lock itself out. Where its user is let in all the same, by its roles, by \
                 name, or as an account of a web service, allow_self_change = true is right. {way_out}"
            );
        }
        OwnIdentity::AccessPolicy { policy, way } => {
            return format!(
                "The policy \"{policy}\" would decide about the Table API, and none of its profiles takes {way}, with which \
                 the provider signs in: it would lock itself out. Give the policy a profile for that first. {way_out}"
            );
        }
        OwnIdentity::Role { user_name, role } => {
            return format!(
                "The change would take the role \"{role}\" from the very user \"{user_name}\" as whom the provider signs in: \
                 it might lock itself out of what it manages, and could not take the change back. {way_out}"
            );
        }
    };
    format!(
        "The record is {record} the provider signs in, and the change would deactivate, delete, rename or restrict it, or change \
         its secret: the provider might lock itself out. {way_out}"
    )
}

fn uncertain(
    Failure { table, access, caller, .. }: &Failure,
    identity: &str,
    candidates: usize,
) -> String {
    if *access == Access::Update {
        return format!(
            "The answer to the update was lost, and whether {} added the entry to {identity} cannot be told. It is taken for \
             added, for once more it would be there twice. Look at the record in {table}; if the entry is missing, apply with \
             a text that differs.",
            caller.host
        );
    }
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
        _ if table == CICD => "use the CI/CD API".to_owned(),
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
