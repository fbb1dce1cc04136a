//! The service catalog, as tylerhatton/servicenow has them (docs/facts.md#tables-of-a-provider).

use crate::describe::Foreign;

pub(super) const TYPES: &[Foreign] = &[
    Foreign::of("servicenow_service_catalog", "sc_catalog")
        .becoming("servicenow_catalog")
        .attributes(&[
            "title",
            "manager",
            "editors",
            "description",
            "background_color",
            "desktop_image",
            "desktop_home_page",
            "desktop_continue_shopping",
            "active",
            "enable_wish_list",
        ])
        .required(&["title"]),
    Foreign::of("servicenow_service_catalog_category", "sc_category")
        .becoming("servicenow_catalog_category")
        .attributes(&[
            "title",
            "catalog",
            "location",
            "description",
            "desktop_image",
            "icon",
            "header_icon",
            "parent",
            "active",
        ])
        .required(&["title"])
        .renamed(&[("catalog", "sc_catalog"), ("desktop_image", "image")]),
    Foreign::of("servicenow_service_catalog_item", "sc_cat_item")
        .becoming("servicenow_catalog_item")
        .attributes(&[
            "name",
            "service_catalogs",
            "category",
            "short_description",
            "description",
            "no_cart",
            "no_quantity",
            "no_delivery_time",
            "no_wishlist",
            "no_attachment",
            "mandatory_attachment",
            "active",
        ])
        .required(&["name"])
        .renamed(&[
            ("service_catalogs", "sc_catalogs"),
            ("no_cart", "no_cart_v2"),
            ("no_quantity", "no_quantity_v2"),
            ("no_delivery_time", "no_delivery_time_v2"),
            ("no_wishlist", "no_wishlist_v2"),
            ("no_attachment", "no_attachment_v2"),
        ]),
    Foreign::of("servicenow_service_catalog_variable", "item_option_new")
        .becoming("servicenow_catalog_variable")
        .attributes(&[
            "name",
            "question",
            "tooltip",
            "help_tag",
            "help_text",
            "instructions",
            "default_value",
            "type",
            "catalog_item",
            "order",
            "list_table",
            "lookup_table",
            "lookup_value",
            "reference",
            "reference_qualifier",
            "show_help",
            "mandatory",
            "read_only",
            "hidden",
            "active",
        ])
        .required(&["name", "type"])
        .renamed(&[
            ("question", "question_text"),
            ("catalog_item", "cat_item"),
            ("lookup_table", "lookup_value"),
            ("reference_qualifier", "reference_qual"),
        ]),
    Foreign::of("servicenow_question_choice", "question_choice")
        .becoming("servicenow_question_choice")
        .attributes(&["text", "value", "question", "order", "price", "recurring_price", "inactive"])
        .required(&["text", "value"]),
];
