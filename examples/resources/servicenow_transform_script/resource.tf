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

# People who have left are not imported.
resource "servicenow_transform_script" "leavers" {
  map               = servicenow_transform_map.employees.id
  when              = "onBefore"
  order             = 50
  active            = true
  script            = <<-EOT
    (function runTransformScript(source, map, log, target) {
      ignore = source.u_left_on.toString() !== '';
    })(source, map, log, target);
  EOT
  application_scope = "global"
}
