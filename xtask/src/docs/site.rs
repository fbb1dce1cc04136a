//! The pages as they should be, compared with the folder they lie in.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::failure::{Attempt, Failure};

use super::attributes::Sections;
use super::catalogue::Catalogue;
use super::guides::{self, Guide};
use super::kinds::{KINDS, Kind, PROVIDER, RESOURCES, page_name};
use super::origins::Origins;
use super::{examples, functions, templates};

/// Pages below `docs/` that people write: neither compared nor removed.
const BY_HAND: &[&str] = &["facts.md", "guides/check-your-instance.md"];

/// Every page, by its path below `docs/`.
#[derive(Debug)]
pub(super) struct Site(BTreeMap<String, String>);

impl Site {
    /// The pages made of these schemas, of what else is known of the types and of the examples below `root`.
    pub(super) fn of(root: &Path, schemas: &Value, catalogue: &Catalogue) -> Result<Self, Failure> {
        let guides = guides::all(root)?;
        let index = index(root, schemas, &guides, catalogue)?;
        let mut pages = BTreeMap::from([("index.md".to_owned(), index)]);
        for guide in &guides {
            pages
                .insert(format!("guides/{}.md", guide.name), templates::render("guide.md", guide)?);
        }
        for kind in KINDS {
            for name in schemas[kind.schemas].as_object().into_iter().flat_map(|all| all.keys()) {
                let path = format!("{}/{}.md", kind.folder, page_name(name));
                pages.insert(path, object(root, kind, name, schemas, catalogue)?);
            }
        }
        pages.extend(functions::pages(root, schemas, &catalogue.origins)?);
        Ok(Self(pages))
    }

    /// How many pages there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Every page, together with those below `folder` that people write.
    pub(super) fn all(&self, folder: &Path) -> Result<BTreeMap<String, String>, Failure> {
        let mut all = self.0.clone();
        for name in BY_HAND {
            let text = fs::read_to_string(folder.join(name)).attempting(format!("read {name}"))?;
            all.insert((*name).to_owned(), text);
        }
        Ok(all)
    }

    /// The pages that are missing below `folder`, are others there, or should not be there.
    pub(super) fn differing(&self, folder: &Path) -> Result<Vec<String>, Failure> {
        let there = pages(folder, folder)?;
        let all: BTreeSet<&String> = self.0.keys().chain(there.keys()).collect();
        let differs = |path: &&String| self.0.get(*path) != there.get(*path);
        Ok(all.into_iter().filter(differs).cloned().collect())
    }

    /// Writes every page below `folder` and removes what is none of them.
    pub(super) fn write(&self, folder: &Path) -> Result<(), Failure> {
        for path in self.differing(folder)? {
            let file = folder.join(&path);
            let what = format!("write {}", file.display());
            match self.0.get(&path) {
                Some(page) => {
                    fs::create_dir_all(file.parent().unwrap_or(folder)).attempting(&what)?;
                    fs::write(&file, page).attempting(&what)?;
                }
                None => fs::remove_file(&file).attempting(&what)?,
            }
        }
        Ok(())
    }
}

fn index(
    root: &Path,
    schemas: &Value,
    guides: &[Guide],
    catalogue: &Catalogue,
) -> Result<String, Failure> {
    let provider = &schemas["provider"];
    let kinds = KINDS.iter().map(|kind| listed(kind, schemas, &catalogue.origins));
    let functions = functions::listed(schemas, &catalogue.origins);
    let context = json!({
        "summary": guides::first_sentence(&description(provider)),
        "example": examples::configuration_with_provider(&root.join("examples/provider/provider.tf"))?,
        "sections": Sections::of(provider),
        "guides": guides,
        "kinds": kinds.chain([functions]).collect::<Vec<_>>(),
    });
    templates::render("index.md", context)
}

/// What the index lists of a kind: what shares the name of a resource follows from that one.
fn listed(kind: &Kind, schemas: &Value, origins: &Origins) -> Value {
    let follows = |name: &&String| {
        kind.schemas != RESOURCES && schemas[RESOURCES].get(name.as_str()).is_some()
    };
    let all = schemas[kind.schemas].as_object().into_iter().flat_map(|all| all.keys());
    let names = all.filter(|name| !follows(name));
    let pages = names.map(|name| (name.as_str(), page_name(name)));
    json!({ "title": kind.title, "folder": kind.folder, "families": origins.families(pages) })
}

fn object(
    root: &Path,
    kind: &Kind,
    name: &str,
    schemas: &Value,
    catalogue: &Catalogue,
) -> Result<String, Failure> {
    let schema = &schemas[kind.schemas][name];
    let folder = root.join("examples").join(kind.folder).join(name);
    let description = description(schema);
    let context = json!({
        "name": name,
        "provider": PROVIDER,
        "kind": kind.title,
        "summary": guides::first_sentence(&description),
        "description": description,
        "example": examples::configuration(&folder.join(kind.example)),
        "import": examples::import(&folder),
        "sections": Sections::of(schema).with(&catalogue.behind(kind, name)),
        "beside": catalogue.beside(kind, name, schemas),
    });
    templates::render("object.md", context)
}

