//! Writing the rows of another table that are part of a record: one request for each that changes.

use std::collections::BTreeMap;

use servicenow::{Error, Input, Query, Record};

use crate::describe::{Children, Field, FieldType};
use crate::engine::lookup::children as rows_of;
use crate::engine::lookup::hidden;
use crate::engine::lookup::scene::Scene;
use crate::engine::model::children::{
    Wanted, cells, cells_of_texts, columns, form, is_held, order_cell, owner_cell, pairs, place,
};
use crate::engine::model::{
    Access, Adopted, Attributes, Cell, Private, ResourceType, Subject, cell, sequence,
};
use crate::engine::placement::PlaceColumns;
use crate::engine::problem::{Attempt, Problem, Problems, RecordProblem};
use crate::engine::write::readback;

/// The texts of the columns of each row, by attribute.
pub(crate) type Texts = BTreeMap<String, Vec<BTreeMap<String, String>>>;

/// The attributes of a type that are children.
pub(crate) fn of_type(resource: &ResourceType) -> impl Iterator<Item = (&Field, &Children)> {
    resource.fields.iter().filter_map(|field| match &field.holds {
        FieldType::Children(children) => Some((field, children)),
        _ => None,
    })
}

/// Those that these attributes list.
pub(crate) fn listed<'a>(
    resource: &'a ResourceType,
    attributes: &Attributes,
) -> impl Iterator<Item = (&'a Field, &'a Children)> {
    of_type(resource).filter(|(field, _)| attributes.get(field.name).as_list().is_some())
}

/// What came of the writing.
pub(crate) struct Written {
    /// The rows as they are now: one for each that was wanted, where all went well.
    pub(crate) rows: Vec<Record>,
    pub(crate) problems: Problems,
}

impl Written {
    /// Whether the rows are what was wanted.
    pub(crate) fn is_whole(&self) -> bool {
        !self.problems.iter().any(Problem::is_error)
    }
}

/// What is wanted by an attribute: a row for each element.
pub(crate) fn wanted(
    (field, children): (&Field, &Children),
    attributes: &Attributes,
) -> Vec<Wanted> {
    let elements = attributes.get(field.name).as_list().unwrap_or_default();
    elements.iter().map(|one| cells(field, children, one)).collect()
}

/// Makes the rows of the record what is wanted, in that order. What is missing comes before what is too much. A problem
/// means that nothing was written.
pub(crate) async fn write(
    scene: Scene<'_>,
    (field, children): (&Field, &Children),
    wanted: Vec<Wanted>,
    application: Option<&str>,
    private: &mut Private,
) -> Result<Written, Problem> {
    let found = rows_of::now(scene.work, children, scene.sys_id()).await;
    let found = found.map_err(|error| failed(scene, field, children, Access::Read, error))?;
    if found.hidden > 0 {
        let (attribute, table, count) = (field.name, children.table, found.hidden);
        return Err(Problem::Record(RecordProblem::HiddenChildren { attribute, table, count }));
    }
    let pairs = pairs(children, &wanted, &found.rows, private);
    let wanted = numbered((field, children), wanted, &pairs, &found.rows);
    let places = PlaceColumns::following(scene.work, children.table, application);
    let writing = Writing { scene, field, children, places };
    let mut progress = Progress { rows: found.rows, done: Vec::new(), problems: Problems::new() };
    if let Err(problem) = writing.carry_out(&wanted, &pairs, &mut progress, private).await {
        progress.problems.push(problem);
        // What is there tells more than what was answered.
        let now = rows_of::now(scene.work, children, scene.sys_id()).await;
        let rows = now.map_or_else(|_| progress.known(), |now| now.rows);
        return Ok(Written { rows, problems: progress.problems });
    }
    Ok(Written { rows: progress.done, problems: progress.problems })
}

/// The rows with the numbers that hold their order, unless that is said already.
fn numbered(
    (field, children): (&Field, &Children),
    mut wanted: Vec<Wanted>,
    pairs: &[Option<usize>],
    rows: &[Record],
) -> Vec<Wanted> {
    let Some(order) = children.order else { return wanted };
    let now = pairs.iter().map(|pair| place(children, &rows[(*pair)?]));
    let numbers = sequence::numbers(&now.collect::<Vec<_>>());
    for (one, number) in wanted.iter_mut().zip(numbers) {
        if one.iter().all(|cell| cell.column != order) {
            one.push(order_cell(field, order, number.to_string()));
        }
    }
    wanted
}

