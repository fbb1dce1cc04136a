//! What an adopted record held before it was changed: noted before each change that overwrites more than those before it.

use crate::describe::{Children, Field, Links};
use crate::engine::lookup::scene::Scene;
use crate::engine::model::{ADOPT, Adopted, Attributes, Cell, ID, Origin, Policy, Private, Secret};
use crate::engine::problem::Problem;
use crate::engine::record::end;
use crate::engine::write::row::RecordWriter;
use crate::engine::write::{children, links};

/// What is about to be overwritten.
pub(crate) struct Overwritten<'a> {
    pub(crate) cells: &'a [Cell],
    pub(crate) secrets: &'a [Secret],
    pub(crate) links: Vec<(&'a Field, &'a Links)>,
    pub(crate) children: Vec<(&'a Field, &'a Children)>,
}

/// Notes what the record holds in all of that, as far as it counts as adopted and nobody noted it before. An imported
/// record counts from the change on that says `adopt_existing`.
pub(crate) async fn note(
    (planned, scene): (&Attributes, Option<Scene<'_>>),
    writer: &RecordWriter<'_>,
    private: &mut Private,
    overwritten: Overwritten<'_>,
) -> Result<(), Problem> {
    let Some(mut adopted) = private.adopted.clone().or_else(|| begun(planned, private)) else {
        return Ok(());
    };
    let sys_id = planned.known_text(ID).unwrap_or_default();
    let Overwritten { cells, secrets, links, children } = overwritten;
    let is_new = |cell: &&Cell| !adopted.columns.contains_key(&cell.column);
    let columns: Vec<&str> = cells.iter().filter(is_new).map(|cell| cell.column.as_str()).collect();
    if !columns.is_empty()
        && let Some(record) = writer.read(sys_id).await.map_err(|error| writer.unread(error))?
    {
        let now = columns
            .iter()
            .filter_map(|column| Some(((*column).to_owned(), record.get(column)?.to_owned())));
        adopted.columns.extend(now);
    }
    let links = links.into_iter().filter(|(field, _)| !adopted.links.contains_key(field.name));
    if let Some(scene) = scene {
        let links = links::now(scene, links.collect::<Vec<_>>()).await?;
        adopted.links.extend(links);
        let children = children.into_iter();
        let children = children.filter(|(field, _)| !adopted.children.contains_key(field.name));
        let children = children::now(scene, children.collect::<Vec<_>>()).await?;
        adopted.children.extend(children);
    }
    for name in secrets.iter().map(|secret| secret.spot.name()) {
        if !adopted.secrets.iter().any(|known| known == name) {
            adopted.secrets.push(name.to_owned());
        }
    }
    private.adopted = Some(adopted);
    Ok(())
}

/// The notes on a record that counts as adopted only now, or whose notes are lost.
fn begun(planned: &Attributes, private: &Private) -> Option<Adopted> {
    let adopts = planned.get(ADOPT).as_bool() == Some(true);
    match private.origin {
        Some(Origin::Imported) if adopts => Some(Adopted::default()),
        None if end::policy(planned) == Some(Policy::Restore) => {
            Some(Adopted { is_partial: true, ..Adopted::default() })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::model::POLICY;

    #[test]
    fn an_import_counts_as_adopted_once_that_is_said_and_lost_notes_are_begun_again() {
        let mut planned = Attributes::default();
        let private = |origin| Private { origin, ..Private::default() };
        planned.set(ADOPT, true.into());
        assert_eq!(begun(&planned, &private(Some(Origin::Imported))), Some(Adopted::default()));
        assert_eq!(begun(&planned, &private(Some(Origin::Made))), None);
        assert_eq!(begun(&planned, &private(None)), None);
        planned.set(POLICY, "restore".into());
        assert!(begun(&planned, &private(None)).is_some_and(|adopted| adopted.is_partial));
        planned.set(ADOPT, false.into());
        assert_eq!(begun(&planned, &private(Some(Origin::Imported))), None);
    }
}
