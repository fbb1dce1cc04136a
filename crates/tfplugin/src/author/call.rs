//! What is true of one call only.

use crate::{CancellationToken, Value};

/// What is true of one call only.
///
/// ```
/// use tfplugin::Call;
///
/// let call = Call::default();
/// assert!(!call.stop.is_cancelled());
/// call.stop.cancel();
/// assert!(call.clone().stop.is_cancelled(), "all copies are one");
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Call {
    /// Cancelled when Terraform asks running operations to stop. New writes must not start then.
    pub stop: CancellationToken,
    /// Whether the answer may be put off; see [`Deferred`].
    pub deferral_allowed: bool,
    /// Whether a plan may decide how many blocks of a computed kind there are.
    pub computed_blocks_allowed: bool,
    /// What the module says in its `provider_meta` block; null where there is none, or the provider
    /// has no [`meta_schema`](crate::Provider::meta_schema).
    pub provider_meta: Value,
}

/// Why an answer is put off until more is known. Only where the caller allows it
/// ([`Call::deferral_allowed`]): unasked, Terraform takes it for a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Deferred {
    /// Something in the configuration of the resource is not known yet.
    ResourceConfigUnknown,
    /// Something in the provider block is not known yet.
    ProviderConfigUnknown,
    /// Something that has to be there first is not there.
    AbsentPrerequisite,
}
