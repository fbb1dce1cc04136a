//! Chromium without a window: a person looks at the instance's page, signs in and consents. The
//! pictures it takes lie below `target/clients/screenshots`.

use std::path::{Path, PathBuf};

use super::{Client, Stage, javascript::Environment};
use crate::failure::Failure;

pub(super) const CLIENT: Client = Client { name: "Browser (Chromium)", run };

/// The environment variable that names the browser to use.
const OVERRIDE: &str = "CHROMIUM";
/// What distributions call it.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

fn run(stage: &Stage) -> Result<bool, Failure> {
    let packages = Environment::prepare(&stage.root)?;
    let (chromium, pictures) = (chromium()?, stage.root.join("target/clients/screenshots"));
    let more: [(&str, &Path); 2] = [("CHROMIUM", &chromium), ("SCREENSHOTS", &pictures)];
    packages.run("page.test.js", &stage.instance_with(&["--seed", "customer"])?, &more)
}

/// The browser to use: the one the environment names, or the first that is where programs are.
pub(crate) fn chromium() -> Result<PathBuf, Failure> {
    if let Some(path) = std::env::var_os(OVERRIDE).filter(|path| !path.is_empty()) {
        return Ok(path.into());
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    find(std::env::split_paths(&folders)).ok_or_else(|| {
        Failure::new("there is no Chromium")
            .remedy(format!("install the package chromium, or let {OVERRIDE} name a browser"))
    })
}

fn find(folders: impl Iterator<Item = PathBuf>) -> Option<PathBuf> {
    let mut candidates = folders.flat_map(|folder| NAMES.map(|name| folder.join(name)));
    candidates.find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_is_found_where_programs_are() {
        let folder = tempfile::tempdir().unwrap();
        let nothing = PathBuf::from("/nowhere");
        let folders = [nothing.clone(), folder.path().to_path_buf()];
        assert_eq!(find(folders.clone().into_iter()), None);
        let browser = folder.path().join("chromium");
        std::fs::write(&browser, "").unwrap();
        assert_eq!(find(folders.into_iter()), Some(browser));
    }
}
