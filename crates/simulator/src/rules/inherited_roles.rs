//! Roles that come with a role or a group have rows of their own in `sys_user_has_role`, marked as
//! inherited: at once or a moment later (docs/facts.md#inherited-roles). They go when what they
//! came by goes.

use crate::{
    evidence::Evidence,
    records::{self, Input},
    refusal::Refusal,
    schedule::Job,
    vault,
    world::{Change, Rule, When, Work},
};
use jiff::SignedDuration;
use std::collections::{BTreeMap, BTreeSet};

const TABLES: &[&str] = &[
    "sys_user_has_role",
    "sys_user_grmember",
    "sys_group_has_role",
    "sys_user_role_contains",
    "sys_user_group",
];

pub(super) static AFTER_WRITE: Rule = Rule {
    name: "Inherit roles",
    tables: TABLES,
    when: When::AfterWrite,
    evidence: Evidence::Seen,
    apply,
};

pub(super) static AFTER_DELETE: Rule = Rule {
    name: "Drop inherited roles",
    tables: TABLES,
    when: When::AfterDelete,
    evidence: Evidence::Seen,
    apply,
};

/// How late inherited roles are where they are late.
const DELAY: SignedDuration = SignedDuration::from_millis(1500);

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    let work = change.work;
    for user in concerned(change)? {
        if work.world.unknowns.inherited_roles_late {
            let due = crate::clock::after(work.now, DELAY);
            work.world.schedule.at(due, Job::InheritRoles { user });
        } else {
            settle(work, &user)?;
        }
    }
    Ok(())
}

/// The users whose roles may be others after the change.
fn concerned(change: &Change<'_>) -> Result<BTreeSet<String>, Refusal> {
    let before = |column: &str| change.previous.map_or("", |row| row.value(column)).to_owned();
    let both = |column: &str| [change.get(column).to_owned(), before(column)];
    let mut users = BTreeSet::new();
    match change.table.name.as_str() {
        "sys_user_has_role" if change.is("inherited") => {}
        "sys_user_has_role" | "sys_user_grmember" => users.extend(both("user")),
        "sys_user_role_contains" => {
            for role in both("role") {
                users.extend(users_of(change.work, "sys_user_has_role", "role", &role)?);
            }
        }
        "sys_group_has_role" => {
            for group in both("group") {
                users.extend(members(change.work, &group)?);
            }
        }
        _ if change.previous.is_some() && change.changes("parent") => {
            users.extend(members(change.work, change.get("sys_id"))?);
        }
        _ => {}
    }
    users.retain(|user| !user.is_empty());
    Ok(users)
}

fn users_of(work: &Work<'_>, table: &str, column: &str, id: &str) -> Result<Vec<String>, Refusal> {
    let rows = match id {
        "" => Vec::new(),
        id => work.find(table, &[(column, id)])?,
    };
    Ok(rows.iter().map(|row| row.value("user").to_owned()).collect())
}

/// The members of a group and of the groups below it.
fn members(work: &Work<'_>, group: &str) -> Result<BTreeSet<String>, Refusal> {
    let (mut users, mut seen, mut open) =
        (BTreeSet::new(), BTreeSet::new(), vec![group.to_owned()]);
    while let Some(group) = open.pop().filter(|group| !group.is_empty()) {
        if seen.insert(group.clone()) {
            users.extend(users_of(work, "sys_user_grmember", "group", &group)?);
            let below = work.find("sys_user_group", &[("parent", &group)])?;
            open.extend(below.iter().map(|row| row.value("sys_id").to_owned()));
        }
    }
    Ok(users)
}

/// Role and the group it came through: what an inherited row is about.
type About = (String, String);

/// By which role, and by which row of `sys_user_role_contains`, an inherited role came.
type Origin = (String, String);

/// Brings the inherited rows of a user up to date.
pub(crate) fn settle(work: &Work<'_>, user: &str) -> Result<(), Refusal> {
    if work.fetch("sys_user", user)?.is_none() {
        return Ok(());
    }
    let mut due = due(work, user)?;
    let table = work.table("sys_user_has_role")?;
    for row in work.find(&table.name, &[("user", user), ("inherited", "true")])? {
        let about = (row.value("role").to_owned(), row.value("granted_by").to_owned());
        if due.remove(&about).is_none() {
            records::delete(work, table, row.value("sys_id"))?;
        }
    }
    for ((role, group), (by, instance)) in due {
        // The same on every instance: they come and go without anybody asking for them.
        let mut id = vault::token_digest(&format!("{user} {role} {group}"));
        id.truncate(32);
        let row = Input::platform([
            ("sys_id", id.as_str()),
            ("user", user),
            ("role", &role),
            ("granted_by", &group),
            ("included_in_role", &by),
            ("included_in_role_instance", &instance),
            ("inherited", "true"),
            ("state", "active"),
        ]);
        records::insert(work, table, &row)?;
    }
    Ok(())
}

/// Brings the inherited rows of all users up to date, as they are on an instance from the start.
pub(crate) fn settle_all(work: &Work<'_>) -> Result<(), Refusal> {
    let users = work.find("sys_user", &[])?;
    users.iter().try_for_each(|user| settle(work, user.value("sys_id")))
}

/// The inherited roles a user should have.
fn due(work: &Work<'_>, user: &str) -> Result<BTreeMap<About, Origin>, Refusal> {
    let mut due = BTreeMap::new();
    let direct = work.find("sys_user_has_role", &[("user", user), ("inherited", "false")])?;
    for row in direct.iter().filter(|row| row.value("state") != "inactive") {
        contained(work, row.value("role"), "", &mut due)?;
    }
    for group in groups(work, user)? {
        for row in work.find("sys_group_has_role", &[("group", &group)])? {
            let role = row.value("role");
            if row.value("inherits") == "false" || role.is_empty() {
                continue;
            }
            due.entry((role.to_owned(), group.clone())).or_default();
            contained(work, role, &group, &mut due)?;
        }
    }
    Ok(due)
}

/// Adds the roles that `role` contains, however far down.
fn contained(
    work: &Work<'_>,
    role: &str,
    group: &str,
    due: &mut BTreeMap<About, Origin>,
) -> Result<(), Refusal> {
    let (mut seen, mut open) = (BTreeSet::from([role.to_owned()]), vec![role.to_owned()]);
    while let Some(role) = open.pop() {
        for row in work.find("sys_user_role_contains", &[("role", &role)])? {
            let inner = row.value("contains").to_owned();
            if !inner.is_empty() && seen.insert(inner.clone()) {
                let origin = (role.clone(), row.value("sys_id").to_owned());
                due.entry((inner.clone(), group.to_owned())).or_insert(origin);
                open.push(inner);
            }
        }
    }
    Ok(())
}

/// The groups of a user and the groups above them.
fn groups(work: &Work<'_>, user: &str) -> Result<BTreeSet<String>, Refusal> {
    let own = work.find("sys_user_grmember", &[("user", user)])?;
    let mut open: Vec<String> = own.iter().map(|row| row.value("group").to_owned()).collect();
    let mut groups = BTreeSet::new();
    while let Some(group) = open.pop() {
        let Some(row) = work.fetch("sys_user_group", &group)? else { continue };
        if groups.insert(group) {
            open.push(row.value("parent").to_owned());
        }
    }
    Ok(groups)
}
