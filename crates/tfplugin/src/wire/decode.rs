//! From `MessagePack` to values, against the type both sides know.

use std::collections::BTreeMap;

use rmp::Marker;
use rmp::decode as read;

use super::error::{Fault, Within};
use super::reader::{Reader, is_extension, is_text};
use super::{DEEPEST, WireError, normal, refinements, type_json};
use crate::{Number, Type, Value};

/// Reads exactly one value of type `ty`.
pub(super) fn decode(bytes: &[u8], ty: &Type) -> Result<Value, WireError> {
    let mut reader = Reader { rest: bytes, depth: 0 };
    let value = reader.value(ty)?;
    if reader.rest.is_empty() { Ok(value) } else { Err(Fault::Trailing.into()) }
}

impl Reader<'_> {
    fn value(&mut self, ty: &Type) -> Result<Value, WireError> {
        match self.marker()? {
            Marker::Null => {
                self.take(1)?;
                Ok(Value::Null)
            }
            marker if is_extension(marker) => self.unknown(),
            _ => self.known(ty),
        }
    }

    fn known(&mut self, ty: &Type) -> Result<Value, WireError> {
        match ty {
            Type::String => self.text().map(|text| Value::String(normal(text))),
            Type::Number => self.number().map(Value::Number),
            Type::Bool => self.truth().map(Value::Bool),
            _ => self.nested(ty),
        }
    }

    fn nested(&mut self, ty: &Type) -> Result<Value, WireError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Fault::TooDeep.into());
        }
        let value = match ty {
            Type::List(element) => self.elements(element, true),
            Type::Set(element) => self.elements(element, false),
            Type::Map(element) => self.map(element),
            Type::Object(attributes) => self.object(attributes),
            Type::Tuple(types) => self.tuple(types),
            _ => self.dynamic(),
        };
        self.depth -= 1;
        value
    }

    fn number(&mut self) -> Result<Number, WireError> {
        let no_number = || WireError::from(Fault::Expected("a number"));
        match self.marker()? {
            Marker::F32 => {
                let float = read::read_f32(&mut self.rest)?;
                Number::from_binary(f64::from(float)).map_err(|_| no_number())
            }
            Marker::F64 => {
                let float = read::read_f64(&mut self.rest)?;
                Number::from_binary(float).map_err(|_| no_number())
            }
            Marker::U64 => {
                let whole = read::read_u64(&mut self.rest)?;
                Ok(i64::try_from(whole)
                    .map_or_else(|_| Number::Decimal(whole.to_string()), Number::Int))
            }
            marker if is_text(marker) => Number::parse(self.text()?).map_err(|_| no_number()),
            _ => self.whole().map(Number::Int),
        }
    }

    fn elements(&mut self, element: &Type, ordered: bool) -> Result<Value, WireError> {
        let length = self.array()?;
        // A length is a claim; each element takes at least one byte.
        let mut elements = Vec::with_capacity(length.min(self.rest.len()));
        for index in 0..length {
            let value = self.value(element);
            elements.push(if ordered { value.in_index(index)? } else { value? });
        }
        Ok(Value::List(elements))
    }

    fn tuple(&mut self, types: &[Type]) -> Result<Value, WireError> {
        if self.array()? != types.len() {
            return Err(Fault::TupleLength.into());
        }
        let elements = types.iter().enumerate().map(|(index, ty)| self.value(ty).in_index(index));
        elements.collect::<Result<_, _>>().map(Value::List)
    }

    fn map(&mut self, element: &Type) -> Result<Value, WireError> {
        let mut elements = BTreeMap::new();
        for _ in 0..self.entries()? {
            let key = normal(self.text()?);
            let value = self.value(element).in_key(&key)?;
            elements.insert(key, value);
        }
        Ok(Value::Map(elements))
    }

    fn object(&mut self, types: &BTreeMap<String, Type>) -> Result<Value, WireError> {
        let mut attributes = BTreeMap::new();
        for _ in 0..self.entries()? {
            let name = self.text()?;
            let ty = types.get(name).ok_or(Fault::UnknownAttribute).map_err(WireError::from);
            let value = ty.and_then(|ty| self.value(ty)).in_attribute(name)?;
            attributes.insert(name.to_owned(), value);
        }
        if attributes.len() < types.len() {
            for name in
                types.keys().filter(|name| !attributes.contains_key(*name)).collect::<Vec<_>>()
            {
                attributes.insert(name.clone(), Value::Null);
            }
        }
        Ok(Value::Map(attributes))
    }

    fn dynamic(&mut self) -> Result<Value, WireError> {
        if self.array()? != 2 {
            return Err(Fault::Expected("a type and a value").into());
        }
        let description = self.binary()?;
        let ty = type_json::parse(description)?;
        let value = self.value(&ty)?;
        Ok(Value::Dynamic(Box::new((ty, value))))
    }

    fn unknown(&mut self) -> Result<Value, WireError> {
        let meta = read::read_ext_meta(&mut self.rest)?;
        let body = self.take(meta.size as usize)?;
        if meta.typeid == refinements::CODE {
            refinements::decode(body)
        } else {
            Ok(Value::UNKNOWN)
        }
    }
}
