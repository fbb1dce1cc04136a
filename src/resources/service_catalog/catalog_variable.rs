//! `servicenow_catalog_variable`: a question that is asked when an item is ordered (docs/facts.md#catalog-variables).

use super::shared::{LAYOUTS, VARIABLE_SET, catalog_item, it_belongs_to_one};
use crate::describe::{
    Code, Field, Finding, Given, Resource, Values, children, choice, codes, flag, number_of,
    reference, text, text_list, whole,
};
use crate::resources::qualifiers;

pub(crate) static RESOURCE: Resource = Resource::table("catalog_variable", "item_option_new")
    .doc("A variable: a question that an item of a catalog, or each item with a set of variables, asks when it is ordered.")
    .scope("sys_scope")
    .natural_keys(&[&["catalog_item", "name"], &["variable_set", "name"]])
    .import_keys(&["name"])
    .checks(&[
        it_belongs_to_one,
        what_is_mandatory_can_be_answered,
        what_goes_to_a_field_names_it,
        its_kind_reads_what_narrows_it,
        its_kind_has_something_to_show,
    ])
    .fields(FIELDS);

/// What a variable is, by the number that the instance stores (docs/facts.md#variable-types).
const TYPES: &[Code] = &[
    ("yes_no", "1"),
    ("multi_line_text", "2"),
    ("multiple_choice", "3"),
    ("numeric_scale", "4"),
    ("select_box", "5"),
    ("single_line_text", "6"),
    ("checkbox", "7"),
    ("reference", "8"),
    ("date", "9"),
    ("date_time", "10"),
    ("label", "11"),
    ("break", "12"),
    ("custom", "14"),
    ("ui_page", "15"),
    ("wide_single_line_text", "16"),
    ("custom_with_label", "17"),
    ("lookup_select_box", "18"),
    ("container_start", "19"),
    ("container_end", "20"),
    ("list_collector", "21"),
    ("lookup_multiple_choice", "22"),
    ("html", "23"),
    ("container_split", "24"),
    ("masked", "25"),
    ("email", "26"),
    ("url", "27"),
    ("ip_address", "28"),
    ("duration", "29"),
    ("requested_for", "31"),
    ("rich_text_label", "32"),
    ("attachment", "33"),
];

const VISIBILITIES: &[Code] = &[("always", "1"), ("bundle", "2"), ("standalone", "3")];

