//! Certificates: what the instance reads of them, from their text and from the files on them.

use crate::{
    clock,
    evidence::Evidence,
    records::{self, Input},
    refusal::Refusal,
    world::{Change, Meaning, Rule, When, Work},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use jiff::Timestamp;
use std::collections::BTreeMap;
use x509_parser::{
    certificate::X509Certificate, parse_x509_certificate, pem::parse_x509_pem, time::ASN1Time,
};

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
const SECONDS_OF_A_DAY: i64 = 86_400;
/// What is read of a certificate, in the order of `details`.
const DETAILS: [&str; 6] =
    ["issuer", "subject", "serial_number", "valid_from", "expires", "expires_in_days"];

fn read_certificate(change: &mut Change<'_>) -> Result<(), Refusal> {
    if !change.changes("pem_certificate") {
        return Ok(());
    }
    let pem = change.get("pem_certificate").to_owned();
    if pem.lines().any(|line| line.trim().len() > LONGEST) {
        return Err(change.abort(&CERTIFICATE));
    }
    let details = details(pem.as_bytes(), change.work.now).unwrap_or_default();
    for (column, text) in DETAILS.into_iter().zip(details) {
        change.set(column, text);
    }
    Ok(())
}

/// A file on a certificate makes the instance read the certificate anew (docs/facts.md#certificate).
/// What it does with a file that is no certificate is not known: nothing here.
pub(super) static FILE: Rule = Rule {
    name: "Parse certificate attachment",
    tables: &["sys_attachment_doc"],
    when: When::AfterInsert,
    evidence: Evidence::Exported,
    apply: read_file,
};

fn read_file(change: &mut Change<'_>) -> Result<(), Refusal> {
    let work = change.work;
    let file = work.fetch("sys_attachment", change.get("sys_attachment"))?.unwrap_or_default();
    if file.value("table_name") != "sys_certificate" {
        return Ok(());
    }
    let bytes = bytes(work, file.value("sys_id"))?;
    let is_whole = file.value("size_bytes") == bytes.len().to_string();
    let Some(details) = details(&bytes, work.now).filter(|_| is_whole) else { return Ok(()) };
    let columns = DETAILS.into_iter().zip(details);
    let values = columns.map(|(column, text)| (column.to_owned(), text)).collect();
    let input = Input { values, meaning: Meaning::Platform };
    records::update(work, work.table("sys_certificate")?, file.value("table_sys_id"), &input)?;
    Ok(())
}

/// The bytes of a file, as far as they are there.
fn bytes(work: &Work<'_>, file: &str) -> Result<Vec<u8>, Refusal> {
    let pieces = work.find("sys_attachment_doc", &[("sys_attachment", file)])?;
    let position = |text: &str| text.parse::<u32>().unwrap_or(0);
    let ordered: BTreeMap<u32, &str> = pieces
        .iter()
        .map(|piece| (position(piece.value("position")), piece.value("data")))
        .collect();
    let decoded = ordered.values().filter_map(|data| BASE64_STANDARD.decode(data).ok());
    Ok(decoded.flatten().collect())
}

/// The texts for `DETAILS`; nothing for what is no certificate, as PEM or DER.
fn details(bytes: &[u8], now: Timestamp) -> Option<[String; DETAILS.len()]> {
    match parse_x509_pem(bytes) {
        Ok((_, pem)) => pem.parse_x509().ok().and_then(|certificate| read(&certificate, now)),
        Err(_) => parse_x509_certificate(bytes).ok().and_then(|(_, parsed)| read(&parsed, now)),
    }
}

fn read(certificate: &X509Certificate<'_>, now: Timestamp) -> Option<[String; DETAILS.len()]> {
    let validity = certificate.validity();
    let left = validity.not_after.timestamp().saturating_sub(now.as_second());
    Some([
        certificate.issuer().to_string(),
        certificate.subject().to_string(),
        certificate.raw_serial_as_string(),
        stored(validity.not_before)?,
        stored(validity.not_after)?,
        (left / SECONDS_OF_A_DAY).to_string(),
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
    fn details_are_read_from_text_and_from_bytes() {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, "Client");
        params.not_before = date_time_ymd(2026, 1, 1);
        params.not_after = date_time_ymd(2027, 1, 1);
        let made = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
        let now = clock::moment("2026-12-30 00:00:00").unwrap();
        let [issuer, subject, serial, valid_from, expires, left] =
            details(made.pem().as_bytes(), now).unwrap();
        assert!(issuer.contains("CN=Client") && subject == issuer, "{issuer}");
        assert_eq!(valid_from, "2026-01-01 00:00:00");
        assert_eq!((expires.as_str(), left.as_str()), ("2027-01-01 00:00:00", "2"));
        assert_eq!(details(made.der(), now).unwrap()[2], serial);
        assert_eq!(details(b"no certificate", now), None);
    }
}
