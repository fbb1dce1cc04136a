//! The address of an instance: `https` to any host, plain `http` only to this machine.

use std::fmt;

use url::{Host, Url};

/// The address of an instance, without path, query or user.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct InstanceUrl {
    url: Url,
    host: String,
}

/// Why a text is not the address of an instance. No variant repeats the text: it may hold a
/// password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InstanceUrlError {
    /// The text is not an absolute URL with a host.
    #[error("it is not a URL of the form https://host")]
    NotAUrl,
    /// Another scheme than `https` or `http`.
    #[error("its scheme is not https")]
    Scheme,
    /// Plain `http` to another machine would send credentials in clear.
    #[error("http is accepted for this machine (loopback) only; use https")]
    HttpBeyondLoopback,
    /// The URL names a user or a password.
    #[error("it holds a user name or a password; credentials are given apart")]
    UserInfo,
    /// The URL has a path, a query or a fragment.
    #[error("it has more than scheme, host and port; leave out path, query and fragment")]
    MoreThanAHost,
    /// The name cannot be the first label of a host name.
    #[error("an instance name has letters, digits and hyphens only, as in dev12345")]
    Name,
}

impl InstanceUrl {
    /// Reads an address such as `https://dev12345.service-now.com`; custom domains are accepted.
    ///
    /// ```
    /// use servicenow::{InstanceUrl, InstanceUrlError};
    ///
    /// let instance = InstanceUrl::parse("https://dev12345.service-now.com/")?;
    /// assert_eq!(instance.as_str(), "https://dev12345.service-now.com");
    /// let distant = InstanceUrl::parse("http://dev12345.service-now.com");
    /// assert_eq!(distant, Err(InstanceUrlError::HttpBeyondLoopback));
    /// # Ok::<(), InstanceUrlError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The [`InstanceUrlError`] that says what is wrong with the text; it does not repeat the text.
    pub fn parse(text: &str) -> Result<Self, InstanceUrlError> {
        let url = Url::parse(text.trim()).map_err(|_| InstanceUrlError::NotAUrl)?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(InstanceUrlError::Scheme);
        }
        let host = url.host().ok_or(InstanceUrlError::NotAUrl)?;
        if url.scheme() == "http" && !is_loopback(&host) {
            return Err(InstanceUrlError::HttpBeyondLoopback);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(InstanceUrlError::UserInfo);
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(InstanceUrlError::MoreThanAHost);
        }
        let host = url.port().map_or(host.to_string(), |port| format!("{host}:{port}"));
        Ok(Self { url, host })
    }

    /// The address of the instance with this name: `dev12345` is at `dev12345.service-now.com`.
    ///
    /// ```
    /// use servicenow::InstanceUrl;
    ///
    /// assert_eq!(InstanceUrl::from_name("dev12345")?.host(), "dev12345.service-now.com");
    /// # Ok::<(), servicenow::InstanceUrlError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`InstanceUrlError::Name`] if the name has more than letters, digits and inner hyphens, or over 63
    /// characters.
    pub fn from_name(name: &str) -> Result<Self, InstanceUrlError> {
        let name = name.trim();
        let label = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let ends = name.starts_with('-') || name.ends_with('-');
        if name.is_empty() || name.len() > 63 || ends || !name.chars().all(label) {
            return Err(InstanceUrlError::Name);
        }
        Self::parse(&format!("https://{name}.service-now.com"))
    }

    /// The host, with the port where it is not the scheme's own.
    ///
    /// ```
    /// use servicenow::InstanceUrl;
    ///
    /// assert_eq!(InstanceUrl::parse("https://it.example.org:8443")?.host(), "it.example.org:8443");
    /// # Ok::<(), servicenow::InstanceUrlError>(())
    /// ```
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The first label of the host: `dev12345` of `dev12345.service-now.com`.
    ///
    /// ```
    /// use servicenow::InstanceUrl;
    ///
    /// assert_eq!(InstanceUrl::parse("https://dev12345.service-now.com")?.name(), "dev12345");
    /// # Ok::<(), servicenow::InstanceUrlError>(())
    /// ```
    pub fn name(&self) -> &str {
        match self.url.host() {
            Some(Host::Domain(domain)) => domain.split('.').next().unwrap_or(domain),
            _ => self.url.host_str().unwrap_or_default(),
        }
    }

    /// Whether the address leads to this machine.
    ///
    /// ```
    /// use servicenow::InstanceUrl;
    ///
    /// assert!(InstanceUrl::parse("http://127.0.0.1:8080")?.is_loopback());
    /// # Ok::<(), servicenow::InstanceUrlError>(())
    /// ```
    pub fn is_loopback(&self) -> bool {
        self.url.host().is_some_and(|host| is_loopback(&host))
    }

    /// The URL of a path (and, after `?`, a query) on this instance.
    ///
    /// ```
    /// use servicenow::InstanceUrl;
    ///
    /// let instance = InstanceUrl::from_name("dev12345")?;
    /// let url = instance.join("/api/now/table/sys_user?sysparm_limit=1");
    /// assert_eq!(url.query(), Some("sysparm_limit=1"));
    /// # Ok::<(), servicenow::InstanceUrlError>(())
    /// ```
    pub fn join(&self, path: &str) -> Url {
        let mut url = self.url.clone();
        let (path, query) = path.split_once('?').map_or((path, None), |(p, q)| (p, Some(q)));
        url.set_path(path);
        url.set_query(query);
        url
    }

    /// The URL of what lies under a path: one segment below the other. None where one is empty or
    /// dots alone, for the URL would address something else.
    pub(crate) fn within(&self, base: &str, segments: &[&str]) -> Option<Url> {
        let misleading = |segment: &&str| segment.chars().all(|c| c == '.');
        if segments.iter().any(misleading) {
            return None;
        }
        let mut url = self.join(base);
        url.path_segments_mut().ok()?.extend(segments);
        Some(url)
    }

    /// The address without a slash at its end.
    ///
    /// ```
    /// use servicenow::InstanceUrl;
    ///
    /// assert_eq!(InstanceUrl::parse("https://a.example/")?.as_str(), "https://a.example");
    /// # Ok::<(), servicenow::InstanceUrlError>(())
    /// ```
    pub fn as_str(&self) -> &str {
        self.url.as_str().trim_end_matches('/')
    }
}

