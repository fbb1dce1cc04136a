//! Values survive the wire, and what is not a value is refused.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;
use serde_json::value::to_raw_value;

use super::error::Fault;
use super::*;
use crate::{AttributePath, Number, Refinements, Step};

fn msgpack(bytes: &[u8], ty: &Type) -> Result<Value, WireError> {
    decode::decode(bytes, ty)
}

fn json_text(text: &str, ty: &Type) -> Result<Value, WireError> {
    super::decode(&DynamicValue { msgpack: vec![], json: text.as_bytes().to_vec() }, ty)
}

fn object(fields: &[(&str, Type)]) -> Type {
    Type::Object(fields.iter().map(|(name, ty)| ((*name).to_owned(), ty.clone())).collect())
}

fn map(fields: &[(&str, Value)]) -> Value {
    Value::Map(fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect())
}

fn scalar_types() -> impl Strategy<Value = Type> {
    prop_oneof![Just(Type::String), Just(Type::Number), Just(Type::Bool), Just(Type::Dynamic)]
}

fn types() -> impl Strategy<Value = Type> {
    scalar_types().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|ty| Type::List(Box::new(ty))),
            inner.clone().prop_map(|ty| Type::Set(Box::new(ty))),
            inner.clone().prop_map(|ty| Type::Map(Box::new(ty))),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Type::Tuple),
            prop::collection::btree_map("[a-z_]{1,6}", inner, 0..4).prop_map(Type::Object),
        ]
    })
}

fn numbers() -> BoxedStrategy<Number> {
    prop_oneof![
        any::<i64>().prop_map(Number::Int),
        prop::num::f64::NORMAL.prop_map(|f| Number::from_binary(f).unwrap()),
        "-?[1-9][0-9]{18,60}(\\.[0-9]{1,40})?".prop_map(|text| Number::parse(&text).unwrap()),
    ]
    .boxed()
}

fn unknowns(ty: &Type) -> BoxedStrategy<Value> {
    let text = *ty == Type::String;
    if *ty == Type::Dynamic {
        return Just(Value::UNKNOWN).boxed();
    }
    let null = prop::option::of(Just(false));
    let prefix = prop::option::of("[a-z]{1,9}").prop_map(move |prefix| prefix.filter(|_| text));
    (null, prefix).prop_map(|(null, prefix)| Value::Unknown(Refinements { null, prefix })).boxed()
}

fn known(ty: &Type, unknown: bool) -> BoxedStrategy<Value> {
    match ty.clone() {
        Type::String => ".{0,12}".prop_map(|text: String| Value::String(normal(&text))).boxed(),
        Type::Number => numbers().prop_map(Value::Number).boxed(),
        Type::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        Type::Dynamic => scalar_types()
            .prop_filter("dynamic in dynamic is the null of no type", |ty| *ty != Type::Dynamic)
            .prop_flat_map(move |ty| {
                values(&ty, unknown)
                    .prop_map(move |value| Value::Dynamic(Box::new((ty.clone(), value))))
            })
            .boxed(),
        Type::List(ty) | Type::Set(ty) => {
            prop::collection::vec(values(&ty, unknown), 0..4).prop_map(Value::List).boxed()
        }
        Type::Map(ty) => prop::collection::btree_map("[a-z]{1,5}", values(&ty, unknown), 0..4)
            .prop_map(Value::Map)
            .boxed(),
        Type::Tuple(types) => {
            let elements: Vec<_> = types.iter().map(|ty| values(ty, unknown)).collect();
            elements.prop_map(Value::List).boxed()
        }
        Type::Object(types) => {
            let names: Vec<_> = types.keys().cloned().collect();
            let elements: Vec<_> = types.values().map(|ty| values(ty, unknown)).collect();
            elements
                .prop_map(move |values| Value::Map(names.iter().cloned().zip(values).collect()))
                .boxed()
        }
    }
}

