//! `servicenow_instance`: which instance the provider talks to, and as whom.

use std::collections::BTreeSet;

use async_trait::async_trait;
use servicenow::{Error, Query};
use tfplugin::{Attribute, Schema, Type, Value};

use crate::engine::data::{Reading, Source, unread};
use crate::engine::lookup::account::{roles_of, unless_forbidden};
use crate::engine::model::Attributes;
use crate::engine::problem::Problem;
use crate::engine::session::Work;

const NAME: &str = "servicenow_instance";
/// Properties shown, by attribute (docs/facts.md#instance-properties).
const PROPERTIES: &[(&str, &str)] = &[
    ("name", "instance_name"),
    ("build", "glide.buildname"),
    ("build_tag", "glide.buildtag"),
    ("time_zone", "glide.sys.default.tz"),
];

/// The data source.
pub(crate) struct Instance;

#[async_trait]
impl Source for Instance {
    fn type_name(&self) -> &str {
        NAME
    }

    fn schema(&self) -> Schema {
        let text = |name, doc| Attribute::new(name, Type::String, doc).computed();
        let roles = Type::Set(Box::new(Type::String));
        let attributes = vec![
            text("url", "The address of the instance, without a final slash."),
            text("host", "The host in the address."),
            text("name", "The instance's own name, from the property `instance_name`."),
            text("build", "The release it runs, such as `Xanadu`, from the property `glide.buildname`."),
            text("build_tag", "The exact build with its patch, from the property `glide.buildtag`."),
            text("time_zone", "The instance's own time zone, from the property `glide.sys.default.tz`."),
            text("user_id", "The sys_id of the user the provider is signed in as."),
            text("user_name", "The user id of that user."),
            Attribute::new(
                "roles",
                roles,
                "The roles of that user, inherited ones included. A role that takes elevation is listed whether or not the \
                 provider elevates to it.",
            )
            .computed(),
        ];
        Schema::new(
            "Shows which instance the provider talks to, its release, and the user it is signed in as, to check them before \
             anything is changed. What that user may not read is null.",
            attributes,
        )
    }

    async fn read(&self, work: &Work, _config: Attributes) -> Result<Reading, Problem> {
        let state = look(work).await;
        Ok(state.map_err(|error| unread(work, NAME, "sys_user", error))?.into())
    }
}

async fn look(work: &Work) -> Result<Attributes, Error> {
    let mut state = Attributes::default();
    let url = work.client.instance().as_str().trim_end_matches('/');
    state.set("url", url.into());
    state.set("host", work.host().into());
    let user = work.client.current_user().await?;
    state.set("user_id", user.sys_id.as_str().into());
    state.set("user_name", user.user_name.as_str().into());
    properties(work, &mut state).await?;
    let roles = roles_of(work, &user.sys_id).await?;
    let listed =
        |roles: BTreeSet<String>| Value::List(roles.into_iter().map(Value::from).collect());
    state.set("roles", roles.map_or(Value::Null, listed));
    Ok(state)
}

async fn properties(work: &Work, state: &mut Attributes) -> Result<(), Error> {
    let names: Vec<&str> = PROPERTIES.iter().map(|(_, property)| *property).collect();
    let query = Query::new().is_in("name", &names)?;
    let table = work.client.table("sys_properties");
    let rows = unless_forbidden(table.matching(&query, &["name", "value"], None).await)?.rows;
    for (attribute, property) in PROPERTIES {
        let row = rows.iter().find(|row| row.get("name") == Some(property));
        let value = row.and_then(|row| row.get("value")).filter(|value| !value.is_empty());
        state.set(attribute, value.map_or(Value::Null, Value::from));
    }
    Ok(())
}
