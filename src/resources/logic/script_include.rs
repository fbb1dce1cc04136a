//! `servicenow_script_include`: a class or function that other server scripts use (docs/facts.md#script-include).

use crate::describe::{Field, Resource, choice, flag, text};

pub(crate) static RESOURCE: Resource = Resource::table("script_include", "sys_script_include")
    .doc(
        "A script include: a class or a function that scripts on the server use by its name. Scripts are compared without \
         the kind of their line ends and without blanks around them, so that `file(\"x.js\")` is their normal source.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name", "application_scope"]])
    .import_keys(&["name", "api_name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name")
        .required()
        .doc("Name of the script include: that of the class or function which the script defines."),
    text("api_name").computed_from(&["name"]).doc(
        "The name by which other applications use it: that of the scope, a dot and its own.",
    ),
    text("script").required().doc("The class or function, in JavaScript."),
    text("description").doc("What it is for."),
    flag("active").instance_default().doc("Whether it can be used. New ones can."),
    choice("access", &["package_private", "public"]).or_others().instance_default().doc(
        "Who may use it: scripts of its own application (`package_private`, which new ones have) or of all (`public`).",
    ),
    choice("caller_access", &["1", "2"]).or_others().instance_default().doc(
        "What becomes of callers from other applications where `access` is `public`: `1` notes them, `2` shuts them out until \
         somebody approves of them. Left out, neither.",
    ),
    flag("client_callable").instance_default().doc(
        "Whether scripts in browsers may call it by GlideAjax. Which people may is said by a `servicenow_acl` of the type \
         `client_callable_script_include`, whose name is that of the script include.",
    ),
    flag("mobile_callable")
        .instance_default()
        .doc("Whether client scripts on mobile devices may call it."),
    flag("sandbox_callable").on_some_instances().instance_default().doc(
        "Whether conditions, default values and other expressions that run in the sandbox may call it.",
    ),
];