fn values(ty: &Type, unknown: bool) -> BoxedStrategy<Value> {
    if unknown {
        prop_oneof![6 => known(ty, true), 1 => Just(Value::Null), 1 => unknowns(ty)].boxed()
    } else {
        prop_oneof![6 => known(ty, false), 1 => Just(Value::Null)].boxed()
    }
}

fn typed(unknown: bool) -> impl Strategy<Value = (Type, Value)> {
    types().prop_flat_map(move |ty| {
        let values = values(&ty, unknown);
        values.prop_map(move |value| (ty.clone(), value))
    })
}

proptest! {
    #[test]
    fn every_value_survives_messagepack((ty, value) in typed(true)) {
        let coded = super::encode(&value, &ty).unwrap();
        let back = super::decode(&coded, &ty).unwrap();
        prop_assert!(back == value, "{:?} became {:?}", value.revealed(), back.revealed());
    }

    #[test]
    fn every_type_survives_json(ty in types()) {
        prop_assert_eq!(parse_type(&type_json::write(&ty)).unwrap(), ty);
    }

    #[test]
    fn any_bytes_are_read_or_refused_without_a_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..64),
        ty in types(),
    ) {
        let _ = msgpack(&bytes, &ty);
    }

    #[test]
    fn a_value_cut_short_is_refused((ty, value) in typed(true), cut in any::<prop::sample::Index>()) {
        let coded = super::encode(&value, &ty).unwrap().msgpack;
        let cut = cut.index(coded.len());
        prop_assert!(msgpack(&coded[..cut], &ty).is_err());
    }
}

#[cfg(feature = "testing")]
proptest! {
    #[test]
    fn every_stored_value_survives_json((ty, value) in typed(false)) {
        let text = to_json(&value, &ty);
        let back = json_text(&text, &ty).unwrap();
        prop_assert!(back == value, "{:?} became {:?}", value.revealed(), back.revealed());
    }
}

#[test]
fn the_forms_are_those_of_the_protocol() {
    let cases: &[(Value, Type, &[u8])] = &[
        (Value::Null, Type::String, &[0xc0]),
        (Value::UNKNOWN, Type::String, &[0xd4, 0, 0]),
        (Value::UNKNOWN, Type::Dynamic, &[0xd4, 0, 0]),
        (Value::from("é"), Type::String, &[0xa2, 0xc3, 0xa9]),
        (Value::from(-1), Type::Number, &[0xff]),
        (Value::Number(Number::Float(0.5)), Type::Number, &[0xcb, 0x3f, 0xe0, 0, 0, 0, 0, 0, 0]),
        (Value::Number(Number::Float(0.1)), Type::Number, &[0xa3, b'0', b'.', b'1']),
        (Value::Number(Number::Decimal("1e2".into())), Type::Number, &[100]),
        (Value::from("a"), Type::Dynamic, b"\x92\xc4\x08\"string\"\xa1a"),
        (map(&[]), object(&[("a", Type::Bool)]), &[0x81, 0xa1, b'a', 0xc0]),
    ];
    for (value, ty, bytes) in cases {
        assert_eq!(super::encode(value, ty).unwrap().msgpack, *bytes, "{:?}", value.revealed());
    }
    let refined = Value::Unknown(Refinements { null: Some(false), prefix: Some("ab".into()) });
    let coded = super::encode(&refined, &Type::String).unwrap().msgpack;
    assert_eq!(coded, [0xc7, 7, 12, 0x82, 1, 0xc2, 2, 0xa2, b'a', b'b']);
}

#[test]
fn numbers_beyond_64_bits_keep_every_digit() {
    let digits = "123456789012345678901234567890.000000000000000000001";
    let value = Value::Number(Number::Decimal(digits.into()));
    let coded = super::encode(&value, &Type::Number).unwrap();
    assert_eq!(&coded.msgpack[2..], digits.as_bytes());
    assert!(json_text(digits, &Type::Number).unwrap() == value);
    let unsigned = msgpack(&[0xcf, 255, 255, 255, 255, 255, 255, 255, 255], &Type::Number).unwrap();
    assert!(unsigned == Value::Number(Number::Decimal(u64::MAX.to_string())));
}

