//! The arrows of the architecture: who may use whom. They never turn back.

use std::collections::{BTreeMap, BTreeSet};

use crate::paths::{self, Words};
use crate::source::{files, rust, text};

/// A folder whose parts stand on one another.
struct Tree {
    folder: &'static str,
    /// The parts, bottom to top. Each may use those before it, one with a colon only those it names.
    floors: &'static str,
    /// What a part uses against this order, and why.
    against: &'static [(&'static str, &'static str, &'static str)],
}

const TREES: &[Tree] = &[
    Tree {
        folder: "src",
        floors: "
            describe:
            resources: describe
            data_sources: describe resources
            foreign: describe
            engine: describe resources data_sources foreign
            provider: engine",
        against: &[],
    },
    Tree {
        folder: "src/describe",
        floors: "words text_kind codes hooks neighbours field foreign builders children resource data_source",
        against: &[],
    },
    Tree {
        folder: "src/resources",
        floors: "
            qualifiers:
            spans:
            ui_types:
            oauth:
            connections:
            access:
            accounts:
            keys:
            software:
            directory:
            mid:
            web:
            logic: spans ui_types
            service_catalog: qualifiers spans ui_types
            applications:
            portal:
            inventory:
            data_in:
            schema: qualifiers
            mail:
            organisation:
            files:",
        against: &[],
    },
    Tree {
        folder: "src/engine",
        floors: "
            model problem session lookup placement write record installed
            any_record: model problem session lookup placement write record
            moved: model problem record any_record
            data: model problem session lookup
            list: model problem session lookup placement write record installed any_record
            ephemeral: model problem session
            functions: model problem
            actions: model problem session lookup
            serve",
        against: &[(
            "data",
            "write",
            "a data source asks a resource's own hook what other records hold",
        )],
    },
    Tree {
        folder: "src/provider",
        floors: "
            arguments given sources instance notes options placing connection oauth authentication",
        against: &[],
    },
    Tree {
        folder: "crates/simulator/src",
        floors: "
            evidence clock vault key_store unknowns dictionary schedule refusal http
            store journal faults progress
            world locale query records current scripts rules
            identity access oauth
            outbound seeds update_sets imports test_suites scans instance
            api jobs server simulator
            control: http unknowns journal faults
            commands:",
        against: &[],
    },
    Tree {
        folder: "crates/servicenow/src",
        floors: "
            mask record clock query row pace transport instance_url error credentials client request
            transaction token sign_in lane guard delivery table reader current_user cicd",
        against: &[
            ("error", "guard lane", "an error says which of their reasons it was"),
            (
                "client",
                "transaction token sign_in lane table reader current_user cicd",
                "a client keeps them or gives them out",
            ),
        ],
    },
    Tree {
        folder: "crates/tfplugin/src",
        floors: "
            types value number debug path diagnostic schema proto wire author service server
            testing",
        against: &[(
            "author",
            "service",
            "a stored state is given to the author and read by the service",
        )],
    },
    Tree {
        folder: "crates/probe/src",
        floors: "
            refusal error instance descriptions dictionary columns
            bench points findings connections jwt_providers registries secrets values schema rows",
        against: &[],
    },
    Tree {
        folder: "xtask/start/src",
        floors: "artifact memory selection progress build",
        against: &[],
    },
    Tree {
        folder: "xtask/src",
        floors: "
            failure system report export counts cargo programs mirror outcome pip instance terraform
            simulator workspace clients guides demo docs package bench tiers",
        against: &[],
    },
];

impl Tree {
    fn parts(&self) -> Vec<&str> {
        let of_line = |line: &'static str| {
            let names = line.split_once(':').map_or(line, |(part, _)| part);
            names.split_whitespace()
        };
        self.floors.lines().flat_map(of_line).collect()
    }

    /// What a part may use by the order.
    fn below(&self, part: &str) -> Vec<&str> {
        let mut named = self.floors.lines().filter_map(|line| line.trim().split_once(':'));
        match named.find(|(name, _)| *name == part) {
            Some((_, named)) => named.split_whitespace().collect(),
            None => self.parts().into_iter().take_while(|name| *name != part).collect(),
        }
    }

    /// What a part uses against the order by leave.
    fn leave(&self, part: &str) -> Vec<&str> {
        let of_part = self.against.iter().filter(|(name, ..)| *name == part);
        of_part.flat_map(|(_, used, _)| used.split_whitespace()).collect()
    }

    /// The crate that it is of, and its own module in that.
    fn place(&self) -> (&str, Words) {
        let (before, inside) = self.folder.split_once("src").unwrap();
        let folder = &self.folder[..before.len() + "src".len()];
        (folder, inside.split('/').filter(|word| !word.is_empty()).map(str::to_owned).collect())
    }

    /// What each part names of the others, and where. A name that the root gives out counts as its part's.
    fn arrows(&self) -> BTreeMap<(String, String), String> {
        let (folder, root) = self.place();
        let given_out = self.given_out();
        let part = |path: &Words| -> Option<String> {
            let step = path.strip_prefix(&root[..])?.first()?;
            Some(given_out.get(step).unwrap_or(step).clone())
        };
        let mut arrows = BTreeMap::new();
        for (module, named) in paths::modules(folder) {
            let Some(own) = part(&module) else { continue };
            let used = named.iter().filter_map(part).filter(|used| *used != own);
            for used in used.filter(|used| self.parts().contains(&used.as_str())) {
                arrows.insert((own.clone(), used), module.join("/"));
            }
        }
        arrows
    }

    /// The names that the root module gives out, with the parts they are of.
    fn given_out(&self) -> BTreeMap<String, String> {
        let is_root = |path: &str| ["lib.rs", "mod.rs"].contains(&&path[self.folder.len() + 1..]);
        let sources = rust(self.folder);
        let code = sources.iter().find(|source| is_root(&source.path)).map(paths::code);
        let found = paths::paths(&code.unwrap_or_default(), |word| self.parts().contains(&word));
        let named = found.into_iter().map(|path| (path[path.len() - 1].clone(), path[0].clone()));
        // A function of the root's that has a part's name is not that part.
        named.filter(|(name, _)| !self.parts().contains(&name.as_str())).collect()
    }
}

