//! `servicenow_ldap_ou`: a part of a directory that is read (docs/facts.md#ldap-ou).

use crate::describe::{Field, Resource, flag, reference, text};

pub(crate) static RESOURCE: Resource = Resource::table("ldap_ou", "ldap_ou_config")
    .doc(
        "An organizational unit of a directory: where in it the instance looks for users or groups, and which of them it reads. A \
         `servicenow_import_source` of the type `LDAP` names it. The form for a new LDAP server makes two as samples, `Users` and `Groups`: take \
         one over with `adopt_existing = true`.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["server", "name"]])
    .import_path(&["server", "name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the definition."),
    reference("server", "ldap_server_config")
        .by(&["name"])
        .required()
        .doc("The LDAP server that is read, by name or sys_id."),
    text("rdn").column("ou").doc(
        "Where in the directory, such as `OU=Users`, before the server's starting search directory. Left out, that directory itself. \
         An instance refuses a second definition of the same place with the same filter.",
    ),
    text("query_field").doc(
        "The attribute of an entry that names it, and that has to be a user's id on the instance: `sAMAccountName` in Active \
         Directory, often `uid` or `cn` elsewhere.",
    ),
    text("filter").doc(
        "Which entries are read, in LDAP's own notation, such as `(&(objectClass=person)(sn=*))`. Left out, all below the place.",
    ),
    text("table").doc("The table that the entries become rows of, such as `sys_user` or `sys_user_group`."),
    flag("active").instance_default().doc("Whether it is read."),
];
