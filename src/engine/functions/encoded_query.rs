//! `encoded_query`: the text of a query from its conditions (docs/facts.md#queries).

mod given;

use tfplugin::{Type, Value};

use super::{Function, Parameter, wrong};
use crate::engine::problem::{FunctionProblem, QueryFault, WrongArgument};

pub(super) static FUNCTION: Function = Function {
    name: "encoded_query",
    summary: "An encoded query from its conditions.",
    description: "Gives the text that `query` arguments, list filters and the Table API's `sysparm_query` take. Each condition is \
                  checked: what the syntax cannot express is refused, so that a value never becomes a condition of its own.\n\n\
                  An argument has one of three forms:\n\n\
                  * an object of `column = value`, all of which must hold. A list asks for any of its values, null or an empty \
                  text for an empty column.\n\
                  * a list of conditions, all of which must hold, in this order. A condition is `{ column, operator, value }`; \
                  without an operator it is `=`, for a list `IN`, for null `ISEMPTY`. Beside these a list may have objects of \
                  `column = value`, and `{ or = [ … ] }` with conditions of which one must hold.\n\
                  * an object with `where` (one of the two forms above) and any of `or_where` (a list of further ones, each of \
                  which is enough instead), `order_by` and `group_by` (columns; `-` before one for the falling order).\n\n\
                  Operators are spelled as the platform spells them: `=`, `!=`, `<`, `<=`, `>`, `>=`, `LIKE`, `NOT LIKE`, \
                  `STARTSWITH`, `ENDSWITH`, `IN`, `NOT IN`, `BETWEEN` (`value = [from, to]`), `ISEMPTY`, `ISNOTEMPTY`, `SAMEAS`, \
                  `NSAMEAS`, `INSTANCEOF`, `ON` and others. A value that begins with `javascript:` is run by the instance, and \
                  refused unless the condition has `javascript = true`. A value that holds `^` is always refused, for no way to \
                  escape it is sure.",
    parameters: &[Parameter {
        name: "conditions",
        holds: Type::Dynamic,
        doc: "An object of `column = value`, a list of conditions, or an object with `where`, `or_where`, `order_by` and \
              `group_by`.",
    }],
    returns: Type::String,
    call: encoded,
};

