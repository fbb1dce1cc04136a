//! What the resources write and read exists on the instance, with types that fit.

use terraform_provider_servicenow::describe::{
    Children, Field, FieldType, Lifecycle, Links, Mode, Resource, Target,
};
use terraform_provider_servicenow::{data_sources, resources};

use crate::dictionary::{Column, Dictionary};

/// Each table a resource writes, with the fields its records have there.
fn tables(resource: &'static Resource) -> Vec<(&'static str, Vec<&'static Field>)> {
    if resource.variants.is_empty() {
        return vec![(resource.table, resource.fields.iter().collect())];
    }
    let of = |name: &str| resource.fields.iter().filter(|field| field.belongs_to(name)).collect();
    resource.variants.iter().map(|variant| (variant.table, of(variant.name))).collect()
}

/// The law over one field of one table: everything that is wrong with it.
struct Wrong<'a> {
    dictionary: &'a Dictionary,
    table: &'a str,
    field: &'a Field,
    found: Vec<String>,
}

impl Wrong<'_> {
    fn say(&mut self, what: impl std::fmt::Display) {
        self.found.push(format!("{} ({}): {what}", self.field.name, self.table));
    }

    fn check(&mut self) {
        if let Some(name) = self.field.column {
            match self.dictionary.column(self.table, name) {
                Some(column) => self.column(&column),
                None => self.say(format!("there is no column {name}")),
            }
        }
        match &self.field.holds {
            FieldType::Reference(target) | FieldType::References(target) => self.keys(target),
            FieldType::Links(links) => self.links(links),
            FieldType::Children(children) => self.children(children),
            FieldType::Derived(columns, _) => self.walked(columns),
            FieldType::Object(parts) => {
                self.walked(&parts.iter().map(|(_, column)| *column).collect::<Vec<_>>());
            }
            _ => {}
        }
    }

    fn column(&mut self, column: &Column<'_>) {
        if self.field.on_some_instances == column.is_established() {
            let other = if column.is_established() { "every" } else { "not every" };
            self.say(format!(
                "{other} simulated instance has the column, and the field says otherwise"
            ));
        }
        if self.field.is_configurable() && self.field.mode_writes() && !column.is_writable() {
            self.say("the instance computes the column, and the configuration may set it");
        }
        let fitting: &[&str] = match self.field.holds {
            FieldType::Flag if column.is_active_or_inactive() => &["string"],
            FieldType::Flag => &["boolean"],
            FieldType::Whole => &["integer"],
            FieldType::Codes(_) => &["integer", "string"],
            FieldType::Secret(_) if self.field.in_clear => &["string"],
            FieldType::Secret(_) => &["password2", "password"],
            FieldType::Reference(_) => &["reference", "domain_id"],
            FieldType::References(_) => &["glide_list"],
            _ => &[
                "string",
                "translated_text",
                "url",
                "script",
                "conditions",
                "json",
                "GUID",
                "glide_date_time",
                "glide_time",
                "glide_duration",
                "user_roles",
            ],
        };
        if !fitting.contains(&column.kind()) {
            self.say(format!(
                "its column is of type {}, which is none of {fitting:?}",
                column.kind()
            ));
        }
        if let FieldType::Codes(codes) = self.field.holds {
            let known = column.choices();
            let unknown = codes.iter().filter(|(_, number)| !known.contains(number));
            let unknown: Vec<&str> = unknown.map(|(word, _)| *word).collect();
            if !unknown.is_empty() {
                self.say(format!(
                    "{unknown:?} stand for numbers that are no choices of its column"
                ));
            }
        }
        if let FieldType::Reference(target) | FieldType::References(target) = &self.field.holds {
            // Without domain separation the instance says that a domain is a group
            // (docs/facts.md#domain).
            let leads =
                if column.kind() == "domain_id" { Some("domain") } else { column.reference() };
            if leads != Some(target.table) {
                self.say(format!("it leads to {}, its column to {leads:?}", target.table));
            }
        }
    }

    fn keys(&mut self, target: &Target) {
        for key in target.keys.iter().chain(&target.within) {
            if self.on_every_instance(target.table, key).is_none() {
                self.say(format!("{} has no column {key}", target.table));
            }
        }
    }

    /// What nothing is said of must be there.
    fn on_every_instance(&self, table: &str, column: &str) -> Option<Column<'_>> {
        self.dictionary.column(table, column).filter(Column::is_established)
    }

    fn links(&mut self, links: &Links) {
        let leads = |column: &str| {
            self.dictionary.column(links.table, column)?.reference().map(str::to_owned)
        };
        let (owner, member) = (leads(links.owner), leads(links.member));
        let is_own = owner.as_deref().is_some_and(|owner| self.dictionary.is_a(self.table, owner));
        if !is_own || member.as_deref() != Some(links.target.table) {
            self.say(format!("the rows of {} join {owner:?} and {member:?}", links.table));
        }
        // They follow their record into its application (docs/facts.md#access-rule-roles).
        let scope = self.dictionary.column(links.table, "sys_scope");
        if scope.is_none_or(|column| column.reference() != Some("sys_scope")) {
            self.say(format!("the rows of {} belong to no application", links.table));
        }
        self.keys(&links.target);
        if let Some((column, _)) = links.same
            && self.dictionary.column(links.target.table, column).is_none()
        {
            self.say(format!("{} has no column {column}", links.target.table));
        }
    }

    fn children(&mut self, children: &Children) {
        let table = children.table;
        let owner = self.dictionary.column(table, children.owner);
        let leads = owner.as_ref().and_then(Column::reference).map(str::to_owned);
        if leads.as_deref() != Some(self.table) {
            self.say(format!("the rows of {table} belong to {leads:?}"));
        }
        if owner.is_some_and(|owner| owner.cascades() != children.cascades) {
            self.say(format!("what becomes of the rows of {table} is said otherwise"));
        }
        let order = children.order.map(|order| self.dictionary.column(table, order));
        if order.is_some_and(|order| order.is_none_or(|order| order.kind() != "integer")) {
            self.say(format!("the rows of {table} are in no such order"));
        }
        for own in children.fields {
            self.found.extend(wrong(self.dictionary, table, own));
            // Null is taken for empty: what a new row has anyway would be seen as a change.
            let column = own.column.and_then(|column| self.dictionary.column(table, column));
            let default = column.and_then(|column| column.default().map(str::to_owned));
            if let (Mode::Optional, Some(default)) = (own.mode, default)
                && default != "false"
            {
                self.say(format!("{} is {default} in a new row and nothing says so", own.name));
            }
        }
    }

    fn walked(&mut self, columns: &[&str]) {
        for column in columns {
            if self.on_every_instance(self.table, column).is_none() {
                self.say(format!("{column} leads nowhere"));
            }
        }
    }
}

