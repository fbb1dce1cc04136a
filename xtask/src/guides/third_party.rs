//! Whoever the guide is for: a script with Authlib, a library nobody here wrote, and a person beside it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Map, Value, json};

use super::{Means, Person, Proof, Stage};
use crate::clients::python::Environment;
use crate::failure::{Attempt, Failure};

/// The third party of every guide, ready to act.
#[derive(Debug)]
pub struct ThirdParty {
    packages: Environment,
    /// Who consents.
    pub person: Person,
}

impl ThirdParty {
    /// Gets the packages, from Python's index where they are not there yet.
    pub fn prepare(root: &Path, means: Means) -> Result<Self, Failure> {
        let packages = Environment::prepare(root, "oauth")?;
        Ok(Self { packages, person: Person::with(means, root)? })
    }

    /// The command of a script of theirs.
    pub(super) fn command(&self, script: &str) -> Command {
        let mut command = self.packages.command(script);
        // The simulated instances are on loopback.
        command.env("AUTHLIB_INSECURE_TRANSPORT", "1");
        self.person.accompany(&mut command);
        command
    }

    /// Lets them act on what was applied.
    pub fn prove(&self, stage: &Stage) -> Result<Proof, Failure> {
        let mut command = self.command(&stage.guide.script());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().attempting("start the third party")?;
        let story = story(stage)?.to_string();
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(story.as_bytes()).attempting("tell the third party the story")?;
        }
        Proof::of(&child.wait_with_output().attempting("wait for the third party")?)
    }
}

/// What the third party is told: addresses, what Terraform put out, and what it was given.
fn story(stage: &Stage) -> Result<Value, Failure> {
    let outputs = stage.workspace.run(&["output", "-json", "-no-color"])?.succeeded()?;
    let outputs: Map<String, Value> =
        serde_json::from_str(&outputs.stdout).attempting("read the outputs")?;
    let outputs = outputs.into_iter().map(|(name, output)| (name, output["value"].clone()));
    let variables = stage.guide.values().map(|(name, value)| (name.to_owned(), json!(value)));
    let urls = stage.guide.seats.iter().map(|seat| (seat.name.to_owned(), json!(stage.url(seat))));
    Ok(json!({
        "instances": urls.collect::<Map<_, _>>(),
        "outputs": outputs.collect::<Map<_, _>>(),
        "variables": variables.collect::<Map<_, _>>(),
        "neighbour": stage.neighbour(),
    }))
}
