//! `servicenow_mid_server`: a MID server that is there (docs/facts.md#mid-server).

use crate::describe::{DataSource, Field, Resource, text};

/// A MID server is installed on a host and makes its record itself, so it is described for reading alone.
static MID_SERVER: Resource = Resource::table("mid_server", "ecc_agent").fields(FIELDS);

pub(super) static DATA_SOURCE: DataSource = DataSource {
    resource: &MID_SERVER,
    doc: "Finds a MID server by `id` (sys_id) or `name`: whether it is up, and where it runs. MID servers are installed on a host and \
          make their records themselves, so there is no resource of this type.",
    keys: &["name"],
    extra: &[],
    related: None,
};

const FIELDS: &[Field] = &[
    text("name").doc("Name of the MID server."),
    text("status").doc("Whether it runs: `Up`, `Down` and others, by the instance's own list."),
    text("validated").doc(
        "Whether somebody has validated it: `true`, `false`, or what is under way, such as `validating` and `rekey`. One that is not \
         `true` gets no work.",
    ),
    text("version").doc("The release that it runs."),
    text("url").doc("The address under which it calls the instance."),
    text("user_name").doc("The user of the instance that it signs in as."),
    text("host_name").doc("Name of its host."),
    text("host_type").doc("The operating system of its host."),
    text("host_os_distribution").doc("The distribution of that system."),
    text("host_os_version").doc("The version of that system."),
    text("ip_address").doc("The address of its host."),
    text("network").doc("The network that its host is in, such as `10.10.10.0/24`."),
    text("router").doc("The address of its host's router."),
    text("windows_domain").column("win_domain").doc("The Windows domain that its host is in."),
    text("started").doc("When it was started, in UTC."),
    text("stopped").doc("When it was stopped, in UTC."),
    text("last_refreshed").doc("When it was last heard of, in UTC."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::FieldType;

    /// The laws look at what is a resource too.
    #[test]
    fn it_shows_texts_and_no_secrets() {
        assert!(MID_SERVER.fields.iter().all(|field| matches!(field.holds, FieldType::Text)));
        assert!(MID_SERVER.fields.iter().all(|field| field.column.is_some()));
    }
}