/// Whether the field's column is written with the record.
trait Writes {
    fn mode_writes(&self) -> bool;
}

impl Writes for Field {
    fn mode_writes(&self) -> bool {
        self.column.is_some_and(|column| column != "sys_id")
    }
}

fn wrong(dictionary: &Dictionary, table: &str, field: &Field) -> Vec<String> {
    let mut wrong = Wrong { dictionary, table, field, found: Vec::new() };
    wrong.check();
    wrong.found
}

#[test]
fn every_column_of_a_resource_is_in_the_dictionary_with_a_type_that_fits() {
    let dictionary = Dictionary::shipped();
    let mut all = Vec::new();
    for (table, fields) in resources::ALL.iter().flat_map(|resource| tables(resource)) {
        assert!(dictionary.has(table), "{table} is not simulated");
        all.extend(fields.into_iter().flat_map(|field| wrong(&dictionary, table, field)));
    }
    assert!(all.is_empty(), "{all:#?}");
}

#[test]
fn what_only_some_instances_have_is_played_both_ways() {
    let fields = resources::ALL.iter().flat_map(|resource| resource.fields);
    let some = fields.filter(|field| field.on_some_instances).count();
    assert!(some >= 15, "the law of the columns saw only {some} that may be missing");
}

#[test]
fn every_column_a_data_source_adds_is_in_the_dictionary() {
    let dictionary = Dictionary::shipped();
    for source in data_sources::ALL {
        for field in source.extra {
            let wrong = wrong(&dictionary, source.resource.table, field);
            assert!(wrong.is_empty(), "{wrong:#?}");
        }
    }
}

