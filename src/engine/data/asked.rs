//! The columns that a query and a list of fields name, held against the dictionary: an instance drops a condition on a
//! column that it does not know, and answers without a field that it does not know (docs/facts.md#dropped-condition).

use crate::engine::data::unread;
use crate::engine::lookup::dictionary;
use crate::engine::lookup::near::likest;
use crate::engine::problem::{Problem, Search};
use crate::engine::session::Work;

/// What stands before the column in a part of an encoded query, the longer words first (docs/facts.md#queries).
const BEFORE: &[&str] = &["ORDERBYDESC", "ORDERBY", "GROUPBY", "TRENDBY", "OR", "NQ", "EQ"];
/// What can be asked for and is in no dictionary.
const BESIDE: &[&str] = &["sys_tags", "variables"];
/// What leads to the columns of a child table.
const TO_CHILD: &str = "ref_";

/// Where a column is asked for.
pub(super) struct Asked<'a> {
    pub(super) type_name: &'static str,
    pub(super) table: &'a str,
    pub(super) attribute: &'static str,
}

/// The columns that an encoded query names.
pub(super) fn columns_of(query: &str) -> Vec<&str> {
    query.split('^').filter_map(column_of).collect()
}

/// Operators have capitals or signs, columns have neither.
fn column_of(part: &str) -> Option<&str> {
    let part = BEFORE.iter().find_map(|word| part.strip_prefix(word)).unwrap_or(part);
    let is_of_it = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '_' | '.');
    let end = part.find(|letter| !is_of_it(letter)).unwrap_or(part.len());
    Some(&part[..end]).filter(|name| name.starts_with(|letter: char| letter.is_ascii_lowercase()))
}

impl Asked<'_> {
    /// Nothing where all columns are there, as far as this user may read the dictionary.
    pub(super) async fn are_there(&self, work: &Work, names: &[&str]) -> Result<(), Problem> {
        for name in names {
            self.is_there(work, name).await?;
        }
        Ok(())
    }

    async fn is_there(&self, work: &Work, name: &str) -> Result<(), Problem> {
        let mut table = self.table.to_owned();
        for step in name.split('.') {
            if BESIDE.contains(&step) || step.starts_with(TO_CHILD) {
                return Ok(());
            }
            let known = dictionary::columns(work, &table).await;
            let known =
                known.map_err(|error| unread(work, self.type_name, "sys_dictionary", error))?;
            // Each table has it: without it, the dictionary is not shown, or not whole.
            if !known.contains_key("sys_id") {
                return Ok(());
            }
            let Some(column) = known.get(step) else {
                let near = likest(step, known.keys().map(String::as_str));
                let near = near.into_iter().map(str::to_owned).collect();
                return Err(self.unknown(table, step.to_owned(), near));
            };
            if column.reference.is_empty() {
                return Ok(());
            }
            table.clone_from(&column.reference);
        }
        Ok(())
    }

    fn unknown(&self, table: String, column: String, near: Vec<String>) -> Problem {
        let (type_name, attribute) = (self.type_name.to_owned(), self.attribute);
        Problem::Search(Search::NoColumn { type_name, attribute, table, column, near })
    }
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
