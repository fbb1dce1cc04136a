//! What belongs to an item of a catalog, or to a set of variables that items share (docs/facts.md#catalog-variables).

use crate::describe::{
    Field, Finding, Given, Values, choice, flag, looks_like_sys_id, reference, shown,
};

/// How the variables of a set or a container are laid out.
pub(crate) const LAYOUTS: &[&str] = &["normal", "2across", "2down"];

/// The item, in the column of this name.
pub(crate) const fn catalog_item(column: &'static str) -> Field {
    reference("catalog_item", "sc_cat_item")
        .column(column)
        .by(&["name"])
        .within("sys_scope.scope")
        .doc(
            "The item or record producer that it belongs to, by name, `<application scope>/<name>` or sys_id. Set it or \
             `variable_set`.",
        )
}

pub(crate) const VARIABLE_SET: Field = reference("variable_set", "item_option_new_set")
    .by(&["internal_name"])
    .within("sys_scope.scope")
    .doc(
        "The set of variables that it belongs to, by internal name, `<application scope>/<internal name>` or sys_id: it then counts \
         wherever the set is used.",
    );
pub(crate) const APPLIES_TO: Field = choice("applies_to", &["item", "set"])
    .instance_default()
    .doc("Whether it is about one item (`item`) or a set of variables (`set`). Left out of a new one: `item`.");
pub(crate) const APPLIES_ON_CATALOG_ITEM_VIEW: Field = flag("applies_on_catalog_item_view")
    .column("applies_catalog")
    .instance_default()
    .doc("Whether it counts while the item is being ordered.");
pub(crate) const APPLIES_ON_REQUESTED_ITEMS: Field = flag("applies_on_requested_items")
    .column("applies_req_item")
    .instance_default()
    .doc("Whether it counts on the form of the requested item.");
pub(crate) const APPLIES_ON_CATALOG_TASKS: Field = flag("applies_on_catalog_tasks")
    .column("applies_sc_task")
    .instance_default()
    .doc("Whether it counts on the forms of catalog tasks.");
pub(crate) const APPLIES_ON_TARGET_RECORD: Field = flag("applies_on_target_record")
    .column("applies_target_record")
    .instance_default()
    .doc("Whether it counts on the form of the record that a record producer made.");

/// What stands before the sys_id of a variable (docs/facts.md#variable-names).
const MARK: &str = "IO:";

/// An item or a set, not both (docs/facts.md#catalog-variables).
pub(crate) fn it_belongs_to_one(values: &dyn Values) -> Vec<Finding> {
    let names = |name: &str| matches!(values.text(name), Given::Is(text) if !text.is_empty());
    if !names("catalog_item") || !names("variable_set") {
        return Vec::new();
    }
    vec![Finding::error(
        "variable_set",
        "It belongs to two",
        "Both catalog_item and variable_set are set. Keep catalog_item, or variable_set for what all items with the set share.",
    )]
}

/// Only what applies to sets looks at the set that it names (docs/facts.md#catalog-scripts).
pub(crate) fn it_applies_to_what_it_names(values: &dyn Values) -> Vec<Finding> {
    let names = |name: &str| matches!(values.text(name), Given::Is(text) if !text.is_empty());
    let applies_to = match values.text("applies_to") {
        Given::Is(word) => word,
        Given::Null => "item",
        Given::Unknown => return Vec::new(),
    };
    match applies_to {
        "set" if names("catalog_item") => vec![Finding::error(
            "catalog_item",
            "The item is passed by",
            "applies_to is \"set\", so catalog_item counts for nothing. Set variable_set instead, or applies_to = \"item\".",
        )],
        "item" if names("variable_set") => vec![Finding::error(
            "variable_set",
            "The set is passed by",
            "Without applies_to = \"set\", variable_set counts for nothing. Set applies_to = \"set\", or catalog_item instead.",
        )],
        _ => Vec::new(),
    }
}

/// A variable is named by its sys_id with `IO:` before it; the instance stores anything else and then finds no variable.
pub(crate) fn the_variable_is_marked(values: &dyn Values) -> Vec<Finding> {
    let Given::Is(variable) = values.text("variable") else { return Vec::new() };
    let is_marked = variable.strip_prefix(MARK).is_some_and(looks_like_sys_id);
    if variable.is_empty() || is_marked {
        return Vec::new();
    }
    vec![Finding::error(
        "variable",
        "Not the name of a variable",
        format!(
            "variable is {}. Write IO: and the sys_id of the variable, such as \
             \"IO:${{servicenow_catalog_variable.size.id}}\".",
            shown(variable)
        ),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn one_thing_belongs_to_one_other() {
        let both = sample(&[("catalog_item", "a"), ("variable_set", "b")]);
        assert_eq!(it_belongs_to_one(&both)[0].attribute, "variable_set");
        for other in ["?", ""] {
            let one = sample(&[("catalog_item", "a"), ("variable_set", other)]);
            assert!(it_belongs_to_one(&one).is_empty(), "{other}");
        }
    }

    #[test]
    fn what_it_names_is_what_it_applies_to() {
        let said = |pairs: &[(&str, &str)]| {
            let found = it_applies_to_what_it_names(&sample(pairs));
            found.first().map(|finding| finding.attribute)
        };
        assert_eq!(said(&[("variable_set", "a")]), Some("variable_set"));
        assert_eq!(said(&[("applies_to", "item"), ("variable_set", "a")]), Some("variable_set"));
        assert_eq!(said(&[("applies_to", "set"), ("catalog_item", "a")]), Some("catalog_item"));
        assert_eq!(said(&[("applies_to", "set"), ("variable_set", "a")]), None);
        assert_eq!(said(&[("applies_to", "?"), ("variable_set", "a")]), None);
        assert_eq!(said(&[("catalog_item", "a")]), None);
    }

    #[test]
    fn a_variable_is_named_with_its_mark() {
        let said = |variable| the_variable_is_marked(&sample(&[("variable", variable)]));
        let sys_id = "0123456789abcdef0123456789abcdef";
        let of_a_record = format!("IO:{sys_id}");
        for right in [of_a_record.as_str(), "?", ""] {
            assert!(said(right).is_empty(), "{right}");
        }
        for wrong in [sys_id, "size", "IO:size"] {
            assert!(said(wrong)[0].detail.contains("IO:$"), "{wrong}");
        }
    }
}
