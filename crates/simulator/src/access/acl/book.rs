//! All active rules for records, by operation and name.

use super::rule::Rule;
use crate::{
    dictionary::Table,
    refusal::Operation,
    unknowns::EmptyRule,
    world::{Right, Rights},
};
use std::{
    collections::{BTreeSet, HashMap},
    fmt,
};

/// Stands for every table, and for every column of a table.
pub(super) const EVERY: &str = "*";

/// The rules in force.
#[derive(Clone, Default)]
pub(crate) struct RuleBook {
    /// By the operation's word, then by the table's name.
    operations: HashMap<String, HashMap<String, TableRules>>,
    /// Rules for REST APIs, by the resource's name.
    pub(super) endpoints: HashMap<String, Vec<Rule>>,
    /// Whether there are rules about queries, which refuse columns that may not be read.
    pub(super) refuses_queries: bool,
    empty: EmptyRule,
}

/// The rules at the names that begin with one table's name.
#[derive(Clone, Default)]
struct TableRules {
    rows: Vec<Rule>,
    every_column: Vec<Rule>,
    columns: HashMap<String, Vec<Rule>>,
}

impl TableRules {
    fn name_columns(&self) -> bool {
        !self.columns.is_empty() || !self.every_column.is_empty()
    }
}

impl fmt::Debug for RuleBook {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tables: usize = self.operations.values().map(HashMap::len).sum();
        formatter.debug_struct("RuleBook").field("tables", &tables).finish_non_exhaustive()
    }
}

impl RuleBook {
    /// A book without rules.
    pub(super) fn new(empty: EmptyRule) -> Self {
        Self { empty, ..Self::default() }
    }

    /// Enters a rule under `table`, `table.*` or `table.column`.
    pub(super) fn enter(&mut self, operation: &str, name: &str, rule: Rule) {
        let (table, column) = name.split_once('.').unwrap_or((name, ""));
        let of_operation = self.operations.entry(operation.to_owned()).or_default();
        let table = of_operation.entry(table.to_owned()).or_default();
        match column {
            "" => table.rows.push(rule),
            EVERY => table.every_column.push(rule),
            column => table.columns.entry(column.to_owned()).or_default().push(rule),
        }
    }

    /// The table's own rules, those of its ancestors upwards, and those of every table.
    fn tables<'a>(
        &'a self,
        operation: Operation,
        table: &'a Table,
    ) -> impl Iterator<Item = &'a TableRules> {
        let of_operation = self.operations.get(word(operation));
        let names = table.lineage.iter().map(String::as_str).chain([EVERY]);
        names.filter_map(move |name| of_operation?.get(name))
    }

    /// The first of `levels` with rules of a kind decides.
    fn decide(&self, levels: &[&[Rule]], roles: &BTreeSet<String>, otherwise: Right) -> Right {
        let first = |denies: bool| {
            let of_kind = |level: &&&[Rule]| level.iter().any(|rule| rule.denies == denies);
            let level = levels.iter().find(of_kind)?;
            Some(level.iter().filter(move |rule| rule.denies == denies))
        };
        let right = |rule: &Rule| rule.right(roles, self.empty);
        let allowed = first(false).map_or(otherwise, |rules| Right::any(rules.map(right)));
        let not_denied = first(true).map_or(Right::Always, |rules| Right::all(rules.map(right)));
        Right::all([not_denied, allowed])
    }
}

impl Rights for RuleBook {
    /// What who holds `roles` may do to rows of `table`. Without any rule: nothing.
    fn rows(&self, operation: Operation, table: &Table, roles: &BTreeSet<String>) -> Right {
        let levels: Vec<&[Rule]> =
            self.tables(operation, table).map(|rules| rules.rows.as_slice()).collect();
        self.decide(&levels, roles, Right::Never)
    }

    /// What who holds `roles` may do to a column, the right to the row aside. Without any rule:
    /// everything.
    fn column(
        &self,
        operation: Operation,
        table: &Table,
        column: &str,
        roles: &BTreeSet<String>,
    ) -> Right {
        let tables: Vec<&TableRules> =
            self.tables(operation, table).filter(|rules| rules.name_columns()).collect();
        if tables.is_empty() {
            return Right::Always;
        }
        let named = tables.iter().filter_map(|rules| rules.columns.get(column));
        let named = named.map(Vec::as_slice);
        let every = tables.iter().map(|rules| rules.every_column.as_slice());
        let levels: Vec<&[Rule]> = named.chain(every).collect();
        self.decide(&levels, roles, Right::Always)
    }

