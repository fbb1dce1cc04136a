//! How connections are made: certificates, proxy, headers.

use servicenow::{SecretString, Transport, UnusableTransport};

use super::given::Given;
use super::instance;
use super::sources::{Found, Sources};
use crate::engine::{Argument, BlockProblem, Problem, Problems};

/// The certificate that the provider shows of itself.
pub(super) const CERTIFICATE: Argument = "client_certificate";
const KEY: Argument = "client_key";

/// What is wrong with the arguments that are given, as far as their texts tell: no file is read.
pub(super) fn check(sources: &Sources) -> Problems {
    let mut wrong: Problems = half_a_pair(sources).into_iter().collect();
    wrong.extend(assembled(sources, |found| Ok(found.pem_text())).1);
    wrong
}

/// The settings of connections, whose arguments were found right. Files are read.
pub(super) fn needed(sources: &Sources) -> Result<Transport, Problem> {
    let (transport, wrong) = assembled(sources, Found::pem);
    wrong.into_iter().next().map_or(Ok(transport), Err)
}

fn half_a_pair(sources: &Sources) -> Option<Problem> {
    let (certificate, key) = (sources.at(CERTIFICATE), sources.at(KEY));
    let (missing, there) = match (certificate.is_given(), key.is_given()) {
        (true, false) => (KEY, certificate),
        (false, true) => (CERTIFICATE, key),
        _ => return None,
    };
    Some(Problem::Block(there.origin, missing, BlockProblem::HalfAPair(there.argument)))
}

/// The settings of what can be used, and what is wrong with the rest; `pem` finds the text of a certificate or key.
fn assembled<'a>(
    sources: &'a Sources,
    pem: impl Fn(Found<'a>) -> Result<Option<SecretString>, Problem>,
) -> (Transport, Problems) {
    let (mut transport, mut wrong) = (Transport::default(), Problems::new());
    let mut add =
        |part: &dyn Fn(Transport) -> Result<Transport, Problem>| match part(transport.clone()) {
            Ok(with) => transport = with,
            Err(problem) => wrong.push(problem),
        };
    let unusable = |found: Found<'_>, why| found.wrong(BlockProblem::Unusable(why));
    let authority = sources.at("ca_certificate");
    add(&|transport| match pem(authority)? {
        Some(text) => transport.trust(&text).map_err(|why| unusable(authority, why)),
        None => Ok(transport),
    });
    let (certificate, key) = (sources.at(CERTIFICATE), sources.at(KEY));
    add(&|transport| {
        let (Some(shown), Some(kept)) = (pem(certificate)?, pem(key)?) else {
            return Ok(transport);
        };
        transport.identify(&shown, &kept).map_err(|why| {
            unusable(if why == UnusableTransport::NoKey { key } else { certificate }, why)
        })
    });
    let proxy = sources.at("proxy_url");
    add(&|transport| match proxy.secret() {
        Some(url) => transport.through(&url).map_err(|why| unusable(proxy, why)),
        None => Ok(transport),
    });
    let insecure = sources.at("insecure");
    add(&|transport| match instance::given(sources).filter(|_| insecure.flag()) {
        Some(instance) if instance.is_loopback() => Ok(transport.trusting_anybody()),
        Some(_) => Err(insecure.wrong(BlockProblem::Insecure)),
        None => Ok(transport),
    });
    let headers = sources.at("headers");
    match headers.given {
        Some(Given::Headers(all)) => {
            // One that is decided by apply has no value yet.
            for (name, value) in
                all.iter().filter_map(|(name, value)| Some((name, value.as_ref()?)))
            {
                let refused = |why| headers.wrong(BlockProblem::NoHeader(name.clone(), why));
                add(&|transport| transport.header(name, value).map_err(refused));
            }
        }
        Some(Given::NoHeaders) => wrong.push(headers.wrong(BlockProblem::NoHeaders)),
        _ => {}
    }
    (transport, wrong)
}
