//! A resource type as the engine works with it: its description and the attributes every type has.

use crate::describe::{Field, Given, Mode, Resource, Values, Variant, flag, reference};

use crate::engine::model::{Attributes, Policy, Subject};

/// The attribute that holds the sys_id.
pub(crate) const ID: &str = "id";
/// The attribute that lets create take over a record that is there.
pub(crate) const ADOPT: &str = "adopt_existing";
/// The attribute that says what destroy does.
pub(crate) const POLICY: &str = "deletion_policy";
/// The attribute that lets destroy delete what holds data.
pub(crate) const ALLOW_DATA_LOSS: &str = "allow_data_loss";
/// The attribute that says when secrets were last sent.
pub(crate) const SENT_AT: &str = "secrets_sent_at";
/// The attribute that tells variants apart.
pub(crate) const TYPE: &str = "type";
/// The attribute that names the application a record belongs to.
pub(crate) const SCOPE: &str = "application_scope";

/// A resource type as the engine works with it.
pub(crate) struct ResourceType {
    pub(crate) description: &'static Resource,
    pub(crate) type_name: String,
    /// Its fields, those that do not stand in the description included.
    pub(crate) fields: Vec<Field>,
}

impl ResourceType {
    /// The working form of a description.
    pub(crate) fn new(description: &'static Resource) -> Self {
        let mut fields = description.fields.to_vec();
        fields.extend(description.scope_column.map(application_scope));
        fields.extend(description.data.map(|_| allow_data_loss()));
        for field in &mut fields {
            // What must not be live before it is complete is something that lets people in or keeps them out.
            field.guards = description.activated_last.is_some();
        }
        Self { description, type_name: format!("servicenow_{}", description.name), fields }
    }

    /// The field of this name.
    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Whether records of the type hold secrets.
    pub(crate) fn has_secrets(&self) -> bool {
        self.fields.iter().any(Field::is_secret)
    }

    /// The variant these attributes describe; `None` when there are no variants or the type is not known.
    pub(crate) fn variant(&self, attributes: &Attributes) -> Option<&'static Variant> {
        let name = attributes.known_text(TYPE)?;
        let of = |name: &str| self.description.variants.iter().find(|variant| variant.name == name);
        // Older data holds type words nobody listed (such as `consumer`): they are third parties
        // (docs/facts.md#registry-type).
        of(name).or_else(|| of(self.description.unlisted_variant?))
    }

    /// The column, and its value, that marks a record with these attributes as one of its variant.
    pub(crate) fn mark(&self, attributes: &Attributes) -> Option<(&'static str, String)> {
        let variant = self.variant(attributes)?;
        let (column, word) = variant.mark?;
        // A word that nobody listed stays as it is.
        let unlisted = attributes.known_text(TYPE).filter(|named| *named != variant.name);
        Some((column, unlisted.unwrap_or(word).to_owned()))
    }

    /// The table of a record with these attributes.
    pub(crate) fn table(&self, attributes: &Attributes) -> &'static str {
        self.variant(attributes).map_or(self.description.table, |variant| variant.table)
    }

    /// Whether a record with these attributes has the field; true when that is not known yet.
    pub(crate) fn has(&self, field: &Field, attributes: &Attributes) -> bool {
        self.variant(attributes).is_none_or(|variant| field.belongs_to(variant.name))
    }

    /// The attributes to set in place of one that only shows what the instance has: the one behind the same column, or those
    /// that it is made of. Such as records of this type do not have are none.
    pub(crate) fn instead_of(&self, name: &str, config: &Attributes) -> Vec<&'static str> {
        let Some(shown) = self.field(name) else { return Vec::new() };
        let first = self.description.variants.first().filter(|_| config.text(TYPE).is_null());
        let variant = self.variant(config).or(first);
        let is_had = |field: &&Field| {
            field.is_configurable() && variant.is_none_or(|variant| field.belongs_to(variant.name))
        };
        let same = |field: &&Field| shown.column.is_some() && field.column == shown.column;
        if let Some(field) = self.fields.iter().filter(is_had).find(same) {
            return vec![field.name];
        }
        let Mode::ComputedFrom(sources) = shown.mode else { return Vec::new() };
        let fields = sources.iter().filter_map(|source| self.field(source));
        fields.filter(is_had).map(|field| field.name).collect()
    }

    /// The attributes that name a record for people, in the order of the documentation.
    pub(crate) fn key_names(&self) -> Vec<&'static str> {
        let keys = self.description.natural_keys.iter().flat_map(|key| key.iter());
        let keys: Vec<&&str> =
            keys.chain(self.description.import_keys).chain(self.description.import_path).collect();
        let names = self.fields.iter().map(|field| field.name);
        names.filter(|name| *name != SCOPE && keys.contains(&name)).collect()
    }

    /// The name and the table of a record with these attributes.
    pub(crate) fn subject(&self, attributes: &Attributes) -> Subject {
        Subject::new(&self.type_name, self.table(attributes))
    }

    /// The deletion policies of the type.
    pub(crate) fn policies(&self) -> Vec<Policy> {
        let deactivates = !self.description.deactivation.is_empty();
        let mut policies = vec![Policy::Delete, Policy::Abandon, Policy::Restore];
        policies.extend(deactivates.then_some(Policy::Deactivate));
        policies
    }

    /// The deletion policy of a record that was not there before, where the configuration names none.
    pub(crate) fn unless_adopted(&self) -> Policy {
        if self.description.data.is_some() { Policy::Abandon } else { Policy::Delete }
    }
}

