//! What a journal column shows: its entries, the newest first (docs/facts.md#journal-columns).

use crate::{locale::Locale, query::Place};
use std::fmt::Write;

/// One entry: when, by whom, and the text.
type Entry = (String, String, String);

/// Where the entries of the column at `place` come from, as one value.
pub(super) fn entries(place: &Place) -> Option<Place> {
    let (row, _) = place.sql.split_once('.')?;
    let column = &place.column.name;
    let sql = format!(
        "(SELECT json_group_array(json_array(e.sys_created_on, \
         coalesce(nullif(u.name, ''), e.sys_created_by), e.value) ORDER BY e.rowid DESC) \
         FROM sys_journal_field AS e LEFT JOIN sys_user AS u ON u.user_name = e.sys_created_by \
         WHERE e.element_id = {row}.sys_id AND e.element = '{column}')"
    );
    Some(Place { sql, ..place.clone() })
}

/// The entries as people see them.
pub(super) fn shown(entries: &str, label: &str, locale: &Locale) -> String {
    let entries: Vec<Entry> = serde_json::from_str(entries).unwrap_or_default();
    entries.iter().fold(String::new(), |mut text, (moment, user, entry)| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{} - {user} ({label})\n{entry}\n\n", locale.shown(moment));
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_entry_says_when_by_whom_and_where() {
        let entries =
            r#"[["2026-01-02 08:00:00","Abel Tuter","Two"],["2026-01-01 08:00:00","admin","One"]]"#;
        let text = shown(entries, "Work notes", &Locale::default());
        let newest = "2026-01-02 08:00:00 - Abel Tuter (Work notes)\nTwo\n\n";
        assert!(
            text.starts_with(newest) && text.ends_with("admin (Work notes)\nOne\n\n"),
            "{text}"
        );
        assert_eq!(shown("", "Work notes", &Locale::default()), "");
    }
}
