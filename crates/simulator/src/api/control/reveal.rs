//! `POST /simulator/reveal`: whether a stored secret is what somebody thinks it is. The secret
//! itself is never given out.

use super::body;
use crate::{api::Call, dictionary::Kind, http::Answer, refusal::Refusal, vault};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Guess {
    table: String,
    sys_id: String,
    column: String,
    #[serde(rename = "guess")]
    secret: String,
}

/// `{"equal": …, "encrypted": …}`: equal if what uses the secret gets the guess.
pub(in crate::api) fn reveal(call: &Call<'_>) -> Result<Answer, Refusal> {
    let guess: Guess = body(&call.request.body)?;
    let (equal, encrypted) = call.work(|work| {
        let table = work.table(&guess.table)?;
        let column = table.column(&guess.column).ok_or(Refusal::NotFound)?;
        let row = work.fetch(&guess.table, &guess.sys_id)?.ok_or(Refusal::NotFound)?;
        let stored = row.value(&guess.column);
        // The value of a property is a secret where its type says so.
        if !column.kind.is_secret() && !vault::is_encrypted(stored) {
            return Err(Refusal::NotFound);
        }
        let decrypted = work.world.vault.decrypt(stored);
        let equal = match column.kind {
            Kind::Password => vault::password_matches(stored, &guess.secret),
            _ => decrypted.as_deref() == Some(guess.secret.as_str()),
        };
        Ok((equal, vault::is_encrypted(stored)))
    })?;
    Ok(Answer::json(200, json!({ "equal": equal, "encrypted": encrypted })))
}