/// Whether the flag that a field depends on has the value it asks for; `None` while that is not known. An instance's
/// own default of a flag is false.
pub(crate) fn applies(
    field: &Field,
    variant: Option<&str>,
    flag: impl FnOnce(&str) -> Given<bool>,
) -> Option<bool> {
    let Some((name, wanted)) = field.only_while else { return Some(true) };
    if !field.is_ruled_in(variant)? {
        return Some(true);
    }
    match flag(name) {
        Given::Is(actual) => Some(actual == wanted),
        Given::Null => Some(!wanted),
        Given::Unknown => None,
    }
}

fn application_scope(column: &'static str) -> Field {
    let target = Resource::scope_target();
    let mut field = reference(SCOPE, target.table)
        .column(column)
        .by(target.keys)
        .literals(target.literals)
        .replaces()
        .doc("The application scope the record belongs to, by scope name or sys_id. Left out: that of the provider's user.");
    field.mode = Mode::InstanceDefault;
    field
}

fn allow_data_loss() -> Field {
    flag(ALLOW_DATA_LOSS).no_column().doc(
        "Whether a plan may delete the record, and with it the data that it holds, under `deletion_policy = \"delete\"`. Apply it \
         before the plan that deletes. Default: `false`.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::ALL;

    fn resource(name: &str) -> ResourceType {
        ResourceType::new(ALL.iter().find(|resource| resource.name == name).unwrap())
    }

    fn typed(name: &str) -> Attributes {
        let mut attributes = Attributes::default();
        attributes.set(TYPE, name.into());
        attributes
    }

    #[test]
    fn the_type_decides_the_table_and_the_mark() {
        let registry = resource("oauth_registry");
        assert_eq!(registry.table(&typed("jwt_client")), "oauth_jwt");
        assert_eq!(registry.mark(&typed("jwt_client")), None);
        assert_eq!(registry.mark(&typed("client")), Some(("type", "client".to_owned())));
        assert_eq!(registry.table(&Attributes::default()), "oauth_entity");
    }

    #[test]
    fn an_unlisted_word_belongs_to_the_variant_named_for_it_and_stays_as_it_is() {
        let registry = resource("oauth_registry");
        assert_eq!(registry.mark(&typed("consumer")), Some(("type", "consumer".to_owned())));
        assert!(registry.has(registry.field("token_url").unwrap(), &typed("consumer")));
        assert!(resource("credential").variant(&typed("ssh")).is_none());
    }

    #[test]
    fn a_field_of_another_variant_is_not_had_and_one_of_an_unknown_type_may_be() {
        let credential = resource("credential");
        let username = credential.field("username").unwrap();
        assert!(credential.has(username, &typed("basic_auth")));
        assert!(!credential.has(username, &typed("api_key")));
        assert!(credential.has(username, &Attributes::default()));
    }

    #[test]
    fn what_only_shows_a_column_names_what_sets_it() {
        let connection = resource("connection");
        assert_eq!(connection.instead_of("url", &Attributes::default()), ["connection_url"]);
        let jdbc = connection.instead_of("url", &typed("jdbc"));
        assert!(jdbc.contains(&"format") && !jdbc.contains(&"connection_url"), "{jdbc:?}");
        let user = resource("user").instead_of("name", &Attributes::default());
        assert_eq!(user, ["first_name", "last_name"]);
        let registry = resource("oauth_registry");
        assert!(registry.instead_of("default_profile_id", &typed("oauth_provider")).is_empty());
    }

    #[test]
    fn what_holds_data_is_left_unless_the_configuration_says_otherwise() {
        let table = resource("table");
        assert_eq!(table.unless_adopted(), Policy::Abandon);
        assert!(table.field(ALLOW_DATA_LOSS).unwrap().column.is_none());
        let choice = resource("choice");
        assert_eq!(choice.unless_adopted(), Policy::Delete);
        assert!(choice.field(ALLOW_DATA_LOSS).is_none());
    }

    #[test]
    fn the_application_scope_is_a_field_like_any_other() {
        let alias = resource("connection_alias");
        let scope = alias.field(SCOPE).unwrap();
        assert_eq!(scope.column, Some("sys_scope"));
        assert!(scope.replaces);
    }
}
