//! `is_sys_id` and `alias_id`: what a record is known by.

use tfplugin::{Type, Value};

use super::{Function, text, text_of};
use crate::engine::problem::{FunctionProblem, WrongArgument};

pub(super) static IS_SYS_ID: Function = Function {
    name: "is_sys_id",
    summary: "Whether a text has the form of a sys_id.",
    description: "True for 32 hexadecimal digits in small letters, which is the form of every sys_id that an instance makes. A \
                  few records that the platform ships have words instead, such as the application `global`; these are not \
                  recognised. Whether there is such a record is not asked.",
    parameters: &[text("text", "Any text.")],
    returns: Type::Bool,
    call: |arguments| Ok(is_sys_id(text_of(arguments, 0)).into()),
};

pub(super) static ALIAS_ID: Function = Function {
    name: "alias_id",
    summary: "The id that an instance gives a Connection & Credential Alias.",
    description: "Flows, scripts and `servicenow_connection_alias` know an alias by its id: the application's scope, a dot and \
                  the alias's name, in which each character other than a letter, a digit or `_` has become `_`. In the \
                  application Global it is the name alone. The instance computes it; this function tells it beforehand, \
                  or of an alias that Terraform does not manage.",
    parameters: &[
        text(
            "scope",
            "The scope of the application, such as `x_acme_spoke`; `global` or an empty text for Global.",
        ),
        text("name", "The name of the alias."),
    ],
    returns: Type::String,
    call: alias_id,
};

/// 32 hexadecimal digits as an instance writes them (docs/facts.md#sys-ids).
fn is_sys_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// By the rule of the instance (docs/facts.md#alias-id).
fn alias_id(arguments: &[Value]) -> Result<Value, WrongArgument> {
    let (scope, name) = (text_of(arguments, 0).trim(), text_of(arguments, 1).trim());
    if name.is_empty() {
        return Err(WrongArgument { argument: 1, why: FunctionProblem::NoAliasName });
    }
    let stays = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let name: String = name.chars().map(|c| if stays(c) { c } else { '_' }).collect();
    let is_global = scope.is_empty() || scope == "global";
    Ok(if is_global { name } else { format!("{scope}.{name}") }.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(scope: &str, name: &str) -> Result<Value, WrongArgument> {
        (ALIAS_ID.call)(&[scope.into(), name.into()])
    }

    #[test]
    fn a_sys_id_has_32_digits() {
        let is = |text: &str| (IS_SYS_ID.call)(&[text.into()]).unwrap().as_bool().unwrap();
        assert!(is("ef751ff07301330025d71afe2ff6a7f9"));
        for other in [
            "",
            "global",
            "EF751FF07301330025D71AFE2FF6A7F9",
            "ef751ff0-7301-3300-25d7-1afe2ff6a7f9",
        ] {
            assert!(!is(other), "{other}");
        }
    }

    #[test]
    fn an_alias_is_known_by_scope_and_name() {
        assert_eq!(id("x_camun_camunda", "Camunda"), Ok("x_camun_camunda.Camunda".into()));
        for global in ["global", ""] {
            assert_eq!(id(global, "RPS Customer Demo"), Ok("RPS_Customer_Demo".into()));
        }
        assert_eq!(id("x", "a.b-c/d@e"), Ok("x.a_b_c_d_e".into()));
        assert_eq!(id("x", " ").unwrap_err().argument, 1);
    }
}
