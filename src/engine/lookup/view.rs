//! A record as Terraform shows it: from columns to attributes.

use servicenow::{Error, Record};
use tfplugin::Value;

use crate::describe::{Field, FieldType, Found, Given, Mode};
use crate::engine::lookup::hidden::Unseen;
use crate::engine::lookup::secrecy::is_kept_back;
use crate::engine::lookup::{children, references, sets};
use crate::engine::model;
use crate::engine::model::resource_type::applies;
use crate::engine::model::stored::{elements, says_the_same, stored, truth, value};
use crate::engine::model::{
    Attributes, ID, Private, Referred, ResourceType, Spot, TYPE, Targets, stamp,
};
use crate::engine::session::Work;

/// The columns a read of a record with these attributes asks for, dot-walked keys of references included.
pub(crate) fn columns(
    resource: &ResourceType,
    attributes: &Attributes,
    extra: &[Field],
) -> Vec<String> {
    let mut columns = vec!["sys_id".to_owned()];
    let fields =
        resource.fields.iter().filter(|field| resource.has(field, attributes)).chain(extra);
    columns.extend(fields.filter(|field| !field.is_secret()).flat_map(columns_of));
    if !resource.description.variants.is_empty() {
        columns.push("sys_class_name".into());
        let marks = resource.description.variants.iter().filter_map(|variant| variant.mark);
        columns.extend(marks.map(|(column, _)| column.to_owned()));
    }
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// The columns of a managed record: of one that holds secrets also those that tell who last wrote it.
pub(crate) fn stamped_columns(resource: &ResourceType, attributes: &Attributes) -> Vec<String> {
    let stamp = resource.has_secrets().then_some(stamp::COLUMNS);
    let stamp = stamp.into_iter().flatten().map(str::to_owned);
    columns(resource, attributes, &[]).into_iter().chain(stamp).collect()
}

fn columns_of(field: &Field) -> Vec<String> {
    let columns: Vec<&str> = match (&field.holds, field.column) {
        (FieldType::Reference(target), Some(column)) => return references::columns(column, target),
        (FieldType::Object(parts), _) => parts.iter().map(|(_, column)| *column).collect(),
        (FieldType::Derived(columns, _), _) => columns.to_vec(),
        (_, column) => column.into_iter().collect(),
    };
    columns.into_iter().map(str::to_owned).collect()
}

/// Which attributes a state takes from the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fill {
    /// Those that are managed: an optional one that is null stays null.
    Managed,
    /// All: after an import, and in data sources.
    All,
}

/// A record that was read or came back from a write.
pub(crate) struct View<'a> {
    pub(crate) work: &'a Work,
    pub(crate) resource: &'a ResourceType,
    pub(crate) record: &'a Record,
    /// What is kept beside the state.
    pub(crate) private: &'a Private,
    pub(crate) fill: Fill,
}

