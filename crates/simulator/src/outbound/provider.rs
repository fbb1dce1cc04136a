//! A third party the instance gets tokens from: a registry of type `oauth_provider` and one of its
//! profiles.

use super::Trouble;
use crate::{
    oauth::pkce::Method,
    refusal::Refusal,
    store::Record,
    world::{Work, World},
};
use url::Url;

/// Registry and profile, with what a request needs of them.
#[derive(Clone, Debug)]
pub(crate) struct Provider {
    pub(super) registry: Record,
    /// The profile's, else the registry's.
    pub(crate) grant_type: String,
    pub(super) secret: String,
    /// The scopes of the profile, words apart by blanks.
    pub(super) scope: String,
    /// What makes assertions: the profile's, else the registry's.
    pub(super) assertions_by: String,
    /// Parameters that the registry's script adds to token requests.
    pub(super) added: Vec<(String, String)>,
}

impl Provider {
    /// The provider behind a profile.
    pub(crate) fn of_profile(work: &Work<'_>, profile: &str) -> Result<Self, Trouble> {
        let row = work.fetch("oauth_entity_profile", profile)?;
        let row =
            row.ok_or_else(|| Trouble::setup("The credential has no OAuth entity profile."))?;
        let registry = work.fetch("oauth_entity", row.value("oauth_entity"))?;
        let registry = registry
            .filter(|registry| registry.value("active") == "true")
            .ok_or_else(|| Trouble::setup("The profile has no active OAuth provider."))?;
        // Only inbound applications are of type client; any other value means a provider.
        if registry.value("type") == "client" {
            return Err(Trouble::setup("The registry of the profile is no OAuth provider."));
        }
        let first = |texts: [&str; 2]| {
            texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned()
        };
        let grant_type = first([row.value("grant_type"), registry.value("default_grant_type")]);
        let assertions_by = first([row.value("jwt_provider"), registry.value("jwt_provider")]);
        let stored = registry.value("client_secret");
        // A secret stored damaged is sent as it came out of the vault: as nonsense.
        let secret = work.world.vault.decrypt(stored).unwrap_or_else(|| match stored {
            "" => String::new(),
            _ => "damaged".to_owned(),
        });
        Ok(Self {
            grant_type,
            assertions_by,
            secret,
            scope: scope(work, profile)?,
            added: added(work, &registry)?,
            registry,
        })
    }

    /// A column of the registry.
    pub(crate) fn get(&self, column: &str) -> &str {
        self.registry.value(column)
    }

    /// Where tokens are got.
    pub(super) fn token_url(&self, world: &World) -> Result<Url, Trouble> {
        self.url(world, "token_url", "Token URL")
    }

    /// Where tokens are refreshed: the token URL where nothing else is said.
    pub(super) fn refresh_url(&self, world: &World) -> Result<Url, Trouble> {
        match self.get("refresh_token_url") {
            "" => self.token_url(world),
            _ => self.url(world, "refresh_token_url", "Refresh Token URL"),
        }
    }

    /// Where people are asked for their consent.
    pub(crate) fn auth_url(&self, world: &World) -> Result<Url, Trouble> {
        self.url(world, "auth_url", "Authorization URL")
    }

    /// Where the provider sends people back to.
    pub(crate) fn redirect_url(&self, world: &World) -> String {
        match self.get("redirect_url") {
            "" => format!("{}/oauth_redirect.do", world.url),
            url => url.to_owned(),
        }
    }

    /// The scopes to ask for, where there are any.
    pub(crate) fn scope(&self) -> Option<&str> {
        Some(self.scope.as_str()).filter(|scope| !scope.is_empty())
    }

    /// How a code is bound to whoever asked for it: not at all where the method is none, unless
    /// the registry wants it all the same \[I\].
    pub(crate) fn pkce(&self) -> Option<Method> {
        let is = |column: &str| self.get(column) == "true";
        match self.get("code_challenge_method") {
            "S256" => Some(Method::S256),
            "plain" => Some(Method::Plain),
            _ => (is("use_pkce") || is("public_client")).then_some(Method::S256),
        }
    }

    /// An address the registry holds; a relative one is on this instance \[S\].
    fn url(&self, world: &World, column: &str, label: &str) -> Result<Url, Trouble> {
        let text = self.get(column);
        if text.is_empty() {
            return Err(Trouble::setup(format!("The OAuth provider has no {label}.")));
        }
        let base = Url::parse(&world.url);
        let joined = base.and_then(|base| base.join(text));
        joined.map_err(|error| Trouble::setup(format!("The {label} cannot be used: {error}.")))
    }
}

fn scope(work: &Work<'_>, profile: &str) -> Result<String, Refusal> {
    let links = work.find("oauth_entity_profile_scope", &[("oauth_entity_profile", profile)])?;
    let mut words = Vec::new();
    for link in links {
        let scope = work.fetch("oauth_entity_scope", link.value("oauth_entity_scope"))?;
        words.extend(scope.map(|scope| scope.value("oauth_entity_scope").to_owned()));
    }
    Ok(words.join(" "))
}

/// What the scripts that spokes bring add to a token request. Nobody has established what they do
/// (docs/facts.md#spoke-contents); Camunda's login server wants an audience, so its script must
/// send one.
fn added(work: &Work<'_>, registry: &Record) -> Result<Vec<(String, String)>, Refusal> {
    let script = work.fetch("sys_script_include", registry.value("oauth_api_script"))?;
    Ok(match script.as_ref().map(|script| script.value("name")) {
        Some("OAuthCamundaUtil") => {
            vec![("audience".to_owned(), "zeebe.camunda.io".to_owned())]
        }
        _ => Vec::new(),
    })
}
