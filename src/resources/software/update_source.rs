//! `servicenow_update_source`: an instance that update sets are fetched from (docs/facts.md#update-source).

use crate::describe::{Field, Resource, TextKind, choice, flag, secret, text};

pub(crate) static RESOURCE: Resource = Resource::table("update_source", "sys_update_set_source")
    .doc(
        "Another instance that this one fetches update sets from, and the account it does so with. The actions that retrieve an update \
         set name it. Both instances have to be of one release family, and the account needs the role `admin` over there.",
    )
    .natural_keys(&[&["name"]])
    .names_one()
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the source; unique."),
    choice("type", &["dev", "test", "uat"])
        .or_others()
        .instance_default()
        .doc("What the other instance is for: development, test or acceptance."),
    text("url").kind(TextKind::Url).required().replaces().doc(
        "The address of the other instance, such as `https://example-dev.service-now.com`. Two sources of one address get in each \
         other's way, and an instance does not let it change once a connection was made, so a change makes a new source.",
    ),
    text("username").credential().doc("The account on the other instance."),
    secret("password").doc("The password of that account."),
    flag("active").instance_default().doc("Whether update sets can be fetched from it."),
    text("description").column("short_description").doc("What it is for."),
    text("instance_id").computed_from(&["url"]).doc(
        "The other instance's own id, which this one learns when it reaches it; empty until then.",
    ),
];