    /// Whether who holds `roles` may call the API of that name; without any rule: yes.
    fn opens_endpoint(&self, name: &str, roles: &BTreeSet<String>) -> bool {
        let levels: Vec<&[Rule]> =
            self.endpoints.get(name).map(Vec::as_slice).into_iter().collect();
        self.decide(&levels, roles, Right::Always).is_possible()
    }

    fn refuse_queries(&self) -> bool {
        self.refuses_queries
    }
}

/// The platform's word for an operation, as rules name it.
pub(super) const fn word(operation: Operation) -> &'static str {
    match operation {
        Operation::Read => "read",
        Operation::Insert => "create",
        Operation::Update => "write",
        Operation::Delete => "delete",
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::rule::{
            Rule,
            tests::{allowing, holding},
        },
        *,
    };
    use crate::dictionary::Dictionary;

    struct Bench {
        dictionary: Dictionary,
        book: RuleBook,
    }

    impl Bench {
        fn new(rules: &[(&str, Rule)]) -> Self {
            let mut book = RuleBook::default();
            for (name, rule) in rules {
                book.enter("read", name, rule.clone());
            }
            Self { dictionary: Dictionary::shipped(true).unwrap(), book }
        }

        fn rows(&self, table: &str, roles: &[&str]) -> bool {
            let table = self.dictionary.table(table).unwrap();
            self.book.rows(Operation::Read, table, &holding(roles)).is_possible()
        }

        fn column(&self, table: &str, column: &str, roles: &[&str]) -> bool {
            let table = self.dictionary.table(table).unwrap();
            self.book.column(Operation::Read, table, column, &holding(roles)).is_possible()
        }
    }

    #[test]
    fn the_nearest_ancestor_with_rules_decides_about_rows() {
        let bench = Bench::new(&[("task", allowing(&["itil"])), ("incident", allowing(&["desk"]))]);
        assert!(bench.rows("incident", &["desk"]));
        assert!(!bench.rows("incident", &["itil"]));
        assert!(bench.rows("problem", &["itil"]));
        assert!(!bench.rows("sys_user", &["itil"]), "without rules there is no access");
    }

    #[test]
    fn every_table_stands_behind_all_others() {
        let bench = Bench::new(&[("*", allowing(&["root"])), ("sys_user", allowing(&["people"]))]);
        assert!(bench.rows("cmdb_ci", &["root"]));
        assert!(!bench.rows("sys_user", &["root"]));
    }

    #[test]
    fn a_column_by_name_goes_before_every_column() {
        let bench = Bench::new(&[
            ("task.*", allowing(&["itil"])),
            ("task.number", allowing(&["reader"])),
            ("incident.*", allowing(&["desk"])),
        ]);
        assert!(bench.column("incident", "number", &["reader"]));
        assert!(!bench.column("incident", "number", &["desk"]));
        assert!(bench.column("incident", "state", &["desk"]));
        assert!(bench.column("problem", "state", &["itil"]));
        assert!(bench.column("sys_user", "name", &[]), "without rules the row's right counts");
    }

    #[test]
    fn several_rules_at_one_name_are_alternatives() {
        let bench = Bench::new(&[("task", allowing(&["a"])), ("task", allowing(&["b"]))]);
        assert!(bench.rows("task", &["b"]));
        assert!(!bench.rows("task", &["c"]));
    }

    #[test]
    fn a_denying_rule_must_be_passed_besides() {
        let deny = Rule { denies: true, ..allowing(&["cleared"]) };
        let bench = Bench::new(&[("task", allowing(&["itil"])), ("incident", deny)]);
        assert!(bench.rows("problem", &["itil"]));
        assert!(!bench.rows("incident", &["itil"]));
        assert!(!bench.rows("incident", &["cleared"]));
        assert!(bench.rows("incident", &["itil", "cleared"]));
    }

    #[test]
    fn an_interface_without_rules_is_open() {
        let mut book = RuleBook::default();
        assert!(book.opens_endpoint("api", &holding(&[])));
        book.endpoints.insert("api".to_owned(), vec![allowing(&["rest"])]);
        assert!(!book.opens_endpoint("api", &holding(&[])));
        assert!(book.opens_endpoint("api", &holding(&["rest"])));
    }
}
