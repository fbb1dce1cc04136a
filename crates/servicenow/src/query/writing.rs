//! Writing an encoded query down, so that it is read as it was meant.

use super::QueryError;
use super::encoded::{EncodedCondition, EncodedOrder, EncodedQuery};
use super::encoding::is_script;
use super::operator::Operand;
use super::reading;

impl EncodedQuery {
    /// The text of the query. A query without conditions matches every record.
    ///
    /// ```
    /// use servicenow::{EncodedCondition, EncodedQuery, Operator, QueryError};
    ///
    /// let like = Operator::named("LIKE").unwrap();
    /// let of = |column: &str, value: &str| EncodedCondition {
    ///     column: column.into(), operator: like, values: vec![value.into()],
    /// };
    /// let mut query = EncodedQuery { groups: vec![vec![vec![of("name", "R&D")]]], ..Default::default() };
    /// assert_eq!(query.encode()?, "nameLIKER&D");
    /// query.groups[0].push(vec![of("name", "a^b")]);
    /// assert!(matches!(query.encode(), Err(QueryError::Unescapable { character: '^', .. })));
    /// # Ok::<(), QueryError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`QueryError::Column`] for what is no name of a column, [`QueryError::Unescapable`] for a value
    /// that the syntax cannot express, [`QueryError::WrongNumber`] for a condition with more or fewer
    /// values than its operator takes, [`QueryError::EmptyList`] for a list of nothing,
    /// [`QueryError::Ambiguous`] for a condition that would be read as another one, and
    /// [`QueryError::NoCondition`] for a group, or a set of alternatives, without any.
    pub fn encode(&self) -> Result<String, QueryError> {
        let groups = self.groups.iter().map(|group| {
            let clauses = group.iter().map(|alternatives| joined(alternatives, "^OR", condition));
            some(&clauses.collect::<Result<Vec<_>, _>>()?, "^")
        });
        let groups = groups.collect::<Result<Vec<_>, _>>()?.join("^NQ");
        let mut parts: Vec<String> =
            Some(groups).filter(|text| !text.is_empty()).into_iter().collect();
        for column in &self.group_by {
            parts.push(format!("GROUPBY{}", plain_column(column)?));
        }
        for EncodedOrder { column, descending } in &self.order_by {
            let word = if *descending { "ORDERBYDESC" } else { "ORDERBY" };
            parts.push(format!("{word}{}", plain_column(column)?));
        }
        Ok(parts.join("^"))
    }
}

fn joined<T>(
    parts: &[T],
    between: &str,
    write: impl Fn(&T) -> Result<String, QueryError>,
) -> Result<String, QueryError> {
    some(&parts.iter().map(write).collect::<Result<Vec<_>, _>>()?, between)
}

fn some(parts: &[String], between: &str) -> Result<String, QueryError> {
    if parts.is_empty() { Err(QueryError::NoCondition) } else { Ok(parts.join(between)) }
}

/// The text of a condition, if it would be read as this very condition.
fn condition(condition: &EncodedCondition) -> Result<String, QueryError> {
    let EncodedCondition { column, operator, values } = condition;
    let column = plain_column(column)?;
    let fits = match operator.operand() {
        Operand::Nothing => values.is_empty(),
        Operand::Value => values.len() == 1,
        Operand::Pair => values.len() == 2,
        Operand::List if values.is_empty() => {
            return Err(QueryError::EmptyList { column: column.to_owned() });
        }
        Operand::List => true,
    };
    if !fits {
        let (column, operator) = (column.to_owned(), operator.word());
        return Err(QueryError::WrongNumber { column, operator });
    }
    let unescapable =
        |value: &String| value.chars().find(|c| is_special(operator.operand(), *c, value));
    if let Some(character) = values.iter().find_map(unescapable) {
        return Err(QueryError::Unescapable { column: column.to_owned(), character });
    }
    let between = if operator.operand() == Operand::Pair { "@" } else { "," };
    let text = format!("{column}{}{}", operator.word(), values.join(between));
    if reading::condition(&text).as_ref() == Ok(condition) {
        Ok(text)
    } else {
        Err(QueryError::Ambiguous { column: column.to_owned(), operator: operator.word() })
    }
}

