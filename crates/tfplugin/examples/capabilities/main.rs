//! One small provider for each thing that a resource may be capable of besides its four operations,
//! and for what a provider may offer beside resources: `cargo run -p tfplugin --example capabilities`
//! plays Terraform with each. Every file can be read alone.

mod action;
mod configuration;
mod deferral;
mod ephemeral;
mod function;
mod import;
mod list;
mod moved;
mod verbs;

use tfplugin::Diagnostics;

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Diagnostics> {
    import::run().await?;
    list::run().await?;
    configuration::run().await?;
    moved::run().await?;
    verbs::run().await?;
    deferral::run().await?;
    ephemeral::run().await?;
    action::run().await?;
    function::run().await;
    Ok(())
}
