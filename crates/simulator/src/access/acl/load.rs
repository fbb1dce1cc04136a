//! Reads the rules from their tables.

use super::{
    RuleBook,
    rule::{Attribute, Rule},
    script::Script,
};
use crate::{refusal::Refusal, world::Work};
use rusqlite::Row;
use std::collections::HashMap;

/// The one security attribute everybody has who is signed in.
const AUTHENTICATED: &str = "UserIsAuthenticated";

const ROLES: &str = "SELECT j.sys_security_acl, r.name FROM sys_security_acl_role j \
    JOIN sys_user_role r ON r.sys_id = j.sys_user_role";

/// Operations that are about queries.
const QUERIES: &[&str] = &["query_match", "query_range"];

/// A rule's row, and what it is about.
struct Entry {
    id: String,
    name: String,
    operation: String,
    kind: String,
    rule: Rule,
}

impl RuleBook {
    /// The rules that are active.
    pub(super) fn load(work: &Work<'_>) -> Result<Self, Refusal> {
        let mut roles = roles(work)?;
        let mut book = Self::new(work.world.unknowns.empty_access_rule);
        let mut statement = work.connection.prepare_cached(&rules(work)?)?;
        for entry in statement.query_map([], entry)? {
            let Entry { id, name, operation, kind, mut rule } = entry?;
            rule.roles = roles.remove(&id).unwrap_or_default();
            match kind.as_str() {
                "record" => {
                    book.refuses_queries |= QUERIES.contains(&operation.as_str());
                    book.enter(&operation, &name, rule);
                }
                _ => book.endpoints.entry(name).or_default().push(rule),
            }
        }
        Ok(book)
    }
}

/// The query for all rules in force. Older releases have neither `decision_type` nor `applies_to`.
fn rules(work: &Work<'_>) -> Result<String, Refusal> {
    let table = work.table("sys_security_acl")?;
    let has = |column: &str| table.column(column).is_some();
    let decision = if has("decision_type") { "a.decision_type" } else { "'allow'" };
    let applies_to = if has("applies_to") { "a.applies_to" } else { "''" };
    Ok(format!(
        "SELECT a.sys_id, a.name, coalesce(o.name, a.operation), a.type, {decision}, \
         a.admin_overrides, a.advanced, a.condition, {applies_to}, a.script, \
         a.security_attribute, coalesce(s.name, '') FROM sys_security_acl a \
         LEFT JOIN sys_security_operation o ON o.sys_id = a.operation \
         LEFT JOIN sys_security_attribute s ON s.sys_id = a.security_attribute \
         WHERE a.active = 'true' AND a.type IN ('record', 'REST_Endpoint') ORDER BY a.rowid"
    ))
}

/// The names of each rule's roles.
fn roles(work: &Work<'_>) -> Result<HashMap<String, Vec<String>>, Refusal> {
    let mut names: HashMap<String, Vec<String>> = HashMap::new();
    let mut statement = work.connection.prepare_cached(ROLES)?;
    let pairs = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    for pair in pairs {
        let (rule, name) = pair?;
        names.entry(rule).or_default().push(name);
    }
    Ok(names)
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let is = |index: usize| Ok::<_, rusqlite::Error>(row.get::<_, String>(index)? == "true");
    let script: String = if is(6)? { row.get(9)? } else { String::new() };
    let rule = Rule {
        denies: row.get::<_, String>(4)? == "deny",
        admin_overrides: is(5)?,
        roles: Vec::new(),
        attribute: attribute(&row.get::<_, String>(10)?, &row.get::<_, String>(11)?),
        condition: row.get(7)?,
        applies_to: row.get(8)?,
        script: Script::read(&script),
    };
    Ok(Entry {
        id: row.get(0)?,
        name: row.get(1)?,
        operation: row.get(2)?,
        kind: row.get(3)?,
        rule,
    })
}

fn attribute(id: &str, name: &str) -> Attribute {
    match (id, name) {
        ("", _) => Attribute::Absent,
        (_, AUTHENTICATED) => Attribute::Authenticated,
        _ => Attribute::Unknown,
    }
}
