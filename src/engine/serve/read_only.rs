//! Attributes that only show something, in a configuration all the same. Terraform lets them through: their values would
//! come into the state, true or not, or the apply would end in an error of Terraform's own.

use tfplugin::{Attribute, Schema};

use crate::describe::Values;
use crate::engine::model::{Attributes, ID};
use crate::engine::problem::{Mistake, Problem, Problems};
use crate::engine::record::life::Life;

/// What a configuration sets of a resource and cannot. What is open may become nothing, so it is not refused.
pub(super) fn of_resource(life: &dyn Life, config: &Attributes) -> Problems {
    let schema = life.schema();
    let mistake = |name: &String| match name.as_str() {
        ID => Mistake::OwnId,
        name => Mistake::ReadOnly(name.to_owned(), life.instead_of(name, config)),
    };
    set(&schema, config).map(mistake).map(Problem::Mistake).collect()
}

/// What a configuration sets of a data source and cannot.
pub(super) fn of_data_source(schema: &Schema, config: &Attributes) -> Problems {
    let taken = schema.block.attributes.iter().filter(|attribute| !is_read_only(attribute));
    let keys: Vec<String> = taken.map(|attribute| attribute.name.clone()).collect();
    let mistake = |name: &String| Mistake::OnlyShown(name.clone(), keys.clone());
    set(schema, config).map(mistake).map(Problem::Mistake).collect()
}

fn set<'a>(schema: &'a Schema, config: &'a Attributes) -> impl Iterator<Item = &'a String> {
    let read_only = schema.block.attributes.iter().filter(|attribute| is_read_only(attribute));
    read_only.map(|attribute| &attribute.name).filter(|name| config.given(name).is_set())
}

fn is_read_only(attribute: &Attribute) -> bool {
    !attribute.required && !attribute.optional
}
