//! The rule for what follows a plan: what was known stays, what was unknown may become anything it
//! allowed.

use crate::{Refinements, Type, Value};

/// Where `later` breaks what `earlier` promised. Without a type for it, a list counts as ordered.
pub(super) fn faults(earlier: &Value, later: &Value, ty: &Type) -> Vec<String> {
    let mut check = Check::default();
    check.value(earlier, later, ty);
    check.faults
}

/// Where a value is unknown.
pub(super) fn unknowns(value: &Value) -> Vec<String> {
    let mut check = Check::default();
    check.open(value);
    check.faults
}

#[derive(Default)]
struct Check {
    at: Vec<String>,
    faults: Vec<String>,
}

impl Check {
    fn fault(&mut self, earlier: &Value, later: &Value) {
        let (at, earlier, later) = (self.at.join("."), earlier.revealed(), later.revealed());
        self.faults.push(format!("{at}: was {earlier:?}, became {later:?}"));
    }

    fn within(&mut self, name: &str, check: impl FnOnce(&mut Self)) {
        self.at.push(name.to_owned());
        check(self);
        self.at.pop();
    }

    fn value(&mut self, earlier: &Value, later: &Value, ty: &Type) {
        match (earlier, later, ty) {
            (Value::Unknown(known), _, _) => {
                if !allows(known, later) {
                    self.fault(earlier, later);
                }
            }
            (Value::List(a), Value::List(b), Type::Set(element)) if a.len() >= b.len() => {
                self.set(a, b, element);
            }
            (Value::List(a), Value::List(b), _) if a.len() == b.len() => {
                for (index, (earlier, later)) in a.iter().zip(b).enumerate() {
                    let ty = element(ty, index);
                    self.within(&index.to_string(), |check| check.value(earlier, later, ty));
                }
            }
            (Value::Map(a), Value::Map(b), _) if a.keys().eq(b.keys()) => {
                for (key, earlier) in a {
                    self.within(key, |check| check.value(earlier, later.get(key), field(ty, key)));
                }
            }
            (Value::Dynamic(a), Value::Dynamic(b), _) if a.0 == b.0 => self.value(&a.1, &b.1, &a.0),
            _ if earlier == later => {}
            _ => self.fault(earlier, later),
        }
    }

    /// Elements that were unknown in part may have become equal, so there may be fewer later.
    fn set(&mut self, earlier: &[Value], later: &[Value], ty: &Type) {
        let fits = |a: &Value, b: &Value| faults(a, b, ty).is_empty();
        for a in earlier.iter().filter(|a| !later.iter().any(|b| fits(a, b))) {
            self.fault(a, &Value::List(later.to_vec()));
        }
        for b in later.iter().filter(|b| !earlier.iter().any(|a| fits(a, b))) {
            self.fault(&Value::List(earlier.to_vec()), b);
        }
    }

    fn open(&mut self, value: &Value) {
        match value {
            Value::Unknown(_) => self.faults.push(self.at.join(".")),
            Value::List(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    self.within(&index.to_string(), |check| check.open(element));
                }
            }
            Value::Map(elements) => {
                for (key, element) in elements {
                    self.within(key, |check| check.open(element));
                }
            }
            Value::Dynamic(typed) => self.open(&typed.1),
            _ => {}
        }
    }
}

fn allows(known: &Refinements, later: &Value) -> bool {
    if known.null == Some(false) && later.is_null() {
        return false;
    }
    match (&known.prefix, later) {
        (Some(prefix), Value::String(text)) => text.starts_with(prefix),
        _ => true,
    }
}

fn element(ty: &Type, index: usize) -> &Type {
    match ty {
        Type::List(element) | Type::Set(element) => element,
        Type::Tuple(types) => types.get(index).unwrap_or(&Type::Dynamic),
        _ => &Type::Dynamic,
    }
}

fn field<'a>(ty: &'a Type, key: &str) -> &'a Type {
    match ty {
        Type::Map(element) => element,
        Type::Object(types) => types.get(key).unwrap_or(&Type::Dynamic),
        _ => &Type::Dynamic,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn list(elements: &[Value]) -> Value {
        Value::List(elements.to_vec())
    }

    fn map(fields: &[(&str, Value)]) -> Value {
        Value::Map(fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect())
    }

    fn set() -> Type {
        Type::Set(Box::new(Type::String))
    }

    #[test]
    fn what_was_known_must_stay() {
        let ty = Type::Map(Box::new(Type::String));
        let earlier = map(&[("a", "1".into()), ("b", Value::UNKNOWN)]);
        let good = map(&[("a", "1".into()), ("b", Value::Null)]);
        assert!(faults(&earlier, &good, &ty).is_empty());
        let changed = map(&[("a", "2".into()), ("b", "x".into())]);
        assert_eq!(faults(&earlier, &changed, &ty), ["a: was \"1\", became \"2\""]);
        assert_eq!(faults(&earlier, &map(&[("a", "1".into())]), &ty).len(), 1);
    }

    #[test]
    fn refinements_must_hold() {
        let promised =
            Value::Unknown(Refinements { null: Some(false), prefix: Some("id-".into()) });
        assert!(faults(&promised, &"id-1".into(), &Type::String).is_empty());
        assert!(faults(&promised, &Value::UNKNOWN, &Type::String).is_empty());
        assert_eq!(faults(&promised, &"1".into(), &Type::String).len(), 1);
        assert_eq!(faults(&promised, &Value::Null, &Type::String).len(), 1);
    }

    #[test]
    fn sets_are_compared_as_sets() {
        let (ab, ba) = (list(&["a".into(), "b".into()]), list(&["b".into(), "a".into()]));
        assert!(faults(&ab, &ba, &set()).is_empty());
        assert_eq!(faults(&ab, &ba, &Type::List(Box::new(Type::String))).len(), 2);
        let merged = list(&[Value::UNKNOWN, "a".into()]);
        assert!(faults(&merged, &list(&["a".into()]), &set()).is_empty());
        assert!(!faults(&ab, &list(&["a".into()]), &set()).is_empty());
        assert!(!faults(&ab, &list(&["a".into(), "c".into()]), &set()).is_empty());
    }

    #[test]
    fn unknown_parts_are_found() {
        let value = map(&[("a", list(&["x".into(), Value::UNKNOWN])), ("b", Value::Null)]);
        assert_eq!(unknowns(&value), ["a.1"]);
        assert!(unknowns(&Value::Map(BTreeMap::new())).is_empty());
    }
}
