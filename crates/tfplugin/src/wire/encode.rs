//! From values to `MessagePack`, against the type both sides know.

use std::collections::BTreeMap;

use rmp::encode as write;

use super::error::{Fault, Within};
use super::{DEEPEST, WireError, infer, normal, refinements, type_json};
use crate::{Number, Type, Value};

/// Codes `value`, which must fit `ty`. Attributes of an object that the value lacks are written as
/// null.
pub(super) fn encode(value: &Value, ty: &Type) -> Result<Vec<u8>, WireError> {
    let mut writer = Writer { out: Vec::with_capacity(256), depth: 0 };
    writer.value(value, ty)?;
    Ok(writer.out)
}

struct Writer {
    out: Vec<u8>,
    depth: usize,
}

impl Writer {
    fn value(&mut self, value: &Value, ty: &Type) -> Result<(), WireError> {
        match (value, ty) {
            (Value::Null, _) => Ok(write::write_nil(&mut self.out)?),
            (Value::Unknown(known), _) => refinements::encode(known, ty, &mut self.out),
            (Value::String(text), Type::String) => self.text(text),
            (Value::Number(number), Type::Number) => self.number(number),
            (Value::Bool(truth), Type::Bool) => Ok(write::write_bool(&mut self.out, *truth)?),
            _ => self.nested(value, ty),
        }
    }

    fn nested(&mut self, value: &Value, ty: &Type) -> Result<(), WireError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Fault::TooDeep.into());
        }
        match (value, ty) {
            (Value::List(elements), Type::List(ty)) => self.elements(elements, ty, true)?,
            (Value::List(elements), Type::Set(ty)) => self.elements(elements, ty, false)?,
            (Value::List(elements), Type::Tuple(types)) => self.tuple(elements, types)?,
            (Value::Map(elements), Type::Map(ty)) => self.map(elements, ty)?,
            (Value::Map(attributes), Type::Object(types)) => self.object(attributes, types)?,
            (Value::Dynamic(typed), Type::Dynamic) => self.dynamic(&typed.0, &typed.1)?,
            (_, Type::Dynamic) => self.dynamic(&infer(value), value)?,
            _ => return Err(Fault::Expected(name(ty)).into()),
        }
        self.depth -= 1;
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), WireError> {
        if text.is_ascii() {
            return Ok(write::write_str(&mut self.out, text)?);
        }
        Ok(write::write_str(&mut self.out, &normal(text))?)
    }

    fn number(&mut self, number: &Number) -> Result<(), WireError> {
        if let Some(whole) = number.as_i64() {
            write::write_sint(&mut self.out, whole)?;
        } else if let Some(digits) = number.as_long_whole() {
            // Core plans another number where it gets such a one as a float.
            write::write_str(&mut self.out, &digits)?;
        } else if let Some(float) = number.as_exact_float() {
            write::write_f64(&mut self.out, float)?;
        } else {
            let digits = number.to_string();
            Number::parse(&digits).map_err(|_| Fault::Expected("a number"))?;
            write::write_str(&mut self.out, &digits)?;
        }
        Ok(())
    }

    fn array(&mut self, length: usize) -> Result<(), WireError> {
        write::write_array_len(&mut self.out, u32::try_from(length).map_err(|_| Fault::TooLong)?)?;
        Ok(())
    }

    fn entries(&mut self, length: usize) -> Result<(), WireError> {
        write::write_map_len(&mut self.out, u32::try_from(length).map_err(|_| Fault::TooLong)?)?;
        Ok(())
    }

    fn elements(&mut self, elements: &[Value], ty: &Type, ordered: bool) -> Result<(), WireError> {
        self.array(elements.len())?;
        for (index, element) in elements.iter().enumerate() {
            let written = self.value(element, ty);
            if ordered { written.in_index(index)? } else { written? }
        }
        Ok(())
    }

    fn tuple(&mut self, elements: &[Value], types: &[Type]) -> Result<(), WireError> {
        if elements.len() != types.len() {
            return Err(Fault::TupleLength.into());
        }
        self.array(elements.len())?;
        for (index, (element, ty)) in elements.iter().zip(types).enumerate() {
            self.value(element, ty).in_index(index)?;
        }
        Ok(())
    }

    fn map(&mut self, elements: &BTreeMap<String, Value>, ty: &Type) -> Result<(), WireError> {
        self.entries(elements.len())?;
        for (key, element) in elements {
            self.text(key)?;
            self.value(element, ty).in_key(key)?;
        }
        Ok(())
    }

    fn object(
        &mut self,
        attributes: &BTreeMap<String, Value>,
        types: &BTreeMap<String, Type>,
    ) -> Result<(), WireError> {
        if let Some(name) = attributes.keys().find(|name| !types.contains_key(*name)) {
            return Err(WireError::from(Fault::UnknownAttribute)).in_attribute(name);
        }
        self.entries(types.len())?;
        for (name, ty) in types {
            self.text(name)?;
            self.value(attributes.get(name).unwrap_or(&Value::Null), ty).in_attribute(name)?;
        }
        Ok(())
    }

    fn dynamic(&mut self, ty: &Type, value: &Value) -> Result<(), WireError> {
        self.array(2)?;
        write::write_bin(&mut self.out, &type_json::write(ty))?;
        self.value(value, ty)
    }
}

/// How a type is called in messages.
fn name(ty: &Type) -> &'static str {
    match ty {
        Type::String => "text",
        Type::Number => "a number",
        Type::Bool => "true or false",
        Type::Dynamic => "a value",
        Type::List(_) => "a list",
        Type::Set(_) => "a set",
        Type::Map(_) => "a map",
        Type::Object(_) => "an object",
        Type::Tuple(_) => "a tuple",
    }
}
