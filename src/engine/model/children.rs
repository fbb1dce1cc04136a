//! Children of a record: what is planned for them, which row is which, and what they are shown as.

use servicenow::Record;
use tfplugin::Value;

use super::cell::Cell;
use super::private::Private;
use super::stored::{number, of_literal, same_in_meaning, says_the_same, stored, stored_as, value};
use crate::describe::{Children, Field, FieldType, Mode};

/// A row in the making: what its columns are to hold.
pub(crate) type Wanted = Vec<Cell>;

/// The columns that a row is asked for.
pub(crate) fn columns(children: &Children) -> Vec<&'static str> {
    let own = children.fields.iter().filter_map(|field| field.column);
    own.chain([children.owner]).chain(children.order).collect()
}

/// What is planned for them: what is configured, with the defaults. What the instance decides of one is what the state has
/// of that very one, and else open.
pub(crate) fn planned(children: &Children, config: &Value, prior: &Value) -> Value {
    let Value::List(elements) = config else { return config.clone() };
    let before = before(children, elements, prior.as_list().unwrap_or_default());
    let planned = elements.iter().zip(before).map(|(one, before)| child(children, one, before));
    Value::List(planned.collect())
}

fn child(children: &Children, element: &Value, before: Option<&Value>) -> Value {
    if element.as_map().is_none() {
        return element.clone();
    }
    let attribute = |field: &Field| {
        let planned = match (element.get(field.name), field.mode) {
            (Value::Null, Mode::Default(literal)) => of_literal(literal),
            (Value::Null, Mode::InstanceDefault) => {
                before.map_or(Value::UNKNOWN, |before| before.get(field.name).clone())
            }
            (given, _) => given.clone(),
        };
        (field.name.to_owned(), planned)
    };
    Value::Map(children.fields.iter().map(attribute).collect())
}

/// The same ones in the state before, as far as that is certain however what is open is decided.
fn before<'a>(
    children: &Children,
    elements: &[Value],
    prior: &'a [Value],
) -> Vec<Option<&'a Value>> {
    let Some(name) = children.name else {
        let same = |(index, one): (usize, &Value)| {
            prior.get(index).filter(|before| is_configured_so(children, one, before))
        };
        return elements.iter().enumerate().map(same).collect();
    };
    let names: Option<Vec<&str>> = elements.iter().map(|one| one.get(name).as_str()).collect();
    let Some(names) = names else { return vec![None; elements.len()] };
    let nth = |(index, own): (usize, &&str)| {
        let earlier = names[..index].iter().filter(|other| *other == own).count();
        prior.iter().filter(|before| before.get(name).as_str() == Some(own)).nth(earlier)
    };
    names.iter().enumerate().map(nth).collect()
}

/// Whether all that is configured of one is what another has.
fn is_configured_so(children: &Children, element: &Value, before: &Value) -> bool {
    element.as_map().is_some()
        && children.fields.iter().all(|field| {
            let given = element.get(field.name);
            given.is_null() || given == before.get(field.name)
        })
}

/// What the columns of one are to hold, as far as that is known. Each cell is one of the attribute that lists them.
pub(crate) fn cells(field: &Field, children: &Children, element: &Value) -> Wanted {
    let cell = |own: &Field| {
        let value = element.get(own.name);
        let cell = cell(field, own, stored_as(&own.holds, value))?;
        (!value.is_unknown()).then_some(cell)
    };
    children.fields.iter().filter_map(cell).collect()
}

fn cell(field: &Field, own: &Field, text: String) -> Option<Cell> {
    Some(Cell::of_field(&Field { name: field.name, ..*own }, own.column?, text))
}

/// The same for a row whose columns held these texts.
pub(crate) fn cells_of_texts<'a>(
    field: &Field,
    children: &Children,
    texts: impl Fn(&str) -> Option<&'a String>,
) -> Wanted {
    let own =
        children.fields.iter().filter_map(|own| cell(field, own, texts(own.column?)?.clone()));
    let order = children.order.and_then(|column| Some((column, texts(column)?.clone())));
    own.chain(order.map(|(column, text)| order_cell(field, column, text))).collect()
}

