//! The life of a record of each type: created, each attribute changed and dropped, imported, destroyed.

use serde_json::{Value as Json, json};
use terraform_provider_servicenow::describe::{Field, FieldType, Mode, Resource};
use terraform_provider_servicenow::resources;
use tfplugin::testing::State;

use crate::ground;
use crate::seen::{as_before, attribute, differing, id, one_error, text};
use crate::world::{World, full, under_both};

/// A record in the making: its type and the least that has to be configured.
pub(crate) struct Sample {
    /// Its type, without the prefix.
    pub(crate) kind: &'static str,
    /// The least that has to be configured.
    pub(crate) config: Json,
}

/// Attributes that cannot be changed alone, each with a test of its own, or not at all on a plain instance.
pub(crate) const NOT_ALONE: &[&str] = &[
    "url_builder",
    "domain",
    "pem_certificate",
    "apply_global",
    "mutual_auth",
    // It goes with a script.
    "advanced",
    // One word of each is established, and there is no other to change it to.
    "signing_algorithm",
    "data_type",
    "authentication_type",
    "authentication",
];

impl Sample {
    /// Its description.
    pub(crate) fn resource(&self) -> &'static Resource {
        resources::ALL.iter().find(|resource| resource.name == self.kind).unwrap()
    }

    /// The table of its records.
    pub(crate) fn table(&self) -> &'static str {
        let resource = self.resource();
        let variant = resource.variants.iter().find(|variant| self.config["type"] == variant.name);
        variant.or(resource.variants.first()).map_or(resource.table, |variant| variant.table)
    }

    /// Its variant.
    pub(crate) fn variant(&self) -> Option<&str> {
        self.config["type"].as_str().or(self.resource().variants.first().map(|one| one.name))
    }

    /// The fields that can be changed in place on a record like this.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &'static Field> {
        self.configurable().filter(|field| !field.replaces && !field.is_secret())
    }

    /// The fields that can be configured of a record like this.
    pub(crate) fn configurable(&self) -> impl Iterator<Item = &'static Field> {
        let variant = self.variant();
        let has = move |field: &&Field| variant.is_none_or(|name| field.belongs_to(name));
        let applies = move |field: &&Field| {
            let counts = field.is_ruled_in(variant) != Some(false);
            field
                .only_while
                .filter(|_| counts)
                .is_none_or(|(flag, wanted)| self.config[flag].as_bool().unwrap_or(false) == wanted)
        };
        let fields = self.resource().fields.iter().filter(|field| field.is_configurable());
        fields.filter(has).filter(applies)
    }

    /// The configuration with another value for one attribute.
    pub(crate) fn with(&self, name: &str, value: &Json) -> Json {
        let mut config = self.config.clone();
        config[name] = value.clone();
        if name == "pkce_required" && config["type"] == "oauth_provider" {
            config["default_grant_type"] = json!("authorization_code");
        }
        // What was tried before stays where nothing is said, and waiting as told is for HTTP.
        if name == "connection_type" && self.kind == "retry_policy" {
            config["retry_strategy"] = json!("fixed_time_interval");
        }
        // A set of variables counts for what applies to sets, and an answer goes to a column that is named.
        if name == "variable_set" && self.resource().fields.iter().any(|it| it.name == "applies_to")
        {
            config["applies_to"] = json!("set");
        }
        if name == "map_to_field" {
            config["field"] = json!("priority");
        }
        // A rule of CORS is for one of the two.
        if name == "use_resource_path" {
            let is_path = value == &json!(true);
            config["resource_path"] = if is_path { json!("/other") } else { Json::Null };
            let api = json!("0123456789abcdef0123456789abcdef");
            config["rest_api"] = if is_path { Json::Null } else { api };
        }
        config
    }

    /// Whether all of a natural key is configured, so that a record like it can be found.
    pub(crate) fn has_a_key(&self) -> bool {
        let is_set =
            |name: &&'static str| *name == "application_scope" || !self.config[name].is_null();
        self.resource().natural_keys.iter().any(|key| key.iter().all(is_set))
    }

    /// Its configuration with one column changed in place, where that goes without a word.
    pub(crate) async fn changed(&self, world: &World, state: &State) -> Json {
        let keys: Vec<&str> = self.resource().natural_keys.concat();
        let is_plain = |field: &&Field| {
            let told = matches!(field.holds, FieldType::Text | FieldType::Whole);
            told && !field.on_some_instances && !keys.contains(&field.name)
        };
        for field in self.fields().filter(is_plain).filter(|one| !NOT_ALONE.contains(&one.name)) {
            let now = attribute(state, field.name);
            let Some(value) = ground::another(field, self.variant(), &now) else { continue };
            let config = self.with(field.name, &value);
            let kind = full(self.kind);
            let plan = world.provider.plan(&kind, Some(state), Some(config.clone())).await;
            if plan.is_ok_and(|plan| !plan.replaces && plan.warnings.is_empty()) {
                return config;
            }
        }
        self.config.clone()
    }

    /// Every form an import id of this record can take.
    fn import_ids(&self, state: &State) -> Vec<String> {
        let mut ids = vec![id(state), id(state).to_uppercase()];
        let keys = self.resource().import_keys;
        let set = keys.iter().filter(|key| !attribute(state, key).is_null());
        ids.extend(set.map(|key| format!("{key}:{}", text(state, key))));
        if let [key] = keys {
            ids.push(text(state, key));
        }
        let path: Vec<String> =
            self.resource().import_path.iter().map(|name| text(state, name)).collect();
        if !path.is_empty() {
            ids.push(path.join("/"));
        }
        ids
    }

    /// Leads it through its life, on an instance that has the ground laid.
    pub(crate) async fn live(&self, world: &World) {
        let before = world.export().await;
        let mut state = world.apply(self.kind, None, &self.config).await;
        world.is_settled(self.kind, &state, &self.config).await;
        for field in self.fields() {
            if NOT_ALONE.contains(&field.name) || self.config[field.name] == json!(false) {
                continue;
            }
            if let Some(value) =
                ground::another(field, self.variant(), &attribute(&state, field.name))
            {
                state = self.change_and_drop(world, state, field, &value).await;
            } else {
                panic!("{} is left untested", field.name);
            }
        }
        for import_id in self.import_ids(&state) {
            self.import(world, &import_id, &state).await;
        }
        let was_there = text(&state, "deletion_policy") == "restore";
        world.destroy(self.kind, state).await;
        // A record that was there may be left to what it belongs to; who made that looks once it is gone.
        if !was_there {
            as_before(&before, &world.export().await);
        }
    }

    async fn change_and_drop(
        &self,
        world: &World,
        state: State,
        field: &Field,
        value: &Json,
    ) -> State {
        let config = self.with(field.name, value);
        if self.is_missing(world, &state, field).await {
            let plan = world.provider.plan(&full(self.kind), Some(&state), Some(config)).await;
            let said = match plan {
                Err(said) => said,
                // What a release lacks shows when it does not come back.
                Ok(_) if !field.on_some_instances => {
                    let config = self.with(field.name, value);
                    world.refused(self.kind, Some(&state), &config).await
                }
                Ok(_) => panic!("{} is planned", field.name),
            };
            one_error(&said, field.name, &["no column", "Remove"]);
            return state;
        }
        let planned = world.plan(self.kind, Some(&state), &config).await;
        assert!(!planned.replaces && !planned.is_empty(&state), "{} changes in place", field.name);
        let changed = world.apply(self.kind, Some(&state), &config).await;
        assert_eq!(attribute(&changed, field.name), *value, "{}", field.name);
        world.is_settled(self.kind, &changed, &config).await;
        let changed = match field.holds {
            // What is not managed any more stays.
            FieldType::Children(_) => {
                let config = self.with(field.name, &json!([]));
                world.apply(self.kind, Some(&changed), &config).await
            }
            _ => changed,
        };
        let dropped = world.apply(self.kind, Some(&changed), &self.config).await;
        let expected = self.after_dropping(field, value);
        assert_eq!(attribute(&dropped, field.name), expected, "{} after dropping it", field.name);
        world.is_settled(self.kind, &dropped, &self.config).await;
        if let (Json::Null, Some(column)) = (expected, field.column) {
            let stored = world.column(self.table(), &id(&dropped), column).await;
            assert_eq!(stored, "", "{} is cleared on the instance", field.name);
        }
        dropped
    }

    /// Optional attributes are cleared, defaults come back, and what the instance owns stays.
    fn after_dropping(&self, field: &Field, value: &Json) -> Json {
        match (&self.config[field.name], field.mode_in(self.variant())) {
            (Json::Null, Mode::Optional) => Json::Null,
            (
                Json::Null,
                Mode::Default(terraform_provider_servicenow::describe::Literal::Flag(flag)),
            ) => json!(flag),
            (
                Json::Null,
                Mode::Default(terraform_provider_servicenow::describe::Literal::Text(text)),
            ) => json!(text),
            (Json::Null, Mode::Unless(other)) => json!(self.config[other].is_null()),
            (Json::Null, _) => value.clone(),
            (configured, _) => configured.clone(),
        }
    }

    /// Whether this instance lacks the column: the profile `worst` has none that nobody has established.
    async fn is_missing(&self, world: &World, state: &State, field: &Field) -> bool {
        let rows = world.rows(self.table(), &format!("sys_id={}", id(state))).await;
        field.column.is_some_and(|column| rows[0].get(column).is_none())
    }

    async fn import(&self, world: &World, import_id: &str, state: &State) {
        let imported = world.import(self.kind, import_id).await;
        assert_eq!(id(&imported), id(state), "{import_id}");
        let plan = world.plan(self.kind, Some(&imported), &self.config).await;
        let mut changes = differing(&imported.value, &plan.planned);
        // That it was there before, and may go with its data, is the configuration's to say; an import finds no word of it.
        // From then on it counts as adopted.
        let adopts = self.config["adopt_existing"] == json!(true);
        let decides = adopts || self.resource().data.is_some();
        let said = ["adopt_existing", "allow_data_loss"];
        let is_told = |name: &str| said.contains(&name) || (decides && name == "deletion_policy");
        changes.retain(|(name, ..)| !is_told(name));
        assert!(
            changes.is_empty() && !plan.replaces,
            "the first plan after importing {import_id}: {changes:#?}"
        );
    }
}

/// Runs a record of this type through its life, under both profiles of unknowns.
pub(crate) async fn live(kind: &'static str, config: Json) {
    let sample = Sample { kind, config };
    under_both(async |world| {
        ground::lay(&world).await;
        sample.live(&world).await;
    })
    .await;
}
