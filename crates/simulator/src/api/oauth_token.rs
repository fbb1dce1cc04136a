//! `POST /oauth_token.do`: the grants `client_credentials`, `password` and `refresh_token` (facts 3.1).
//!
//! Nearly every failure gets the same answer, as on the platform; the reason is in nobody's hands.

use super::{Answer, Call};
use crate::{
    access, clock,
    instance::Work,
    records::{self, Input, Refusal, value},
    store::Record,
    vault,
};
use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use serde_json::json;
use time::Duration;
use url::form_urlencoded;

/// Whether clients may ask in their own name (facts 3.3).
const CLIENT_CREDENTIALS: &str = "glide.oauth.inbound.client.credential.grant_type.enabled";

/// Issues a token, or refuses with 401.
pub(super) fn token(call: &Call<'_>) -> Result<Answer, Refusal> {
    let parameters = Parameters::of(call);
    let granted = call.work(|work| grant(work, &parameters))?;
    Ok(granted.unwrap_or_else(|denied| Answer::json(401, denied.body())))
}

/// Why there is no token.
enum Denied {
    Access,
    Unsupported,
}

impl Denied {
    fn body(&self) -> serde_json::Value {
        match self {
            Self::Access => {
                json!({ "error_description": "access_denied", "error": "server_error" })
            }
            Self::Unsupported => json!({
                "error_description": "unsupported_grant_type", "error": "unsupported_grant_type"
            }),
        }
    }
}

/// Form fields, and the query's where the form lacks them.
struct Parameters(Vec<(String, String)>);

impl Parameters {
    fn of(call: &Call<'_>) -> Self {
        let request = call.request;
        let form = request.header("content-type").unwrap_or_default();
        let is_form = form.starts_with("application/x-www-form-urlencoded");
        let body = if is_form { request.body.as_slice() } else { &[] };
        let mut pairs: Vec<_> = form_urlencoded::parse(body).into_owned().collect();
        pairs.extend(client_from_header(request.header("authorization")));
        pairs.extend(request.query.iter().cloned());
        Self(pairs)
    }

    fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}

fn client_from_header(header: Option<&str>) -> Vec<(String, String)> {
    let pair = || {
        let encoded = header?.strip_prefix("Basic ")?;
        let decoded = String::from_utf8(BASE64_STANDARD.decode(encoded.trim()).ok()?).ok()?;
        let (id, secret) = decoded.split_once(':')?;
        Some(vec![
            ("client_id".to_owned(), id.to_owned()),
            ("client_secret".to_owned(), secret.to_owned()),
        ])
    };
    pair().unwrap_or_default()
}

type Granted = Result<Answer, Denied>;

fn grant(work: &Work<'_>, parameters: &Parameters) -> Result<Granted, Refusal> {
    let Some(client) = client(work, parameters)? else { return Ok(Err(Denied::Access)) };
    match parameters.get("grant_type") {
        "client_credentials" => client_credentials(work, &client),
        "password" => password(work, &client, parameters),
        "refresh_token" => refresh(work, &client, parameters),
        _ => Ok(Err(Denied::Unsupported)),
    }
}

/// The active client of that id, if the secret is right.
fn client(work: &Work<'_>, parameters: &Parameters) -> Result<Option<Record>, Refusal> {
    let wanted =
        [("client_id", parameters.get("client_id")), ("type", "client"), ("active", "true")];
    let secret = parameters.get("client_secret");
    let vault = &work.instance.vault;
    let fits = |row: &Record| {
        !secret.is_empty() && vault.decrypt(value(row, "client_secret")).as_deref() == Some(secret)
    };
    Ok(records::find(work, "oauth_entity", &wanted)?.into_iter().find(fits))
}

fn client_credentials(work: &Work<'_>, client: &Record) -> Result<Granted, Refusal> {
    let user = records::fetch(work, "sys_user", value(client, "user"))?.filter(may_have_token);
    let enabled = work.property(CLIENT_CREDENTIALS)? == "true";
    match user.filter(|_| enabled) {
        Some(user) if profile_fits(work, client)? => {
            let access = issue(work, client, &user, Kind::Access, "client_credentials")?;
            Ok(Ok(answer(client, &access, None)))
        }
        _ => Ok(Err(Denied::Access)),
    }
}

/// Whether the client has a profile of this grant, where one is needed (§12.9).
fn profile_fits(work: &Work<'_>, client: &Record) -> Result<bool, Refusal> {
    let of_client =
        [("oauth_entity", value(client, "sys_id")), ("grant_type", "client_credentials")];
    let needed = work.instance.unknowns.client_needs_profile;
    Ok(!needed || !records::find(work, "oauth_entity_profile", &of_client)?.is_empty())
}