/// Whether a character of a value would end it. A script stands alone and may hold commas.
fn is_special(operand: Operand, character: char, value: &str) -> bool {
    match character {
        '^' => true,
        ',' => operand == Operand::List && !is_script(value),
        '@' => operand == Operand::Pair,
        _ => false,
    }
}

/// The column, if nobody could take a part of it for an operator: those have capitals or signs.
fn plain_column(column: &str) -> Result<&str, QueryError> {
    let is_of_it = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '_' | '.');
    let begins = column.starts_with(|c: char| c.is_ascii_lowercase() || c == '_');
    if begins && column.chars().all(is_of_it) {
        Ok(column)
    } else {
        Err(QueryError::Column { column: column.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::super::operator::Operator;
    use super::*;

    fn one(column: &str, word: &str, values: &[&str]) -> Result<String, QueryError> {
        let operator = Operator::named(word).unwrap();
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        condition(&EncodedCondition { column: column.into(), operator, values })
    }

    #[test]
    fn a_condition_takes_as_many_values_as_its_operator() {
        assert_eq!(one("host", "ISEMPTY", &[]).unwrap(), "hostISEMPTY");
        assert_eq!(one("n", "BETWEEN", &["1", "5"]).unwrap(), "nBETWEEN1@5");
        assert_eq!(one("n", "NOT IN", &["1", "5"]).unwrap(), "nNOT IN1,5");
        for (word, values) in
            [("=", &[][..]), ("=", &["a", "b"]), ("ISEMPTY", &["a"]), ("BETWEEN", &["1"])]
        {
            assert!(
                matches!(one("n", word, values), Err(QueryError::WrongNumber { .. })),
                "{word}"
            );
        }
        assert_eq!(one("n", "IN", &[]), Err(QueryError::EmptyList { column: "n".into() }));
    }

    #[test]
    fn what_the_syntax_cannot_express_is_refused() {
        for (word, values, expected) in
            [("=", &["a^b"][..], '^'), ("IN", &["a,b"], ','), ("BETWEEN", &["1@2", "3"], '@')]
        {
            let refused = one("n", word, values).unwrap_err();
            assert_eq!(
                refused,
                QueryError::Unescapable { column: "n".into(), character: expected }
            );
        }
        assert_eq!(one("n", "=", &["a,b@c"]).unwrap(), "n=a,b@c");
        assert_eq!(one("n", "IN", &["javascript:f(1,2)"]).unwrap(), "nINjavascript:f(1,2)");
    }

    #[test]
    fn a_condition_that_would_be_read_as_another_one_is_refused() {
        for (word, value) in [("<", "=5"), ("IN", "STANCEOFx"), ("IN", "javascript:x")] {
            let values = if value.starts_with('j') { vec!["a", value] } else { vec![value] };
            let read = one("n", word, &values);
            match value {
                "javascript:x" => assert_eq!(read.unwrap(), "nINa,javascript:x"),
                _ => assert!(matches!(read, Err(QueryError::Ambiguous { .. })), "{word}{value}"),
            }
        }
        for column in ["nIN", "N", "", "a b", "1a"] {
            assert_eq!(one(column, "=", &["x"]), Err(QueryError::Column { column: column.into() }));
        }
    }

    #[test]
    fn nothing_is_no_alternative() {
        let empty = EncodedQuery { groups: vec![vec![vec![]]], ..EncodedQuery::default() };
        assert_eq!(empty.encode(), Err(QueryError::NoCondition));
        let empty = EncodedQuery { groups: vec![vec![]], ..EncodedQuery::default() };
        assert_eq!(empty.encode(), Err(QueryError::NoCondition));
        assert_eq!(EncodedQuery::default().encode().as_deref(), Ok(""));
    }
}
