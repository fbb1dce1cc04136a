//! Functions that a configuration calls: they compute, and ask no instance.

mod addresses;
mod datetime;
mod duration;
mod encoded_query;
mod identifiers;
mod parse_encoded_query;

use tfplugin::{Type, Value};

use crate::engine::problem::{FunctionProblem, WrongArgument};

/// A function.
#[derive(Debug)]
pub(crate) struct Function {
    pub(crate) name: &'static str,
    /// What it is for, in one line.
    pub(crate) summary: &'static str,
    /// Everything else a user may want to know.
    pub(crate) description: &'static str,
    pub(crate) parameters: &'static [Parameter],
    pub(crate) returns: Type,
    /// What it makes of its arguments: as many as it has parameters, none of them null, all known.
    pub(crate) call: fn(&[Value]) -> Result<Value, WrongArgument>,
}

/// What a function takes at one place.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) holds: Type,
    pub(crate) doc: &'static str,
}

/// Every function.
pub(crate) static ALL: &[&Function] = &[
    &encoded_query::FUNCTION,
    &parse_encoded_query::FUNCTION,
    &addresses::INSTANCE_URL,
    &addresses::OAUTH_REDIRECT_URL,
    &addresses::OAUTH_TOKEN_URL,
    &addresses::OAUTH_AUTH_URL,
    &identifiers::IS_SYS_ID,
    &identifiers::ALIAS_ID,
    &duration::TO_GLIDE,
    &duration::FROM_GLIDE,
    &datetime::TO_GLIDE,
    &datetime::FROM_GLIDE,
];

const fn text(name: &'static str, doc: &'static str) -> Parameter {
    Parameter { name, holds: Type::String, doc }
}

/// The text of an argument.
fn text_of(arguments: &[Value], argument: usize) -> &str {
    arguments.get(argument).and_then(Value::as_str).unwrap_or_default()
}

/// The function cannot take its first argument.
fn wrong(why: FunctionProblem) -> WrongArgument {
    WrongArgument { argument: 0, why }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_function_and_each_parameter_has_a_name_of_its_own_and_a_word_about_it() {
        for (n, function) in ALL.iter().enumerate() {
            assert!(ALL[..n].iter().all(|other| other.name != function.name), "{}", function.name);
            assert!(
                !function.summary.is_empty() && function.summary.ends_with('.'),
                "{}",
                function.name
            );
            assert!(!function.description.is_empty(), "{}", function.name);
            for (n, parameter) in function.parameters.iter().enumerate() {
                assert!(parameter.doc.ends_with('.'), "{}: {}", function.name, parameter.name);
                let others = &function.parameters[..n];
                assert!(
                    others.iter().all(|other| other.name != parameter.name),
                    "{}",
                    function.name
                );
            }
        }
    }
}
