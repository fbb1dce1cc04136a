//! `servicenow_jwt_provider`: what signs the instance's own assertions.

use super::Doubt;
use crate::describe::{
    Field, Finding, Findings, Given, Later, Records, Refusal, Resource, Values, reference, text,
    whole,
};

pub(crate) static RESOURCE: Resource = Resource::table("jwt_provider", "jwt_provider")
    .doc(
        "Makes and signs the JWTs with which the instance asks a third party for tokens (JWT bearer grant). The instance makes \
         its claims `aud`, `sub` and `iss` with it, and leaves them empty: each gets its value from a `servicenow_jwt_claim`, \
         and until then no token is given.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .checks(&[an_assertion_lives_for_some_time])
    .demands(&[the_interval_looks_allowed])
    .before_write(the_interval_is_allowed)
    .refusals(&[the_limit_was_not_lowered])
    .before_delete(remove_its_claims)
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the provider."),
    whole("expiry_interval").instance_default().unit("seconds").doc(
        "How long an assertion is valid: more than 0, and at most what the system property \
             `jwt.provider.expiry.interval.limit` says, which is 3600 unless it was changed.",
    ),
    reference("jwt_keystore_alias", "jwt_keystore_aliases")
        .by(&["name"])
        .doc("The signing key, a `servicenow_jwt_key`, by name or sys_id."),
    reference("jwt_api_script", "sys_script_include")
        .by(&["name", "api_name"])
        .instance_default()
        .doc("Script include that shapes the assertion."),
];

/// The property that says how long an assertion may live, and what holds without it
/// (docs/facts.md#jwt-provider).
const LIMIT: (&str, i64) = ("jwt.provider.expiry.interval.limit", 3600);

fn an_assertion_lives_for_some_time(values: &dyn Values) -> Vec<Finding> {
    match values.whole("expiry_interval") {
        Given::Is(interval) if interval <= 0 => vec![Finding::error(
            "expiry_interval",
            "An assertion that is never valid",
            format!(
                "expiry_interval is {interval}, and the instance refuses what is not more than 0. Give the seconds an \
                 assertion is valid, such as 60, or leave it out."
            ),
        )],
        _ => Vec::new(),
    }
}

const TOO_LONG: Doubt = Doubt {
    attribute: "expiry_interval",
    summary: "The assertion lives too long",
    outlook: "Unless this apply raises the property first, the provider will be refused.",
};

fn the_interval_looks_allowed<'a>(
    values: &'a dyn Values,
    _: Option<&'a dyn Values>,
    records: &'a dyn Records,
) -> Findings<'a> {
    Box::pin(async move { Ok(TOO_LONG.warned(too_long(values, records).await?)) })
}

fn the_interval_is_allowed<'a>(
    values: &'a dyn Values,
    records: &'a dyn Records,
) -> Later<'a, Result<(), Refusal>> {
    Box::pin(async move { TOO_LONG.refused(too_long(values, records).await) })
}

/// Somebody may have lowered the property below what holds without it: looked at where the instance refused.
fn the_limit_was_not_lowered<'a>(
    values: &'a dyn Values,
    _: Option<&'a dyn Values>,
    records: &'a dyn Records,
) -> Findings<'a> {
    Box::pin(async move {
        let why = beyond_the_limit(values, records).await?;
        let found = why.map(|why| Finding::error("expiry_interval", TOO_LONG.summary, why));
        Ok(found.into_iter().collect())
    })
}

/// Asks for the property only where what holds without it is not enough.
async fn too_long(values: &dyn Values, records: &dyn Records) -> Result<Option<String>, Refusal> {
    match values.whole("expiry_interval") {
        Given::Is(interval) if interval > LIMIT.1 => beyond_the_limit(values, records).await,
        _ => Ok(None),
    }
}

