//! What cargo tells in JSON of each crate that is done. It is read by hand, since a parser would have to be built first.

/// A crate, or one of its programs, that is built.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Artifact<'a> {
    /// The crate, by whatever cargo tells it from others.
    pub(crate) package: &'a str,
    /// Whether it was there before.
    pub(crate) fresh: bool,
    /// Where its program lies, if it is one.
    pub(crate) executable: Option<&'a str>,
}

impl<'a> Artifact<'a> {
    /// Reads one message; None where it is about something else.
    pub(crate) fn read(message: &'a str) -> Option<Self> {
        if !message.contains(r#""reason":"compiler-artifact""#) {
            return None;
        }
        Some(Self {
            package: text(message, "package_id")?,
            fresh: message.contains(r#""fresh":true"#),
            executable: text(message, "executable"),
        })
    }

    /// The crate's name.
    pub(crate) fn name(&self) -> &'a str {
        let (path, own) = self.package.rsplit_once('#').unwrap_or(("", self.package));
        match own.split_once('@') {
            Some((name, _)) => name,
            // Where the folder has the name, it stands in no other place.
            None => path.rsplit('/').next().unwrap_or(own),
        }
    }
}

fn text<'a>(message: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = message.split_once(&format!("\"{name}\":\""))?;
    after.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIBRARY: &str = r#"{"reason":"compiler-artifact","package_id":"registry+https://index#libc@0.2.1","target":{"name":"libc"},"executable":null,"fresh":true}"#;
    const PROGRAM: &str = r#"{"reason":"compiler-artifact","package_id":"path+file:///w/xtask#0.1.0","target":{"name":"xtask"},"executable":"/t/xtask","fresh":false}"#;

    #[test]
    fn a_crate_that_is_done_is_read_with_its_name_and_its_program() {
        let library = Artifact::read(LIBRARY).unwrap();
        assert_eq!((library.name(), library.fresh, library.executable), ("libc", true, None));
        let program = Artifact::read(PROGRAM).unwrap();
        assert_eq!((program.name(), program.fresh), ("xtask", false));
        assert_eq!(program.executable, Some("/t/xtask"));
    }

    #[test]
    fn other_messages_are_none() {
        assert_eq!(Artifact::read(r#"{"reason":"build-finished","success":true}"#), None);
        assert_eq!(Artifact::read("text of a build script"), None);
    }
}