#[test]
fn every_mark_and_every_scope_column_is_in_the_dictionary() {
    let dictionary = Dictionary::shipped();
    for resource in resources::ALL {
        for variant in resource.variants {
            let marked = variant
                .mark
                .is_none_or(|(column, _)| dictionary.column(variant.table, column).is_some());
            assert!(marked, "{} {}", resource.name, variant.name);
        }
        let Some(column) = resource.scope_column else { continue };
        let scope = dictionary.column(resource.table, column);
        assert_eq!(
            scope.and_then(|scope| scope.reference()?.to_owned().into()).as_deref(),
            Some("sys_scope")
        );
    }
}

#[test]
fn what_lies_in_an_application_can_be_given_one() {
    let dictionary = Dictionary::shipped();
    let mut seen = 0;
    for resource in resources::ALL.iter().filter(|it| it.lifecycle == Lifecycle::Record) {
        let is_file = dictionary.column(resource.table, "sys_scope").is_some();
        assert!(!is_file || resource.scope_column.is_some(), "{}", resource.name);
        seen += usize::from(is_file);
    }
    assert!(seen >= 15, "the law saw only {seen} types");
}

#[test]
fn what_has_links_or_children_belongs_to_an_application_that_their_rows_can_follow() {
    let dictionary = Dictionary::shipped();
    let mut seen = 0;
    for resource in resources::ALL {
        let linked = resource.fields.iter().any(|field| match field.holds {
            FieldType::Links(_) => true,
            FieldType::Children(children) => {
                dictionary.column(children.table, "sys_scope").is_some()
            }
            _ => false,
        });
        assert!(!linked || resource.scope_column.is_some(), "{}", resource.name);
        seen += usize::from(linked);
    }
    assert!(seen >= 3, "the law saw only {seen} types");
}

#[test]
fn the_variants_extend_the_table_they_are_read_from() {
    let dictionary = Dictionary::shipped();
    for resource in resources::ALL.iter().filter(|resource| !resource.variants.is_empty()) {
        for variant in resource.variants {
            let name = dictionary.column(variant.table, "sys_class_name");
            assert!(
                name.is_some(),
                "{} cannot tell its records from those of {}",
                variant.table,
                resource.table
            );
        }
    }
}

mod broken {
    //! Each check finds a fault that is put before it.

    use terraform_provider_servicenow::describe::{
        codes, flag, reference, references, text, whole,
    };

    use super::*;

    #[test]
    fn each_kind_of_fault_is_found() {
        let dictionary = Dictionary::shipped();
        let cases = [
            (text("nosuch").doc("X."), "no column nosuch"),
            (text("name").on_some_instances().doc("X."), "every simulated instance has"),
            (text("description").doc("X."), "not every simulated instance has"),
            (text("id").doc("X."), "computes the column"),
            (text("multiple_connections").doc("X."), "type boolean"),
            (flag("name").doc("X."), "type string"),
            (whole("type").doc("X."), "type string"),
            (codes("type", &[("nosuch", "7")]).doc("X."), "no choices of its column"),
            (references("parent", "sys_alias").by(&["id"]).doc("X."), "type reference"),
            (
                reference("retry_policy", "sys_alias").by(&["id"]).doc("X."),
                "its column to Some(\"sys_retry_policy\")",
            ),
            (
                reference("parent", "sys_alias").by(&["key"]).doc("X."),
                "sys_alias has no column key",
            ),
        ];
        for (field, expected) in cases {
            let found = wrong(&dictionary, "sys_alias", &field);
            assert!(found.len() == 1 && found[0].contains(expected), "{expected}: {found:?}");
        }
        assert!(
            wrong(
                &dictionary,
                "sys_alias",
                &reference("parent", "sys_alias").by(&["id"]).doc("X.")
            )
            .is_empty()
        );
    }
}
