//! Children of a record: what is planned for them, which row is which, and what they are shown as.

use servicenow::Record;
use tfplugin::Value;

use super::cell::Cell;
use super::private::Private;
use super::stored::{number, of_literal, same_in_meaning, says_the_same, stored, value};
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
        let cell = cell(field, own, stored(value))?;
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
