//! The person who signs in and consents: in Chromium, or by sending the forms of the pages.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::clients::browser::chromium;
use crate::clients::javascript::Environment;
use crate::failure::Failure;

/// What a person has at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// Chromium, which must be there.
    Browser,
    /// Chromium where there is one, and Node to drive it; else plain requests.
    Whatever,
}

/// Somebody who can sign in and consent.
#[derive(Debug)]
pub struct Person(Option<Browser>);

#[derive(Debug)]
struct Browser {
    chromium: PathBuf,
    packages: Environment,
    pictures: PathBuf,
}

impl Person {
    /// Somebody with these means.
    pub fn with(means: Means, root: &Path) -> Result<Self, Failure> {
        match (means, Browser::find(root)) {
            (_, Ok(browser)) => Ok(Self(Some(browser))),
            (Means::Browser, Err(failure)) => Err(failure),
            (Means::Whatever, Err(_)) => Ok(Self(None)),
        }
    }

    /// What they do it with, in words.
    pub fn how(&self) -> &'static str {
        match self.0 {
            Some(_) => "in Chromium, which clicks through the pages",
            None => {
                "by plain requests that send the forms of the pages, because there is no Chromium \
                 or no Node to drive it"
            }
        }
    }

    /// Lends the person to a script.
    pub(super) fn accompany(&self, command: &mut Command) {
        if let Some(browser) = &self.0 {
            let script = browser.packages.folder().join("person.js");
            command
                .env("BROWSER", format!("node '{}'", script.display()))
                .env("CHROMIUM", &browser.chromium)
                .env("SCREENSHOTS", &browser.pictures);
        }
    }
}

impl Browser {
    fn find(root: &Path) -> Result<Self, Failure> {
        let (chromium, packages) = (chromium()?, Environment::prepare(root)?);
        let pictures = root.join("target/clients/screenshots");
        let _ = std::fs::create_dir_all(&pictures);
        Ok(Self { chromium, packages, pictures })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_browser_a_script_is_told_of_none_and_the_reader_why() {
        let mut command = Command::new("true");
        let person = Person(None);
        person.accompany(&mut command);
        assert_eq!(command.get_envs().count(), 0);
        assert!(person.how().contains("no Chromium"));
    }
}
