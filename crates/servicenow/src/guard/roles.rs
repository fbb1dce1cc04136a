//! What whoever is in may do: the roles of the user in use, in every way that they are had.

use super::{OwnIdentity, Write};
use crate::error::Failure;
use crate::{Client, Error, Record};

const GRANTS: &str = "sys_user_has_role";
const MEMBERS: &str = "sys_user_grmember";
const GROUPS: &str = "sys_user_group";
const OF_GROUPS: &str = "sys_group_has_role";
const OF_ROLES: &str = "sys_user_role_contains";
const ROLES: &str = "sys_user_role";

pub(super) const TABLES: &[&str] = &[GRANTS, MEMBERS, GROUPS, OF_GROUPS, OF_ROLES, ROLES];

/// The role that stands for almost all others.
const ADMIN: &str = "admin";
/// Roles that it does not stand for: one is elevated to, without the other a user is an external
/// one (docs/facts.md#internal-users).
const APART: &[&str] = &["security_admin", "snc_internal"];

/// A role: its sys_id and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Role {
    id: String,
    name: String,
}

impl Role {
    /// The role that a row refers to in `column`.
    fn of(row: &Record, column: &str) -> Option<Self> {
        let id = row.get(column).filter(|id| !id.is_empty())?.to_owned();
        let name = row.get(&format!("{column}.name")).unwrap_or_default().to_owned();
        Some(Self { id, name })
    }
}

/// The columns of a table whose change takes something away.
fn telling(table: &str) -> &'static [&'static str] {
    match table {
        GRANTS => &["user", "role", "state"],
        MEMBERS => &["user", "group"],
        OF_GROUPS => &["group", "role"],
        OF_ROLES => &["role", "contains"],
        ROLES => &["name"],
        _ => &[],
    }
}

/// The grants of a user.
struct Held(Vec<Record>);

impl Held {
    fn has(&self, role: &Role) -> bool {
        self.0.iter().any(|row| row.get("role") == Some(&role.id))
    }

    /// Whether the user has the role by a grant that `counts`, too.
    fn keeps(&self, role: &Role, counts: impl Fn(&Record) -> bool) -> bool {
        self.0.iter().any(|row| row.get("role") == Some(&role.id) && counts(row))
    }

    /// The first of the roles that are lost whose loss would be felt: where `admin` stays, it
    /// stands for most.
    fn felt(&self, lost: Vec<Role>, elevates_to: &[String]) -> Option<Role> {
        let is_lost = |id: &str| lost.iter().any(|role| role.id == id);
        let stays = |row: &&Record| row.get("role").is_some_and(|id| !is_lost(id));
        let mut names = self.0.iter().filter(stays).filter_map(|row| row.get("role.name"));
        let stays_admin = names.any(|name| name == ADMIN);
        let stands_apart =
            |name: &str| APART.contains(&name) || elevates_to.iter().any(|role| role == name);
        lost.into_iter().find(|role| !stays_admin || stands_apart(&role.name))
    }
}

/// Whether a grant is the user's own, neither by a group nor by another role.
fn is_direct(row: &Record) -> bool {
    row.get("inherited") != Some("true")
}

/// Whether a grant came by another group than this.
fn is_of_another(row: &Record, group: &str) -> bool {
    row.get("granted_by").is_some_and(|by| !by.is_empty() && by != group)
}

