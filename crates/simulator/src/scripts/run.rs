//! Runs a script that was understood. What its names stand for, and what can be done with that, says the host.

use super::{
    Script,
    read::{Expression, Statement},
};
use crate::refusal::Refusal;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What a name or an expression stands for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Held {
    Plain(Value),
    /// Something of the host, by the host's name for it.
    Thing(String),
}

/// What a script is run in.
pub(crate) trait Host {
    /// What a name stands for that the script has not declared.
    fn named(&self, name: &str) -> Option<Held>;
    /// `new class(…)`
    fn make(&mut self, class: &str, arguments: &[Value]) -> Result<Held, Trouble>;
    /// `thing.property`
    fn get(&self, thing: &str, property: &str) -> Result<Held, Trouble>;
    /// `thing.property = value`
    fn set(&mut self, thing: &str, property: &str, value: &Value) -> Result<(), Trouble>;
    /// `thing.method(…)`
    fn call(&mut self, thing: &str, method: &str, arguments: &[Value]) -> Result<Held, Trouble>;
}

/// Why a script did not come to its end.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// It does what is not simulated.
    #[error("{0} is not simulated")]
    NotSimulated(String),
    /// An instance would have ended it here too.
    #[error("{0}")]
    Thrown(String),
    #[error("the instance refuses what it does")]
    Refused(#[from] Refusal),
}

/// Runs the whole script.
pub(crate) fn run(script: &Script, host: &mut dyn Host) -> Result<(), Trouble> {
    Run { host, variables: BTreeMap::new() }.all(&script.statements).map(drop)
}

/// A value as a text, as the platform stores it.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

struct Run<'a> {
    host: &'a mut dyn Host,
    variables: BTreeMap<String, Held>,
}

/// Whether a script goes on.
#[derive(PartialEq)]
enum Flow {
    On,
    Returned,
}

impl Run<'_> {
    fn all(&mut self, statements: &[Statement]) -> Result<Flow, Trouble> {
        for statement in statements {
            if self.one(statement)? == Flow::Returned {
                return Ok(Flow::Returned);
            }
        }
        Ok(Flow::On)
    }

    fn one(&mut self, statement: &Statement) -> Result<Flow, Trouble> {
        match statement {
            Statement::Let(name, value) => {
                let value = self.value(value)?;
                self.variables.insert(name.clone(), value);
            }
            Statement::Set(object, property, value) => {
                let object = self.value(object)?;
                let value = self.plain(value)?;
                match object {
                    Held::Thing(thing) => self.host.set(&thing, property, &value)?,
                    Held::Plain(_) => return Err(foreign(property)),
                }
            }
            Statement::Do(call) => {
                self.value(call)?;
            }
            Statement::If { negated, condition, then } => {
                if is_true(&self.value(condition)?) != *negated {
                    return self.all(then);
                }
            }
            Statement::Return => return Ok(Flow::Returned),
            Statement::Try(tried) => {
                return match self.all(tried) {
                    Err(Trouble::Thrown(_)) => Ok(Flow::On),
                    other => other,
                };
            }
        }
        Ok(Flow::On)
    }

    fn value(&mut self, expression: &Expression) -> Result<Held, Trouble> {
        Ok(match expression {
            Expression::Plain(value) => Held::Plain(value.clone()),
            Expression::Object(members) => {
                let mut object = Map::new();
                for (name, value) in members {
                    object.insert(name.clone(), self.plain(value)?);
                }
                Held::Plain(Value::Object(object))
            }
            Expression::Name(name) => match self.variables.get(name) {
                Some(held) => held.clone(),
                None => self.host.named(name).ok_or_else(|| foreign(name))?,
            },
            Expression::Member(object, property) => match self.value(object)? {
                Held::Thing(thing) => self.host.get(&thing, property)?,
                Held::Plain(value) => Held::Plain(member(&value, property)?),
            },
            Expression::Call(object, method, arguments) => {
                self.called(object, method, arguments)?
            }
            Expression::New(class, arguments) => {
                let arguments = self.plains(arguments)?;
                self.host.make(class, &arguments)?
            }
            Expression::Joined(parts) => Held::Plain(Value::String(joined(&self.plains(parts)?)?)),
        })
    }

    fn called(
        &mut self,
        object: &Expression,
        method: &str,
        arguments: &[Expression],
    ) -> Result<Held, Trouble> {
        if let Expression::Name(name) = object
            && !self.variables.contains_key(name)
        {
            match (name.as_str(), method) {
                // What a script notes in the log of the instance is kept nowhere.
                ("gs", "info" | "warn" | "error" | "debug") => return Ok(Held::Plain(Value::Null)),
                ("JSON", "stringify") => {
                    let arguments = self.plains(arguments)?;
                    let [value] = arguments.as_slice() else { return Err(foreign(method)) };
                    return Ok(Held::Plain(Value::String(value.to_string())));
                }
                _ => {}
            }
        }
        match self.value(object)? {
            Held::Thing(thing) => {
                let arguments = self.plains(arguments)?;
                self.host.call(&thing, method, &arguments)
            }
            Held::Plain(Value::Null) => {
                Err(Trouble::Thrown(format!("Cannot call {method} of what is null or not defined")))
            }
            Held::Plain(value) if method == "toString" && arguments.is_empty() => {
                Ok(Held::Plain(Value::String(text(&value))))
            }
            Held::Plain(_) => Err(foreign(method)),
        }
    }

    fn plain(&mut self, expression: &Expression) -> Result<Value, Trouble> {
        match self.value(expression)? {
            Held::Plain(value) => Ok(value),
            Held::Thing(thing) => Err(foreign(&thing)),
        }
    }

    fn plains(&mut self, expressions: &[Expression]) -> Result<Vec<Value>, Trouble> {
        expressions.iter().map(|expression| self.plain(expression)).collect()
    }
}