/// How far the rows have been changed.
struct Progress {
    /// Those that were there before and are not done with.
    rows: Vec<Record>,
    /// Those that are as wanted.
    done: Vec<Record>,
    problems: Problems,
}

impl Progress {
    /// The rows, as far as the answers tell.
    fn known(&self) -> Vec<Record> {
        let is_done = |row: &&Record| self.done.iter().any(|done| done.sys_id() == row.sys_id());
        let left = self.rows.iter().filter(|row| !is_done(row));
        self.done.iter().chain(left).cloned().collect()
    }
}

struct Writing<'a> {
    scene: Scene<'a>,
    field: &'a Field,
    children: &'a Children,
    places: PlaceColumns,
}

impl Writing<'_> {
    async fn carry_out(
        &self,
        wanted: &[Wanted],
        pairs: &[Option<usize>],
        progress: &mut Progress,
        private: &mut Private,
    ) -> Result<(), Problem> {
        for (one, pair) in wanted.iter().zip(pairs) {
            let row = match pair.map(|at| progress.rows[at].clone()) {
                Some(row) => self.change(one, row, progress, private).await?,
                None => self.insert(one, progress, private).await?,
            };
            progress.done.push(row);
        }
        let is_too_much = |at: &usize| !pairs.contains(&Some(*at));
        let too_many: Vec<Record> = (0..progress.rows.len())
            .filter(is_too_much)
            .map(|at| progress.rows[at].clone())
            .collect();
        for row in too_many {
            self.delete(row.sys_id()).await?;
            progress.rows.retain(|other| other.sys_id() != row.sys_id());
        }
        Ok(())
    }

    fn asked(&self) -> Vec<&str> {
        columns(self.children).into_iter().chain(self.places.columns()).collect()
    }

    async fn insert(
        &self,
        wanted: &Wanted,
        progress: &mut Progress,
        private: &mut Private,
    ) -> Result<Record, Problem> {
        let (table, owner) = (self.children.table, self.scene.sys_id());
        let said: Vec<Cell> = wanted.iter().filter(|cell| !cell.text.is_empty()).cloned().collect();
        let row = self.places.fill(cell::row(&said).set(self.children.owner, owner));
        let name =
            said.iter().find(|cell| Some(cell.column.as_str()) == self.children.name_column());
        let identity = Query::new().equals(self.children.owner, owner);
        let identity = identity.and_then(|query| match name {
            Some(name) => query.equals(&name.column, &name.text),
            None => Ok(query),
        });
        let door = self.scene.work.writing(table);
        let made = door.insert(&row, &identity.unwrap_or_default(), &self.asked()).await;
        let made = made.map_err(|error| self.failed(Access::Create, error))?;
        self.has_its_owner(&made).await?;
        progress.problems.extend(self.places.misplaced(table, &made).into_iter().next());
        progress.problems.extend(self.judge(&said, &made, private).await);
        Ok(made)
    }

    /// Fails where the row belongs to nothing, for it would be made again by each apply: an access rule of a column may keep
    /// it from being written (docs/facts.md#ui-policy-action). The row goes.
    async fn has_its_owner(&self, made: &Record) -> Result<(), Problem> {
        let owner = owner_cell(self.field, self.children, self.scene.sys_id());
        let is_lost = made.get(&owner.column).is_some_and(|stored| !owner.means(stored));
        if !is_lost {
            return Ok(());
        }
        self.delete(made.sys_id()).await?;
        let losses = cell::losses(&[owner], made, &mut Private::default());
        let said = readback::judge(self.scene.work, self.children.table, &losses).await;
        said.into_iter().next().map_or(Ok(()), Err)
    }

    /// The row as it is to be: what it does not hold already is sent, in one request.
    async fn change(
        &self,
        wanted: &Wanted,
        mut row: Record,
        progress: &mut Progress,
        private: &mut Private,
    ) -> Result<Record, Problem> {
        let is_other = |cell: &&Cell| !is_held(cell, &row, private, self.children);
        let changed: Vec<Cell> = wanted.iter().filter(is_other).cloned().collect();
        if changed.is_empty() {
            return Ok(row);
        }
        let (work, table) = (self.scene.work, self.children.table);
        let door = work.writing(table);
        let sent = cell::row(&changed);
        let answer = door.update(row.sys_id(), &sent, Input::Stored, &self.asked()).await;
        let Some(answer) = answer.map_err(|error| self.failed(Access::Update, error))? else {
            let subject = Subject::new(&self.scene.resource.type_name, table);
            return Err(hidden::unwritten(work, &subject, row.sys_id()).await);
        };
        progress.problems.extend(self.judge(&changed, &answer, private).await);
        for (column, text) in answer.columns() {
            row.insert(column, text);
        }
        Ok(row)
    }

    async fn delete(&self, sys_id: &str) -> Result<(), Problem> {
        let door = self.scene.work.writing(self.children.table);
        let deleted = door.delete(sys_id).await;
        deleted.map(drop).map_err(|error| self.failed(Access::Delete, error))
    }

    /// What is to be said of cells that did not come back as they were written. A form that means the same is noted.
    async fn judge(&self, cells: &[Cell], answer: &Record, private: &mut Private) -> Problems {
        let mut forms = Private::default();
        let losses = cell::losses(cells, answer, &mut forms);
        for cell in cells {
            let form = form(self.children, answer.sys_id(), &cell.column);
            private.forms.remove(&form);
            if let Some(stored) = forms.forms.remove(&cell.column) {
                private.forms.insert(form, stored);
            }
        }
        readback::judge(self.scene.work, self.children.table, &losses).await
    }

    fn failed(&self, access: Access, error: Error) -> Problem {
        failed(self.scene, self.field, self.children, access, error)
    }
}

