//! Turns a query into SQL with parameters.

use super::{Circumstances, Clause, Group, Joins, Place, Query};
use crate::{dictionary::Dictionary, unknowns::UnknownQueryColumn};
use rusqlite::types::Value;
use std::collections::BTreeSet;

/// A condition as SQL, with the values of its parameters in order.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) condition: String,
    pub(crate) parameters: Vec<Value>,
    /// An ORDER BY list; never empty.
    pub(crate) order: String,
}

/// Why a query is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QueryError {
    /// It names a column that is not there, or that the caller may not read.
    UnreadableColumn,
}

/// Who asks, and what happens to columns that are not there for them.
pub(crate) struct Asking<'a> {
    pub(crate) circumstances: Circumstances<'a>,
    /// What a column that is not there does to its query.
    pub(crate) on_unknown: UnknownQueryColumn,
    /// Whether it makes its condition match no row: a property of the instance, which wins.
    pub(crate) unknown_matches_nothing: bool,
    /// A column that may not be read is treated as one that is not there.
    pub(crate) may_read: &'a dyn Fn(&Place) -> bool,
}

/// The SQL for `query`.
pub(crate) fn compile(
    query: &Query,
    joins: &mut Joins<'_>,
    dictionary: &Dictionary,
    asking: &Asking<'_>,
) -> Result<Compiled, QueryError> {
    let mut compiler = Compiler { joins, dictionary, asking, parameters: Vec::new() };
    let groups: Result<Vec<String>, _> =
        query.groups.iter().map(|group| compiler.group(group)).collect();
    let groups = groups?;
    let condition = if groups.is_empty() { "1".to_owned() } else { balanced(groups, " OR ") };
    let order = compiler.order(query);
    Ok(Compiled { condition, parameters: compiler.parameters, order })
}

/// What is known and what has been gathered while a query is compiled.
pub(super) struct Compiler<'a, 'b> {
    pub(super) joins: &'a mut Joins<'b>,
    pub(super) dictionary: &'a Dictionary,
    pub(super) asking: &'a Asking<'a>,
    pub(super) parameters: Vec<Value>,
}

impl Compiler<'_, '_> {
    fn group(&mut self, group: &Group) -> Result<String, QueryError> {
        let mut clauses = Vec::new();
        for clause in group {
            if let Some(sql) = self.clause(clause)? {
                clauses.push(sql);
            }
        }
        Ok(if clauses.is_empty() { "1".to_owned() } else { balanced(clauses, " AND ") })
    }

    fn clause(&mut self, clause: &Clause) -> Result<Option<String>, QueryError> {
        let mut alternatives = Vec::new();
        for condition in clause {
            match self.place(&condition.path) {
                Some(place) => alternatives.push(self.condition(condition, &place)),
                None if self.asking.unknown_matches_nothing => alternatives.push("0".to_owned()),
                None if self.asking.on_unknown == UnknownQueryColumn::Refused => {
                    return Err(QueryError::UnreadableColumn);
                }
                None => {}
            }
        }
        Ok((!alternatives.is_empty()).then(|| balanced(alternatives, " OR ")))
    }

    pub(super) fn place(&mut self, path: &str) -> Option<Place> {
        self.joins.place(path).filter(|place| (self.asking.may_read)(place))
    }

    /// The order asked for, then the order of insertion, so that pages do not overlap.
    fn order(&mut self, query: &Query) -> String {
        let (mut order, mut seen) = (String::new(), BTreeSet::new());
        for wanted in query.order.iter().filter(|wanted| seen.insert(&wanted.path)) {
            if let Some(place) = self.place(&wanted.path) {
                order.push_str(&place.sql);
                order.push_str(if wanted.descending { " DESC, " } else { ", " });
            }
        }
        order + "t.rowid"
    }
}

