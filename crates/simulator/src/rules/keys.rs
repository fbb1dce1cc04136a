//! Keys and certificates: what the instance makes or reads of them.

use crate::{
    clock,
    evidence::Evidence,
    refusal::Refusal,
    vault,
    world::{Change, Rule, When},
};
use jiff::Timestamp;
use x509_parser::{certificate::X509Certificate, pem::parse_x509_pem, time::ASN1Time};

/// A verifier map without a key id gets one from the instance.
pub(super) static KEY_ID: Rule = Rule {
    name: "Generate key id",
    tables: &["jwt_verifier_map"],
    when: When::BeforeInsert,
    evidence: Evidence::Documented,
    apply: generate_key_id,
};

fn generate_key_id(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.get("kid").is_empty() {
        change.set("kid", vault::new_id());
    }
    Ok(())
}

/// A REST API key gets its token from the instance, and is found again by a digest of it.
///
/// Nobody can read the token over REST, so a test may also send one: that is invented.
pub(super) static API_KEY_TOKEN: Rule = Rule {
    name: "Generate API key token",
    tables: &["api_key"],
    when: When::BeforeWrite,
    evidence: Evidence::Documented,
    apply: generate_token,
};

fn generate_token(change: &mut Change<'_>) -> Result<(), Refusal> {
    let vault = &change.work.world.vault;
    if change.get("token").is_empty() {
        let token = vault.encrypt(&format!("now_{}{}", vault::new_id(), vault::new_id()));
        change.set("token", token);
    }
    let digest = vault.decrypt(change.get("token")).map(|token| vault::token_digest(&token));
    change.set("token_digest", digest.unwrap_or_default());
    Ok(())
}

/// Issuer, subject and validity of a certificate are read from its PEM text, whose lines must not be
/// longer than 64 characters.
pub(super) static CERTIFICATE: Rule = Rule {
    name: "Validate X.509 certificate",
    tables: &["sys_certificate"],
    when: When::BeforeWrite,
    evidence: Evidence::Documented,
    apply: read_certificate,
};

/// The longest line a certificate may have \[S\].
const LONGEST: usize = 64;
const DETAILS: [&str; 4] = ["issuer", "subject", "valid_from", "expires"];

fn read_certificate(change: &mut Change<'_>) -> Result<(), Refusal> {
    if !change.changes("pem_certificate") {
        return Ok(());
    }
    let pem = change.get("pem_certificate").to_owned();
    if pem.lines().any(|line| line.trim().len() > LONGEST) {
        return Err(change.abort(&CERTIFICATE));
    }
    let details = details(&pem).unwrap_or_default();
    for (column, text) in DETAILS.into_iter().zip(details) {
        change.set(column, text);
    }
    Ok(())
}

/// The texts for `DETAILS`; nothing for what is no certificate.
fn details(pem: &str) -> Option<[String; 4]> {
    let (_, pem) = parse_x509_pem(pem.as_bytes()).ok()?;
    let certificate: X509Certificate<'_> = pem.parse_x509().ok()?;
    let validity = certificate.validity();
    Some([
        certificate.issuer().to_string(),
        certificate.subject().to_string(),
        stored(validity.not_before)?,
        stored(validity.not_after)?,
    ])
}

fn stored(moment: ASN1Time) -> Option<String> {
    Timestamp::from_second(moment.timestamp()).ok().map(clock::stored)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, DnType, KeyPair, date_time_ymd};

    #[test]
    fn details_are_read_from_the_text() {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, "Client");
        params.not_before = date_time_ymd(2026, 1, 1);
        params.not_after = date_time_ymd(2027, 1, 1);
        let pem = params.self_signed(&KeyPair::generate().unwrap()).unwrap().pem();
        let [issuer, subject, valid_from, expires] = details(&pem).unwrap();
        assert!(issuer.contains("CN=Client") && subject == issuer, "{issuer}");
        assert_eq!(valid_from, "2026-01-01 00:00:00");
        assert_eq!(expires, "2027-01-01 00:00:00");
        assert_eq!(details("no certificate"), None);
    }
}