fn failed(
    scene: Scene<'_>,
    field: &Field,
    children: &Children,
    access: Access,
    error: Error,
) -> Problem {
    scene.work.failed(Attempt::Children(field.name), children.table, access, error)
}

/// Deletes the rows that the instance does not delete along with the record, as far as the record lists them.
pub(crate) async fn remove(scene: Scene<'_>) -> Result<(), Problem> {
    let listed = listed(scene.resource, scene.attributes);
    for (field, children) in listed.filter(|(_, children)| !children.cascades) {
        let found = rows_of::now(scene.work, children, scene.sys_id()).await;
        let found = found.map_err(|error| failed(scene, field, children, Access::Read, error))?;
        let door = scene.work.writing(children.table);
        for row in found.rows {
            let deleted = door.delete(row.sys_id()).await;
            deleted.map_err(|error| failed(scene, field, children, Access::Delete, error))?;
        }
    }
    Ok(())
}

/// What the rows of these attributes hold now.
pub(crate) async fn now(
    scene: Scene<'_>,
    all: impl IntoIterator<Item = (&Field, &Children)>,
) -> Result<Texts, Problem> {
    let mut texts = Texts::new();
    for (field, children) in all {
        let found = rows_of::now(scene.work, children, scene.sys_id()).await;
        let found = found.map_err(|error| failed(scene, field, children, Access::Read, error))?;
        let of_row = |row: &Record| {
            let own = columns(children).into_iter().filter(|column| *column != children.owner);
            own.filter_map(|column| Some((column.to_owned(), row.get(column)?.to_owned())))
                .collect()
        };
        texts.insert(field.name.to_owned(), found.rows.iter().map(of_row).collect());
    }
    Ok(texts)
}

/// Makes the rows again what they were.
pub(crate) async fn give_back(
    scene: Scene<'_>,
    before: &Adopted,
    application: Option<&str>,
) -> Result<Problems, Problem> {
    let mut said = Problems::new();
    for (field, children) in of_type(scene.resource) {
        let Some(rows) = before.children.get(field.name) else { continue };
        let of_row = |texts: &BTreeMap<String, String>| {
            cells_of_texts(field, children, |column| texts.get(column))
        };
        let (wanted, mut private) = (rows.iter().map(of_row).collect(), Private::default());
        let written = write(scene, (field, children), wanted, application, &mut private).await?;
        for problem in written.problems {
            if problem.is_error() {
                return Err(problem);
            }
            said.push(problem);
        }
    }
    Ok(said)
}