impl View<'_> {
    /// The state of the record, the columns of managed attributes that the answer did not hold, and what the references
    /// lead to. `before` gives spellings to keep, and what stands for absent columns.
    pub(crate) async fn state(
        &self,
        before: &Attributes,
    ) -> Result<(Attributes, Vec<Unseen>, Targets), Error> {
        let (mut state, mut absent, mut targets) = (before.clone(), Vec::new(), Targets::new());
        state.set(ID, self.record.sys_id().into());
        if let Some(variant) = variant_name(self.resource, self.record) {
            state.set(TYPE, variant.into());
        }
        let has_variants = !self.resource.description.variants.is_empty();
        let fields = self.resource.fields.iter().filter(|field| !field.is_secret());
        for field in fields.filter(|field| !has_variants || field.name != TYPE) {
            match (self.shown(field, &state, before.get(field.name)).await?, field.column) {
                (Some((value, led_to)), _) => {
                    state.set(field.name, value);
                    targets.insert(field.name.to_owned(), led_to);
                }
                (None, Some(column)) if !before.get(field.name).is_null() => {
                    let spot = Spot::Attribute(field.name, column);
                    absent.push(Unseen { spot, is_unsure: field.on_some_instances });
                    let kept = self.private.targets.get(field.name).cloned();
                    targets.insert(field.name.to_owned(), kept.unwrap_or_default());
                }
                (None, _) => {}
            }
        }
        targets.retain(|_, led_to| !led_to.is_empty());
        Ok((state, absent, targets))
    }

    /// The planned state with what apply decided filled in from the record.
    pub(crate) async fn fill_unknown(&self, planned: &Attributes) -> Result<Attributes, Error> {
        let mut state = planned.clone();
        let open = self.resource.fields.iter().filter(|field| planned.get(field.name).is_unknown());
        for field in open {
            let value = self.field(field, planned, &Value::Null).await?;
            state.set(field.name, value.unwrap_or(Value::Null));
        }
        Ok(state)
    }

    /// The value of one field; `None` when its column is absent. `state` tells the variant, `before` the spelling.
    pub(crate) async fn field(
        &self,
        field: &Field,
        state: &Attributes,
        before: &Value,
    ) -> Result<Option<Value>, Error> {
        Ok(self.shown(field, state, before).await?.map(|(value, _)| value))
    }

    /// The same, with the records that it leads to.
    async fn shown(
        &self,
        field: &Field,
        state: &Attributes,
        before: &Value,
    ) -> Result<Option<(Value, Vec<Referred>)>, Error> {
        let variant = variant_name(self.resource, self.record);
        let mode = field.mode_in(variant.as_deref());
        let unmanaged =
            self.fill == Fill::Managed && matches!(mode, Mode::Optional) && before.is_null();
        let applies = self.applies(field, variant.as_deref());
        if unmanaged || !self.resource.has(field, state) || !applies {
            return Ok(Some((Value::Null, Vec::new())));
        }
        if is_kept_back(field, &self.resource.fields, self.record) {
            let value = if before.is_unknown() { Value::Null } else { before.clone() };
            return Ok(Some((value, Vec::new())));
        }
        Ok(match (&field.holds, field.column) {
            (FieldType::Links(between), _) => {
                let (linked, led_to) =
                    sets::linked(self.work, between, self.record.sys_id(), before).await?;
                let nothing = linked.as_list().is_some_and(<[Value]>::is_empty);
                let unset = matches!(field.mode, Mode::Optional) && before.as_list().is_none();
                Some((if nothing && unset { Value::Null } else { linked }, led_to))
            }
            (FieldType::Children(of_it), _) => {
                let owner = self.record.sys_id();
                let rows = children::rows(self.work, of_it, owner).await?.rows;
                let listed = model::children::shown(field, of_it, &rows, before, self.private);
                Some((listed, Vec::new()))
            }
            (FieldType::References(target), Some(column)) => match self.record.get(column) {
                Some("") if before.as_list().is_none() => Some((Value::Null, Vec::new())),
                Some(text) => Some(sets::spelled(self.work, target, elements(text), before).await?),
                None => None,
            },
            (FieldType::Derived(_, derive), _) => {
                let instance = self.work.client.instance().as_str().trim_end_matches('/');
                let derived = derive(&found(self.record), instance);
                Some((derived.map_or(Value::Null, Value::from), Vec::new()))
            }
            (FieldType::Reference(target), Some(column)) => {
                let seen = self.private.targets.get(field.name).map_or(&[][..], Vec::as_slice);
                references::spelled(column, target, self.record, before, seen)
            }
            _ => plain(field, self.record, before, self.private).map(|value| (value, Vec::new())),
        })
    }

    /// Whether the flag the field depends on has the value it asks for, in this record.
    fn applies(&self, field: &Field, variant: Option<&str>) -> bool {
        let flag = |name: &str| {
            let stored = self.resource.field(name).and_then(|flag| self.record.get(flag.column?));
            Given::Is(stored.and_then(truth).unwrap_or(false))
        };
        applies(field, variant, flag) != Some(false)
    }
}

