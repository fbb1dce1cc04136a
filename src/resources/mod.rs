//! The resource types, in the order of the documentation. Adding one is a file in the folder of its family and a line below.

mod access;
mod accounts;
mod applications;
mod connections;
mod data_in;
mod directory;
mod files;
mod inventory;
mod keys;
mod logic;
mod mail;
mod mid;
mod oauth;
mod organisation;
mod portal;
mod qualifiers;
mod schema;
mod service_catalog;
mod software;
mod spans;
mod ui_types;
mod web;

use crate::describe::Resource;

/// Every resource type of the provider.
pub static ALL: &[&Resource] = &[
    &oauth::oauth_registry::RESOURCE,
    &oauth::oauth_profile::RESOURCE,
    &oauth::oauth_scope::RESOURCE,
    &oauth::oidc_provider_configuration::RESOURCE,
    &oauth::auth_scope::RESOURCE,
    &oauth::oauth_registry_auth_scope::RESOURCE,
    &access::api_access_scope::RESOURCE,
    &connections::credential::RESOURCE,
    &connections::connection::RESOURCE,
    &connections::connection_alias::RESOURCE,
    &connections::retry_policy::RESOURCE,
    &mid::mid_server_property::RESOURCE,
    &mid::mid_server_parameter::RESOURCE,
    &mid::mid_ip_range::RESOURCE,
    &mid::mid_application::RESOURCE,
    &mid::mid_capability::RESOURCE,
    &mid::mid_cluster::RESOURCE,
    &mid::mid_cluster_member::RESOURCE,
    &mid::mid_server_capability::RESOURCE,
    &mid::mid_server_application::RESOURCE,
    &mid::mid_server_ip_range::RESOURCE,
    &web::rest_message::RESOURCE,
    &web::rest_message_header::RESOURCE,
    &web::rest_message_function::RESOURCE,
    &web::rest_message_function_header::RESOURCE,
    &web::rest_message_function_parameter::RESOURCE,
    &web::rest_message_function_variable::RESOURCE,
    &web::basic_auth_profile::RESOURCE,
    &web::protocol_profile::RESOURCE,
    &web::scripted_rest_api::RESOURCE,
    &web::scripted_rest_version::RESOURCE,
    &web::scripted_rest_resource::RESOURCE,
    &web::cors_rule::RESOURCE,
    &software::application::RESOURCE,
    &software::plugin::RESOURCE,
    &software::system_property::RESOURCE,
    &software::system_property_category::RESOURCE,
    &software::system_property_category_member::RESOURCE,
    &software::update_set::RESOURCE,
    &software::update_source::RESOURCE,
    &software::clone_exclusion::RESOURCE,
    &software::clone_preserver::RESOURCE,
    &accounts::user::RESOURCE,
    &accounts::group::RESOURCE,
    &accounts::role::RESOURCE,
    &accounts::user_role::RESOURCE,
    &accounts::group_member::RESOURCE,
    &accounts::group_role::RESOURCE,
    &accounts::role_contains::RESOURCE,
    &directory::ldap_server::RESOURCE,
    &directory::ldap_server_url::RESOURCE,
    &directory::ldap_ou::RESOURCE,
    &directory::saml_identity_provider::RESOURCE,
    &access::acl::RESOURCE,
    &keys::certificate::RESOURCE,
    &keys::jwt_key::RESOURCE,
    &keys::jwt_provider::RESOURCE,
    &keys::jwt_claim::RESOURCE,
    &keys::jwt_verifier_map::RESOURCE,
    &access::auth_parameter::RESOURCE,
    &access::inbound_auth_profile::RESOURCE,
    &access::api_access_policy::RESOURCE,
    &keys::rest_api_key::RESOURCE,
    &logic::script_include::RESOURCE,
    &logic::business_rule::RESOURCE,
    &logic::client_script::RESOURCE,
    &logic::scheduled_script::RESOURCE,
    &logic::script_action::RESOURCE,
    &logic::event_registration::RESOURCE,
    &logic::ui_action::RESOURCE,
    &logic::ui_policy::RESOURCE,
    &logic::ui_policy_action::RESOURCE,
    &logic::ui_script::RESOURCE,
    &logic::extension_point::RESOURCE,
    &logic::assignment_rule::RESOURCE,
    &logic::data_policy::RESOURCE,
    &logic::data_policy_rule::RESOURCE,
    &logic::data_lookup::RESOURCE,
    &service_catalog::catalog::RESOURCE,
    &service_catalog::catalog_category::RESOURCE,
    &service_catalog::catalog_item::RESOURCE,
    &service_catalog::record_producer::RESOURCE,
    &service_catalog::catalog_variable::RESOURCE,
    &service_catalog::variable_set::RESOURCE,
    &service_catalog::catalog_item_variable_set::RESOURCE,
    &service_catalog::question_choice::RESOURCE,
    &service_catalog::catalog_client_script::RESOURCE,
    &service_catalog::catalog_ui_policy::RESOURCE,
    &service_catalog::catalog_ui_policy_action::RESOURCE,
    &service_catalog::user_criteria::RESOURCE,
    &applications::scoped_application::RESOURCE,
    &applications::application_menu::RESOURCE,
    &applications::application_module::RESOURCE,
    &applications::cross_scope_privilege::RESOURCE,
    &portal::ui_page::RESOURCE,
    &portal::ui_macro::RESOURCE,
    &portal::widget::RESOURCE,
    &portal::widget_dependency::RESOURCE,
    &portal::widget_dependency_relation::RESOURCE,
    &portal::css_include::RESOURCE,
    &portal::css_include_relation::RESOURCE,
    &portal::js_include::RESOURCE,
    &portal::js_include_relation::RESOURCE,
    &portal::content_css::RESOURCE,
    &inventory::server::RESOURCE,
    &data_in::import_source::RESOURCE,
    &data_in::transform_map::RESOURCE,
    &data_in::transform_entry::RESOURCE,
    &data_in::transform_script::RESOURCE,
    &schema::table::RESOURCE,
    &schema::column::RESOURCE,
    &schema::choice::RESOURCE,
    &mail::notification::RESOURCE,
    &mail::email_template::RESOURCE,
    &mail::email_account::RESOURCE,
    &files::attachment::RESOURCE,
    &organisation::company::RESOURCE,
    &organisation::location::RESOURCE,
    &organisation::cost_center::RESOURCE,
    &organisation::department::RESOURCE,
];

/// The resource types that data sources are derived from.
pub(crate) use connections::connection_alias::RESOURCE as CONNECTION_ALIAS;
pub(crate) use keys::certificate::RESOURCE as CERTIFICATE;
pub(crate) use oauth::oauth_profile::RESOURCE as OAUTH_PROFILE;
