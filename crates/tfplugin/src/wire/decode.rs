//! From `MessagePack` to values, against the type both sides know.

use std::collections::BTreeMap;

use rmp::Marker;
use rmp::decode as read;

use super::error::{Fault, Within};
use super::{DEEPEST, WireError, normal, refinements, type_json};
use crate::{Number, Type, Value};

/// Reads exactly one value of type `ty`.
pub(super) fn decode(bytes: &[u8], ty: &Type) -> Result<Value, WireError> {
    let mut reader = Reader { rest: bytes, depth: 0 };
    let value = reader.value(ty)?;
    if reader.rest.is_empty() { Ok(value) } else { Err(Fault::Trailing.into()) }
}

/// What is left to read.
pub(super) struct Reader<'a> {
    pub(super) rest: &'a [u8],
    pub(super) depth: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn marker(&self) -> Result<Marker, WireError> {
        self.rest.first().map(|byte| Marker::from_u8(*byte)).ok_or_else(|| Fault::Truncated.into())
    }

    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], WireError> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Fault::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

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

    pub(super) fn truth(&mut self) -> Result<bool, WireError> {
        let truth = match self.marker()? {
            Marker::True => true,
            Marker::False => false,
            _ => return Err(Fault::Expected("true or false").into()),
        };
        self.take(1)?;
        Ok(truth)
    }

    pub(super) fn text(&mut self) -> Result<&'a str, WireError> {
        if !is_text(self.marker()?) {
            return Err(Fault::Expected("text").into());
        }
        let length = read::read_str_len(&mut self.rest)?;
        let bytes = self.take(length as usize)?;
        std::str::from_utf8(bytes).map_err(|_| Fault::NotUtf8.into())
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

    /// A whole number that fits 64 bits with sign.
    pub(super) fn whole(&mut self) -> Result<i64, WireError> {
        use read::NumValueReadError as Error;
        read::read_int(&mut self.rest).map_err(|error| match error {
            Error::TypeMismatch(_) | Error::OutOfRange => Fault::Expected("a number").into(),
            _ => Fault::Truncated.into(),
        })
    }

    pub(super) fn array(&mut self) -> Result<usize, WireError> {
        match self.marker()? {
            Marker::FixArray(_) | Marker::Array16 | Marker::Array32 => {
                Ok(read::read_array_len(&mut self.rest)? as usize)
            }
            _ => Err(Fault::Expected("a list").into()),
        }
    }

    pub(super) fn entries(&mut self) -> Result<usize, WireError> {
        match self.marker()? {
            Marker::FixMap(_) | Marker::Map16 | Marker::Map32 => {
                Ok(read::read_map_len(&mut self.rest)? as usize)
            }
            _ => Err(Fault::Expected("a map").into()),
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

    fn binary(&mut self) -> Result<&'a [u8], WireError> {
        match self.marker()? {
            Marker::Bin8 | Marker::Bin16 | Marker::Bin32 => {
                let length = read::read_bin_len(&mut self.rest)?;
                self.take(length as usize)
            }
            _ => self.text().map(str::as_bytes),
        }
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

fn is_text(marker: Marker) -> bool {
    matches!(marker, Marker::FixStr(_) | Marker::Str8 | Marker::Str16 | Marker::Str32)
}

pub(super) fn is_extension(marker: Marker) -> bool {
    use Marker::{Ext8, Ext16, Ext32, FixExt1, FixExt2, FixExt4, FixExt8, FixExt16};
    matches!(marker, FixExt1 | FixExt2 | FixExt4 | FixExt8 | FixExt16 | Ext8 | Ext16 | Ext32)
}
