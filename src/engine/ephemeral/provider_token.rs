//! `servicenow_provider_token`: what the provider itself signs in with, for those who send requests of their own beside it.

use async_trait::async_trait;
use servicenow::{Credentials, ExposeSecret, Proof, SecretString};
use tfplugin::{Attribute, Schema, Type, Value};

use super::{Ephemeral, Opened, rfc3339};
use crate::engine::model::{Access, Attributes};
use crate::engine::problem::{Attempt, Problem, TokenProblem};
use crate::engine::session::Work;

const NAME: &str = "servicenow_provider_token";
const ALLOW_BASIC: &str = "allow_basic";

/// The ephemeral resource.
pub(crate) struct ProviderToken;

#[async_trait]
impl Ephemeral for ProviderToken {
    fn type_name(&self) -> &'static str {
        NAME
    }

    fn schema(&self) -> Schema {
        let text = |name, doc| Attribute::new(name, Type::String, doc).computed();
        let attributes = vec![
            Attribute::new(
                ALLOW_BASIC,
                Type::Bool,
                "Whether to hand out the header of Basic authentication as well, which holds user name and password. Without it, \
                 a provider that signs in with a password hands out nothing.",
            )
            .optional(),
            text("instance_url", "The address of the instance, without a final slash."),
            text("header_name", "The header that says who is calling: `Authorization`, or `x-sn-apikey` for an API key."),
            text("header_value", "What to send in that header.").sensitive(),
            text("access_token", "The access token by itself; null where the provider signs in without one.").sensitive(),
            text("expires_at", "When the token ends, in UTC, such as `2026-01-31T12:00:00Z`; null where nobody knows."),
        ];
        Schema::new(
            "Hands out what the provider itself signs in with, so that `http` data sources, provisioners and other providers can \
             call the instance as the same user in the same run. A token that the provider got itself is renewed first where it \
             would end within ten minutes. It is never revoked: the provider goes on using it.",
            attributes,
        )
    }

    async fn open(&self, work: &Work, mut config: Attributes) -> Result<Opened, Problem> {
        let allows = config.get(ALLOW_BASIC).as_bool() == Some(true);
        if matches!(work.client.credentials(), Credentials::Basic { .. }) && !allows {
            return Err(Problem::Token(TokenProblem::OnlyBasic));
        }
        let attempt = Attempt::HandOut;
        let proof = work.client.proof().await;
        let proof = proof.map_err(|error| work.failed(attempt, "", Access::Read, error))?;
        let Some(Proof { header, value, token, ends, .. }) = proof else {
            return Err(Problem::Token(TokenProblem::OnlyCertificate));
        };
        config.set("instance_url", work.client.instance().as_str().into());
        config.set("header_name", header.into());
        config.set("header_value", text(&value));
        config.set("access_token", token.as_ref().map_or(Value::Null, text));
        config.set("expires_at", ends.map_or(Value::Null, rfc3339));
        Ok(Opened { result: config, kept: Vec::new(), problems: Vec::new() })
    }
}

fn text(secret: &SecretString) -> Value {
    secret.expose_secret().into()
}