/// The cell of the number that holds the order.
pub(crate) fn order_cell(field: &Field, column: &'static str, text: String) -> Cell {
    let own = Field { holds: FieldType::Whole, column: Some(column), ..*field };
    Cell::of_field(&own, column, text)
}

/// The cell of the column that points back to the record.
pub(crate) fn owner_cell(field: &Field, children: &Children, owner: &str) -> Cell {
    let own = Field { holds: FieldType::Text, column: Some(children.owner), ..*field };
    Cell::of_field(&own, children.owner, owner.to_owned())
}

/// The number by which a row is in order.
pub(crate) fn place(children: &Children, row: &Record) -> Option<i64> {
    number(row.get(children.order?)?)
}

/// Whether the row holds it, as far as a state could tell.
pub(crate) fn is_held(cell: &Cell, row: &Record, private: &Private, children: &Children) -> bool {
    let Some(text) = row.get(&cell.column) else { return false };
    let is_noted = || {
        let form = private.forms.get(&form(children, row.sys_id(), &cell.column));
        form.is_some_and(|form| form == text) && cell.means(text)
    };
    cell.says(text) || is_noted()
}

/// What a form of a child's column is noted under.
pub(crate) fn form(children: &Children, sys_id: &str, column: &str) -> String {
    format!("{}/{sys_id}/{column}", children.table)
}

/// Which of the rows each is that is wanted, the rows being in their order: one that holds just that, else one of the name,
/// else, where they have no name, the next.
pub(crate) fn pairs(
    children: &Children,
    wanted: &[Wanted],
    rows: &[Record],
    private: &Private,
) -> Vec<Option<usize>> {
    let name = children.name_column();
    let is_named = |one: &Wanted, row: &Record, is_same: fn(&Cell, &str) -> bool| {
        let Some(name) = name else { return true };
        let named = one.iter().find(|cell| cell.column == name).zip(row.get(name));
        named.is_some_and(|(cell, text)| is_same(cell, text))
    };
    let is_all =
        |one: &Wanted, row: &Record| one.iter().all(|cell| is_held(cell, row, private, children));
    let by_name = |one: &Wanted, row: &Record| is_named(one, row, Cell::says);
    let by_any_name = |one: &Wanted, row: &Record| is_named(one, row, Cell::means);
    let ways: [&dyn Fn(&Wanted, &Record) -> bool; 3] = [&is_all, &by_name, &by_any_name];
    let (mut pairs, mut is_free) = (vec![None; wanted.len()], vec![true; rows.len()]);
    for is_it in ways {
        for (one, pair) in wanted.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
            *pair = (0..rows.len()).find(|at| is_free[*at] && is_it(one, &rows[*at]));
            if let Some(at) = *pair {
                is_free[at] = false;
            }
        }
    }
    pairs
}

/// The rows in their order; where they have none, or share a number, by name.
pub(crate) fn in_order(children: &Children, mut rows: Vec<Record>) -> Vec<Record> {
    let name = |row: &Record| {
        children.name_column().and_then(|column| row.get(column)).unwrap_or_default().to_owned()
    };
    rows.sort_by_cached_key(|row| (place(children, row), name(row), row.sys_id().to_owned()));
    rows
}

/// What the rows are shown as, which are in their order: each as before if it means the same. Where they have no order, that of
/// the list before is kept. Nothing where nobody lists any.
pub(crate) fn shown(
    field: &Field,
    children: &Children,
    rows: &[Record],
    before: &Value,
    private: &Private,
) -> Value {
    if rows.is_empty() && before.as_list().is_none() && matches!(field.mode, Mode::Optional) {
        return Value::Null;
    }
    let elements = before.as_list().unwrap_or_default();
    let wanted: Vec<Wanted> = elements.iter().map(|one| cells(field, children, one)).collect();
    let pairs = pairs(children, &wanted, rows, private);
    let listed = |at: &usize| pairs.iter().position(|pair| *pair == Some(*at));
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|at| (place(children, &rows[*at]), listed(at).unwrap_or(usize::MAX)));
    let one = |at: usize| {
        let before = listed(&at).map_or(&Value::Null, |index| &elements[index]);
        let attribute = |own: &Field| {
            let now = of_row(children, own, &rows[at], before.get(own.name), private);
            (own.name.to_owned(), now)
        };
        Value::Map(children.fields.iter().map(attribute).collect())
    };
    Value::List(order.into_iter().map(one).collect())
}

