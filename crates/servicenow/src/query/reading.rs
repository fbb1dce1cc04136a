//! Reading an encoded query.

use std::str::FromStr;

use super::QueryError;
use super::encoded::{Alternatives, EncodedCondition, EncodedOrder, EncodedQuery};
use super::encoding::is_script;
use super::operator::{Operand, Operator};

impl FromStr for EncodedQuery {
    type Err = QueryError;

    /// Orders may stand anywhere; a `^EQ` at the end says nothing and is left out.
    fn from_str(text: &str) -> Result<Self, QueryError> {
        let mut query = Self::default();
        let text = text.trim_matches('^').trim_end_matches("^EQ");
        let text = if text == "EQ" { "" } else { text };
        let parts = text.split('^').enumerate().filter(|_| !text.is_empty());
        for (n, part) in parts {
            query.add(part).map_err(|why| why.at(n + 1))?;
        }
        let is_empty = query.groups.iter().any(Vec::is_empty);
        if is_empty { Err(QueryError::NoCondition) } else { Ok(query) }
    }
}

/// What is wrong with a part of a query.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    NoCondition,
    NoColumn,
    NoOperator(String),
    NoPair(String),
    AlternativeToNothing,
}

impl Wrong {
    fn at(self, part: usize) -> QueryError {
        match self {
            Self::NoCondition => QueryError::NoCondition,
            Self::NoColumn => QueryError::NoColumn { part },
            Self::NoOperator(column) => QueryError::NoOperator { part, column },
            Self::NoPair(column) => QueryError::WrongNumber { column, operator: "BETWEEN" },
            Self::AlternativeToNothing => QueryError::AlternativeToNothing { part },
        }
    }
}

impl EncodedQuery {
    fn add(&mut self, part: &str) -> Result<(), Wrong> {
        let order = |rest: &str, descending| EncodedOrder { column: rest.to_owned(), descending };
        if let Some(rest) = part.strip_prefix("ORDERBYDESC") {
            self.order_by.push(order(column(rest)?, true));
        } else if let Some(rest) = part.strip_prefix("ORDERBY") {
            self.order_by.push(order(column(rest)?, false));
        } else if let Some(rest) = part.strip_prefix("GROUPBY") {
            self.group_by.push(column(rest)?.to_owned());
        } else if let Some(rest) = part.strip_prefix("NQ") {
            if self.groups.is_empty() {
                return Err(Wrong::NoCondition);
            }
            self.groups.push(Vec::new());
            if !rest.is_empty() {
                self.group().push(vec![condition(rest)?]);
            }
        } else if let Some(rest) = part.strip_prefix("OR") {
            let alternative = condition(rest)?;
            self.group().last_mut().ok_or(Wrong::AlternativeToNothing)?.push(alternative);
        } else {
            let clause = vec![condition(part)?];
            self.group().push(clause);
        }
        Ok(())
    }

    /// The group that is being read.
    fn group(&mut self) -> &mut Vec<Alternatives> {
        let last = self.groups.len().saturating_sub(1);
        if self.groups.is_empty() {
            self.groups.push(Vec::new());
        }
        &mut self.groups[last]
    }
}

/// Reads one condition.
pub(super) fn condition(text: &str) -> Result<EncodedCondition, Wrong> {
    let end = text.find(|c| !is_of_a_column(c)).unwrap_or(text.len());
    let column = column(&text[..end])?.to_owned();
    let Some((operator, rest)) = Operator::strip(&text[end..]) else {
        return Err(Wrong::NoOperator(column));
    };
    let apart = |separator| rest.split(separator).map(str::to_owned).collect::<Vec<_>>();
    let values = match operator.operand() {
        Operand::Nothing if rest.is_empty() => Vec::new(),
        Operand::Nothing => return Err(Wrong::NoOperator(column)),
        Operand::List if !is_script(rest) => apart(','),
        Operand::Value | Operand::List => vec![rest.to_owned()],
        Operand::Pair => apart('@'),
    };
    if operator.operand() == Operand::Pair && values.len() != 2 {
        return Err(Wrong::NoPair(column));
    }
    Ok(EncodedCondition { column, operator, values })
}

/// The text, if it is the name of a column: small letters, digits, `_`, dots between.
fn column(text: &str) -> Result<&str, Wrong> {
    let begins = text.starts_with(|c: char| c.is_ascii_lowercase() || c == '_');
    if begins && text.chars().all(is_of_a_column) { Ok(text) } else { Err(Wrong::NoColumn) }
}

