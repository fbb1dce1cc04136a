//! An encoded query taken apart.

use super::encoding::is_script;
use super::operator::Operator;

/// An encoded query, taken apart: groups of conditions, of which one has to hold, and what to
/// order and to group by. Nothing of it is checked before it is written.
///
/// ```
/// use servicenow::EncodedQuery;
///
/// let query: EncodedQuery = "active=true^typeINa,b^ORtypeISEMPTY^ORDERBYname".parse()?;
/// assert_eq!(query.groups[0][1].len(), 2, "a list, or empty");
/// assert_eq!(query.groups[0][1][0].values, ["a", "b"]);
/// assert_eq!(query.encode()?, "active=true^typeINa,b^ORtypeISEMPTY^ORDERBYname");
/// # Ok::<(), servicenow::QueryError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EncodedQuery {
    /// Groups apart by `^NQ`: a record matches where it matches one of them.
    pub groups: Vec<Vec<Alternatives>>,
    /// The columns to group by, with `^GROUPBY`.
    pub group_by: Vec<String>,
    /// What to order by, the most significant first.
    pub order_by: Vec<EncodedOrder>,
}

/// Conditions apart by `^OR`, of which one has to hold.
pub type Alternatives = Vec<EncodedCondition>;

/// One comparison of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodedCondition {
    /// The column, or a path of columns apart by dots.
    pub column: String,
    /// How it is compared.
    pub operator: Operator,
    /// With what: as many as the operator takes.
    pub values: Vec<String>,
}

/// An order of records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodedOrder {
    /// The column, or a path of columns apart by dots.
    pub column: String,
    /// Whether the largest comes first.
    pub descending: bool,
}

impl EncodedQuery {
    /// Its conditions, in the order in which they are written.
    ///
    /// ```
    /// let query: servicenow::EncodedQuery = "a=1^ORb=2^NQc=3".parse()?;
    /// let columns: Vec<&str> = query.conditions().map(|one| one.column.as_str()).collect();
    /// assert_eq!(columns, ["a", "b", "c"]);
    /// # Ok::<(), servicenow::QueryError>(())
    /// ```
    pub fn conditions(&self) -> impl Iterator<Item = &EncodedCondition> {
        self.groups.iter().flatten().flatten()
    }
}

impl EncodedCondition {
    /// Whether the instance would run one of its values as a script.
    ///
    /// ```
    /// let query: servicenow::EncodedQuery = "a=1^b>javascript:gs.daysAgo(1)".parse()?;
    /// let scripts: Vec<bool> = query.conditions().map(|one| one.runs_a_script()).collect();
    /// assert_eq!(scripts, [false, true]);
    /// # Ok::<(), servicenow::QueryError>(())
    /// ```
    pub fn runs_a_script(&self) -> bool {
        self.values.iter().any(|value| is_script(value))
    }
}
