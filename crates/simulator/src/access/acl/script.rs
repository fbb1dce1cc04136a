//! The few scripts of rules that the simulator understands. Any other script gives no access:
//! there is no JavaScript here.

use crate::world::Right;
use std::collections::BTreeSet;

/// What a rule's script says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// Nothing: the rule has none.
    Absent,
    /// `answer = true` or `answer = false`.
    Answer(bool),
    /// `answer = gs.hasRole('…')`: any of these roles.
    HasRole(Vec<String>),
    /// `answer = !gs.hasRole('…')`: none of these roles.
    LacksRole(Vec<String>),
    /// `answer = gs.hasRole(current.column)`: any of the roles the row lists.
    HasRoleOf(String),
    /// Something else.
    Unknown,
}

impl Script {
    /// Reads a script.
    pub(super) fn read(text: &str) -> Self {
        let text = text.trim().trim_end_matches(';').trim();
        if text.is_empty() {
            return Self::Absent;
        }
        let said = text.strip_prefix("answer").map(str::trim_start);
        let said = said.and_then(|rest| rest.strip_prefix('=')).unwrap_or(text).trim();
        match said {
            "true" => Self::Answer(true),
            "false" => Self::Answer(false),
            call => Self::call(call).unwrap_or(Self::Unknown),
        }
    }

    fn call(text: &str) -> Option<Self> {
        if let Some(negated) = text.strip_prefix('!') {
            return match Self::call(negated.trim_start())? {
                Self::HasRole(roles) => Some(Self::LacksRole(roles)),
                _ => None,
            };
        }
        let argument = text.strip_prefix("gs.hasRole(")?.strip_suffix(')')?.trim();
        if let Some(column) = argument.strip_prefix("current.") {
            let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            return column.chars().all(is_name).then(|| Self::HasRoleOf(column.to_owned()));
        }
        let quote = argument.chars().next().filter(|first| ['\'', '"'].contains(first))?;
        let roles = argument.strip_prefix(quote)?.strip_suffix(quote)?;
        Some(Self::HasRole(roles.split(',').map(|role| role.trim().to_owned()).collect()))
    }

    /// What it comes down to for who holds `roles`.
    pub(super) fn right(&self, roles: &BTreeSet<String>) -> Right {
        match self {
            Self::Absent => Right::Always,
            Self::Answer(answer) => Right::given(*answer),
            Self::HasRole(wanted) => Right::given(wanted.iter().any(|role| roles.contains(role))),
            Self::LacksRole(wanted) => {
                Right::given(!wanted.iter().any(|role| roles.contains(role)))
            }
            Self::HasRoleOf(column) => Right::RoleListedIn(column.clone()),
            Self::Unknown => Right::Never,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_scripts_are_read() {
        let roles = vec!["itil".to_owned(), "admin".to_owned()];
        let outside = Script::LacksRole(vec!["snc_external".to_owned()]);
        for (text, script) in [
            ("", Script::Absent),
            ("answer = true;", Script::Answer(true)),
            ("answer=false", Script::Answer(false)),
            ("answer = gs.hasRole('itil, admin');", Script::HasRole(roles)),
            ("gs.hasRole(current.read_roles)", Script::HasRoleOf("read_roles".to_owned())),
            ("answer = !gs.hasRole('snc_external');", outside),
            ("answer = !gs.hasRole(current.read_roles)", Script::Unknown),
            ("answer = new Oracle().mayRead(current);", Script::Unknown),
            ("answer = gs.hasRole(current.a || 'b')", Script::Unknown),
            ("answer = gs.hasRole('open)", Script::Unknown),
        ] {
            assert_eq!(Script::read(text), script, "{text}");
        }
    }

    #[test]
    fn a_script_nobody_can_read_gives_no_access() {
        let roles = BTreeSet::from(["admin".to_owned()]);
        assert_eq!(Script::read("answer = mystery();").right(&roles), Right::Never);
        assert_eq!(Script::read("answer = gs.hasRole('admin')").right(&roles), Right::Always);
        assert_eq!(Script::read("answer = gs.hasRole('itil')").right(&roles), Right::Never);
        assert_eq!(Script::read("answer = !gs.hasRole('itil')").right(&roles), Right::Always);
        assert_eq!(Script::read("answer = !gs.hasRole('admin')").right(&roles), Right::Never);
    }
}
