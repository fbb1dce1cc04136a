//! SQL for each operator of encoded queries. Values become parameters, never text.

use super::{Condition, Operator, Place, compile::Compiler, relative};
use crate::dictionary::Kind;
use rusqlite::types::Value;

impl Compiler<'_, '_> {
    /// SQL for one comparison.
    pub(super) fn condition(&mut self, condition: &Condition, place: &Place) -> String {
        let column = &place.sql;
        let value = self.asking.circumstances.value(&condition.value);
        match condition.operator {
            Operator::Is if value.is_empty() => empty(column),
            Operator::Is => format!("{column} = {}", self.bind(place, &value)),
            Operator::IsNot if value.is_empty() => format!("NOT {}", empty(column)),
            Operator::IsNot => format!("{column} IS NOT {}", self.bind(place, &value)),
            Operator::Less => format!("{column} < {}", self.bind(place, &value)),
            Operator::AtMost => format!("{column} <= {}", self.bind(place, &value)),
            Operator::Greater => format!("{column} > {}", self.bind(place, &value)),
            Operator::AtLeast => format!("{column} >= {}", self.bind(place, &value)),
            Operator::In => self.list(place, &value),
            Operator::NotIn => format!("NOT coalesce({}, 0)", self.list(place, &value)),
            Operator::Contains => self.like(column, "%", &value, "%"),
            Operator::DoesNotContain => {
                format!("NOT coalesce({}, 0)", self.like(column, "%", &value, "%"))
            }
            Operator::StartsWith => self.like(column, "", &value, "%"),
            Operator::EndsWith => self.like(column, "%", &value, ""),
            Operator::IsEmpty | Operator::EmptyString => empty(column),
            Operator::IsNotEmpty => format!("NOT {}", empty(column)),
            Operator::Anything => "1".to_owned(),
            Operator::SameAs => self.compared(column, "=", &value),
            Operator::NotSameAs => {
                format!("NOT coalesce({}, 0)", self.compared(column, "=", &value))
            }
            Operator::Between | Operator::On => self.between(place, &condition.value),
            Operator::NotOn => {
                format!("NOT coalesce({}, 0)", self.between(place, &condition.value))
            }
            Operator::ComparedField(comparison) => self.compared(column, comparison, &value),
            Operator::Relative(comparison) => {
                let moment = relative::moment(&self.asking.circumstances, &value);
                format!("{column} {comparison} {}", self.bind(place, &moment))
            }
            Operator::InstanceOf => self.instance_of(column, &value),
        }
    }

    fn bind(&mut self, place: &Place, value: &str) -> String {
        let value = match place.column.kind {
            // Text in a number's place counts as zero, as the platform reads it.
            Kind::Integer => Value::Integer(value.trim().parse().unwrap_or(0)),
            Kind::Boolean if value == "1" => Value::Text("true".to_owned()),
            Kind::Boolean if value == "0" => Value::Text("false".to_owned()),
            _ => Value::Text(value.to_owned()),
        };
        self.parameters.push(value);
        "?".to_owned()
    }

    fn list(&mut self, place: &Place, value: &str) -> String {
        let marks: Vec<String> = value.split(',').map(|item| self.bind(place, item)).collect();
        format!("{} IN ({})", place.sql, marks.join(", "))
    }

    fn like(&mut self, column: &str, before: &str, value: &str, after: &str) -> String {
        let value = value.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        self.parameters.push(Value::Text(format!("{before}{value}{after}")));
        format!("{column} LIKE ? ESCAPE '\\'")
    }

    /// The column beside another one of the row.
    fn compared(&mut self, column: &str, comparison: &str, other: &str) -> String {
        match self.place(other) {
            Some(place) => format!("{column} {comparison} {}", place.sql),
            None => "0".to_owned(),
        }
    }

    /// `from@to`; of `ON` the part before the first `@` is a label.
    fn between(&mut self, place: &Place, value: &str) -> String {
        let parts: Vec<&str> = value.split('@').collect();
        let [.., from, to] = parts.as_slice() else { return "0".to_owned() };
        let (from, to) =
            (self.asking.circumstances.value(from), self.asking.circumstances.value(to));
        let (from, to) = (self.bind(place, &from), self.bind(place, &to));
        format!("{} BETWEEN {from} AND {to}", place.sql)
    }

    fn instance_of(&mut self, column: &str, class: &str) -> String {
        let family: Vec<String> =
            self.dictionary.family(class).iter().map(|table| format!("'{}'", table.name)).collect();
        format!("{column} IN ({})", family.join(", "))
    }
}

fn empty(column: &str) -> String {
    format!("({column} IS NULL OR {column} = '')")
}