fn is_of_a_column(c: char) -> bool {
    matches!(c, 'a'..='z' | '0'..='9' | '_' | '.')
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<EncodedQuery, QueryError> {
        text.parse()
    }

    #[test]
    fn a_query_is_read_as_it_is_written() {
        let text = "active=true^typeINa,b^ORtype=^ORhostISEMPTY^NQsys_created_on>=javascript:gs.daysAgo(7)\
                    ^n.order.xBETWEEN1@5^GROUPBYtype^ORDERBYname^ORDERBYDESCsys_created_on";
        let query = read(text).unwrap();
        assert_eq!(
            (query.groups.len(), query.groups[0].len(), query.groups[0][1].len()),
            (2, 2, 3)
        );
        assert_eq!(
            query.order_by[1],
            EncodedOrder { column: "sys_created_on".into(), descending: true }
        );
        assert_eq!(query.encode().unwrap(), text);
    }

    #[test]
    fn an_end_says_nothing_and_orders_come_last() {
        let query = read("^ORDERBYname^active=true^EQ").unwrap();
        assert_eq!(query.encode().unwrap(), "active=true^ORDERBYname");
        for empty in ["", "^", "EQ", "^EQ"] {
            assert_eq!(read(empty), Ok(EncodedQuery::default()), "{empty}");
        }
    }

    #[test]
    fn a_part_that_is_none_is_named_by_its_place() {
        assert_eq!(read("a=1^^b=2"), Err(QueryError::NoColumn { part: 2 }));
        assert_eq!(read("a=1^Name=2"), Err(QueryError::NoColumn { part: 2 }));
        let unknown = QueryError::NoOperator { part: 1, column: "a".into() };
        assert_eq!(read("a~1"), Err(unknown.clone()));
        assert_eq!(read("aISEMPTYx"), Err(unknown));
        assert_eq!(read("ORa=1"), Err(QueryError::AlternativeToNothing { part: 1 }));
        assert_eq!(read("a=1^NQORb=1").unwrap_err(), QueryError::NoColumn { part: 2 });
        for empty in ["NQa=1", "a=1^NQ^NQb=1"] {
            assert_eq!(read(empty), Err(QueryError::NoCondition), "{empty}");
        }
        let no_pair = QueryError::WrongNumber { column: "a".into(), operator: "BETWEEN" };
        assert_eq!(read("aBETWEEN1"), Err(no_pair));
    }

    fn condition() -> impl Strategy<Value = String> {
        let value = "[a-zA-Z0-9 =.:()-]{0,8}";
        let two =
            (value, value).prop_map(|(a, b)| (a.clone(), format!("{a},{b}"), format!("{a}@{b}")));
        ("[a-z_][a-z0-9_.]{0,8}", 0..Operator::ALL.len(), two).prop_filter_map(
            "reads as another one",
            |(column, n, (one, list, pair))| {
                let operator = Operator::ALL[n];
                let operand = match operator.operand() {
                    Operand::Nothing => "",
                    Operand::Value => &one,
                    Operand::List => &list,
                    Operand::Pair => &pair,
                };
                let text = format!("{column}{}{operand}", operator.word());
                (super::condition(&text).ok()?.operator == operator).then_some(text)
            },
        )
    }

    fn query() -> impl Strategy<Value = String> {
        let clause = vec(condition(), 1..4).prop_map(|all| all.join("^OR"));
        let group = vec(clause, 1..4).prop_map(|all| all.join("^"));
        let order = vec("(ORDERBY|ORDERBYDESC)[a-z_]{1,8}", 0..3);
        (vec(group, 0..3).prop_map(|all| all.join("^NQ")), vec("GROUPBY[a-z_]{1,8}", 0..2), order)
            .prop_map(|(conditions, groups, orders)| {
                let first = Some(conditions).filter(|text| !text.is_empty());
                first.into_iter().chain(groups).chain(orders).collect::<Vec<_>>().join("^")
            })
    }

    proptest! {
        #[test]
        fn what_was_read_is_written_as_it_was(text in query()) {
            let read = read(&text).unwrap();
            prop_assert_eq!(read.encode().unwrap(), text);
        }

        #[test]
        fn what_was_written_is_read_as_it_was(text in ".{0,60}") {
            if let Ok(query) = read(&text) && let Ok(written) = query.encode() {
                prop_assert_eq!(written.parse(), Ok(query));
            }
        }
    }
}
