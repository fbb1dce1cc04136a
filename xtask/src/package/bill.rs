//! The bill of materials of an archive: every crate that goes into its executable, and every one that builds it, as
//! CycloneDX in JSON. What cargo says of its own tree is the source, because features differ from build to build.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::moment::Moment;
use super::product::Product;
use super::target::Target;
use crate::cargo;
use crate::failure::{Attempt, Failure};

/// What each line of the tree says, after how deep it lies: name and version, licence.
const FORMAT: &str = "|{p}|{l}";

/// Which dependencies are in the executable, and which are needed to build it. A procedural macro runs in the compiler, with
/// all that it needs.
const RUNS: &str = "normal,no-proc-macro";
const BUILDS: &str = "normal,build";

/// A crate: its name and its version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Crate {
    name: String,
    version: String,
}

/// What a bill says of a crate.
#[derive(Debug, Default)]
struct Part {
    licence: String,
    needs: BTreeSet<Crate>,
}

/// Crates, and the first of them: what is built.
#[derive(Debug)]
struct Tree {
    root: Crate,
    parts: BTreeMap<Crate, Part>,
}

/// Writes the bill of `product` for `target` to `path`.
pub(super) fn write(
    path: &Path,
    root: &Path,
    product: Product,
    target: Target,
    moment: Moment,
) -> Result<(), Failure> {
    let tree = |edges| {
        let said = cargo::tree(root, product.package, target.triple, edges, FORMAT)?;
        Tree::read(&said).ok_or_else(|| Failure::new("cargo tells of no crate"))
    };
    let (all, run) = (tree(BUILDS)?, tree(RUNS)?);
    let sums = checksums(&root.join("Cargo.lock"))?;
    let component = |one: (&Crate, &Part)| component(one, run.parts.contains_key(one.0), &sums);
    let others = all.parts.iter().filter(|(one, _)| **one != all.root);
    let bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"timestamp": moment.text(), "component": subject(product, &all)},
        "components": others.map(component).collect::<Vec<_>>(),
        "dependencies": all.parts.iter().map(dependency).collect::<Vec<_>>(),
    });
    let text = format!("{bill:#}\n");
    fs::write(path, text).attempting(format!("write {}", path.display()))
}

fn subject(product: Product, tree: &Tree) -> Value {
    let licence = tree.parts.get(&tree.root).map_or("", |part| part.licence.as_str());
    json!({
        "type": "application",
        "bom-ref": tree.root.reference(),
        "name": product.name,
        "version": tree.root.version,
        "licenses": [{"expression": licence}],
    })
}

fn component((one, part): (&Crate, &Part), runs: bool, sums: &BTreeMap<Crate, String>) -> Value {
    let mut component = json!({
        "type": "library",
        "bom-ref": one.reference(),
        "name": one.name,
        "version": one.version,
        "scope": if runs { "required" } else { "excluded" },
        "licenses": [{"expression": part.licence}],
    });
    // Only what comes from the registry has a sum, and an address there.
    if let Some(sum) = sums.get(one) {
        component["hashes"] = json!([{"alg": "SHA-256", "content": sum}]);
        component["purl"] = format!("pkg:cargo/{}", one.reference().replace('+', "%2B")).into();
    }
    component
}

fn dependency((one, part): (&Crate, &Part)) -> Value {
    let needs: Vec<String> = part.needs.iter().map(Crate::reference).collect();
    json!({"ref": one.reference(), "dependsOn": needs})
}

impl Crate {
    fn reference(&self) -> String {
        format!("{}@{}", self.name, self.version)
    }

    /// Reads `name v1.2.3 (what else is said)`.
    fn read(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
        Some(Self { name: name.to_owned(), version: version.to_owned() })
    }
}

impl Tree {
    /// Reads lines of `depth|name v1.2.3|licence`, each crate below what needs it. What a crate needs stands below
    /// it only once.
    fn read(said: &str) -> Option<Self> {
        let mut above: Vec<Crate> = Vec::new();
        let mut parts: BTreeMap<Crate, Part> = BTreeMap::new();
        for (depth, one, licence) in said.lines().filter_map(line) {
            above.truncate(depth);
            if let Some(needing) = above.last() {
                parts.entry(needing.clone()).or_default().needs.insert(one.clone());
            }
            parts.entry(one.clone()).or_default().licence = licence;
            above.push(one);
        }
        Some(Self { root: above.into_iter().next()?, parts })
    }
}

fn line(text: &str) -> Option<(usize, Crate, String)> {
    let mut fields = text.split('|');
    let (depth, one, licence) = (fields.next()?, fields.next()?, fields.next()?);
    // The mark of what stood before. A slash is an older way to write a choice, which is no expression.
    let choice = licence.trim_end_matches("(*)").split('/').map(str::trim);
    let licence = choice.collect::<Vec<_>>().join(" OR ");
    Some((depth.parse().ok()?, Crate::read(one)?, licence))
}

