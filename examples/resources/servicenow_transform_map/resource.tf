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

# Rows of the import set table become users. The columns are in servicenow_transform_entry.
resource "servicenow_transform_map" "employees" {
  name                                       = "Employees to users"
  source_table                               = "u_imported_employee"
  target_table                               = "sys_user"
  active                                     = true
  order                                      = 50
  run_business_rules                         = false
  enforce_mandatory_fields                   = "Only Mapped Fields"
  copy_empty_fields                          = false
  create_new_record_on_empty_coalesce_fields = false
  run_script                                 = true
  script                                     = <<-EOT
    (function transformRow(source, target, map, log, isUpdate) {
      target.source = 'employees';
    })(source, target, map, log, action === 'update');
  EOT
  application_scope                          = "global"
}
