//! The vocabulary resources and data sources are written in.
//!
//! Everything here is plain data, built by `const fn`s, so that a contradiction in a description does not compile.
//! The engine gives it meaning; a resource file needs nothing else.

mod builders;
mod children;
mod codes;
mod data_source;
mod field;
mod foreign;
mod hooks;
mod neighbours;
mod resource;
#[cfg(test)]
mod tests;
mod text_kind;
mod words;

pub use builders::{
    Draft, choice, codes, condition, content, derived, flag, links, object, reference, references,
    secret, secret_in_clear, text, text_list, whole,
};
pub use children::children;
pub use codes::{Code, is_number, number_of, word_of};
pub use data_source::DataSource;
pub use field::{
    Children, Encoding, Field, FieldType, Further, Links, Literal, MadeSecret, Mode, Target,
};
pub use foreign::Foreign;
pub use hooks::{
    Check, Demand, Derive, Finding, Findings, Found, Given, Guard, InTheWay, Later, MakeUp, Moment,
    Records, Refusal, Related, RelatedValues, Values, newly,
};
pub use neighbours::{Namesakes, Others, Owner, Turns};
pub use resource::{Lifecycle, Resource, Variant};
#[cfg(test)]
pub(crate) use tests::{Memory, sample};
pub use text_kind::{STORED_MOMENT, TextKind};
pub use words::{looks_like_sys_id, shown};
