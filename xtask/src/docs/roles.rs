//! The role matrix of each guide: between two marks of its README, from what the tests of least privilege stand on.

use std::path::Path;

use crate::failure::Failure;
use crate::guides::{self, Form, Guide, Right};

use super::readme::{Readme, row};

/// What is said below each matrix.
const TESTED: &str = "\
Tested on a simulated hardened instance: an account with exactly these roles applies and destroys the example, and without any
one of them the error names the one that is missing. `admin` stands in for all of them but `security_admin` and
`snc_basic_auth_api_access`. Access rules of an instance's own may ask for more.
";

/// Every guide's README.
pub(super) fn readmes(root: &Path) -> Result<Vec<Readme>, Failure> {
    let readme = |guide: &&Guide| {
        Readme::of(root, format!("{}/README.md", guide.folder()), "roles", &written(guide))
    };
    guides::ALL.iter().map(readme).collect()
}

fn written(guide: &Guide) -> String {
    format!("{}{}\n{TESTED}", forms(guide), matrix(guide))
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
}
