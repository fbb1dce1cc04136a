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

/// The author's identity does not fit the author's schema.
pub(super) fn identity(error: &WireError) -> Diagnostic {
    provider(&format!("An identity that it answered does not fit its schema: {error}."))
}

/// An object of a list has no identity.
pub(super) fn without_identity(display_name: &str) -> Diagnostic {
    provider(&format!("It lists \"{display_name}\" without an identity."))
}

/// An answer is put off, and the caller did not allow it.
pub(super) fn deferred() -> Diagnostic {
    provider("It puts its answer off, which this Terraform does not allow.")
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

/// A type without identity is asked about one.
pub(super) fn no_identity(type_name: &str) -> Diagnostic {
    let detail = format!("Objects of \"{type_name}\" have no identity in this version.");
    Diagnostic::error("The resource type has no identity", detail)
}

/// A type whose objects cannot be imported.
pub(super) fn not_importable(type_name: &str) -> Diagnostic {
    let detail = format!("Objects of \"{type_name}\" cannot be imported.");
    Diagnostic::error("The resource type cannot be imported", detail)
}

/// A state that cannot become one of this type.
pub(super) fn not_movable(from: &str, provider: &str, to: &str) -> Diagnostic {
    let detail = format!(
        "A state of \"{from}\" ({provider}) cannot become one of \"{to}\". Take the `moved` block out; to keep the object, \
         use a `removed` block for the old address and an `import` block for the new one."
    );
    Diagnostic::error("The state cannot be moved", detail)
}

/// A write-only argument is set and the caller does not know what that means.
pub(super) fn write_only(path: AttributePath) -> Diagnostic {
    let detail = "This argument is write-only: its value is never stored. Only Terraform and OpenTofu 1.11 or newer \
                  support that. Use a newer version, or the argument that is stored.";
    Diagnostic::error("Write-only argument is not supported by this version of Terraform", detail)
        .at(path)
}
