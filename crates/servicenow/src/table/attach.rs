//! Putting files on records (docs/facts.md#attachments).

use std::fmt;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::search::Search;
use super::{Columns, Table};
use crate::guard::Change;
use crate::request::Request;
use crate::{Error, Query, Record, Row};

/// The table of the rows about files.
pub(super) const FILES: &str = "sys_attachment";
/// The API of files.
pub(super) const API: &str = "/api/now/attachment";

/// A file to be put on a record. `Debug` prints its name, never its content.
#[derive(Clone, Copy)]
pub struct File<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it holds, such as `image/png`.
    pub content_type: &'a str,
    /// Its bytes.
    pub content: &'a [u8],
}

impl File<'_> {
    /// The SHA-256 of its bytes in small hexadecimal digits, as the row about a file has it in `hash`.
    ///
    /// ```
    /// use servicenow::File;
    ///
    /// let file = File { name: "a.txt", content_type: "text/plain", content: b"hello" };
    /// assert!(file.hash().starts_with("2cf24dba5fb0a30e"));
    /// ```
    pub fn hash(&self) -> String {
        let digest = Sha256::digest(self.content);
        digest.iter().fold(String::with_capacity(64), |text, byte| text + &format!("{byte:02x}"))
    }
}

impl fmt::Debug for File<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Table {
    /// Puts a file on a record of this table and returns the row about it, in `sys_attachment`. The
    /// API has no way to name the row's sys_id, so where the answer is lost the row is looked for by
    /// record, name, hash, creator and time, as that of an [`insert`](Self::insert) is.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{File, Input, Query, Row};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let aliases = client.table("sys_alias");
    /// let row = Row::new().set("name", "Camunda");
    /// let made = aliases.insert(&row, Input::Stored, &Query::new(), &[]).await?;
    /// let file = File { name: "a.txt", content_type: "text/plain", content: b"hello" };
    /// let row = aliases.attach(made.sys_id(), &file, &["hash", "size_bytes"]).await?;
    /// assert_eq!((row.get("hash"), row.get("size_bytes")), (Some(&*file.hash()), Some("5")));
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Uncertain`](crate::ErrorKind::Uncertain) if
    /// nobody can tell whether the file was stored.
    pub async fn attach(
        &self,
        sys_id: &str,
        file: &File<'_>,
        fields: &[&str],
    ) -> Result<Record, Error> {
        let (files, hash) = (self.client.table(FILES), file.hash());
        let row = Row::new().set("table_sys_id", sys_id).set("file_name", file.name);
        let row = &row.set("hash", hash.as_str());
        files.spare_own_identity("", Change::Insert(row)).await?;
        let _forgetting = self.client.reader().forgetting();
        let identity = Query::new().equals("table_sys_id", sys_id);
        let identity = &identity.and_then(|one| one.equals("hash", &hash)).unwrap_or_default();
        let columns = Columns::of(fields);
        let request = self.upload(sys_id, file)?;
        let (id, began) = (None, Timestamp::now());
        let search = Search { table: &files, row, id, identity, columns: &columns, began };
        files.make(&request, &search).await
    }

    fn upload(&self, sys_id: &str, file: &File<'_>) -> Result<Request, Error> {
        self.writing(Request::post(self.within(API, &["file"])?))
            .about(FILES)
            .parameter("table_name", &self.name)
            .parameter("table_sys_id", sys_id)
            .parameter("file_name", file.name)
            .file(file.content_type, file.content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_shown_without_its_content() {
        let file = File { name: "a.txt", content_type: "text/plain", content: b"hunter2" };
        let shown = format!("{file:?}");
        assert_eq!(shown, "File { name: \"a.txt\", .. }");
    }
}
