//! Tables, properties, data and whole records, as tylerhatton/servicenow has them (docs/facts.md#tables-of-a-provider).

use crate::describe::Foreign;

pub(super) const TYPES: &[Foreign] = &[
    Foreign::of("servicenow_application", "sys_app")
        .becoming("servicenow_scoped_application")
        .attributes(&["name", "scope", "version"])
        .required(&["name", "scope"]),
    Foreign::of("servicenow_choice", "sys_choice")
        .becoming("servicenow_choice")
        .attributes(&[
            "name",
            "element",
            "value",
            "label",
            "sequence",
            "hint",
            "inactive",
            "dependent_value",
            "language",
        ])
        .required(&["name", "element", "value"]),
    Foreign::of("servicenow_data_lookup", "dl_definition")
        .becoming("servicenow_data_lookup")
        .attributes(&[
            "name",
            "table",
            "lookup_table",
            "active",
            "run_on_insert",
            "run_on_update",
            "run_on_form_change",
        ])
        .required(&["name", "table", "lookup_table"])
        .renamed(&[("table", "source_table"), ("lookup_table", "matcher_table")]),
    Foreign::of("servicenow_db_table", "sys_db_object")
        .becoming("servicenow_table")
        .attributes(&[
            "label",
            "user_role",
            "access",
            "read_access",
            "create_access",
            "alter_access",
            "delete_access",
            "web_service_access",
            "configuration_access",
            "extendable",
            "live_feed",
            "name",
            "super_class",
        ])
        .required(&["label", "user_role"])
        .renamed(&[
            ("web_service_access", "ws_access"),
            ("extendable", "is_extendable"),
            ("live_feed", "live_feed_enabled"),
        ]),
    Foreign::of("servicenow_dictionary", "sys_dictionary")
        .becoming("servicenow_column")
        .attributes(&[
            "name",
            "element",
            "column_label",
            "internal_type",
            "max_length",
            "mandatory",
            "read_only",
            "active",
            "display",
            "unique",
            "default_value",
            "comments",
            "reference",
            "dynamic_creation",
            "dependent",
            "dependent_on_field",
            "choice",
        ])
        .required(&["name", "element"]),
    Foreign::of("servicenow_mid_server", "ecc_agent")
        .attributes(&[
            "name",
            "host_name",
            "status",
            "version",
            "validated",
            "os_name",
            "os_version",
            "description",
            "mid_user",
            "started",
            "last_refresh",
            "agent_type",
            "linux_user_name",
        ])
        .required(&["name"])
        .renamed(&[
            ("os_name", "host_os_distribution"),
            ("os_version", "host_os_version"),
            ("mid_user", "user_name"),
            ("last_refresh", "last_refreshed"),
            ("agent_type", "type"),
        ]),
    Foreign::of("servicenow_record", "").attributes(&["output"]).untold(&["output"]),
    Foreign::of("servicenow_server", "cmdb_ci_server")
        .becoming("servicenow_server")
        .attributes(&[
            "name",
            "company",
            "asset_tag",
            "serial_number",
            "manufacturer",
            "model_id",
            "assigned_to",
            "os_domain",
            "ram",
            "operating_system",
            "cpu_manufacturer",
            "os_version",
            "cpu_type",
            "os_service_pack",
            "cpu_speed",
            "dns_domain",
            "cpu_count",
            "disk_space",
            "cpu_core_count",
            "description",
            "ip_address",
        ])
        .required(&["name"])
        .renamed(&[("operating_system", "os"), ("description", "short_description")]),
    Foreign::of("servicenow_system_property", "sys_properties")
        .becoming("servicenow_system_property")
        .attributes(&[
            "suffix",
            "type",
            "choices",
            "is_private",
            "ignore_cache",
            "description",
            "write_roles",
            "read_roles",
            "name",
        ])
        .required(&["suffix"]),
    Foreign::of("servicenow_system_property_category", "sys_properties_category")
        .becoming("servicenow_system_property_category")
        .attributes(&["name", "title_html"])
        .required(&["name"])
        .renamed(&[("title_html", "title")]),
    Foreign::of("servicenow_system_property_relation", "sys_properties_category_m2m")
        .becoming("servicenow_system_property_category_member")
        .attributes(&["category_id", "property_id", "order"])
        .required(&["category_id", "property_id"])
        .renamed(&[("category_id", "category"), ("property_id", "property")]),
    Foreign::of("servicenow_transform_entry", "sys_transform_entry")
        .becoming("servicenow_transform_entry")
        .attributes(&[
            "map",
            "source_field",
            "target_field",
            "coalesce",
            "use_source_script",
            "source_script",
            "referenced_value_field_name",
        ])
        .required(&["map", "target_field"])
        .renamed(&[("referenced_value_field_name", "reference_value_field")]),
    Foreign::of("servicenow_transform_map", "sys_transform_map")
        .becoming("servicenow_transform_map")
        .attributes(&[
            "name",
            "source_table",
            "target_table",
            "active",
            "run_business_rules",
            "enforce_mandatory_fields",
            "copy_empty_fields",
            "order",
            "script",
        ])
        .required(&["name", "source_table", "target_table"]),
];
