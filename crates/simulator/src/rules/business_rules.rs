//! Business rules of the instance's own (docs/facts.md#business-rule): of those that run after a record is written, the ones
//! whose script is understood and sends REST messages. All others are stored and never run.

use crate::{
    evidence::Evidence,
    locale::Locale,
    query::{self, Asking, Circumstances, Joins},
    refusal::Refusal,
    scripts::{self, Held, Host, Script, Trouble},
    store::{self, Record, quoted},
    unknowns::UnknownQueryColumn,
    world::{Change, Kept, Outgoing, Rule, When, Work},
};
use rusqlite::{OptionalExtension, params_from_iter, types::Value as Sql};
use serde_json::Value;
use std::{collections::BTreeMap, sync::Arc};

/// After a record was inserted.
pub(super) static INSERTED: Rule = Rule {
    name: "Run the rules after an insert",
    tables: &[],
    when: When::AfterInsert,
    evidence: Evidence::Documented,
    apply: |change| run_all(change, "action_insert"),
};

/// After one was updated.
pub(super) static UPDATED: Rule = Rule {
    name: "Run the rules after an update",
    tables: &[],
    when: When::AfterUpdate,
    evidence: Evidence::Documented,
    apply: |change| run_all(change, "action_update"),
};

/// After one was deleted.
pub(super) static DELETED: Rule = Rule {
    name: "Run the rules after a delete",
    tables: &[],
    when: When::AfterDelete,
    evidence: Evidence::Documented,
    apply: |change| run_all(change, "action_delete"),
};

/// A rule that can be run, and what of its row says when.
struct Runnable {
    row: Record,
    script: Script,
}

/// All of them, by order.
struct AfterRules(Vec<Runnable>);

impl Kept for AfterRules {
    const TABLES: &'static [&'static str] = &["sys_script"];
}

fn in_force(work: &Work<'_>) -> Result<AfterRules, Refusal> {
    let after = [("active", "true"), ("when", "after"), ("advanced", "true")];
    let mut rows = work.find("sys_script", &after)?;
    // An expression of JavaScript is not understood.
    rows.retain(|row| row.value("condition").trim().is_empty());
    rows.sort_by_key(|row| row.value("order").parse::<i64>().unwrap_or(i64::MAX));
    let runnable = rows.into_iter().filter_map(|row| {
        let script = Script::read(row.value("script"))?;
        Some(Runnable { row, script })
    });
    Ok(AfterRules(runnable.collect()))
}

fn run_all(change: &mut Change<'_>, action: &str) -> Result<(), Refusal> {
    let work = change.work;
    let rules = match work.world.slots.get(|| in_force(work))? {
        Some(rules) => rules,
        None => Arc::new(in_force(work)?),
    };
    for rule in &rules.0 {
        if rule.row.value(action) == "true" && is_about(rule, change)? {
            let mut host = Sending { current: &change.record, calls: Vec::new(), sent: Vec::new() };
            // What is thrown, and what is not understood after all, ends in the log of an instance.
            match scripts::run(&rule.script, &mut host) {
                Ok(()) | Err(Trouble::Thrown(_)) => {
                    host.sent.into_iter().for_each(|call| work.world.outbox.put(call));
                }
                Err(Trouble::NotSimulated(_)) => {}
                Err(Trouble::Refused(refusal)) => return Err(refusal),
            }
        }
    }
    Ok(())
}

/// Whether a rule is about the record that was written and whoever wrote it.
fn is_about(rule: &Runnable, change: &Change<'_>) -> Result<bool, Refusal> {
    let table = rule.row.value("collection");
    if table != "global" && !change.table.is_a(table) {
        return Ok(false);
    }
    let roles: Vec<&str> = rule.row.value("role_conditions").split(',').map(str::trim).collect();
    if roles != [""] && !change.work.caller.has_any(&roles) {
        return Ok(false);
    }
    let condition = rule.row.value("filter_condition");
    Ok(condition.is_empty() || matches(change, condition)?)
}

/// Whether the record matches an encoded query as it was written.
fn matches(change: &Change<'_>, condition: &str) -> Result<bool, Refusal> {
    let (work, table) = (change.work, change.table);
    let query = query::parse(condition, work.world.unknowns.caret_escaped_by_doubling);
    let locale = if query.is_timed() { Locale::of(work)? } else { Locale::default() };
    let circumstances = Circumstances {
        user_name: &work.caller.user_name,
        user_id: &work.caller.user_id,
        now: work.now,
        locale: &locale,
    };
    let asking = Asking {
        circumstances,
        on_unknown: UnknownQueryColumn::Dropped,
        unknown_matches_nothing: true,
        may_read: &|_| true,
    };
    let mut joins = Joins::new(&work.world.dictionary, table);
    let compiled = query::compile(&query, &mut joins, &work.world.dictionary, &asking)
        .map_err(|_| Refusal::UnreadableQuery)?;
    let class = store::is_of_class(table, "t.sys_class_name");
    let (from, holds, id) = (joins.sql(), &compiled.condition, quoted("sys_id"));
    let sql = format!("SELECT 1 FROM {from} WHERE {class} AND ({holds}) AND t.{id} = ?");
    let mut parameters = compiled.parameters;
    parameters.push(Sql::Text(change.get("sys_id").to_owned()));
    let mut statement = work.connection.prepare_cached(&sql)?;
    let found = statement.query_row(params_from_iter(parameters), |_| Ok(())).optional()?;
    Ok(found.is_some())
}