fn description(schema: &Value) -> String {
    schema["block"]["description"].as_str().unwrap_or_default().trim().to_owned()
}

/// The files below `folder` that are written here, by their path below `top`; none when it is not there.
fn pages(top: &Path, folder: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let mut found = BTreeMap::new();
    if !folder.try_exists().attempting(format!("look for {}", folder.display()))? {
        return Ok(found);
    }
    for path in guides::entries(folder)? {
        if path.is_dir() {
            found.extend(pages(top, &path)?);
            continue;
        }
        let text = fs::read(&path).attempting(format!("read {}", path.display()))?;
        let name = path.strip_prefix(top).unwrap_or(&path).display().to_string();
        if !BY_HAND.contains(&name.as_str()) {
            found.insert(name, String::from_utf8_lossy(&text).into_owned());
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo;

    fn schemas() -> Value {
        let attributes = json!({
            "id": { "type": "string", "description": "The record's sys_id.", "computed": true },
            "user_name": { "type": "string", "description": "The user id.", "required": true },
            "password": { "type": "string", "description": "The password.", "optional": true, "sensitive": true },
            "password_wo": { "type": "string", "description": "The password.", "optional": true,
                "sensitive": true, "write_only": true },
        });
        let user = json!({ "block": { "attributes": attributes, "description": "A user: of any kind. More." } });
        json!({
            "provider": { "block": { "attributes": {}, "description": "Sets things up." } },
            "resource_schemas": { "servicenow_user": user },
        })
    }

    fn site() -> Site {
        let root = cargo::root();
        Site::of(&root, &schemas(), &Catalogue::read(&root).unwrap()).unwrap()
    }

    #[test]
    fn a_resources_page_has_its_sections_its_example_and_its_imports() {
        let page = &site().0["resources/user.md"];
        let order = [
            "page_title: \"servicenow_user Resource - servicenow\"",
            "subcategory: \"Users, groups and roles\"",
            "# servicenow_user (Resource)",
            "A user: of any kind. More.",
            "**Table:** `sys_user` (Users).",
            "## Example Usage",
            "resource \"servicenow_user\" \"billing\"",
            "## Schema",
            "### Required",
            "- `user_name` (String) The user id. Column `user_name`.",
            "### Optional",
            "- `password` (String, Sensitive) The password.",
            "- `password_wo` (String, Sensitive, [Write-only]",
            "### Read-Only",
            "- `id` (String) The record's sys_id. Column `sys_id`.",
            "## Roles",
            "| `sys_user` | snc_internal, where the plugin Explicit Roles is active | user_admin or admin |",
            "## Import",
            "id = \"billing.integration\"",
            "terraform import servicenow_user.billing billing.integration",
            "## See also",
            "[`servicenow_group`](group.md)",
        ];
        let mut rest = page.as_str();
        for text in order {
            let at =
                rest.find(text).unwrap_or_else(|| panic!("{text} is not in its place:\n{page}"));
            rest = &rest[at + text.len()..];
        }
        assert!(!page.contains("required_providers"));
    }

    #[test]
    fn the_index_leads_to_every_guide_and_to_what_follows_from_no_resource() {
        let site = site();
        let index = &site.0["index.md"];
        let of_a_resource = |path: &str| {
            let page = path.rsplit('/').next().unwrap_or_default();
            !path.starts_with("guides/") && site.0.contains_key(&format!("resources/{page}"))
        };
        for path in site.0.keys().filter(|path| *path != "index.md") {
            let in_the_index = index.contains(path.trim_end_matches(".md"));
            let is_listed = !of_a_resource(path) || path.starts_with("resources/");
            assert_eq!(in_the_index, is_listed, "{path}");
        }
    }

    #[test]
    fn writing_makes_the_folder_what_it_should_be() {
        let folder = tempfile::tempdir().unwrap();
        let site = site();
        assert_eq!(site.differing(folder.path()).unwrap().len(), site.len());
        fs::create_dir(folder.path().join("resources")).unwrap();
        fs::write(folder.path().join("resources/gone.md"), "of a type that went").unwrap();
        site.write(folder.path()).unwrap();
        assert!(site.differing(folder.path()).unwrap().is_empty());
        assert!(!folder.path().join("resources/gone.md").exists());
    }

    #[test]
    fn what_people_write_is_neither_compared_nor_removed() {
        let folder = tempfile::tempdir().unwrap();
        let site = site();
        site.write(folder.path()).unwrap();
        for name in BY_HAND {
            fs::write(folder.path().join(name), "by hand").unwrap();
            assert!(cargo::root().join("docs").join(name).exists(), "{name} is no page of ours");
        }
        assert!(site.differing(folder.path()).unwrap().is_empty());
        site.write(folder.path()).unwrap();
        assert!(BY_HAND.iter().all(|name| folder.path().join(name).exists()));
        // Only where it belongs: a page of that name elsewhere goes.
        fs::create_dir_all(folder.path().join("guides")).unwrap();
        fs::write(folder.path().join("guides/facts.md"), "not ours").unwrap();
        assert_eq!(site.differing(folder.path()).unwrap(), ["guides/facts.md"]);
    }
}
