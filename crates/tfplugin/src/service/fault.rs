//! Diagnostics about what neither the person nor the author of the configuration can help.

use crate::wire::WireError;
use crate::{AttributePath, Diagnostic, Diagnostics};

const REPORT: &str = "This is a fault of the provider, please report it.";

/// A fault of the provider, with what is known about it.
fn provider(detail: &str) -> Diagnostic {
    Diagnostic::error("The provider has a fault", format!("{detail} {REPORT}"))
}

/// An author's method panicked.
pub(super) fn panicked(rpc: &str) -> Diagnostic {
    provider(&format!("The provider broke off while it answered {rpc}; its log says where."))
}

/// The author's answer does not fit the author's schema.
pub(super) fn answered(error: &WireError) -> Diagnostic {
    provider(&format!("Its answer does not fit its schema: {error}.")).at(error.path.clone())
}

/// Apply left values undecided.
pub(super) fn undecided(paths: Vec<AttributePath>) -> Diagnostics {
    let one =
        |path| provider("After apply this value is still unknown; it is stored as null.").at(path);
    paths.into_iter().map(one).collect()
}

/// What was sent does not fit the schema.
pub(super) fn received(error: &WireError) -> Diagnostic {
    let detail = format!(
        "What was sent to the provider does not fit its schema: {error}. This happens when the provider was replaced \
         by another version in between: run `terraform init -upgrade` and try again, or else report it."
    );
    Diagnostic::error("The provider cannot read the request", detail).at(error.path.clone())
}

/// A state that cannot be brought to the current schema.
pub(super) fn state(error: &WireError) -> Diagnostic {
    let detail = format!(
        "The stored state does not fit the schema of this version: {error}. Use the version of the provider that wrote \
         it, or remove the object from the state and import it again."
    );
    Diagnostic::error("Cannot read the stored state", detail).at(error.path.clone())
}

/// The text of a stored state is not JSON, or from before Terraform 0.12.
pub(super) fn state_text() -> Diagnostic {
    let detail = "The stored state is not in a form this provider knows. States from before Terraform 0.12 have to be \
                  brought to a newer form by Terraform 0.12 first.";
    Diagnostic::error("Cannot read the stored state", detail)
}

/// Something is asked for that this provider does not have.
pub(super) fn unknown_type(what: &str, name: &str) -> Diagnostic {
    let detail = format!(
        "This version of the provider has no {what} \"{name}\". Another version may have it."
    );
    Diagnostic::error(format!("Unknown {what}"), detail)
}

/// A write-only argument is set and the caller does not know what that means.
pub(super) fn write_only(path: AttributePath) -> Diagnostic {
    let detail = "This argument is write-only: its value is never stored. Only Terraform and OpenTofu 1.11 or newer \
                  support that. Use a newer version, or the argument that is stored.";
    Diagnostic::error("Write-only argument is not supported by this version of Terraform", detail)
        .at(path)
}