fn password(work: &Work<'_>, client: &Record, parameters: &Parameters) -> Result<Granted, Refusal> {
    let (name, password) = (parameters.get("username"), parameters.get("password"));
    let user = access::with_password(work, name, password)?
        .filter(may_have_token)
        .filter(|user| value(user, "web_service_access_only") != "true");
    let Some(user) = user else { return Ok(Err(Denied::Access)) };
    let access = match current(work, client, &user, Kind::Access)? {
        Some(token) => token,
        None => issue(work, client, &user, Kind::Access, "password")?,
    };
    let refresh = match current(work, client, &user, Kind::Refresh)? {
        Some(token) => token,
        None => issue(work, client, &user, Kind::Refresh, "password")?,
    };
    Ok(Ok(answer(client, &access, Some(&refresh))))
}

fn refresh(work: &Work<'_>, client: &Record, parameters: &Parameters) -> Result<Granted, Refusal> {
    let sent = parameters.get("refresh_token");
    let digest = vault::token_digest(sent);
    let wanted = [
        ("token_digest", digest.as_str()),
        ("type", Kind::Refresh.word()),
        ("peer", value(client, "sys_id")),
    ];
    let valid = |row: &Record| remaining(work, row) > 0;
    let Some(row) = records::find(work, "oauth_credential", &wanted)?.into_iter().find(valid)
    else {
        return Ok(Err(Denied::Access));
    };
    let user = records::fetch(work, "sys_user", value(&row, "user"))?.filter(may_have_token);
    let Some(user) = user else { return Ok(Err(Denied::Access)) };
    let access = issue(work, client, &user, Kind::Access, "refresh_token")?;
    let kept = Token { text: sent.to_owned(), seconds: remaining(work, &row) };
    Ok(Ok(answer(client, &access, Some(&kept))))
}

fn may_have_token(user: &Record) -> bool {
    let is = |column: &str| value(user, column) == "true";
    is("active") && !is("locked_out") && !is("password_needs_reset")
}

#[derive(Clone, Copy)]
enum Kind {
    Access,
    Refresh,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Access => "access_token",
            Self::Refresh => "refresh_token",
        }
    }

    const fn lifespan_column(self) -> &'static str {
        match self {
            Self::Access => "access_token_lifespan",
            Self::Refresh => "refresh_token_lifespan",
        }
    }
}

/// A token and how long it is still good for.
struct Token {
    text: String,
    seconds: i64,
}

fn answer(client: &Record, access: &Token, refresh: Option<&Token>) -> Answer {
    let restricted = value(client, "scope_restriction_status") == "restricted";
    let mut body = json!({
        "access_token": access.text,
        "scope": if restricted { "" } else { "useraccount" },
        "token_type": "Bearer",
        "expires_in": access.seconds,
    });
    if let (Some(refresh), Some(fields)) = (refresh, body.as_object_mut()) {
        fields.insert("refresh_token".to_owned(), json!(refresh.text));
    }
    Answer::json(200, body)
}

/// A new token, written down as a row of `oauth_credential`.
fn issue(
    work: &Work<'_>,
    client: &Record,
    user: &Record,
    kind: Kind,
    grant_type: &str,
) -> Result<Token, Refusal> {
    let text = BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 64]>());
    let seconds: i64 = value(client, kind.lifespan_column()).parse().unwrap_or(1800);
    let expires = work.now.saturating_add(Duration::seconds(seconds));
    let input = Input::platform([
        ("type", kind.word()),
        ("peer", value(client, "sys_id")),
        ("user", value(user, "sys_id")),
        ("grant_type", grant_type),
        ("token", &text),
        ("token_digest", &vault::token_digest(&text)),
        ("token_issued", &clock::stored(work.now)),
        ("expires", &clock::stored(expires)),
    ]);
    records::insert(work, work.table("oauth_credential")?, &input)?;
    Ok(Token { text, seconds })
}

/// The token the user already has from this client, as a repeated password grant returns it.
fn current(
    work: &Work<'_>,
    client: &Record,
    user: &Record,
    kind: Kind,
) -> Result<Option<Token>, Refusal> {
    let wanted = [
        ("type", kind.word()),
        ("peer", value(client, "sys_id")),
        ("user", value(user, "sys_id")),
        ("grant_type", "password"),
    ];
    let rows = records::find(work, "oauth_credential", &wanted)?;
    Ok(rows.iter().rev().find_map(|row| {
        let text = work.instance.vault.decrypt(value(row, "token"))?;
        Some(Token { text, seconds: remaining(work, row) }).filter(|token| token.seconds > 0)
    }))
}

fn remaining(work: &Work<'_>, row: &Record) -> i64 {
    let expires = clock::moment(value(row, "expires"));
    expires.map_or(0, |moment| (moment - work.now).whole_seconds())
}
