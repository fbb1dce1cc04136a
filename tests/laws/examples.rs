//! Each type has its file and its examples.

use terraform_provider_servicenow::{ServiceNow, resources};
use tfplugin::Provider;

use crate::source::{files, text};

#[test]
fn each_resource_type_has_a_file_of_its_name() {
    let list = text("src/resources/mod.rs");
    let paths = files("src/resources");
    for resource in resources::ALL {
        let own = |path: &&String| path.ends_with(&format!("/{}.rs", resource.name));
        let path =
            paths.iter().find(own).unwrap_or_else(|| panic!("{} has no file", resource.name));
        let file = text(path);
        assert!(
            file.starts_with(&format!("//! `servicenow_{}`: ", resource.name)),
            "{}",
            resource.name
        );
        assert!(list.contains(&format!("::{}::RESOURCE,", resource.name)), "{}", resource.name);
    }
}

#[test]
fn each_file_of_a_resource_type_is_in_the_list() {
    let names: Vec<&str> = resources::ALL.iter().map(|resource| resource.name).collect();
    let top = |path: &String| path.matches('/').count() == 3 && !path.ends_with("/mod.rs");
    for path in files("src/resources").iter().filter(|path| top(path)) {
        let name = path.rsplit('/').next().unwrap().trim_end_matches(".rs");
        assert!(names.contains(&name), "{path} is not served");
    }
}

#[test]
fn each_resource_type_has_an_example_and_an_import_example() {
    for resource in resources::ALL {
        let type_name = format!("servicenow_{}", resource.name);
        let example = text(&format!("examples/resources/{type_name}/resource.tf"));
        assert!(example.contains(&format!("resource \"{type_name}\"")), "{type_name}");
        let import = text(&format!("examples/resources/{type_name}/import.sh"));
        assert!(import.contains(&format!("terraform import {type_name}.")), "{type_name}");
        for key in resource.import_keys.iter().filter(|_| resource.import_keys.len() > 1) {
            assert!(
                import.contains(&format!("{key}:")),
                "{type_name} does not show an import by {key}"
            );
        }
    }
}

#[test]
fn each_data_source_has_an_example() {
    let found = resources::ALL.iter().map(|resource| format!("servicenow_{}", resource.name));
    let others = ["records", "instance", "table", "oauth_token_status"];
    let others = others.iter().map(|name| format!("servicenow_{name}"));
    for type_name in found.chain(others) {
        let example = text(&format!("examples/data-sources/{type_name}/data-source.tf"));
        assert!(example.contains(&format!("data \"{type_name}\"")), "{type_name}");
    }
}

#[test]
fn each_type_has_an_example_of_its_list() {
    let offers = ServiceNow::with_environment(|_| None).offers();
    for served in offers.resources() {
        let type_name = served.type_name();
        let example =
            text(&format!("examples/list-resources/{type_name}/list-resource.tfquery.hcl"));
        assert!(example.contains(&format!("list \"{type_name}\"")), "{type_name}");
    }
}

#[test]
fn each_action_has_an_example_and_no_example_is_of_an_action_that_is_not_there() {
    let offers = ServiceNow::with_environment(|_| None).offers();
    let known: Vec<String> = offers.actions().map(|one| one.type_name().to_owned()).collect();
    assert!(known.len() > 8, "{known:?}");
    for type_name in &known {
        let example = text(&format!("examples/actions/{type_name}/action.tf"));
        assert!(example.contains(&format!("action \"{type_name}\"")), "{type_name}");
    }
    for path in files("examples/actions") {
        let folder = path.split('/').nth(2).unwrap();
        assert!(known.iter().any(|type_name| type_name == folder), "{path}");
    }
}

#[test]
fn no_example_is_of_a_type_that_is_not_there() {
    let offers = ServiceNow::with_environment(|_| None).offers();
    let resources = offers.resources();
    let known: Vec<String> =
        resources.map(|one| format!("examples/resources/{}/", one.type_name())).collect();
    for path in files("examples/resources") {
        assert!(known.iter().any(|folder| path.starts_with(folder)), "{path}");
    }
    for folder in &known {
        let example = files(folder.trim_end_matches('/'));
        assert!(
            example.iter().any(|path| path.ends_with("/resource.tf")),
            "{folder} has no example"
        );
    }
}

#[test]
fn each_function_and_each_ephemeral_resource_has_an_example() {
    let offers = ServiceNow::with_environment(|_| None).offers();
    let functions = offers.functions().map(|function| {
        let name = function.name();
        (format!("functions/{name}/function.tf"), format!("provider::servicenow::{name}("))
    });
    let ephemerals = offers.ephemerals().map(|ephemeral| {
        let name = ephemeral.type_name();
        (
            format!("ephemeral-resources/{name}/ephemeral-resource.tf"),
            format!("ephemeral \"{name}\""),
        )
    });
    let all: Vec<_> = functions.chain(ephemerals).collect();
    for (path, shown) in &all {
        assert!(text(&format!("examples/{path}")).contains(shown.as_str()), "{path}");
    }
    for path in files("examples/functions").iter().chain(&files("examples/ephemeral-resources")) {
        assert!(all.iter().any(|(known, _)| path.ends_with(known)), "{path} is of nothing there");
    }
}
