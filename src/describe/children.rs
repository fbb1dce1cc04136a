//! The words for rows of another table that are part of a record:
//! `children("headers", "x_headers").owned_by("message").fields(&[text("name").required().doc("…")]).named_by("name")`.

use super::builders::{Draft, draft};
use super::field::{Children, Field, FieldType};
use super::words::same;

/// Rows of `table` that are part of the record, as a list of objects: say whose they are with [`owned_by`](Draft::owned_by),
/// what each has with [`fields`](Draft::fields), and how one is told from another with [`named_by`](Draft::named_by) or
/// [`in_order`](Draft::in_order).
pub const fn children(name: &'static str, table: &'static str) -> Draft {
    let (owner, fields, name_of_one) = ("", &[], None);
    let children =
        Children { table, owner, fields, name: name_of_one, order: None, cascades: false };
    draft(name, FieldType::Children(children)).no_column()
}

impl Draft {
    /// This column of a row points back to the record.
    pub const fn owned_by(mut self, column: &'static str) -> Self {
        self.children().owner = column;
        self
    }

    /// What each of them has: plain values. Two of one name do not compile.
    pub const fn fields(mut self, fields: &'static [Field]) -> Self {
        let mut index = 0;
        while index < fields.len() {
            let mut other = index + 1;
            while other < fields.len() {
                assert!(!same(fields[index].name, fields[other].name), "two fields have one name");
                other += 1;
            }
            index += 1;
        }
        self.children().fields = fields;
        self
    }

    /// This attribute, which is required, names one within the record.
    pub const fn named_by(mut self, attribute: &'static str) -> Self {
        self.children().name = Some(attribute);
        self
    }

    /// This column holds their order, as a number. It is no attribute: the list has the order.
    pub const fn in_order(mut self, column: &'static str) -> Self {
        self.children().order = Some(column);
        self
    }

    /// The instance deletes them along with the record.
    pub const fn cascades(mut self) -> Self {
        self.children().cascades = true;
        self
    }

    const fn children(&mut self) -> &mut Children {
        match &mut self.0.holds {
            FieldType::Children(children) => children,
            _ => panic!("only children are rows of a table of their own"),
        }
    }
}
