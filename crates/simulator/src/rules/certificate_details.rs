//! Issuer, subject and validity of a certificate are read from its PEM text, whose lines must not be
//! longer than 64 characters.

use crate::{
    clock,
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};
use time::OffsetDateTime;
use x509_parser::{certificate::X509Certificate, pem::parse_x509_pem, time::ASN1Time};

pub(super) static RULE: Rule = Rule {
    name: "Validate X.509 certificate",
    tables: &["sys_certificate"],
    when: When::BeforeWrite,
    evidence: Evidence::Documented,
    apply,
};

/// The longest line a certificate may have \[S\].
const LONGEST: usize = 64;
const DETAILS: [&str; 4] = ["issuer", "subject", "valid_from", "expires"];

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    if !change.changes("pem_certificate") {
        return Ok(());
    }
    let pem = change.get("pem_certificate").to_owned();
    if pem.lines().any(|line| line.trim().len() > LONGEST) {
        return Err(change.abort(&RULE));
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
    OffsetDateTime::from_unix_timestamp(moment.timestamp()).ok().map(clock::stored)
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
