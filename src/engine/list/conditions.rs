//! What the records of a list must hold, by the description of their type.

use std::collections::BTreeSet;

use servicenow::{Query, QueryError};

use super::arguments::{FILTER, OWN, SINCE, filters, no_moment, stored_moment};
use super::tables::typed;
use super::walk::failed;
use crate::describe::{Field, FieldType, Links, Values, number_of};
use crate::engine::lookup::near::likest;
use crate::engine::lookup::references;
use crate::engine::model::stored::{comparison, elements, truth};
use crate::engine::model::{Attributes, ResourceType, SCOPE, TYPE};
use crate::engine::problem::{Listing, Problem, Problems};
use crate::engine::session::Work;

/// The most sys_ids one request asks for (docs/facts.md#address-length).
const IDS_A_REQUEST: usize = 100;

/// Whether records can be told by what they hold in it.
fn is_filter(resource: &ResourceType, field: &Field) -> bool {
    let is_variant = field.name == TYPE && !resource.description.variants.is_empty();
    let is_stored = field.column.is_some() || matches!(field.holds, FieldType::Links(_));
    is_stored && !field.is_secret() && field.name != SCOPE || is_variant
}

/// The attributes that records can be filtered by.
pub(super) fn filter_names(resource: &ResourceType) -> Vec<&'static str> {
    let fields = resource.fields.iter().filter(|field| is_filter(resource, field));
    fields.map(|field| field.name).collect()
}

/// What is wrong with a configuration by itself.
pub(super) fn validate(resource: &ResourceType, config: &Attributes) -> Problems {
    let known = filter_names(resource);
    let named = config.get(FILTER).as_map().into_iter().flatten().map(|(name, _)| name);
    let unknown = named.filter(|name| !known.contains(&name.as_str())).map(|name| {
        let near = likest(name, known.iter().copied()).into_iter().map(str::to_owned).collect();
        let (type_name, known) = (resource.type_name.clone(), known.clone());
        let known = known.into_iter().map(str::to_owned).collect();
        Listing::NoFilter { type_name, name: name.clone(), near, known }
    });
    let is_flag = |name: &str| {
        resource.field(name).is_some_and(|field| matches!(field.holds, FieldType::Flag))
    };
    let no_flags = filters(config)
        .into_iter()
        .filter(|(name, text)| is_flag(name) && !matches!(*text, "true" | "false"))
        .map(|(name, text)| Listing::NoFlag(name.to_owned(), text.to_owned()));
    unknown.chain(no_flags).map(Problem::Listing).chain(no_moment(config)).collect()
}

/// The queries for all that is asked for, of whichever table, but for what is encoded already: one, unless the records are
/// asked for by what they are joined to.
pub(super) async fn of(
    work: &Work,
    resource: &ResourceType,
    config: &Attributes,
) -> Result<Vec<Query>, Problem> {
    let mut among = resource.description.among.iter();
    let mut query = among
        .try_fold(Query::new(), |query, (column, value)| query.equals_where_shown(column, value));
    let scope = config.known_text(SCOPE).map(|scope| (SCOPE, scope));
    let mut owners: Option<BTreeSet<String>> = None;
    for (name, text) in filters(config).into_iter().chain(scope) {
        let Some(field) = resource.field(name) else { continue };
        let texts = stored(work, field, text).await?;
        if let FieldType::Links(links) = &field.holds {
            let joined = joined(work, &resource.type_name, links, &texts).await?;
            owners = Some(match owners {
                Some(others) => others.intersection(&joined).cloned().collect(),
                None => joined,
            });
        } else if let Some(column) = field.column {
            query = query.and_then(|query| held(query, field, column, &texts));
        }
    }
    if let Some((column, word)) = typed(resource, config).and_then(|typed| resource.mark(&typed)) {
        query = query.and_then(|query| query.equals(column, &word));
    }
    let query = query.map_err(|wrong| unaskable(&resource.type_name, &wrong))?;
    let query = further(work, &resource.type_name, query, config).await?;
    let Some(owners) = owners else { return Ok(vec![query]) };
    let owners: Vec<String> = owners.into_iter().collect();
    let some = owners.chunks(IDS_A_REQUEST).map(|some| query.clone().is_in("sys_id", some));
    some.collect::<Result<_, _>>().map_err(|wrong| unaskable(&resource.type_name, &wrong))
}

