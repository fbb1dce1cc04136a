//! The Table API: reading and writing the records of one table (docs/facts.md#table-api).

mod attach;
mod columns;
mod entries;
mod insert;
mod matching;
mod pages;
mod read;
mod recent;
mod search;
mod sent_ids;
mod write;

pub use attach::File;
pub(crate) use columns::Columns;
pub use matching::{Beyond, Matches};
pub use pages::Pages;
pub(crate) use read::Selection;
pub(crate) use sent_ids::SentIds;

use url::Url;

use crate::error::Failure;
use crate::request::Request;
use crate::{Client, Error};

/// A table of an instance.
#[derive(Clone, Debug)]
pub struct Table {
    client: Client,
    name: String,
}

/// How the instance takes the values of a write (docs/facts.md#display-value-input).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// As they are to be stored.
    Stored,
    /// As a user would type them: names for references, plain text for encrypted columns.
    Display,
}

/// How a deletion ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// The record was deleted by this request.
    Deleted,
    /// There was no such record, or it is hidden from this user.
    WasGone,
}

impl Table {
    pub(crate) fn new(client: Client, name: &str) -> Self {
        Self { client, name: name.to_owned() }
    }

    /// The table's name.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// assert_eq!(client.table("sys_user").name(), "sys_user");
    /// # Ok(()) }) }
    /// ```
    pub fn name(&self) -> &str {
        &self.name
    }

    fn url(&self) -> Result<Url, Error> {
        self.address(&[&self.name])
    }

    fn record_url(&self, sys_id: &str) -> Result<Url, Error> {
        self.address(&[&self.name, sys_id])
    }

    fn address(&self, segments: &[&str]) -> Result<Url, Error> {
        self.within("/api/now/table", segments)
    }

    /// Where a record is deleted. Files have an API of their own (docs/facts.md#attachments).
    fn deletion_url(&self, sys_id: &str) -> Result<Url, Error> {
        if self.name == attach::FILES {
            return self.within(attach::API, &[sys_id]);
        }
        self.record_url(sys_id)
    }

    fn within(&self, api: &str, segments: &[&str]) -> Result<Url, Error> {
        self.client.instance().within(api, segments).ok_or_else(|| {
            let error = Error::new(Failure::Invalid("a table name or a sys_id is empty"));
            error.in_table(Some(&self.name))
        })
    }

    /// Adds what every write says: the application and the update set it is made in.
    fn writing(&self, request: Request) -> Request {
        self.client.transaction.named_in(request)
    }

    /// Adds what every request about records asks for: plain stored values, chosen columns.
    fn dress(&self, request: Request, columns: &Columns) -> Request {
        let request = request
            .about(&self.name)
            .parameter("sysparm_display_value", "false")
            .parameter("sysparm_exclude_reference_link", "true");
        match columns.parameter() {
            Some(fields) => request.parameter("sysparm_fields", &fields),
            None => request,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Credentials, InstanceUrl, Options};

    fn table(name: &str) -> Table {
        let instance = InstanceUrl::parse("https://a.example").unwrap();
        let credentials = Credentials::Basic { username: "ann".into(), password: "pw".into() };
        Client::new(instance, credentials, Options::default()).unwrap().table(name)
    }

    #[test]
    fn a_record_has_an_address_of_its_own() {
        let url = table("oauth_entity").record_url("a/b?c").unwrap();
        assert_eq!(url.as_str(), "https://a.example/api/now/table/oauth_entity/a%2Fb%3Fc");
        assert_eq!(table("t").url().unwrap().path(), "/api/now/table/t");
    }

    #[test]
    fn a_file_is_deleted_by_the_api_of_files() {
        let path = |name: &str| table(name).deletion_url("a1").unwrap().path().to_owned();
        assert_eq!(path("sys_attachment"), "/api/now/attachment/a1");
        assert_eq!(path("sys_alias"), "/api/now/table/sys_alias/a1");
        assert!(table("sys_attachment").deletion_url("").is_err());
    }

    #[test]
    fn a_missing_id_never_addresses_the_whole_table() {
        for wrong in ["", ".", ".."] {
            let error = table("t").record_url(wrong).unwrap_err();
            assert_eq!((error.table(), error.is_retryable()), (Some("t"), false));
        }
    }
}
