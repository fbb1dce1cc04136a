//! Who the instance thinks is calling (facts §5.4).

use crate::error::Kind;
use crate::request::Request;
use crate::{Client, Error, Record};

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
    pub async fn current_user(&self) -> Result<CurrentUser, Error> {
        self.shared.current_user.get_or_try_init(|| self.ask_who_is_calling()).await.cloned()
    }

    async fn ask_who_is_calling(&self) -> Result<CurrentUser, Error> {
        let url = self.instance().join("/api/now/ui/user/current_user");
        let record: Record = self.send(&Request::get(url)).await?.record()?;
        match (record.get("user_sys_id"), record.get("user_name")) {
            (Some(sys_id), Some(user_name)) => {
                Ok(CurrentUser { sys_id: sys_id.to_owned(), user_name: user_name.to_owned() })
            }
            _ => Err(Kind::Lacking("the current user").into()),
        }
    }
}
