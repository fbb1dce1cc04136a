//! The messages and services of `proto/`, as generated.

/// What Terraform and a provider say to each other.
#[allow(missing_docs, dead_code, unreachable_pub, reason = "generated; differs by feature")]
#[expect(clippy::all, clippy::pedantic, reason = "generated, as no person would write it")]
pub mod tfplugin6 {
    tonic::include_proto!("tfplugin6");
}

/// What the plugin host and a plugin say to each other.
#[allow(missing_docs, dead_code, unreachable_pub, reason = "generated; differs by feature")]
#[expect(clippy::all, clippy::pedantic, reason = "generated, as no person would write it")]
pub mod plugin {
    tonic::include_proto!("plugin");
}

#[cfg(test)]
mod tests {
    use prost::Message as _;
    use prost_types::field_descriptor_proto::{Label, Type};
    use prost_types::{DescriptorProto, FieldDescriptorProto, FileDescriptorSet};

    fn compiled() -> FileDescriptorSet {
        let bytes: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/protocol.fds"));
        FileDescriptorSet::decode(bytes).unwrap()
    }

    /// The message of this dotted name, such as `tfplugin6.Schema.Block`.
    fn message(name: &str) -> DescriptorProto {
        let (package, path) = name.split_once('.').unwrap();
        let files = compiled().file;
        let mut level: Vec<_> = files
            .into_iter()
            .filter(|f| f.package() == package)
            .flat_map(|f| f.message_type)
            .collect();
        let mut found = DescriptorProto::default();
        for part in path.split('.') {
            found = level.into_iter().find(|m| m.name() == part).expect(name);
            level = found.nested_type.clone();
        }
        found
    }

    fn field(message_name: &str, number: i32) -> FieldDescriptorProto {
        let found = message(message_name).field.into_iter().find(|f| f.number() == number);
        found.unwrap_or_else(|| panic!("{message_name} has no field {number}"))
    }

    fn rpcs(package: &str) -> Vec<String> {
        let files = compiled().file.into_iter().filter(|f| f.package() == package);
        let mut names: Vec<_> = files
            .flat_map(|f| f.service)
            .flat_map(|s| {
                let service = s.name().to_owned();
                s.method.into_iter().map(move |m| format!("{service}.{}", m.name()))
            })
            .collect();
        names.sort();
        names
    }

    #[test]
    fn the_fields_used_most_have_their_numbers() {
        let expected = [
            ("tfplugin6.DynamicValue", 1, "msgpack", Type::Bytes),
            ("tfplugin6.DynamicValue", 2, "json", Type::Bytes),
            ("tfplugin6.Diagnostic", 4, "attribute", Type::Message),
            ("tfplugin6.AttributePath.Step", 3, "element_key_int", Type::Int64),
            ("tfplugin6.Schema.Block", 3, "block_types", Type::Message),
            ("tfplugin6.Schema.Attribute", 2, "type", Type::Bytes),
            ("tfplugin6.Schema.Attribute", 10, "nested_type", Type::Message),
            ("tfplugin6.Schema.Attribute", 11, "write_only", Type::Bool),
            ("tfplugin6.Schema.Attribute", 12, "deprecation_message", Type::String),
            ("tfplugin6.Schema.Object", 3, "nesting", Type::Enum),
            ("tfplugin6.GetProviderSchema.Response", 6, "server_capabilities", Type::Message),
            ("tfplugin6.ValidateProviderConfig.Response", 2, "diagnostics", Type::Message),
            ("tfplugin6.PlanResourceChange.Request", 7, "client_capabilities", Type::Message),
            ("tfplugin6.PlanResourceChange.Response", 2, "requires_replace", Type::Message),
            ("tfplugin6.ApplyResourceChange.Request", 5, "planned_private", Type::Bytes),
            ("tfplugin6.ApplyResourceChange.Response", 3, "diagnostics", Type::Message),
            ("tfplugin6.StopProvider.Response", 1, "Error", Type::String),
            ("tfplugin6.ClientCapabilities", 2, "write_only_attributes_allowed", Type::Bool),
            ("tfplugin6.ServerCapabilities", 4, "generate_resource_config", Type::Bool),
            ("tfplugin6.RequestChunkMeta", 2, "state_id", Type::String),
            ("plugin.ConnInfo", 4, "knock", Type::Message),
            ("plugin.StdioData", 2, "data", Type::Bytes),
        ];
        for (name, number, field_name, kind) in expected {
            let found = field(name, number);
            assert_eq!((found.name(), found.r#type()), (field_name, kind), "{name} {number}");
        }
    }

    #[test]
    fn repeated_and_optional_fields_are_marked() {
        assert_eq!(field("tfplugin6.AttributePath", 1).label(), Label::Repeated);
        assert_eq!(field("tfplugin6.GetProviderSchema.Response", 2).label(), Label::Repeated);
        assert!(field("tfplugin6.FunctionError", 2).proto3_optional());
        assert!(field("tfplugin6.OpenEphemeralResource.Response", 4).proto3_optional());
        assert!(!field("tfplugin6.ApplyResourceChange.Response", 2).proto3_optional());
    }

    #[test]
    fn the_provider_service_has_all_calls_of_protocol_6_11() {
        let names = "ApplyResourceChange CallFunction CloseEphemeralResource ConfigureProvider ConfigureStateStore \
            DeleteState GenerateResourceConfig GetFunctions GetMetadata GetProviderSchema \
            GetResourceIdentitySchemas GetStates ImportResourceState InvokeAction ListResource LockState \
            MoveResourceState OpenEphemeralResource PlanAction PlanResourceChange ReadDataSource ReadResource \
            ReadStateBytes RenewEphemeralResource StopProvider UnlockState UpgradeResourceIdentity \
            UpgradeResourceState ValidateActionConfig ValidateDataResourceConfig \
            ValidateEphemeralResourceConfig ValidateListResourceConfig ValidateProviderConfig \
            ValidateResourceConfig ValidateStateStoreConfig WriteStateBytes";
        let expected: Vec<_> =
            names.split_whitespace().map(|name| format!("Provider.{name}")).collect();
        assert_eq!(rpcs("tfplugin6"), expected);
    }

    #[test]
    fn the_host_has_its_three_services() {
        let expected =
            ["GRPCBroker.StartStream", "GRPCController.Shutdown", "GRPCStdio.StreamStdio"];
        assert_eq!(rpcs("plugin"), expected);
    }

    #[test]
    fn streams_flow_the_right_way() {
        let files = compiled().file;
        let methods = files.iter().flat_map(|f| &f.service).flat_map(|s| &s.method);
        let mut streams: Vec<_> = methods
            .filter(|m| m.client_streaming() || m.server_streaming())
            .map(|m| (m.name(), m.client_streaming(), m.server_streaming()))
            .collect();
        streams.sort_unstable();
        let expected = [
            ("InvokeAction", false, true),
            ("ListResource", false, true),
            ("ReadStateBytes", false, true),
            ("StartStream", true, true),
            ("StreamStdio", false, true),
            ("WriteStateBytes", true, false),
        ];
        assert_eq!(streams, expected);
    }
}
