//! The one statement that answers a request for figures.

use super::{
    asked::{Asked, By},
    measure::{Function, Measure},
};
use crate::{
    api::table::Group,
    dictionary::Table,
    http::Request,
    query::{Compiled, Joins, Place},
    refusal::Refusal,
    store,
    world::Work,
};
use rusqlite::{Row, params_from_iter};
use serde_json::{Map, Value, json};

/// What is selected, grouped, kept and in which order. What leads nowhere is left out.
pub(super) struct Statement {
    groups: Vec<Group>,
    /// Each figure with its SQL.
    figures: Vec<(Measure, String)>,
    having: Vec<String>,
    limits: Vec<f64>,
    order: Vec<String>,
}

impl Statement {
    pub(super) fn of(
        work: &Work<'_>,
        request: &Request,
        asked: &Asked,
        table: &Table,
        joins: &mut Joins<'_>,
    ) -> Self {
        let groups = asked.groups.iter();
        let groups = groups.filter_map(|path| Group::of(work, request, table, joins, path));
        let groups: Vec<Group> = groups.collect();
        let mut place = |path: &str| crate::api::table::readable(work, table, joins, path);
        let figures = asked.measures.iter().filter_map(|measure| {
            Some((measure.clone(), figure(measure, place(&measure.path).as_ref())?))
        });
        let figures = figures.collect();
        let (mut having, mut limits) = (Vec::new(), Vec::new());
        for wanted in &asked.having {
            if let Some(sql) = figure(&wanted.measure, place(&wanted.measure.path).as_ref()) {
                having.push(format!("{sql} {} ?", wanted.operator));
                limits.push(wanted.value);
            }
        }
        let order = asked.order.iter().filter_map(|wanted| {
            let sql = match &wanted.by {
                By::Figure(measure) => figure(measure, place(&measure.path).as_ref()),
                By::Column(path) => place(path).map(|place| place.sql),
            };
            Some(format!("{}{}", sql?, if wanted.descending { " DESC" } else { "" }))
        });
        let order = order.collect();
        Self { groups, figures, having, limits, order }
    }

    /// The figures, a set for each group; one set where nothing is grouped.
    pub(super) fn sets(
        &self,
        work: &Work<'_>,
        table: &Table,
        joins: &Joins<'_>,
        compiled: Compiled,
    ) -> Result<Vec<Value>, Refusal> {
        let sql = self.sql(table, joins, &compiled);
        let limits = self.limits.iter().map(|limit| rusqlite::types::Value::Real(*limit));
        let parameters = compiled.parameters.into_iter().chain(limits);
        let mut statement = work.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(parameters))?;
        let mut sets = Vec::new();
        while let Some(row) = rows.next()? {
            sets.push(self.set(work, row)?);
        }
        Ok(sets)
    }

    fn sql(&self, table: &Table, joins: &Joins<'_>, compiled: &Compiled) -> String {
        let groups: Vec<String> = self.groups.iter().flat_map(Group::sql).collect();
        let selected: Vec<String> = std::iter::once("count(*)".to_owned())
            .chain(groups.iter().cloned())
            .chain(self.figures.iter().map(|(_, sql)| sql.clone()))
            .collect();
        let mut sql = format!(
            "SELECT {} FROM {} WHERE {} AND ({})",
            selected.join(", "),
            joins.sql(),
            store::is_of_class(table, "t.sys_class_name"),
            compiled.condition
        );
        for (words, parts, between) in [
            (" GROUP BY ", &groups, ", "),
            (" HAVING ", &self.having, " AND "),
            (" ORDER BY ", if self.order.is_empty() { &groups } else { &self.order }, ", "),
        ] {
            if !parts.is_empty() {
                sql += words;
                sql += &parts.join(between);
            }
        }
        sql
    }

    fn set(&self, work: &Work<'_>, row: &Row<'_>) -> Result<Value, Refusal> {
        let mut set = Map::new();
        let (mut index, mut fields) = (1, Vec::new());
        for group in &self.groups {
            fields.push(group.show(work, row, &mut index)?);
        }
        let mut stats = Map::new();
        for (measure, _) in &self.figures {
            let text = measure.function.text(row.get_ref(index)?);
            index = index.saturating_add(1);
            let name = measure.function.word();
            if measure.function == Function::Count {
                stats.insert(name.to_owned(), json!(text));
            } else {
                let of_function = stats.entry(name).or_insert_with(|| json!({}));
                of_function[&measure.path] = json!(text);
            }
        }
        set.insert("stats".to_owned(), Value::Object(stats));
        if !self.groups.is_empty() {
            set.insert("groupby_fields".to_owned(), Value::Array(fields));
        }
        Ok(Value::Object(set))
    }
}

fn figure(measure: &Measure, place: Option<&Place>) -> Option<String> {
    match (measure.function, place) {
        (Function::Count, _) => Some(Function::Count.sql("")),
        (function, Some(place)) => Some(function.sql(&place.sql)),
        (_, None) => None,
    }
}