/// The value of a field that needs no request.
pub(crate) fn plain(
    field: &Field,
    record: &Record,
    before: &Value,
    private: &Private,
) -> Option<Value> {
    if let FieldType::Object(parts) = field.holds {
        let part = |column: &str| {
            record.get(column).filter(|text| !text.is_empty()).map_or(Value::Null, Value::from)
        };
        return Some(Value::Map(
            parts.iter().map(|(name, column)| ((*name).to_owned(), part(column))).collect(),
        ));
    }
    let column = field.column?;
    let text = record.get(column)?;
    let is_noted = private.forms.get(column).is_some_and(|form| form == text);
    let is_text = matches!(field.holds, FieldType::Text | FieldType::Condition);
    let as_before = says_the_same(&field.holds, &stored(before), text) || is_text && is_noted;
    let keeps = as_before && !before.is_unknown() && !before.is_null();
    Some(if keeps { before.clone() } else { value(&field.holds, text) })
}

/// The record as hooks see it.
pub(crate) fn found(record: &Record) -> Found {
    record.columns().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The value of the attribute `type` of this record: its class, or the word it is marked with.
pub(crate) fn variant_name(resource: &ResourceType, record: &Record) -> Option<String> {
    let class = record.get("sys_class_name").filter(|class| !class.is_empty());
    let of_class = |table: &str| class.is_none_or(|class| class == table);
    let candidates = resource.description.variants.iter().filter(|variant| of_class(variant.table));
    let candidates: Vec<_> = candidates.collect();
    let marked = candidates.iter().find(|variant| {
        variant.mark.is_some_and(|(column, word)| record.get(column) == Some(word))
    });
    match (marked, candidates.as_slice()) {
        (Some(variant), _) => Some(variant.name.to_owned()),
        (None, [only]) if class.is_some() => Some(only.name.to_owned()),
        (None, [first, _, ..]) if class.is_some() => first
            .mark
            .and_then(|(column, _)| record.get(column))
            .filter(|word| !word.is_empty())
            .map(str::to_owned),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{flag, text, text_list, whole};

    fn record(columns: &[(&str, &str)]) -> Record {
        let mut record = Record::default();
        for (name, value) in columns {
            record.insert(*name, *value);
        }
        record
    }

    fn shown(field: &Field, stored: &str, before: &Value) -> Value {
        plain(field, &record(&[(field.column.unwrap(), stored)]), before, &Private::default())
            .unwrap()
    }

    #[test]
    fn a_flag_is_read_in_either_spelling_of_the_instance() {
        let field = flag("active").doc("x");
        assert!(shown(&field, "1", &Value::Null) == Value::Bool(true));
        assert!(shown(&field, "false", &Value::Null) == Value::Bool(false));
        assert!(shown(&field, "inactive", &Value::Null) == Value::Bool(false));
    }

    #[test]
    fn a_number_keeps_its_meaning_whatever_its_form() {
        let field = whole("order").doc("x");
        assert!(shown(&field, "100", &Value::Null) == 100.into());
        assert!(shown(&field, "100.0", &100.into()) == 100.into());
        assert!(shown(&field, "", &Value::Null) == Value::Null);
    }

    #[test]
    fn the_order_of_a_list_of_texts_counts() {
        let field = text_list("urls").doc("x");
        let before = Value::List(vec!["a".into(), "b".into()]);
        assert!(shown(&field, "a, b", &before) == before);
        assert!(shown(&field, "b,a", &before) == Value::List(vec!["b".into(), "a".into()]));
    }

    #[test]
    fn text_that_was_changed_outside_is_shown_and_a_noted_form_is_not() {
        let field = text("name").doc("x");
        assert!(shown(&field, "ACME", &"Acme".into()) == "ACME".into());
        let mut private = Private::default();
        private.forms.insert("name".into(), "ACME".into());
        let kept = plain(&field, &record(&[("name", "ACME")]), &"Acme".into(), &private).unwrap();
        assert!(kept == "Acme".into());
    }

    #[test]
    fn an_absent_column_is_not_an_empty_one() {
        let field = text("comments").doc("x");
        assert!(plain(&field, &record(&[]), &"kept".into(), &Private::default()).is_none());
        assert!(shown(&field, "", &"gone".into()) == Value::Null);
    }
}
