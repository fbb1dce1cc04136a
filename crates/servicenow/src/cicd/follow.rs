//! Following an operation to its end.

use std::time::{Duration, Instant};

use super::{Cicd, Progress, ProgressStatus};
use crate::Error;
use crate::error::Failure;
use crate::mask::{Mask, Said};

/// The first pause between two looks; each following one is half as long again.
const FIRST: Duration = Duration::from_millis(200);
/// The longest pause between two looks.
const LONGEST: Duration = Duration::from_secs(5);

impl Cicd {
    /// Follows an operation until it is successful, telling `on_change` of every change.
    /// Failed, canceled or not ended within `timeout`: an error with the last percent and words.
    /// However short the time is, the operation is looked at once before it counts as over.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use std::time::Duration;
    /// use servicenow::{Progress, ProgressStatus};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let cicd = client.cicd();
    /// let began = cicd.activate_plugin("com.glide.tokenbased_auth").await?;
    /// let told = |progress: &Progress| assert!(progress.percent <= 100);
    /// let ended = cicd.finish(began, Duration::from_mins(1), told).await?;
    /// assert_eq!(ended.status, ProgressStatus::Successful);
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with;
    /// [`ErrorKind::Failed`](crate::ErrorKind::Failed) if the operation failed or was canceled, and
    /// [`Unfinished`](crate::ErrorKind::Unfinished) if it did not end in time, both with
    /// [`Error::percent`].
    pub async fn finish(
        &self,
        progress: Progress,
        timeout: Duration,
        on_change: impl FnMut(&Progress) + Send,
    ) -> Result<Progress, Error> {
        let ended = self.follow(progress, timeout, on_change).await?;
        self.successful(ended)
    }

    /// Follows an operation until it ends, however it does: an operation that failed may have
    /// results too. Otherwise as [`finish`](Self::finish).
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use std::time::Duration;
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let cicd = client.cicd();
    /// let began = cicd.activate_plugin("com.glide.tokenbased_auth").await?;
    /// let ended = cicd.follow(began, Duration::from_mins(1), |_| ()).await?;
    /// assert!(ended.status.is_end());
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with, and
    /// [`Unfinished`](crate::ErrorKind::Unfinished) if it did not end in time, with
    /// [`Error::percent`].
    pub async fn follow(
        &self,
        mut progress: Progress,
        timeout: Duration,
        mut on_change: impl FnMut(&Progress) + Send,
    ) -> Result<Progress, Error> {
        let _forgetting = self.client.reader().forgetting();
        let started = Instant::now();
        let mut pause = FIRST;
        on_change(&progress);
        while !progress.status.is_end() {
            let left = timeout.saturating_sub(started.elapsed());
            self.client.pause(pause.min(left)).await?;
            pause = pause.mul_f32(1.5).min(LONGEST);
            let next = self.progress(&progress.id).await?.after(&progress);
            if next != progress {
                on_change(&next);
            }
            progress = next;
            if started.elapsed() >= timeout && !progress.status.is_end() {
                return Err(unfinished(progress, timeout, &self.client.shared.mask));
            }
        }
        Ok(progress)
    }

    /// The end of an operation, if it was successful.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use std::time::Duration;
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let cicd = client.cicd();
    /// let began = cicd.activate_plugin("com.glide.hub.flow_trigger.rest").await?;
    /// let ended = cicd.follow(began, Duration::from_mins(1), |_| ()).await?;
    /// let failed = cicd.successful(ended).unwrap_err();
    /// assert_eq!(failed.percent(), Some(100));
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Failed`](crate::ErrorKind::Failed) if it failed or was canceled.
    pub fn successful(&self, ended: Progress) -> Result<Progress, Error> {
        if ended.status == ProgressStatus::Successful {
            Ok(ended)
        } else {
            Err(failed(ended, &self.client.shared.mask))
        }
    }
}

fn failed(progress: Progress, mask: &Mask) -> Error {
    let (label, percent) = (progress.status.label(), progress.percent);
    let (message, detail) = words(progress, mask);
    Failure::Failed { label, percent, message, detail }.into()
}

fn unfinished(progress: Progress, limit: Duration, mask: &Mask) -> Error {
    let percent = progress.percent;
    let (message, detail) = words(progress, mask);
    Failure::Unfinished { limit, percent, message, detail }.into()
}

/// The error text is the most telling one where there is one.
fn words(progress: Progress, mask: &Mask) -> (Said, Said) {
    let Progress { message, detail, error, .. } = progress;
    let [message, detail, error] = [message, detail, error].map(|words| mask.said(&words));
    match (message.is_empty(), error.is_empty()) {
        (_, true) => (message, detail),
        (true, false) => (error, detail),
        (false, false) => (message, error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(message: &str, detail: &str, error: &str) -> Progress {
        Progress {
            id: "1".into(),
            status: ProgressStatus::Failed,
            percent: 40,
            message: message.into(),
            detail: detail.into(),
            error: error.into(),
            rollback_version: None,
            rollback_id: None,
            results_id: None,
        }
    }

    #[test]
    fn a_failure_quotes_percent_and_words() {
        let error = failed(progress("Not available", "", "No entitlement"), &Mask::default());
        assert_eq!(
            error.to_string(),
            "the operation ended as failed at 40 %: Not available: No entitlement"
        );
        assert_eq!(
            (error.message(), error.detail(), error.percent()),
            ("Not available", "No entitlement", Some(40))
        );
        assert_eq!(failed(progress("", "", "E"), &Mask::default()).message(), "E");
        assert_eq!(failed(progress("M", "D", ""), &Mask::default()).detail(), "D");
    }

    #[test]
    fn an_operation_without_end_is_a_timeout() {
        let error =
            unfinished(progress("Installing", "", ""), Duration::from_secs(2), &Mask::default());
        assert!(error.is_timeout() && !error.is_retryable());
        assert!(error.to_string().contains("within 2 seconds: 40 %: Installing"), "{error}");
    }
}
