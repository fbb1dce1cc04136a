//! The list of a described type: its records, or the software that is installed.

use async_trait::async_trait;
use futures_util::future::join_all;
use servicenow::{Query, Record};
use tfplugin::{Schema, Value};

use super::arguments::{self, encoded, own, query, scope, since};
use super::walk::Walk;
use super::{List, Listed, Listener, Wanted, conditions, named, page, tables};
use crate::engine::installed::{Installed, software};
use crate::engine::lookup::scene::Scene;
use crate::engine::lookup::view;
use crate::engine::model::{Attributes, ID, Private, ResourceType, TYPE, identity};
use crate::engine::problem::{Problem, Problems};
use crate::engine::record::read;
use crate::engine::session::Work;

/// Objects of a page that are completed side by side: what other records hold of them is asked one by one.
const SIDE_BY_SIDE: usize = 8;

/// The list of a described type.
pub(crate) enum DescribedList {
    Records(ResourceType),
    Software(Installed),
}

impl DescribedList {
    /// The list of a described type.
    pub(crate) fn new(resource: ResourceType) -> Self {
        match software(resource.description.lifecycle) {
            Some(software) => Self::Software(Installed(resource, software)),
            None => Self::Records(resource),
        }
    }

    fn resource(&self) -> &ResourceType {
        match self {
            Self::Records(resource) | Self::Software(Installed(resource, _)) => resource,
        }
    }

    async fn walk(&self, walk: &mut Walk<'_>, wanted: &Wanted) -> Result<(), Problem> {
        let (resource, config) = (self.resource(), &wanted.config);
        let queries = conditions::of(walk.work, resource, config).await?;
        let asked = tables::asked(walk.work, resource, config, wanted.with_state).await?;
        for (table, of_its_own) in asked {
            let one = Table { list: self, name: table, with_state: wanted.with_state };
            for query in &queries {
                let own = of_its_own.then(|| of_its_class(query, table)).flatten();
                let query = own.unwrap_or_else(|| query.clone()).of_those(encoded(config));
                one.walk(walk, &query).await?;
            }
        }
        Ok(())
    }

    /// What names a record; none where it is no record of the type, or not installed.
    fn known(&self, work: &Work, key: &[String], record: &Record) -> Option<Listed> {
        let mut named = Attributes::default();
        named.set(ID, record.sys_id().into());
        let parts = match self {
            Self::Records(_) => identity::RECORD,
            Self::Software(Installed(resource, software)) => {
                let parts =
                    Some(software.identified_by()).filter(|_| software.is_installed(record))?;
                for part in parts {
                    let column = resource.field(part.attribute)?.column?;
                    named.set(part.attribute, record.get(column)?.into());
                }
                parts
            }
        };
        let identity = identity::of(parts, &named, work.host(), &Value::Null);
        Some(Listed { identity, name: named::of_record(key, record), state: None })
    }

    /// The object as an import shows it.
    async fn shown(&self, work: &Work, record: &Record) -> Result<Attributes, Problem> {
        let resource = self.resource();
        let mut attributes = Attributes::default();
        attributes.set(ID, record.sys_id().into());
        if let Some(variant) = view::variant_name(resource, record) {
            attributes.set(TYPE, variant.into());
        }
        let scene = Scene { work, resource, attributes: &attributes };
        match self {
            Self::Records(_) => Ok(read::seen(scene, record, &Private::imported()).await?.state),
            Self::Software(installed) => installed.shown(scene, record).await,
        }
    }
}

/// One table of a list.
struct Table<'a> {
    list: &'a DescribedList,
    name: &'static str,
    with_state: bool,
}

