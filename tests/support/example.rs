//! The configurations under `examples/`, found rather than listed: a new one is tested at once.

use std::fs;
use std::path::{Path, PathBuf};

use xtask::failure::{Attempt, Failure};
use xtask::workspace::Workspace;
use xtask::{cargo, guides};

/// A folder with a configuration that applies by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Example {
    /// Where it lies below `examples/`: `resources/servicenow_connection`.
    pub(crate) name: String,
    folder: PathBuf,
}

/// A `terraform import` that an example's `import.sh` shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ImportCommand {
    pub(crate) address: String,
    /// The id as written: a `sys_id` in it is only an illustration.
    pub(crate) id: String,
}

/// An input variable that has no default.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Variable {
    name: String,
    kind: String,
    ephemeral: bool,
}

impl Example {
    /// Every example that works on one instance, sorted by name.
    pub(crate) fn all() -> Vec<Self> {
        let root = cargo::root().join("examples");
        let mut found = Vec::new();
        for kind in folders(&root) {
            match Self::at(&root, &kind) {
                // What lies in a configuration's folder are its modules.
                Some(example) => found.push(example),
                None => {
                    found
                        .extend(folders(&kind).iter().filter_map(|folder| Self::at(&root, folder)));
                }
            }
        }
        found.retain(Self::works_on_one_instance);
        found.sort_by(|one, other| one.name.cmp(&other.name));
        assert!(found.len() > 5, "only {} examples below {}", found.len(), root.display());
        found
    }

    fn at(root: &Path, folder: &Path) -> Option<Self> {
        let name = folder.strip_prefix(root).ok()?.display().to_string();
        let example = Self { name, folder: folder.to_path_buf() };
        (!example.text().is_empty()).then_some(example)
    }

    /// Whether it lies in the folder `kind` of `examples/`.
    pub(crate) fn is_below(&self, kind: &str) -> bool {
        Path::new(&self.name).starts_with(kind)
    }

    /// Copies the configuration into `workspace` and gives its variables values.
    pub(crate) fn open(&self, workspace: &mut Workspace) -> Result<(), Failure> {
        workspace.copy(&self.folder)?;
        let sample = fs::read_to_string(self.folder.join("terraform.tfvars.example"));
        let sample = sample.unwrap_or_default();
        workspace.write("terraform.tfvars", &sample)?;
        for variable in self.variables().iter().filter(|variable| !sets(&sample, &variable.name)) {
            workspace.variable(&variable.name, variable.value());
        }
        let guide =
            guides::ALL.iter().find(|guide| cargo::root().join(guide.folder()) == self.folder);
        for (name, value) in guide.into_iter().flat_map(|guide| guide.environment) {
            workspace.set(name, value);
        }
        Ok(())
    }

    /// The values given to ephemeral variables, which must be in no state.
    pub(crate) fn planted_secrets(&self) -> Vec<String> {
        let variables = self.variables();
        variables.iter().filter(|variable| variable.ephemeral).map(Variable::value).collect()
    }

    /// The imports its `import.sh` shows, none where there is no such file.
    pub(crate) fn import_commands(&self) -> Result<Vec<ImportCommand>, Failure> {
        let path = self.folder.join("import.sh");
        if !path.exists() {
            return Ok(Vec::new());
        }
        let text = fs::read_to_string(&path).attempting(format!("read {}", path.display()))?;
        Ok(text.lines().filter_map(ImportCommand::parse).collect())
    }

    /// Whether all it makes is on one instance: two have a provider block each, under an alias.
    fn works_on_one_instance(&self) -> bool {
        !self.text().lines().any(|line| argument(line, "alias").is_some())
    }

    fn variables(&self) -> Vec<Variable> {
        let text = format!("\n{}", self.text());
        let blocks = text.split("\nvariable \"").skip(1);
        blocks.filter_map(Variable::parse).collect()
    }

