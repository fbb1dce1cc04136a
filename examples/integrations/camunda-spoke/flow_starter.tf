# Flow Starter: packs that ServiceNow's personnel activate on request. This only looks whether they have.
data "servicenow_plugin" "flow_starter" {
  for_each = var.check_flow_starter ? var.flow_starter_plugins : []

  plugin_id = each.value
}

check "flow_starter" {
  assert {
    condition     = alltrue([for plugin in data.servicenow_plugin.flow_starter : plugin.active])
    error_message = "Camunda cannot start flows yet: inactive are ${join(", ", [for plugin in data.servicenow_plugin.flow_starter : plugin.plugin_id if !plugin.active])}. Ask ServiceNow to activate them; an administrator cannot."
  }
}
