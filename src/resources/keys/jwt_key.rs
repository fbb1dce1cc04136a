//! `servicenow_jwt_key`: the key with which the instance signs its own assertions.

use super::Doubt;
use crate::describe::{
    Field, Finding, Findings, Given, Later, Records, Refusal, Resource, Values, choice, flag,
    reference, secret, text,
};

pub(crate) static RESOURCE: Resource = Resource::table("jwt_key", "jwt_keystore_aliases")
    .doc(
        "A signing key: which key store, and with which password, a JWT provider signs with. A row of **System OAuth > JWT \
         Keys**. The key store itself is a file on the record of its certificate: a `servicenow_attachment`, which is best named \
         in `depends_on`.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .checks(&[the_algorithm_is_one_of_the_instance])
    .demands(&[the_key_store_looks_fit])
    .before_write(the_key_store_is_fit)
    .fields(FIELDS);

/// docs/facts.md#jwt-keys
const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the key."),
    reference("signing_keystore", "sys_certificate")
        .by(&["name"])
        .doc("The certificate that the key store is attached to: an active one of type `key_store` (Java) or `bcfks_key_store`."),
    secret("signing_key_password").doc("The password of the key in the key store."),
    choice("signing_algorithm", &["rsa_256"]).or_others().instance_default().doc(
        "How it signs. `rsa_256`, which is RS256, is the one that is documented.",
    ),
    text("key_id").column("kid").doc(
        "The `kid` that assertions name the key by. Left out, they name none; some third parties need it.",
    ),
    text("certificate_thumbprint").doc(
        "The SHA-1 thumbprint of the certificate, in base64, which becomes the `x5t` of assertions. Some third parties need it.",
    ),
    flag("active").instance_default().doc("Whether it can be used."),
    text("expiry").computed_from(&["signing_keystore"]).doc("When the certificate in the key store ends to be valid, in UTC."),
];

const KEY_STORES: [&str; 2] = ["key_store", "bcfks_key_store"];

fn the_algorithm_is_one_of_the_instance(values: &dyn Values) -> Vec<Finding> {
    let Given::Is(word) = values.text("signing_algorithm") else { return Vec::new() };
    let bare: String =
        word.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let detail = if word != "rsa_256" && matches!(bare.as_str(), "rs256" | "rsa256") {
        "The instance calls this algorithm rsa_256. Write signing_algorithm = \"rsa_256\"."
    } else if bare.starts_with("hs") || bare.contains("hmac") {
        "A JWT key signs with the private key of a key store, so HMAC is none of its algorithms. Write signing_algorithm = \
         \"rsa_256\". A shared key only verifies what clients sign: see shared_key of servicenow_jwt_verifier_map."
    } else {
        return Vec::new();
    };
    vec![Finding::error("signing_algorithm", "Unknown signing algorithm", detail)]
}

const UNFIT: Doubt = Doubt {
    attribute: "signing_keystore",
    summary: "No key store to sign with",
    outlook: "Unless this apply changes the certificate first, the key will be refused.",
};

fn the_key_store_looks_fit<'a>(
    values: &'a dyn Values,
    _: Option<&'a dyn Values>,
    records: &'a dyn Records,
) -> Findings<'a> {
    Box::pin(async move { Ok(UNFIT.warned(unfit(values, records).await?)) })
}

fn the_key_store_is_fit<'a>(
    values: &'a dyn Values,
    records: &'a dyn Records,
) -> Later<'a, Result<(), Refusal>> {
    Box::pin(async move { UNFIT.refused(unfit(values, records).await) })
}

/// What keeps the certificate from being signed with; nothing where that cannot be seen.
async fn unfit(values: &dyn Values, records: &dyn Records) -> Result<Option<String>, Refusal> {
    if !values.text("signing_keystore").is_set() {
        return Ok(None);
    }
    let Some(sys_id) = records.resolve("signing_keystore").await? else { return Ok(None) };
    let columns = ["name", "type", "active"];
    let Some(certificate) = records.get("sys_certificate", &sys_id, &columns).await? else {
        return Ok(None);
    };
    let column = |name: &str| certificate.get(name).map_or("", String::as_str);
    let (name, kind) = (column("name"), column("type"));
    if !kind.is_empty() && !KEY_STORES.contains(&kind) {
        return Ok(Some(format!(
            "The certificate \"{name}\" is of type {kind}, and the instance signs with a key_store (Java) or a \
             bcfks_key_store only. Name a certificate of one of these types whose record has the key store attached."
        )));
    }
    let is_off = matches!(column("active"), "false" | "0");
    Ok(is_off.then(|| {
        format!(
            "The certificate \"{name}\" is not active, and the instance signs with active ones only. Set active = true on it, \
             or name another."
        )
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};

    fn said_of(algorithm: &str) -> String {
        let findings =
            the_algorithm_is_one_of_the_instance(&sample(&[("signing_algorithm", algorithm)]));
        findings.first().map(|finding| finding.detail.clone()).unwrap_or_default()
    }

    #[test]
    fn an_algorithm_is_answered_with_the_instances_word() {
        for spelling in ["RS256", "rs_256", "RSA_256", "rsa256"] {
            assert!(said_of(spelling).contains("signing_algorithm = \"rsa_256\""), "{spelling}");
        }
        for shared in ["HS256", "hs_512", "HmacSHA256"] {
            assert!(said_of(shared).contains("servicenow_jwt_verifier_map"), "{shared}");
        }
        for fine in ["rsa_256", "?", "es_256"] {
            assert_eq!(said_of(fine), "", "{fine}");
        }
    }

    /// The memory resolves the certificate to the name of the attribute.
    fn certificate(kind: &str, active: &str) -> Memory {
        let columns =
            [("sys_id", "signing_keystore"), ("name", "C"), ("type", kind), ("active", active)];
        Memory::default().with("sys_certificate", &columns)
    }

    #[tokio::test]
    async fn what_holds_no_key_is_warned_of_in_the_plan_and_refused_before_it_is_written() {
        let key = sample(&[("signing_keystore", "C")]);
        for (kind, active, word) in [
            ("trust_store_cert", "true", "type trust_store_cert"),
            ("pkcs12_key_store", "true", "key_store (Java)"),
            ("key_store", "false", "not active"),
        ] {
            let memory = certificate(kind, active);
            let findings = the_key_store_looks_fit(&key, None, &memory).await.unwrap();
            assert!(findings[0].warning && findings[0].detail.contains(word), "{findings:?}");
            let Err(Refusal::Rule { attribute, detail, .. }) =
                the_key_store_is_fit(&key, &memory).await
            else {
                panic!("{kind} is refused")
            };
            assert_eq!(attribute, Some("signing_keystore"));
            assert!(detail.starts_with("Nothing was written.") && detail.contains(word));
        }
    }

    #[tokio::test]
    async fn a_key_store_and_what_cannot_be_seen_are_let_pass() {
        let key = sample(&[("signing_keystore", "C")]);
        for memory in [
            certificate("key_store", "true"),
            certificate("bcfks_key_store", "1"),
            Memory::default(),
        ] {
            assert!(the_key_store_is_fit(&key, &memory).await.is_ok());
            assert!(the_key_store_looks_fit(&key, None, &memory).await.unwrap().is_empty());
        }
        assert!(the_key_store_is_fit(&sample(&[]), &certificate("x", "true")).await.is_ok());
    }
}