impl Client {
    /// The role that the write would take from the user in use.
    pub(super) async fn takes_an_own_role(
        &self,
        write: Write<'_>,
    ) -> Result<Option<OwnIdentity>, Error> {
        if write.inserts() || !write.touches(telling(write.table)) {
            return Ok(None);
        }
        let user = match self.current_user().await {
            Ok(user) => user,
            // Who does not learn who he is cannot tell.
            Err(error) if error.is_forbidden() => return Ok(None),
            Err(error) if matches!(error.failure(), Failure::Lacking(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let columns = ["role", "role.name", "inherited", "granted_by"];
        let held = Held(self.all_seen(GRANTS, &[("user", &user.sys_id)], &columns).await?);
        let lost = self.lost(write, &user.sys_id, &held).await?;
        let felt = held.felt(lost, &self.shared.options.elevate_roles);
        let user_name = user.user_name;
        Ok(felt.map(|role| OwnIdentity::Role { user_name, role: role.name }))
    }

    /// The roles that the user would have no more.
    async fn lost(&self, write: Write<'_>, own: &str, held: &Held) -> Result<Vec<Role>, Error> {
        let columns = ["user", "role", "role.name", "contains", "contains.name", "group", "name"];
        let Some(row) = self.seen(write.table, write.sys_id, &columns).await? else {
            return Ok(Vec::new());
        };
        if is_unchanged(write, &row) {
            return Ok(Vec::new());
        }
        let group = row.get("group").unwrap_or_default();
        Ok(match write.table {
            GRANTS if row.get("user") == Some(own) => {
                let other = |grant: &Record| grant.sys_id() != row.sys_id();
                unless(Role::of(&row, "role"), |role| held.keeps(role, other))
            }
            MEMBERS if row.get("user") == Some(own) => self.by_group(group, held).await?,
            GROUPS if self.is_member(own, row.sys_id()).await? => {
                self.by_group(row.sys_id(), held).await?
            }
            OF_GROUPS if self.is_member(own, group).await? => {
                let other = |grant: &Record| is_direct(grant) || is_of_another(grant, group);
                unless(Role::of(&row, "role"), |role| held.keeps(role, other))
            }
            OF_ROLES if Role::of(&row, "role").is_some_and(|outer| held.has(&outer)) => {
                unless(Role::of(&row, "contains"), |role| held.keeps(role, is_direct))
            }
            ROLES => {
                let (id, name) = (row.sys_id().to_owned(), row.get("name").unwrap_or_default());
                let role = Role { id, name: name.to_owned() };
                unless(Some(role), |role| !held.has(role))
            }
            _ => Vec::new(),
        })
    }

    async fn is_member(&self, user: &str, group: &str) -> Result<bool, Error> {
        let member = [("user", user), ("group", group)];
        Ok(!group.is_empty() && !self.all_seen(MEMBERS, &member, &["sys_id"]).await?.is_empty())
    }

    /// The roles that the user has by this group alone.
    async fn by_group(&self, group: &str, held: &Held) -> Result<Vec<Role>, Error> {
        let of_group =
            self.all_seen(OF_GROUPS, &[("group", group)], &["role", "role.name"]).await?;
        let by_it = held.0.iter().filter(|row| row.get("granted_by") == Some(group));
        let roles = of_group.iter().chain(by_it).filter_map(|row| Role::of(row, "role"));
        let other = |row: &Record| is_direct(row) || is_of_another(row, group);
        Ok(roles.filter(|role| !held.keeps(role, other)).collect())
    }
}

/// Whether an update writes what is there already.
fn is_unchanged(write: Write<'_>, row: &Record) -> bool {
    let same = |column: &&str| match (write.text(column), row.get(column)) {
        (Some(new), Some(old)) => new == old,
        (Some(new), None) => *column == "state" && new == "active",
        (None, _) => true,
    };
    !write.deletes() && telling(write.table).iter().all(same)
}

fn unless(role: Option<Role>, is_kept: impl Fn(&Role) -> bool) -> Vec<Role> {
    role.into_iter().filter(|role| !is_kept(role)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Row;
    use crate::guard::Change;

    fn grant(id: &str, role: &str, more: &[(&str, &str)]) -> Record {
        let own = [("sys_id", id), ("role", role), ("role.name", role)];
        own.into_iter().chain(more.iter().copied()).collect()
    }

    fn role(name: &str) -> Role {
        Role { id: name.to_owned(), name: name.to_owned() }
    }

    #[test]
    fn admin_stands_for_most_other_roles() {
        let held = Held(vec![grant("1", "admin", &[]), grant("2", "itil", &[])]);
        assert_eq!(held.felt(vec![role("itil")], &[]), None);
        assert_eq!(held.felt(vec![role("admin")], &[]), Some(role("admin")));
        assert_eq!(held.felt(vec![role("security_admin")], &[]), Some(role("security_admin")));
        assert_eq!(held.felt(vec![role("itil")], &["itil".to_owned()]), Some(role("itil")));
        let held = Held(vec![grant("2", "itil", &[])]);
        assert_eq!(held.felt(vec![role("itil")], &[]), Some(role("itil")), "all it has");
    }

    #[test]
    fn a_role_that_is_had_twice_stays() {
        let by = |group| [("inherited", "true"), ("granted_by", group)];
        let held = Held(vec![grant("1", "itil", &by("g1")), grant("2", "itil", &by("g2"))]);
        assert!(held.keeps(&role("itil"), |row| is_of_another(row, "g1")));
        let held = Held(vec![grant("1", "itil", &by("g1"))]);
        assert!(!held.keeps(&role("itil"), |row| is_direct(row) || is_of_another(row, "g1")));
    }

    #[test]
    fn an_update_that_changes_nothing_takes_nothing() {
        let row = grant("1", "itil", &[("user", "u")]);
        let updates = |column: &str, text: &str| {
            let new = Row::new().set(column, text);
            let write = Write { table: GRANTS, sys_id: "1", change: Change::Update(&new) };
            !is_unchanged(write, &row)
        };
        assert!(!updates("role", "itil") && !updates("state", "active"));
        assert!(updates("role", "other") && updates("user", "v") && updates("state", "requested"));
    }
}
