//! Who the instance thinks is calling (docs/facts.md#current-user).

use crate::error::Failure;
use crate::request::{Answer, Request};
use crate::table::{Columns, Selection};
use crate::{Client, Error, ErrorKind, Record};

/// The user whose rights the requests have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrentUser {
    /// The id of the user's record in `sys_user`.
    pub sys_id: String,
    /// The user's login name.
    pub user_name: String,
}

impl Client {
    /// The user in use; asked for once per client.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let user = client.current_user().await?;
    /// assert_eq!(user.user_name, "admin");
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Lacking`](crate::ErrorKind::Lacking) if the instance does not tell, and whatever any request may
    /// fail with.
    pub async fn current_user(&self) -> Result<CurrentUser, Error> {
        self.shared.current_user.get_or_try_init(|| self.ask_who_is_calling()).await.cloned()
    }

    /// Proves with one request that the instance is there and lets the caller in. Whether a record
    /// is shown does not matter: who may not read is known all the same.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{Client, Credentials, Options};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// client.prove().await?;
    /// let unknown = Credentials::Basic { username: "admin".into(), password: "wrong".into() };
    /// let stranger = Client::new(client.instance().clone(), unknown, Options::default())?;
    /// assert!(stranger.prove().await.unwrap_err().is_unauthenticated());
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// Whatever any request may fail with.
    pub async fn prove(&self) -> Result<(), Error> {
        // A table, for an API key may open that API alone (docs/facts.md#api-key).
        match self.callers_own_record().await {
            Err(error) if matches!(error.kind(), ErrorKind::Forbidden { .. }) => Ok(()),
            asked => asked.map(|_| ()),
        }
    }

    async fn ask_who_is_calling(&self) -> Result<CurrentUser, Error> {
        let url = self.instance().join("/api/now/ui/user/current_user");
        let asked = self.send(&Request::get(url)).await.and_then(Answer::record);
        let found = match asked {
            Ok(record) => named(&record, "user_sys_id"),
            Err(error) if error.is_retryable() || error.is_unauthenticated() => return Err(error),
            Err(_) => None,
        };
        match found {
            Some(user) => Ok(user),
            None => self.look_for_who_is_calling().await,
        }
    }

    /// The other way, for whom the first is closed: it is an API of the platform's own pages.
    async fn look_for_who_is_calling(&self) -> Result<CurrentUser, Error> {
        let users = self.callers_own_record().await?;
        match users.as_slice() {
            [only] => named(only, "sys_id"),
            _ => None,
        }
        .ok_or_else(|| Failure::Lacking("the current user").into())
    }

    /// What one page shows of it: a list that is not counted is said to go on where it does not.
    async fn callers_own_record(&self) -> Result<Vec<Record>, Error> {
        let columns = Columns::of(&["user_name"]);
        let query = "user_name=javascript:gs.getUserName()^ORDERBYsys_id";
        let selection = Selection { query, columns: &columns, limit: 2, offset: 0 };
        self.table("sys_user").select(&selection).await
    }
}

fn named(record: &Record, id: &str) -> Option<CurrentUser> {
    let (sys_id, user_name) = (record.get(id)?, record.get("user_name")?);
    Some(CurrentUser { sys_id: sys_id.to_owned(), user_name: user_name.to_owned() })
}
