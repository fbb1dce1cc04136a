//! Writing one record: its columns, its links, and what is checked before and after.

pub(crate) mod adoption;
pub(crate) mod cells;
pub(crate) mod children;
pub(crate) mod hooks;
pub(crate) mod in_the_way;
pub(crate) mod links;
pub(crate) mod orphans;
pub(crate) mod readback;
pub(crate) mod restore;
pub(crate) mod row;
pub(crate) mod takeover;
pub(crate) mod turns;
pub(crate) mod twins;
pub(crate) mod unique;
