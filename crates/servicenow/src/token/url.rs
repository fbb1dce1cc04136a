//! The address of a token endpoint.

use std::fmt;

use url::Url;

use crate::{InstanceUrl, InstanceUrlError};

/// Where an instance gives tokens (docs/facts.md#authorization-server).
const TOKEN: &str = "/oauth_token.do";
/// Where it takes them back (docs/facts.md#revocation).
const REVOKE: &str = "/oauth_revoke_token.do";

/// The address of a token endpoint: an instance's, or that of any authorization server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenUrl {
    host: InstanceUrl,
    path: String,
}

impl TokenUrl {
    /// The token endpoint of an instance.
    ///
    /// ```
    /// use servicenow::{InstanceUrl, TokenUrl};
    ///
    /// let url = TokenUrl::of(&InstanceUrl::from_name("dev12345")?);
    /// assert_eq!(url.host().host(), "dev12345.service-now.com");
    /// # Ok::<(), servicenow::InstanceUrlError>(())
    /// ```
    pub fn of(instance: &InstanceUrl) -> Self {
        Self { host: instance.clone(), path: TOKEN.to_owned() }
    }

    /// Reads the whole address of a token endpoint.
    ///
    /// ```
    /// use servicenow::TokenUrl;
    ///
    /// let url = TokenUrl::parse("https://login.example.org/tenant/token")?;
    /// assert!(!url.is_of_an_instance());
    /// assert!(TokenUrl::parse("https://dev1.service-now.com/oauth_token.do")?.is_of_an_instance());
    /// # Ok::<(), servicenow::InstanceUrlError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`InstanceUrl::parse`], but the path and the query that belong to the endpoint are taken.
    pub fn parse(text: &str) -> Result<Self, InstanceUrlError> {
        let url = Url::parse(text.trim()).map_err(|_| InstanceUrlError::NotAUrl)?;
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        let path = format!("{}{query}", url.path());
        let mut host = url;
        host.set_path("");
        host.set_query(None);
        host.set_fragment(None);
        Ok(Self { host: InstanceUrl::parse(host.as_str())?, path })
    }

    /// The server it is on.
    ///
    /// ```
    /// let url = servicenow::TokenUrl::parse("https://login.example.org/token")?;
    /// assert_eq!(url.host().as_str(), "https://login.example.org");
    /// # Ok::<(), servicenow::InstanceUrlError>(())
    /// ```
    pub fn host(&self) -> &InstanceUrl {
        &self.host
    }

    /// Whether it has the path of an instance's endpoint, so that tokens can be revoked there.
    ///
    /// ```
    /// let url = servicenow::TokenUrl::parse("https://login.example.org/token")?;
    /// assert!(!url.is_of_an_instance());
    /// # Ok::<(), servicenow::InstanceUrlError>(())
    /// ```
    pub fn is_of_an_instance(&self) -> bool {
        self.path == TOKEN
    }

    pub(super) fn whole(&self) -> Url {
        self.host.join(&self.path)
    }

    pub(super) fn revocation(&self) -> Option<Url> {
        self.is_of_an_instance().then(|| self.host.join(REVOKE))
    }
}

impl fmt::Display for TokenUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.host, self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_belongs_to_the_endpoint_and_the_host_is_checked() {
        let url = TokenUrl::parse(" https://login.example.org:8443/a/token?tenant=1#x ").unwrap();
        assert_eq!(url.whole().as_str(), "https://login.example.org:8443/a/token?tenant=1");
        assert_eq!(TokenUrl::parse(&url.to_string()).as_ref(), Ok(&url));
        assert_eq!(url.revocation(), None);
        for (text, why) in [
            ("http://login.example.org/token", InstanceUrlError::HttpBeyondLoopback),
            ("https://me:pw@login.example.org/token", InstanceUrlError::UserInfo),
            ("oauth_token.do", InstanceUrlError::NotAUrl),
            ("ftp://a.example/x", InstanceUrlError::Scheme),
        ] {
            assert_eq!(TokenUrl::parse(text), Err(why), "{text}");
        }
    }

    #[test]
    fn an_instance_takes_tokens_back() {
        let instance = InstanceUrl::parse("http://127.0.0.1:9").unwrap();
        let url = TokenUrl::of(&instance);
        assert_eq!(TokenUrl::parse("http://127.0.0.1:9/oauth_token.do").unwrap(), url);
        let revocation = url.revocation().unwrap();
        assert_eq!(revocation.as_str(), "http://127.0.0.1:9/oauth_revoke_token.do");
    }
}
