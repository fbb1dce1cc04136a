//! Sentences about what stays on the instance when Terraform lets go of it.

use tfplugin::Diagnostic;

use crate::describe::Field;

use crate::engine::model::resource_type::POLICY;

/// The secret stays on the instance although nothing configures it any more.
pub(in crate::engine) fn secret_stays(field: &Field) -> Diagnostic {
    let text = format!(
        "Neither {0} nor {0}_wo is set any more. The secret that was sent stays on the instance until it is changed there.",
        field.name
    );
    Diagnostic::warning("The secret stays on the instance", text).at_attribute(field.name)
}

/// There are no old values to give back.
pub(in crate::engine) fn nothing_to_restore() -> Diagnostic {
    let text = "deletion_policy = \"restore\" gives an adopted record its old values back, and this record was not adopted. \
                Use \"delete\" or \"abandon\".";
    Diagnostic::error("Nothing to restore", text).at_attribute(POLICY)
}

/// Destroy will leave the record.
pub(in crate::engine) fn will_be_abandoned() -> Diagnostic {
    Diagnostic::warning(
        "The record stays on the instance",
        "deletion_policy is \"abandon\": destroying removes the record from the state and leaves it on the instance as it is.",
    )
}

/// Destroy will take the record out of use.
pub(in crate::engine) fn will_be_deactivated() -> Diagnostic {
    Diagnostic::warning(
        "The record stays on the instance",
        "deletion_policy is \"deactivate\": destroying removes the record from the state and takes it out of use on the instance, \
         where it stays with its history.",
    )
}

/// Destroy will give an adopted record back.
pub(in crate::engine) fn will_be_restored(secrets: &[String]) -> Diagnostic {
    let secrets = match secrets {
        [] => String::new(),
        secrets => {
            let named = secrets.join(" and ");
            format!(" What {named} held cannot be given back; the present secret stays.")
        }
    };
    Diagnostic::warning(
        "The record stays on the instance",
        format!(
            "The record was there before: destroying gives it the values back that it had when it was adopted.{secrets}"
        ),
    )
}
