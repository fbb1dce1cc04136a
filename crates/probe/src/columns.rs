//! How the columns and choices of an instance differ from what the descriptions hold.

use crate::{
    descriptions::{APPLICATION_FILE, Described, Descriptions, is_a_customers_own},
    dictionary::Dictionary,
    error::ProbeError,
    instance::Instance,
};
use std::{collections::BTreeSet, fmt};

/// One difference between a description and the instance.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// The instance has no such table.
    NoTable {
        /// The table.
        table: String,
    },
    /// The instance has no such column.
    Lacks {
        /// The table, which may inherit the column.
        table: String,
        /// The column.
        column: String,
        /// The attribute that stands for it; empty where none does.
        attribute: String,
    },
    /// The instance does not offer a word that the attribute may be.
    LacksWord {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// The word.
        word: String,
    },
    /// The instance has a column that nobody knows. What is mandatory comes first.
    Has {
        /// Whether it may be empty on a form.
        optional: bool,
        /// The table that declares it.
        table: String,
        /// The column.
        column: String,
        /// Its type, such as `boolean`.
        kind: String,
    },
    /// The instance offers a word that nobody knows.
    HasWord {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// The word.
        word: String,
    },
    /// The account does not see everything that is written about a table.
    Hidden {
        /// `sys_dictionary` or `sys_choice`.
        of: &'static str,
        /// The table.
        table: String,
        /// How many rows are hidden.
        rows: usize,
    },
    /// Something is not seen, and may be hidden.
    Untold {
        /// The column or the choice, in words.
        what: String,
    },
}

/// All differences, type by type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The types that differ, in the order of the documentation, each with its differences.
    pub by_type: Vec<(String, Vec<Difference>)>,
    /// What the account may not see at all.
    pub remarks: Vec<String>,
}

impl Comparison {
    /// Whether the instance has exactly what the descriptions hold, and nothing of it is hidden.
    pub fn is_empty(&self) -> bool {
        self.by_type.is_empty() && self.remarks.is_empty()
    }
}

/// Compares the instance's dictionary with what is known.
pub(crate) async fn compare(
    instance: &Instance,
    known: &Descriptions,
) -> Result<Comparison, ProbeError> {
    let dictionary = Dictionary::read(instance, known).await?;
    let differences = |name: &str| {
        (name.to_owned(), OfType { known, dictionary: &dictionary, name }.differences())
    };
    let by_type = known.types().into_iter().map(differences);
    let by_type = by_type.filter(|(_, differences)| !differences.is_empty()).collect();
    Ok(Comparison { by_type, remarks: remarks(&dictionary) })
}

fn remarks(dictionary: &Dictionary) -> Vec<String> {
    let parents =
        "This account may not read sys_db_object, so which table extends which is taken as known.";
    let choices = "This account may not read sys_choice, so no choices were compared.";
    let parents = (!dictionary.shows_parents).then(|| parents.to_owned());
    let choices = (!dictionary.shows_choices).then(|| choices.to_owned());
    parents.into_iter().chain(choices).collect()
}

/// The comparison of one type.
struct OfType<'a> {
    known: &'a Descriptions,
    dictionary: &'a Dictionary,
    name: &'a str,
}

impl<'a> OfType<'a> {
    fn differences(&self) -> Vec<Difference> {
        let mut found: BTreeSet<Difference> = BTreeSet::new();
        for row in self.known.of_type(self.name) {
            found.extend(self.column(row));
            found.extend(self.words(row));
        }
        found.extend(self.unknown());
        let hidden = self.written().into_iter().filter_map(|table| self.hidden(table));
        found.extend(hidden);
        found.into_iter().collect()
    }

    /// What is wrong with one column.
    fn column(&self, row: &Described) -> Vec<Difference> {
        let (table, column) = (row.table.clone(), row.column.clone());
        if self.dictionary.has_column(&table, &column) {
            return Vec::new();
        }
        let chain = self.dictionary.chain(&row.table).into_iter();
        let hidden: Vec<Difference> = chain.filter_map(|table| self.hidden(table)).collect();
        if !hidden.is_empty() {
            let untold = Difference::Untold { what: format!("`{table}.{column}`") };
            return hidden.into_iter().chain([untold]).collect();
        }
        if self.dictionary.has_table(&table) {
            return vec![Difference::Lacks { table, column, attribute: row.attribute.clone() }];
        }
        vec![Difference::NoTable { table }]
    }