/// What the script of such a rule can do: read the record, and send REST messages.
struct Sending<'a> {
    current: &'a Record,
    /// Messages that were made, by number.
    calls: Vec<Outgoing>,
    /// Those that were sent.
    sent: Vec<Outgoing>,
}

const CURRENT: &str = "current";

impl Sending<'_> {
    fn read(&self, column: &str) -> Held {
        Held::Plain(Value::String(self.current.value(column).to_owned()))
    }

    fn call_of(&mut self, thing: &str) -> Option<&mut Outgoing> {
        self.calls.get_mut(thing.strip_prefix("message ")?.parse::<usize>().ok()?)
    }
}

impl Host for Sending<'_> {
    fn named(&self, name: &str) -> Option<Held> {
        (name == CURRENT).then(|| Held::Thing(CURRENT.to_owned()))
    }

    fn make(&mut self, class: &str, arguments: &[Value]) -> Result<Held, Trouble> {
        let ("sn_ws.RESTMessageV2", [Value::String(message), Value::String(function)]) =
            (class, arguments)
        else {
            return Err(Trouble::NotSimulated(format!("new {class}")));
        };
        let thing = format!("message {}", self.calls.len());
        let (message, function) = (message.clone(), function.clone());
        self.calls.push(Outgoing { message, function, parameters: BTreeMap::new() });
        Ok(Held::Thing(thing))
    }

    fn get(&self, thing: &str, property: &str) -> Result<Held, Trouble> {
        match thing {
            CURRENT => Ok(self.read(property)),
            _ => Err(Trouble::NotSimulated(property.to_owned())),
        }
    }

    fn set(&mut self, _: &str, property: &str, _: &Value) -> Result<(), Trouble> {
        Err(Trouble::NotSimulated(format!("setting {property}")))
    }

    fn call(&mut self, thing: &str, method: &str, arguments: &[Value]) -> Result<Held, Trouble> {
        let foreign = || Trouble::NotSimulated(method.to_owned());
        if thing == CURRENT {
            return match (method, arguments) {
                ("getValue", [Value::String(column)]) => Ok(self.read(column)),
                ("getUniqueValue", []) => Ok(self.read("sys_id")),
                _ => Err(foreign()),
            };
        }
        let call = self.call_of(thing).ok_or_else(foreign)?;
        match (method, arguments) {
            ("setStringParameterNoEscape", [Value::String(name), value]) => {
                call.parameters.insert(name.clone(), scripts::text(value));
            }
            ("setStringParameter", [Value::String(name), value]) => {
                call.parameters.insert(name.clone(), escaped(&scripts::text(value)));
            }
            // How long an answer may take is the network's to say here.
            ("setHttpTimeout", [Value::Number(_)]) => {}
            ("execute" | "executeAsync", []) => {
                let call = call.clone();
                self.sent.push(call);
                return Ok(Held::Thing("answer".to_owned()));
            }
            _ => return Err(foreign()),
        }
        Ok(Held::Plain(Value::Null))
    }
}

/// The characters that XML reserves, escaped (docs/facts.md#rest-message-call).
fn escaped(text: &str) -> String {
    let pairs = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&apos;")];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    fn sent(script: &str) -> Result<Vec<Outgoing>, Trouble> {
        let current = Record::from([("number".to_owned(), "INC1".to_owned())]);
        let mut host = Sending { current: &current, calls: Vec::new(), sent: Vec::new() };
        scripts::run(&Script::read(script).unwrap(), &mut host).map(|()| host.sent)
    }

    #[test]
    fn a_message_is_sent_as_often_as_it_is_executed() {
        let script = "var r = new sn_ws.RESTMessageV2('Pager', 'page'); \
            r.setStringParameterNoEscape('a', current.number); \
            r.setStringParameter('b', '<' + current.getValue('number') + '>'); r.execute();";
        let calls = sent(script).unwrap();
        assert_eq!((calls[0].message.as_str(), calls[0].function.as_str()), ("Pager", "page"));
        assert_eq!(calls[0].parameters["a"], "INC1");
        assert_eq!(calls[0].parameters["b"], "&lt;INC1&gt;");
        assert_eq!(sent("var r = new sn_ws.RESTMessageV2('Pager', 'page');").unwrap(), []);
    }

    #[test]
    fn what_else_a_script_does_is_not_simulated() {
        for script in [
            "current.update();",
            "current.state = 2;",
            "var g = new GlideRecord('incident');",
            "var r = new sn_ws.RESTMessageV2('a', 'b'); r.setBasicAuth('a', 'b');",
            "var r = new sn_ws.RESTMessageV2('a', 'b'); r.execute().getStatusCode();",
        ] {
            assert!(matches!(sent(script), Err(Trouble::NotSimulated(_))), "{script}");
        }
    }

    #[test]
    fn every_table_after_rules_are_read_from_exists() {
        let dictionary = Dictionary::shipped(true).unwrap();
        assert_eq!(dictionary.table("sys_script").unwrap().root, AfterRules::TABLES[0]);
    }
}
