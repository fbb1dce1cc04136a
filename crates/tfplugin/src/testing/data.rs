//! Data sources, as core reads them.

use serde_json::Value as Json;

use super::calls::succeeded;
use super::{Harness, compatible, config, planned};
use crate::service::Kind;
use crate::{Diagnostics, Value};

impl Harness {
    /// Checks the configuration of a data source.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let harness = Harness::new(Notes::new());
    /// assert!(harness.validate_data("notes_length", json!({ "text": unknown() })).await.is_empty());
    /// assert!(harness.validate_data("notes_length", json!({ "text": "" })).await[0].is_error());
    /// # }
    /// ```
    pub async fn validate_data(&self, type_name: &str, config: Json) -> Diagnostics {
        let kind = self.data_source(type_name);
        self.calls(type_name, kind).validate_data(&config::read(&config, &kind.schema)).await
    }

    /// Checks the configuration of a data source and reads the data.
    ///
    /// # Errors
    /// The provider's diagnostics of the check or the read, when one of them is an error.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Diagnostics> {
    /// let harness = Harness::new(Notes::new());
    /// let read = harness.read_data("notes_length", json!({ "text": "four" })).await?;
    /// assert!(*read.get("letters") == Value::from(4));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn read_data(&self, type_name: &str, config: Json) -> Result<Value, Diagnostics> {
        self.read_data_and_warnings(type_name, config).await.map(|(value, _)| value)
    }

    /// As [`read_data`](Self::read_data), with the warnings of the read.
    ///
    /// # Errors
    /// The provider's diagnostics of the check or the read, when one of them is an error.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Diagnostics> {
    /// let harness = Harness::new(Notes::new());
    /// let four = json!({ "text": "four" });
    /// let (read, warnings) = harness.read_data_and_warnings("notes_length", four).await?;
    /// assert!(*read.get("letters") == Value::from(4) && warnings.is_empty());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn read_data_and_warnings(
        &self,
        type_name: &str,
        config: Json,
    ) -> Result<(Value, Diagnostics), Diagnostics> {
        let kind = self.data_source(type_name);
        let calls = self.calls(type_name, kind);
        let config = config::read(&config, &kind.schema);
        succeeded(calls.validate_data(&config).await)?;
        let (value, warnings) = calls.read_data(&config).await?;
        assert_eq!(
            compatible::unknowns(&value),
            Vec::<String>::new(),
            "data that was read is known"
        );
        let faults = planned::faults(&Value::Null, &config, &value, &kind.schema.block);
        assert!(faults.is_empty(), "data keeps its configuration: {faults:#?}");
        Ok((value, warnings))
    }

    fn data_source(&self, type_name: &str) -> &Kind {
        match self.service.data_source(type_name) {
            Ok((_, kind)) => kind,
            Err(said) => panic!("{}", said[0].detail),
        }
    }
}
