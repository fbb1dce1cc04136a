//! What may be shown of what an instance answers: no secret, and where nobody can say that a column holds none, nothing
//! that may be one. The dictionary says it; where it is hidden, our own descriptions do, and then the column's name and
//! the form of what is stored.

use std::collections::BTreeMap;

use servicenow::{Error, Record};

use crate::describe::{Field, FieldType, Resource};
use crate::engine::lookup::dictionary;
use crate::engine::model::Column;
use crate::engine::model::ciphertext::is_ciphertext;
use crate::engine::session::Work;
use crate::resources::ALL;

/// What is known of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Secrecy {
    /// It holds a secret.
    Secret,
    /// It does in rows that have one of these words in this other column.
    If(&'static str, &'static [&'static str]),
    /// It holds none.
    Plain,
    /// Its name speaks of a secret, and nobody can tell.
    Unknown,
}

/// Words in the names of columns that hold secrets.
const WORDS: &[&str] = &["password", "passwd", "pwd", "passphrase", "secret", "token", "key"];

/// What is known of a column of a table, or of one that references lead to (`role.name`). A dictionary that this account
/// may not read is none.
pub(crate) async fn of(work: &Work, table: &str, path: &str) -> Result<Secrecy, Error> {
    let (mut table, mut column) = (table.to_owned(), path);
    while let Some((step, rest)) = column.split_once('.') {
        column = rest;
        let known = if let Some(known) = target(&table, step) {
            Some(known.to_owned())
        } else {
            let columns = dictionary::columns(work, &table).await?;
            columns.get(step).map(|found| found.reference.clone())
        };
        let Some(next) = known.filter(|next| !next.is_empty()) else {
            let last = column.rsplit('.').next().unwrap_or(column);
            return Ok(anywhere(last));
        };
        table = next;
    }
    if let Some(described) = described(&table, column) {
        return Ok(described);
    }
    let known = dictionary::columns(work, &table).await?;
    Ok(of_column(known.get(column), column))
}

fn of_column(known: Option<&Column>, name: &str) -> Secrecy {
    match known {
        Some(column) if column.is_secret() => Secrecy::Secret,
        None if speaks_of_a_secret(name) => Secrecy::Unknown,
        Some(_) | None => Secrecy::Plain,
    }
}

/// What our descriptions say of a column of a table.
fn described(table: &str, column: &str) -> Option<Secrecy> {
    if column.starts_with("sys_") {
        return Some(Secrecy::Plain);
    }
    let of_table = ALL.iter().filter(|resource| is_of(resource, table));
    let mut fields = of_table.flat_map(|resource| resource.fields);
    fields.find_map(|field| secrecy(field, column))
}

/// What is said of a column of this name of a table that nobody knows. What is a secret in a column for any text is told by
/// its table alone.
fn anywhere(column: &str) -> Secrecy {
    let mut fields = ALL.iter().flat_map(|resource| resource.fields);
    let is_secret =
        fields.any(|field| field.is_secret() && !field.in_clear && field.column == Some(column));
    if is_secret { Secrecy::Secret } else { of_column(None, column) }
}

fn is_of(resource: &Resource, table: &str) -> bool {
    resource.table == table || resource.variants.iter().any(|variant| variant.table == table)
}

fn secrecy(field: &Field, column: &str) -> Option<Secrecy> {
    (field.column? == column).then_some(match field.secret_if {
        _ if field.is_secret() => Secrecy::Secret,
        Some((other, words)) => Secrecy::If(other, words),
        None => Secrecy::Plain,
    })
}

/// The table that a column leads to, by our descriptions.
fn target(table: &str, column: &str) -> Option<&'static str> {
    let of_table = ALL.iter().filter(|resource| is_of(resource, table));
    let mut fields = of_table.flat_map(|resource| resource.fields);
    fields.find_map(|field| match field.holds {
        FieldType::Reference(target) if field.column == Some(column) => Some(target.table),
        _ => None,
    })
}

fn speaks_of_a_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let mut words = name.split('_');
    words.any(|word| WORDS.contains(&word)) || name.contains("password") || name.contains("secret")
}

/// What is known of the columns of rows, each asked for once.
#[derive(Default)]
pub(crate) struct Discretion(BTreeMap<String, Secrecy>);

impl Discretion {
    /// Learns of these columns of a table.
    pub(crate) async fn learn(
        &mut self,
        work: &Work,
        table: &str,
        columns: &[&str],
    ) -> Result<(), Error> {
        for column in columns {
            if !self.0.contains_key(*column) {
                let found = of(work, table, column).await?;
                self.0.insert((*column).to_owned(), found);
            }
        }
        Ok(())
    }

