//! What a request says about the application and the update set it works in
//! (docs/facts.md#transaction-parameters).

use crate::http::Request;

/// What the parameters of a request name; empty where they say nothing. The vendor's own tools send
/// them, no documentation has them \[S\].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Transaction {
    /// sys_id or scope name of an application.
    pub(crate) scope: String,
    /// sys_id of an update set.
    pub(crate) update_set: String,
}

const SCOPE: [&str; 3] = ["sysparm_transaction_scope", "sysparm_record_scope", "sysparm_scope"];
const UPDATE_SET: &str = "sysparm_transaction_update_set";

impl Transaction {
    /// What `request` says.
    pub(crate) fn of(request: &Request) -> Self {
        let mut named = SCOPE.into_iter().filter_map(|name| request.query_value(name));
        let scope = named.find(|scope| !scope.is_empty()).unwrap_or_default().to_owned();
        let update_set = request.query_value(UPDATE_SET).unwrap_or_default().to_owned();
        Self { scope, update_set }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderMap;

    fn of(query: &str) -> Transaction {
        Transaction::of(&Request::new("POST", "/", query, HeaderMap::new(), Vec::new()))
    }

    #[test]
    fn the_first_parameter_that_names_a_scope_counts() {
        let both = of("sysparm_record_scope=b&sysparm_transaction_scope=a");
        assert_eq!((both.scope.as_str(), both.update_set.as_str()), ("a", ""));
        assert_eq!(of("sysparm_transaction_scope=&sysparm_scope=c").scope, "c");
        assert_eq!(of("sysparm_transaction_update_set=u").update_set, "u");
        assert_eq!(of("sysparm_limit=1"), Transaction::default());
    }
}
