//! What a proof came to: the claims that held, and the one that did not.

use std::process::Output;

use crate::failure::Failure;

/// A finished proof.
#[derive(Debug, PartialEq, Eq)]
pub struct Proof {
    /// The claims that held, in order.
    pub held: Vec<String>,
    /// The claim that did not hold, and why; none came after it.
    pub broken: Option<(String, String)>,
}

impl Proof {
    /// Reads what a script printed; one that ended otherwise than by a claim is a failure.
    pub(super) fn of(output: &Output) -> Result<Self, Failure> {
        let text = String::from_utf8_lossy(&output.stdout);
        let mut proof = Self { held: Vec::new(), broken: None };
        for line in text.lines() {
            let mut words = line.splitn(3, '\t');
            match (words.next(), words.next(), words.next()) {
                (Some("holds"), Some(claim), None) => proof.held.push(claim.to_owned()),
                (Some("broken"), Some(claim), Some(why)) => {
                    proof.broken = Some((claim.to_owned(), why.to_owned()));
                }
                _ => {}
            }
        }
        if output.status.success() == proof.broken.is_none() {
            return Ok(proof);
        }
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(Failure::new("the third party's script failed").because(said))
    }

    /// The claims, if there were some and all held.
    pub fn holds(self) -> Result<Vec<String>, Failure> {
        match self.broken {
            None if !self.held.is_empty() => Ok(self.held),
            None => Err(Failure::new("nothing was claimed")),
            Some((claim, why)) => {
                Err(Failure::new(format!("this does not hold: {claim}")).because(why))
            }
        }
    }

    /// Fails unless exactly that claim is the one that does not hold.
    pub fn breaks_at(self, wanted: &str) -> Result<(), Failure> {
        match self.broken {
            Some((claim, _)) if claim == wanted => Ok(()),
            Some((claim, why)) => Err(Failure::new(format!("another claim broke: {claim}"))
                .because(format!("{why}; it should have been: {wanted}"))),
            None => Err(Failure::new(format!("this holds all the same: {wanted}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    fn proof(script: &str) -> Result<Proof, Failure> {
        Proof::of(&Command::new("sh").args(["-c", script]).output().unwrap())
    }

    #[test]
    fn claims_that_held_are_told_in_order() {
        let held = proof("printf 'holds\\tone\\nholds\\ttwo\\n'").unwrap().holds().unwrap();
        assert_eq!(held, ["one", "two"]);
    }

    #[test]
    fn a_broken_claim_is_told_with_its_reason() {
        let broken = || proof("printf 'holds\\tone\\nbroken\\ttwo\\twhy\\n'; exit 1").unwrap();
        let failure = broken().holds().unwrap_err();
        assert_eq!(failure.explained(), "this does not hold: two\n  because: why");
        assert!(broken().breaks_at("two").is_ok());
        assert!(broken().breaks_at("one").is_err());
    }

    #[test]
    fn a_claim_that_should_break_and_holds_is_a_failure() {
        assert!(proof("printf 'holds\\tone\\n'").unwrap().breaks_at("one").is_err());
    }

    #[test]
    fn a_script_that_fails_otherwise_or_claims_nothing_proves_nothing() {
        assert!(proof("echo oops >&2; exit 1").unwrap_err().explained().contains("oops"));
        assert!(proof("true").unwrap().holds().is_err());
    }
}
