//! The columns that a query and a list of fields name, held against the dictionary: an instance drops a condition on a
//! column that it does not know, and answers without a field that it does not know (docs/facts.md#dropped-condition).

use servicenow::Error;

use crate::engine::lookup::dictionary;
use crate::engine::lookup::near::likest;
use crate::engine::session::Work;

/// What stands before the column in a part of an encoded query, the longer words first (docs/facts.md#queries).
const BEFORE: &[&str] = &["ORDERBYDESC", "ORDERBY", "GROUPBY", "TRENDBY", "OR", "NQ", "EQ"];
/// What can be asked for and is in no dictionary.
const BESIDE: &[&str] = &["sys_tags", "variables"];
/// What leads to the columns of a child table.
const TO_CHILD: &str = "ref_";

/// A column that is not there.
pub(crate) struct Missing {
    /// The table that was to have it: another one where references lead there.
    pub(crate) table: String,
    pub(crate) column: String,
    /// Columns of the table that resemble it.
    pub(crate) near: Vec<String>,
}

/// The columns that an encoded query names.
pub(crate) fn columns_of(query: &str) -> Vec<&str> {
    query.split('^').filter_map(column_of).collect()
}

/// Operators have capitals or signs, columns have neither.
fn column_of(part: &str) -> Option<&str> {
    let part = BEFORE.iter().find_map(|word| part.strip_prefix(word)).unwrap_or(part);
    let is_of_it = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '_' | '.');
    let end = part.find(|letter| !is_of_it(letter)).unwrap_or(part.len());
    Some(&part[..end]).filter(|name| name.starts_with(|letter: char| letter.is_ascii_lowercase()))
}

/// The first of the columns that is not there, as far as this user may read the dictionary.
pub(crate) async fn missing(
    work: &Work,
    table: &str,
    names: &[&str],
) -> Result<Option<Missing>, Error> {
    for name in names {
        if let Some(missing) = is_missing(work, table, name).await? {
            return Ok(Some(missing));
        }
    }
    Ok(None)
}

async fn is_missing(work: &Work, table: &str, name: &str) -> Result<Option<Missing>, Error> {
    let mut table = table.to_owned();
    for step in name.split('.') {
        if BESIDE.contains(&step) || step.starts_with(TO_CHILD) {
            return Ok(None);
        }
        let known = dictionary::columns(work, &table).await?;
        // Each table has it: without it, the dictionary is not shown, or not whole.
        if !known.contains_key("sys_id") {
            return Ok(None);
        }
        let Some(column) = known.get(step) else {
            let near = likest(step, known.keys().map(String::as_str));
            let near = near.into_iter().map(str::to_owned).collect();
            return Ok(Some(Missing { table, column: step.to_owned(), near }));
        };
        if column.reference.is_empty() {
            return Ok(None);
        }
        table.clone_from(&column.reference);
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_names_its_columns() {
        let query = "active=true^ORnameLIKEa^NQrole.nameINx,y^sys_created_on>=javascript:gs.daysAgo(1)^numberISEMPTY\
                     ^ORDERBYDESCpriority^ORDERBYorder^EQ";
        assert_eq!(
            columns_of(query),
            ["active", "name", "role.name", "sys_created_on", "number", "priority", "order"]
        );
    }

    #[test]
    fn what_is_no_column_is_not_taken_for_one() {
        assert!(columns_of("").is_empty());
        assert!(columns_of("123TEXTQUERY321=printer^RLQUERYsys_user.u_x,>0^ENDRLQUERY").is_empty());
        assert_eq!(columns_of("^nameSTARTSWITHledger."), ["name"]);
    }
}
