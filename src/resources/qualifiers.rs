//! What narrows the records that a reference offers: one of three qualifiers, by a mode (docs/facts.md#reference-qualifiers).

use crate::describe::{Field, Finding, Given, Values, choice, condition, reference};

/// Each mode with the attribute that it reads.
const READ_BY: &[(&str, &str)] = &[
    (SIMPLE, "reference_qualifier_condition"),
    ("dynamic", "dynamic_reference_qualifier"),
    (ADVANCED, ANY_KIND),
];

const SIMPLE: &str = "simple";
const ADVANCED: &str = "advanced";

/// The attribute that lists of records read whatever the mode.
pub(super) const ANY_KIND: &str = "reference_qualifier";

pub(super) const MODE: Field = choice("use_reference_qualifier", &[SIMPLE, "dynamic", ADVANCED])
    .or_others()
    .instance_default()
    .doc(
        "Which attribute narrows what a reference offers: `reference_qualifier_condition` (`simple`, which new ones have), \
         `dynamic_reference_qualifier` (`dynamic`) or `reference_qualifier` (`advanced`). The others count for nothing.",
    );
pub(super) const CONDITION: Field = condition("reference_qualifier_condition")
    .column("reference_qual_condition")
    .doc("The encoded query that narrows it where `use_reference_qualifier` is `simple`.");
pub(super) const DYNAMIC: Field =
    reference("dynamic_reference_qualifier", "sys_filter_option_dynamic")
        .column("dynamic_ref_qual")
        .by(&["label"])
        .doc(
            "The dynamic filter option that narrows it where `use_reference_qualifier` is `dynamic`, by label or sys_id.",
        );

/// A qualifier that the mode does not read narrows nothing (docs/facts.md#reference-qualifiers).
pub(super) fn the_mode_reads_what_is_said(values: &dyn Values) -> Vec<Finding> {
    let mode = match values.text("use_reference_qualifier") {
        Given::Is(mode) => mode,
        Given::Null => SIMPLE,
        Given::Unknown => return Vec::new(),
    };
    let Some((_, read)) = READ_BY.iter().find(|(known, _)| *known == mode) else {
        return Vec::new();
    };
    let says = |(other, unread): &(&str, &'static str)| {
        unread_one(
            values,
            unread,
            format!(
                "use_reference_qualifier is \"{mode}\", so that {read} counts and {unread} narrows nothing. Set \
                 use_reference_qualifier = \"{other}\", or leave {unread} out."
            ),
        )
    };
    READ_BY.iter().filter(|(other, _)| *other != mode).filter_map(says).collect()
}

/// Lists of records read one attribute, whatever the mode (docs/facts.md#reference-qualifiers).
pub(super) fn a_list_reads_what_is_said(values: &dyn Values) -> Vec<Finding> {
    let others = READ_BY.iter().filter(|(_, attribute)| *attribute != ANY_KIND);
    let says = |(_, unread): &(&str, &'static str)| {
        unread_one(
            values,
            unread,
            format!(
                "Only reference and requested_for read {unread}, so that it narrows nothing here. Say the same in {ANY_KIND}."
            ),
        )
    };
    others.filter_map(says).collect()
}

/// A warning where the attribute says something.
fn unread_one(values: &dyn Values, attribute: &'static str, detail: String) -> Option<Finding> {
    let says = matches!(values.text(attribute), Given::Is(text) if !text.is_empty());
    says.then(|| Finding::warning(attribute, "A qualifier that narrows nothing", detail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    fn attributes(found: &[Finding]) -> Vec<&'static str> {
        assert!(found.iter().all(|finding| finding.warning));
        found.iter().map(|finding| finding.attribute).collect()
    }

    #[test]
    fn each_mode_reads_its_own_qualifier() {
        let all = READ_BY.iter().map(|(_, attribute)| (*attribute, "active=true"));
        for (mode, read) in READ_BY {
            let pairs: Vec<_> = all.clone().chain([("use_reference_qualifier", *mode)]).collect();
            let found = the_mode_reads_what_is_said(&sample(&pairs));
            assert_eq!(found.len(), 2, "{mode}");
            assert!(!attributes(&found).contains(read), "{mode}");
        }
    }

    #[test]
    fn without_a_mode_it_is_the_simple_one() {
        let said = |pairs: &[(&str, &str)]| the_mode_reads_what_is_said(&sample(pairs));
        let found = said(&[(ANY_KIND, "active=true")]);
        assert_eq!(attributes(&found), [ANY_KIND]);
        assert!(found[0].detail.contains("use_reference_qualifier = \"advanced\""));
        for mode in ["?", "other"] {
            let open = [(ANY_KIND, "active=true"), ("use_reference_qualifier", mode)];
            assert!(said(&open).is_empty(), "{mode}");
        }
        assert!(said(&[("reference_qualifier_condition", "active=true")]).is_empty());
        assert!(said(&[(ANY_KIND, "")]).is_empty() && said(&[(ANY_KIND, "?")]).is_empty());
    }

    #[test]
    fn a_list_reads_one_qualifier_alone() {
        let both = [(ANY_KIND, "active=true"), ("reference_qualifier_condition", "active=true")];
        let found = a_list_reads_what_is_said(&sample(&both));
        assert_eq!(attributes(&found), ["reference_qualifier_condition"]);
    }
}