#[test]
fn each_part_uses_only_what_stands_below_it() {
    let mut wrong = Vec::new();
    for tree in TREES {
        for ((own, used), place) in tree.arrows() {
            if ![tree.below(&own), tree.leave(&own)].concat().contains(&used.as_str()) {
                wrong.push(format!("{}: {own} uses {used}, in {place}", tree.folder));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows turn back: {wrong:#?}");
}

#[test]
fn each_part_that_exists_is_listed_and_each_leave_is_needed() {
    for tree in TREES {
        let part = |path: &str| paths::module(tree.folder, path).first().cloned();
        let parts: BTreeSet<String> =
            rust(tree.folder).iter().filter_map(|source| part(&source.path)).collect();
        assert_eq!(parts, tree.parts().into_iter().map(str::to_owned).collect(), "{}", tree.folder);
        assert_eq!(parts.len(), tree.parts().len(), "{} lists a part twice", tree.folder);
        let arrows = tree.arrows();
        for (own, used, _) in tree.against {
            for used in used.split_whitespace() {
                let arrow = (own.to_string(), used.to_owned());
                assert!(arrows.contains_key(&arrow), "{own} no longer uses {used}");
            }
        }
    }
}

const CRATES: &[&str] =
    &["tfplugin", "servicenow", "simulator", "probe", "xtask", "terraform_provider_servicenow"];

/// The crates of ours that each part of the provider may name.
const WORLDS: &[(&str, &[&str])] = &[
    ("engine", &["servicenow", "tfplugin"]),
    ("provider", &["servicenow", "tfplugin"]),
    ("main", &["terraform_provider_servicenow", "tfplugin"]),
];

#[test]
fn only_the_engine_and_the_provider_block_know_both_worlds() {
    for source in rust("src") {
        let part = source.path["src/".len()..].split(['/', '.']).next().unwrap();
        let allowed = WORLDS.iter().find(|(name, _)| *name == part).map_or(&[][..], |(_, all)| all);
        for path in paths::paths(&paths::code(&source), |word| CRATES.contains(&word)) {
            assert!(
                allowed.contains(&path[0].as_str()),
                "{} names {}",
                source.path,
                path.join("::")
            );
        }
    }
}

/// The members of a manifest's dependency tables whose names are crates of ours.
fn of_ours(manifest: &str, tables: &[&str]) -> Vec<String> {
    let manifest: toml::Table = text(manifest).parse().unwrap();
    let found = tables.iter().filter_map(|table| manifest.get(*table)?.as_table());
    let names = found.flat_map(toml::Table::keys).cloned();
    names.filter(|name| CRATES.contains(&name.replace('-', "_").as_str())).collect()
}

const BUILT: &[&str] = &["dependencies", "build-dependencies"];
const ALL: &[&str] = &["dependencies", "build-dependencies", "dev-dependencies"];

#[test]
fn the_crates_do_not_know_each_other_and_the_simulator_knows_nothing_of_ours() {
    assert_eq!(of_ours("crates/tfplugin/Cargo.toml", BUILT), Vec::<String>::new());
    assert_eq!(of_ours("crates/servicenow/Cargo.toml", BUILT), Vec::<String>::new());
    assert_eq!(of_ours("crates/simulator/Cargo.toml", ALL), Vec::<String>::new());
    assert_eq!(of_ours("crates/probe/Cargo.toml", BUILT), Vec::<String>::new());
    assert_eq!(of_ours("Cargo.toml", BUILT), ["servicenow", "tfplugin"]);
}

#[test]
fn the_protocol_crate_has_no_word_of_servicenow_and_the_client_none_of_terraform() {
    for (folder, word) in
        [("crates/tfplugin/src", "servicenow"), ("crates/servicenow/src", "terraform")]
    {
        for path in files(folder) {
            assert!(!path.to_lowercase()[folder.len()..].contains(word), "{path}");
            for (number, line) in text(&path).lines().enumerate() {
                assert!(!line.to_lowercase().contains(word), "{path}:{}: {line}", number + 1);
            }
        }
    }
}
