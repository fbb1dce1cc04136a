//! Every call ends in an answer: an early refusal and a panic become diagnostics.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;
use tonic::{Response, Status};
use tracing::Instrument as _;

use super::fault;
use crate::proto::tfplugin6 as proto;
use crate::{Deferred, Diagnostics, wire};

/// An answer that says only why there is none.
pub(super) trait Refusal {
    /// The answer with these diagnostics and nothing else.
    fn refused(diagnostics: Vec<proto::Diagnostic>) -> Self;
}

macro_rules! refusals {
    ($($call:ident),* $(,)?) => {$(
        impl Refusal for proto::$call::Response {
            fn refused(diagnostics: Vec<proto::Diagnostic>) -> Self {
                let mut answer = Self::default();
                answer.diagnostics.extend(diagnostics);
                answer
            }
        }
    )*};
}

refusals!(
    apply_resource_change,
    close_ephemeral_resource,
    configure_provider,
    generate_resource_config,
    get_functions,
    get_metadata,
    get_provider_schema,
    get_resource_identity_schemas,
    import_resource_state,
    move_resource_state,
    open_ephemeral_resource,
    plan_action,
    plan_resource_change,
    read_data_source,
    read_resource,
    renew_ephemeral_resource,
    upgrade_resource_identity,
    upgrade_resource_state,
    validate_action_config,
    validate_data_resource_config,
    validate_ephemeral_resource_config,
    validate_list_resource_config,
    validate_provider_config,
    validate_resource_config,
);

/// Runs one call to its end, whatever the author's method does. `name` is the RPC, `about` the type
/// it is about (empty for the provider itself).
pub(super) async fn settle<T>(
    name: &'static str,
    about: &str,
    call: impl Future<Output = Result<T, Diagnostics>>,
) -> Result<T, Diagnostics> {
    let span = tracing::debug_span!("rpc", tf_rpc = name, tf_type = about);
    let settled = AssertUnwindSafe(call.instrument(span)).catch_unwind().await;
    settled.unwrap_or_else(|_| Err(vec![fault::panicked(name)]))
}

/// The same, with an answer in any case.
pub(super) async fn answer<T: Refusal>(
    name: &'static str,
    about: &str,
    call: impl Future<Output = Result<T, Diagnostics>>,
) -> T {
    let outcome = settle(name, about, call).await;
    outcome.unwrap_or_else(|diagnostics| T::refused(wire::diagnostics(diagnostics)))
}

/// An answer that is put off; a fault of the author where the caller does not allow that.
pub(super) fn deferral(
    deferred: Option<Deferred>,
    allowed: bool,
) -> Result<Option<proto::Deferred>, Diagnostics> {
    use proto::deferred::Reason;
    let Some(deferred) = deferred else { return Ok(None) };
    if !allowed {
        return Err(vec![fault::deferred()]);
    }
    let reason = match deferred {
        Deferred::ResourceConfigUnknown => Reason::ResourceConfigUnknown,
        Deferred::ProviderConfigUnknown => Reason::ProviderConfigUnknown,
        Deferred::AbsentPrerequisite => Reason::AbsentPrereq,
    };
    Ok(Some(proto::Deferred { reason: reason.into() }))
}

/// The same, as the service trait wants it.
pub(super) async fn respond<T: Refusal>(
    name: &'static str,
    about: &str,
    call: impl Future<Output = Result<T, Diagnostics>>,
) -> Result<Response<T>, Status> {
    Ok(Response::new(answer(name, about, call).await))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Diagnostic;
    use proto::read_resource::Response;

    #[tokio::test]
    async fn a_panic_becomes_a_diagnostic_without_its_payload() {
        let broken = async { panic!("s3cret") };
        let response: Response = answer("ReadResource", "a_thing", broken).await;
        let [diagnostic] = response.diagnostics.as_slice() else { panic!("{response:?}") };
        assert!(
            diagnostic.detail.contains("fault of the provider, please report"),
            "{diagnostic:?}"
        );
        assert!(
            diagnostic.detail.contains("ReadResource") && !diagnostic.detail.contains("s3cret")
        );
    }

    #[tokio::test]
    async fn an_early_refusal_is_an_answer() {
        let refusal = async { Err(vec![Diagnostic::error("No", "Because.")]) };
        let response: Response = answer("ReadResource", "", refusal).await;
        assert_eq!(response.diagnostics[0].summary, "No");
        assert_eq!(response.new_state, None);
    }
}
