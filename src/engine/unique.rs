//! Rows that join two records: the platform lets the same pair be joined twice, and nobody wants that.

use crate::describe::{Records, Refusal, Resource, Values};

use super::explain;
use super::kind::ID;

/// Refuses a row that joins the same two records as another one, and names that.
pub(crate) async fn check(
    spec: &Resource,
    values: &dyn Values,
    records: &dyn Records,
) -> Result<(), Refusal> {
    let Some(sides) = sides(spec) else { return Ok(()) };
    let (Some(one), Some(other)) =
        (records.resolve(sides[0].0).await?, records.resolve(sides[1].0).await?)
    else {
        return Ok(());
    };
    let mut equal = vec![(sides[0].1, one.as_str()), (sides[1].1, other.as_str())];
    equal.extend_from_slice(spec.among);
    let own = values.text(ID).known();
    let found = records.find(spec.table, &equal, &[]).await?;
    let sys_ids = found.iter().filter_map(|row| row.get("sys_id"));
    match sys_ids.map(String::as_str).find(|sys_id| Some(*sys_id) != own) {
        Some(there) => Err(explain::joined_already(spec.table, sides.map(|side| side.0), there)),
        None => Ok(()),
    }
}

/// Attribute and column of the two references that a row of a unique type joins.
fn sides(spec: &Resource) -> Option<[(&'static str, &'static str); 2]> {
    let [[left, right]] = spec.natural_keys else { return None };
    let side = |name: &'static str| {
        let field = spec.fields.iter().find(|field| field.name == name)?;
        Some((name, field.column?))
    };
    if spec.unique { Some([side(left)?, side(right)?]) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};
    use crate::resources::ALL;

    fn spec(name: &str) -> &'static Resource {
        ALL.iter().find(|resource| resource.name == name).unwrap()
    }

    /// A grant of the role to the user; the memory resolves each attribute to its own name.
    fn granted(inherited: &str) -> Memory {
        let columns =
            [("sys_id", "g1"), ("user", "user"), ("role", "role"), ("inherited", inherited)];
        Memory::default().with("sys_user_has_role", &columns)
    }

    #[tokio::test]
    async fn a_pair_is_joined_once_and_a_row_is_not_in_its_own_way() {
        let grant = spec("user_role");
        let refused = check(grant, &sample(&[]), &granted("false")).await.unwrap_err();
        assert_eq!(refused.attribute, Some("role"));
        assert!(
            refused
                .detail
                .contains("the record g1 of sys_user_has_role joins the same user and role")
        );
        assert!(check(grant, &sample(&[("id", "g1")]), &granted("false")).await.is_ok());
        assert!(check(grant, &sample(&[]), &Memory::default()).await.is_ok());
    }

    #[tokio::test]
    async fn a_row_that_cannot_be_managed_does_not_count() {
        assert!(check(spec("user_role"), &sample(&[]), &granted("true")).await.is_ok());
    }

    #[tokio::test]
    async fn the_columns_are_those_of_the_fields() {
        let columns =
            [("sys_id", "m1"), ("oauth_entity", "oauth_registry"), ("auth_scope", "auth_scope")];
        let given = Memory::default().with("oauth_entity_auth_scope_mapping", &columns);
        let refused = check(spec("oauth_registry_auth_scope"), &sample(&[]), &given).await;
        assert!(refused.unwrap_err().detail.contains("the same oauth_registry and auth_scope"));
    }

    #[tokio::test]
    async fn what_is_not_unique_is_not_looked_for() {
        let group = spec("group");
        let named = Memory::default().with(group.table, &[("sys_id", "g1"), ("name", "name")]);
        assert!(check(group, &sample(&[]), &named).await.is_ok());
    }
}
