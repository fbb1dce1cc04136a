//! How connections are made: certificates, proxy, headers.

use servicenow::{SecretString, Transport, UnusableTransport};

use super::given::Given;
use super::instance;
use super::sources::Sources;
use crate::engine::{Argument, BlockProblem, Problem, Problems};

const CERTIFICATE: Argument = "client_certificate";
const KEY: Argument = "client_key";
const AUTHORITY: Argument = "ca_certificate";
const PROXY: Argument = "proxy_url";
const INSECURE: Argument = "insecure";
const HEADERS: Argument = "headers";

/// What is wrong with the arguments that are given, as far as their texts tell: no file is read.
pub(super) fn check(sources: &Sources) -> Problems {
    let text = |argument| Ok(sources.pem_text_in(sources.origin_of(argument), argument));
    let mut wrong: Problems = half_a_pair(sources).into_iter().collect();
    wrong.extend(assembled(sources, text).1);
    wrong
}

/// Whether a certificate of one's own is shown.
pub(super) fn shows_certificate(sources: &Sources) -> bool {
    sources.text(CERTIFICATE).is_some()
}

/// The settings of connections, whose arguments were found right. Files are read.
pub(super) fn needed(sources: &Sources) -> Result<Transport, Problem> {
    let file = |argument| sources.pem_in(sources.origin_of(argument), argument);
    let (transport, wrong) = assembled(sources, file);
    wrong.into_iter().next().map_or(Ok(transport), Err)
}

fn half_a_pair(sources: &Sources) -> Option<Problem> {
    let (missing, there) = match (sources.is_given(CERTIFICATE), sources.is_given(KEY)) {
        (true, false) => (KEY, CERTIFICATE),
        (false, true) => (CERTIFICATE, KEY),
        _ => return None,
    };
    Some(Problem::Block(sources.origin_of(there), missing, BlockProblem::HalfAPair(there)))
}

/// The settings of what can be used, and what is wrong with the rest; `pem` finds the text of a certificate or key.
fn assembled(
    sources: &Sources,
    pem: impl Fn(Argument) -> Result<Option<SecretString>, Problem>,
) -> (Transport, Problems) {
    let (mut transport, mut wrong) = (Transport::default(), Problems::new());
    let mut add =
        |part: &dyn Fn(Transport) -> Result<Transport, Problem>| match part(transport.clone()) {
            Ok(with) => transport = with,
            Err(problem) => wrong.push(problem),
        };
    let unusable = |argument, why| sources.wrong(argument, BlockProblem::Unusable(why));
    add(&|transport| match pem(AUTHORITY)? {
        Some(authority) => transport.trust(&authority).map_err(|why| unusable(AUTHORITY, why)),
        None => Ok(transport),
    });
    add(&|transport| {
        let (Some(certificate), Some(key)) = (pem(CERTIFICATE)?, pem(KEY)?) else {
            return Ok(transport);
        };
        transport.identify(&certificate, &key).map_err(|why| {
            unusable(if why == UnusableTransport::NoKey { KEY } else { CERTIFICATE }, why)
        })
    });
    add(&|transport| match sources.secret(PROXY) {
        Some(proxy) => transport.through(&proxy).map_err(|why| unusable(PROXY, why)),
        None => Ok(transport),
    });
    add(&|transport| match instance::given(sources).filter(|_| sources.flag(INSECURE)) {
        Some(instance) if instance.is_loopback() => Ok(transport.trusting_anybody()),
        Some(_) => Err(sources.wrong(INSECURE, BlockProblem::Insecure)),
        None => Ok(transport),
    });
    match sources.given(HEADERS) {
        // One that is decided by apply has no value yet.
        Some(Given::Headers(all)) => {
            for (name, value) in all {
                let refused =
                    |why| sources.wrong(HEADERS, BlockProblem::NoHeader(name.clone(), why));
                add(&|transport| match value {
                    Some(value) => transport.header(name, value).map_err(refused),
                    None => Ok(transport),
                });
            }
        }
        Some(Given::NoHeaders) => wrong.push(sources.wrong(HEADERS, BlockProblem::NoHeaders)),
        _ => {}
    }
    (transport, wrong)
}