    /// The further columns that tell in which rows these hold a secret.
    pub(crate) fn telling(&self) -> Vec<String> {
        let telling = self.0.iter().filter_map(|(column, secrecy)| match secrecy {
            Secrecy::If(other, _) => Some(beside(column, other)),
            _ => None,
        });
        telling.collect()
    }

    /// Whether the column of this row may be shown.
    pub(crate) fn shows(&self, row: &Record, column: &str) -> bool {
        let text = row.get(column).unwrap_or_default();
        if text.is_empty() || matches!(text, "true" | "false") {
            return true;
        }
        !is_ciphertext(text)
            && match self.0.get(column) {
                Some(Secrecy::Secret | Secrecy::Unknown) => false,
                Some(Secrecy::If(other, words)) => {
                    let word = row.get(&beside(column, other));
                    word.is_some_and(|word| !words.contains(&word))
                }
                Some(Secrecy::Plain) | None => true,
            }
    }
}

/// Another column of the record in which `column` stands.
fn beside(column: &str, other: &str) -> String {
    match column.rsplit_once('.') {
        Some((way, _)) => format!("{way}.{other}"),
        None => other.to_owned(),
    }
}

/// Whether the field of this record is a secret by the record's other columns, or by its form.
pub(crate) fn is_kept_back(field: &Field, fields: &[Field], record: &Record) -> bool {
    let stored = |field: &Field| record.get(field.column?);
    if stored(field).is_none_or(str::is_empty) {
        return false;
    }
    let by_word = field.secret_if.is_some_and(|(other, words)| {
        let other = fields.iter().find(|field| field.name == other);
        other.and_then(stored).is_none_or(|word| words.contains(&word))
    });
    by_word || stored(field).is_some_and(is_ciphertext)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_secret_of_every_type_is_known_in_each_of_its_tables() {
        for resource in ALL {
            let variants = resource.variants.iter().map(|variant| variant.table);
            for field in resource.fields.iter().filter(|field| field.is_secret()) {
                for table in variants.clone().chain([resource.table]) {
                    let column = field.column.unwrap();
                    assert_eq!(described(table, column), Some(Secrecy::Secret), "{table}.{column}");
                }
                let expected = if field.in_clear { Secrecy::Plain } else { Secrecy::Secret };
                assert_eq!(anywhere(field.column.unwrap()), expected);
            }
        }
    }

    #[test]
    fn what_a_description_knows_is_no_matter_of_names() {
        assert_eq!(described("oauth_entity", "token_url"), Some(Secrecy::Plain));
        assert_eq!(described("oauth_entity", "sys_id"), Some(Secrecy::Plain));
        assert!(matches!(described("sys_properties", "value"), Some(Secrecy::If("type", _))));
        assert_eq!(described("incident", "number"), None);
        assert_eq!(target("oauth_entity_profile", "oauth_entity"), Some("oauth_entity"));
    }

    #[test]
    fn a_name_that_speaks_of_a_secret_is_one_until_somebody_knows_better() {
        for name in
            ["user_password", "u_secret", "api_key", "u_token", "ssh_passphrase", "u_clientsecret"]
        {
            assert_eq!(of_column(None, name), Secrecy::Unknown, "{name}");
            let known = Column { type_word: "string".into(), ..Column::default() };
            assert_eq!(of_column(Some(&known), name), Secrecy::Plain, "{name}");
        }
        for name in ["name", "keyword", "monkey", "comments", "tokenized"] {
            assert_eq!(of_column(None, name), Secrecy::Plain, "{name}");
        }
    }

    #[test]
    fn a_row_shows_what_is_certainly_no_secret() {
        let cipher = format!("\u{e010}\u{e011}\u{e012}{}", "0f".repeat(50));
        let known = [
            ("password", Secrecy::Secret),
            ("u_key", Secrecy::Unknown),
            ("value", Secrecy::If("type", &["password2"])),
            ("a.value", Secrecy::If("type", &["password2"])),
        ];
        let known = known.map(|(column, secrecy)| (column.to_owned(), secrecy));
        let discretion = Discretion(known.into_iter().collect());
        let row = |pairs: &[(&str, &str)]| pairs.iter().copied().collect::<Record>();
        let shows = |pairs: &[(&str, &str)]| discretion.shows(&row(pairs), pairs[0].0);
        assert!(!shows(&[("password", "x")]) && shows(&[("password", "")]));
        assert!(!shows(&[("u_key", "x")]) && shows(&[("u_key", "true")]));
        assert!(!shows(&[("note", &cipher)]) && shows(&[("note", "x")]));
        assert!(!shows(&[("value", "x"), ("type", "password2")]));
        assert!(shows(&[("value", "x"), ("type", "string")]));
        assert!(!shows(&[("value", "x")]), "nobody can tell");
        assert!(!shows(&[("a.value", "x"), ("type", "string"), ("a.type", "password2")]));
        assert_eq!(discretion.telling(), ["a.type", "type"]);
    }
}