fn encoded(arguments: &[Value]) -> Result<Value, WrongArgument> {
    let conditions = arguments.first().unwrap_or(&Value::Null);
    let query = given::query(conditions)
        .map_err(|(place, fault)| wrong(FunctionProblem::Query(place, fault)))?;
    let unwritten = |why| FunctionProblem::Query(String::new(), QueryFault::Unwritten(why));
    query.encode().map(Value::from).map_err(|why| wrong(unwritten(why)))
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use servicenow::{EncodedCondition, EncodedOrder, EncodedQuery, Operand, Operator};

    use super::super::parse_encoded_query;
    use super::*;

    fn list(elements: &[Value]) -> Value {
        Value::List(elements.to_vec())
    }

    fn condition(column: &str, operator: &str, value: Value) -> Value {
        Value::object([("column", column.into()), ("operator", operator.into()), ("value", value)])
    }

    fn text(conditions: Value) -> Result<String, FunctionProblem> {
        let called = (FUNCTION.call)(&[conditions]);
        called.map(|text| text.as_str().unwrap().to_owned()).map_err(|wrong| wrong.why)
    }

    fn fault(conditions: Value) -> (String, QueryFault) {
        match text(conditions) {
            Err(FunctionProblem::Query(place, fault)) => (place, fault),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_object_gives_columns_their_values() {
        let conditions = Value::object([
            ("active", true.into()),
            ("host", Value::Null),
            ("order", 100.into()),
            ("type", list(&["client".into(), "oauth_provider".into()])),
            ("user", "".into()),
        ]);
        let expected = "active=true^hostISEMPTY^order=100^typeINclient,oauth_provider^userISEMPTY";
        assert_eq!(text(conditions).as_deref(), Ok(expected));
        assert_eq!(text(Value::object([])).as_deref(), Ok(""));
    }

    #[test]
    fn a_list_keeps_its_order_and_has_choices() {
        let alternatives = [
            condition("type", "=", "client".into()),
            Value::object([("type", Value::Null)]),
            Value::object([("column", "name".into()), ("value", list(&["a".into(), "b".into()]))]),
        ];
        let conditions = list(&[
            condition("name", "STARTSWITH", "acme".into()),
            Value::object([("or", list(&alternatives))]),
            Value::object([("active", true.into())]),
            condition("n", "BETWEEN", list(&[1.into(), 5.into()])),
        ]);
        let expected =
            "nameSTARTSWITHacme^type=client^ORtypeISEMPTY^ORnameINa,b^active=true^nBETWEEN1@5";
        assert_eq!(text(conditions).as_deref(), Ok(expected));
    }

    #[test]
    fn a_query_has_further_sets_of_conditions_and_an_order() {
        let whole = Value::object([
            ("where", Value::object([("active", true.into())])),
            (
                "or_where",
                list(&[Value::object([("type", "x".into())]), condition("n", ">", 3.into())]),
            ),
            ("order_by", list(&["name".into(), "-sys_created_on".into()])),
            ("group_by", "type".into()),
        ]);
        let expected =
            "active=true^NQtype=x^NQn>3^GROUPBYtype^ORDERBYname^ORDERBYDESCsys_created_on";
        assert_eq!(text(whole).as_deref(), Ok(expected));
        let order = Value::object([("order_by", "name".into())]);
        assert_eq!(text(order).as_deref(), Ok("ORDERBYname"));
    }

    #[test]
    fn a_value_carries_its_type_at_any_depth() {
        let carrying = |value: Value| Value::Dynamic(Box::new((Type::Dynamic, value)));
        let inner = Value::object([("active", carrying(true.into()))]);
        assert_eq!(text(carrying(list(&[carrying(inner)]))).as_deref(), Ok("active=true"));
    }

    #[test]
    fn a_script_is_run_only_where_it_is_asked_for() {
        let script = || ("value", Value::from("javascript:gs.daysAgo(7)"));
        let plain = Value::object([("column", "n".into()), ("operator", ">".into()), script()]);
        assert_eq!(fault(list(&[plain])), ("[0]".into(), QueryFault::Script));
        assert_eq!(fault(Value::object([("n", script().1)])), ("n".into(), QueryFault::Script));
        let meant = |value| {
            let flag = ("javascript", Value::from(true));
            Value::object([("column", "n".into()), ("operator", ">".into()), value, flag])
        };
        assert_eq!(text(meant(script())).as_deref(), Ok("n>javascript:gs.daysAgo(7)"));
        assert_eq!(fault(meant(("value", "x".into()))).1, QueryFault::NoScript);
    }

    #[test]
    fn what_is_wrong_is_named_by_its_place() {
        let within = |condition: Value| list(&[Value::object([("or", list(&[condition]))])]);
        let (place, problem) = fault(within(condition("n", "like", "a".into())));
        assert_eq!(
            (place.as_str(), problem),
            ("[0].or[0].operator", QueryFault::UnknownOperator("like".into()))
        );
        let two = Value::object([("a", 1.into()), ("b", 2.into())]);
        assert_eq!(fault(within(two)), ("[0].or[0]".into(), QueryFault::SeveralColumns));
        let whole =
            Value::object([("where", list(&[])), ("or_where", list(&[list(&[true.into()])]))]);
        assert_eq!(fault(whole), ("or_where[0][0]".into(), QueryFault::NoCondition));
        let other =
            Value::object([("column", "a".into()), ("value", 1.into()), ("op", "=".into())]);
        let (place, problem) = fault(other);
        assert!(
            matches!(problem, QueryFault::UnknownKey(ref key, _) if key == "op"),
            "{place}: {problem}"
        );
        assert_eq!(fault("active=true".into()), (String::new(), QueryFault::NoQuery));
        assert_eq!(fault(Value::object([("column", "a".into())])).1, QueryFault::NothingSaid);
        assert_eq!(
            fault(Value::object([("a", Value::object([]))])),
            ("a".into(), QueryFault::NoValue)
        );
        assert_eq!(fault(Value::object([("order_by", 1.into())])).0, "order_by");
    }

    #[test]
    fn what_the_syntax_cannot_express_is_refused_without_the_value() {
        let values: [Value; 3] =
            ["secret^ORactive=true".into(), list(&["a,secret".into()]), list(&[])];
        for value in values {
            let refused = text(Value::object([("name", value)])).unwrap_err();
            assert!(matches!(refused, FunctionProblem::Query(_, QueryFault::Unwritten(_))));
            assert!(!refused.to_string().contains("secret"), "{refused}");
        }
    }

    fn any_condition() -> impl Strategy<Value = EncodedCondition> {
        let value = "(javascript:)?[a-zA-Z0-9 .:()-]{1,8}";
        ("[a-z_][a-z0-9_.]{0,8}", 0..Operator::ALL.len(), vec(value, 2)).prop_filter_map(
            "reads as another one",
            |(column, n, values)| {
                let operator = Operator::ALL[n];
                let count = match operator.operand() {
                    Operand::Nothing => 0,
                    Operand::Value => 1,
                    Operand::List | Operand::Pair => 2,
                };
                let one = EncodedCondition { column, operator, values: values[..count].to_vec() };
                let groups = vec![vec![vec![one.clone()]]];
                let alone = EncodedQuery { groups, ..EncodedQuery::default() };
                alone.encode().is_ok().then_some(one)
            },
        )
    }

    fn any_query() -> impl Strategy<Value = EncodedQuery> {
        let order = ("[a-z_]{1,8}", any::<bool>())
            .prop_map(|(column, descending)| EncodedOrder { column, descending });
        let groups = vec(vec(vec(any_condition(), 1..3), 1..4), 0..3);
        (groups, vec("[a-z_]{1,8}", 0..2), vec(order, 0..3))
            .prop_map(|(groups, group_by, order_by)| EncodedQuery { groups, group_by, order_by })
    }

    proptest! {
        /// Both laws at once: the generated queries are all those of the grammar.
        #[test]
        fn parsing_is_the_inverse(query in any_query()) {
            let value = parse_encoded_query::shown(&query);
            let text = text(value.clone()).unwrap();
            let called = (parse_encoded_query::FUNCTION.call)(&[text.as_str().into()]).unwrap();
            let Value::Dynamic(parsed) = &called else { panic!("no type") };
            prop_assert!(parsed.1 == value, "{text}");
            prop_assert_eq!(super::tests::text(called), Ok(text));
        }
    }
}
