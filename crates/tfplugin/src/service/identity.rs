//! Identities: their schemas, their coding, and the calls about them.

use std::collections::BTreeMap;

use super::{Service, StoredState, fault};
use crate::proto::tfplugin6::{
    ResourceIdentityData, get_resource_identity_schemas as schemas,
    upgrade_resource_identity as upgrade,
};
use crate::{Diagnostics, IdentitySchema, Type, Value, wire};

/// An identity schema ready for use.
pub(crate) struct IdentityKind {
    pub(crate) schema: IdentitySchema,
    pub(crate) ty: Type,
}

impl IdentityKind {
    pub(super) fn of(schema: IdentitySchema) -> Self {
        let types = schema.attributes.iter().map(|a| (a.name.clone(), a.ty.clone()));
        let ty = Type::Object(types.collect::<BTreeMap<_, _>>());
        Self { schema, ty }
    }

    /// Reads an identity that Terraform sent; null where there is none.
    fn decode(&self, sent: Option<&ResourceIdentityData>) -> Result<Value, Diagnostics> {
        let coded = sent.and_then(|sent| sent.identity_data.as_ref());
        let Some(coded) = coded else { return Ok(Value::Null) };
        wire::decode(coded, &self.ty).map_err(|error| vec![fault::received(&error)])
    }

    /// Codes an identity that the author answered; none for null.
    pub(crate) fn encode(
        &self,
        identity: &Value,
    ) -> Result<Option<ResourceIdentityData>, Diagnostics> {
        if identity.is_null() {
            return Ok(None);
        }
        let coded = wire::encode(identity, &self.ty).map_err(|e| vec![fault::identity(&e)])?;
        Ok(Some(ResourceIdentityData { identity_data: Some(coded) }))
    }
}

/// What Terraform sent; null for a type without identity, and where there is none yet.
pub(super) fn decode(
    kind: Option<&IdentityKind>,
    sent: Option<&ResourceIdentityData>,
) -> Result<Value, Diagnostics> {
    kind.map_or(Ok(Value::Null), |kind| kind.decode(sent))
}

/// What is answered: what the author says, or what there was. Terraform breaks off on an identity of
/// a type that has none, so there nothing is answered.
pub(super) fn answer(
    kind: Option<&IdentityKind>,
    said: Option<&Value>,
    was: Option<ResourceIdentityData>,
) -> Result<Option<ResourceIdentityData>, Diagnostics> {
    match (kind, said) {
        (None, _) => Ok(None),
        (Some(_), None) => Ok(was),
        (Some(kind), Some(identity)) => kind.encode(identity),
    }
}

/// `GetResourceIdentitySchemas`.
pub(super) fn published(service: &Service) -> schemas::Response {
    let all = service.resources.all().filter_map(|(name, entry)| Some((name, entry.identity()?)));
    let coded = all.map(|(name, kind)| (name.to_owned(), wire::identity_schema(&kind.schema)));
    schemas::Response { identity_schemas: coded.collect(), diagnostics: Vec::new() }
}

/// `UpgradeResourceIdentity`.
pub(super) fn upgraded(
    service: &Service,
    request: &upgrade::Request,
) -> Result<upgrade::Response, Diagnostics> {
    let entry = service.offered(&request.type_name)?;
    let (Some(identified), Some(kind)) = (&entry.offer().identified, entry.identity()) else {
        return Err(vec![fault::no_identity(&request.type_name)]);
    };
    let text = request.raw_identity.as_ref().map_or(&[][..], |raw| &raw.json);
    let stored = StoredState::from_bytes(text)?;
    let identity = match identified.upgrade_identity(request.version, stored) {
        Some(upgraded) => upgraded?,
        None => stored.of_type(&kind.ty)?,
    };
    let upgraded_identity = kind.encode(&identity)?;
    Ok(upgrade::Response { upgraded_identity, diagnostics: Vec::new() })
}
