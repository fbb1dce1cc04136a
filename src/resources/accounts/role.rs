//! `servicenow_role`: a name that rights are tied to (docs/facts.md#role).

use crate::describe::{
    Field, Finding, Given, Later, Records, Refusal, Resource, Values, flag, reference, text,
};

pub(crate) static RESOURCE: Resource = Resource::table("role", "sys_user_role")
    .doc("A role: access rules and users refer to it.")
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .names_one()
    .import_keys(&["name"])
    .checks(&[a_role_has_a_name_or_a_suffix])
    .makes_up(the_name_of_a_role_in_an_application)
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").or_generated().replaces().doc(
        "Name of the role. In an application scope leave it out and give `suffix`: it is then `<scope>.<suffix>`.",
    ),
    text("suffix").replaces().doc("The part of the name after the scope, for a role of an application scope."),
    text("description").doc("What it allows."),
    flag("elevated_privilege").instance_default().doc("Whether a user must elevate to it in a session."),
    flag("grantable").instance_default().doc("Whether it can be granted."),
    flag("can_delegate").instance_default().doc("Whether it can be delegated."),
    reference("assignable_by", "sys_user_role").by(&["name"]).doc(
        "The role that somebody needs to give this one away, by name or sys_id. Left out, any who may give roles away.",
    ),
];

fn a_role_has_a_name_or_a_suffix(values: &dyn Values) -> Vec<Finding> {
    match (values.text("name"), values.text("suffix")) {
        (Given::Null, Given::Null) => vec![Finding::error(
            "name",
            "The role has no name",
            "Set name, or in an application scope suffix.",
        )],
        _ => Vec::new(),
    }
}

/// The instance makes the name only where the account works in an application other than Global. Where an application is
/// named, here or in the provider block, the name is sent; else it stays with the instance.
fn the_name_of_a_role_in_an_application<'a>(
    values: &'a dyn Values,
    records: &'a dyn Records,
) -> Later<'a, Result<Vec<(&'static str, String)>, Refusal>> {
    Box::pin(async move {
        let Some(suffix) = values.text("suffix").known() else { return Ok(Vec::new()) };
        let scope = records.application().await?.filter(|scope| scope != "global");
        let name = scope.map(|scope| ("name", format!("{scope}.{suffix}")));
        Ok(name.into_iter().collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};

    #[tokio::test]
    async fn a_role_of_an_application_is_named_after_it() {
        let made = async |values: &[(&'static str, &'static str)], memory: Memory| {
            the_name_of_a_role_in_an_application(&sample(values), &memory).await.unwrap()
        };
        let own = || Memory::default().in_application("x_own");
        let suffix = [("suffix", "reader")];
        assert_eq!(made(&suffix, own()).await, [("name", "x_own.reader".to_owned())]);
        assert!(made(&suffix, Memory::default()).await.is_empty());
        assert!(made(&suffix, Memory::default().in_application("global")).await.is_empty());
        assert!(made(&[], own()).await.is_empty());
    }

    #[test]
    fn a_role_needs_a_name_or_a_suffix() {
        assert_eq!(a_role_has_a_name_or_a_suffix(&sample(&[]))[0].attribute, "name");
        assert!(a_role_has_a_name_or_a_suffix(&sample(&[("suffix", "reader")])).is_empty());
        assert!(a_role_has_a_name_or_a_suffix(&sample(&[("name", "?")])).is_empty());
    }
}