impl Table<'_> {
    async fn walk(&self, walk: &mut Walk<'_>, query: &Query) -> Result<(), Problem> {
        let resource = self.list.resource();
        let key = named::key_columns(resource);
        let columns = self.columns(&key);
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let table = walk.work.client.table(self.name);
        let mut pages = table.pages(query, &columns, walk.page_size());
        while let Some(records) = walk.next(self.name, &mut pages).await? {
            self.tell(walk, &key, &records).await?;
        }
        Ok(())
    }

    /// The columns to ask for.
    fn columns(&self, key: &[String]) -> Vec<String> {
        let resource = self.list.resource();
        let description = resource.description;
        let is_software = matches!(self.list, DescribedList::Software(..));
        let mut columns: Vec<String> = named::asked_columns(key).map(str::to_owned).collect();
        columns.push("sys_id".to_owned());
        if self.with_state || is_software {
            for variant in variants_of(resource, self.name) {
                let mut typed = Attributes::default();
                typed.set(TYPE, variant.map_or(Value::Null, Into::into));
                columns.extend(view::columns(resource, &typed, &[]));
            }
        }
        if !description.variants.is_empty() {
            columns.push("sys_class_name".to_owned());
            let marks = description.variants.iter().filter_map(|variant| variant.mark);
            columns.extend(marks.map(|(column, _)| column.to_owned()));
        }
        columns
    }

    async fn tell(
        &self,
        walk: &mut Walk<'_>,
        key: &[String],
        records: &[Record],
    ) -> Result<(), Problem> {
        let (list, resource) = (self.list, self.list.resource());
        let has_variants = !resource.description.variants.is_empty();
        let is_one =
            |record: &&Record| !has_variants || view::variant_name(resource, record).is_some();
        let known = |record| Some((record, list.known(walk.work, key, record)?));
        let listed: Vec<_> = records.iter().filter(is_one).filter_map(known).collect();
        if !self.with_state {
            for (_, one) in listed {
                walk.tell(one).await;
            }
            return Ok(());
        }
        let work = page::gathered(walk.work, resource, records).await;
        let work = work.map_err(|error| walk.failed(self.name, error))?;
        let mut listed = listed.into_iter();
        loop {
            let some: Vec<_> = listed.by_ref().take(SIDE_BY_SIDE).collect();
            if some.is_empty() || walk.is_over() {
                return Ok(());
            }
            let shown = join_all(some.iter().map(|(record, _)| list.shown(&work, record))).await;
            for ((_, one), state) in some.into_iter().zip(shown) {
                walk.tell(Listed { state: Some(state?), ..one }).await;
            }
        }
    }
}

/// The query for records that are of no table that extends this one.
fn of_its_class(query: &Query, table: &str) -> Option<Query> {
    query.clone().equals_where_shown("sys_class_name", table).ok()
}

/// The words of the variants that have records in the table; none for a type without variants.
fn variants_of(resource: &ResourceType, table: &str) -> Vec<Option<&'static str>> {
    let variants = resource.description.variants.iter();
    let here = variants.filter(|variant| variant.table == table);
    let words: Vec<_> = here.map(|variant| Some(variant.name)).collect();
    if words.is_empty() { vec![None] } else { words }
}

#[async_trait]
impl List for DescribedList {
    fn type_name(&self) -> &str {
        &self.resource().type_name
    }

    fn schema(&self) -> Schema {
        let resource = self.resource();
        let names = conditions::filter_names(resource);
        let names = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let filter = format!(
            "Only records are listed that have these values, each by its attribute: {names}. References are named by key or \
             sys_id, flags are `true` or `false`, an empty text is none at all. Of an attribute that holds several values, any of those that are \
             given with commas between them."
        );
        let mut attributes = vec![query(), arguments::filter(filter)];
        attributes.extend(resource.description.scope_column.map(|_| scope()));
        attributes.extend([own(), since()]);
        Schema::new(self.doc(), attributes)
    }

    fn validate(&self, config: &Attributes) -> Problems {
        conditions::validate(self.resource(), config)
    }

    async fn list(&self, work: &Work, wanted: &Wanted, told: &dyn Listener) -> Problems {
        let mut walk = Walk::new(work, self.type_name(), told, wanted.limit);
        match self.walk(&mut walk, wanted).await {
            Ok(()) => walk.end(),
            Err(problem) => problem.into(),
        }
    }
}

impl DescribedList {
    fn doc(&self) -> String {
        let name = &self.resource().type_name;
        match self {
            Self::Records(_) => format!(
                "Lists records that `{name}` can manage, whether or not Terraform manages them. What the type leaves out is \
                 not listed."
            ),
            Self::Software(..) => {
                format!("Lists what is installed and `{name}` can manage, whoever installed it.")
            }
        }
    }
}