fn foreign(what: &str) -> Trouble {
    Trouble::NotSimulated(what.to_owned())
}

fn member(value: &Value, property: &str) -> Result<Value, Trouble> {
    match value {
        Value::Object(members) => Ok(members.get(property).cloned().unwrap_or_default()),
        Value::Null => {
            Err(Trouble::Thrown(format!("Cannot read {property} of what is null or not defined")))
        }
        _ => Err(foreign(property)),
    }
}

fn is_true(held: &Held) -> bool {
    match held {
        Held::Plain(Value::Null) => false,
        Held::Plain(Value::Bool(flag)) => *flag,
        Held::Plain(Value::String(text)) => !text.is_empty(),
        Held::Plain(Value::Number(number)) => number.as_f64() != Some(0.0),
        Held::Plain(_) | Held::Thing(_) => true,
    }
}

/// Texts one after another. Sums are not simulated, nor what becomes of an object in a text.
fn joined(parts: &[Value]) -> Result<String, Trouble> {
    let is_text = |value: &&Value| value.is_string();
    let has_form = |value: &Value| !value.is_object() && !value.is_array();
    if parts.iter().take(2).find(is_text).is_none() || !parts.iter().all(has_form) {
        return Err(foreign("+"));
    }
    let shown = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    Ok(parts.iter().map(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// Writes down what is done with the one thing there is.
    #[derive(Default)]
    struct Notebook(Vec<String>);

    impl Host for Notebook {
        fn named(&self, name: &str) -> Option<Held> {
            match name {
                "thing" => Some(Held::Thing(name.to_owned())),
                "data" => Some(Held::Plain(json!({ "title": "T", "n": 2, "none": null }))),
                _ => None,
            }
        }

        fn make(&mut self, class: &str, _: &[Value]) -> Result<Held, Trouble> {
            Err(foreign(class))
        }

        fn get(&self, _: &str, property: &str) -> Result<Held, Trouble> {
            Ok(Held::Plain(json!(property)))
        }

        fn set(&mut self, _: &str, property: &str, value: &Value) -> Result<(), Trouble> {
            self.0.push(format!("{property}={value}"));
            Ok(())
        }

        fn call(&mut self, _: &str, method: &str, values: &[Value]) -> Result<Held, Trouble> {
            if method == "fail" {
                return Err(Trouble::Thrown("failed".to_owned()));
            }
            self.0.push(format!("{method}{values:?}"));
            Ok(Held::Plain(Value::Null))
        }
    }

    fn ran(script: &str) -> Result<Vec<String>, Trouble> {
        let mut notebook = Notebook::default();
        run(&Script::read(script).unwrap(), &mut notebook).map(|()| notebook.0)
    }

    #[test]
    fn values_are_handed_on_as_they_are() {
        let script = "var d = data; thing.a = d.title; thing.b = 'x ' + d.n + thing.c; \
                      thing.d = d.missing; thing.e = JSON.stringify({ f: 'g\"' }); gs.info('h');";
        let wanted = ["a=\"T\"", "b=\"x 2c\"", "d=null", "e=\"{\\\"f\\\":\\\"g\\\\\\\"\\\"}\""];
        assert_eq!(ran(script).unwrap(), wanted);
    }

    #[test]
    fn a_condition_decides_and_a_return_ends() {
        let script = "var id = data.none; if (!id) { thing.a = 1; return; } thing.b = 2;";
        assert_eq!(ran(script).unwrap(), ["a=1"]);
        assert_eq!(ran("if (data.n) { thing.a = 1; } thing.b = 2;").unwrap(), ["a=1", "b=2"]);
    }

    #[test]
    fn what_is_thrown_is_caught_and_what_is_foreign_is_not() {
        let caught = ran("try { thing.fail(); } catch (e) { gs.error('no'); } thing.a = 1;");
        assert_eq!(caught.unwrap(), ["a=1"]);
        assert!(matches!(ran("thing.fail();"), Err(Trouble::Thrown(_))));
        assert!(matches!(ran("thing.a = data.none.deeper;"), Err(Trouble::Thrown(_))));
        for script in ["thing.a = 1 + 2;", "other.a();", "thing.a = data.n.b;", "data.n.c();"] {
            assert!(matches!(ran(script), Err(Trouble::NotSimulated(_))), "{script}");
        }
    }
}
