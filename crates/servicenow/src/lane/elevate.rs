//! Giving a session its elevated roles, and asking which it has (docs/facts.md#elevation).

use serde_json::{Map, Value, json};

use super::ElevationRefusal as Refusal;
use super::session::Session;
use super::sign_in::refusing;
use crate::error::Failure;
use crate::request::Request;
use crate::{Client, Error};

const ROLES: &str = "/api/now/ui/impersonate/role";

/// Which elevated roles a session may have, and which it has.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// None where the answer does not say.
    offered: Option<Vec<String>>,
    active: Vec<String>,
}

impl Client {
    /// Elevates the session to the roles of the options. The list sent replaces the roles it had.
    pub(super) async fn elevate(&self, session: &mut Session) -> Result<(), Error> {
        let roles = &self.shared.options.elevate_roles;
        let unavailable = |error| refusing(error, Refusal::NotOffered);
        let before = self.standing(session).await.map_err(unavailable)?;
        if before.lacking(roles).is_none() {
            return Ok(());
        }
        if let Some(role) = before.not_offered(roles) {
            let role = role.to_owned();
            return Err(Failure::not_elevated(Refusal::RoleNotOffered { role }, None));
        }
        let url = self.instance().join(ROLES);
        let request = Request::step(url).json(&json!({ "roles": roles.join(",") }));
        self.ask(session, &request).await.map_err(unavailable)?;
        // Asked again, for an answer may show a role that the next request does not have.
        let after = self.standing(session).await.map_err(unavailable)?;
        match after.lacking(roles) {
            Some(role) => {
                Err(Failure::not_elevated(Refusal::NotKept { role: role.to_owned() }, None))
            }
            None => Ok(()),
        }
    }

    /// Whether the session is over, or has lost its elevated roles. Unsure is no.
    pub(super) async fn is_over(&self, session: &mut Session) -> bool {
        match self.standing(session).await {
            Ok(standing) => standing.lacking(&self.shared.options.elevate_roles).is_some(),
            Err(error) => error.is_unauthenticated(),
        }
    }

    async fn standing(&self, session: &mut Session) -> Result<Standing, Error> {
        let request = Request::get(self.instance().join(ROLES));
        self.ask(session, &request).await?.result_object().map(|result| Standing::read(&result))
    }
}

impl Standing {
    fn read(result: &Map<String, Value>) -> Self {
        let offered = result.get("roles").and_then(Value::as_array).map(|list| names(list));
        let active = result.get("activeRoles").and_then(Value::as_array);
        Self { offered, active: active.map(|list| names(list)).unwrap_or_default() }
    }

    fn lacking<'a>(&self, roles: &'a [String]) -> Option<&'a str> {
        roles.iter().find(|role| !self.active.contains(role)).map(String::as_str)
    }

    fn not_offered<'a>(&self, roles: &'a [String]) -> Option<&'a str> {
        let offered = self.offered.as_ref()?;
        let unknown = |role: &&String| !offered.contains(role) && !self.active.contains(role);
        roles.iter().find(unknown).map(String::as_str)
    }
}

/// The names in a list of names, or of objects that have one.
fn names(list: &[Value]) -> Vec<String> {
    let name =
        |item: &Value| item.as_str().or_else(|| item.get("name")?.as_str()).map(str::to_owned);
    list.iter().filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(result: &Value) -> Standing {
        Standing::read(result.as_object().unwrap())
    }

    fn roles(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn roles_are_read_as_names_or_objects() {
        let read = standing(&json!({
            "roles": [{ "name": "security_admin", "sys_id": "1" }, "other"],
            "activeRoles": ["other"],
        }));
        assert_eq!(read.offered, Some(roles(&["security_admin", "other"])));
        assert_eq!(read.lacking(&roles(&["other", "security_admin"])), Some("security_admin"));
        assert_eq!(read.lacking(&roles(&["other"])), None);
        assert_eq!(read.not_offered(&roles(&["security_admin", "third"])), Some("third"));
    }

    #[test]
    fn what_the_answer_does_not_say_is_not_held_against_the_user() {
        let silent = standing(&json!({}));
        assert_eq!(silent.not_offered(&roles(&["security_admin"])), None);
        assert_eq!(silent.lacking(&roles(&["security_admin"])), Some("security_admin"));
    }
}
