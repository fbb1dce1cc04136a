//! Who a token is for.

use super::Client;
use crate::store::Record;

/// On whose behalf a token is issued, by what grant and for what.
pub(crate) struct Holder<'a> {
    pub(crate) client: &'a Client,
    pub(crate) user: &'a Record,
    pub(crate) grant_type: &'a str,
    pub(crate) scope: &'a str,
}
