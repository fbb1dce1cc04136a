//! Who the instance thinks is calling (docs/facts.md#current-user).

use crate::error::Failure;
use crate::request::{Answer, Request};
use crate::{Client, Error, Query, Record};

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
        let query = Query::new().raw("user_name=javascript:gs.getUserName()");
        let users = self.table("sys_user").query(&query, &["user_name"], Some(2)).await?;
        match users.as_slice() {
            [only] => named(only, "sys_id"),
            _ => None,
        }
        .ok_or_else(|| Failure::Lacking("the current user").into())
    }
}

fn named(record: &Record, id: &str) -> Option<CurrentUser> {
    let (sys_id, user_name) = (record.get(id)?, record.get("user_name")?);
    Some(CurrentUser { sys_id: sys_id.to_owned(), user_name: user_name.to_owned() })
}
