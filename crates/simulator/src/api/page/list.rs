//! `GET /look/{table}`: the rows of a table, a page at a time, narrowed by an encoded query.

use super::{
    cell::{self, Cell, cell},
    edit, frame, missing, notice, person, rows, shelf,
};
use crate::{
    api::Call,
    dictionary::{Column, Table},
    http::Answer,
    refusal::Refusal,
    world::Work,
};
use serde::Serialize;
use serde_json::Value;
use url::form_urlencoded;

/// Rows on a page.
const PAGE: usize = 20;

#[derive(Serialize)]
struct Heading {
    label: String,
    column: String,
    /// Where a click leads: the same list in this column's order.
    href: String,
    /// `ascending`, `descending` or nothing.
    order: &'static str,
}

#[derive(Serialize)]
struct Row {
    href: String,
    cells: Vec<Cell>,
}

#[derive(Serialize)]
struct List {
    table: String,
    title: String,
    label: String,
    evidence: &'static str,
    source: String,
    wanted: Wanted,
    display: String,
    headings: Vec<Heading>,
    rows: Vec<Row>,
    failure: Option<String>,
    notice: Option<&'static str>,
    /// Where a record is made by hand.
    new: Option<String>,
    first: usize,
    last: usize,
    total: usize,
    previous: Option<String>,
    next: Option<String>,
}

/// What of the table is wanted.
#[derive(Clone, Debug, Serialize)]
struct Wanted {
    /// What the display column contains.
    text: String,
    /// An encoded query.
    query: String,
    /// A column; a hyphen before it turns the order round.
    order: String,
    /// From 1.
    page: usize,
}

/// A list.
pub(in crate::api) fn list(call: &Call<'_>) -> Result<Answer, Refusal> {
    let name = call.capture(0);
    let Some(table) = call.instance.world.dictionary.table(name) else {
        return missing::table(call, name);
    };
    let wanted = Wanted::of(call);
    let offset = wanted.page.saturating_sub(1).saturating_mul(PAGE);
    let asked = if wanted.searches() && !table.is_open_to_search() {
        Err(Refusal::UnreadableQuery)
    } else {
        rows(call, name, &wanted.encoded(table), (PAGE, offset))
    };
    let (found, total, failure) = match asked {
        Ok((rows, total)) => (rows, total, None),
        Err(refusal) => (Vec::new(), 0, Some(refusal.to_string())),
    };
    let columns = shelf::columns(&call.instance.world.dictionary, table);
    let rows = call.work(|work| {
        found.iter().map(|row| shown(work, table, row, &columns)).collect::<Result<Vec<_>, _>>()
    })?;
    let last = offset.saturating_add(rows.len());
    let page = List {
        title: shelf::of(name).map_or(&*table.label, |entry| entry.title).to_owned(),
        label: table.label.clone(),
        table: name.to_owned(),
        evidence: table.evidence.mark(),
        source: table.source.clone(),
        display: table.display_column().to_owned(),
        headings: columns.iter().map(|column| heading(call, table, column, &wanted)).collect(),
        first: if rows.is_empty() { 0 } else { offset.saturating_add(1) },
        last,
        total,
        previous: (wanted.page > 1)
            .then(|| wanted.at_page(wanted.page.saturating_sub(1)).href(name)),
        next: (last < total && !rows.is_empty())
            .then(|| wanted.at_page(wanted.page.saturating_add(1)).href(name)),
        new: may_be_made(call, table)?.then(|| format!("/look/{name}/new")),
        notice: notice::of(call),
        rows,
        failure,
        wanted,
    };
    frame::page(call, "list.html", name, page)
}

/// Whether whoever is signed in may insert.
fn may_be_made(call: &Call<'_>, table: &Table) -> Result<bool, Refusal> {
    let person = person::of(call)?;
    Ok(person.is_some_and(|person| edit::may_insert(&person.call.caller, table)))
}

