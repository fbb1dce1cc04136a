//! Functions of a provider, for use in any expression.

use crate::{Signature, Value};

/// One function. It knows nothing of the provider block, and the same arguments always have the same
/// result: Terraform calls it in a plan and again in the apply, and compares.
///
/// ```
/// use tfplugin::{Function, FunctionError, Parameter, Signature, Type, Value};
///
/// /// Whether a text begins with another one.
/// struct BeginsWith;
///
/// impl Function for BeginsWith {
///     fn name(&self) -> &'static str {
///         "begins_with"
///     }
///
///     fn signature(&self) -> Signature {
///         let text = Parameter::new("text", Type::String, "The text.");
///         let start = Parameter::new("start", Type::String, "How it may begin.");
///         Signature::new("Whether a text begins with another one", vec![text, start], Type::Bool)
///     }
///
///     fn call(&self, arguments: &[Value]) -> Result<Value, FunctionError> {
///         let [text, start] = [0, 1].map(|at| arguments[at].as_str().unwrap_or_default());
///         if start.is_empty() {
///             return Err(FunctionError::at(1, "every text begins with nothing"));
///         }
///         Ok(text.starts_with(start).into())
///     }
/// }
///
/// let arguments = ["abc".into(), "ab".into()];
/// assert!(BeginsWith.call(&arguments).is_ok_and(|begins| begins.as_bool() == Some(true)));
/// let said = BeginsWith.call(&["abc".into(), "".into()]).unwrap_err();
/// assert_eq!(said.argument, Some(1));
/// ```
pub trait Function: Send + Sync {
    /// Its name, without the provider's.
    fn name(&self) -> &str;

    /// What it takes and gives.
    fn signature(&self) -> Signature;

    /// Calls it, with as many arguments as the signature has parameters, and any number of variadic
    /// ones after them.
    ///
    /// # Errors
    /// Why there is no result for these arguments.
    fn call(&self, arguments: &[Value]) -> Result<Value, FunctionError>;
}

/// Why a function has no result.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FunctionError {
    /// What is wrong, in a form that ends a sentence.
    pub text: String,
    /// The argument, counted from 0.
    pub argument: Option<usize>,
}

impl FunctionError {
    /// No single argument is to blame.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), argument: None }
    }

    /// The argument at this position, counted from 0, is to blame.
    pub fn at(argument: usize, text: impl Into<String>) -> Self {
        Self { text: text.into(), argument: Some(argument) }
    }
}
