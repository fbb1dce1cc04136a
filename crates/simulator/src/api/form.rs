//! What a form carries: fields of the body, and those of the query where the body lacks them.

use crate::http::Request;
use url::form_urlencoded;

/// Fields by name; the first of a name counts.
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// The fields of body and query.
    pub(super) fn of(request: &Request) -> Self {
        let Self(mut fields) = Self::of_body(request);
        fields.extend(request.query.iter().cloned());
        Self(fields)
    }

    /// The fields of the body alone.
    pub(super) fn of_body(request: &Request) -> Self {
        let kind = request.header("content-type").unwrap_or_default();
        let is_form = kind.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded");
        let body = if is_form { request.body.as_slice() } else { &[] };
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    /// The same with fields that count where no earlier ones have the name.
    pub(super) fn or(mut self, more: impl IntoIterator<Item = (String, String)>) -> Self {
        self.0.extend(more);
        self
    }

    /// A field's value; empty where there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.given(name).unwrap_or_default()
    }

    /// A field's value, where there is one.
    pub(super) fn given(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A field's value, where there is one and it is not empty.
    pub(super) fn filled(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderMap;

    fn posted(kind: &str, query: &str) -> Request {
        let mut headers = HeaderMap::new();
        headers.insert("content-type", kind.parse().unwrap());
        Request::new("POST", "/", query, headers, b"a=1&b=two+words&a=3".to_vec())
    }

    #[test]
    fn the_body_goes_before_the_query_and_the_first_field_counts() {
        let form = Form::of(&posted("application/x-www-form-urlencoded", "a=9&c=4"));
        assert_eq!((form.get("a"), form.get("b"), form.get("c")), ("1", "two words", "4"));
        assert_eq!(form.filled("d"), None);
        assert_eq!(form.or([("d".to_owned(), "5".to_owned())]).filled("d"), Some("5"));
    }

    #[test]
    fn a_body_that_is_no_form_has_no_fields() {
        assert_eq!(Form::of(&posted("application/json", "")).get("a"), "");
        assert_eq!(Form::of_body(&posted("text/plain", "a=9")).get("a"), "");
    }
}
