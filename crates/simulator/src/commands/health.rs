//! Asks an instance whether it serves: what the health check of a container runs.

use super::Failure;
use clap::Args;
use reqwest::Client;
use simulator::control::Control;
use std::time::Duration;

/// An instance that answers later than this is not well.
const PATIENCE: Duration = Duration::from_secs(2);

/// Which instance.
#[derive(Args)]
pub(crate) struct Options {
    /// Where it listens
    #[arg(default_value = "http://127.0.0.1:8080")]
    url: String,
}

/// Fails unless the instance answers.
///
/// Its certificate is its own and nothing secret is sent, so that any is taken.
pub(crate) async fn run(options: &Options) -> Result<(), Failure> {
    let client = Client::builder().no_proxy().timeout(PATIENCE);
    let client = client.tls_danger_accept_invalid_certs(true).build()?;
    Control::new(client, &options.url).counts().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use simulator::{Seed, Simulator};

    async fn health(url: &str) -> Result<(), String> {
        run(&Options { url: url.to_owned() }).await.map_err(|failure| failure.to_string())
    }

    #[tokio::test]
    async fn an_instance_is_well_until_it_is_stopped() {
        for tls in [false, true] {
            let simulator = Simulator::builder().seed(Seed::Empty).tls(tls).start().await.unwrap();
            let url = simulator.url().to_owned();
            assert_eq!(health(&url).await, Ok(()));
            simulator.stop().await;
            assert!(health(&url).await.unwrap_err().contains("cannot be reached"));
        }
    }
}
