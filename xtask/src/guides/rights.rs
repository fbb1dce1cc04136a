//! The least that the accounts may do which apply a guide's configuration: what the tests take away role by role, and
//! what the role matrix of its README is made of.

use super::{Guide, Place, Seat};

type Forms = &'static [&'static str];

/// A way to apply a configuration that takes roles of its own.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// What [`Right::forms`] calls it.
    pub name: &'static str,
    /// The variables that make it so; none where every default is left. One that is looked up is shown with what
    /// stands here.
    pub variables: &'static [(&'static str, &'static str)],
    /// The variables that take a value of the instance with the application on it, and which.
    pub looked_up: &'static [(&'static str, Place)],
    /// Whether somebody else has installed the guide's application before.
    pub is_installed: bool,
}

/// A role that an applying account needs.
#[derive(Debug, Clone, Copy)]
pub struct Right {
    /// The name of the instance on which it is needed.
    pub seat: &'static str,
    /// The role.
    pub role: &'static str,
    /// What for, without the tables.
    pub purpose: &'static str,
    /// The tables that ask for it.
    pub tables: &'static [&'static str],
    /// The forms that take it.
    pub forms: Forms,
}

impl Form {
    pub(super) const fn with_every_default(name: &'static str) -> Self {
        Self::with(name, &[])
    }

    pub(super) const fn with(
        name: &'static str,
        variables: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self { name, variables, looked_up: &[], is_installed: false }
    }

    /// The variables as a person writes them.
    pub fn settings(&self) -> impl Iterator<Item = String> {
        self.variables.iter().map(|(name, value)| match *value {
            "true" | "false" => format!("{name} = {value}"),
            value => format!("{name} = \"{value}\""),
        })
    }
}

impl Right {
    /// A right on the one instance of a guide, still to be filled in.
    pub(super) const fn on_the_instance() -> Self {
        Self::on("instance")
    }

    /// A right on one of several instances, still to be filled in.
    pub(super) const fn on(seat: &'static str) -> Self {
        Self { seat, role: "", purpose: "", tables: &[], forms: &[] }
    }

    /// What installing an application takes.
    pub(super) const fn install(seat: &'static str, forms: Forms) -> Self {
        let (role, purpose) = ("sn_cicd.sys_ci_automation", "installing the spoke");
        Self { role, purpose, forms, ..Self::on(seat) }
    }

    /// What seeing that an application is installed takes.
    pub(super) const fn see_installed(seat: &'static str, forms: Forms) -> Self {
        Self {
            role: "sn_appclient.app_client_user",
            purpose: "seeing whether the spoke is installed",
            tables: &["sys_store_app"],
            forms,
            ..Self::on(seat)
        }
    }

    /// What writing access rules takes.
    pub(super) const fn write_access_rules(seat: &'static str, forms: Forms) -> Self {
        Self {
            role: "security_admin",
            purpose: "the access rules, in an elevated session",
            tables: &["sys_security_acl", "sys_security_acl_role"],
            forms,
            ..Self::on(seat)
        }
    }

    /// What an account of users and roles takes.
    pub(super) const fn write_users(seat: &'static str, forms: Forms) -> Self {
        Self {
            role: "user_admin",
            purpose: "the account that is made, and its roles",
            tables: &["sys_user", "sys_user_has_role"],
            forms,
            ..Self::on(seat)
        }
    }

    /// What passing the Basic gate takes.
    pub(super) const fn sign_in(seat: &'static str, forms: Forms) -> Self {
        Self {
            role: "snc_basic_auth_api_access",
            purpose: "user name and password, where Basic authentication is restricted; not with `oauth`",
            forms,
            ..Self::on(seat)
        }
    }
}

impl Guide {
    /// The rights that a form takes.
    pub fn rights(&self, form: &Form) -> impl Iterator<Item = &'static Right> {
        let name = form.name;
        self.rights.iter().filter(move |right| right.forms.contains(&name))
    }

    /// The roles of the account that applies a form on an instance.
    pub fn roles(&self, form: &Form, seat: &Seat) -> Vec<&'static str> {
        let here = self.rights(form).filter(|right| right.seat == seat.name);
        here.map(|right| right.role).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::ALL;
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_right_is_taken_by_a_form_on_an_instance_of_its_guide() {
        for guide in ALL {
            for right in guide.rights {
                assert!(guide.seats.iter().any(|seat| seat.name == right.seat), "{right:?}");
                assert!(!right.forms.is_empty() && !right.purpose.is_empty(), "{right:?}");
                for name in right.forms {
                    assert!(guide.forms.iter().any(|form| form.name == *name), "{name}");
                }
            }
        }
    }

    #[test]
    fn a_form_takes_a_role_once_and_begins_with_the_defaults() {
        for guide in ALL {
            assert!(guide.forms[0].variables.is_empty(), "{}", guide.name);
            for form in guide.forms {
                let named: Vec<_> =
                    guide.rights(form).map(|right| (right.seat, right.role)).collect();
                let unique: BTreeSet<_> = named.iter().collect();
                assert_eq!(unique.len(), named.len(), "{} {}", guide.name, form.name);
            }
        }
    }

    #[test]
    fn a_setting_is_written_as_in_a_file_of_variables() {
        let form = Form::with("one", &[("hardened", "true"), ("calls", "basic")]);
        let written: Vec<String> = form.settings().collect();
        assert_eq!(written, ["hardened = true", "calls = \"basic\""]);
    }
}
