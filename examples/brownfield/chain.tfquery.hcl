# Everything behind one alias, list by list. Each list asks for what the one before it has found; `none` keeps a condition from
# being empty where that is nothing.

variable "alias" {
  description = "The id of the alias, such as x_acme.Orders."
  type        = string
}

list "servicenow_connection_alias" "chain" {
  provider         = servicenow
  include_resource = true

  config {
    filter = { alias_id = var.alias }
  }
}

list "servicenow_connection" "chain" {
  provider         = servicenow
  include_resource = true

  config {
    query = "connection_aliasIN${join(",", concat(["none"], list.servicenow_connection_alias.chain.data[*].identity.sys_id))}"
  }
}

# A reference is named by key where that is unique, and else by sys_id.
list "servicenow_credential" "chain" {
  provider         = servicenow
  include_resource = true

  config {
    query = format("nameIN%[1]s^NQsys_idIN%[1]s", join(",", concat(["none"], compact([
      for connection in list.servicenow_connection.chain.data : connection.state.credential
    ]))))
  }
}

list "servicenow_oauth_profile" "chain" {
  provider         = servicenow
  include_resource = true

  config {
    query = format("nameIN%[1]s^NQsys_idIN%[1]s", join(",", concat(["none"], compact([
      for credential in list.servicenow_credential.chain.data : credential.state.oauth_profile
    ]))))
  }
}

list "servicenow_oauth_registry" "chain" {
  provider         = servicenow
  include_resource = true

  config {
    query = format("nameIN%[1]s^NQsys_idIN%[1]s", join(",", concat(["none"], compact([
      for profile in list.servicenow_oauth_profile.chain.data : profile.state.oauth_registry
    ]))))
  }
}

# Where the other party is this instance too, its own entry for the same client says as whom the calls are made.
list "servicenow_oauth_registry" "callers" {
  provider         = servicenow
  include_resource = true

  config {
    filter = { type = "client" }
    query  = "client_idIN${join(",", concat(["none"], compact([for entry in list.servicenow_oauth_registry.chain.data : entry.state.client_id])))}"
  }
}

list "servicenow_user" "chain" {
  provider         = servicenow
  include_resource = true

  config {
    query = format("user_nameIN%[1]s^NQsys_idIN%[1]s", join(",", concat(["none"], compact([
      for entry in list.servicenow_oauth_registry.callers.data : entry.state.application_user
    ]))))
  }
}

list "servicenow_user_role" "chain" {
  provider         = servicenow
  include_resource = true

  config {
    query = "userIN${join(",", concat(["none"], list.servicenow_user.chain.data[*].identity.sys_id))}"
  }
}

list "servicenow_role" "chain" {
  provider         = servicenow
  include_resource = true

  config {
    query = format("nameIN%[1]s^NQsys_idIN%[1]s", join(",", concat(["none"], compact([
      for grant in list.servicenow_user_role.chain.data : grant.state.role
    ]))))
  }
}

list "servicenow_acl" "chain" {
  provider         = servicenow
  include_resource = true

  config {
    filter = { roles = join(",", list.servicenow_role.chain.data[*].identity.sys_id) }
  }
}