/// The parts joined in pairs of pairs: SQLite limits how deep an expression is, not how broad.
fn balanced(mut parts: Vec<String>, between: &str) -> String {
    while parts.len() > 1 {
        let pairs = parts.chunks(2).map(|pair| format!("({})", pair.join(between)));
        parts = pairs.collect();
    }
    parts.pop().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock, locale::Locale, query::parse, store};
    use rusqlite::{Connection, params_from_iter};

    struct Bench {
        dictionary: Dictionary,
        connection: Connection,
    }

    impl Bench {
        /// Three users: Abel (manager Beth, 3 failed attempts), Beth (inactive), `50%_off`.
        fn new() -> Self {
            let dictionary = Dictionary::shipped(true).unwrap();
            let connection = store::open(None, &dictionary).unwrap();
            let bench = Self { dictionary, connection };
            bench.user(&[
                ("sys_id", "a"),
                ("name", "Abel"),
                ("manager", "b"),
                ("failed_attempts", "3"),
                ("sys_created_on", "2026-11-22 07:00:00"),
            ]);
            bench.user(&[("sys_id", "b"), ("name", "Beth"), ("active", "false")]);
            bench.user(&[("sys_id", "c"), ("name", "50%_off"), ("active", "true")]);
            bench
        }

        fn user(&self, pairs: &[(&str, &str)]) {
            let row = pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
            store::insert(&self.connection, self.dictionary.table("sys_user").unwrap(), &row)
                .unwrap();
        }

        fn compile(
            &self,
            text: &str,
            unknown: UnknownQueryColumn,
            nothing: bool,
        ) -> Result<String, QueryError> {
            let table = self.dictionary.table("sys_user").unwrap();
            let mut joins = Joins::new(&self.dictionary, table);
            let now = clock::moment("2026-11-22 08:05:09").unwrap();
            let locale = &Locale::default();
            let asking = Asking {
                circumstances: Circumstances { user_name: "Abel", user_id: "a", now, locale },
                on_unknown: unknown,
                unknown_matches_nothing: nothing,
                may_read: &|place| place.column.name != "federated_id",
            };
            let sql = compile(&parse(text, false), &mut joins, &self.dictionary, &asking)?;
            let statement = format!(
                "SELECT t.sys_id FROM {} WHERE {} ORDER BY {}",
                joins.sql(),
                sql.condition,
                sql.order
            );
            let mut statement = self.connection.prepare(&statement).unwrap();
            let rows = statement
                .query_map(params_from_iter(sql.parameters), |r| r.get::<_, String>(0))
                .unwrap();
            Ok(rows.collect::<Result<String, _>>().unwrap())
        }

        fn ids(&self, text: &str) -> String {
            self.compile(text, UnknownQueryColumn::Dropped, false).unwrap()
        }
    }

    #[test]
    fn each_operator_selects_what_its_name_says() {
        let bench = Bench::new();
        let expected = [
            ("name=abel", "a"),
            ("name!=abel", "bc"),
            ("nameLIKEBE", "ab"),
            ("nameNOT LIKEbe", "c"),
            ("nameSTARTSWITHb", "b"),
            ("nameENDSWITHoff", "c"),
            ("nameLIKE%_", "c"),
            ("nameINAbel,beth", "ab"),
            ("nameNOT INAbel,beth", "c"),
            ("managerISEMPTY", "bc"),
            ("managerISNOTEMPTY", "a"),
            ("failed_attempts>=3", "a"),
            ("failed_attempts!=3", "bc"),
            ("failed_attemptsBETWEEN1@3", "a"),
            ("failed_attempts=three", ""),
            ("active=0", "b"),
            ("nameSAMEASmanager.name", ""),
            ("nameGT_FIELDmanager.name", ""),
            ("nameLT_FIELDmanager.name", "a"),
            ("failed_attemptsGT_OR_EQUALS_FIELDfailed_attempts", "a"),
            (
                "sys_created_onONToday@javascript:gs.beginningOfToday()@javascript:gs.endOfToday()",
                "a",
            ),
            ("sys_created_onNOTONToday@2026-11-22 00:00:00@2026-11-22 23:59:59", "bc"),
            ("sys_created_onRELATIVEGE@hour@ago@3", "a"),
            ("sys_created_onRELATIVELT@hour@ago@3", "bc"),
            ("nameANYTHING", "abc"),
            ("name=javascript:gs.getUserName()", "a"),
        ];
        for (query, ids) in expected {
            assert_eq!(bench.ids(query), ids, "{query}");
        }
    }

    #[test]
    fn a_path_through_a_reference_is_followed() {
        let bench = Bench::new();
        assert_eq!(bench.ids("manager.name=Beth"), "a");
        assert_eq!(bench.ids("manager.manager.nameISEMPTY^manager.name=Beth"), "a");
    }

    #[test]
    fn or_nq_and_order_combine() {
        let bench = Bench::new();
        assert_eq!(bench.ids("name=Abel^ORname=Beth^active=false"), "b");
        assert_eq!(bench.ids("name=Abel^NQactive=false"), "ab");
        assert_eq!(bench.ids("ORDERBYDESCname"), "bac");
        assert_eq!(bench.ids(""), "abc");
    }

    #[test]
    fn an_unknown_column_is_dropped_or_refused_or_matches_nothing() {
        let bench = Bench::new();
        assert_eq!(bench.ids("colour=red"), "abc");
        assert_eq!(bench.ids("colour=red^name=Abel"), "a");
        let refused = bench.compile("colour=red", UnknownQueryColumn::Refused, false);
        assert_eq!(refused, Err(QueryError::UnreadableColumn));
        let nothing = bench.compile("colour=red", UnknownQueryColumn::Dropped, true);
        assert_eq!(nothing.as_deref(), Ok(""));
    }

    #[test]
    fn a_column_that_may_not_be_read_is_treated_as_unknown() {
        let bench = Bench::new();
        assert_eq!(bench.ids("federated_id=x^name=Abel"), "a");
        let refused = bench.compile("federated_id=x", UnknownQueryColumn::Refused, false);
        assert_eq!(refused, Err(QueryError::UnreadableColumn));
    }

    #[test]
    fn a_query_as_long_as_an_address_may_be_is_answered() {
        let bench = Bench::new();
        assert_eq!(bench.ids(&"name=x^OR".repeat(900)), "");
        assert_eq!(bench.ids(&"id=^".repeat(2_000)), "abc");
        assert_eq!(bench.ids(&"name!=x^".repeat(1_000)), "abc");
        assert_eq!(bench.ids(&"name=x^NQ".repeat(900)), "abc");
        assert_eq!(bench.ids(&"ORDERBYname^".repeat(2_500)), "cab");
        assert_eq!(bench.ids(&format!("nameIN{}", "x,".repeat(4_000))), "");
    }

    #[test]
    fn sql_in_a_value_or_a_path_is_just_text() {
        let bench = Bench::new();
        assert_eq!(bench.ids("name=' OR 1=1 --"), "");
        assert_eq!(bench.ids("name\" OR 1=1 --=x"), "abc");
        assert_eq!(bench.ids("ORDERBYname; DROP TABLE sys_user"), "abc");
    }
}
