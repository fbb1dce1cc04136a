//! Reads the text of an encoded query. What cannot be read is dropped, as the platform drops it.

use super::{Clause, Condition, Operator, Order, Query};

/// The query that `text` means. Where carets are `doubled`, two of them stand for one that
/// separates nothing; the sources differ on that (docs/facts.md#caret).
pub(crate) fn parse(text: &str, doubled: bool) -> Query {
    let mut query = Query { groups: vec![Vec::new()], order: Vec::new() };
    for (index, term) in terms(text, doubled).iter().enumerate() {
        let term = match term.strip_prefix("NQ") {
            Some(first) if index > 0 => {
                query.groups.push(Vec::new());
                first
            }
            _ => term,
        };
        if let Some(clauses) = query.groups.last_mut().filter(|_| !term.is_empty()) {
            read_term(term, clauses, &mut query.order);
        }
    }
    query
}

fn terms(text: &str, doubled: bool) -> Vec<String> {
    if !doubled {
        return text.split('^').map(str::to_owned).collect();
    }
    let mut terms = vec![String::new()];
    let mut parts = text.split("^^").peekable();
    while let Some(part) = parts.next() {
        for (index, term) in part.split('^').enumerate() {
            if index > 0 {
                terms.push(String::new());
            }
            if let Some(last) = terms.last_mut() {
                last.push_str(term);
            }
        }
        if let Some(last) = terms.last_mut().filter(|_| parts.peek().is_some()) {
            last.push('^');
        }
    }
    terms
}

fn read_term(term: &str, clauses: &mut Vec<Clause>, order: &mut Vec<Order>) {
    if let Some(path) = term.strip_prefix("ORDERBYDESC") {
        order.push(Order { path: path.to_owned(), descending: true });
    } else if let Some(path) = term.strip_prefix("ORDERBY") {
        order.push(Order { path: path.to_owned(), descending: false });
    } else if term == "EQ" || term.starts_with("GROUPBY") {
        // The end of a query, and a grouping that only lists in the browser know.
    } else if let Some(alternative) = term.strip_prefix("OR") {
        let condition = condition(alternative);
        match clauses.last_mut() {
            Some(clause) => clause.push(condition),
            None => clauses.push(vec![condition]),
        }
    } else {
        clauses.push(vec![condition(term)]);
    }
}

/// A term without an operator becomes a condition on a column that cannot exist, so that it is
/// treated as any unknown column is.
fn condition(term: &str) -> Condition {
    let end = term.find(|c: char| !is_path(c)).unwrap_or(term.len());
    let (path, rest) = term.split_at(end);
    let (operator, value) = Operator::strip(rest).unwrap_or((Operator::Anything, ""));
    let path = if Operator::strip(rest).is_some() { path } else { "" };
    Condition { path: path.to_owned(), operator, value: value.to_owned() }
}

fn is_path(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is(path: &str, value: &str) -> Condition {
        Condition { path: path.into(), operator: Operator::Is, value: value.into() }
    }

    #[test]
    fn or_binds_to_its_neighbour_and_nq_starts_anew() {
        let query = parse("a=1^ORb=2^c=3^NQd=4", false);
        assert_eq!(
            query.groups,
            vec![
                vec![vec![is("a", "1"), is("b", "2")], vec![is("c", "3")]],
                vec![vec![is("d", "4")]]
            ]
        );
    }

    #[test]
    fn order_and_end_are_no_conditions() {
        let query = parse("active=true^ORDERBYname^ORDERBYDESCorder^GROUPBYtype^EQ", false);
        assert_eq!(query.groups, vec![vec![vec![is("active", "true")]]]);
        let order: Vec<_> = query.order.iter().map(|o| (o.path.as_str(), o.descending)).collect();
        assert_eq!(order, [("name", false), ("order", true)]);
    }

    #[test]
    fn the_parser_keeps_blanks_in_values_and_dots_in_paths() {
        let query = parse("user.manager.nameNOT INa b,c ", false);
        let condition = &query.groups[0][0][0];
        assert_eq!(condition.path, "user.manager.name");
        assert_eq!((condition.operator, condition.value.as_str()), (Operator::NotIn, "a b,c "));
    }

    #[test]
    fn a_doubled_caret_is_a_caret_where_that_is_so() {
        let query = parse("a=1^^2^b=^^^NQc=3", true);
        assert_eq!(
            query.groups,
            vec![vec![vec![is("a", "1^2")], vec![is("b", "^")]], vec![vec![is("c", "3")]]]
        );
        assert_eq!(parse("a=1^^b=2", false).groups[0].len(), 2);
    }

    #[test]
    fn a_term_without_operator_names_no_column() {
        assert_eq!(parse("gibberish", false).groups[0][0][0].path, "");
    }

    proptest! {
        #[test]
        fn no_text_stops_the_parser(text in ".{0,200}") {
            let query = parse(&text, false);
            prop_assert!(!query.groups.is_empty());
        }

        #[test]
        fn every_operator_is_read_back(
            path in "[a-z][a-z_]{0,8}(\\.[a-z]{1,5})?",
            index in 0..super::super::operator::SPELLINGS.len(),
            value in "[a-z0-9 ]{0,10}",
        ) {
            let (spelling, operator) = super::super::operator::SPELLINGS[index];
            let query = parse(&format!("{path}{spelling}{value}"), false);
            prop_assert_eq!(&query.groups[0][0], &vec![Condition { path, operator, value }]);
        }
    }
}
