//! The door by which each call of Terraform comes in. Whether the provider is configured, and whether the record lies on
//! this very instance, is asked here and nowhere else; here a problem becomes a diagnostic.

mod actions;
mod data;
mod ephemerals;
mod functions;
mod lists;
mod preflight;
mod proof;
mod read_only;
mod resources;

use tfplugin::{Offer, Offers};

use crate::describe::{DataSource, Resource};
use crate::engine::any_record::AnyRecord;
use crate::engine::data::record_data::RecordData;
use crate::engine::data::{Source, instance, records, table, token_status};
use crate::engine::ephemeral::{Ephemeral, OauthToken, ProviderToken};
use crate::engine::functions::ALL;
use crate::engine::installed::{Installed, software};
use crate::engine::list::{AnyRecordList, DescribedList, List};
use crate::engine::model::ResourceType;
use crate::engine::record::described::DescribedRecord;
use crate::engine::record::life::Life;
use crate::engine::session::Shared;

pub(crate) use proof::prove;

/// Everything there is, ready to be served.
pub(crate) fn offers(shared: &Shared) -> Offers {
    let offers = types().fold(Offers::new(), |offers, (life, list)| {
        let served = resources::Served { life, list, shared: shared.clone() };
        offers.resource(Offer::of(served).importable().listable().configurable().movable())
    });
    let offers = sources().fold(offers, |offers, source| {
        offers.data_source(data::Served { source, shared: shared.clone() })
    });
    let offers = tokens().into_iter().fold(offers, |offers, ephemeral| {
        offers.ephemeral(ephemerals::Served { ephemeral, shared: shared.clone() })
    });
    let offers = crate::engine::actions::all().into_iter().fold(offers, |offers, action| {
        offers.action(actions::Served { action, shared: shared.clone() })
    });
    ALL.iter().fold(offers, |offers, function| offers.function(functions::Served(function)))
}

/// Every ephemeral resource.
fn tokens() -> [Box<dyn Ephemeral>; 2] {
    [Box::new(OauthToken), Box::new(ProviderToken)]
}

/// Every resource type, and its list.
fn types() -> impl Iterator<Item = (Box<dyn Life>, Box<dyn List>)> {
    let described = crate::resources::ALL.iter().map(|resource| {
        let list = DescribedList::new(ResourceType::new(resource));
        (life_of(resource), Box::new(list) as Box<dyn List>)
    });
    let any_record =
        (Box::new(AnyRecord) as Box<dyn Life>, Box::new(AnyRecordList) as Box<dyn List>);
    described.chain([any_record])
}

/// The life that the description of a type asks for.
fn life_of(resource: &'static Resource) -> Box<dyn Life> {
    let resource = ResourceType::new(resource);
    match software(resource.description.lifecycle) {
        Some(software) => Box::new(Installed(resource, software)),
        None => Box::new(DescribedRecord(resource)),
    }
}

/// Every data source.
fn sources() -> impl Iterator<Item = Box<dyn Source>> {
    let described = crate::data_sources::ALL;
    let is_described =
        |resource: &Resource| described.iter().any(|source| source.resource.name == resource.name);
    let own = |source: &'static DataSource| Box::new(RecordData::new(source)) as Box<dyn Source>;
    let derived =
        |resource: &'static Resource| Box::new(RecordData::derived(resource)) as Box<dyn Source>;
    let others: [Box<dyn Source>; 4] = [
        Box::new(records::Records),
        Box::new(instance::Instance),
        Box::new(table::Table),
        Box::new(token_status::TokenStatus),
    ];
    // That of a table shows it with its columns, which the record of the table alone does not.
    let taken: Vec<String> = others.iter().map(|other| other.type_name().to_owned()).collect();
    let is_taken =
        move |resource: &Resource| taken.contains(&format!("servicenow_{}", resource.name));
    let all = crate::resources::ALL.iter().copied();
    let plain = all.filter(move |resource| !is_described(resource) && !is_taken(resource));
    let plain = plain.map(derived);
    described.iter().copied().map(own).chain(plain).chain(others)
}
