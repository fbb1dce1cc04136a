//! Certificates and keys: the text of a PEM file, or the path to one.

use servicenow::{ExposeSecret, SecretString};
use tfplugin::Diagnostic;

use super::arguments::Argument;
use super::sources::{Place, Sources, at, called};

/// The most that is read from a file: a chain of certificates is far shorter.
const MOST: u64 = 1024 * 1024;

/// Whether the argument holds the text itself.
pub(super) fn is_text(given: &str) -> bool {
    given.trim_start().starts_with("-----BEGIN")
}

/// The text of the argument in this place; none where it is not set.
pub(super) fn read(
    sources: &Sources,
    place: Place,
    argument: Argument,
) -> Result<Option<SecretString>, Diagnostic> {
    let Some(given) = sources.secret_in(place, argument) else { return Ok(None) };
    if is_text(given.expose_secret()) {
        return Ok(Some(given));
    }
    let path = given.expose_secret();
    let length = std::fs::metadata(path).map(|about| about.len());
    let read = length.and_then(|length| match length {
        0..=MOST => std::fs::read_to_string(path),
        _ => Err(std::io::Error::other("the file is too large to be one")),
    });
    match read {
        Ok(text) => Ok(Some(text.into())),
        Err(error) => Err(unreadable(&called(place, argument), argument, error.kind())),
    }
}

/// The path is not repeated: it may be a key whose first line was cut off.
fn unreadable(name: &str, argument: Argument, kind: std::io::ErrorKind) -> Diagnostic {
    let text = format!(
        "{name} is neither the text of a PEM file, which begins with -----BEGIN, nor the path to one that can be read: {kind}. \
         A path counts from the folder in which Terraform runs."
    );
    at(Diagnostic::error("Cannot read the file", text), argument)
}
