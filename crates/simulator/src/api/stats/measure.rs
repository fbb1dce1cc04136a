//! A figure over rows: a count, or the average, smallest, largest or sum of a column.

use crate::store;
use rusqlite::types::ValueRef;

/// What is done with the values of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Count,
    Avg,
    Min,
    Max,
    Sum,
}

/// A function and the path of the column it is done with; a count has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Measure {
    pub(super) function: Function,
    pub(super) path: String,
}

impl Function {
    /// The function's name in parameters and answers.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Avg => "avg",
            Self::Min => "min",
            Self::Max => "max",
            Self::Sum => "sum",
        }
    }

    /// The function of that name, in capitals or not.
    pub(super) fn named(name: &str) -> Option<Self> {
        let all = [Self::Count, Self::Avg, Self::Min, Self::Max, Self::Sum];
        all.into_iter().find(|function| function.word().eq_ignore_ascii_case(name))
    }

    /// SQL for it over the column that `sql` yields. Empty values do not count.
    pub(super) fn sql(self, sql: &str) -> String {
        match self {
            Self::Count => "count(*)".to_owned(),
            Self::Min | Self::Max => format!("{}(nullif({sql}, ''))", self.word()),
            Self::Avg | Self::Sum => format!("{}(CAST(nullif({sql}, '') AS REAL))", self.word()),
        }
    }

    /// The figure as text: averages with four digits after the point \[D\], sums as short as can
    /// be.
    pub(super) fn text(self, figure: ValueRef<'_>) -> String {
        match (self, figure) {
            (Self::Avg, ValueRef::Real(number)) => format!("{number:.4}"),
            (_, figure) => store::text(figure),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_text() {
        assert_eq!(Function::Avg.text(ValueRef::Real(1.5)), "1.5000");
        assert_eq!(Function::Sum.text(ValueRef::Real(6.0)), "6");
        assert_eq!(Function::Max.text(ValueRef::Null), "");
    }

    #[test]
    fn a_function_is_found_by_its_name() {
        assert_eq!(Function::named("COUNT"), Some(Function::Count));
        assert_eq!(Function::named("median"), None);
    }
}