const FIELDS: &[Field] = &[
    text("name").required().doc(
        "The name by which scripts know it, such as `size` for `current.variables.size`: one of a kind within the item and the \
         sets that it has.",
    ),
    codes("type", TYPES).required().doc("What kind of question it is, or what it puts between questions."),
    text("question").column("question_text").doc("What people are asked."),
    catalog_item("cat_item"),
    VARIABLE_SET,
    whole("order")
        .or_negative()
        .instance_default()
        .doc("Its place among the questions: lower numbers come first."),
    flag("active").instance_default().doc("Whether it is asked."),
    flag("mandatory").instance_default().doc("Whether it must be answered."),
    flag("read_only").instance_default().doc("Whether its answer is shown and cannot be changed."),
    flag("hidden").instance_default().doc("Whether it is there and not shown."),
    text("default_value").doc("The answer it begins with: a text, or a script after `javascript:`."),
    text("default_html")
        .column("default_html_value")
        .doc("The answer that a question of the kind `html` begins with, in HTML."),
    text("tooltip").doc("What is shown while a pointer rests on it."),
    text("example_text").doc("What stands in the empty field, as an example."),
    flag("show_help").instance_default().doc("Whether it has a help text that can be opened."),
    text("help_tag").instance_default().doc(
        "What the link to the help text is called; a new variable has `More information`.",
    ),
    text("help_text").doc("The help text."),
    text("instructions").doc("Help with pictures and links, in HTML."),
    text("description").doc("What it is for. People who order do not see it."),
    text("attributes").column("attributes").doc(
        "Further settings of its kind, each `name=value`, with commas between them.",
    ),
    text("reference").doc("The table whose records a question of the kind `reference` offers."),
    qualifiers::MODE,
    qualifiers::CONDITION,
    qualifiers::DYNAMIC,
    text(qualifiers::ANY_KIND).column("reference_qual").doc(
        "The encoded query, or script after `javascript:`, that narrows it where `use_reference_qualifier` is `advanced`. The \
         kinds `list_collector`, `lookup_select_box` and `lookup_multiple_choice` read it whatever `use_reference_qualifier` is.",
    ),
    text("list_table").doc("The table whose records a `list_collector` offers."),
    choice("lookup_source", &["choices"]).or_others().doc(
        "Where the lookups find their choices: `choices` for those of the column `choice_field` of `choice_table`; left out, in the \
         records of `lookup_table`.",
    ),
    text("lookup_table").doc("The table in whose records the lookups find their choices."),
    text("lookup_value").doc("The column whose value a lookup takes as the answer."),
    text("lookup_label").doc("The columns that a lookup shows, with commas between them."),
    flag("lookup_unique")
        .instance_default()
        .doc("Whether a lookup shows a value once that several records have."),
    text("choice_table").doc(
        "The table whose column a `select_box`, or a lookup with `lookup_source`, takes its choices from.",
    ),
    text("choice_field").doc("That column."),
    choice("choice_direction", &["down", "across"])
        .or_others()
        .instance_default()
        .doc("How a `multiple_choice` is laid out: one below the other (`down`) or side by side (`across`)."),
    flag("include_none").instance_default().doc("Whether the choices begin with none."),
    flag("do_not_select_first")
        .instance_default()
        .doc("Whether a `multiple_choice` begins without an answer, and not with its first choice."),
    whole("scale_min").instance_default().doc("The lowest number of a `numeric_scale`."),
    whole("scale_max").instance_default().doc("The highest number of a `numeric_scale`."),
    choice("layout", LAYOUTS)
        .or_others()
        .instance_default()
        .doc("How a container lays out what it holds: one column, or two columns filled across or down."),
    flag("display_title").instance_default().doc("Whether a container shows its question as a title."),
    reference("macro", "sys_ui_macro")
        .by(&["name"])
        .doc("The UI macro that the kinds `custom` and `custom_with_label` show, by name or sys_id."),
    reference("summary_macro", "sys_ui_macro")
        .by(&["name"])
        .doc("The UI macro that these kinds show in the summary of an order, by name or sys_id."),
    reference("widget", "sp_widget")
        .column("sp_widget")
        .by(&["id", "name"])
        .doc("The widget that these kinds show in the Service Portal, by identifier, name or sys_id."),
    reference("ui_page", "sys_ui_page")
        .by(&["name"])
        .doc("The UI page that the kind `ui_page` shows, by name or sys_id."),
    text("rich_text").doc("What a `rich_text_label` shows, in HTML."),
    flag("map_to_field")
        .instance_default()
        .doc("Whether the answer goes to a column of the record that a record producer makes."),
    text("field").doc("That column. `map_to_field` puts it to use."),
    codes("visibility", VISIBILITIES)
        .instance_default()
        .doc("Whether it is asked in bundles and elsewhere, in bundles alone, or elsewhere alone."),
    flag("visible_standalone").instance_default().doc("Whether it is asked where the item stands alone."),
    flag("visible_bundle").instance_default().doc("Whether it is asked where the item is part of a bundle."),
    flag("visible_guide").instance_default().doc("Whether it is asked where the item is part of an order guide."),
    flag("visible_summary").instance_default().doc("Whether the summary of an order shows it."),
    flag("mask_use_encryption").instance_default().doc("Whether the answer to a `masked` question is stored encrypted."),
    flag("mask_use_confirmation").instance_default().doc("Whether a `masked` answer is asked for twice."),
    text_list("read_roles").doc("Names of roles of which a user needs one to see the answer."),
    text_list("write_roles").doc("Names of roles of which a user needs one to change the answer."),
    text_list("create_roles").doc("Names of roles of which a user needs one to answer."),
    children("choices", "question_choice")
        .owned_by("question")
        .fields(CHOICE)
        .named_by("value")
        .in_order("order")
        .doc(
            "The answers that the kinds `select_box` and `multiple_choice` offer, in this order. Orders keep the `value` of an \
             answer, so one that is offered no longer is better made `inactive` than left out, which deletes it. Do not use it beside \
             `servicenow_question_choice` for the same variable.",
        ),
];

/// An answer to choose (docs/facts.md#question-choices).
const CHOICE: &[Field] = &[
    text("value").required().doc("What is stored as the answer."),
    text("text").required().doc("What people see."),
    flag("inactive").instance_default().doc("Whether it is offered no longer."),
];

/// Nobody could answer (docs/facts.md#catalog-variables). A default may, so it is a warning.
fn what_is_mandatory_can_be_answered(values: &dyn Values) -> Vec<Finding> {
    let is_on = |name: &str| values.flag(name) == Given::Is(true);
    let kept_from = ["read_only", "hidden"].into_iter().find(|name| is_on(name));
    let Some(name) = kept_from.filter(|_| is_on("mandatory")) else { return Vec::new() };
    vec![Finding::warning(
        name,
        "Must be answered, and cannot be",
        format!(
            "mandatory and {name} are both true, so nobody can order unless default_value or a script answers. Set one of them to \
             false."
        ),
    )]
}

/// The answer would go nowhere (docs/facts.md#catalog-variables).
fn what_goes_to_a_field_names_it(values: &dyn Values) -> Vec<Finding> {
    let goes = values.flag("map_to_field") == Given::Is(true);
    let names_none = matches!(values.text("field"), Given::Null | Given::Is(""));
    if !goes || !names_none {
        return Vec::new();
    }
    vec![Finding::error(
        "map_to_field",
        "The answer goes to no column",
        "map_to_field is true and field names no column. Set field, such as \"short_description\".",
    )]
}