#[test]
fn json_numbers_keep_every_digit_wherever_they_stand() {
    let (whole, long) = ("9223372036854775809", "0.1000000000000000055511151231257827");
    let text = format!(r#"{{"text": {long}, "list": [{whole}, "{long}", 1E+400]}}"#);
    let list = Type::List(Box::new(Type::Number));
    let read = json_text(&text, &object(&[("text", Type::String), ("list", list)])).unwrap();
    assert_eq!(read.get("text").as_str(), Some(long));
    let numbers = read.get("list").as_list().unwrap().iter().map(|number| match number {
        Value::Number(number) => number.to_string(),
        other => panic!("{:?}", other.revealed()),
    });
    assert_eq!(numbers.collect::<Vec<_>>(), [whole, long, "1E+400"]);
}

#[test]
fn text_that_is_not_json_is_refused() {
    for text in ["{", "[1,]", "nul", "\"\\ud800\"", "1 2", "\u{feff}1"] {
        assert_eq!(json_text(text, &Type::String).unwrap_err(), Fault::Json.into(), "{text}");
    }
}

#[test]
fn refinements_of_the_future_are_passed_over() {
    // Bounds, a key of the future with a nested value, and a prefix at the end.
    let body =
        [0x84, 3, 0x92, 1, 0xc3, 5, 9, 99, 0x92, 0x81, 0xa1, b'k', 0xc4, 1, 7, 0xc0, 2, 0xa1, b'p'];
    let mut bytes = vec![0xc7, u8::try_from(body.len()).unwrap(), 12];
    bytes.extend_from_slice(&body);
    let expected = Value::Unknown(Refinements { null: None, prefix: Some("p".into()) });
    assert!(msgpack(&bytes, &Type::String).unwrap() == expected);
    assert!(
        msgpack(&[0xd5, 77, 1, 2], &Type::Number).unwrap() == Value::UNKNOWN,
        "a code of the future"
    );
    assert!(msgpack(&[0xc7, 3, 12, 0x81, 1, 0xc3], &Type::String).unwrap() == Value::Null);
}

#[test]
fn a_long_prefix_is_cut_and_still_holds() {
    let long = "ä".repeat(400);
    let value = Value::Unknown(Refinements { null: None, prefix: Some(long.clone()) });
    let coded = super::encode(&value, &Type::String).unwrap();
    let Value::Unknown(back) = super::decode(&coded, &Type::String).unwrap() else { panic!() };
    let prefix = back.prefix.unwrap();
    assert!(long.starts_with(&prefix) && (250..=256).contains(&prefix.len()), "{}", prefix.len());
}

#[test]
fn every_attribute_is_present_after_decoding() {
    let ty = object(&[("a", Type::Bool), ("b", object(&[("c", Type::String)]))]);
    let expected = map(&[("a", Value::Null), ("b", map(&[("c", Value::Null)]))]);
    assert!(msgpack(&[0x81, 0xa1, b'b', 0x80], &ty).unwrap() == expected);
    assert!(json_text(r#"{"b":{}}"#, &ty).unwrap() == expected);
}

#[test]
fn text_is_brought_to_normal_form_in_both_directions() {
    let decomposed = "e\u{301}";
    let mut bytes = vec![0xa3];
    bytes.extend_from_slice(decomposed.as_bytes());
    assert!(msgpack(&bytes, &Type::String).unwrap() == Value::from("é"));
    assert_eq!(
        super::encode(&Value::from(decomposed), &Type::String).unwrap().msgpack,
        [0xa2, 0xc3, 0xa9]
    );
    assert!(json_text(r#""e\u0301""#, &Type::String).unwrap() == Value::from("é"));
}

#[test]
fn an_error_says_where() {
    let ty = object(&[("list", Type::List(Box::new(object(&[("n", Type::Number)]))))]);
    let bytes = [0x81, 0xa4, b'l', b'i', b's', b't', 0x92, 0x80, 0x81, 0xa1, b'n', 0xc3];
    let error = msgpack(&bytes, &ty).unwrap_err();
    let path =
        AttributePath::attribute("list").then(Step::Index(1)).then(Step::Attribute("n".into()));
    assert_eq!(error.path, path);
    assert_eq!(error.to_string(), "a number is required here");
    let wrong = map(&[("list", Value::List(vec![map(&[("n", Value::from("x"))])]))]);
    assert_eq!(super::encode(&wrong, &ty).unwrap_err().path.0.len(), 3);
    let extra = super::encode(&map(&[("other", Value::Null)]), &ty).unwrap_err();
    assert_eq!(
        extra,
        WireError::from(Fault::UnknownAttribute).under(Step::Attribute("other".into()))
    );
}

#[test]
fn what_does_not_fit_is_refused() {
    let pair = Type::Tuple(vec![Type::Bool, Type::Bool]);
    let cases: &[(&[u8], Type, Fault)] = &[
        (&[], Type::String, Fault::Truncated),
        (&[0xc3, 0xc3], Type::Bool, Fault::Trailing),
        (&[0xc3], Type::String, Fault::Expected("text")),
        (&[0xa1, b'x'], Type::Number, Fault::Expected("a number")),
        (&[0xa1, 0xff], Type::String, Fault::NotUtf8),
        (&[0x91, 0xc3], pair, Fault::TupleLength),
        (&[0x92, 0xc4, 1, b'x', 0xc0], Type::Dynamic, Fault::NotAType),
        (&[0xdd, 255, 255, 255, 255], Type::List(Box::new(Type::Bool)), Fault::Truncated),
        (&[0xcb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0], Type::Number, Fault::Expected("a number")),
    ];
    for (bytes, ty, fault) in cases {
        let error = msgpack(bytes, ty);
        let bare = error.map_err(|e| e.fault);
        assert!(bare == Err(fault.clone()), "{bytes:?}: {bare:?}");
    }
}

#[test]
fn values_nested_too_deeply_are_refused() {
    let mut bytes = Vec::new();
    for _ in 0..=DEEPEST {
        bytes.extend_from_slice(b"\x92\xc4\x09\"dynamic\"");
    }
    bytes.push(0xc0);
    assert_eq!(msgpack(&bytes, &Type::Dynamic).unwrap_err(), Fault::TooDeep.into());
    let mut value = Value::Null;
    for _ in 0..=DEEPEST {
        value = Value::Dynamic(Box::new((Type::Dynamic, value)));
    }
    assert_eq!(super::encode(&value, &Type::Dynamic).unwrap_err(), Fault::TooDeep.into());
}

#[test]
fn a_stored_state_of_another_schema_is_brought_into_shape() {
    let ty = object(&[("kept", Type::String), ("new", Type::Bool), ("count", Type::Number)]);
    let stored = to_raw_value(&json!({ "kept": 5, "gone": [1], "count": "7" })).unwrap();
    let expected = map(&[("kept", "5".into()), ("new", Value::Null), ("count", 7.into())]);
    assert!(from_json(&stored, &ty, Unknown::Drop).unwrap() == expected);
    let refused = from_json(&stored, &ty, Unknown::Refuse).unwrap_err();
    assert_eq!(refused.path, AttributePath::attribute("gone"));
}

#[test]
fn an_empty_message_is_null() {
    assert!(super::decode(&DynamicValue::default(), &Type::String).unwrap().is_null());
}

#[test]
fn a_dynamic_value_may_come_as_json() {
    let value = json_text(r#"{"type":["map","bool"],"value":{"a":true}}"#, &Type::Dynamic).unwrap();
    let inner = Value::Map(BTreeMap::from([("a".to_owned(), Value::Bool(true))]));
    assert!(value == Value::Dynamic(Box::new((Type::Map(Box::new(Type::Bool)), inner))));
}
