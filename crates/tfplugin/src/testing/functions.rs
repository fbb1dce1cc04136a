//! Functions, as an expression calls them.

use std::sync::Arc;

use serde_json::Value as Json;
use tonic::Request;

use super::raw::remember;
use super::{Harness, compatible, config};
use crate::proto::tfplugin6::{
    DynamicValue, call_function as call, provider_server::Provider as _,
};
use crate::{FunctionError, Parameter, Signature, Value, wire};

impl Harness {
    /// Calls a function twice, as a plan and its apply do, on a process that is not configured.
    ///
    /// # Errors
    /// What the function says, or what core says of arguments that the signature does not take.
    pub async fn call_function(
        &self,
        name: &str,
        arguments: &[Json],
    ) -> Result<Value, FunctionError> {
        let Some((_, signature)) = self.service.function(name) else {
            panic!("no function `{name}`")
        };
        let numbered = arguments.iter().enumerate();
        let values: Vec<_> = numbered.map(|(at, json)| argument(signature, at, json)).collect();
        assert!(values.len() >= signature.parameters.len(), "the test passes too few arguments");
        for (at, (value, parameter)) in values.iter().enumerate() {
            if value.is_null() && !parameter.allow_null {
                return Err(FunctionError::at(at, "argument must not be null"));
            }
            if !parameter.allow_unknown && !compatible::unknowns(value).is_empty() {
                return Ok(Value::UNKNOWN);
            }
        }
        let coded: Vec<_> =
            values.iter().map(|(value, parameter)| code(value, parameter)).collect();
        let first = self.called(name, signature, coded.clone()).await;
        let second = self.called(name, signature, coded).await;
        assert_eq!(first, second, "the same arguments have the same result");
        first
    }

    async fn called(
        &self,
        name: &str,
        signature: &Signature,
        arguments: Vec<DynamicValue>,
    ) -> Result<Value, FunctionError> {
        let request = call::Request { name: name.to_owned(), arguments };
        remember(self.heard.as_ref(), "CallFunction", &request);
        let reply = Arc::clone(&self.service).call_function(Request::new(request)).await;
        let reply = super::calls::answered(reply);
        if let Some(error) = reply.error {
            let argument = error.function_argument.and_then(|at| usize::try_from(at).ok());
            return Err(match argument {
                Some(at) => FunctionError::at(at, error.text),
                None => FunctionError::new(error.text),
            });
        }
        let Some(result) = reply.result else { panic!("{name} answers a result or an error") };
        match wire::decode(&result, &signature.returns) {
            Ok(value) => Ok(value),
            Err(error) => panic!("the result of {name} does not fit its signature: {error}"),
        }
    }
}

fn argument<'a>(signature: &'a Signature, at: usize, json: &Json) -> (Value, &'a Parameter) {
    let Some(parameter) = signature.parameter(at) else {
        panic!("the test passes too many arguments")
    };
    (config::value(json, &parameter.ty), parameter)
}

fn code(value: &Value, parameter: &Parameter) -> DynamicValue {
    match wire::encode(value, &parameter.ty) {
        Ok(coded) => coded,
        Err(error) => panic!("the test's argument does not fit: {error}"),
    }
}
