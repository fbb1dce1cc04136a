//! How a value is shown: stored, as people see it, or both; with links or without
//! (docs/facts.md#stored-values).

use super::journal;
use crate::{
    dictionary::{Column, Kind},
    http::Request,
    locale::Locale,
    records,
    refusal::Refusal,
    unknowns::{JournalRead, SecretRead},
    world::Work,
};
use serde_json::{Value, json};

/// What people see instead of a secret.
const MASK: &str = "********";

/// The form in which the caller wants values.
#[derive(Clone, Debug)]
pub(super) struct Form {
    /// Whether display values are shown at all.
    pub(super) display: bool,
    stored: bool,
    links: bool,
    /// How the caller sees moments.
    locale: Locale,
}

/// A value to be shown.
pub(super) struct Shown<'a> {
    pub(super) column: &'a Column,
    pub(super) stored: String,
    /// The display value of the row it refers to, or the entries of a journal.
    pub(super) referred: Option<String>,
}

impl Form {
    /// What the parameters of `request` ask for.
    pub(super) fn of(work: &Work<'_>, request: &Request) -> Result<Self, Refusal> {
        let (display, stored) = match request.query_value("sysparm_display_value") {
            Some("all") => (true, true),
            Some("true") => (true, false),
            _ => (false, true),
        };
        let links = !request.query_flag("sysparm_exclude_reference_link");
        let locale = if display { Locale::of(work)? } else { Locale::default() };
        Ok(Self { display, stored, links, locale })
    }

    /// Whether a journal column is shown with its entries: as a display value, and as a stored one
    /// too where that is so (docs/facts.md#journal-columns).
    pub(super) fn shows_entries(&self, work: &Work<'_>) -> bool {
        self.display || work.world.unknowns.journal_read == JournalRead::Entries
    }

    /// The same without links.
    pub(super) fn without_links(self) -> Self {
        Self { links: false, ..self }
    }

    /// The value in that form; nothing for a column that is not shown at all.
    pub(super) fn show(
        &self,
        work: &Work<'_>,
        shown: &Shown<'_>,
    ) -> Result<Option<Value>, Refusal> {
        let Some(stored) = self.readable(work, shown) else { return Ok(None) };
        let display =
            if self.display { self.display_value(work, shown, &stored)? } else { String::new() };
        let link = link(work, shown.column, &stored).filter(|_| self.links);
        Ok(Some(match (self.display, self.stored, link) {
            (true, true, None) => json!({ "display_value": display, "value": stored }),
            (true, true, Some(link)) => {
                json!({ "display_value": display, "value": stored, "link": link })
            }
            (true, false, None) => json!(display),
            (true, false, Some(link)) => json!({ "display_value": display, "link": link }),
            (false, _, None) => json!(stored),
            (false, _, Some(link)) => json!({ "link": link, "value": stored }),
        }))
    }

    fn display_value(
        &self,
        work: &Work<'_>,
        shown: &Shown<'_>,
        stored: &str,
    ) -> Result<String, Refusal> {
        let column = shown.column;
        Ok(match column.kind {
            Kind::Password2 | Kind::Password if stored.is_empty() => String::new(),
            Kind::Password2 | Kind::Password => MASK.to_owned(),
            Kind::Domain if stored == "global" => "global".to_owned(),
            Kind::Reference | Kind::Domain => shown.referred.clone().unwrap_or_default(),
            Kind::List => names(work, column, stored)?,
            Kind::DateTime => self.locale.shown(stored),
            Kind::Time => records::shown_time(stored),
            Kind::Duration | Kind::PlainDuration => records::shown_duration(stored),
            Kind::Journal | Kind::JournalInput => self.entries(shown),
            Kind::ClassName => {
                let table = work.world.dictionary.table(stored);
                table.map_or(stored, |table| &table.label).to_owned()
            }
            _ => column.choices.get(stored).map_or(stored, String::as_str).to_owned(),
        })
    }

    fn entries(&self, shown: &Shown<'_>) -> String {
        let entries = shown.referred.as_deref().unwrap_or_default();
        journal::shown(entries, &shown.column.label, &self.locale)
    }

    /// The stored value as it may be seen: secrets as ciphertext, as nothing or not at all
    /// (docs/facts.md#secret-read), journals as nothing or as their entries.
    fn readable(&self, work: &Work<'_>, shown: &Shown<'_>) -> Option<String> {
        let unknowns = &work.world.unknowns;
        let vault = &work.world.vault;
        match (shown.column.kind, unknowns.secret_read) {
            (Kind::Password2, SecretRead::Absent) => None,
            (Kind::Password2, SecretRead::Empty) | (Kind::Password, _) => Some(String::new()),
            // What was stored unencrypted is not given out in clear either.
            (Kind::Password2, _) if !crate::vault::is_encrypted(&shown.stored) => {
                Some(vault.encrypt(&shown.stored))
            }
            (kind, _) if kind.is_journal() && unknowns.journal_read == JournalRead::Entries => {
                Some(self.entries(shown))
            }
            _ => Some(shown.stored.clone()),
        }
    }
}

fn link(work: &Work<'_>, column: &Column, stored: &str) -> Option<String> {
    let target = column.reference.as_deref().filter(|_| column.kind.is_link())?;
    let url = &work.world.url;
    (!stored.is_empty()).then(|| format!("{url}/api/now/table/{target}/{stored}"))
}

fn names(work: &Work<'_>, column: &Column, stored: &str) -> Result<String, Refusal> {
    let Some(target) = &column.reference else { return Ok(stored.to_owned()) };
    let display = work.table(target)?.display_column();
    let mut names = Vec::new();
    for id in stored.split(',').filter(|id| !id.is_empty()) {
        let row = work.fetch(target, id)?;
        names.push(row.map_or_else(|| id.to_owned(), |row| row.value(display).to_owned()));
    }
    Ok(names.join(", "))
}
