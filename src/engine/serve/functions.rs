//! A function as the protocol sees it.

use tfplugin::{FunctionError, Parameter, Signature, Value};

use crate::engine::functions::Function;
use crate::engine::model::attributes::is_wholly_known;

/// A function, ready to be served.
pub(super) struct Served(pub(super) &'static Function);

impl tfplugin::Function for Served {
    fn name(&self) -> &str {
        self.0.name
    }

    fn signature(&self) -> Signature {
        let parameters = self.0.parameters.iter();
        let parameters =
            parameters.map(|one| Parameter::new(one.name, one.holds.clone(), one.doc)).collect();
        let signature = Signature::new(self.0.summary, parameters, self.0.returns.clone());
        signature.description(self.0.description)
    }

    fn call(&self, arguments: &[Value]) -> Result<Value, FunctionError> {
        // Within an argument of a dynamic type something may still be decided by apply.
        if !arguments.iter().all(is_wholly_known) {
            return Ok(Value::UNKNOWN);
        }
        let called = (self.0.call)(arguments);
        called.map_err(|wrong| FunctionError::at(wrong.argument, wrong.why.to_string()))
    }
}
