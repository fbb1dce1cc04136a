//! The sentences about rows of any table that are recognised or referred to by what people call them, for the golden file.

use std::time::Duration;

use super::Golden;
use crate::describe::Target;
use crate::engine::model::{ANY_RECORD, Spot, Subject};
use crate::engine::problem::{
    Adoption, ColumnProblem, Difference, ImportProblem, Misled, Mistake, Problem, Reference, There,
    Twin,
};

const TABLE: &str = "cmn_department";

fn subject() -> Subject {
    Subject::new(ANY_RECORD, TABLE)
}

/// Each of them.
pub(super) fn all(golden: &mut Golden) {
    of_references(golden);
    of_matches(golden);
    of_imports(golden);
    let mistakes = [
        ("row: given twice", Mistake::ColumnTwice("company".into(), "fields")),
        ("row: nothing to match", Mistake::NothingToMatch),
        ("row: not to match", Mistake::NotToMatch("name".into())),
    ];
    for (title, mistake) in mistakes {
        golden.add(title, &Problem::Mistake(mistake));
    }
}

fn of_references(golden: &mut Golden) {
    let target = Target::new("core_company", &["name", "number"]);
    let misled = |misled| {
        Problem::Misled(Box::new(Reference::new("references", &target, "Acme")), misled)
            .of_element("company")
    };
    let several = vec!["\"Acme\" (1)".to_owned(), "\"Acme\" (2)".to_owned()];
    golden.add("row: nothing referred", &misled(Misled::Nothing(vec!["\"Acne\" (1)".to_owned()])));
    golden.add("row: several referred", &misled(Misled::Several(several)));
    let (column, table) = (|| "company".to_owned(), || TABLE.to_owned());
    let (kind, spelling) = ("glide_list".to_owned(), "Acme".to_owned());
    let no_reference = ColumnProblem::NoReference { column: column(), table: table(), kind };
    let undescribed = ColumnProblem::Undescribed { column: column(), table: table(), spelling };
    let missing = ColumnProblem::Missing { spot: Spot::Reference(column()), table: table() };
    let columns = [
        ("row: no reference", no_reference),
        ("row: undescribed", undescribed),
        ("row: no such reference", missing),
    ];
    for (title, problem) in columns {
        golden.add(title, &Problem::Column(problem));
    }
}

fn of_matches(golden: &mut Golden) {
    let keys = || vec!["name".to_owned(), "company".to_owned()];
    let sys_ids = vec!["<first sys_id>".into(), "<second sys_id>".into()];
    let unmatched = Adoption::Unmatched {
        type_name: ANY_RECORD.into(),
        column: "work_notes".into(),
        why: "is a journal",
    };
    let adoptions = [
        ("row: several match", Adoption::Matches { subject: subject(), columns: keys(), sys_ids }),
        ("row: none can match", unmatched),
    ];
    for (title, problem) in adoptions {
        golden.add(title, &Problem::Adoption(problem));
    }
    let twin = Twin {
        verb: "create",
        subject: subject(),
        key: &[],
        sys_id: "<sys_id>".into(),
        by: "admin".into(),
        at: "2026-01-31 10:00:00".into(),
        age: Some(Duration::from_secs(200)),
    };
    let change = Difference {
        attribute: "description".into(),
        before: Some("Theirs".into()),
        after: Some("Ours".into()),
    };
    let there =
        There::Matched { twin, columns: keys(), changes: vec![change], secrets: vec!["fields_wo"] };
    golden.add("row: taken over", &Problem::from(there));
}

fn of_imports(golden: &mut Golden) {
    let table = || TABLE.to_owned();
    let wanted = "name = \"Legal\" and company = \"Acme\"".to_owned();
    let near = || vec!["\"Legals\" (1)".to_owned()];
    let column = ImportProblem::NoColumn {
        table: table(),
        column: "nmae".into(),
        near: vec!["name".into()],
    };
    let imports = [
        ("row: nothing to import", ImportProblem::NoMatch { table: table(), wanted, near: near() }),
        ("row: no column to import by", column),
    ];
    for (title, problem) in imports {
        golden.add(title, &Problem::Import(problem));
    }
}
