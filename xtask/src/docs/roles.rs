//! The role matrix of each guide: between two marks of its README, from what the tests of least privilege stand on.

use std::fs;
use std::path::Path;

use crate::failure::{Attempt, Failure};
use crate::guides::{self, Form, Guide, Right};

const BEGIN: &str = "<!-- roles: `cargo xtask docs` writes this -->\n";
const END: &str = "<!-- end of roles -->\n";

/// What is said below each matrix.
const TESTED: &str = "\
Tested on a simulated hardened instance: an account with exactly these roles applies and destroys the example, and without any
one of them the error names the one that is missing. `admin` stands in for all of them but `security_admin` and
`snc_basic_auth_api_access`. Access rules of an instance's own may ask for more.
";

/// A README as it should be.
#[derive(Debug)]
pub(super) struct Readme {
    /// Its path below the root of the repository.
    pub(super) path: String,
    text: String,
    differs: bool,
}

/// Every guide's README.
pub(super) fn readmes(root: &Path) -> Result<Vec<Readme>, Failure> {
    guides::ALL.iter().map(|guide| Readme::of(root, guide)).collect()
}

/// A README's text without the marks.
pub(super) fn without_marks(text: &str) -> String {
    text.replace(BEGIN, "").replace(END, "")
}

impl Readme {
    fn of(root: &Path, guide: &Guide) -> Result<Self, Failure> {
        let path = format!("{}/README.md", guide.folder());
        let shown = fs::read_to_string(root.join(&path)).attempting(format!("read {path}"))?;
        let text = with_matrix(&shown, guide)
            .ok_or_else(|| Failure::new(format!("{path} has no place for the role matrix")))
            .map_err(|failure| failure.remedy(format!("put {BEGIN}{END}into it")))?;
        Ok(Self { differs: text != shown, path, text })
    }

    /// Whether the file is another one.
    pub(super) fn differs(&self) -> bool {
        self.differs
    }

    /// Writes it.
    pub(super) fn write(&self, root: &Path) -> Result<(), Failure> {
        fs::write(root.join(&self.path), &self.text).attempting(format!("write {}", self.path))
    }
}

fn with_matrix(text: &str, guide: &Guide) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    let (forms, matrix) = (forms(guide), matrix(guide));
    Some(format!("{before}{BEGIN}\n{forms}{matrix}\n{TESTED}\n{END}{after}"))
}

/// What the letters at the head of the matrix stand for; nothing where there is but one form.
fn forms(guide: &Guide) -> String {
    if guide.forms.len() == 1 {
        return String::new();
    }
    let lines = guide.forms.iter().enumerate().map(|(place, form)| {
        let settings: Vec<String> = form.settings().map(|one| format!("`{one}`")).collect();
        let settings =
            if settings.is_empty() { "every default".into() } else { settings.join(", ") };
        format!("* **{}**: {settings}\n", letter(place))
    });
    format!("{}\n", lines.collect::<String>())
}

fn letter(place: usize) -> char {
    u8::try_from(place).map_or('?', |place| char::from(b'A' + place))
}

fn matrix(guide: &Guide) -> String {
    let several = guide.seats.len() > 1;
    let shown: &[Form] = if guide.forms.len() == 1 { &[] } else { guide.forms };
    let mut head: Vec<String> = if several { vec!["instance".into()] } else { Vec::new() };
    head.extend(["role".into(), "for".into()]);
    head.extend((0..shown.len()).map(|place| letter(place).to_string()));
    let mut text = row(&head);
    text.extend(["|", &"---|".repeat(head.len()), "\n"]);
    for right in guide.rights {
        let mut cells = if several { vec![right.seat.to_owned()] } else { Vec::new() };
        cells.extend([format!("`{}`", right.role), purpose(right)]);
        let takes = |form: &Form| if right.forms.contains(&form.name) { "yes" } else { "" };
        cells.extend(shown.iter().map(|form| takes(form).to_owned()));
        text.push_str(&row(&cells));
    }
    text
}

fn row(cells: &[String]) -> String {
    let cells = cells.iter().map(|cell| format!(" {} |", cell.replace('|', "\\|")));
    format!("|{}\n", cells.collect::<String>())
}

fn purpose(right: &Right) -> String {
    let tables: Vec<String> = right.tables.iter().map(|table| format!("`{table}`")).collect();
    let tables = if tables.is_empty() { String::new() } else { format!(": {}", tables.join(", ")) };
    format!("{}{tables}", right.purpose)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo;

    #[test]
    fn every_readme_has_the_matrix_that_the_tests_stand_on() {
        for readme in readmes(&cargo::root()).unwrap() {
            assert!(!readme.differs(), "{}: run `cargo xtask docs`", readme.path);
        }
    }

    #[test]
    fn a_matrix_says_which_form_takes_which_role() {
        let text = matrix(guides::named("pipedream").unwrap());
        assert!(text.starts_with("| role | for | A | B | C |\n|---|---|---|---|---|\n"), "{text}");
        assert!(text.contains("`sys_security_acl_role` |  | yes |  |\n"), "{text}");
        let text = forms(guides::named("pipedream").unwrap());
        assert!(text.contains("* **A**: every default\n* **B**: `hardened = true`\n"), "{text}");
    }

    #[test]
    fn one_form_needs_no_letters_and_two_instances_need_their_names() {
        let nango = guides::named("nango").unwrap();
        assert!(matrix(nango).starts_with("| role | for |\n") && forms(nango).is_empty());
        let text = matrix(guides::named("remote-instance-spoke").unwrap());
        assert!(text.starts_with("| instance | role | for | A |"), "{text}");
    }

    #[test]
    fn what_stands_around_the_marks_stays() {
        let nango = guides::named("nango").unwrap();
        let text = format!("before\n{BEGIN}old\n{END}after\n");
        let new = with_matrix(&text, nango).unwrap();
        assert!(new.starts_with("before\n") && new.ends_with("after\n") && !new.contains("old"));
        assert!(with_matrix("no marks", nango).is_none());
        assert!(without_marks(&new).starts_with("before\n\n| role | for |"));
    }
}