/// A row's cells, with the columns of its real class.
fn shown(work: &Work<'_>, table: &Table, row: &Value, columns: &[String]) -> Result<Row, Refusal> {
    let text = |key: &str| row[key].as_str().unwrap_or_default();
    let (id, class) = (text("sys_id"), text("sys_class_name"));
    let class = work.world.dictionary.table(class).map_or(&*table.name, |class| &class.name);
    let record = work.fetch(class, id)?.unwrap_or_default();
    let class = work.table(class)?;
    let cells = columns.iter().map(|name| match class.column(name) {
        Some(column) => cell(work, column, record.value(name)),
        None => Ok(Cell::default()),
    });
    Ok(Row { href: cell::href(&class.name, id), cells: cells.collect::<Result<_, _>>()? })
}

fn heading(call: &Call<'_>, table: &Table, name: &str, wanted: &Wanted) -> Heading {
    let family = call.instance.world.dictionary.family(&table.name);
    let column = family.iter().find_map(|member| member.column(name));
    let label = column.map_or(name, |column: &std::sync::Arc<Column>| &column.label).to_owned();
    let descending = wanted.order.strip_prefix('-') == Some(name);
    let order = match (wanted.order == name, descending) {
        (true, _) => "ascending",
        (_, true) => "descending",
        _ => "",
    };
    let next = if order == "ascending" { format!("-{name}") } else { name.to_owned() };
    let href = Wanted { order: next, page: 1, ..wanted.clone() }.href(&table.name);
    Heading { label, column: name.to_owned(), href, order }
}

impl Wanted {
    fn of(call: &Call<'_>) -> Self {
        let parameter = |name| call.request.query_value(name).unwrap_or_default().trim().to_owned();
        let page = parameter("page").parse::<usize>().unwrap_or(1).clamp(1, 1_000_000);
        let (text, query, order) = (parameter("text"), parameter("query"), parameter("order"));
        Self { text, query, order, page }
    }

    /// Whether it asks for other than all rows in their usual order.
    fn searches(&self) -> bool {
        [&self.text, &self.query, &self.order].iter().any(|asked| !asked.is_empty())
    }

    fn at_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    /// As one encoded query.
    fn encoded(&self, table: &Table) -> String {
        let mut parts = Vec::new();
        // A caret would end the condition.
        let text = self.text.replace('^', "");
        if !text.is_empty() {
            parts.push(format!("{}LIKE{text}", table.display_column()));
        }
        parts.extend(Some(self.query.clone()).filter(|query| !query.is_empty()));
        match (self.order.strip_prefix('-'), self.order.as_str()) {
            (Some(column), _) => parts.push(format!("ORDERBYDESC{column}")),
            (None, "") => parts.push(format!("ORDERBY{}", table.display_column())),
            (None, column) => parts.push(format!("ORDERBY{column}")),
        }
        parts.join("^")
    }

    fn href(&self, table: &str) -> String {
        let page = if self.page > 1 { self.page.to_string() } else { String::new() };
        let all =
            [("text", &self.text), ("query", &self.query), ("order", &self.order), ("page", &page)];
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(all.into_iter().filter(|(_, value)| !value.is_empty()))
            .finish();
        format!("/look/{table}?{query}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    fn wanted() -> Wanted {
        let text = String::new;
        Wanted { text: text(), query: text(), order: text(), page: 1 }
    }

    #[test]
    fn text_query_and_order_become_one_encoded_query() {
        let dictionary = Dictionary::shipped(true).unwrap();
        let table = dictionary.table("sys_user").unwrap();
        let display = table.display_column();
        assert_eq!(wanted().encoded(table), format!("ORDERBY{display}"));
        let wanted = Wanted {
            text: "ab^c".to_owned(),
            query: "active=true".to_owned(),
            order: "-email".to_owned(),
            page: 2,
        };
        let encoded = wanted.encoded(table);
        assert_eq!(encoded, format!("{display}LIKEabc^active=true^ORDERBYDESCemail"));
    }

    #[test]
    fn a_page_is_found_again_by_its_address() {
        let wanted = Wanted { query: "a=b^c=d&e".to_owned(), ..wanted() };
        assert_eq!(wanted.href("sys_user"), "/look/sys_user?query=a%3Db%5Ec%3Dd%26e");
        assert!(wanted.at_page(3).href("sys_user").ends_with("&page=3"));
    }
}
