//! Runs the script of a resource. It can make records of what the request brings, and say what is answered.

use super::find::Found;
use crate::{
    access::permits,
    api::Call,
    http::{Answer, Content, Request},
    records::{self, Input},
    refusal::{Operation, Refusal},
    scripts::{self, Held, Host, Script, Trouble, text},
    store::Record,
    world::{Meaning, Work},
};
use serde_json::{Map, Value};

/// What is said of scripts that the simulator does not run.
const UNDERSTOOD: &str = "It runs scripts that make a record with GlideRecord or GlideRecordSecure of values in \
    request.body.data and request.pathParams, and answer with response.setStatus and response.setBody.";

/// Runs it as the caller, all of it or nothing.
pub(super) fn run(call: &Call<'_>, found: &Found) -> Result<Answer, Refusal> {
    let Some(script) = Script::read(found.resource.value("operation_script")) else {
        return Err(not_run("it says what is not simulated"));
    };
    let body = body_of(call.request)?;
    call.work(|work| {
        let mut conversation = Conversation {
            work,
            body,
            request: call.request,
            path_parameters: &found.path_parameters,
            records: Vec::new(),
            status: 200,
            content: None,
        };
        match scripts::run(&script, &mut conversation) {
            Ok(()) => Ok(conversation.answer()),
            Err(Trouble::NotSimulated(what)) => Err(not_run(&format!("{what} is not simulated"))),
            Err(Trouble::Thrown(words)) => {
                let message = "Script execution failed".to_owned();
                Err(Refusal::Custom { status: 500, message, detail: words })
            }
            Err(Trouble::Refused(refusal)) => Err(refusal),
        }
    })
}

fn not_run(why: &str) -> Refusal {
    let message = "The simulator does not run the script of this resource".to_owned();
    Refusal::Custom { status: 501, message, detail: format!("{why}. {UNDERSTOOD}") }
}

fn body_of(request: &Request) -> Result<Value, Refusal> {
    if request.body.is_empty() { Ok(Value::Null) } else { request.json() }
}

/// What a script has at hand.
struct Conversation<'a> {
    work: &'a Work<'a>,
    request: &'a Request,
    body: Value,
    path_parameters: &'a Map<String, Value>,
    records: Vec<Glide>,
    status: u16,
    content: Option<Value>,
}

/// A `GlideRecord`.
struct Glide {
    table: String,
    /// Whether it is one that keeps to access rules: `GlideRecordSecure`.
    secure: bool,
    values: Record,
}

impl Conversation<'_> {
    fn answer(self) -> Answer {
        match self.content {
            Some(content) => Answer::result(self.status, &content),
            None => Answer { status: self.status, headers: Vec::new(), content: Content::Nothing },
        }
    }

    fn record(&mut self, thing: &str) -> Option<&mut Glide> {
        self.records.get_mut(number(thing)?)
    }

    /// The sys_id of the new record, or nothing where access rules keep the caller from making it.
    fn insert(&mut self, thing: &str) -> Result<Held, Trouble> {
        let work = self.work;
        let record = self.record(thing).ok_or_else(|| foreign("insert"))?;
        let table = work.table(&record.table)?;
        let mut values = record.values.clone();
        if record.secure {
            if !work.caller.may(Operation::Insert, table) {
                return Ok(Held::Plain(Value::Null));
            }
            values.retain(|column, _| work.caller.may_write(table, column));
        }
        let input = Input { values, meaning: Meaning::Stored };
        let made = records::insert(work, table, &input)?;
        let id = made.value("sys_id").to_owned();
        if record.secure && !permits(work, Operation::Insert, table, &id)? {
            return Err(Refusal::Access(Operation::Insert).into());
        }
        record.values = made;
        Ok(Held::Plain(Value::String(id)))
    }

    fn respond(&mut self, method: &str, arguments: &[Value]) -> Result<Held, Trouble> {
        match (method, arguments) {
            ("setStatus", [status]) => {
                let status = status.as_u64().and_then(|status| u16::try_from(status).ok());
                let status = status.filter(|status| (200..600).contains(status));
                self.status = status.ok_or_else(|| foreign("such a status"))?;
            }
            ("setBody", [content]) => self.content = Some(content.clone()),
            _ => return Err(foreign(method)),
        }
        Ok(Held::Plain(Value::Null))
    }
}

fn foreign(what: &str) -> Trouble {
    Trouble::NotSimulated(what.to_owned())
}

/// The number of a record, by the name that the script's host has for it.
fn number(thing: &str) -> Option<usize> {
    thing.strip_prefix("record ")?.parse().ok()
}

impl Host for Conversation<'_> {
    fn named(&self, name: &str) -> Option<Held> {
        ["request", "response"].contains(&name).then(|| Held::Thing(name.to_owned()))
    }

    fn make(&mut self, class: &str, arguments: &[Value]) -> Result<Held, Trouble> {
        let secure = class == "GlideRecordSecure";
        let [Value::String(table)] = arguments else { return Err(foreign(class)) };
        if !secure && class != "GlideRecord" {
            return Err(foreign(class));
        }
        if self.work.table(table).is_err() {
            return Err(Trouble::Thrown(format!("There is no table {table}")));
        }
        let thing = format!("record {}", self.records.len());
        self.records.push(Glide { table: table.clone(), secure, values: Record::default() });
        Ok(Held::Thing(thing))
    }

    fn get(&self, thing: &str, property: &str) -> Result<Held, Trouble> {
        if let Some(record) = number(thing).and_then(|number| self.records.get(number)) {
            return Ok(Held::Plain(Value::String(record.values.value(property).to_owned())));
        }
        Ok(match (thing, property) {
            ("request", "body") => Held::Thing("request.body".to_owned()),
            ("request", "pathParams") => Held::Plain(Value::Object(self.path_parameters.clone())),
            ("request.body", "data") => Held::Plain(self.body.clone()),
            ("request.body", "dataString") => {
                let text = String::from_utf8_lossy(&self.request.body).into_owned();
                Held::Plain(Value::String(text))
            }
            _ => return Err(foreign(property)),
        })
    }

    fn set(&mut self, thing: &str, property: &str, value: &Value) -> Result<(), Trouble> {
        let record = self.record(thing).ok_or_else(|| foreign(property))?;
        record.values.insert(property.to_owned(), text(value));
        Ok(())
    }

    fn call(&mut self, thing: &str, method: &str, arguments: &[Value]) -> Result<Held, Trouble> {
        if thing == "response" {
            return self.respond(method, arguments);
        }
        let record = self.record(thing).ok_or_else(|| foreign(method))?;
        let of = |column: &str| Held::Plain(Value::String(record.values.value(column).to_owned()));
        match (method, arguments) {
            ("initialize", []) => record.values = Record::default(),
            ("setValue", [Value::String(column), value]) => {
                record.values.insert(column.clone(), text(value));
            }
            ("getValue", [Value::String(column)]) => return Ok(of(column)),
            ("getUniqueValue", []) => return Ok(of("sys_id")),
            ("insert", []) => return self.insert(thing),
            _ => return Err(foreign(method)),
        }
        Ok(Held::Plain(Value::Null))
    }
}