/// One attribute of a row. A column that is hidden is as before.
fn of_row(
    children: &Children,
    own: &Field,
    row: &Record,
    before: &Value,
    private: &Private,
) -> Value {
    let is_known = !before.is_null() && !before.is_unknown();
    let text = own.column.and_then(|column| Some((column, row.get(column)?)));
    let as_before = text.is_none_or(|(column, text)| {
        let noted = private.forms.get(&form(children, row.sys_id(), column));
        let is_noted = noted.is_some_and(|form| form == text);
        says_the_same(&own.holds, &stored(before), text)
            || is_noted && same_in_meaning(&own.holds, &stored(before), text)
    });
    match text {
        _ if is_known && as_before => before.clone(),
        Some((_, text))
            if !matches!(own.mode, Mode::Optional) || !same_in_meaning(&own.holds, "", text) =>
        {
            value(&own.holds, text)
        }
        _ => Value::Null,
    }
}

/// What was planned, with what the instance decided filled in from the rows, one for each.
pub(crate) fn filled(children: &Children, planned: &Value, rows: &[Record]) -> Value {
    let Value::List(elements) = planned else { return planned.clone() };
    let nothing = Private::default();
    let one = |(element, row): (&Value, &Record)| {
        let attribute = |own: &Field| {
            let now = match element.get(own.name) {
                open if open.is_unknown() => of_row(children, own, row, &Value::Null, &nothing),
                known => known.clone(),
            };
            (own.name.to_owned(), now)
        };
        Value::Map(children.fields.iter().map(attribute).collect())
    };
    Value::List(elements.iter().zip(rows).map(one).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{children, flag, text, whole};

    const OWN: &[Field] = &[
        text("name").required().doc("X."),
        text("value").doc("X."),
        whole("count").instance_default().doc("X."),
        flag("active").default_flag(true).doc("X."),
    ];

    const PLAIN: &[Field] = &[text("value").required().doc("X.")];

    fn named() -> Field {
        children("rows", "t").owned_by("owner").fields(OWN).named_by("name").doc("X.")
    }

    fn placed() -> Field {
        children("rows", "t").owned_by("owner").fields(PLAIN).in_order("order").doc("X.")
    }

    fn of(field: &Field) -> Children {
        let FieldType::Children(children) = field.holds else { panic!("children") };
        children
    }

    fn child(name: impl Into<Value>, value: impl Into<Value>, count: impl Into<Value>) -> Value {
        Value::object([
            ("name", name.into()),
            ("value", value.into()),
            ("count", count.into()),
            ("active", true.into()),
        ])
    }

    fn row(sys_id: &str, columns: &[(&'static str, &str)]) -> Record {
        columns.iter().copied().chain([("sys_id", sys_id)]).collect()
    }

    #[test]
    fn what_the_instance_decides_is_that_of_the_same_child_and_else_open() {
        let prior = Value::List(vec![child("a", "1", 5), child("a", "2", 6), child("b", "3", 7)]);
        let config = |names: Vec<Value>| {
            let bare = |name| Value::object([("name", name), ("value", "x".into())]);
            Value::List(names.into_iter().map(bare).collect())
        };
        let counts = |names| {
            let planned = planned(&of(&named()), &config(names), &prior);
            let count = |one: &Value| one.get("count").clone();
            planned.as_list().unwrap().iter().map(count).collect::<Vec<_>>()
        };
        let all = counts(vec!["b".into(), "a".into(), "c".into(), "a".into()]);
        assert!(all == [7.into(), 5.into(), Value::UNKNOWN, 6.into()]);
        // What is open may become a name that is there.
        let open = counts(vec!["b".into(), Value::UNKNOWN]);
        assert!(open == [Value::UNKNOWN, Value::UNKNOWN]);
        let planned = planned(&of(&named()), &config(vec!["a".into()]), &Value::Null);
        assert!(planned.as_list().unwrap()[0].get("active") == &true.into());
    }

    #[test]
    fn what_is_null_or_open_is_planned_as_it_is() {
        let list = Value::List(vec![Value::UNKNOWN, Value::Null]);
        for config in [Value::Null, Value::UNKNOWN, list, Value::List(Vec::new())] {
            assert!(planned(&of(&named()), &config, &Value::Null) == config);
        }
    }

    #[test]
    fn a_row_is_found_by_all_that_it_holds_then_by_name_then_by_its_place() {
        let field = named();
        let wanted = |elements: &[Value]| {
            elements.iter().map(|one| cells(&field, &of(&field), one)).collect::<Vec<_>>()
        };
        let rows = [
            row("1", &[("name", "a"), ("value", "1"), ("count", "5"), ("active", "true")]),
            row("2", &[("name", "a"), ("value", "2"), ("count", "5"), ("active", "1")]),
            row("3", &[("name", "B"), ("value", "3"), ("count", ""), ("active", "false")]),
        ];
        let private = Private::default();
        let found = |elements: &[Value]| pairs(&of(&field), &wanted(elements), &rows, &private);
        let all = [child("a", "2", 5), child("a", "9", 5), child("b", "3", 5), child("d", "4", 5)];
        assert_eq!(found(&all), [Some(1), Some(0), Some(2), None]);
        let field = placed();
        let cells =
            |text: &str| cells(&field, &of(&field), &Value::object([("value", text.into())]));
        let rows = [row("1", &[("value", "a")]), row("2", &[("value", "b")])];
        let found = pairs(&of(&field), &[cells("new"), cells("a"), cells("c")], &rows, &private);
        assert_eq!(found, [Some(1), Some(0), None], "what stands between moves nothing");
    }

    #[test]
    fn rows_are_shown_in_their_order_or_in_that_of_the_list_before() {
        let private = Private::default();
        let field = placed();
        let rows = vec![
            row("1", &[("value", "b"), ("order", "200")]),
            row("2", &[("value", "a"), ("order", "100")]),
            row("3", &[("value", "c"), ("order", "100")]),
        ];
        let texts = |field: &Field, rows: Vec<Record>, before: &Value, name: &str| {
            let shown = shown(field, &of(field), &in_order(&of(field), rows), before, &private);
            let text = |one: &Value| one.get(name).as_str().unwrap().to_owned();
            shown.as_list().unwrap().iter().map(text).collect::<Vec<_>>().concat()
        };
        assert_eq!(texts(&field, rows, &Value::Null, "value"), "acb");
        let before = Value::List(vec![child("b", "1", 1), child("a", "1", 1)]);
        let rows = ["a", "c", "b"].map(|name| row(name, &[("name", name)])).to_vec();
        assert_eq!(texts(&named(), rows, &before, "name"), "bac");
    }

    #[test]
    fn of_a_row_what_is_empty_is_null_and_what_means_the_same_is_as_before() {
        let field = named();
        let stored = [("name", " a "), ("value", ""), ("count", "5.0"), ("active", "1")];
        let rows = [row("1", &stored)];
        let before = Value::List(vec![child("a", Value::Null, 5)]);
        let private = Private::default();
        assert!(shown(&field, &of(&field), &rows, &before, &private) == before);
        assert!(shown(&field, &of(&field), &[], &Value::Null, &private).is_null());
        let nothing = Value::List(Vec::new());
        assert!(shown(&field, &of(&field), &[], &nothing, &private) == nothing);
        let open = Value::List(vec![child("a", Value::Null, Value::UNKNOWN)]);
        assert!(filled(&of(&field), &open, &rows) == before, "what was open is filled in");
    }

    #[test]
    fn a_form_that_was_noted_is_no_change() {
        let (field, mut private) = (placed(), Private::default());
        let rows = [row("1", &[("value", "ACME")])];
        let before = Value::List(vec![Value::object([("value", "Acme".into())])]);
        assert!(shown(&field, &of(&field), &rows, &before, &private) != before);
        private.forms.insert(form(&of(&field), "1", "value"), "ACME".to_owned());
        assert!(shown(&field, &of(&field), &rows, &before, &private) == before);
    }
}
