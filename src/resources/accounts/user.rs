//! `servicenow_user`: a person or a service account.

use crate::describe::{
    Code, Field, Finding, Findings, Given, Records, Resource, TextKind, Values, choice, codes,
    flag, reference, secret, text,
};

pub(crate) static RESOURCE: Resource = Resource::table("user", "sys_user")
    .doc("A user: usually the service account that an integration acts as.")
    .natural_keys(&[&["user_name"]])
    .names_one()
    .import_keys(&["user_name"])
    .deactivation(&[("active", "false"), ("locked_out", "true")])
    .checks(&[a_machine_only_uses_web_services])
    .demands(&[who_is_deactivated_is_locked_out])
    .fields(FIELDS);

/// Whether a user gets notifications (docs/facts.md#user).
const NOTIFICATION: &[Code] = &[("disabled", "1"), ("enabled", "2")];

const FIELDS: &[Field] = &[
    text("user_name")
        .credential()
        .required()
        .doc("The user id with which the user signs in; unique."),
    secret("password").column("user_password").doc("The password."),
    flag("password_needs_reset").instance_default().doc(
        "Whether the user must choose a new password. The token endpoint refuses such a user.",
    ),
    text("first_name").doc("First name of the user."),
    text("last_name").doc("Last name of the user."),
    text("name")
        .computed_from(&["first_name", "last_name"])
        .doc("The full name, made of the others."),
    text("email").kind(TextKind::Email).doc("Address of electronic mail."),
    text("employee_number").doc("Number of the employee."),
    text("title").doc("What the user does, such as `Integration account`."),
    text("phone").doc("Telephone number at work."),
    text("mobile_phone").doc("Mobile telephone number."),
    flag("vip").instance_default().doc("Whether the user is marked as one whose requests come first."),
    flag("active").instance_default().follows(&["locked_out"]).doc("Whether the user is in use."),
    flag("locked_out")
        .instance_default()
        .follows(&["active"])
        .doc("Whether the user is locked out. Deactivating a user locks it out as well."),
    choice("identity_type", &["human", "machine", "ai_agent", "unclassified"])
        .or_others()
        .instance_default()
        .doc("What the user is; newer releases only."),
    flag("web_service_access_only")
        .instance_default()
        .follows(&["identity_type"])
        .doc(
            "Whether the user can only call web services, as service accounts should: with Basic authentication and the client \
             credentials grant. The sign-in form, the authorization code grant, the password grant and the elevation of roles \
             are closed to it.",
        ),
    flag("internal_integration_user")
        .instance_default()
        .doc("Whether the user is one of an internal integration."),
    codes("notification", NOTIFICATION)
        .instance_default()
        .doc("Whether the instance sends the user notifications, such as mails. New users get them."),
    text("time_zone").doc("Time zone, such as `Europe/Berlin`."),
    text("date_format").doc("How the user sees dates, such as `dd.MM.yyyy`; left out, as the system shows them."),
    text("time_format").doc("How the user sees times of day, such as `HH:mm`; left out, as the system shows them."),
    text("language").column("preferred_language").doc("Language, such as `en`."),
    reference("manager", "sys_user").by(&["user_name"]).doc("The user's manager, by user id."),
    reference("department", "cmn_department")
        .by(&["name"])
        .doc("The department the user works in."),
    reference("company", "core_company").by(&["name"]).doc("The company the user belongs to."),
    reference("cost_center", "cmn_cost_center")
        .by(&["name"])
        .doc("The cost center that pays for the user, by name or sys_id."),
    reference("location", "cmn_location").by(&["name"]).doc("The place the user works at."),
    reference("building", "cmn_building")
        .by(&["name"])
        .doc("The building the user works in, by name or sys_id."),
    reference("schedule", "cmn_schedule")
        .by(&["name"])
        .doc("The schedule of the user's working hours, by name or sys_id."),
    text("source").doc("Where the user was taken from, such as the distinguished name in a directory; imports set it."),
];

fn a_machine_only_uses_web_services(values: &dyn Values) -> Vec<Finding> {
    let machine = values.text("identity_type") == Given::Is("machine");
    if !machine || values.flag("web_service_access_only") != Given::Is(false) {
        return Vec::new();
    }
    vec![Finding::error(
        "web_service_access_only",
        "A machine that signs in",
        "identity_type = \"machine\" switches web_service_access_only on, and the configuration says false. Remove it, or choose \
         another identity_type.",
    )]
}

/// The instance locks out whom it deactivates (docs/facts.md#user-locks). Who is inactive already may be let in again.
fn who_is_deactivated_is_locked_out<'a>(
    values: &'a dyn Values,
    before: Option<&'a dyn Values>,
    _records: &'a dyn Records,
) -> Findings<'a> {
    let was_inactive = before.is_some_and(|before| before.flag("active") == Given::Is(false));
    let found = if was_inactive { Vec::new() } else { who_is_inactive_is_locked_out(values) };
    Box::pin(async move { Ok(found) })
}

fn who_is_inactive_is_locked_out(values: &dyn Values) -> Vec<Finding> {
    let no = Given::Is(false);
    if values.flag("active") != no || values.flag("locked_out") != no {
        return Vec::new();
    }
    vec![Finding::error(
        "locked_out",
        "An inactive user is locked out",
        "active is false, and the instance locks out whom it deactivates, so locked_out = false cannot be kept. Remove it.",
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn who_is_inactive_cannot_be_let_in() {
        let of = |active, locked| {
            who_is_inactive_is_locked_out(&sample(&[("active", active), ("locked_out", locked)]))
        };
        assert_eq!(of("false", "false")[0].attribute, "locked_out");
        for (active, locked) in
            [("true", "false"), ("false", "true"), ("false", "?"), ("?", "false")]
        {
            assert!(of(active, locked).is_empty(), "{active} {locked}");
        }
        assert!(who_is_inactive_is_locked_out(&sample(&[("active", "false")])).is_empty());
    }

    #[test]
    fn a_machine_cannot_be_told_to_sign_in() {
        let machine =
            |only| sample(&[("identity_type", "machine"), ("web_service_access_only", only)]);
        assert!(!a_machine_only_uses_web_services(&machine("false"))[0].warning);
        assert!(a_machine_only_uses_web_services(&machine("true")).is_empty());
        assert!(
            a_machine_only_uses_web_services(&sample(&[("identity_type", "machine")])).is_empty()
        );
    }

    #[test]
    fn an_account_for_web_services_alone_is_nothing_to_warn_of() {
        let account = sample(&[("web_service_access_only", "true")]);
        assert!(RESOURCE.checks.iter().all(|check| check(&account).is_empty()));
    }
}