    /// What is hidden about one table.
    fn hidden(&self, table: &str) -> Option<Difference> {
        let rows = self.dictionary.hidden(table);
        let (of, table) = ("sys_dictionary", table.to_owned());
        (rows > 0).then_some(Difference::Hidden { of, table, rows })
    }

    /// What is wrong with the words of a column, where it has a list of choices at all.
    fn words(&self, row: &Described) -> Vec<Difference> {
        if row.words.is_empty() {
            return Vec::new();
        }
        let place = || (row.table.clone(), row.column.clone());
        let hidden = self.dictionary.hidden_choices(&row.table);
        let listed = self.dictionary.words(&row.table, &row.column);
        let lacks = |word: &&String| listed.is_some_and(|listed| !listed.contains_key(*word));
        let lacking = row.words.iter().filter(lacks).map(|word| {
            let (table, column) = place();
            let what = format!("the choice `{word}` of `{table}.{column}`");
            let word = word.clone();
            match hidden {
                0 => Difference::LacksWord { table, column, word },
                _ => Difference::Untold { what },
            }
        });
        let known = |word: &&String| row.words.contains(word) || row.other_words.contains(word);
        let offered = listed.into_iter().flatten().filter(|(_, offered)| **offered);
        let offered = offered.map(|(word, _)| word).filter(|word| !word.is_empty() && !known(word));
        let new = offered.filter(|word| !is_a_customers_own(word)).map(|word| {
            let (table, column) = place();
            Difference::HasWord { table, column, word: word.clone() }
        });
        let (of, table) = ("sys_choice", row.table.clone());
        let hidden = (hidden > 0).then_some(Difference::Hidden { of, table, rows: hidden });
        lacking.chain(new).chain(hidden).collect()
    }

    /// The tables that the type writes, and what they extend.
    fn written(&self) -> BTreeSet<&'a str> {
        let rows = self.known.of_type(self.name).filter(|row| !row.key);
        let chains = rows.flat_map(|row| self.dictionary.chain(&row.table));
        chains.filter(|table| *table != APPLICATION_FILE).collect()
    }

    /// Columns of the instance that neither a description nor the simulated instance has.
    fn unknown(&self) -> Vec<Difference> {
        let tables = self.written();
        let mut known: BTreeSet<&str> = BTreeSet::new();
        for table in &tables {
            known.extend(self.known.known_of(&self.known.chain(table)));
            known.extend(self.known.known_of(&self.dictionary.chain(table)));
        }
        let mut found = Vec::new();
        for table in tables {
            let own = self.dictionary.own(table);
            let unknown =
                own.filter(|(name, _)| !known.contains(name) && !is_a_customers_own(name));
            found.extend(unknown.map(|(name, entry)| Difference::Has {
                optional: !entry.mandatory,
                table: table.to_owned(),
                column: name.to_owned(),
                kind: entry.kind.clone(),
            }));
        }
        found
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTable { table } => write!(f, "lacks the table `{table}`"),
            Self::Lacks { table, column, attribute } if attribute.is_empty() => {
                write!(f, "lacks `{table}.{column}`")
            }
            Self::Lacks { table, column, attribute } => {
                write!(f, "lacks `{table}.{column}`, the attribute `{attribute}`")
            }
            Self::LacksWord { table, column, word } => {
                write!(f, "lacks the choice `{word}` of `{table}.{column}`")
            }
            Self::Has { optional, table, column, kind } => {
                let mandatory = if *optional { "" } else { ", mandatory" };
                write!(f, "has `{table}.{column}` ({kind}{mandatory})")
            }
            Self::HasWord { table, column, word } => {
                write!(f, "has the choice `{word}` of `{table}.{column}`")
            }
            Self::Hidden { of, table, rows } => {
                write!(f, "hides {rows} rows of {of} about `{table}` from this account")
            }
            Self::Untold { what } => write!(f, "leaves open whether there is {what}"),
        }
    }
}

