//! Which tables a list asks: that of the type, or those of its variants, which have columns of their own.

use super::arguments::{QUERY, encoded, filters};
use super::walk::failed;
use crate::engine::lookup::asked::{self, Missing};
use crate::engine::model::{Attributes, ResourceType, TYPE};
use crate::engine::problem::{Listing, Problem};
use crate::engine::session::Work;

/// The tables to ask, one after the other, each with whether records of tables that extend it come by those. The one that
/// all variants extend is asked alone where it has all that is needed.
pub(super) async fn asked(
    work: &Work,
    resource: &ResourceType,
    config: &Attributes,
    with_state: bool,
) -> Result<Vec<(&'static str, bool)>, Problem> {
    let tables = of_variants(resource, config);
    let base = resource.description.table;
    let one = if with_state || is_narrowed(resource, config) { None } else { Some(base) };
    let has_others = resource.description.variants.iter().any(|variant| variant.table != base);
    let (mut having, mut first) = (Vec::new(), None);
    if let Some(base) = one {
        match missing(work, resource, base, config).await? {
            None => return Ok(vec![(base, false)]),
            missing => first = missing,
        }
    }
    for table in tables {
        match missing(work, resource, table, config).await? {
            None => having.push((table, has_others)),
            missing => first = first.or(missing),
        }
    }
    match first {
        Some(Missing { table, column, near }) if having.is_empty() => {
            let type_name = resource.type_name.clone();
            let attribute = QUERY;
            Err(Problem::Listing(Listing::NoColumn { type_name, attribute, table, column, near }))
        }
        _ => Ok(having),
    }
}

/// Whether something is asked for that only some variants have.
fn is_narrowed(resource: &ResourceType, config: &Attributes) -> bool {
    !resource.description.variants.is_empty()
        && filters(config).iter().any(|(name, _)| {
            let field = resource.field(name);
            *name == TYPE || field.is_some_and(|field| !field.only_for.is_empty())
        })
}

/// The tables of the variants that can be asked for all that is wanted.
fn of_variants(resource: &ResourceType, config: &Attributes) -> Vec<&'static str> {
    let description = resource.description;
    if description.variants.is_empty() {
        return vec![description.table];
    }
    let wanted = typed(resource, config).and_then(|typed| resource.variant(&typed));
    let has_all = |variant: &str| {
        let fields = filters(config).into_iter().filter_map(|(name, _)| resource.field(name));
        fields.into_iter().all(|field| field.belongs_to(variant))
    };
    let mut tables = Vec::new();
    for variant in description.variants {
        let is_wanted = wanted.is_none_or(|wanted| wanted == variant) && has_all(variant.name);
        if is_wanted && !tables.contains(&variant.table) {
            tables.push(variant.table);
        }
    }
    tables
}

/// The type that is filtered by, where the type tells variants apart.
pub(super) fn typed(resource: &ResourceType, config: &Attributes) -> Option<Attributes> {
    let has_variants = !resource.description.variants.is_empty();
    let filters = filters(config);
    let (_, word) = filters.into_iter().find(|(name, _)| has_variants && *name == TYPE)?;
    let mut typed = Attributes::default();
    typed.set(TYPE, word.into());
    Some(typed)
}

/// A column that the query names and the table has not.
async fn missing(
    work: &Work,
    resource: &ResourceType,
    table: &str,
    config: &Attributes,
) -> Result<Option<Missing>, Problem> {
    let missing = asked::missing(work, table, &asked::columns_of(encoded(config))).await;
    missing.map_err(|error| failed(work, &resource.type_name, "sys_dictionary", error))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tfplugin::Value;

    use super::*;
    use crate::engine::list::arguments::FILTER;
    use crate::resources::ALL;

    fn tables(name: &str, filter: &[(&str, &str)]) -> Vec<&'static str> {
        let resource = ALL.iter().find(|resource| resource.name == name).unwrap();
        let filter = filter.iter().map(|(name, text)| ((*name).to_owned(), Value::from(*text)));
        let mut config = Attributes::default();
        config.set(FILTER, Value::Map(filter.collect::<BTreeMap<_, _>>()));
        of_variants(&ResourceType::new(resource), &config)
    }

    #[test]
    fn what_only_some_variants_have_is_asked_of_their_tables() {
        assert_eq!(tables("role", &[]), ["sys_user_role"]);
        assert_eq!(tables("credential", &[]).len(), 3);
        assert_eq!(tables("credential", &[("type", "basic_auth")]), ["basic_auth_credentials"]);
        assert_eq!(
            tables("inbound_auth_profile", &[("authentication_type", "x")]),
            ["std_http_auth"]
        );
        let unknown = tables("credential", &[("type", "no such type")]);
        assert_eq!(unknown.len(), 3, "validation refuses it");
    }
}
