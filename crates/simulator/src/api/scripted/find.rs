//! Which resource of which API a request is for.

use crate::{http::Request, refusal::Refusal, store::Record, world::Work};
use serde_json::{Map, Value};

/// A resource, its API, and what stands in the address for its parts in braces.
pub(super) struct Found {
    pub(super) api: Record,
    pub(super) resource: Record,
    pub(super) path_parameters: Map<String, Value>,
}

impl Found {
    /// Whether the resource demands that.
    pub(super) fn demands(&self, flag: &str) -> bool {
        self.resource.value(flag) == "true"
    }
}

/// The resource. A path that no resource has is told apart from a method that none of this path has.
pub(super) fn find(work: &Work<'_>, request: &Request) -> Result<Found, Refusal> {
    let nowhere = || Refusal::NoSuchResource(request.path.clone());
    let segments = request.segments();
    let [_, namespace, rest @ ..] = segments.as_slice() else { return Err(nowhere()) };
    let (version, rest) = match rest {
        [first, second, more @ ..] if is_version(first) => {
            (Some(first.as_str()), [std::slice::from_ref(second), more].concat())
        }
        rest => (None, rest.to_vec()),
    };
    let Some((id, path)) = rest.split_first() else { return Err(nowhere()) };
    let named =
        [("namespace", namespace.as_str()), ("service_id", id.as_str()), ("active", "true")];
    let api = work.find("sys_ws_definition", &named)?.pop().ok_or_else(nowhere)?;
    let version = version_of(work, &api, version)?.ok_or_else(nowhere)?;
    let of_api = [
        ("web_service_definition", api.value("sys_id")),
        ("web_service_version", version.as_str()),
        ("active", "true"),
    ];
    let resources = work.find("sys_ws_operation", &of_api)?;
    let fitting = resources
        .into_iter()
        .filter_map(|resource| Some((captures(resource.value("relative_path"), path)?, resource)));
    let mut fitting: Vec<(Map<String, Value>, Record)> = fitting.collect();
    if fitting.is_empty() {
        return Err(nowhere());
    }
    let method = if request.method == "HEAD" { "GET" } else { request.method.as_str() };
    fitting.retain(|(_, resource)| resource.value("http_method").eq_ignore_ascii_case(method));
    // What is written out stands above what is in braces [I].
    let closest = fitting.into_iter().min_by_key(|(captures, _)| captures.len());
    let (path_parameters, resource) =
        closest.ok_or_else(|| Refusal::Method { method: request.method.clone() })?;
    Ok(Found { api, resource, path_parameters })
}

fn is_version(segment: &str) -> bool {
    segment.strip_prefix('v').is_some_and(|number| number.parse::<u16>().is_ok())
}

/// The sys_id of the version that answers, empty where the API has none; nothing where it has no such version.
fn version_of(
    work: &Work<'_>,
    api: &Record,
    named: Option<&str>,
) -> Result<Option<String>, Refusal> {
    let of_api = [("web_service_definition", api.value("sys_id"))];
    let all = work.find("sys_ws_version", &of_api)?;
    let has_versions = !all.is_empty();
    let mut active = all;
    active.retain(|version| version.value("active") == "true");
    let id = |version: &Record| version.value("sys_id").to_owned();
    Ok(match named {
        Some(named) => active.iter().find(|version| version.value("version_id") == named).map(id),
        None if !has_versions => Some(String::new()),
        None => {
            let marked = active.iter().find(|version| version.value("is_default") == "true");
            let number = |version: &&Record| version.value("version").parse().unwrap_or(0_i64);
            marked.or_else(|| active.iter().max_by_key(number)).map(id)
        }
    })
}

/// What the parts in braces stand for, where the path fits.
fn captures(relative: &str, path: &[String]) -> Option<Map<String, Value>> {
    let wanted: Vec<&str> = relative.split('/').filter(|part| !part.is_empty()).collect();
    if wanted.len() != path.len() {
        return None;
    }
    let mut captures = Map::new();
    for (part, segment) in wanted.into_iter().zip(path) {
        match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            Some(name) => {
                captures.insert(name.to_owned(), Value::String(segment.clone()));
            }
            None if part == segment => {}
            None => return None,
        }
    }
    Some(captures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_fits_part_by_part() {
        let fits = |relative, path: &[&str]| {
            let path: Vec<String> = path.iter().map(|part| (*part).to_owned()).collect();
            captures(relative, &path).map(|found| Value::Object(found).to_string())
        };
        assert_eq!(fits("/", &[]).as_deref(), Some("{}"));
        assert_eq!(fits("/a/{b}", &["a", "1"]).as_deref(), Some("{\"b\":\"1\"}"));
        assert_eq!(fits("/a/{b}", &["c", "1"]), None);
        assert_eq!(fits("/a", &["a", "b"]), None);
    }

    #[test]
    fn a_version_is_a_v_and_a_number() {
        assert!(is_version("v1") && is_version("v12"));
        assert!(!is_version("vault") && !is_version("v") && !is_version("1"));
    }
}
