//! What an item of a catalog has, whether it is ordered or makes a record (docs/facts.md#catalog-items).

use crate::describe::{
    Field, Finding, Given, Values, choice, flag, links, reference, references, text, text_list,
    whole,
};

pub(crate) const NAME: Field =
    text("name").required().doc("What people see it called in the catalog.");
pub(crate) const CATALOGS: Field = references("catalogs", "sc_catalog")
    .column("sc_catalogs")
    .by(&["title"])
    .instance_default()
    .doc("The catalogs that offer it, by title or sys_id. Left out of a new one: the instance's default catalog.");
pub(crate) const CATEGORY: Field = reference("category", "sc_category")
    .by(&["title"])
    .within("sc_catalog.title")
    .doc(
        "The category that it is shown to lie in, by title, `<catalog>/<title>` or sys_id. Name it among `categories` too where \
         these are set.",
    );
pub(crate) const CATEGORIES: Field = links("categories", "sc_category")
    .by(&["title"])
    .within("sc_catalog.title")
    .joined_by("sc_cat_item_category", "sc_cat_item", "sc_category")
    .doc(
        "The categories that list it, by title, `<catalog>/<title>` or sys_id. When set, exactly these do, each of one of its \
         `catalogs`.",
    );
pub(crate) const SHORT_DESCRIPTION: Field =
    text("short_description").doc("The line below its name in lists and search results.");
pub(crate) const DESCRIPTION: Field = text("description").doc("What its page says of it, in HTML.");
pub(crate) const META: Field =
    text("meta").doc("Further words that a search finds it by, with commas between them.");
pub(crate) const ORDER: Field = whole("order")
    .or_negative()
    .instance_default()
    .doc("Its place among others: lower numbers come first.");
pub(crate) const ACTIVE: Field = flag("active").instance_default().doc("Whether it is offered.");
pub(crate) const OWNER: Field = reference("owner", "sys_user")
    .by(&["user_name"])
    .instance_default()
    .doc("Who answers for it, by user id or sys_id. Left out of a new one: the account that makes it.");
pub(crate) const ROLES: Field = text_list("roles").doc(
    "Names of roles of which a user needs one to see it. User criteria (`available_for`) are the newer way.",
);
pub(crate) const AVAILABLE_FOR: Field =
    links("available_for", "user_criteria")
        .by(&["name"])
        .joined_by("sc_cat_item_user_criteria_mtom", "sc_cat_item", "user_criteria")
        .doc(
            "User criteria of which a user must meet one to see it, by name or sys_id. When set, exactly these are linked; with \
             none everybody sees it.",
        );
pub(crate) const NOT_AVAILABLE_FOR: Field =
    links("not_available_for", "user_criteria")
        .by(&["name"])
        .joined_by("sc_cat_item_user_criteria_no_mtom", "sc_cat_item", "user_criteria")
        .doc(
            "User criteria that keep it from those who meet one of them, whatever `available_for` says, by name or sys_id. When \
             set, exactly these are linked.",
        );
pub(crate) const PICTURE: Field = text("picture").doc(
    "The picture on its page: what the column of an image holds, the sys_id of an attachment.",
);
pub(crate) const ICON: Field = text("icon").doc(
    "The small picture in lists: what the column of an image holds, the sys_id of an attachment.",
);
pub(crate) const AVAILABILITY: Field =
    choice("availability", &["on_desktop", "on_mobile", "on_both"])
        .or_others()
        .instance_default()
        .doc("Where it is offered: on the desktop, in the classic mobile interface, or on both.");
pub(crate) const MOBILE_PICTURE_TYPE: Field =
    choice("mobile_picture_type", &["use_desktop_picture", "use_mobile_picture", "use_no_picture"])
        .or_others()
        .instance_default()
        .doc("Which picture the classic mobile interface shows.");
pub(crate) const NO_CART: Field = flag("no_cart")
    .column("no_cart_v2")
    .instance_default()
    .doc("Whether \"Add to Cart\" is hidden.");
pub(crate) const NO_QUANTITY: Field = flag("no_quantity")
    .column("no_quantity_v2")
    .instance_default()
    .doc("Whether the quantity cannot be chosen.");
pub(crate) const NO_DELIVERY_TIME: Field = flag("no_delivery_time")
    .column("no_delivery_time_v2")
    .instance_default()
    .doc("Whether the delivery time is hidden.");
pub(crate) const NO_WISHLIST: Field = flag("no_wishlist")
    .column("no_wishlist_v2")
    .instance_default()
    .doc("Whether \"Add to Wish List\" is hidden.");
pub(crate) const NO_ATTACHMENT: Field = flag("no_attachment")
    .column("no_attachment_v2")
    .instance_default()
    .doc("Whether nothing can be attached.");
pub(crate) const NO_SAVE_AS_DRAFT: Field =
    flag("no_save_as_draft").instance_default().doc("Whether \"Save as Draft\" is hidden.");
pub(crate) const MANDATORY_ATTACHMENT: Field =
    flag("mandatory_attachment").instance_default().doc("Whether something must be attached.");
pub(crate) const NO_SEARCH: Field =
    flag("no_search").instance_default().doc("Whether searches do not find it.");
pub(crate) const HIDE_SP: Field = flag("hide_on_service_portal")
    .column("hide_sp")
    .instance_default()
    .doc("Whether service portals do not show it.");
pub(crate) const USE_CART_LAYOUT: Field = flag("use_cart_layout")
    .column("use_sc_layout")
    .instance_default()
    .doc("Whether the layout of the cart decides what is shown of price and quantity, and not the item.");
pub(crate) const SHOW_VARIABLE_HELP_ON_LOAD: Field =
    flag("show_variable_help_on_load").instance_default().doc(
        "Whether the help of all its questions is open from the start. Service portals pass it by.",
    );
pub(crate) const NON_CONVERSATIONAL: Field = flag("make_item_non_conversational")
    .instance_default()
    .doc("Whether it cannot be ordered in a conversation with the virtual agent.");

/// One of the two flags has no effect while the other is on (docs/facts.md#catalog-items).
pub(crate) fn an_attachment_that_is_needed_can_be_added(values: &dyn Values) -> Vec<Finding> {
    let is_on = |name: &str| values.flag(name) == Given::Is(true);
    if !is_on("mandatory_attachment") || !is_on("no_attachment") {
        return Vec::new();
    }
    vec![Finding::error(
        "no_attachment",
        "Nothing can be attached, and something must be",
        "Both no_attachment and mandatory_attachment are true, so nobody could order it. Set one of them to false.",
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn what_must_be_attached_can_be() {
        let given = |needed, hidden| {
            an_attachment_that_is_needed_can_be_added(&sample(&[
                ("mandatory_attachment", needed),
                ("no_attachment", hidden),
            ]))
        };
        assert_eq!(given("true", "true")[0].attribute, "no_attachment");
        for (needed, hidden) in [("true", "false"), ("false", "true"), ("true", "?")] {
            assert!(given(needed, hidden).is_empty(), "{needed} {hidden}");
        }
    }
}
