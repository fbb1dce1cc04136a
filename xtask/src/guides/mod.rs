//! The guides that `examples/integrations` carry out, and what it takes to prove that they were: the
//! instances, the other side, and claims that hold only while the example's attributes are right.

mod camunda_spoke;
mod datadog_alerts;
mod guide;
mod nango;
mod neighbour;
mod person;
mod pipedream;
mod proof;
mod remote_instance_spoke;
mod rights;
mod stage;
mod third_party;
mod ticket_reader;
mod user_import;
mod xmatters;

pub use guide::{Change, Edit, Guide, Place, Seat, Secret};
pub use neighbour::Neighbour;
pub use person::{Means, Person};
pub use proof::Proof;
pub use rights::{Form, Right};
pub use stage::{Stage, Tools};
pub use third_party::ThirdParty;

use crate::failure::Failure;

/// All of them.
pub static ALL: [&Guide; 8] = [
    &camunda_spoke::GUIDE,
    &remote_instance_spoke::GUIDE,
    &pipedream::GUIDE,
    &nango::GUIDE,
    &user_import::GUIDE,
    &ticket_reader::GUIDE,
    &datadog_alerts::GUIDE,
    &xmatters::GUIDE,
];

/// The guide called `name`.
pub fn named(name: &str) -> Result<&'static Guide, Failure> {
    let names: Vec<&str> = ALL.iter().map(|guide| guide.name).collect();
    ALL.into_iter().find(|guide| guide.name == name).ok_or_else(|| {
        Failure::new(format!("there is no guide called {name}"))
            .remedy(format!("choose one of: {}", names.join(", ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo;
    use std::fs;

    /// The configuration's text, that of its modules included.
    fn text_of(guide: &Guide, file: &str) -> String {
        fs::read_to_string(cargo::root().join(guide.folder()).join(file)).unwrap()
    }

    #[test]
    fn every_variable_of_a_guide_without_a_default_has_a_value() {
        for guide in ALL {
            let text = format!("\n{}", text_of(guide, "variables.tf"));
            for block in text.split("\nvariable \"").skip(1) {
                let name = block.split('"').next().unwrap();
                let given = guide.values().any(|(known, _)| known == name);
                assert!(given || block.contains("default "), "{name} of {}", guide.name);
            }
        }
    }

    #[test]
    fn every_value_of_a_guide_is_of_a_variable() {
        for guide in ALL {
            let text = text_of(guide, "variables.tf");
            for (name, _) in guide.values() {
                assert!(text.contains(&format!("variable \"{name}\"")), "{name} of {}", guide.name);
            }
        }
    }

    #[test]
    fn every_change_is_of_something_that_is_there_once() {
        for guide in ALL {
            for change in guide.changes {
                match change.edit {
                    Edit::Attribute { file, from, to } => {
                        assert_eq!(text_of(guide, file).matches(from).count(), 1, "{from}");
                        assert_ne!(from, to);
                    }
                    Edit::Variable { name, .. } => {
                        let text = text_of(guide, "variables.tf");
                        assert!(text.contains(&format!("variable \"{name}\"")), "{name}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_change_breaks_a_claim_of_its_guides_proof() {
        for guide in ALL {
            let script = cargo::root().join("tests/clients/python").join(guide.script());
            let script = fs::read_to_string(script).unwrap();
            assert!(guide.changes.len() > 1, "{}", guide.name);
            for change in guide.changes {
                assert!(script.contains(&format!("claim(\"{}\")", change.breaks)), "{change:?}");
            }
        }
    }

    #[test]
    fn an_unknown_guide_is_answered_with_the_known_ones() {
        let failure = named("nowhere").unwrap_err();
        assert!(failure.explained().contains("camunda-spoke, remote-instance-spoke"));
    }
}
