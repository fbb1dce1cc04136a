//! `servicenow_rest_message`: an API that scripts of the instance call by name (docs/facts.md#rest-message).

use crate::describe::{Field, Resource, children, choice, flag, reference, secret, text};

pub(crate) static RESOURCE: Resource = Resource::table("rest_message", "sys_rest_message")
    .doc(
        "An outbound REST message: an API of another system that scripts call by this name. What can be asked of it are its \
         `servicenow_rest_message_function`, which share its headers and its way to sign in. The headers are listed here, or are \
         resources of their own: `servicenow_rest_message_header`.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the message, by which scripts call it, case included. 40 characters at most."),
    text("rest_endpoint").required().doc(
        "Address of the API, 200 characters at most. What stands there as `${name}` is put in at each call: write `$${name}` \
         in a configuration.",
    ),
    text("description").doc("What it is for."),
    choice("access", &["package_private", "public"]).instance_default().doc(
        "Whether scripts of other applications may call it (`public`) or those of its own alone (`package_private`, which a \
         new message has).",
    ),
    choice("authentication_type", &["no_authentication", "basic", "basic_simple", "oauth2"])
        .or_others()
        .instance_default()
        .doc(
            "How calls sign in. `no_authentication`: not at all, as a new message has it. `basic`: by `basic_auth_profile`. \
             `basic_simple`: by the user name and password of the message itself. `oauth2`: by `oauth_profile`.",
        ),
    reference("basic_auth_profile", "sys_auth_profile_basic")
        .by(&["name"])
        .within("sys_scope.scope")
        .doc("The user name and password of type `basic`: a `servicenow_basic_auth_profile`, by name, `<scope>/<name>` or sys_id."),
    text("basic_auth_user").credential().doc("The user name of type `basic_simple`."),
    secret("basic_auth_password").doc("The password of type `basic_simple`."),
    reference("oauth_profile", "oauth_entity_profile")
        .column("oauth2_profile")
        .by(&["name"])
        .within("oauth_entity.name")
        .doc("The OAuth profile of type `oauth2`, by sys_id, name, or `<registry name>/<name>`."),
    flag("use_mutual_auth").instance_default().doc("Whether the instance shows a certificate of its own to the other side."),
    reference("mutual_auth_profile", "sys_protocol_profile")
        .column("protocol_name")
        .by(&["protocol"])
        .doc("The protocol profile that holds this certificate, by protocol or sys_id."),
    children("headers", "sys_rest_message_headers")
        .owned_by("rest_message")
        .fields(HEADER)
        .named_by("name")
        .cascades()
        .doc(
            "The HTTP headers that all calls of the message send. Their values stand in the state; where one is a secret, make \
             each a `servicenow_rest_message_header` instead, whose `value_wo` does not. Do not use both for the same message: \
             the list, an import of it and a data source show the values of all its headers.",
        ),
];

const HEADER: &[Field] = &[
    text("name").required().doc("Name of the header, such as `Accept`."),
    text("value").doc(
        "What the header says, 1,000 characters at most. It stands in the state. What stands there as `${name}` is put in at \
         each call: write `$${name}` in a configuration.",
    ),
];
