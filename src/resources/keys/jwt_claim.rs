//! `servicenow_jwt_claim`: what an assertion of the instance says.

use crate::describe::{
    Field, Later, Records, Refusal, Resource, Values, choice, flag, reference, text,
};

const TABLE: &str = "jwt_claim_validation";

/// The instance makes the standard claims with their provider, empty (docs/facts.md#jwt-claims).
pub(crate) static RESOURCE: Resource = Resource::table("jwt_claim", TABLE)
    .doc(
        "A claim of the assertions that a JWT provider signs. The instance makes the claims `aud`, `sub` and `iss` with the \
         provider, without values; this resource fills the one that is there, and makes any other. Destroying it empties a \
         claim that the instance made and removes any other.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["jwt_provider", "name"]])
    .names_one()
    .import_path(&["jwt_provider", "name"])
    .made_empty("value")
    .goes_with("jwt_provider")
    .before_write(the_only_one_of_its_name)
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("jwt_provider", "jwt_provider")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The JWT provider whose assertions have it, by name or sys_id."),
    text("name").required().replaces().doc("Name of the claim, such as `aud` or `scope`."),
    text("value").required().doc("What the claim says."),
    choice("data_type", &["string"]).or_others().instance_default().doc(
        "The type of the value. `string` is the one word that is established, and what a new claim has.",
    ),
    flag("is_standard").starting_for("name", &["aud", "sub", "iss"]).doc(
        "Whether it is a standard claim, not a custom one. Left out: as it is, and for a new one true for `aud`, `sub` and `iss`.",
    ),
];

/// Two claims of one name would make it a matter of chance what an assertion says.
fn the_only_one_of_its_name<'a>(
    values: &'a dyn Values,
    records: &'a dyn Records,
) -> Later<'a, Result<(), Refusal>> {
    Box::pin(async move {
        let Some(name) = values.text("name").known() else { return Ok(()) };
        if values.text("id").known().is_some() {
            return Ok(());
        }
        let Some(provider) = records.resolve("jwt_provider").await? else { return Ok(()) };
        let equal = [("jwt_provider", provider.as_str()), ("name", name)];
        let found = records.find(TABLE, &equal, &[]).await?;
        let Some(sys_id) = found.first().and_then(|other| other.get("sys_id")) else {
            return Ok(());
        };
        let text = format!(
            "Nothing was written: the JWT provider has a claim \"{name}\" already (sys_id {sys_id}), and somebody gave it a \
             value. Set adopt_existing = true to take it over, or import it under this address."
        );
        Err(Refusal::rule("name", "The JWT provider has this claim already", text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};

    /// The memory resolves the provider to this word.
    fn one() -> Memory {
        let columns = [("sys_id", "c1"), ("jwt_provider", "jwt_provider"), ("name", "aud")];
        Memory::default().with(TABLE, &columns)
    }

    #[tokio::test]
    async fn a_second_claim_of_a_name_is_refused_by_the_first() {
        let aud = sample(&[("name", "aud")]);
        let Err(Refusal::Rule { attribute, detail, .. }) =
            the_only_one_of_its_name(&aud, &one()).await
        else {
            panic!("it is refused")
        };
        assert_eq!(attribute, Some("name"));
        assert!(detail.contains("sys_id c1") && detail.contains("adopt_existing"), "{detail}");
        assert!(the_only_one_of_its_name(&aud, &Memory::default()).await.is_ok());
    }

    #[tokio::test]
    async fn a_claim_is_not_in_its_own_way_nor_in_that_of_another_name() {
        let own = sample(&[("name", "aud"), ("id", "c1")]);
        assert!(the_only_one_of_its_name(&own, &one()).await.is_ok());
        assert!(the_only_one_of_its_name(&sample(&[("name", "sub")]), &one()).await.is_ok());
    }
}
