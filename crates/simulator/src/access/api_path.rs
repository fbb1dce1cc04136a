//! Which REST API a request is for, and whether a row that names one covers it.
//!
//! Access scopes and access policies name an API alike: path, resource, method and version, each
//! but the path of which may be left open; policies name a table of the Table API too
//! (docs/facts.md#api-access-policy).

use crate::{http::Request, store::Record};

/// The API that has tables for resources.
const TABLE_API: &str = "now/table";

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
    /// fewer points it has. A row without a path covers nothing \[I\].
    pub(super) fn covered(&self, row: &Record) -> Option<u8> {
        let path = row.value("api_path").trim_matches('/');
        if path.strip_prefix("api/").unwrap_or(path) != self.api {
            return None;
        }
        let all = row.value("apply_all") == "true";
        let closeness = |flag: &str, fits: bool| {
            if all || row.value(flag) == "true" { Some(0) } else { fits.then_some(1) }
        };
        let resource = row.value("api_resource").trim_matches('/');
        let method = row.value("http_method").eq_ignore_ascii_case(&self.method);
        let version = self.version.as_deref().unwrap_or_default();
        let parts = [
            closeness("apply_all_resources", resource == self.resource)?,
            closeness("apply_all_methods", method)?,
            closeness("apply_all_versions", row.value("version") == version)?,
            self.table_closeness(row, all)?,
        ];
        Some(parts.into_iter().fold(1, u8::saturating_add))
    }

    /// The same for the table of a request to the Table API. Scopes say nothing about tables.
    fn table_closeness(&self, row: &Record, all: bool) -> Option<u8> {
        let open = all || !row.contains_key("api_tablename");
        if self.api != TABLE_API || open || row.value("apply_all_tables") == "true" {
            return Some(0);
        }
        let table = self.resource.split('/').next().unwrap_or_default();
        (row.value("api_tablename") == table).then_some(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(pairs: &[(&str, &str)]) -> Record {
        let open = ["apply_all_resources", "apply_all_methods", "apply_all_versions"];
        let open = open.map(|flag| (flag.to_owned(), "true".to_owned()));
        let named = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        open.into_iter().chain(named).collect()
    }

    fn covered(method: &str, path: &str, pairs: &[(&str, &str)]) -> Option<u8> {
        ApiPath::of(&Request::bare(method, path)).unwrap().covered(&row(pairs))
    }

    #[test]
    fn a_row_covers_the_api_it_names_in_any_version() {
        let table = [("api_path", "now/table")];
        assert_eq!(covered("GET", "/api/now/table/incident", &table), Some(1));
        assert_eq!(covered("GET", "/api/now/v2/table/incident", &table), Some(1));
        assert_eq!(covered("GET", "/api/now/stats/incident", &table), None);
        assert_eq!(covered("GET", "/api/now/table/x", &[("api_path", "/api/now/table")]), Some(1));
        assert_eq!(covered("GET", "/api/now/table/x", &[]), None, "it names none");
    }

    #[test]
    fn what_is_not_left_open_must_fit_and_counts() {
        let reading =
            [("api_path", "now/table"), ("apply_all_methods", "false"), ("http_method", "get")];
        assert_eq!(covered("GET", "/api/now/table/incident", &reading), Some(2));
        assert_eq!(covered("POST", "/api/now/table/incident", &reading), None);
        let version =
            [("api_path", "now/table"), ("apply_all_versions", "false"), ("version", "v1")];
        assert_eq!(covered("GET", "/api/now/table/incident", &version), None);
        assert_eq!(covered("GET", "/api/now/v1/table/incident", &version), Some(2));
        let resource = [
            ("api_path", "now/table"),
            ("apply_all_resources", "false"),
            ("api_resource", "/incident"),
        ];
        assert_eq!(covered("GET", "/api/now/table/incident", &resource), Some(2));
        assert_eq!(covered("GET", "/api/now/table/problem", &resource), None);
        let all = [("apply_all", "true"), ("apply_all_methods", "false")];
        let all = [all.as_slice(), &[("api_path", "now/table")]].concat();
        assert_eq!(covered("GET", "/api/now/table/incident", &all), Some(1));
    }

    #[test]
    fn a_policy_for_one_table_covers_the_table_api_for_it_alone() {
        let table = |flag| {
            [("api_path", "now/table"), ("apply_all_tables", flag), ("api_tablename", "incident")]
        };
        let closed = table("false");
        assert_eq!(covered("GET", "/api/now/table/incident/1", &closed), Some(2));
        assert_eq!(covered("GET", "/api/now/table/problem", &closed), None);
        assert_eq!(covered("GET", "/api/now/table/problem", &table("true")), Some(1));
        let stats = [("api_path", "now/stats"), ("api_tablename", "")];
        assert_eq!(covered("GET", "/api/now/stats/problem", &stats), Some(1));
    }

    #[test]
    fn a_page_is_no_api() {
        assert_eq!(ApiPath::of(&Request::bare("GET", "/oauth_auth.do")), None);
    }
}
