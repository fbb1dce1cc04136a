//! `GetFunctions` and `CallFunction`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Service;
use crate::proto::tfplugin6::call_function::{Request, Response};
use crate::proto::tfplugin6::{DynamicValue, FunctionError as Wrong, get_functions};
use crate::wire::{self, WireError};
use crate::{FunctionError, Signature, Value};

/// The signatures of all functions.
pub(super) fn published(service: &Service) -> get_functions::Response {
    let all = service.functions.all();
    let coded = all.map(|(name, entry)| (name.to_owned(), wire::function(entry.kind())));
    get_functions::Response { functions: coded.collect(), diagnostics: Vec::new() }
}

/// Calls a function. What goes wrong is said of the function, for there are no diagnostics here.
pub(super) fn call(service: &Service, request: &Request) -> Response {
    let span = tracing::debug_span!("rpc", tf_rpc = "CallFunction", tf_type = request.name);
    let called = || span.in_scope(|| result(service, request));
    let broken = "the provider broke off while it called this function; its log says where. This is a fault of the \
                  provider, please report it";
    match catch_unwind(AssertUnwindSafe(called)) {
        Ok(Ok(result)) => Response { result: Some(result), error: None },
        Ok(Err(error)) => Response { result: None, error: Some(wrong(&error)) },
        Err(_) => Response { result: None, error: Some(wrong(&FunctionError::new(broken))) },
    }
}

fn result(service: &Service, request: &Request) -> Result<DynamicValue, FunctionError> {
    let Some((function, signature)) = service.function(&request.name) else {
        let text = format!("this version of the provider has no function \"{}\"", request.name);
        return Err(FunctionError::new(text));
    };
    let expected = signature.parameters.len();
    if request.arguments.len() < expected {
        let text = format!("{} of {expected} arguments were passed", request.arguments.len());
        return Err(FunctionError::new(text));
    }
    let numbered = request.arguments.iter().enumerate();
    let arguments = numbered.map(|(at, coded)| argument(signature, at, coded));
    let result = function.call(&arguments.collect::<Result<Vec<_>, _>>()?)?;
    wire::encode(&result, &signature.returns).map_err(|error| {
        FunctionError::new(format!(
            "the result does not fit the function's signature: {error}. This is a fault of the provider, please report it"
        ))
    })
}

fn argument(
    signature: &Signature,
    at: usize,
    coded: &DynamicValue,
) -> Result<Value, FunctionError> {
    let Some(parameter) = signature.parameter(at) else {
        let most = signature.parameters.len();
        return Err(FunctionError::at(at, format!("the function takes {most} arguments")));
    };
    let unfit = |error: WireError| FunctionError::at(at, format!("it does not fit: {error}"));
    wire::decode(coded, &parameter.ty).map_err(unfit)
}

fn wrong(error: &FunctionError) -> Wrong {
    let argument = error.argument.and_then(|at| i64::try_from(at).ok());
    Wrong { text: wire::shown(&error.text), function_argument: argument }
}
