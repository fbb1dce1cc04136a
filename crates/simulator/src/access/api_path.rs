//! Which REST API a request is for, and whether a row that names one covers it.
//!
//! Access scopes and access policies name an API alike: path, resource, method and version, each
//! of which may be left open.

use crate::{http::Request, store::Record};

/// The API, as such rows name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ApiPath {
    /// Namespace and name, such as `now/table`.
    api: String,
    /// What follows, such as `incident/46d4…`.
    resource: String,
    method: String,
    version: Option<String>,
}

/// The names of the columns in which a kind of row says what it covers.
pub(super) struct Columns {
    pub(super) path: &'static str,
    pub(super) version: &'static str,
}

impl ApiPath {
    /// The API of a request; nothing for pages and processors.
    pub(super) fn of(request: &Request) -> Option<Self> {
        let mut segments = request.segments().into_iter();
        if segments.next()? != "api" {
            return None;
        }
        let namespace = segments.next()?;
        let mut name = segments.next()?;
        let is_version = name.strip_prefix('v').is_some_and(|n| n.parse::<u8>().is_ok());
        let version = is_version.then(|| name.clone());
        if is_version {
            name = segments.next()?;
        }
        let resource = segments.collect::<Vec<_>>().join("/");
        let method = request.method.clone();
        Some(Self { api: format!("{namespace}/{name}"), resource, method, version })
    }

    /// Namespace and name, such as `now/table`.
    pub(super) fn api(&self) -> &str {
        &self.api
    }

    /// How closely the row covers this; nothing if it does not. The more it leaves open, the
    /// fewer points it has.
    pub(super) fn covered(&self, row: &Record, columns: &Columns) -> Option<u8> {
        let path = row.value(columns.path).trim_matches('/');
        let path = path.strip_prefix("api/").unwrap_or(path);
        if !path.is_empty() && path != self.api {
            return None;
        }
        let closeness = |flag: &str, fits: bool| {
            if row.value(flag) == "true" { Some(0) } else { fits.then_some(1) }
        };
        let resource = row.value("resource_path").trim_matches('/');
        let version = self.version.as_deref().unwrap_or_default();
        Some(
            u8::from(!path.is_empty())
                + closeness("apply_all_resources", resource == self.resource)?
                + closeness(
                    "apply_all_methods",
                    row.value("http_method").eq_ignore_ascii_case(&self.method),
                )?
                + closeness("apply_all_versions", row.value(columns.version) == version)?,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: Columns = Columns { path: "api_path", version: "api_version" };

    fn row(pairs: &[(&str, &str)]) -> Record {
        let open = ["apply_all_resources", "apply_all_methods", "apply_all_versions"];
        let open = open.map(|flag| (flag.to_owned(), "true".to_owned()));
        let named = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        open.into_iter().chain(named).collect()
    }

    fn covered(method: &str, path: &str, pairs: &[(&str, &str)]) -> Option<u8> {
        ApiPath::of(&Request::bare(method, path)).unwrap().covered(&row(pairs), &COLUMNS)
    }

    #[test]
    fn a_row_covers_the_api_it_names_in_any_version() {
        let table = [("api_path", "now/table")];
        assert_eq!(covered("GET", "/api/now/table/incident", &table), Some(1));
        assert_eq!(covered("GET", "/api/now/v2/table/incident", &table), Some(1));
        assert_eq!(covered("GET", "/api/now/stats/incident", &table), None);
        assert_eq!(covered("GET", "/api/now/table/x", &[("api_path", "/api/now/table")]), Some(1));
        assert_eq!(covered("GET", "/api/now/table/x", &[]), Some(0));
    }

    #[test]
    fn what_is_not_left_open_must_fit_and_counts() {
        let reading =
            [("api_path", "now/table"), ("apply_all_methods", "false"), ("http_method", "get")];
        assert_eq!(covered("GET", "/api/now/table/incident", &reading), Some(2));
        assert_eq!(covered("POST", "/api/now/table/incident", &reading), None);
        let version = [("apply_all_versions", "false"), ("api_version", "v1")];
        assert_eq!(covered("GET", "/api/now/table/incident", &version), None);
        assert_eq!(covered("GET", "/api/now/v1/table/incident", &version), Some(1));
        let resource = [("apply_all_resources", "false"), ("resource_path", "/incident")];
        assert_eq!(covered("GET", "/api/now/table/incident", &resource), Some(1));
        assert_eq!(covered("GET", "/api/now/table/problem", &resource), None);
    }

    #[test]
    fn a_page_is_no_api() {
        assert_eq!(ApiPath::of(&Request::bare("GET", "/oauth_auth.do")), None);
    }
}
