//! The repository's own source text, as the laws read it.

use std::fs;
use std::path::{Path, PathBuf};

/// One Rust file.
pub(crate) struct Source {
    /// Its path from the repository's root, with slashes.
    pub(crate) path: String,
    lines: Vec<String>,
}

impl Source {
    /// The lines before the file's own tests.
    pub(crate) fn before_tests(&self) -> &[String] {
        let begin = |pair: &[String]| {
            let is_module = pair[1].starts_with("mod ") && pair[1].ends_with('{');
            is_module && pair[0].starts_with("#[cfg(") && pair[0].contains("test")
        };
        let tests = self.lines.windows(2).position(begin);
        &self.lines[..tests.unwrap_or(self.lines.len())]
    }

    /// The lines before the tests, without line comments and without single items that exist for tests only.
    pub(crate) fn code(&self) -> impl Iterator<Item = &str> {
        let mut item: Option<usize> = None;
        let shipped = self.before_tests().iter().filter(move |line| {
            let indentation = line.len() - line.trim_start().len();
            if item.is_none() && line.trim_start() == "#[cfg(test)]" {
                item = Some(indentation);
            }
            let skipped = item.is_some();
            if item == Some(indentation) && line.ends_with(['}', ';', ',']) {
                item = None;
            }
            !skipped
        });
        shipped.map(|line| line.find("//").map_or(line.as_str(), |at| &line[..at]))
    }

    /// Whether the whole file is a test.
    fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.ends_with("/tests.rs")
    }

    /// The files, and folders, of the modules that exist for tests only.
    fn test_modules(&self) -> Vec<String> {
        let (folder, file) = self.path.rsplit_once('/').unwrap();
        let stem = file.trim_end_matches(".rs");
        let inside = if ["mod", "lib", "main"].contains(&stem) {
            folder.to_owned()
        } else {
            format!("{folder}/{stem}")
        };
        let names =
            self.lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]").filter_map(|pair| {
                let declared = pair[1].strip_suffix(';')?;
                declared.split_whitespace().skip_while(|word| *word != "mod").nth(1)
            });
        names
            .flat_map(|name| [format!("{inside}/{name}.rs"), format!("{inside}/{name}/")])
            .collect()
    }
}

/// The repository's root.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file, by its path from the root.
pub(crate) fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file below a folder, by its path from the root, in order.
pub(crate) fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    collect(&root().join(folder), &mut found);
    let mut paths: Vec<String> = found.iter().map(|path| from_root(path)).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{folder} holds no files, so the law would hold of nothing");
    paths
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn from_root(path: &Path) -> String {
    let parts = path.strip_prefix(root()).unwrap().components();
    parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}

/// Every Rust file below a folder that is not wholly a test.
pub(crate) fn rust(folder: &str) -> Vec<Source> {
    let paths = files(folder).into_iter().filter(|path| path.rsplit('.').next() == Some("rs"));
    let read = |path: String| {
        let lines = text(&path).lines().map(str::to_owned).collect();
        Source { path, lines }
    };
    let all: Vec<Source> = paths.map(read).filter(|source| !source.is_test()).collect();
    let for_tests: Vec<String> = all.iter().flat_map(Source::test_modules).collect();
    let ships = |source: &Source| !for_tests.iter().any(|path| source.path.starts_with(path));
    all.into_iter().filter(ships).collect()
}

/// The folders of what is shipped: the provider's and the crates'.
pub(crate) const CODE: &[&str] = &[
    "src",
    "crates/tfplugin/src",
    "crates/servicenow/src",
    "crates/simulator/src",
    "crates/probe/src",
    "xtask/src",
    "xtask/start/src",
];

/// Every Rust file that is shipped.
pub(crate) fn shipped() -> Vec<Source> {
    CODE.iter().flat_map(|folder| rust(folder)).collect()
}

#[test]
fn what_exists_for_tests_only_is_left_out_and_nothing_after_it() {
    let text = "#[cfg(test)]\nmod sample;\nuse a::B; // of b\n#[cfg(test)]\npub use c::{\n    D,\n};\n\
                impl A {\n    #[cfg(test)]\n    fn b() {\n        c();\n    }\n}\n#[cfg(test)]\nmod tests {";
    let source =
        Source { path: "src/a.rs".into(), lines: text.lines().map(str::to_owned).collect() };
    assert_eq!(source.code().collect::<Vec<_>>(), ["use a::B; ", "impl A {", "}"]);
}
