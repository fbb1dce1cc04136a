//! Pages, widgets of the Service Portal with what they load, and style sheets.

pub(super) mod content_css;
pub(super) mod css_include;
pub(super) mod css_include_relation;
pub(super) mod js_include;
pub(super) mod js_include_relation;
pub(super) mod ui_macro;
pub(super) mod ui_page;
pub(super) mod widget;
pub(super) mod widget_dependency;
pub(super) mod widget_dependency_relation;

use crate::describe::{Finding, Given, Values};

/// What an include leads nowhere for: its source says whether the address counts or `own`, the attribute that names a record of
/// the instance, and a new include is `local` (docs/facts.md#css-include).
fn what_its_source_lacks(values: &dyn Values, own: &'static str) -> Vec<Finding> {
    let url = values.text("url");
    let (attribute, detail) = match values.text("source") {
        Given::Is("url") if url.is_null() => {
            ("url", "The source is \"url\", and there is no address. Set url.".to_owned())
        }
        Given::Is("local") if values.text(own).is_null() => {
            (own, format!("The source is \"local\", and no record is named. Set {own}."))
        }
        Given::Null if url.is_set() => (
            "source",
            "A new include is of the source \"local\", which takes no notice of url. Set source = \"url\"."
                .to_owned(),
        ),
        _ => return Vec::new(),
    };
    vec![Finding::warning(attribute, "The include leads nowhere", detail)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn an_include_has_what_its_source_says() {
        let wrong = |given: &[(&'static str, &'static str)]| {
            let found = what_its_source_lacks(&sample(given), "own");
            found.first().map(|one| (one.attribute, one.warning))
        };
        assert_eq!(wrong(&[("source", "url")]), Some(("url", true)));
        assert_eq!(wrong(&[("source", "local")]), Some(("own", true)));
        assert_eq!(wrong(&[("url", "https://a.example/x.css")]), Some(("source", true)));
        for right in [
            vec![],
            vec![("source", "url"), ("url", "?")],
            vec![("source", "local"), ("own", "x")],
            vec![("source", "?"), ("url", "https://a.example/x.css")],
        ] {
            assert_eq!(wrong(&right), None, "{right:?}");
        }
    }
}
