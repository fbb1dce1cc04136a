//! Diagnostics and attribute paths on the wire.

use crate::proto::tfplugin6 as proto;
use crate::proto::tfplugin6::attribute_path::step::Selector;
use crate::{AttributePath, Diagnostic, Diagnostics, Severity, Step};

/// All diagnostics of an answer.
pub(crate) fn diagnostics(list: Diagnostics) -> Vec<proto::Diagnostic> {
    list.into_iter().map(diagnostic).collect()
}

fn diagnostic(from: Diagnostic) -> proto::Diagnostic {
    let severity = match from.severity {
        Severity::Error => proto::diagnostic::Severity::Error,
        Severity::Warning => proto::diagnostic::Severity::Warning,
    };
    proto::Diagnostic {
        severity: severity.into(),
        summary: shown(&from.summary),
        detail: shown(&from.detail),
        attribute: from.path.filter(|path| !path.0.is_empty()).map(path),
    }
}

/// The text with the characters that a terminal obeys written as escapes: control characters but for the line break, which
/// sentences have, and those that turn the direction of what follows or cannot be seen. Words of others may stand in any text.
pub(crate) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_obeyed(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    shown
}

fn is_obeyed(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

/// A path.
pub(crate) fn path(from: AttributePath) -> proto::AttributePath {
    proto::AttributePath { steps: from.0.into_iter().map(step).collect() }
}

fn step(from: Step) -> proto::attribute_path::Step {
    let selector = match from {
        Step::Attribute(name) => Selector::AttributeName(name),
        Step::Key(key) => Selector::ElementKeyString(key),
        Step::Index(index) => Selector::ElementKeyInt(index),
    };
    proto::attribute_path::Step { selector: Some(selector) }
}

/// The way back, for the side that plays Terraform.
#[cfg(feature = "testing")]
pub(crate) fn diagnostics_back(list: Vec<proto::Diagnostic>) -> Diagnostics {
    let back = |from: proto::Diagnostic| Diagnostic {
        severity: if from.severity() == proto::diagnostic::Severity::Warning {
            Severity::Warning
        } else {
            Severity::Error
        },
        summary: from.summary,
        detail: from.detail,
        path: from.attribute.map(path_back),
    };
    list.into_iter().map(back).collect()
}

/// The way back, for the side that plays Terraform.
#[cfg(feature = "testing")]
pub(crate) fn path_back(from: proto::AttributePath) -> AttributePath {
    let steps =
        from.steps.into_iter().filter_map(|step| step.selector).map(|selector| match selector {
            Selector::AttributeName(name) => Step::Attribute(name),
            Selector::ElementKeyString(key) => Step::Key(key),
            Selector::ElementKeyInt(index) => Step::Index(index),
        });
    AttributePath(steps.collect())
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;

    #[test]
    fn diagnostics_survive_the_wire() {
        let path =
            AttributePath::attribute("list").then(Step::Index(2)).then(Step::Key("k".into()));
        let sent = vec![
            Diagnostic::error("Cannot create", "Because.").at(path),
            Diagnostic::warning("Beware", "Of it."),
        ];
        assert_eq!(diagnostics_back(diagnostics(sent.clone())), sent);
    }

    #[test]
    fn an_empty_path_is_no_path() {
        let sent = vec![Diagnostic::error("Cannot", "do").at(AttributePath::default())];
        assert_eq!(diagnostics(sent)[0].attribute, None);
    }
}
