//! What attributes mean by their names is said in their descriptions, so that a configuration is checked before it is applied.

use std::collections::BTreeSet;

use terraform_provider_servicenow::describe::{Field, FieldType, Further, TextKind};
use terraform_provider_servicenow::resources;

/// Attributes whose own check knows more than that they are addresses.
const CHECKED_OTHERWISE: &[&str] = &["oauth_registry.login_url"];

/// Numbers that may be negative: places in an order.
const MAY_BE_NEGATIVE: &[&str] = &[
    "application_menu.order",
    "application_module.order",
    "assignment_rule.order",
    "business_rule.order",
    "catalog_category.order",
    "catalog_client_script.order",
    "catalog_item.order",
    "catalog_item_variable_set.order",
    "catalog_ui_policy.order",
    "catalog_ui_policy_action.order",
    "catalog_variable.order",
    "client_script.order",
    "connection.order",
    "credential.order",
    "css_include_relation.order",
    "js_include_relation.order",
    "ldap_server_url.order",
    "notification.order",
    "notification.weight",
    "question_choice.order",
    "record_producer.order",
    "rest_message_function_parameter.order",
    "script_action.order",
    "system_property_category_member.order",
    "transform_map.order",
    "transform_script.order",
    "ui_action.order",
    "ui_policy.order",
    "variable_set.order",
];

/// Choices whose words are known whole, each by a fact. Any other list takes further words with a warning.
const KNOWN_WHOLE: &[&str] = &[
    "acl.decision_type",
    "acl.local_or_existing",
    "auth_parameter.type",
    "catalog_client_script.applies_to",
    "catalog_ui_policy.applies_to",
    "catalog_ui_policy_action.mandatory",
    "catalog_ui_policy_action.read_only",
    "catalog_ui_policy_action.visible",
    "connection.type",
    "connection_alias.type",
    "credential.integration_type",
    "credential.type",
    "css_include.source",
    "data_policy_rule.mandatory",
    "data_policy_rule.read_only",
    "inbound_auth_profile.type",
    "js_include.source",
    "oauth_profile.grant_type",
    "oauth_registry.code_challenge_method",
    "oauth_registry.default_grant_type",
    "oauth_registry.scope_restriction",
    "oauth_registry.type",
    "rest_message.access",
    "rest_message_function.http_method",
    "retry_policy.retry_strategy",
    "scripted_rest_resource.http_method",
    "ui_policy.actions.mandatory",
    "ui_policy.actions.read_only",
    "ui_policy.actions.visible",
    "ui_policy_action.mandatory",
    "ui_policy_action.read_only",
    "ui_policy_action.visible",
    "variable_set.type",
];

/// Every attribute that a configuration may set, with its place.
fn settable() -> impl Iterator<Item = (String, &'static Field)> {
    resources::ALL.iter().flat_map(|resource| {
        let fields = resource.fields.iter().filter(|field| field.is_configurable());
        fields.flat_map(|field| {
            let place = format!("{}.{}", resource.name, field.name);
            let of_child = |own: &'static Field| (format!("{place}.{}", own.name), own);
            let own = match field.holds {
                FieldType::Children(children) => children.fields,
                _ => &[],
            };
            let own: Vec<_> = own.iter().map(of_child).collect();
            std::iter::once((place, field)).chain(own)
        })
    })
}

/// The kind that the name of a text promises.
fn promised(field: &Field) -> Option<fn(TextKind) -> bool> {
    let is_text = matches!(field.holds, FieldType::Text | FieldType::TextList);
    match field.name {
        _ if !is_text => None,
        "email" => Some(|kind| kind == TextKind::Email),
        "host" => Some(|kind| kind == TextKind::Host),
        "expires" | "valid_from" | "valid_to" => Some(|kind| kind == TextKind::Moment),
        name if name.ends_with("_url") || name.ends_with("_urls") || name == "url" => {
            Some(|kind| matches!(kind, TextKind::Url | TextKind::UrlOrPage(_) | TextKind::Uri))
        }
        _ => None,
    }
}

#[test]
fn every_text_is_of_the_kind_that_its_name_promises() {
    let mut seen = 0;
    for (place, field) in settable().filter(|(place, _)| !CHECKED_OTHERWISE.contains(&&**place)) {
        match promised(field) {
            Some(fits) => {
                seen += 1;
                assert!(field.kind.is_some_and(fits), "{place} is {:?}", field.kind);
            }
            None => assert_eq!(field.kind, None, "{place} has a kind that its name does not tell"),
        }
    }
    assert!(seen >= 12, "the law saw only {seen} texts");
}

#[test]
fn every_number_is_not_negative_unless_it_is_a_place_in_an_order() {
    let mut seen = 0;
    let numbers = settable().filter(|(_, field)| matches!(field.holds, FieldType::Whole));
    for (place, field) in numbers {
        seen += 1;
        let least = (!MAY_BE_NEGATIVE.contains(&&*place)).then_some(0);
        assert_eq!(field.least, least, "{place}");
    }
    let timed = ["lifespan", "timeout", "interval", "retries", "skew"];
    for (place, field) in settable() {
        if field.unit.is_some() || timed.iter().any(|word| field.name.ends_with(word)) {
            assert!(matches!(field.holds, FieldType::Whole), "{place} is no number");
        }
    }
    assert!(seen >= 12, "the law saw only {seen} numbers");
}

#[test]
fn every_list_of_words_that_is_known_whole_takes_no_other() {
    let choices = settable().filter(|(_, field)| matches!(field.holds, FieldType::Choice(_)));
    let closed = choices.filter(|(_, field)| field.further != Further::Anything);
    let closed: BTreeSet<String> = closed.map(|(place, _)| place).collect();
    let known: BTreeSet<String> = KNOWN_WHOLE.iter().map(|place| (*place).to_owned()).collect();
    assert_eq!(closed, known);
}
