//! The kinds of page that are made from a schema, and where each of their pieces lies.

/// Things that the provider offers under names of their own.
pub(super) struct Kind {
    /// The key of their schemas in Terraform's answer.
    pub(super) schemas: &'static str,
    /// Their folder under `docs/` and under `examples/`.
    pub(super) folder: &'static str,
    /// The file with a complete configuration, in the example's folder.
    pub(super) example: &'static str,
    /// What one is called in a title.
    pub(super) title: &'static str,
}

/// The key of the resources' schemas.
pub(super) const RESOURCES: &str = "resource_schemas";

/// Every kind Terraform knows of. One that the provider has none of makes no page.
pub(super) const KINDS: &[Kind] = &[
    Kind { schemas: RESOURCES, folder: "resources", example: "resource.tf", title: "Resource" },
    Kind {
        schemas: "data_source_schemas",
        folder: "data-sources",
        example: "data-source.tf",
        title: "Data Source",
    },
    Kind {
        schemas: "ephemeral_resource_schemas",
        folder: "ephemeral-resources",
        example: "ephemeral-resource.tf",
        title: "Ephemeral Resource",
    },
    Kind {
        schemas: "list_resource_schemas",
        folder: "list-resources",
        example: "list-resource.tfquery.hcl",
        title: "List Resource",
    },
    Kind { schemas: "action_schemas", folder: "actions", example: "action.tf", title: "Action" },
];

/// The provider's name, with which every type's name begins.
pub(super) const PROVIDER: &str = "servicenow";

/// The type's name without the provider's, which is the name of its page.
pub(super) fn page_name(type_name: &str) -> &str {
    type_name.strip_prefix(PROVIDER).and_then(|rest| rest.strip_prefix('_')).unwrap_or(type_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_named_without_the_provider() {
        assert_eq!(page_name("servicenow_oauth_registry"), "oauth_registry");
        assert_eq!(page_name("servicenowish"), "servicenowish");
    }
}