/// Kinds that offer records without being references.
const LISTS: &[&str] = &["list_collector", "lookup_select_box", "lookup_multiple_choice"];

/// References go by the mode, lists do not (docs/facts.md#reference-qualifiers).
fn its_kind_reads_what_narrows_it(values: &dyn Values) -> Vec<Finding> {
    let Given::Is(kind) = values.text("type") else { return Vec::new() };
    if is_one_of(kind, &["reference", "requested_for"]) {
        qualifiers::the_mode_reads_what_is_said(values)
    } else if is_one_of(kind, LISTS) {
        qualifiers::a_list_reads_what_is_said(values)
    } else {
        Vec::new()
    }
}

/// Kinds that show something of its own, with the attributes that say what (docs/facts.md#catalog-variables).
const SHOWING: &[(&[&str], &[&str])] =
    &[(&["custom", "custom_with_label"], &["macro", "widget"]), (&["ui_page"], &["ui_page"])];

/// There would be nothing to see. What this provider has no attribute for may be there, so it is a warning.
fn its_kind_has_something_to_show(values: &dyn Values) -> Vec<Finding> {
    let Given::Is(kind) = values.text("type") else { return Vec::new() };
    let Some((_, shown)) = SHOWING.iter().find(|(kinds, _)| is_one_of(kind, kinds)) else {
        return Vec::new();
    };
    let is_open = |name: &&str| matches!(values.text(name), Given::Null | Given::Is(""));
    if !shown.iter().all(is_open) {
        return Vec::new();
    }
    let detail =
        format!("Nothing says what a variable of this kind shows. Set {}.", shown.join(" or "));
    vec![Finding::warning("type", "A variable that shows nothing", detail)]
}

/// Whether the kind is one of these, by word or by number.
fn is_one_of(kind: &str, kinds: &[&str]) -> bool {
    kinds.iter().any(|known| number_of(TYPES, known) == number_of(TYPES, kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn references_go_by_the_mode_and_lists_do_not() {
        let said = |kind, attribute| {
            its_kind_reads_what_narrows_it(&sample(&[("type", kind), (attribute, "active=true")]))
        };
        let condition = "reference_qualifier_condition";
        for kind in ["reference", "8", "requested_for"] {
            assert_eq!(said(kind, qualifiers::ANY_KIND).len(), 1, "{kind}");
            assert!(said(kind, condition).is_empty(), "{kind}");
        }
        for kind in ["list_collector", "21", "lookup_select_box"] {
            assert!(said(kind, qualifiers::ANY_KIND).is_empty(), "{kind}");
            assert_eq!(said(kind, condition)[0].attribute, condition, "{kind}");
        }
        assert!(said("?", condition).is_empty() && said("date", condition).is_empty());
    }

    #[test]
    fn what_shows_something_names_it() {
        let said = |pairs: &[(&str, &str)]| its_kind_has_something_to_show(&sample(pairs));
        for (kind, names) in
            [("custom", "macro or widget"), ("17", "macro"), ("ui_page", "ui_page")]
        {
            let found = said(&[("type", kind)]);
            assert!(found[0].warning && found[0].detail.contains(names), "{kind}");
        }
        assert!(said(&[("type", "custom"), ("widget", "acme-map")]).is_empty());
        assert!(said(&[("type", "15"), ("ui_page", "?")]).is_empty());
        assert!(said(&[("type", "?")]).is_empty() && said(&[("type", "date")]).is_empty());
    }

    #[test]
    fn what_must_be_answered_can_be() {
        for name in ["read_only", "hidden"] {
            let values = sample(&[("mandatory", "true"), (name, "true")]);
            let found = what_is_mandatory_can_be_answered(&values);
            assert!(found[0].warning && found[0].attribute == name, "{name}");
            let open = sample(&[("mandatory", "true"), (name, "?")]);
            assert!(what_is_mandatory_can_be_answered(&open).is_empty(), "{name}");
        }
        assert!(what_is_mandatory_can_be_answered(&sample(&[("hidden", "true")])).is_empty());
    }

    #[test]
    fn an_answer_that_goes_to_a_column_names_it() {
        let said = |field: &[(&'static str, &'static str)]| {
            let pairs = [&[("map_to_field", "true")], field].concat();
            what_goes_to_a_field_names_it(&sample(&pairs)).len()
        };
        assert_eq!((said(&[]), said(&[("field", "")])), (1, 1));
        assert_eq!((said(&[("field", "priority")]), said(&[("field", "?")])), (0, 0));
        assert!(what_goes_to_a_field_names_it(&sample(&[])).is_empty());
    }
}