/// The records that are joined to one of these.
async fn joined(
    work: &Work,
    type_name: &str,
    links: &Links,
    members: &[String],
) -> Result<BTreeSet<String>, Problem> {
    if members.is_empty() {
        return Ok(BTreeSet::new());
    }
    let query = Query::new().is_in(links.member, members);
    let query = query.map_err(|wrong| unaskable(type_name, &wrong))?;
    let rows = work.client.table(links.table).matching(&query, &[links.owner], None).await;
    let rows = rows.map_err(|error| failed(work, type_name, links.table, error))?.rows;
    Ok(rows.iter().filter_map(|row| row.get(links.owner)).map(str::to_owned).collect())
}

/// The query with what can be asked for of any table.
pub(super) async fn further(
    work: &Work,
    type_name: &str,
    query: Query,
    config: &Attributes,
) -> Result<Query, Problem> {
    let mut query = Ok(query);
    if config.flag(OWN).known() == Some(true) {
        let user = work.client.current_user().await;
        let user = user.map_err(|error| failed(work, type_name, "sys_user", error))?;
        query = query.and_then(|query| query.equals("sys_created_by", &user.user_name));
    }
    if let Some(moment) = config.known_text(SINCE).and_then(stored_moment) {
        query = query.and_then(|query| query.greater_or_equal("sys_updated_on", &moment));
    }
    query.map_err(|wrong| unaskable(type_name, &wrong))
}

/// The problem that a value cannot be asked for.
pub(super) fn unaskable(type_name: &str, wrong: &QueryError) -> Problem {
    let (type_name, why) = (type_name.to_owned(), wrong.to_string());
    Problem::Listing(Listing::Unaskable { type_name, why })
}

/// The texts that are stored for a value: the sys_ids of what it refers to. Where there may be several, any of them.
async fn stored(work: &Work, field: &Field, text: &str) -> Result<Vec<String>, Problem> {
    let parts = match field.holds {
        FieldType::Links(_) | FieldType::References(_) | FieldType::TextList => elements(text),
        FieldType::Codes(codes) => vec![number_of(codes, text)],
        _ => vec![text],
    };
    let Some(target) = references::target(field).filter(|_| !references::names_none(text)) else {
        return Ok(parts.into_iter().map(str::to_owned).collect());
    };
    let mut sys_ids = Vec::new();
    for part in parts {
        sys_ids.push(references::the_one(work, field.name, target, part, None).await?);
    }
    Ok(sys_ids)
}

/// A column of several values holds one of these among others.
fn held(query: Query, field: &Field, column: &str, texts: &[String]) -> Result<Query, QueryError> {
    let text = texts.first().map_or("", String::as_str);
    match field.holds {
        FieldType::References(_) | FieldType::TextList if !text.is_empty() => {
            let any = query.contains(column, text)?;
            texts[1..].iter().try_fold(any, |query, text| query.or_contains(column, text))
        }
        // An absent flag is one that is off.
        FieldType::Flag if truth(text) == Some(false) => {
            query.equals_as(column, "false", comparison(&FieldType::Flag))
        }
        holds => query.equals_in_parts(column, text, comparison(&holds)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tfplugin::Value;

    use super::*;
    use crate::resources::ALL;

    fn resource(name: &str) -> ResourceType {
        ResourceType::new(ALL.iter().find(|resource| resource.name == name).unwrap())
    }

    fn said(name: &str, filter: &[(&str, &str)]) -> Vec<String> {
        let filter = filter.iter().map(|(name, text)| ((*name).to_owned(), Value::from(*text)));
        let mut config = Attributes::default();
        config.set(FILTER, Value::Map(filter.collect::<BTreeMap<_, _>>()));
        let told = validate(&resource(name), &config);
        told.iter().map(|problem| problem.told().detail).collect()
    }

    #[test]
    fn an_unknown_attribute_is_refused_with_those_that_resemble_it() {
        let said = said("connection", &[("credentail", "Acme")]);
        assert!(said[0].contains("Similar: credential"), "{said:?}");
    }

    #[test]
    fn no_list_is_filtered_by_a_secret_or_by_what_is_stored_elsewhere() {
        for description in ALL {
            let resource = ResourceType::new(description);
            for name in filter_names(&resource) {
                let field = resource.field(name).unwrap();
                let elsewhere =
                    matches!(field.holds, FieldType::Object(_) | FieldType::Derived(..));
                assert!(!field.is_secret() && !elsewhere, "{}.{name}", description.name);
            }
        }
        assert_eq!(said("credential", &[("password", "x")]).len(), 1);
        assert_eq!(said("credential", &[("type", "basic_auth"), ("name", "x")]).len(), 0);
    }

    #[test]
    fn a_flag_is_true_or_false() {
        assert_eq!(said("connection", &[("active", "yes")]).len(), 1);
        assert!(said("connection", &[("active", "true")]).is_empty());
    }
}
