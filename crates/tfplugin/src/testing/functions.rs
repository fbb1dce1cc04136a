//! Functions, as an expression calls them.

use std::sync::Arc;

use serde_json::Value as Json;
use tonic::Request;

use super::raw::remember;
use super::{Harness, compatible, config};
use crate::proto::tfplugin6::{
    DynamicValue, call_function as call, provider_server::Provider as _,
};
use crate::service::Typed;
use crate::{FunctionError, Type, Value, wire};

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
        let Some((_, typed)) = self.service.function(name) else { panic!("no function `{name}`") };
        let numbered = arguments.iter().enumerate();
        let values: Vec<_> = numbered.map(|(at, json)| argument(typed, at, json)).collect();
        let parameters = &typed.signature.parameters;
        assert!(values.len() >= parameters.len(), "the test passes too few arguments");
        for (at, (value, _)) in values.iter().enumerate() {
            let parameter = parameters.get(at).or(typed.signature.variadic.as_ref());
            let Some(parameter) = parameter else { panic!("the test passes too many arguments") };
            if value.is_null() && !parameter.allow_null {
                return Err(FunctionError::at(at, "argument must not be null"));
            }
            if !parameter.allow_unknown && !compatible::unknowns(value).is_empty() {
                return Ok(Value::UNKNOWN);
            }
        }
        let coded: Vec<_> = values.iter().map(|(value, ty)| code(value, ty)).collect();
        let first = self.called(name, typed, coded.clone()).await;
        let second = self.called(name, typed, coded).await;
        assert_eq!(first, second, "the same arguments have the same result");
        first
    }

    async fn called(
        &self,
        name: &str,
        typed: &Typed,
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
        match wire::decode(&result, &typed.signature.returns) {
            Ok(value) => Ok(value),
            Err(error) => panic!("the result of {name} does not fit its signature: {error}"),
        }
    }
}

fn argument<'a>(typed: &'a Typed, at: usize, json: &Json) -> (Value, &'a Type) {
    let Some(ty) = typed.parameter(at) else { panic!("the test passes too many arguments") };
    (config::value(json, ty), ty)
}

fn code(value: &Value, ty: &Type) -> DynamicValue {
    match wire::encode(value, ty) {
        Ok(coded) => coded,
        Err(error) => panic!("the test's argument does not fit: {error}"),
    }
}
