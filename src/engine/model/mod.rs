//! What operations work on: the attributes of a record, its type and schema, its columns, and what is kept beside its
//! state.

pub(crate) mod access;
pub(crate) mod attributes;
pub(crate) mod cell;
pub(crate) mod children;
pub(crate) mod ciphertext;
pub(crate) mod column;
pub(crate) mod identity;
pub(crate) mod meaning;
pub(crate) mod moment;
pub(crate) mod place;
pub(crate) mod policy;
pub(crate) mod private;
pub(crate) mod referred;
pub(crate) mod resource_type;
pub(crate) mod schema;
pub(crate) mod secrets;
pub(crate) mod sequence;
pub(crate) mod stamp;
pub(crate) mod stored;
pub(crate) mod subject;

pub(crate) use access::{Access, CICD, INSTALLING, Need, Right};
pub(crate) use attributes::Attributes;
pub(crate) use cell::{Cell, Loss, Secret, Source};
pub(crate) use column::{Column, Columns, column_of};
pub(crate) use place::{Destination, Place, PlaceArgument, Placement, UpdateSet};
pub(crate) use policy::Policy;
pub(crate) use private::{Adopted, Origin, Private};
pub(crate) use referred::{Referred, Targets};
pub(crate) use resource_type::{
    ADOPT, ALLOW_DATA_LOSS, ID, POLICY, ResourceType, SCOPE, SENT_AT, TYPE,
};
pub(crate) use stamp::Overwritten;
pub(crate) use subject::{ANY_RECORD, Spot, Subject};
