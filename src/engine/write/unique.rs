//! Rows that join two records: the platform lets the same pair be joined twice, and nobody wants that.

use crate::describe::{Records, Refusal, Resource, Values};

use crate::engine::model::ID;

/// Attribute and column of the two references that a row joins.
pub(crate) type Pair = [(&'static str, &'static str); 2];

/// The pair that a row of this type joins, where the same pair is not to be joined twice.
pub(crate) fn pair(resource: &Resource) -> Option<Pair> {
    let [[left, right]] = resource.natural_keys else { return None };
    let side = |name: &'static str| {
        let field = resource.fields.iter().find(|field| field.name == name)?;
        Some((name, field.column?))
    };
    if resource.unique { Some([side(left)?, side(right)?]) } else { None }
}

/// The sys_id of another row that joins the same two records.
pub(crate) async fn find(
    resource: &Resource,
    [left, right]: Pair,
    values: &dyn Values,
    records: &dyn Records,
) -> Result<Option<String>, Refusal> {
    let (Some(one), Some(other)) =
        (records.resolve(left.0).await?, records.resolve(right.0).await?)
    else {
        return Ok(None);
    };
    let mut equal = vec![(left.1, one.as_str()), (right.1, other.as_str())];
    equal.extend_from_slice(resource.among);
    let own = values.text(ID).known();
    let found = records.find(resource.table, &equal, &[]).await?;
    let mut sys_ids = found.iter().filter_map(|row| row.get("sys_id"));
    Ok(sys_ids.find(|sys_id| Some(sys_id.as_str()) != own).cloned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};
    use crate::resources::ALL;

    /// The other row that this type's row would stand beside.
    async fn other(
        name: &str,
        given: &[(&'static str, &'static str)],
        memory: &Memory,
    ) -> Option<String> {
        let resource = ALL.iter().find(|resource| resource.name == name).unwrap();
        find(resource, pair(resource).unwrap(), &sample(given), memory).await.unwrap()
    }

    /// A grant of the role to the user; the memory resolves each attribute to its own name.
    fn granted(inherited: &str) -> Memory {
        let columns =
            [("sys_id", "g1"), ("user", "user"), ("role", "role"), ("inherited", inherited)];
        Memory::default().with("sys_user_has_role", &columns)
    }

    #[tokio::test]
    async fn a_pair_is_joined_once_and_a_row_is_not_in_its_own_way() {
        assert_eq!(other("user_role", &[], &granted("false")).await.as_deref(), Some("g1"));
        assert_eq!(other("user_role", &[("id", "g1")], &granted("false")).await, None);
        assert_eq!(other("user_role", &[], &Memory::default()).await, None);
    }

    #[tokio::test]
    async fn a_row_that_cannot_be_managed_does_not_count() {
        assert_eq!(other("user_role", &[], &granted("true")).await, None);
    }

    #[tokio::test]
    async fn the_columns_are_those_of_the_fields() {
        let columns =
            [("sys_id", "m1"), ("oauth_entity", "oauth_registry"), ("auth_scope", "auth_scope")];
        let given = Memory::default().with("oauth_entity_auth_scope_mapping", &columns);
        assert!(other("oauth_registry_auth_scope", &[], &given).await.is_some());
    }

    #[test]
    fn what_is_not_unique_joins_no_pair() {
        let group = ALL.iter().find(|resource| resource.name == "group").unwrap();
        assert!(pair(group).is_none());
    }
}
