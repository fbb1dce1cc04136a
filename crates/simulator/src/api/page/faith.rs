//! What the start page says about how faithful the instance is: how much rests on which kind of
//! evidence, and which names were invented here.

use crate::{
    access::StockRights,
    dictionary::Dictionary,
    evidence::Evidence,
    rules::RULES,
    seeds::{self, packages},
};
use serde::Serialize;

/// How much rests on one kind of evidence.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Share {
    mark: &'static str,
    meaning: &'static str,
    rules: usize,
    access: usize,
    tables: usize,
    columns: usize,
}

/// A share for each mark, in the order of the facts.
pub(super) fn shares(dictionary: &Dictionary, rights: &StockRights) -> Vec<Share> {
    Evidence::ALL.iter().map(|mark| share(dictionary, rights, *mark)).collect()
}

fn share(dictionary: &Dictionary, rights: &StockRights, mark: Evidence) -> Share {
    let columns = dictionary.readable().flat_map(|table| {
        table.columns().filter(|column| column.declared_in == table.name && !column.hidden)
    });
    let access = rights.tables.iter().map(|rule| rule.evidence);
    let access = access.chain(rights.columns.iter().map(|rule| rule.evidence));
    Share {
        mark: mark.mark(),
        meaning: mark.meaning(),
        rules: RULES.iter().filter(|rule| rule.evidence == mark).count(),
        access: access.filter(|evidence| *evidence == mark).count(),
        tables: dictionary.readable().filter(|table| table.evidence == mark).count(),
        columns: columns.filter(|column| column.evidence == mark).count(),
    }
}

/// A name that nobody has established.
#[derive(Debug, Serialize)]
pub(super) struct Invention {
    /// What it is: an application, a plugin.
    of: String,
    /// Its scope or identifier here.
    id: String,
    what: String,
}

/// Every name that was invented for this instance.
pub(super) fn inventions() -> Vec<Invention> {
    let applications = packages::all().iter().map(|package| Invention {
        of: package.name.clone(),
        id: package.scope.clone(),
        what: package.invented.join(", "),
    });
    let plugins = seeds::INVENTED_PLUGINS.iter().map(|(id, name)| Invention {
        of: (*name).to_owned(),
        id: (*id).to_owned(),
        what: "plugin id".to_owned(),
    });
    applications.chain(plugins).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_table_and_column_counts_under_one_mark() {
        let dictionary = Dictionary::shipped(true).unwrap();
        let rights = StockRights::shipped().unwrap();
        let shares = shares(&dictionary, &rights);
        let sum = |count: fn(&Share) -> usize| shares.iter().map(count).sum::<usize>();
        assert_eq!(sum(|share| share.rules), RULES.len());
        assert_eq!(sum(|share| share.access), rights.tables.len() + rights.columns.len());
        assert_eq!(sum(|share| share.tables), dictionary.readable().count());
        assert!(sum(|share| share.columns) > sum(|share| share.tables));
    }

    #[test]
    fn the_scope_of_the_remote_instance_spoke_is_among_the_inventions() {
        let found = inventions().into_iter().find(|one| one.id == "x_sim_remote_spoke");
        assert!(found.unwrap().what.contains("scope"));
    }
}
