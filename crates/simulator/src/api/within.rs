//! A request inside a request: an item of a batch, or an older interface that is the Table API in
//! other words. It is carried out as the same caller.

use super::{
    Call, answer_route,
    routes::{self, Door},
};
use crate::{
    http::{Answer, LONGEST_ADDRESS, Request},
    refusal::Refusal,
};
use url::form_urlencoded;

impl Call<'_> {
    /// The answer to `request`, which must go to an endpoint that wants a signed-in user.
    pub(super) fn within(&self, request: &Request) -> Result<Answer, Refusal> {
        let query = request.query.iter().flat_map(|(name, value)| [name.len(), value.len()]);
        if query.fold(request.path.len(), usize::saturating_add) > LONGEST_ADDRESS {
            return Err(too_long());
        }
        let (route, captures, version) = routes::find(request)?;
        if route.door != Door::Authenticated {
            return Err(Refusal::NoSuchResource(request.path.clone()));
        }
        let (instance, caller) = (self.instance, self.caller.clone().with(request));
        answer_route(route, &Call { instance, request, caller, captures, version })
    }

    /// The answer of the Table API to `method` on `path`, which begins at the table's name.
    pub(super) fn table_api(
        &self,
        method: &str,
        path: &str,
        query: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Result<Answer, Refusal> {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
        let mut headers = http::HeaderMap::new();
        headers.insert("content-type", http::HeaderValue::from_static("application/json"));
        let path = format!("/api/now/table/{path}");
        self.within(&Request::new(method, &path, &query, headers, body))
    }
}

fn too_long() -> Refusal {
    let (message, detail) = ("Request-URI Too Long".to_owned(), String::new());
    Refusal::Custom { status: 414, message, detail }
}