    fn text(&self) -> String {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "tf"));
        paths.sort();
        paths.iter().filter_map(|path| fs::read_to_string(path).ok()).collect::<Vec<_>>().join("\n")
    }
}

impl ImportCommand {
    fn parse(line: &str) -> Option<Self> {
        let (address, id) = line.strip_prefix("terraform import ")?.trim().split_once(' ')?;
        let id = id.trim().trim_matches(['"', '\'']);
        Some(Self { address: address.to_owned(), id: id.to_owned() })
    }

    /// Whether the id stands for a record's `sys_id`, alone or after its table, which differs on every instance.
    pub(crate) fn is_by_sys_id(&self) -> bool {
        let last = self.id.rsplit('/').next().unwrap_or_default();
        last.len() == 32 && last.chars().all(|digit| digit.is_ascii_hexdigit())
    }
}

impl Variable {
    /// Reads a block after its opening `variable "`; none when it has a default.
    fn parse(block: &str) -> Option<Self> {
        let (name, body) = block.split_once('"')?;
        let body = body.split("\n}").next().unwrap_or_default();
        if argument(body, "default").is_some() {
            return None;
        }
        let kind = argument(body, "type").unwrap_or("string").to_owned();
        let ephemeral = argument(body, "ephemeral") == Some("true");
        Some(Self { name: name.to_owned(), kind, ephemeral })
    }

    fn value(&self) -> String {
        match self.kind.as_str() {
            "number" => "1".to_owned(),
            "bool" => "true".to_owned(),
            _ => format!("planted-{}-q7Zx", self.name.replace('_', "-")),
        }
    }
}

fn argument<'a>(body: &'a str, name: &str) -> Option<&'a str> {
    body.lines().find_map(|line| {
        let (found, value) = line.split_once('=')?;
        (found.trim() == name).then(|| value.trim())
    })
}

fn sets(variables: &str, name: &str) -> bool {
    argument(variables, name).is_some()
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_without_a_default_gets_a_value_of_its_kind() {
        let parse = |text: &str| Variable::parse(text);
        let secret = parse("token\" {\n  type      = string\n  ephemeral = true\n}\n").unwrap();
        assert!(secret.ephemeral);
        assert_eq!(secret.value(), "planted-token-q7Zx");
        assert_eq!(parse("n\" {\n  type = number\n}\n").unwrap().value(), "1");
        assert_eq!(parse("d\" {\n  type = string\n  default = null\n}\n"), None);
    }

    #[test]
    fn an_import_command_is_read_with_or_without_quotes() {
        let command = ImportCommand::parse("terraform import a.b \"name:Shipping API\"").unwrap();
        assert_eq!((command.address.as_str(), command.id.as_str()), ("a.b", "name:Shipping API"));
        assert!(!command.is_by_sys_id());
        let by_id = ImportCommand::parse("terraform import a.b 7f3a1c529b20411082cdfa91f24bcb52");
        assert!(by_id.unwrap().is_by_sys_id());
        let of_table = "terraform import a.b sys_choice/7f3a1c529b20411082cdfa91f24bcb52";
        assert!(ImportCommand::parse(of_table).unwrap().is_by_sys_id());
        assert_eq!(ImportCommand::parse("# By name"), None);
    }

    #[test]
    fn examples_of_every_kind_are_found() {
        let names: Vec<String> = Example::all().into_iter().map(|example| example.name).collect();
        for kind in ["resources/", "data-sources/", "integrations/"] {
            assert!(names.iter().any(|name| name.starts_with(kind)), "no {kind} in {names:?}");
        }
    }

    #[test]
    fn modules_and_what_works_on_two_instances_are_no_examples_for_one() {
        let names: Vec<String> = Example::all().into_iter().map(|example| example.name).collect();
        assert!(names.contains(&"multi-instance".to_owned()), "{names:?}");
        for other in ["multi-instance/module", "integrations/remote-instance-spoke"] {
            assert!(!names.contains(&other.to_owned()), "{other}");
        }
    }
}
