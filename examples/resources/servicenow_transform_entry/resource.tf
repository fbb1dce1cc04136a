terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# The instance and the account come from SERVICENOW_… environment variables.
provider "servicenow" {}

resource "servicenow_transform_map" "employees" {
  name         = "Employees to users"
  source_table = "u_imported_employee"
  target_table = "sys_user"
}

# Users are matched by their address.
resource "servicenow_transform_entry" "email" {
  map                     = servicenow_transform_map.employees.id
  source_field            = "u_email"
  target_field            = "email"
  coalesce                = true
  coalesce_case_sensitive = false
  coalesce_empty_fields   = false
}

# The department is found by its identifier, and none is made.
resource "servicenow_transform_entry" "department" {
  map                   = servicenow_transform_map.employees.id
  source_field          = "u_department"
  target_field          = "department"
  reference_value_field = "id"
  choice_action         = "ignore"
}

resource "servicenow_transform_entry" "name" {
  map               = servicenow_transform_map.employees.id
  source_table      = servicenow_transform_map.employees.source_table
  target_table      = servicenow_transform_map.employees.target_table
  target_field      = "last_name"
  use_source_script = true
  source_script     = <<-EOT
    answer = (function transformEntry(source) {
      return source.u_name.toString().trim();
    })(source);
  EOT
  application_scope = "global"
}