/// The sums of the crates that come from the registry, as they are locked.
fn checksums(lock: &Path) -> Result<BTreeMap<Crate, String>, Failure> {
    let text = fs::read_to_string(lock).attempting("read Cargo.lock")?;
    let lock: toml::Table = toml::from_str(&text).attempting("read Cargo.lock")?;
    let packages = lock.get("package").and_then(toml::Value::as_array).into_iter().flatten();
    let sum = |package: &toml::Value| {
        let text = |name: &str| Some(package.get(name)?.as_str()?.to_owned());
        Some((Crate { name: text("name")?, version: text("version")? }, text("checksum")?))
    };
    Ok(packages.filter_map(sum).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::{PRODUCTS, TARGETS, THE_PROVIDER};

    fn bill(product: Product) -> Value {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bill");
        let (root, moment) = (cargo::root(), Moment::of(&cargo::root()).unwrap());
        write(&path, &root, product, TARGETS[1], moment).unwrap();
        let text = fs::read_to_string(path).unwrap();
        assert!(!text.contains(&root.display().to_string()), "a path of this machine");
        serde_json::from_str(&text).unwrap()
    }

    /// What cargo says when it is asked for names alone, in another form than that which is read.
    fn said_by_cargo(product: Product) -> BTreeSet<String> {
        let said = cargo::tree(&cargo::root(), product.package, TARGETS[1].triple, BUILDS, "{p}");
        let lines: Vec<String> = said.unwrap().lines().map(str::to_owned).collect();
        let named = lines.iter().map(|line| line.trim_start_matches(|one: char| one.is_numeric()));
        named.map(|line| Crate::read(line).unwrap().reference()).collect()
    }

    #[test]
    fn a_bill_lists_every_crate_of_the_tree_and_no_other() {
        for product in PRODUCTS {
            let bill = bill(product);
            let listed = bill["components"].as_array().unwrap().iter().map(|one| &one["bom-ref"]);
            let listed = listed.chain([&bill["metadata"]["component"]["bom-ref"]]);
            let listed: Vec<&str> = listed.map(|one| one.as_str().unwrap()).collect();
            let said = said_by_cargo(product);
            assert!(said.len() > 100, "cargo tells of {} crates", said.len());
            assert_eq!(listed.len(), said.len(), "a crate is listed twice");
            assert_eq!(listed.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), said);
        }
    }

    #[test]
    fn every_crate_has_a_licence_and_one_of_the_registry_a_sum() {
        let bill = bill(PRODUCTS[0]);
        for one in bill["components"].as_array().unwrap() {
            let licence = one["licenses"][0]["expression"].as_str().unwrap();
            assert!(!licence.is_empty() && !licence.contains('/'), "{one}");
            let is_ours = ["tfplugin", "servicenow"].contains(&one["name"].as_str().unwrap());
            assert_eq!(one["purl"].is_null(), is_ours, "{one}");
            assert_eq!(one["hashes"].is_null(), is_ours, "{one}");
        }
    }

    #[test]
    fn what_only_builds_is_no_part_of_the_executable() {
        let bill = bill(THE_PROVIDER);
        let scopes = |name: &str| {
            let parts = bill["components"].as_array().unwrap().iter();
            let named = parts.filter(|one| one["name"] == name);
            named.map(|one| one["scope"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        for name in ["tokio", "serde"] {
            assert_eq!(scopes(name), ["required"], "{name}");
        }
        // Macros, what they are made with, and what compiles C.
        for name in ["serde_derive", "tokio-macros", "syn", "quote", "cc"] {
            let scopes = scopes(name);
            assert!(!scopes.is_empty(), "{name}");
            assert!(scopes.iter().all(|scope| scope == "excluded"), "{name}: {scopes:?}");
        }
    }

    #[test]
    fn what_a_crate_needs_is_read_from_how_deep_it_lies() {
        let said = "0|a v1.0.0 (/checkout)|MPL-2.0\n1|b v2.0.0|MIT/Apache-2.0\n2|c v3.0.0 (proc-macro)|MIT\n\
                    1|c v3.0.0 (proc-macro)|MIT (*)\n";
        let tree = Tree::read(said).unwrap();
        let needs = tree.parts.values().map(|part| part.needs.len()).collect::<Vec<_>>();
        assert_eq!((tree.root.reference(), needs), ("a@1.0.0".to_owned(), vec![2, 1, 0]));
        let licences = tree.parts.values().map(|part| part.licence.as_str());
        assert_eq!(licences.collect::<Vec<_>>(), ["MPL-2.0", "MIT OR Apache-2.0", "MIT"]);
    }
}
