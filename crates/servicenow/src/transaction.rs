//! The application and the update set that writes are made in
//! (docs/facts.md#transaction-parameters).

use crate::request::Request;

/// What each write says about the application and the update set it belongs to; nothing where
/// neither is named, and the instance then takes those that the user has chosen. The parameters
/// are sent by the vendor's own tools, and no documentation has them \[S/X\]: an instance may not
/// heed them, so compare where a record came to lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transaction {
    /// sys_id of the application.
    pub scope: Option<String>,
    /// sys_id of the update set, which must be in progress and of that application.
    pub update_set: Option<String>,
}

impl Transaction {
    /// The request, which names them.
    pub(crate) fn named_in(&self, request: Request) -> Request {
        let named = [
            ("sysparm_transaction_scope", &self.scope),
            ("sysparm_transaction_update_set", &self.update_set),
        ];
        named.into_iter().fold(request, |request, (name, value)| match value {
            Some(value) => request.parameter(name, value),
            None => request,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(scope: Option<&str>, update_set: Option<&str>) -> Option<String> {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let transaction = Transaction { scope: owned(scope), update_set: owned(update_set) };
        let url = url::Url::parse("https://a.example/api/now/table/t").unwrap();
        transaction.named_in(Request::post(url)).url().query().map(str::to_owned)
    }

    #[test]
    fn what_is_named_is_sent_and_nothing_else() {
        assert_eq!(query(None, None), None);
        assert_eq!(query(Some("a"), None).as_deref(), Some("sysparm_transaction_scope=a"));
        let both = "sysparm_transaction_scope=a&sysparm_transaction_update_set=u";
        assert_eq!(query(Some("a"), Some("u")).as_deref(), Some(both));
    }
}
