//! How connections are made: certificates, proxy, headers.

use servicenow::{ExposeSecret, InstanceUrl, SecretString, Transport, UnusableTransport};
use tfplugin::{Diagnostic, Diagnostics};

use super::arguments::Argument;
use super::given::Given;
use super::instance;
use super::pem;
use super::sources::{Place, Sources, at, called};

const CERTIFICATE: Argument = &["client_certificate"];
const KEY: Argument = &["client_key"];
const AUTHORITY: Argument = &["ca_certificate"];
const PROXY: Argument = &["proxy_url"];
const INSECURE: Argument = &["insecure"];
const HEADERS: Argument = &["headers"];

/// What is wrong with the arguments that are given, as far as their texts tell: no file is read.
pub(super) fn check(sources: &Sources) -> Diagnostics {
    let mut wrong = Diagnostics::new();
    wrong.extend(half_a_pair(sources));
    let text =
        |argument| sources.secret(argument).filter(|text| pem::is_text(text.expose_secret()));
    if let Some(authority) = text(AUTHORITY) {
        let trusted = Transport::default().trust(&authority);
        wrong.extend(trusted.err().map(|why| unusable(sources, AUTHORITY, why)));
    }
    if let (Some(certificate), Some(key)) = (text(CERTIFICATE), text(KEY)) {
        let shown = Transport::default().identify(&certificate, &key);
        wrong.extend(shown.err().map(|why| unusable_pair(sources, why)));
    }
    if let Some(proxy) = sources.secret(PROXY) {
        let through = Transport::default().through(&proxy);
        wrong.extend(through.err().map(|why| unusable(sources, PROXY, why)));
    }
    if sources.flag(INSECURE)
        && instance::given(sources).is_some_and(|instance| !instance.is_loopback())
    {
        wrong.push(insecure_beyond_loopback(sources));
    }
    match headers(sources) {
        Ok(headers) => {
            wrong.extend(headers.into_iter().filter_map(|header| refused(sources, header)));
        }
        Err(not_an_object) => wrong.push(not_an_object),
    }
    wrong
}

/// Whether a certificate of one's own is shown.
pub(super) fn shows_certificate(sources: &Sources) -> bool {
    sources.text(CERTIFICATE).is_some()
}

/// The settings of connections to this instance, whose arguments were found right. Files are read.
pub(super) fn needed(sources: &Sources, instance: &InstanceUrl) -> Result<Transport, Diagnostics> {
    let file = |argument| {
        let place = sources.place_of(argument);
        pem::read(sources, place, argument).map_err(|wrong| vec![wrong])
    };
    let mut transport = Transport::default();
    if let Some(authority) = file(AUTHORITY)? {
        let trusted = transport.trust(&authority);
        transport = trusted.map_err(|why| vec![unusable(sources, AUTHORITY, why)])?;
    }
    if let (Some(certificate), Some(key)) = (file(CERTIFICATE)?, file(KEY)?) {
        let shown = transport.identify(&certificate, &key);
        transport = shown.map_err(|why| vec![unusable_pair(sources, why)])?;
    }
    if let Some(proxy) = sources.secret(PROXY) {
        let through = transport.through(&proxy);
        transport = through.map_err(|why| vec![unusable(sources, PROXY, why)])?;
    }
    for (name, value) in headers(sources).map_err(|wrong| vec![wrong])? {
        let with = transport.header(name, value);
        transport = with.map_err(|why| vec![unusable(sources, HEADERS, why)])?;
    }
    let anybody = sources.flag(INSECURE) && instance.is_loopback();
    Ok(if anybody { transport.trusting_anybody() } else { transport })
}

fn half_a_pair(sources: &Sources) -> Option<Diagnostic> {
    let (missing, there) = match (sources.is_given(CERTIFICATE), sources.is_given(KEY)) {
        (true, false) => (KEY, CERTIFICATE),
        (false, true) => (CERTIFICATE, KEY),
        _ => return None,
    };
    let name = called(sources.place_of(there), there);
    let text = format!("{name} is set, and {} is not. Set both.", missing[0]);
    Some(at(Diagnostic::error("Half of a certificate", text), missing))
}

fn unusable(sources: &Sources, argument: Argument, why: UnusableTransport) -> Diagnostic {
    let name = called(sources.place_of(argument), argument);
    let text = format!("{name} cannot be used: {why}.");
    at(Diagnostic::error("The connection cannot be made like this", text), argument)
}

fn unusable_pair(sources: &Sources, why: UnusableTransport) -> Diagnostic {
    let of_key = matches!(why, UnusableTransport::NoKey);
    unusable(sources, if of_key { KEY } else { CERTIFICATE }, why)
}

fn insecure_beyond_loopback(sources: &Sources) -> Diagnostic {
    let name = called(sources.place_of(INSECURE), INSECURE);
    let text = format!(
        "{name} is true, and the instance is not on this machine: credentials would go to whoever answers. Give the authority \
         of its certificate as ca_certificate instead."
    );
    at(Diagnostic::error("An insecure connection to another machine", text), INSECURE)
}

type Header<'a> = (&'a str, &'a SecretString);

/// The headers: from the block, or else a JSON object in the environment. Those decided by apply
/// are left out.
fn headers(sources: &Sources) -> Result<Vec<Header<'_>>, Diagnostic> {
    match sources.given(HEADERS) {
        Some(Given::Headers(all)) => Ok(all
            .iter()
            .filter_map(|(name, value)| Some((name.as_str(), value.as_ref()?)))
            .collect()),
        Some(Given::NoHeaders) => Err(no_set_of_headers()),
        _ => Ok(Vec::new()),
    }
}

fn no_set_of_headers() -> Diagnostic {
    let name = called(Place::Environment, HEADERS);
    let text =
        format!("{name} is no JSON object of texts. Write it like {{\"X-Gateway-Key\": \"…\"}}.");
    at(Diagnostic::error("Not a set of headers", text), HEADERS)
}

fn refused(sources: &Sources, (name, value): Header<'_>) -> Option<Diagnostic> {
    let why = Transport::default().header(name, value).err()?;
    let place = called(sources.place_of(HEADERS), HEADERS);
    let text = match why {
        UnusableTransport::OwnHeader => format!(
            "{place} holds \"{name}\", which the provider sets itself. Remove it; who is calling is set with the arguments for \
             authentication."
        ),
        _ => format!("{place} holds \"{name}\", which cannot be sent: {why}."),
    };
    Some(at(Diagnostic::error("Not a header to set", text), HEADERS))
}