async fn beyond_the_limit(
    values: &dyn Values,
    records: &dyn Records,
) -> Result<Option<String>, Refusal> {
    let Given::Is(interval) = values.whole("expiry_interval") else { return Ok(None) };
    let found = records.find("sys_properties", &[("name", LIMIT.0)], &["value"]).await?;
    let set = found.first().and_then(|property| property.get("value")?.trim().parse().ok());
    let limit = set.unwrap_or(LIMIT.1);
    Ok((interval > limit).then(|| {
        format!(
            "expiry_interval is {interval}, and this instance lets an assertion live for at most {limit} seconds. Lower it, or \
             raise the system property {}, for example with servicenow_system_property.",
            LIMIT.0
        )
    }))
}

/// Whether an instance takes the claims along is not established (docs/facts.md#jwt-claims).
fn remove_its_claims<'a>(
    values: &'a dyn Values,
    records: &'a dyn Records,
) -> Later<'a, Result<(), Refusal>> {
    Box::pin(async move {
        let Some(provider) = values.text("id").known() else { return Ok(()) };
        let claims = records
            .find("jwt_claim_validation", &[("jwt_provider", provider)], &["sys_id"])
            .await?;
        for claim in claims.iter().filter_map(|claim| claim.get("sys_id")) {
            records.delete("jwt_claim_validation", claim).await?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};

    #[test]
    fn an_interval_is_more_than_nothing() {
        for interval in ["0", "-5"] {
            let findings =
                an_assertion_lives_for_some_time(&sample(&[("expiry_interval", interval)]));
            assert!(!findings[0].warning && findings[0].attribute == "expiry_interval");
        }
        for given in [sample(&[]), sample(&[("expiry_interval", "1")])] {
            assert!(an_assertion_lives_for_some_time(&given).is_empty());
        }
    }

    fn limited(seconds: &str) -> Memory {
        Memory::default().with("sys_properties", &[("name", LIMIT.0), ("value", seconds)])
    }

    #[tokio::test]
    async fn what_is_too_long_for_this_instance_is_warned_of_and_then_refused() {
        let day = sample(&[("expiry_interval", "86400")]);
        for (memory, limit) in [(Memory::default(), "3600"), (limited("7200"), "7200")] {
            let findings = the_interval_looks_allowed(&day, None, &memory).await.unwrap();
            assert!(findings[0].warning && findings[0].detail.contains(limit), "{findings:?}");
            let Err(Refusal::Rule { attribute, detail, .. }) =
                the_interval_is_allowed(&day, &memory).await
            else {
                panic!("it is refused")
            };
            assert_eq!(attribute, Some("expiry_interval"));
            assert!(detail.contains(limit) && detail.contains(LIMIT.0), "{detail}");
        }
    }

    #[tokio::test]
    async fn a_limit_that_somebody_lowered_explains_a_refusal() {
        let hour = sample(&[("expiry_interval", "3600")]);
        let found = the_limit_was_not_lowered(&hour, None, &limited("60")).await.unwrap();
        assert!(!found[0].warning && found[0].detail.contains("at most 60 seconds"), "{found:?}");
        let found = the_limit_was_not_lowered(&hour, None, &Memory::default()).await.unwrap();
        assert!(found.is_empty());
    }

    #[tokio::test]
    async fn what_the_instance_allows_passes() {
        let hour = sample(&[("expiry_interval", "3600")]);
        assert!(
            the_interval_is_allowed(&hour, &limited("60")).await.is_ok(),
            "left to the instance"
        );
        let day = sample(&[("expiry_interval", "86400")]);
        assert!(the_interval_is_allowed(&day, &limited("86400")).await.is_ok());
        assert!(
            the_interval_looks_allowed(&day, None, &limited("86400")).await.unwrap().is_empty()
        );
        assert!(the_interval_is_allowed(&sample(&[]), &Memory::default()).await.is_ok());
    }

    #[tokio::test]
    async fn the_claims_go_with_their_provider_and_those_of_another_stay() {
        let memory = Memory::default()
            .with("jwt_claim_validation", &[("sys_id", "c1"), ("jwt_provider", "p1")])
            .with("jwt_claim_validation", &[("sys_id", "c2"), ("jwt_provider", "p2")]);
        remove_its_claims(&sample(&[("id", "p1")]), &memory).await.unwrap();
        assert_eq!(memory.rows("jwt_claim_validation").len(), 1);
    }
}