impl fmt::Display for InstanceUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn refused(text: &str) -> InstanceUrlError {
        InstanceUrl::parse(text).expect_err(text)
    }

    #[test]
    fn an_instance_has_host_name_and_text() {
        let url = InstanceUrl::parse("https://Dev98042.service-now.com/").unwrap();
        assert_eq!(url.as_str(), "https://dev98042.service-now.com");
        assert_eq!(url.host(), "dev98042.service-now.com");
        assert_eq!(url.name(), "dev98042");
        assert_eq!(url.to_string(), url.as_str());
    }

    #[test]
    fn a_port_of_its_own_belongs_to_the_host() {
        assert_eq!(
            InstanceUrl::parse("https://it.example.org:8443").unwrap().host(),
            "it.example.org:8443"
        );
        assert_eq!(
            InstanceUrl::parse("https://it.example.org:443").unwrap().host(),
            "it.example.org"
        );
        assert_eq!(InstanceUrl::parse("http://[::1]:8080").unwrap().host(), "[::1]:8080");
    }

    #[test]
    fn plain_http_reaches_this_machine_only() {
        for loopback in
            ["http://localhost:80", "http://127.0.0.1:9", "http://127.9.9.9", "http://[::1]"]
        {
            assert!(InstanceUrl::parse(loopback).is_ok(), "{loopback}");
        }
        for distant in
            ["http://dev1.service-now.com", "http://10.0.0.1", "http://localhost.example.org"]
        {
            assert_eq!(refused(distant), InstanceUrlError::HttpBeyondLoopback, "{distant}");
        }
    }

    #[test]
    fn anything_beside_the_host_is_refused() {
        assert_eq!(refused("https://a.example/now"), InstanceUrlError::MoreThanAHost);
        assert_eq!(refused("https://a.example/?x=1"), InstanceUrlError::MoreThanAHost);
        assert_eq!(refused("https://a.example/#x"), InstanceUrlError::MoreThanAHost);
        assert_eq!(refused("https://admin:pw@a.example"), InstanceUrlError::UserInfo);
        assert_eq!(refused("ftp://a.example"), InstanceUrlError::Scheme);
        assert_eq!(refused("dev98042.service-now.com"), InstanceUrlError::NotAUrl);
        assert_eq!(refused(""), InstanceUrlError::NotAUrl);
    }

    #[test]
    fn a_name_is_one_label() {
        assert_eq!(InstanceUrl::from_name("dev98042").unwrap().host(), "dev98042.service-now.com");
        for wrong in ["", "-a", "a-", "dev.example", "https://x", "a b", "a/b", "a@b"] {
            assert_eq!(InstanceUrl::from_name(wrong), Err(InstanceUrlError::Name), "{wrong}");
        }
    }

    #[test]
    fn a_path_and_its_query_are_joined() {
        let url = InstanceUrl::parse("https://a.example").unwrap();
        assert_eq!(
            url.join("/api/now/table/t?x=a%5Eb").as_str(),
            "https://a.example/api/now/table/t?x=a%5Eb"
        );
        assert_eq!(url.join("/oauth_token.do").as_str(), "https://a.example/oauth_token.do");
    }

    proptest! {
        #[test]
        fn what_is_accepted_reads_back_as_itself(text in "https://[a-z0-9]{1,9}(\\.[a-z]{2,5}){0,2}(:[0-9]{2,4})?/?") {
            if let Ok(url) = InstanceUrl::parse(&text) {
                prop_assert_eq!(InstanceUrl::parse(url.as_str()).unwrap(), url.clone());
                prop_assert!(!url.as_str().ends_with('/'));
            }
        }

        #[test]
        fn no_refusal_repeats_the_text(text in "https://[a-z]{3,9}:[a-z]{6,9}@[a-z]{6,9}") {
            let refusal = InstanceUrl::parse(&text).unwrap_err();
            let shown = format!("{refusal} {refusal:?}");
            let password = text.split([':', '@']).nth(2).unwrap();
            prop_assert!(!shown.contains(password));
        }
    }
}
