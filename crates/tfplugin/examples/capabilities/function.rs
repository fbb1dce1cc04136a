//! A function for any expression of a configuration.

use serde_json::json;
use tfplugin::testing::Harness;
use tfplugin::{
    Function, FunctionError, Offers, Parameter, Provider, Signature, Type, Value, async_trait,
};

/// Joins the parts of an address.
struct Address;

impl Function for Address {
    fn name(&self) -> &'static str {
        "address"
    }

    fn signature(&self) -> Signature {
        let street = Parameter::new("street", Type::String, "The street.");
        let parts = Parameter::new("parts", Type::String, "What follows it, line by line.");
        Signature::new("Joins the parts of an address", vec![street], Type::String).variadic(parts)
    }

    fn call(&self, arguments: &[Value]) -> Result<Value, FunctionError> {
        let lines: Vec<_> = arguments.iter().filter_map(Value::as_str).collect();
        match lines.iter().position(|line| line.is_empty()) {
            Some(empty) => Err(FunctionError::at(empty, "the line is empty; leave it out")),
            None => Ok(lines.join("\n").into()),
        }
    }
}

struct Home;

#[async_trait]
impl Provider for Home {
    fn offers(&self) -> Offers {
        Offers::new().function(Address)
    }
}

pub(crate) async fn run() {
    let harness = Harness::new(Home);
    let joined =
        harness.call_function("address", &[json!("Main St 1"), json!("Springfield")]).await;
    assert_eq!(joined, Ok("Main St 1\nSpringfield".into()));
    let said = harness.call_function("address", &[json!("Main St 1"), json!("")]).await;
    assert!(said.is_err_and(|error| error.argument == Some(1)));
}