impl fmt::Display for Comparison {
    /// Markdown, to be put into an issue as it is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for remark in &self.remarks {
            writeln!(f, "{remark}\n")?;
        }
        for (name, differences) in &self.by_type {
            writeln!(f, "## {name}\n")?;
            for difference in differences {
                writeln!(f, "* {difference}")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(column: &str, optional: bool) -> Difference {
        let (table, column, kind) = ("t".to_owned(), column.to_owned(), "string".to_owned());
        Difference::Has { optional, table, column, kind }
    }

    #[test]
    fn what_is_lacking_comes_first_and_then_what_is_mandatory() {
        let lacks = Difference::Lacks {
            table: "t".to_owned(),
            column: "z".to_owned(),
            attribute: "zed".to_owned(),
        };
        let mut all = [has("a", true), has("b", false), lacks];
        all.sort();
        let said: Vec<String> = all.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "lacks `t.z`, the attribute `zed`",
                "has `t.b` (string, mandatory)",
                "has `t.a` (string)"
            ]
        );
    }

    const KNOWN: &str = "columns = [
            { type = 'a', attribute = 'ay', table = 't', column = 'a', words = ['x', 'y'], other_words = ['o'] },
            { type = 'a', attribute = 'look', table = 'elsewhere', column = 'name', key = true },
            { type = 'b', attribute = 'bee', table = 'child', column = 'b' },
        ]
        [tables.t]
        others = ['known']
        [tables.child]
        extends = 't'
        [tables.elsewhere]";

    /// What differs where the tables have these columns, and so many rows of theirs are hidden.
    fn compared(tables: &[(&str, &[&str], usize)], words: &[&str]) -> Vec<String> {
        let known: Descriptions = toml::from_str(KNOWN).unwrap();
        let dictionary = Dictionary::sample(tables, &[("child", "t")], ("t", "a", words));
        let said = |name: &str| {
            let differences = OfType { known: &known, dictionary: &dictionary, name }.differences();
            differences.iter().map(|it| format!("{name}: {it}")).collect::<Vec<_>>()
        };
        known.types().into_iter().flat_map(said).collect()
    }

    const ELSEWHERE: (&str, &[&str], usize) = ("elsewhere", &["name", "and_more"], 0);

    #[test]
    fn what_is_there_and_known_is_no_difference() {
        let t: (&str, &[&str], usize) = ("t", &["a", "known", "sys_id", "u_own"], 0);
        let all = compared(&[t, ("child", &["b"], 0), ELSEWHERE], &["x", "y", "o"]);
        assert_eq!(all, Vec::<String>::new());
    }

    #[test]
    fn a_column_is_had_through_the_table_that_is_extended_and_lacking_where_neither_has_it() {
        let all = compared(&[("t", &["a", "b"], 0), ("child", &["c"], 0), ELSEWHERE], &[]);
        assert_eq!(all, ["a: has `t.b` (string)", "b: has `child.c` (string)"]);
        let all = compared(&[("t", &["a"], 0), ("child", &["sys_id"], 0), ELSEWHERE], &[]);
        assert_eq!(all, ["b: lacks `child.b`, the attribute `bee`"]);
        let all = compared(&[("t", &["a"], 0), ELSEWHERE], &[]);
        assert_eq!(all, ["b: lacks the table `child`"]);
    }

    #[test]
    fn what_may_be_hidden_in_the_table_above_is_not_called_lacking() {
        let all = compared(&[("t", &["a"], 2), ("child", &["sys_id"], 0), ELSEWHERE], &[]);
        let above = "hides 2 rows of sys_dictionary about `t` from this account";
        let open = "leaves open whether there is `child.b`";
        assert_eq!(all, [format!("a: {above}"), format!("b: {above}"), format!("b: {open}")]);
        // The table looked up in is told of where something of it is not seen.
        let all =
            compared(&[("t", &["a"], 0), ("child", &["b"], 0), ("elsewhere", &["c"], 1)], &[]);
        assert_eq!(all.len(), 2, "{all:?}");
        assert!(all[1].contains("leaves open whether there is `elsewhere.name`"), "{all:?}");
    }

    #[test]
    fn words_are_compared_both_ways_where_there_is_a_list() {
        let tables: &[(&str, &[&str], usize)] =
            &[("t", &["a"], 0), ("child", &["b"], 0), ELSEWHERE];
        let all = compared(tables, &["x", "new", "x_acme"]);
        assert_eq!(all, ["a: lacks the choice `y` of `t.a`", "a: has the choice `new` of `t.a`"]);
        assert!(compared(tables, &[]).is_empty(), "it has no list");
    }

    #[test]
    fn nothing_to_tell_is_silence() {
        assert!(Comparison::default().is_empty());
        assert_eq!(Comparison::default().to_string(), "");
    }
}
