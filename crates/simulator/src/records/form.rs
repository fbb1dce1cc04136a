//! The form in which a value is stored, whatever form it was sent in.

use super::span;
use crate::{
    dictionary::{Column, Kind},
    locale::{self, Locale},
    refusal::Refusal,
    unknowns::SecretWrite,
    vault,
    world::{Meaning, Work},
};

/// Refuses a plain write of a secret under `SecretWrite::RefusedUnlessDisplayValue`
/// (the words are documented, docs/facts.md#secret-write).
const SECRET_REFUSED: &str =
    "Action Aborted: Password value cannot be saved due to technical issue";

/// `sent` as `column` stores it.
pub(crate) fn stored(
    work: &Work<'_>,
    column: &Column,
    sent: &str,
    meaning: Meaning,
) -> Result<String, Refusal> {
    Ok(match column.kind {
        Kind::Password2 => secret(work, sent, meaning)?,
        Kind::Password if meaning == Meaning::Stored => sent.to_owned(),
        Kind::Password => vault::hash_password(sent),
        Kind::Boolean => boolean(sent),
        Kind::Integer => whole_number(sent),
        Kind::Decimal | Kind::Float => number(sent),
        Kind::Date if meaning != Meaning::Platform => day(&locale::stored_moment(sent)),
        Kind::DateTime if meaning == Meaning::Display => Locale::of(work)?.stored(sent),
        Kind::DateTime if meaning == Meaning::Stored => locale::stored_moment(sent),
        Kind::Time => span::stored_time(sent),
        Kind::Duration | Kind::PlainDuration => span::stored_duration(sent),
        Kind::Reference => reference(work, column, sent.trim(), meaning)?,
        Kind::List => list(work, column, sent, meaning)?,
        _ if snaps_back(work, column, sent, meaning) => column.initial(),
        _ => text(work, column, &choice(column, sent, meaning), meaning)?,
    })
}

/// A choice that is cleared takes its default again (docs/facts.md#clearing), where that is so.
fn snaps_back(work: &Work<'_>, column: &Column, sent: &str, meaning: Meaning) -> bool {
    let is_choice = !column.choices.is_empty() && column.default.is_some();
    work.world.unknowns.cleared_choice_snaps_back
        && is_choice
        && sent.is_empty()
        && meaning != Meaning::Platform
}

fn secret(work: &Work<'_>, sent: &str, meaning: Meaning) -> Result<String, Refusal> {
    let vault = &work.world.vault;
    match (meaning, work.world.unknowns.secret_write) {
        // What was read as ciphertext and is sent back stays what it is.
        _ if vault.decrypt(sent).is_some() => Ok(sent.to_owned()),
        (Meaning::Stored, SecretWrite::DamagedUnlessDisplayValue) => Ok(sent.to_owned()),
        (Meaning::Stored, SecretWrite::RefusedUnlessDisplayValue) if !sent.is_empty() => {
            Err(Refusal::Custom {
                status: 403,
                message: "Operation Failed".to_owned(),
                detail: SECRET_REFUSED.to_owned(),
            })
        }
        _ => Ok(vault.encrypt(sent)),
    }
}

fn boolean(sent: &str) -> String {
    let yes = matches!(sent.trim().to_ascii_lowercase().as_str(), "true" | "1" | "yes");
    yes.to_string()
}

/// Text in a number's place becomes zero \[M\].
fn whole_number(sent: &str) -> String {
    match sent.trim() {
        "" => String::new(),
        digits => digits.parse::<i64>().unwrap_or(0).to_string(),
    }
}

/// A number without needless digits; text in its place becomes zero, as in a whole number \[I\].
fn number(sent: &str) -> String {
    match sent.trim() {
        "" => String::new(),
        digits => digits.parse::<f64>().unwrap_or(0.0).to_string(),
    }
}

/// The day of a moment.
fn day(moment: &str) -> String {
    moment.chars().take(10).collect()
}

fn reference(
    work: &Work<'_>,
    column: &Column,
    sent: &str,
    meaning: Meaning,
) -> Result<String, Refusal> {
    let Some(target) = column.reference.as_deref().filter(|_| !sent.is_empty()) else {
        return Ok(sent.to_owned());
    };
    if let Some(row) = work.fetch(target, sent)? {
        return Ok(row.value("sys_id").to_owned());
    }
    if meaning == Meaning::Display {
        let display = work.table(target)?.display_column();
        if let Some(row) = work.find(target, &[(display, sent)])?.first() {
            return Ok(row.value("sys_id").to_owned());
        }
    }
    let kept = meaning == Meaning::Platform || work.world.unknowns.dangling_reference_kept;
    Ok(if kept { sent.to_owned() } else { String::new() })
}

fn list(work: &Work<'_>, column: &Column, sent: &str, meaning: Meaning) -> Result<String, Refusal> {
    if meaning != Meaning::Display {
        return Ok(sent.trim().to_owned());
    }
    let items = sent.split(',').map(str::trim).filter(|item| !item.is_empty());
    let items: Result<Vec<String>, _> =
        items.map(|item| reference(work, column, item, meaning)).collect();
    Ok(items?.join(","))
}

/// A choice sent as its label becomes its value; any other value is stored as it is.
fn choice(column: &Column, sent: &str, meaning: Meaning) -> String {
    let by_label = column.choices.iter().find(|(_, label)| *label == sent);
    match by_label {
        Some((value, _)) if meaning == Meaning::Display => value.clone(),
        _ => sent.to_owned(),
    }
}

/// A text longer than its column is cut (docs/facts.md#long-text), where that is so. What the
/// platform writes itself keeps to the lengths it was shipped with.
fn text(work: &Work<'_>, column: &Column, sent: &str, meaning: Meaning) -> Result<String, Refusal> {
    let unknowns = &work.world.unknowns;
    let trimmed = if unknowns.blanks_trimmed { sent.trim() } else { sent };
    let length = match meaning {
        Meaning::Platform => column.max_length,
        _ => work.max_length(column)?,
    };
    Ok(match length {
        Some(length) if unknowns.long_text_cut => trimmed.chars().take(length).collect(),
        _ => trimmed.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn booleans_and_numbers_take_one_form() {
        assert_eq!(boolean("1"), "true");
        assert_eq!(boolean("TRUE"), "true");
        assert_eq!(boolean("maybe"), "false");
        assert_eq!(whole_number(" 42 "), "42");
        assert_eq!(whole_number("-7"), "-7");
        assert_eq!(whole_number("many"), "0");
        assert_eq!(whole_number(""), "");
        assert_eq!(["1.50", "2", "", "some"].map(number), ["1.5", "2", "", "0"]);
        assert_eq!(day("2031-01-31 12:00:00"), "2031-01-31");
    }
}
