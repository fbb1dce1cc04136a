//! `servicenow_certificate`: a certificate the instance trusts, or a key store it signs with
//! (docs/facts.md#certificate).

use x509_parser::pem::Pem;

use crate::describe::{Field, Finding, Given, Resource, Values, choice, flag, secret, text, whole};

pub(crate) static RESOURCE: Resource = Resource::table("certificate", "sys_certificate")
    .doc(
        "A certificate that the instance trusts, or the record of a key store. The content of a key store is a file on the record: \
         a `servicenow_attachment` in the table `sys_certificate`. A file that is put on a certificate makes the instance read \
         the certificate anew. Certificates belong to no application.",
    )
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .checks(&[a_certificate_is_in_pem_form])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the certificate."),
    text("description").column("short_description").doc("What it is for."),
    choice("format", &["pem", "der", "jks", "pfx"]).or_others().instance_default().doc("The form of the content."),
    choice("type", TYPES)
        .or_others()
        .instance_default()
        .replaces()
        .doc("What it is: `trust_store_cert` for a certificate to trust, `key_store` for a Java key store with keys to sign with."),
    text("pem_certificate").doc("The certificate in PEM form, with its lines of 64 characters."),
    secret("key_store_password").doc("The password of the key store."),
    flag("active").instance_default().doc("Whether it is in use."),
    text("frequency").instance_default().doc("How often people are told that it expires, by the word of the instance's own list."),
    whole("warn_in_days_to_expire")
        .instance_default()
        .unit("days")
        .doc("How long before it expires people are told."),
    text("serial_number").computed_from(&["pem_certificate"]).doc("Its serial number."),
    text("valid_from").computed_from(&["pem_certificate"]).doc("When it begins to be valid, in UTC."),
    text("expires").computed_from(&["pem_certificate"]).doc("When it ends to be valid, in UTC."),
    text("issuer").computed_from(&["pem_certificate"]).doc("Who issued it."),
    text("subject").computed_from(&["pem_certificate"]).doc("Whom it is about."),
];

const TYPES: &[&str] = &[
    "trust_store_cert",
    "trust_store",
    "trust_store_ca",
    "client_cert",
    "key_store",
    "pkcs12_key_store",
    "bcfks_key_store",
    "internal_ca",
    "ec2_private_key",
];

fn a_certificate_is_in_pem_form(values: &dyn Values) -> Vec<Finding> {
    let Given::Is(pem) = values.text("pem_certificate") else { return Vec::new() };
    let refuse = |detail: &str| {
        vec![Finding::error("pem_certificate", "Not a certificate in PEM form", detail)]
    };
    if pem.contains("PRIVATE KEY") {
        return refuse(
            "pem_certificate holds a private key. Give the certificate alone: the instance shows the field to people.",
        );
    }
    if !pem.trim_start().starts_with("-----BEGIN CERTIFICATE-----")
        || !pem.trim_end().ends_with("-----END CERTIFICATE-----")
    {
        return refuse(
            "Write the certificate from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----, such as file(\"ca.pem\").",
        );
    }
    if pem.lines().any(|line| line.trim().len() > 64) {
        return refuse(
            "The instance refuses lines of more than 64 characters. Wrap the certificate, as `openssl x509 -in ca.pem` does.",
        );
    }
    if !is_a_certificate(pem) {
        return refuse(
            "What stands between the first and the last line of pem_certificate is no X.509 certificate: it was cut, changed or \
             is something else. Check the file with `openssl x509 -in ca.pem -noout -subject`.",
        );
    }
    Vec::new()
}

/// Whether each part of the text is an X.509 certificate. The instance stores anything, and then trusts nobody.
fn is_a_certificate(pem: &str) -> bool {
    let mut parts = Pem::iter_from_buffer(pem.as_bytes());
    parts.all(|part| part.is_ok_and(|part| part.parse_x509().is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    fn findings(pem: &str) -> Vec<Finding> {
        a_certificate_is_in_pem_form(&sample(&[("pem_certificate", pem)]))
    }

    fn real() -> String {
        rcgen::generate_simple_self_signed(["a.example".to_owned()]).unwrap().cert.pem()
    }

    #[test]
    fn a_certificate_has_its_frame_and_short_lines() {
        assert!(findings(&real()).is_empty() && findings("?").is_empty());
        assert!(findings(&format!("{}{}", real(), real())).is_empty(), "a chain");
        assert!(findings("MIIB")[0].detail.as_str().contains("-----BEGIN CERTIFICATE-----"));
        let lines: Vec<String> = real().lines().map(str::to_owned).collect();
        let unwrapped = format!("{}\n{}{}", lines[0], lines[1], lines[2..].join("\n"));
        assert!(findings(&unwrapped)[0].detail.as_str().contains("64 characters"));
    }

    #[test]
    fn what_does_not_parse_is_no_certificate() {
        let mut lines: Vec<String> = real().lines().map(str::to_owned).collect();
        lines.remove(2);
        assert!(findings(&lines.join("\n"))[0].detail.as_str().contains("no X.509 certificate"));
        let short = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
        assert_eq!(findings(short)[0].attribute, "pem_certificate");
    }

    #[test]
    fn a_private_key_is_not_shown_to_people() {
        let key = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----";
        assert!(findings(key)[0].detail.as_str().contains("private key"));
    }
}
