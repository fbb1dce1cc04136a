//! `instance_url`, `oauth_redirect_url`, `oauth_token_url`, `oauth_auth_url`: addresses of an instance
//! (docs/facts.md#authorization-server).

use servicenow::{InstanceUrl, InstanceUrlError};
use tfplugin::{Type, Value};

use super::{Function, Parameter, text, text_of, wrong};
use crate::engine::problem::{FunctionProblem, WrongArgument};

const INSTANCE: &[Parameter] = &[text(
    "instance",
    "The instance: its name (`dev98042`), its host (`dev98042.service-now.com`, also a domain of your own) or its address \
     (`https://dev98042.service-now.com`).",
)];

pub(super) static INSTANCE_URL: Function = Function {
    name: "instance_url",
    summary: "The address of an instance by its name.",
    description: "Gives `https://dev98042.service-now.com` for `dev98042`: without a slash at its end. A host or an address is \
                  taken as well, and checked, so that a module may let its user write any of the three.",
    parameters: INSTANCE,
    returns: Type::String,
    call: |arguments| at(arguments, ""),
};

pub(super) static OAUTH_REDIRECT_URL: Function = Function {
    name: "oauth_redirect_url",
    summary: "Where an authorization server sends the browser back to an instance.",
    description: "The instance's `/oauth_redirect.do`. Register it with the third party from which the instance gets tokens; \
                  it is also what the instance writes in the `redirect_url` of a provider's registry entry when that is blank.",
    parameters: INSTANCE,
    returns: Type::String,
    call: |arguments| at(arguments, "/oauth_redirect.do"),
};

pub(super) static OAUTH_TOKEN_URL: Function = Function {
    name: "oauth_token_url",
    summary: "The token endpoint of an instance.",
    description: "The instance's `/oauth_token.do`, for the settings of whoever gets tokens from it, or for the `token_url` of \
                  a registry entry on another instance.",
    parameters: INSTANCE,
    returns: Type::String,
    call: |arguments| at(arguments, "/oauth_token.do"),
};

pub(super) static OAUTH_AUTH_URL: Function = Function {
    name: "oauth_auth_url",
    summary: "The authorization endpoint of an instance.",
    description: "The instance's `/oauth_auth.do`, where a person consents to what an application may do, for the settings of \
                  that application, or for the `auth_url` of a registry entry on another instance.",
    parameters: INSTANCE,
    returns: Type::String,
    call: |arguments| at(arguments, "/oauth_auth.do"),
};

/// The address of a path on the instance that the first argument names.
fn at(arguments: &[Value], path: &str) -> Result<Value, WrongArgument> {
    let named = instance(text_of(arguments, 0));
    let instance = named.map_err(|why| wrong(FunctionProblem::NoInstance(why)))?;
    Ok(format!("{}{path}", instance.as_str()).into())
}

/// The instance that a name, a host or an address stands for.
fn instance(text: &str) -> Result<InstanceUrl, InstanceUrlError> {
    let text = text.trim();
    if text.contains("://") {
        InstanceUrl::parse(text)
    } else if text.contains(['.', ':']) {
        InstanceUrl::parse(&format!("https://{text}"))
    } else {
        InstanceUrl::from_name(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(function: &Function, instance: &str) -> Result<String, WrongArgument> {
        (function.call)(&[instance.into()]).map(|url| url.as_str().unwrap().to_owned())
    }

    #[test]
    fn a_name_a_host_and_an_address_lead_to_one_instance() {
        for spelling in ["dev1", "dev1.service-now.com", "https://dev1.service-now.com/", " Dev1 "]
        {
            let found = url(&INSTANCE_URL, spelling).unwrap();
            assert_eq!(found, "https://dev1.service-now.com", "{spelling}");
        }
        assert_eq!(url(&INSTANCE_URL, "it.example:8443").unwrap(), "https://it.example:8443");
        assert_eq!(url(&INSTANCE_URL, "http://127.0.0.1:80/").unwrap(), "http://127.0.0.1");
    }

    #[test]
    fn each_endpoint_has_its_path() {
        for (function, path) in [
            (&OAUTH_REDIRECT_URL, "oauth_redirect.do"),
            (&OAUTH_TOKEN_URL, "oauth_token.do"),
            (&OAUTH_AUTH_URL, "oauth_auth.do"),
        ] {
            let expected = format!("https://dev1.service-now.com/{path}");
            assert_eq!(url(function, "dev1").unwrap(), expected);
        }
    }

    #[test]
    fn what_names_no_instance_is_refused_and_not_repeated() {
        for text in [
            "",
            "a b",
            "http://dev1.service-now.com",
            "https://me:secret@a.example",
            "a.example/now",
        ] {
            let refused = url(&OAUTH_TOKEN_URL, text).unwrap_err();
            assert_eq!(refused.argument, 0);
            assert!(matches!(refused.why, FunctionProblem::NoInstance(_)), "{text}");
            assert!(!refused.to_string().contains("secret"), "{refused}");
        }
    }
}
